"""A mailing reaches those who agreed, each once, in their language and by day; it can be held up and ended, and tells what came of it."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from content.catalogue.model import Company
from foundation import clock
from foundation.actor import Actor
from foundation.database import Database
from funnel.consent.link import LeavingKey, address_hash, leaving_headers
from funnel.consent.model import Purpose
from funnel.journey.consents import ask_consent, leave, object_to_mails
from funnel.journey.dispatch import leaving_page, send
from funnel.journey.mailing_audience import preview
from funnel.journey.mailing_outcome import result_of
from funnel.journey.mailings import (
    change_mailing,
    faults_of,
    may_start,
    pause_mailing,
    post_mailings,
    resume_mailing,
    start_mailing,
    stop_mailing,
    try_out,
    write_mailing,
)
from funnel.journey.measure import count_signs, note_fetch
from funnel.journey.parts import Parts
from funnel.journey.receive import receive
from funnel.journey.visit import agree
from funnel.mailings import repository as mailings
from funnel.mailings.errors import MailingChanged, MailingNotReady, UnknownMailing, WrongState
from funnel.mailings.form import content_from_json
from funnel.mailings.model import Mailing, MailingState
from funnel.mails import repository as mails
from funnel.mails.kinds import MAILING
from funnel.mails.model import MailState, OutgoingMail
from funnel.measuring.model import Sign, Standing
from funnel.people import repository as people
from funnel.people.model import Customer, NewCustomer
from funnel.ports import InboundKind, InboundMail
from funnel.visits.repository import visitors
from tests.funnel.cast import API, REP, enter
from tests.funnel.post import PostOffice, posting, text_of
from tests.funnel.test_cadences import TUESDAY, go, set_clock
from tests.funnel.test_cards import looks_at

HEAD = Actor.staff("head", frozenset({"sales_director"}))
LINK = Actor.visitor("mail-link")
TEXTS = {
    "en": {"subject": "New tool for wind towers", "body": "We have a new tool.\n\nFor {company} it may be of use."},
    "de": {"subject": "Neues Werkzeug für Windtürme", "body": "Wir haben ein neues Werkzeug."},
}
GIVEN: dict[str, Any] = {"name": "Wind 2026", "texts": TEXTS, "links": ["contact"]}


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[None]:
    set_clock(TUESDAY)
    yield
    clock.shift(timedelta(0))


@pytest.fixture
async def post(database: Database, company: Company) -> AsyncIterator[tuple[Parts, PostOffice]]:
    async with posting(database, company) as opened:
        yield opened


async def reader(parts: Parts, name: str, *, agrees: bool = True, **more: Any) -> Customer:
    """Enter a customer in a country where a consent counts at once, who agreed to news."""
    told = {"country": "IT", "locale": "en", "name": name, "email": f"{name.lower()}@works.example", **more}
    customer = await enter(parts.database, NewCustomer(**told), at=clock.now())
    if agrees:
        async with parts.database.transaction() as session:
            await ask_consent(session, customer.id, Purpose.MARKETING, source="form", wording="News, please.", by=API)
    return customer


async def written(parts: Parts, **more: Any) -> Mailing:
    async with parts.database.transaction() as session:
        return await write_mailing(session, {**GIVEN, **more}, by=REP)


async def begun(parts: Parts, mailing: Mailing, company: Company) -> Mailing:
    async with parts.database.transaction() as session:
        return await start_mailing(session, mailing.id, company, revision=mailing.revision, by=HEAD)


async def posted(parts: Parts) -> list[OutgoingMail]:
    """Do what the worker does, and return the mails of mailings."""
    await post_mailings(parts)
    async with parts.database.reading() as session:
        customers, _ = await people.select_customers(session, people.Selection())
        found = [mail for each in customers for mail in await mails.of_customer(session, each.id)]
    for mail in found:
        if mail.purpose == MAILING and mail.state is MailState.WAITING:
            await send(parts, mail.id)
    async with parts.database.reading() as session:
        return [await mails.find(session, mail.id) for mail in found if mail.purpose == MAILING]


async def state_of(parts: Parts, mailing: Mailing) -> MailingState:
    async with parts.database.reading() as session:
        return (await mailings.find(session, mailing.id)).state


async def test_everybody_who_may_is_reached_once_in_their_language_and_all_others_are_told_with_the_reason(
    post: tuple[Parts, PostOffice], company: Company
) -> None:
    parts, office = post
    await reader(parts, "Anna", company="Torri")
    await reader(parts, "Bruno")
    await reader(parts, "Jun", locale="ja")
    await reader(parts, "Carla", agrees=False)
    await reader(parts, "Dirk", country="DE", locale="de")  # has not clicked yet
    await reader(parts, "Eva", agrees=False, country="US")  # where nobody has to agree
    await reader(parts, "Nobody", email=None, phone="+390255501", agrees=False)
    objects = await reader(parts, "Fabio")
    async with parts.database.transaction() as session:
        await object_to_mails(session, objects, company, by=REP)
    mailing = await written(parts)
    async with parts.database.reading() as session:
        seen = await preview(session, mailing.content, company)
    left_out = {"no_text": 1, "no_basis": 1, "unconfirmed": 1, "no_address": 1, "objected": 1}
    assert (seen.meant, seen.reached, seen.left_out) == (8, 3, left_out)
    assert seen.by_locale == {"en": 3}
    assert seen.later == {"quiet_hours": 1}  # it is early in the United States
    await begun(parts, mailing, company)
    first = await posted(parts)
    assert {mail.recipient for mail in first} == {"anna@works.example", "bruno@works.example"}
    assert await state_of(parts, mailing) is MailingState.RUNNING
    go(0.25)
    assert len(await posted(parts)) == 3
    assert await posted(parts) == await posted(parts)
    assert len(office.taken) == 3
    assert await state_of(parts, mailing) is MailingState.DONE
    by_name = {str(message["To"]): message for message in office.taken}
    anna, bruno = by_name["anna@works.example"], by_name["bruno@works.example"]
    assert anna["Subject"] == "New tool for wind towers"
    assert "For Torri it may be of use." in text_of(anna)
    assert "may be of use" not in text_of(bruno)
    assert "/en/contact" in text_of(anna)
    mail = next(one for one in first if one.recipient == "anna@works.example")
    for name, value in leaving_headers(leaving_page(parts, mail)).items():
        assert anna[name] == value
    async with parts.database.reading() as session:
        outcome = (await result_of(session, mailing.id)).outcome
    assert (outcome.sent, outcome.waiting, outcome.failed, outcome.left_out) == (3, 0, 0, left_out)


@pytest.mark.parametrize(
    ("audience", "reached"),
    [
        ({"countries": ["IT"]}, {"anna", "bruno"}),
        ({"countries": ["SG"], "locales": ["en"]}, {"chen"}),
        ({"industries": ["rail"]}, {"bruno"}),
        ({"interests": ["product:KCN-40A"]}, {"anna"}),
        ({"grades": ["A", "B", "C", "D"]}, set()),
        ({"stages": ["lead"]}, {"anna", "bruno", "chen"}),
    ],
)
async def test_filters_mean_those_who_meet_all_of_them(
    post: tuple[Parts, PostOffice], company: Company, audience: dict[str, list[str]], reached: set[str]
) -> None:
    parts, _ = post
    anna = await reader(parts, "Anna")
    await reader(parts, "Bruno", industry="rail")
    await reader(parts, "Chen", country="SG")
    await looks_at(parts, anna.id, "KCN-40A")
    mailing = await written(parts, audience=audience)
    if not reached:
        with pytest.raises(MailingNotReady) as refused:
            await begun(parts, mailing, company)
        assert [each.code for each in refused.value.problems] == ["nobody"]
        return
    await begun(parts, mailing, company)
    async with parts.database.reading() as session:
        told = [await people.find(session, each.customer_id) for each in await mailings.recipients(session, mailing.id)]
    assert {str(each.name).lower() for each in told} == reached


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ({"subject": "", "body": "Hello."}, "subject", "missing"),
        ({"subject": "News", "body": ""}, "body", "missing"),
        ({"subject": "News", "body": "Your {voucher} waits.\n\nHello."}, "body", "unknown_fact"),
        ({"subject": "News", "body": "Half a {brace"}, "body", "braces"),
        ({"subject": "For {name}", "body": "Hello."}, "subject", "subject_names_fact"),
        ({"subject": "News", "body": "Only for {company}."}, "body", "says_nothing"),
        ({"subject": "News", "body": "x" * 8_001}, "body", "too_long"),
        ({"subject": "News", "body": "This week you get 60% discount on everything."}, "body", "promise"),
        ({"subject": "40 % Rabatt auf alles", "body": "Nur diese Woche."}, "body", "promise"),
    ],
)
async def test_what_is_not_right_is_told_with_its_place_and_nothing_starts(
    post: tuple[Parts, PostOffice], company: Company, text: dict[str, str], place: str, code: str
) -> None:
    parts, _ = post
    await reader(parts, "Anna")
    mailing = await written(parts, texts={"en": text})
    with pytest.raises(MailingNotReady) as refused:
        await begun(parts, mailing, company)
    assert (f"texts.en.{place}", code) in [(each.place, each.code) for each in refused.value.problems]
    assert await state_of(parts, mailing) is MailingState.DRAFT


def test_texts_that_promise_nothing_are_right(company: Company) -> None:
    assert faults_of(content_from_json(GIVEN), company, by=REP, locale="en") == ()
    assert [may_start(by) for by in (REP, HEAD, API)] == [False, True, True]


async def test_nobody_gets_two_mails_for_one_occasion_whichever_mailing_it_is(
    post: tuple[Parts, PostOffice], company: Company
) -> None:
    parts, office = post
    await reader(parts, "Anna")
    await begun(parts, await written(parts, reason="fair"), company)
    assert len(await posted(parts)) == 1
    go(5)
    await reader(parts, "Bruno")
    second = await written(parts, reason="fair", name="Once more")
    async with parts.database.reading() as session:
        seen = await preview(session, second.content, company)
    assert (seen.reached, seen.left_out) == (1, {"had_it": 1})
    await begun(parts, second, company)
    await posted(parts)
    assert sorted(str(message["To"]) for message in office.taken) == ["anna@works.example", "bruno@works.example"]


async def test_a_mailing_is_throttled_held_up_and_ended(post: tuple[Parts, PostOffice], company: Company) -> None:
    parts, office = post
    parts = replace(parts, mailings_per_minute=12)
    for number in range(5):
        await reader(parts, f"Reader{number}")
    mailing = await begun(parts, await written(parts), company)
    assert len(await posted(parts)) == 2
    await post_mailings(parts)  # two more are in the queue
    async with parts.database.transaction() as session:
        await pause_mailing(session, mailing.id, by=HEAD)
    held = await posted(parts)
    assert [mail.detail for mail in held if mail.state is MailState.WAITING] == ["mailing_paused"] * 2
    async with parts.database.transaction() as session:
        await resume_mailing(session, mailing.id, by=HEAD)
    await posted(parts)
    assert len(office.taken) == 5
    async with parts.database.reading() as session:
        outcome = (await result_of(session, mailing.id)).outcome
    assert (outcome.sent, outcome.waiting) == (5, 0)


async def test_a_stopped_mailing_sends_nothing_more_not_even_from_the_queue(
    post: tuple[Parts, PostOffice], company: Company
) -> None:
    parts, office = post
    parts = replace(parts, mailings_per_minute=6)
    for number in range(3):
        await reader(parts, f"Reader{number}")
    mailing = await begun(parts, await written(parts), company)
    await post_mailings(parts)
    async with parts.database.transaction() as session:
        await stop_mailing(session, mailing.id, by=HEAD)
    assert [mail.state for mail in await posted(parts)] == [MailState.WITHHELD]
    assert office.taken == []
    async with parts.database.reading() as session:
        outcome = (await result_of(session, mailing.id)).outcome
    assert (outcome.sent, outcome.failed, outcome.left_out) == (0, 1, {"stopped": 2})
    for verb in (resume_mailing, pause_mailing, stop_mailing):
        with pytest.raises(WrongState):
            async with parts.database.transaction() as session:
                await verb(session, mailing.id, by=HEAD)


async def test_who_leaves_or_loses_the_consent_between_start_and_turn_gets_nothing(
    post: tuple[Parts, PostOffice], company: Company
) -> None:
    parts, office = post
    anna, bruno = await reader(parts, "Anna"), await reader(parts, "Bruno")
    mailing = await begun(parts, await written(parts), company)
    async with parts.database.transaction() as session:
        await leave(session, LeavingKey("other", address_hash(str(anna.email))), company, by=LINK)
    await post_mailings(parts)
    async with parts.database.transaction() as session:  # and this one when it lies in the queue already
        await object_to_mails(session, bruno, company, by=REP)
    await posted(parts)
    assert office.taken == []
    async with parts.database.reading() as session:
        outcome = (await result_of(session, mailing.id)).outcome
    assert (outcome.failed, outcome.left_out) == (1, {"unsubscribed": 1})


async def test_a_draft_that_somebody_else_changed_is_neither_changed_nor_begun(
    post: tuple[Parts, PostOffice], company: Company
) -> None:
    parts, _ = post
    await reader(parts, "Anna")
    mailing = await written(parts)
    async with parts.database.transaction() as session:
        changed = await change_mailing(session, mailing.id, {**GIVEN, "name": "Other"}, revision=1, by=REP)
    assert (changed.revision, changed.content.name) == (2, "Other")
    with pytest.raises(MailingChanged):
        await begun(parts, mailing, company)
    with pytest.raises(MailingChanged):
        async with parts.database.transaction() as session:
            await change_mailing(session, mailing.id, GIVEN, revision=1, by=REP)
    await begun(parts, changed, company)
    with pytest.raises(WrongState):
        await begun(parts, changed, company)
    with pytest.raises(UnknownMailing):
        async with parts.database.reading() as session:
            await mailings.find(session, "none")


async def test_a_trial_goes_to_oneself_alone_and_counts_for_nothing(
    post: tuple[Parts, PostOffice], company: Company
) -> None:
    parts, office = post
    mailing = await written(parts)
    async with parts.database.transaction() as session:
        trials = [await try_out(session, mailing.id, "head@kestrel.example", locale="de", by=HEAD) for _ in range(2)]
    for trial in trials:
        await send(parts, trial)
    assert [str(message["To"]) for message in office.taken] == ["head@kestrel.example"] * 2
    assert office.taken[0]["Subject"] == "Neues Werkzeug für Windtürme"
    assert office.taken[0]["List-Unsubscribe"] is None
    async with parts.database.reading() as session:
        assert await mailings.recipients(session, mailing.id) == []


async def test_the_result_tells_who_opened_followed_answered_and_left(
    post: tuple[Parts, PostOffice], company: Company
) -> None:
    parts, _ = post
    anna, bruno, carla, dora = [await reader(parts, name) for name in ("Anna", "Bruno", "Carla", "Dora")]
    for each in (anna, bruno):
        async with parts.database.transaction() as session:
            await agree(session, f"digest-{each.id}", mails=True)
            await visitors.know(session, f"digest-{each.id}", each.id)
    mailing = await begun(parts, await written(parts), company)
    sent = {mail.customer_id: mail for mail in await posted(parts)}
    go(0.01)
    async with parts.database.transaction() as session:
        await note_fetch(session, sent[anna.id].id, Sign.CLICK, target="/en/contact", standing=Standing.PENDING)
        await note_fetch(session, sent[bruno.id].id, Sign.OPEN, standing=Standing.PROXY)
        await leave(session, LeavingKey(sent[bruno.id].id, address_hash(str(bruno.email))), company, by=LINK)
    go(0.01)
    await count_signs(parts)
    reply = InboundMail(
        "<r@works.example>", InboundKind.REPLY, (sent[carla.id].message_id,), str(carla.email), "Re", "Tell me more.", "",
        clock.now(),
    )  # fmt: skip
    bounce = replace(
        reply, message_id="<b@works.example>", kind=InboundKind.BOUNCE, answers=(sent[dora.id].message_id,),
        sender="mailer-daemon@works.example", detail="550 no such user",
    )  # fmt: skip
    async with parts.database.transaction() as session:
        await receive(session, reply, company, by=API)
        await receive(session, bounce, company, by=API)
    async with parts.database.reading() as session:
        result = await result_of(session, mailing.id)
    outcome = result.outcome
    assert (outcome.sent, outcome.measured, outcome.opened, outcome.proxied, outcome.followed) == (3, 2, 1, 1, 1)
    assert (outcome.left, outcome.answered, outcome.quotes) == (1, 1, 0)
    assert outcome.failed == 1
    again = await written(parts, name="Another", reason="another")
    async with parts.database.reading() as session:
        assert (await preview(session, again.content, company)).left_out == {"unsubscribed": 1, "bounced": 1}
    assert {each.customer_id for each in result.reactions} == {anna.id, bruno.id, carla.id}
