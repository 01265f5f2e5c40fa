"""Mail: messages leave by SMTP (`integrations.mail.smtp`), or are kept as files where no server is configured."""

from integrations.mail.message import build_message
from integrations.mail.outbox import Outbox

__all__ = ["Outbox", "build_message"]
