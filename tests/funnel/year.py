"""A year of customers for the tests of figures: made from a seed, written as rows, the same on both databases."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from advisor.memory import conversation_to_json
from advisor.model import Conversation
from foundation.database import Database, Session
from foundation.ids import new_id
from funnel.conversations.tables import ConversationRow
from funnel.mails.tables import MailRow
from funnel.owners import repository as owners
from funnel.owners.model import Owned
from funnel.people.tables import CustomerRow
from funnel.timeline.tables import BehaviourRow, StageRow
from quoting.tables import QuoteRow
from scoring.model import Reason

BEGIN = datetime(2025, 11, 3, 8, 0, tzinfo=UTC)
END = datetime(2026, 11, 2, 0, 0, tzinfo=UTC)
GOES_ON = {1: 0.75, 2: 0.5, 3: 0.45, 4: 0.6}
DAYS = {1: 2.0, 2: 3.0, 3: 4.0, 4: 5.0}
CHANNELS = ("website", "advisor", "fair", "partner")
REASONS = ("price", "Lead time too long", "竞争对手 Atlas", "nobody answered, slow", None, "they closed the plant")
REPS = ("rep-ningbo", "rep-stuttgart", "rep-jeddah")


async def write_year(database: Database, *, customers: int = 160, seed: int = 7) -> None:
    """Write a year of customers with moves, quotes, contacts, losses and conversations."""
    chance = random.Random(seed)
    async with database.transaction() as session:
        for number in range(1, customers + 1):
            await _customer(session, number, chance)


async def _customer(session: Session, number: int, chance: random.Random) -> None:
    entered = BEGIN + timedelta(minutes=chance.randrange(int((END - BEGIN).total_seconds() // 60)))
    stage, at, lost_at = 1, entered, None
    moves: list[tuple[int, int, datetime]] = []
    while stage < 5:
        left = at + timedelta(days=chance.expovariate(1 / DAYS[stage]))
        if left >= END:
            break
        if chance.random() > GOES_ON[stage]:
            lost_at = left + timedelta(days=3) if chance.random() < 0.7 and left + timedelta(days=3) < END else None
            break
        to_stage = 4 if stage == 2 and chance.random() < 0.2 else stage + 1
        moves.append((stage, to_stage, left))
        stage, at = to_stage, left
    value = Decimal(chance.randrange(800, 140_000)) if stage >= 4 else None
    row = CustomerRow(
        tenant_id=1,
        name=f"Buyer {number}",
        company=f"Company {number}",
        email=f"buyer{number}@company{number}.example",
        country=chance.choice(["DE", "SA", "CN", "BR", None]),
        locale="en",
        industry=chance.choice(["automotive", "rail", "energy", None]),
        source=chance.choice(CHANNELS),
        stage=stage,
        stage_at=at,
        grade=chance.choice(["A", "B", "C", "D", None]),
        points=50.0,
        estimated_value=value,
        risk_score=0.4,
        last_touch_at=at,
        created_at=entered,
        lost_at=lost_at,
        lost_reason=chance.choice(REASONS) if lost_at else None,
    )
    session.add(row)
    await session.flush()
    for from_stage, to_stage, moved_at in moves:
        reason = {"code": "by_hand", "points": 0, "data": {}}
        session.add(
            StageRow(
                customer_id=row.id,
                from_stage=from_stage,
                to_stage=to_stage,
                timestamp=moved_at,
                ai_reason=reason,
                actor="system:test",
            )
        )
    await _contacts(session, row.id, entered, chance)
    if value is not None:
        decided = next(each[2] for each in moves if each[1] >= 4)
        status = _quote(session, row.id, decided, value=value, won=stage == 5, chance=chance)
        if status in {"refused", "expired"}:  # a judgement values what is still offered
            row.estimated_value = Decimal(0)
    if chance.random() < 0.6:
        hands = [(chance.choice(REPS), entered)]
        later = random.Random(number)  # draws of its own: who owns a customer changes nothing else of the year
        if later.random() < 0.3:  # given to somebody else, or to nobody, somewhen later
            hands.append((later.choice([*REPS, None]), entered + (END - entered) * later.random()))
        given = Reason("owner_by_hand", 0, {})
        await owners.give(session, [Owned(row.id, owner, since, given, "system:test") for owner, since in hands])


async def _contacts(session: Session, customer: int, entered: datetime, chance: random.Random) -> None:
    at = entered
    for _ in range(chance.randrange(6)):
        at += timedelta(hours=chance.expovariate(1 / 30))
        if at >= END:
            break
        kinds = (
            "form_submit",
            "reply_received",
            "call_missed",
            "call_completed",
            "meeting",
            "demo",
            "mail_click",
            "view_product",
        )
        _event(session, customer, chance.choice(kinds), at)
        if chance.random() < 0.4:
            _mail(session, customer, at + timedelta(hours=1), chance)
    if chance.random() < 0.5:
        session.add(
            ConversationRow(
                id=new_id(),
                visitor=f"v{customer}",
                customer_id=customer if chance.random() < 0.7 else None,
                locale="en",
                memory=conversation_to_json(Conversation(new_id(), "en", "en")),
                signals=[],
                version=0,
                created_at=entered,
                updated_at=entered,
                handed_over_at=entered + timedelta(minutes=5) if chance.random() < 0.2 else None,
            )
        )


def _event(session: Session, customer: int, kind: str, at: datetime) -> None:
    session.add(
        BehaviourRow(
            key=new_id(),
            customer_id=customer,
            behaviour_type=kind,
            value=None,
            timestamp=at,
            source="t",
            received_at=at,
        )
    )


def _mail(session: Session, customer: int, at: datetime, chance: random.Random) -> None:
    mail = new_id()
    session.add(
        MailRow(
            id=mail,
            message_id=f"{mail}@test",
            customer_id=customer,
            purpose="follow_up",
            about=mail,
            recipient=f"buyer{customer}@company{customer}.example",
            locale="en",
            state=chance.choice(["sent", "sent", "refused"]),
            detail=None,
            created_at=at,
            updated_at=at,
            measured=customer % 2 == 0,
        )
    )


def _quote(session: Session, customer: int, at: datetime, *, value: Decimal, won: bool, chance: random.Random) -> str:
    status = "accepted" if won else chance.choice(["issued", "refused", "expired", "viewed"])
    if at + timedelta(days={"expired": 31, "refused": 2}.get(status, 0)) >= END:  # its end has not come yet
        status = "issued"
    answered = at + timedelta(days=2) if status in {"accepted", "refused"} else None
    root = f"Q-2026-{customer:05d}"
    for revision in (1, 2) if chance.random() < 0.3 else (1,):
        session.add(
            QuoteRow(
                id=new_id(),
                number=root if revision == 1 else f"{root}-2",
                root=root,
                revision=revision,
                status=status,
                locale="en",
                currency="EUR",
                subtotal=value,
                discount=Decimal(0),
                freight=Decimal(0),
                tax=Decimal(0),
                total=value,
                incoterm="FCA Esslingen",
                valid_until=(at + timedelta(days=30)).date(),
                lead_time_days=10,
                assumptions=[],
                terms={},
                recipient={},
                authority=[],
                customer=customer,
                content_generation=1,
                created_at=at,
                issued_at=at + timedelta(hours=revision),
                viewed_at=at + timedelta(hours=5) if chance.random() < 0.5 else None,
                answer={"kind": status, "reason": "price"} if status == "refused" else None,
                answered_at=answered,
                basis=None,
            )
        )
    return status
