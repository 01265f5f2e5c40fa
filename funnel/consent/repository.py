"""How consents and suppressed addresses are stored."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from funnel.consent.model import Basis, Consent, ConsentState, Purpose, Suppression, SuppressionReason
from funnel.consent.tables import ConsentRow, SuppressionRow


async def keep(session: AsyncSession, consent: Consent) -> None:
    """Keep how a consent stands; that of the same customer and purpose gives way."""
    known = select(ConsentRow).where(
        ConsentRow.customer_id == consent.customer_id, ConsentRow.purpose == consent.purpose
    )
    row = (await session.scalars(known)).one_or_none()
    if row is None:
        session.add(ConsentRow(**asdict(consent)))
    else:
        for name, value in asdict(consent).items():
            setattr(row, name, value)
    await session.flush()


async def of_customer(session: AsyncSession, customer_id: int) -> dict[Purpose, Consent]:
    """Return a customer's consents by purpose."""
    rows = await session.scalars(select(ConsentRow).where(ConsentRow.customer_id == customer_id))
    return {Purpose(row.purpose): _consent(row) for row in rows}


async def look_up(session: AsyncSession, consent_id: str) -> Consent | None:
    """Return a consent by an id that may be wrong or gone."""
    row = await session.get(ConsentRow, consent_id)
    return _consent(row) if row else None


async def suppress(session: AsyncSession, suppression: Suppression) -> bool:
    """Keep that an address gets no more mails; say whether that is new. A person's word outranks a bounce."""
    known = await suppressed(session, suppression.address_hash)
    if known is not None and (known is not SuppressionReason.BOUNCED or suppression.reason is known):
        return False
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(SuppressionRow).values(**asdict(suppression))
    values = {"reason": suppression.reason, "at": suppression.at}
    await session.execute(statement.on_conflict_do_update(index_elements=["address_hash"], set_=values))
    return True


async def suppressed(session: AsyncSession, address_hash: str) -> SuppressionReason | None:
    """Return why an address gets no more mails, or None."""
    reason = select(SuppressionRow.reason).where(SuppressionRow.address_hash == address_hash)
    found = (await session.execute(reason)).scalar_one_or_none()
    return SuppressionReason(found) if found else None


async def of_customers(session: AsyncSession, customer_ids: Collection[int], purpose: Purpose) -> dict[int, Consent]:
    """Return the consents of many customers for one purpose."""
    found = select(ConsentRow).where(ConsentRow.customer_id.in_(customer_ids), ConsentRow.purpose == purpose)
    return {row.customer_id: _consent(row) for row in await session.scalars(found)}


async def suppressions(session: AsyncSession, hashes: Collection[str]) -> dict[str, SuppressionReason]:
    """Return why each of many addresses gets no more mails, of those that get none."""
    found = select(SuppressionRow.address_hash, SuppressionRow.reason).where(SuppressionRow.address_hash.in_(hashes))
    return {digest: SuppressionReason(reason) for digest, reason in await session.execute(found)}


async def suppressed_among(session: AsyncSession, hashes: Collection[str]) -> set[str]:
    """Return those of many addresses that get no more mails."""
    if not hashes:
        return set()
    found = select(SuppressionRow.address_hash).where(SuppressionRow.address_hash.in_(hashes))
    return set(await session.scalars(found))


async def lift(session: AsyncSession, address_hash: str) -> None:
    """Let an address have mails again: its owner asked for them by a click."""
    await session.execute(delete(SuppressionRow).where(SuppressionRow.address_hash == address_hash))


def _consent(row: ConsentRow) -> Consent:
    return Consent(
        id=row.id,
        customer_id=row.customer_id,
        purpose=Purpose(row.purpose),
        address=row.address,
        basis=Basis(row.basis),
        state=ConsentState(row.state),
        source=row.source,
        wording=row.wording,
        asked_at=row.asked_at,
        confirmed_at=row.confirmed_at,
        withdrawn_at=row.withdrawn_at,
    )
