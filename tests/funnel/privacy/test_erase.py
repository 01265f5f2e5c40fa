"""An erased person is found nowhere: not in the database's bytes, not in the files, not in HubSpot; and there is proof."""

import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from content.catalogue.model import Company
from foundation import clock, events
from foundation.data_folder import DataFolder
from foundation.database import Base, Database
from foundation.jobs import RetryLater
from funnel.cadence import repository as cadence
from funnel.errors import UnknownCustomer
from funnel.journey.capture import capture
from funnel.journey.deliver import push_customer
from funnel.journey.parts import Parts
from funnel.people import repository as people
from funnel.people.model import NewCustomer
from funnel.permissions.team import add_member
from funnel.privacy.erase import Keeping, erase, person_of, preview
from funnel.privacy.errors import NoAddressGiven, PersonIsStaff, UnknownPerson
from funnel.privacy.forget import end_retention, forget_in_crm
from funnel.privacy.model import Erasure, How, Person
from funnel.privacy.proof import proof_body
from funnel.privacy.repository import erasures
from funnel.timeline import repository as timeline
from funnel.timeline.model import NewEvent
from integrations.hubspot import HubSpot, NoCrm
from quoting import repository as quotes
from quoting.model import QuoteStatus
from tests.funnel.cast import JEDDAH
from tests.funnel.privacy.cast import BY, VISITOR, VOSS, WORDS, live, others_speak
from tests.integrations.hubspot.emulator import HubSpotEmulator


def held(database: Database, folder: DataFolder) -> str:
    """Everything that is kept, as bytes: the SQLite file with its log, or a dump; and all files. Lower case."""
    if database.dialect == "sqlite":
        file = Path(str(sa.make_url(database.url).database))
        raw = b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
    else:
        url = sa.make_url(database.url).set(drivername="postgresql").render_as_string(hide_password=False)
        raw = subprocess.run(["pg_dump", url], check=True, capture_output=True).stdout
    raw += b"".join(file.read_bytes() for file in folder.root.rglob("*") if file.is_file())
    return raw.decode("utf-8", "ignore").lower()


def hunt(database: Database, folder: DataFolder) -> list[str]:
    kept = held(database, folder)
    return [word for word in WORDS if word in kept]


async def test_after_erasing_the_person_is_found_nowhere(
    parts: Parts, keeping: Keeping, folder: DataFolder, hubspot: HubSpotEmulator
) -> None:
    customer = await live(parts)
    other = await others_speak(parts)
    await push_customer(parts, customer)
    assert set(hunt(keeping.database, folder)) >= {"kestermann", "annelie", "zylinderwerk mohnheim"}
    erasure = await erase(keeping, person_of(str(VOSS.email)), by=BY)
    assert hunt(keeping.database, folder) == []
    assert [each for each in erasure.traces if each.after != 0] == []
    assert {each.place for each in erasure.traces} >= {
        "customers", "conversations", "messages", "behaviour_log", "stage_history", "events", "outgoing_mails",
        "received_mails", "quotes", "quote_lines", "approval_requests", "crm_links", "knowledge_gaps", "outbox", "quote_requests",
        "dbos.workflow_status", "mail_fetches", "mailing_recipients",
    }  # fmt: skip
    assert (erasure.rewritten_at is not None, erasure.crm_state) == (True, "waiting")
    await forget_in_crm(keeping, parts.crm, erasure.id)
    assert [len(kept) for kept in hubspot.objects.values()] == [0, 0, 0, 0]
    async with keeping.database.reading() as session:
        stands = await people.find(session, other)
        done = await erasures.find(session, erasure.id)
        said = [row.text for row in await session.execute(sa.text("SELECT text FROM messages WHERE role = 'visitor'"))]
    assert stands.email == JEDDAH.email
    assert any("Please copy my colleague [erased] ([erased], [erased]) on everything" in text for text in said), said
    assert done is not None
    assert done.is_complete


