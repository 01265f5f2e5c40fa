"""What is left to do after an erasure: the CRM forgets the person, and one day the books do."""

from __future__ import annotations

from datetime import timedelta

from foundation import clock, events
from foundation.actor import Actor
from foundation.jobs import RetryLater
from funnel.ports import Crm, CrmNotConfigured, CrmRefused, CrmResult, CrmUnavailable
from funnel.privacy.erase import Keeping
from funnel.privacy.repository import erasures
from funnel.privacy.repository.bulk import remove_quotes

SYSTEM = Actor.system("privacy")
PUSH_WITHIN = timedelta(minutes=2)
"""How long a push that was under way when the person was erased may still write; the CRM is asked once more after it."""
RETRY_SECONDS = 60.0


async def end_retention(keeping: Keeping) -> int:
    """Remove the quotes that were kept for the books, once their time is over; return how many."""
    removed = 0
    async with keeping.database.transaction() as session:
        for erasure in await erasures.books_over(session, clock.now().date()):
            count = await remove_quotes(session, erasure.pseudonym)
            await erasures.forget_kept(session, erasure.id)
            data = {"quotes": count}
            await events.record(session, "retention_ended", subject=("erasure", erasure.id), by=SYSTEM, data=data)
            removed += count
    return removed


async def forget_in_crm(keeping: Keeping, crm: Crm, erasure_id: str) -> None:
    """Let the CRM erase what it holds of an erased person. Raises RetryLater while it cannot."""
    async with keeping.database.reading() as session:
        erasure = await erasures.find(session, erasure_id)
        objects = await erasures.crm_objects(session, erasure_id)
    if erasure is None or not objects:
        return
    state, detail = "erased", None
    later: RetryLater | None = None
    try:
        for each in objects:
            await crm.forget(each["key"], CrmResult(ids=each["ids"]))
    except CrmNotConfigured as missing:
        state, detail = "waiting", str(missing)
    except CrmRefused as refused:
        state, detail = "failed", str(refused)
    except CrmUnavailable as unavailable:
        state, detail = "waiting", str(unavailable)
        later = RetryLater(unavailable.retry_after or RETRY_SECONDS, str(unavailable))
    else:
        rest = erasure.asked_at + PUSH_WITHIN - clock.now()
        if any(each["pending"] for each in objects) and rest > timedelta(0):
            state, detail = "waiting", "a push was under way; the CRM is asked once more"
            later = RetryLater(rest.total_seconds(), detail)
    async with keeping.database.transaction() as session:
        await erasures.settle_crm(session, erasure_id, state, detail=detail)
    if later is not None:
        raise later
