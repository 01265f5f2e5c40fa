"""The durable job and the tick of privacy: what is left to do after an erasure is done, however long others are away."""

from __future__ import annotations

from foundation import clock
from foundation.jobs import enqueue, job, tick
from funnel.ports import Crm
from funnel.privacy.erase import Keeping, finish
from funnel.privacy.forget import end_retention, forget_in_crm
from funnel.privacy.repository import erasures

_bound: list[tuple[Keeping, Crm]] = []


def bind(keeping: Keeping, crm: Crm) -> None:
    """Give the jobs what they work with; called once by wiring before the jobs are launched."""
    _bound[:] = [(keeping, crm)]


@job("forget_in_crm")
async def forget_person(erasure_id: str) -> None:
    """Let the CRM erase an erased person."""
    keeping, crm = _bound[0]
    await forget_in_crm(keeping, crm, erasure_id)


@tick("end_retention", every=86_400)
async def forget_old_books() -> None:
    """Remove the quotes of erased persons that need not be kept any longer."""
    await end_retention(_bound[0][0])


@tick("finish_erasures", every=3600)
async def finish_erasures() -> None:
    """Go on with erasures of which something is left: the CRM was away for long, or the database was in use."""
    keeping, _ = _bound[0]
    async with keeping.database.transaction() as session:
        for erasure_id in await erasures.waiting_for_crm(session):
            await enqueue(session, "forget_in_crm", erasure_id, key=f"{erasure_id}-{int(clock.now().timestamp())}")
        unfinished = [await erasures.find(session, each) for each in await erasures.not_rewritten(session)]
    for erasure in filter(None, unfinished):
        await finish(keeping, erasure)
