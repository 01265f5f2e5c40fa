"""Who is erased in these tests, and how they leave traces everywhere before."""

from dataclasses import replace
from decimal import Decimal

import sqlalchemy as sa

from content.knowledge.written.answers import note
from content.knowledge.written.model import Asked
from foundation import clock, events
from foundation.actor import Actor
from foundation.database import Base
from funnel.evaluation.dialogue import hold
from funnel.journey.capture import capture
from funnel.journey.deliver import mail_quote, push_customer
from funnel.journey.mailings import write_mailing
from funnel.journey.measure import note_fetch
from funnel.journey.parts import Parts
from funnel.journey.quote import quote
from funnel.journey.receive import receive
from funnel.journey.request import take_request
from funnel.mailings import repository as mailings
from funnel.mailings.model import Recipient, RecipientState
from funnel.mails import repository as mails
from funnel.measuring.model import Sign, Standing
from funnel.people import repository as people
from funnel.people.model import NewCustomer
from funnel.ports import InboundKind, InboundMail
from funnel.privacy import jobs as privacy_jobs  # registers the job that the verb enqueues
from funnel.timeline import repository as timeline
from funnel.timeline.model import NewEvent
from quoting.model import QuoteRequest, RequestedLine
from tests.funnel.cast import JEDDAH

VOSS = NewCustomer(
    name="Annelie Kestermann-Voß",
    company="Zylinderwerk Mohnheim",
    email="annelie.kestermann@zylinderwerk.example",
    phone="+4971155501234",
    country="DE",
    locale="de",
    source="advisor",
)
WORDS = ("kestermann", "annelie", "zylinderwerk mohnheim", "71155501234", "711 55501234")

assert privacy_jobs
BY = Actor.system("tests")
VISITOR = Actor.visitor("v-voss")


async def live(parts: Parts) -> int:
    """Let the person leave traces everywhere: talk, ask for a quote, get a mail, answer it, be pushed to the CRM."""
    company = await parts.company()
    said = [
        "Guten Tag, ich brauche 6 KCP-70",
        "Wie lange ist die Lieferzeit nach Mohnheim?",
        f"Bitte ein Angebot, {VOSS.name}, {VOSS.company}, {VOSS.email}, {VOSS.phone}",
    ]
    turns = await hold(parts, "de", said)
    async with parts.database.transaction() as session:
        found = await people.find_by_contact(session, VOSS.email, None)
        assert found is not None, turns[-1]
        captured = await capture(session, VOSS, company, by=VISITOR, conversation_id=str(turns[-1]["conversation"]))
        customer = captured.customer.id
        wish = QuoteRequest(
            locale="de", currency="EUR", lines=(RequestedLine("KCN-40A", 12),), customer=customer,
            conversation=str(turns[-1]["conversation"]),
            recipient={"name": VOSS.name, "company": VOSS.company, "email": VOSS.email, "country": "DE", "city": "Mohnheim"},
        )  # fmt: skip
        await quote(session, wish, company, by=VISITOR)
        await quote(session, replace(wish, discount=Decimal(30)), company, by=VISITOR)
        asked = f"Bitte um Angebot:\n- 3 Stück KCN-40A\n{VOSS.name}, {VOSS.company}, {VOSS.email}"
        await take_request(session, asked, company, source=f"Anfrage {VOSS.name}.txt", locale="de", by=VISITOR)
        await note(session, Asked(f"Liefert ihr an {VOSS.company}?", "de", str(turns[-1]["conversation"]), None, None))
        happened = [
            NewEvent("search", clock.now(), "website", value=f"Angebot {VOSS.name}", customer_id=customer),
            NewEvent("page_view", clock.now(), "website", value="/de/", visitor="v-voss"),
        ]
        await timeline.add_events(session, happened, received_at=clock.now())
        row = {
            "dimension": "search",
            "event_type": "search",
            "day": clock.today("UTC"),
            "key": f"{VOSS.name} M8",
            "count": 1,
        }
        await session.execute(sa.insert(Base.metadata.tables["visit_counts"]).values(total=0.0, **row))
        row["week"] = row.pop("day")
        await session.execute(sa.insert(Base.metadata.tables["visit_weeks"]).values(total=0.0, **row))
        waiting = await mails.of_customer(session, customer)
        mailing = await write_mailing(session, {"name": "News"}, by=BY)
        reader = Recipient(customer, RecipientState.WAITING, None, clock.now())
        await mailings.add_recipients(session, mailing.id, [reader])
        await mails.mark_measured(session, waiting[0].id, measured=True)
        await note_fetch(session, waiting[0].id, Sign.CLICK, target="/de/contact", standing=Standing.PENDING)
    for mail in waiting:
        await mail_quote(parts, mail.id)
    reply = InboundMail(
        message_id="<re@zylinderwerk.example>", kind=InboundKind.REPLY, answers=(waiting[0].message_id,),
        sender=str(VOSS.email), subject="Angebot", text=f"Danke, {VOSS.name}", detail="", sent_at=None,
    )  # fmt: skip
    async with parts.database.transaction() as session:
        await receive(session, reply, company, by=BY)
        await events.record(
            session, "noted", subject=("customer", str(customer)), by=BY, data={"note": f"rang {VOSS.name} an"}
        )
    await push_customer(parts, customer)
    return customer


async def others_speak(parts: Parts) -> int:
    """Let another customer mention the person, in a row that stays."""
    turns = await hold(
        parts,
        "en",
        [
            f"Please copy my colleague {VOSS.name} ({str(VOSS.email).upper()}, +49 711 55501234) on everything",
            "buyer@jeddah.example",
        ],
    )
    async with parts.database.transaction() as session:
        company = await parts.company()
        captured = await capture(session, JEDDAH, company, by=BY, conversation_id=str(turns[-1]["conversation"]))
        return captured.customer.id
