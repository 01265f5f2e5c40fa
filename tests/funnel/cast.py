"""Who appears in the tests of the funnel: an engineer in Stuttgart, a buyer in Jeddah, a rep in Ningbo."""

from datetime import UTC, datetime, timedelta

from foundation.actor import Actor
from foundation.database import Database
from funnel.people import repository as people
from funnel.people.model import Customer, NewCustomer
from funnel.timeline.model import NewEvent

KELLER = NewCustomer(
    name="A. Keller",
    company="Autowerk",
    email="a.keller@autowerk.example",
    phone="+497115550100",
    country="DE",
    locale="de",
    source="advisor",
)
JEDDAH = NewCustomer(name="Noura", email="buyer@jeddah.example", country="SA", locale="ar")
REP = Actor.staff("rep-ningbo", frozenset({"sales"}))
API = Actor.agent("api")
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


async def enter(database: Database, new: NewCustomer = KELLER, *, at: datetime = NOON) -> Customer:
    """Enter a customer and nothing else."""
    async with database.transaction() as session:
        customer, _ = await people.upsert(session, new, at=at)
    return customer


def seen(customer: int, event_type: str, *, minutes: int = 0, value: str | None = None) -> NewEvent:
    """Make an event that happened some minutes after noon."""
    return NewEvent(event_type, NOON + timedelta(minutes=minutes), "website", value=value, customer_id=customer)
