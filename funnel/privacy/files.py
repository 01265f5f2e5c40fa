"""Source of truth for what the files beside the database hold of a person: mails of the outbox. Blocks: call it in a thread."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from content.knowledge.kept import forget as forget_shelves
from foundation.data_folder import DataFolder
from funnel.privacy.sought import Sought

_HEADERS = ("To", "Cc", "Bcc", "From", "Reply-To", "Subject")


def mails_of(folder: DataFolder, sought: Sought) -> list[Path]:
    """Return the mails of the outbox that went to the person or speak of them."""
    return [file for file in sorted(folder.outbox.glob("*.eml")) if _is_about(file, sought)]


def forget_files(folder: DataFolder, sought: Sought) -> int:
    """Remove these mails, and the shelves of texts that are made anew; return how many mails."""
    mails = mails_of(folder, sought)
    for file in mails:
        file.unlink(missing_ok=True)
    forget_shelves(folder.index)
    return len(mails)


def _is_about(file: Path, sought: Sought) -> bool:
    try:
        with file.open("rb") as opened:
            mail = BytesParser(policy=policy.default).parse(opened)
    except FileNotFoundError:  # somebody else was quicker
        return False
    assert isinstance(mail, EmailMessage)
    if any(sought.are_in(str(mail.get(name, ""))) for name in _HEADERS):
        return True
    body = mail.get_body(preferencelist=("plain", "html"))
    return body is not None and sought.are_in(str(body.get_content()))