async def test_issued_quotes_stay_for_the_books_without_the_person_and_drafts_go(
    parts: Parts, keeping: Keeping, company: Company
) -> None:
    customer = await live(parts)
    async with keeping.database.transaction() as session:
        before = {each.number: each for each in await quotes.list_quotes(session, customer=customer)}
        issued = next(each for each in before.values() if each.issued_at)
        await quotes.change_status(
            session, issued.id, to=QuoteStatus.ACCEPTED, only_from=[QuoteStatus.ISSUED, QuoteStatus.VIEWED]
        )
    erasure = await erase(keeping, person_of(str(VOSS.email)), by=BY)
    async with keeping.database.reading() as session:
        after = {number: await quotes.find_quote(session, number) for number in before}
    assert {number for number, each in after.items() if each} == {n for n, each in before.items() if each.issued_at}
    accepted = after[issued.number]
    assert accepted is not None
    assert (accepted.customer, accepted.conversation) == (None, None)
    assert accepted.recipient["name"] == erasure.pseudonym
    assert accepted.recipient["company"] == VOSS.company  # who the contract is with belongs to the books
    assert (accepted.total, accepted.lines) == (issued.total, issued.lines)
    others = [each for each in after.values() if each and each.number != issued.number]
    assert others
    for each in others:
        assert dict(each.recipient) == {"name": erasure.pseudonym, "country": "DE"}
    [kept] = erasure.kept
    assert (kept.count, kept.until.year) == (len(others) + 1, clock.now().year + 10)


async def test_when_the_books_need_them_no_longer_the_quotes_go_too(parts: Parts, keeping: Keeping) -> None:
    await live(parts)
    brief = replace(keeping, retention_years=0)
    erasure = await erase(brief, person_of(str(VOSS.email)), by=BY)
    assert await end_retention(brief) == 0  # the year is not over
    clock.shift(timedelta(days=367))
    try:
        assert await end_retention(brief) == erasure.kept[0].count
        assert await end_retention(brief) == 0
    finally:
        clock.shift(timedelta(0))
    async with keeping.database.reading() as session:
        left = (await session.execute(sa.text("SELECT count(*) FROM quotes"))).scalar_one()
        lines = (await session.execute(sa.text("SELECT count(*) FROM quote_lines"))).scalar_one()
    assert (left, lines) == (0, 0)


async def test_what_comes_after_an_erasure_is_news_to_the_playbook(parts: Parts, keeping: Keeping) -> None:
    company = await parts.company()
    async with keeping.database.transaction() as session:
        other = (await capture(session, JEDDAH, company, by=BY)).customer.id
    await live(parts)
    async with keeping.database.transaction() as session:
        last, _ = await timeline.newest_rows(session)
        await cadence.set_marks(session, {"events": last})
    await erase(keeping, person_of(str(VOSS.email)), by=BY)
    async with keeping.database.transaction() as session:
        await timeline.add_events(
            session, [NewEvent("meeting", clock.now(), "desk", customer_id=other)], received_at=clock.now()
        )
        newest, _ = await timeline.newest_rows(session)
        assert newest > (await cadence.marks(session))["events"]


async def test_a_dry_run_says_what_there_is_and_erases_nothing(parts: Parts, keeping: Keeping) -> None:
    customer = await live(parts)
    told = {each.place: each.before for each in await preview(keeping, Person(customer=customer))}
    assert told["customers"] == 1
    erasure = await erase(keeping, Person(customer=customer), by=BY)
    assert {each.place: each.before for each in erasure.traces} == told


async def test_erasing_again_gives_the_proof_of_then(parts: Parts, keeping: Keeping, folder: DataFolder) -> None:
    await live(parts)
    first = await erase(keeping, person_of(str(VOSS.email)), by=BY)
    again = await erase(keeping, person_of(str(VOSS.email).upper()), by=BY)
    assert again == first
    company = await parts.company()
    async with keeping.database.transaction() as session:  # the person comes back: that is erased anew
        back = (await capture(session, VOSS, company, by=VISITOR)).customer
    third = await erase(keeping, person_of(str(VOSS.email)), by=BY)
    assert third.id != first.id
    assert hunt(keeping.database, folder) == []
    async with keeping.database.transaction() as session:  # and the number is nobody's for ever
        assert (await capture(session, JEDDAH, company, by=BY)).customer.id > back.id


