"""Mails are measured where their reader agreed, people are counted and machines are not, and what was agreed to can be taken back."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from content.catalogue.model import Company
from foundation import clock
from foundation.database import Database
from foundation.ids import new_id
from funnel.consent.model import ConsentState, Purpose
from funnel.journey.consents import ask_consent, withdraw_consent
from funnel.journey.measure import count_signs, may_measure, note_fetch
from funnel.journey.parts import Parts
from funnel.journey.visit import agree, withdraw
from funnel.mails import repository as mails
from funnel.mails.kinds import REMINDER
from funnel.mails.model import MailState, OutgoingMail
from funnel.measuring import repository as measuring
from funnel.measuring.judging import judge_fetches
from funnel.measuring.link import following_key, opening_key, read_following_key, read_opening_key
from funnel.measuring.model import SOURCE, Fetch, Sign, Standing
from funnel.timeline import repository as timeline
from funnel.visits.repository import visitors
from scoring.interests import interests
from tests.funnel.cast import API, KELLER, enter
from tests.funnel.parts import SECRET, SITE
from tests.funnel.post import PostOffice, posting, text_of
from tests.funnel.test_cadences import TUESDAY, go, happen, set_clock, tick

SENT = datetime(2026, 5, 5, 9, 0, tzinfo=UTC)
PRODUCT = "/de/products/kx-20"


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[None]:
    set_clock(TUESDAY)
    yield
    clock.shift(timedelta(0))


def pass_by(seconds: float) -> None:
    go(seconds / 86_400)


@pytest.fixture
async def post(database: Database, company: Company) -> AsyncIterator[tuple[Parts, PostOffice]]:
    async with posting(database, company) as opened:
        yield opened


def fetches(*told: tuple[str, str, float]) -> list[Fetch]:
    """Make pending fetches: sign, target, seconds after the mail left."""
    return [
        Fetch(number, Sign(sign), target, SENT + timedelta(seconds=after), Standing.PENDING)
        for number, (sign, target, after) in enumerate(told)
    ]


@pytest.mark.parametrize(
    ("told", "counted"),
    [
        ([("open", "", 300), ("click", PRODUCT, 320)], {0, 1}),
        ([("open", "", 300), ("open", "", 900)], {0}),
        ([("open", "", 1), ("click", PRODUCT, 2)], set()),  # on its way
        ([("click", "/a", 3600), ("click", "/b", 3601)], set()),  # both in a breath
        ([("click", "/a", 3600), ("click", "/b", 3604), ("click", "/c", 3608)], set()),  # all links, slowly
        ([("open", "", 3601), ("click", "/a", 3600), ("click", "/b", 3601)], set()),  # and the picture with them
        (
            [("click", "/a", 3600), ("click", "/b", 3601), ("click", "/a", 7200)],
            {2},
        ),  # a person comes after the scanner
        ([("click", "/a", 3600), ("click", "/b", 3640)], {0, 1}),  # a reader who goes back for the second
    ],
)
def test_people_count_once_and_scanners_never(told: list[tuple[str, str, float]], counted: set[int]) -> None:
    verdicts = judge_fetches(fetches(*told), sent_at=SENT)
    assert {number for number, standing in verdicts.items() if standing is Standing.COUNTED} == counted


def test_a_link_leads_to_a_page_of_ours_and_cannot_be_made_to_lead_elsewhere() -> None:
    key = following_key("m1", "/de/quotes/Q-2026-00001?key=secret", SECRET)
    followed = read_following_key(key, SECRET)
    assert followed is not None
    assert (followed.mail_id, followed.target) == ("m1", "/de/quotes/Q-2026-00001?key=secret")
    assert followed.page == "/de/quotes/Q-2026-00001"
    forged = [key[:-1], key.replace("A", "B", 1) + "x", opening_key("m1", SECRET), "", "é", "x" * 5000]
    assert [read_following_key(one, SECRET) for one in forged] == [None] * len(forged)
    assert read_following_key(key, "another-secret-of-32-characters!!") is None
    assert read_opening_key(key, SECRET) is None
    for elsewhere in ("//evil.example/", "https://evil.example/", "/\\evil.example", "evil", "/a\nb", "/ b", ""):
        with pytest.raises(ValueError, match="no path"):
            following_key("m1", elsewhere, SECRET)


async def put_mail(parts: Parts, customer: int, *, measured: bool = True) -> str:
    """Let a mail have left half an hour ago."""
    mail_id, at = new_id(), clock.now() - timedelta(minutes=30)
    mail = OutgoingMail(
        mail_id, f"<{mail_id}@t>", customer, REMINDER, mail_id, "a.keller@autowerk.example", "de", MailState.SENT, "", at, at
    )  # fmt: skip
    async with parts.database.transaction() as session:
        await mails.add(session, mail)
        await mails.mark_measured(session, mail_id, measured=measured)
    return mail_id


async def fetched(parts: Parts, mail_id: str, *signs: tuple[Sign, str, Standing]) -> None:
    async with parts.database.transaction() as session:
        for sign, target, standing in signs:
            await note_fetch(session, mail_id, sign, target=target, standing=standing)


async def agreed(parts: Parts, customer: int) -> None:
    """Let somebody agree on our pages, by the sentence that speaks of mails."""
    async with parts.database.transaction() as session:
        await agree(session, "digest", mails=True)
        await visitors.know(session, "digest", customer)


async def events_of(parts: Parts, customer: int) -> list[tuple[str, str | None]]:
    async with parts.database.reading() as session:
        seen = await timeline.behaviour(session, customer)
    return [(each.event_type, each.value) for each in seen if each.source == SOURCE]


async def test_a_persons_open_and_click_become_events_once_and_count_as_interest(
    post: tuple[Parts, PostOffice], company: Company
) -> None:
    parts, _ = post
    customer = (await enter(parts.database)).id
    await agreed(parts, customer)
    mail_id = await put_mail(parts, customer)
    product = next(iter(company.products.values()))
    page = f"/de/products/{product.slug}"
    signs = ((Sign.OPEN, "", Standing.PENDING), (Sign.CLICK, page, Standing.PENDING))
    await fetched(parts, mail_id, (Sign.CLICK, "/de/contact", Standing.MACHINE))
    pass_by(60)
    await fetched(parts, mail_id, *signs)
    assert await count_signs(parts) == 0  # watched first
    pass_by(40)
    assert await count_signs(parts) == 1
    assert sorted(await events_of(parts, customer)) == [("mail_click", page), ("mail_open", None)]
    await fetched(parts, mail_id, *signs)
    assert await count_signs(parts) == 0
    assert len(await events_of(parts, customer)) == 2
    async with parts.database.reading() as session:
        seen = await timeline.behaviour(session, customer)
        noticed = await measuring.noticed(session, [mail_id])
    assert [one.because for one in interests(seen, company, now=clock.now()) if one.key == product.sku] == [
        {"mail_click": 1}
    ]
    assert (noticed[mail_id].opened, noticed[mail_id].clicked, noticed[mail_id].proxied) == (True, True, False)


async def test_what_a_mail_service_fetches_for_its_users_is_known_and_counts_for_nobody(
    post: tuple[Parts, PostOffice],
) -> None:
    parts, _ = post
    customer = (await enter(parts.database)).id
    await agreed(parts, customer)
    mail_id = await put_mail(parts, customer)
    await fetched(parts, mail_id, (Sign.OPEN, "", Standing.PROXY))
    pass_by(40)
    assert await count_signs(parts) == 0
    assert await events_of(parts, customer) == []
    async with parts.database.reading() as session:
        noticed = (await measuring.noticed(session, [mail_id]))[mail_id]
    assert (noticed.opened, noticed.proxied) == (False, True)


async def test_who_did_not_agree_gets_a_mail_with_plain_links_and_no_picture(
    post: tuple[Parts, PostOffice], company: Company
) -> None:
    parts, office = post
    for agrees in (False, True):
        who = replace(KELLER, email=f"keller-{agrees}@autowerk.example", phone=None)
        customer = (await enter(parts.database, who)).id
        async with parts.database.transaction() as session:
            await agree(session, f"digest-{agrees}", mails=agrees)  # the older sentence spoke of pages alone
            await visitors.know(session, f"digest-{agrees}", customer)
        set_clock(TUESDAY)
        await happen(parts, customer, "download")
        await tick(parts)
        go(1)
        mail = next(each for each in await tick(parts) if each.customer_id == customer)
        html = office.taken[-1].get_body(("html",))
        assert html is not None
        body = str(html.get_content())
        assert ("/mails/seen.gif?key=" in body, "/mails/go?key=" in body) == (agrees, agrees)
        assert "/mails/go?key=" not in text_of(office.taken[-1])
        assert f"{SITE}/de/resources/" in body
        async with parts.database.reading() as session:
            assert (await mails.find(session, mail.id)).measured is agrees
    assert not await noted(parts, await put_mail(parts, customer, measured=False))


async def noted(parts: Parts, mail_id: str) -> bool:
    async with parts.database.transaction() as session:
        return await note_fetch(session, mail_id, Sign.OPEN, standing=Standing.PENDING)


async def test_a_consent_of_its_own_outranks_the_pages_and_taking_it_back_deletes_what_was_measured(
    post: tuple[Parts, PostOffice], company: Company
) -> None:
    parts, _ = post
    customer = (await enter(parts.database, replace(KELLER, country="US"))).id
    async with parts.database.transaction() as session:
        given = await ask_consent(
            session, customer, Purpose.MEASURING, source="fair", wording="You may see it.", by=API
        )
    assert given.state is ConsentState.GIVEN
    mail_id = await put_mail(parts, customer)
    await fetched(parts, mail_id, (Sign.CLICK, PRODUCT, Standing.PENDING))
    pass_by(40)
    await count_signs(parts)
    assert len(await events_of(parts, customer)) == 1
    async with parts.database.transaction() as session:
        assert await withdraw_consent(session, customer, Purpose.MEASURING, by=API)
        await agree(session, "digest", mails=True)
        await visitors.know(session, "digest", customer)
        assert not await may_measure(session, customer)
    assert await events_of(parts, customer) == []
    assert not await noted(parts, mail_id)


async def test_withdrawing_on_a_page_deletes_what_was_measured_and_drops_what_is_pending(
    post: tuple[Parts, PostOffice], company: Company
) -> None:
    parts, _ = post
    customer = (await enter(parts.database)).id
    await agreed(parts, customer)
    counted, waiting = await put_mail(parts, customer), await put_mail(parts, customer)
    await fetched(parts, counted, (Sign.OPEN, "", Standing.PENDING))
    pass_by(40)
    await count_signs(parts)
    assert await events_of(parts, customer) == [("mail_open", None)]
    await fetched(parts, waiting, (Sign.OPEN, "", Standing.PENDING))
    async with parts.database.transaction() as session:
        await withdraw(session, "digest", company)
    pass_by(50)
    await count_signs(parts)
    assert await events_of(parts, customer) == []
    async with parts.database.reading() as session:
        assert await measuring.of_mail(session, waiting) == []
