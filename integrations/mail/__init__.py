"""Mail: messages leave by SMTP, or are kept as files where no server is configured."""

from integrations.mail.message import build_message
from integrations.mail.outbox import Outbox
from integrations.mail.smtp import SmtpMailer

__all__ = ["Outbox", "SmtpMailer", "build_message"]