async def test_whoever_is_unknown_or_staff_or_no_address_is_told(keeping: Keeping) -> None:
    with pytest.raises(UnknownPerson, match=r"Nothing is kept of nobody@mail\.example"):
        await erase(keeping, person_of("nobody@mail.example"), by=BY)
    with pytest.raises(UnknownPerson):
        await preview(keeping, Person(customer=4711))
    await add_member(keeping.database, "lin@kestrel.example", "Lin", roles=("sales",), by=BY)
    with pytest.raises(PersonIsStaff, match="tradewind staff end"):
        await erase(keeping, person_of("lin@kestrel.example"), by=BY)
    for wrong in ("", "nobody", "' OR 1=1 --@x", "a@b@c.example"):
        with pytest.raises(NoAddressGiven):
            person_of(wrong)


async def test_an_address_with_signs_of_like_erases_nobody_else(parts: Parts, keeping: Keeping) -> None:
    company = await parts.company()
    async with keeping.database.transaction() as session:
        one = (await capture(session, replace(JEDDAH, email="a_b@mail.example"), company, by=BY)).customer
        two = (await capture(session, replace(JEDDAH, email="axb@mail.example"), company, by=BY)).customer
        await events.record(session, "noted", subject=("gap", "1"), by=BY, data={"note": "axb@mail.example"})
    await erase(keeping, person_of("a_b@mail.example"), by=BY)
    async with keeping.database.reading() as session:
        assert (await people.find(session, two.id)).email == "axb@mail.example"
        assert [each.data for each in await events.history(session, ("gap", "1"))] == [{"note": "axb@mail.example"}]
        with pytest.raises(UnknownCustomer):
            await people.find(session, one.id)


async def test_a_visitor_who_gives_our_own_name_does_not_take_it_from_all_texts(parts: Parts, keeping: Keeping) -> None:
    company = await parts.company()
    rogue = NewCustomer(name="Noura", company="Kestrel Torque", email="rogue@mail.example")
    async with keeping.database.transaction() as session:
        items = Base.metadata.tables["content_items"]
        row = {"kind": "page", "id": "home", "position": 1, "body": '{"t": "Kestrel Torque"}', "digest": "d"}
        await session.execute(sa.insert(items).values(row))
        await capture(session, rogue, company, by=BY)
        await events.record(session, "noted", subject=("gap", "1"), by=BY, data={"note": "Noura of Kestrel Torque"})
    await erase(keeping, person_of("rogue@mail.example"), by=BY)
    async with keeping.database.reading() as session:
        [kept] = await events.history(session, ("gap", "1"))
    assert kept.data == {"note": "Noura of Kestrel Torque"}


async def test_a_namesake_and_a_colleague_keep_what_is_theirs(parts: Parts, keeping: Keeping) -> None:
    company = await parts.company()
    namesake = replace(VOSS, company="Anderswerk", email="other@anderswerk.example", phone=None)
    colleague = NewCustomer(name="Bo Sand", company="Zylinderwerk Mohnheim GmbH", email="bo@zylinderwerk.example")
    async with keeping.database.transaction() as session:
        await capture(session, VOSS, company, by=BY)
        kept = [(await capture(session, each, company, by=BY)).customer.id for each in (namesake, colleague)]
        told = {"note": f"{VOSS.name} of Anderswerk rang; Bo Sand of Zylinderwerk Mohnheim too, {VOSS.email} did not"}
        await events.record(session, "noted", subject=("gap", "1"), by=BY, data=told)
    await erase(keeping, person_of(str(VOSS.email)), by=BY)
    async with keeping.database.reading() as session:
        first, second = [await people.find(session, each) for each in kept]
        [noted] = await events.history(session, ("gap", "1"))
    assert (first.name, first.company) == (namesake.name, namesake.company)
    assert (second.company, second.email) == (colleague.company, colleague.email)
    assert (
        noted.data["note"] == f"{VOSS.name} of Anderswerk rang; Bo Sand of Zylinderwerk Mohnheim too, [erased] did not"
    )


