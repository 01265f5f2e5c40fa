"""A mail is put in the post: kept to be sent once for one reason to one address, and its job enqueued in the verb's transaction."""

from __future__ import annotations

from foundation import clock
from foundation.database import Session
from foundation.ids import new_id
from foundation.jobs import enqueue
from funnel.mails import repository as mails
from funnel.mails.model import MailState, OutgoingMail


async def post(
    session: Session,
    purpose: str,
    about: str,
    *,
    recipient: str,
    locale: str,
    customer_id: int | None = None,
    together_with: str | None = None,
) -> bool:
    """Keep a mail of one of `funnel.mails.kinds`; what it says is written when it goes. False where it was posted before.

    One that goes `together_with` the mail about another subject is told there, and does not go by itself.
    """
    now, mail_id = clock.now(), new_id()
    mail = OutgoingMail(
        id=mail_id,
        message_id=f"<{purpose}.{mail_id}@tradewind>",
        customer_id=customer_id,
        purpose=purpose,
        about=about,
        recipient=recipient,
        locale=locale,
        state=MailState.WITHHELD if together_with else MailState.WAITING,
        detail=f"{mails.TOGETHER}{together_with}" if together_with else None,
        created_at=now,
        updated_at=now,
    )
    if await mails.add(session, mail) is None:
        return False
    if together_with is None:
        await enqueue(session, "send_mail", mail_id, key=mail_id)
    return True