async def test_killed_between_any_two_steps_and_asked_again_the_end_is_the_same(
    parts: Parts, keeping: Keeping, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    await live(parts)
    person = person_of(str(VOSS.email))

    class Killed(BaseException):
        pass

    def die(*_: Any, **__: Any) -> Any:
        raise Killed

    for step in ("forget_files", "remove_jobs", "rewrite"):
        with monkeypatch.context() as patched:
            patched.setattr(f"funnel.privacy.erase.{step}", die)
            with pytest.raises(Killed):
                await erase(keeping, person, by=BY)
    erasure = await erase(keeping, person, by=BY)
    assert hunt(keeping.database, folder) == []
    assert erasure.rewritten_at is not None
    async with keeping.database.reading() as session:
        count = (await session.execute(sa.text("SELECT count(*) FROM erasures"))).scalar_one()
    assert count == 1


async def test_the_proof_names_nobody_and_speaks_the_readers_language(parts: Parts, keeping: Keeping) -> None:
    await live(parts)
    erasure = await erase(keeping, person_of(str(VOSS.email)), by=BY)
    for locale in ("en", "zh", "es", "pt", "de", "ja", "ar"):
        body = proof_body(erasure, locale)
        assert [word for word in WORDS if word in repr(body).lower()] == []
        assert {each["how"] for each in body["erased"]} == {"erased", "pseudonymised", "mentions"}
        assert len(body["remarks"]) == 3  # the books, the CRM, the backups
    assert any(each.how is How.PSEUDONYMISED and each.before > 0 for each in erasure.traces)


async def test_the_crm_is_asked_until_it_has_erased(parts: Parts, keeping: Keeping, hubspot: HubSpotEmulator) -> None:
    await live(parts)
    erasure = await erase(keeping, person_of(str(VOSS.email)), by=BY)
    await forget_in_crm(keeping, NoCrm(), erasure.id)
    assert await crm_state(keeping, erasure) == "waiting"
    with pytest.raises(RetryLater):
        await forget_in_crm(keeping, HubSpot(token="wrong", url=hubspot.url), erasure.id)
    await forget_in_crm(keeping, parts.crm, erasure.id)
    assert await crm_state(keeping, erasure) == "erased"
    async with keeping.database.reading() as session:
        assert await erasures.crm_objects(session, erasure.id) == []


async def test_a_push_that_was_under_way_is_erased_too(
    parts: Parts, keeping: Keeping, hubspot: HubSpotEmulator
) -> None:
    company = await parts.company()
    async with keeping.database.transaction() as session:
        customer = (await capture(session, VOSS, company, by=VISITOR)).customer.id
    erasure = await erase(keeping, Person(customer=customer), by=BY)
    with pytest.raises(RetryLater):  # it may still write for two minutes
        await forget_in_crm(keeping, parts.crm, erasure.id)
    hubspot.add("contacts", {"email": str(VOSS.email), "tradewind_id": f"tradewind-{customer}"})
    clock.shift(timedelta(minutes=3))
    try:
        await forget_in_crm(keeping, parts.crm, erasure.id)
    finally:
        clock.shift(timedelta(0))
    assert hubspot.objects["contacts"] == {}
    assert await crm_state(keeping, erasure) == "erased"


async def crm_state(keeping: Keeping, erasure: Erasure) -> str:
    async with keeping.database.reading() as session:
        found = await erasures.find(session, erasure.id)
    assert found is not None
    return found.crm_state
