"""What leaves the house leaves once: a lead to HubSpot, a quote by mail; and what does not leave says why."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

from advisor.model import Conversation
from content.catalogue.model import Company
from foundation import clock
from foundation.actor import Actor
from foundation.database import Database
from foundation.ids import new_id
from foundation.jobs import RetryLater
from funnel.conversations import repository as conversations
from funnel.crm import repository as crm
from funnel.crm.model import CrmLink, CrmState
from funnel.evaluation.dialogue import hold
from funnel.inbox import repository as inbox
from funnel.inbox.model import Match, Standing
from funnel.journey.capture import capture, tell_crm
from funnel.journey.close import withdraw
from funnel.journey.deliver import mail_quote, push_customer
from funnel.journey.parts import Parts
from funnel.journey.quote import quote
from funnel.journey.receive import Receipt, receive
from funnel.mails import repository as mails
from funnel.mails.model import MailState, OutgoingMail
from funnel.ports import FileTrouble, InboundKind, InboundMail, Mail, MailRefused, MailUnavailable, MailUnconfirmed
from funnel.timeline import repository as timeline
from integrations.hubspot import HubSpot, NoCrm
from integrations.mail import Outbox
from quoting import repository as quotes
from quoting.issue import require_quote
from quoting.model import QuoteRequest, RequestedLine
from tests.funnel.cast import KELLER
from tests.funnel.parts import furnished
from tests.integrations.hubspot.emulator import TOKEN, Fault, HubSpotEmulator, running_hubspot

VISITOR = Actor.visitor("v1")


@pytest.fixture
def hubspot() -> Iterator[HubSpotEmulator]:
    with running_hubspot() as emulator:
        yield emulator
    assert emulator.broken == []


@pytest.fixture
async def parts(
    sqlite_database: Database, company: Company, hubspot: HubSpotEmulator, tmp_path: Path
) -> AsyncIterator[Parts]:
    outbox = tmp_path / "outbox"
    outbox.mkdir()
    async with furnished(
        sqlite_database, company, mailer=Outbox(outbox), crm=HubSpot(token=TOKEN, url=hubspot.url)
    ) as house:
        yield house


async def enter(parts: Parts) -> int:
    company = await parts.company()
    async with parts.database.transaction() as session:
        return (await capture(session, KELLER, company, by=VISITOR)).customer.id


async def link_of(parts: Parts, customer: int) -> CrmLink:
    async with parts.database.reading() as session:
        link = await crm.find(session, customer)
    assert link is not None
    return link


async def test_a_lead_is_pushed_once_and_again_only_when_something_changed(
    parts: Parts, hubspot: HubSpotEmulator
) -> None:
    lead = await enter(parts)
    await push_customer(parts, lead)
    assert (await link_of(parts, lead)).state is CrmState.SYNCED
    asked = len(hubspot.requests)
    await push_customer(parts, lead)
    assert len(hubspot.requests) == asked
    async with parts.database.transaction() as session:
        await tell_crm(session, lead)
    await push_customer(parts, lead)
    assert len(hubspot.requests) > asked
    assert [len(kept) for kept in hubspot.objects.values()] == [1, 1, 1, 1]


@pytest.mark.parametrize("status", [429, 503, 423])
async def test_while_the_crm_cannot_take_it_the_lead_waits_and_says_why(
    parts: Parts, hubspot: HubSpotEmulator, status: int
) -> None:
    lead = await enter(parts)
    hubspot.faults = [Fault(status=status, headers={"retry-after": "7"}, path="/crm/v3/objects/deals")]
    with pytest.raises(RetryLater) as caught:
        await push_customer(parts, lead)
    assert caught.value.seconds == 7
    link = await link_of(parts, lead)
    assert (link.state, str(status) in str(link.error)) == (CrmState.PENDING, True)
    await push_customer(parts, lead)
    link = await link_of(parts, lead)
    assert (link.state, link.error) == (CrmState.SYNCED, None)
    assert [len(kept) for kept in hubspot.objects.values()] == [1, 1, 1, 1]


async def test_what_the_crm_refuses_waits_for_a_person(parts: Parts, hubspot: HubSpotEmulator) -> None:
    lead = await enter(parts)
    hubspot.faults = [Fault(status=400, path="/crm/v3/objects/contacts")]
    await push_customer(parts, lead)
    assert (await link_of(parts, lead)).state is CrmState.FAILED


async def test_a_failure_that_nobody_foresaw_is_shown_and_does_not_hold_the_lead(parts: Parts) -> None:
    class Broken(NoCrm):
        async def push(self, lead: Any, known: Any) -> Any:
            raise ZeroDivisionError("unforeseen")

    lead = await enter(parts)
    with pytest.raises(ZeroDivisionError):
        await push_customer(replace(parts, crm=Broken()), lead)
    link = await link_of(parts, lead)
    assert (link.state, link.error) == (CrmState.PENDING, "ZeroDivisionError: unforeseen")
    await push_customer(parts, lead)  # nothing is held: at once
    assert (await link_of(parts, lead)).state is CrmState.SYNCED


async def test_without_a_crm_the_lead_says_so_and_goes_when_there_is_one(
    parts: Parts, hubspot: HubSpotEmulator
) -> None:
    lead = await enter(parts)
    await push_customer(replace(parts, crm=NoCrm()), lead)
    assert (await link_of(parts, lead)).state is CrmState.NOT_CONFIGURED
    await push_customer(parts, lead)
    assert (await link_of(parts, lead)).state is CrmState.SYNCED
    assert hubspot.only("contacts")["email"] == KELLER.email


async def quoted(parts: Parts) -> OutgoingMail:
    """Quote to a lead and return the mail that waits."""
    company = await parts.company()
    memory = Conversation(id=new_id(), locale="de", site_locale="de")
    async with parts.database.transaction() as session:
        await conversations.start(session, memory, visitor="v1", at=clock.now())
        lead = (await capture(session, KELLER, company, by=VISITOR, conversation_id=memory.id)).customer.id
        lines = (RequestedLine("KCN-40A", 12),)
        request = QuoteRequest(locale="de", currency="EUR", lines=lines, conversation=memory.id, customer=lead)
        await quote(session, request, company, by=VISITOR)
        (mail,) = await mails.of_customer(session, lead)
    assert mail.state is MailState.WAITING
    return mail


async def test_the_crm_gets_the_pdf_of_a_quote_once_and_hears_how_it_ends(
    parts: Parts, hubspot: HubSpotEmulator
) -> None:
    mail = await quoted(parts)
    assert mail.customer_id is not None
    await push_customer(parts, mail.customer_id)
    ((file, content),) = hubspot.contents.items()
    assert content.startswith(b"%PDF-")
    assert (await link_of(parts, mail.customer_id)).ids[f"file {mail.about}"] == file
    company = await parts.company()
    async with parts.database.transaction() as session:
        await withdraw(session, mail.about, company, by=Actor.system("test"))
    await push_customer(parts, mail.customer_id)
    assert hubspot.only("deals")["tradewind_quote_state"] == "withdrawn"
    assert f"{mail.about}</a>" in hubspot.only("notes")["hs_note_body"]
    assert "withdrawn</p>" in hubspot.only("notes")["hs_note_body"]
    assert list(hubspot.contents) == [file]


async def test_a_file_that_the_crm_refuses_costs_the_file_and_the_reason_is_kept(
    parts: Parts, hubspot: HubSpotEmulator
) -> None:
    mail = await quoted(parts)
    assert mail.customer_id is not None
    hubspot.scopes.discard("files")
    await push_customer(parts, mail.customer_id)
    link = await link_of(parts, mail.customer_id)
    assert (link.state, link.left_out[mail.about].trouble) == (CrmState.SYNCED, FileTrouble.NOT_ALLOWED)
    hubspot.scopes.add("files")
    async with parts.database.transaction() as session:
        await tell_crm(session, mail.customer_id)
    await push_customer(parts, mail.customer_id)
    assert (await link_of(parts, mail.customer_id)).left_out == {}
    assert len(hubspot.contents) == 1


async def state_of(parts: Parts, mail: OutgoingMail) -> MailState:
    async with parts.database.reading() as session:
        return (await mails.find(session, mail.id)).state


class Unwilling:
    """A mail server that does not take the message, and counts."""

    def __init__(self, failure: Exception) -> None:
        self.failure = failure
        self.tried = 0

    async def send(self, mail: Mail) -> str:
        self.tried += 1
        raise self.failure


async def test_a_quote_is_mailed_once_however_often_the_job_runs(parts: Parts, tmp_path: Path) -> None:
    mail = await quoted(parts)
    for _ in range(3):
        await mail_quote(parts, mail.id)
    assert await state_of(parts, mail) is MailState.SENT
    assert len(list((tmp_path / "outbox").glob("*.eml"))) == 1


def inbound(kind: InboundKind, mail: OutgoingMail, **more: Any) -> InboundMail:
    words = {"sender": "a.keller@autowerk.example", "subject": "RE: Angebot", "text": "Danke!", "detail": ""}
    return InboundMail(
        **{"message_id": f"<{kind}@autowerk.example>", "kind": kind, "answers": (mail.message_id,), "sent_at": None}
        | words
        | more
    )


async def came_in(parts: Parts, mail: InboundMail) -> Receipt:
    async with parts.database.transaction() as session:
        return await receive(session, mail, await parts.company(), by=Actor.system())


async def test_a_reply_is_kept_once_and_moves_the_lead_and_an_automatic_one_does_not(parts: Parts) -> None:
    mail = await quoted(parts)
    await mail_quote(parts, mail.id)
    assert mail.customer_id is not None
    assert (await came_in(parts, inbound(InboundKind.AUTO_REPLY, mail))).new
    assert [(await came_in(parts, inbound(InboundKind.REPLY, mail))).new for _ in range(2)] == [True, False]
    async with parts.database.reading() as session:
        kept = await inbox.of_customer(session, mail.customer_id)
        counted = await timeline.counts(session, mail.customer_id)
    assert [(one.kind, one.text) for one in kept] == [(InboundKind.AUTO_REPLY, "Danke!"), (InboundKind.REPLY, "Danke!")]
    assert counted["reply_received"] == 1


async def test_a_bounce_is_shown_at_the_mail_that_came_back(parts: Parts) -> None:
    mail = await quoted(parts)
    await mail_quote(parts, mail.id)
    await came_in(parts, inbound(InboundKind.DELAYED, mail))
    assert await state_of(parts, mail) is MailState.SENT
    told = await came_in(parts, inbound(InboundKind.BOUNCE, mail, detail="a.keller@autowerk.example: 5.1.1"))
    assert (told.about, told.customer_id) == (mail.about, mail.customer_id)
    async with parts.database.reading() as session:
        back = await mails.find(session, mail.id)
    assert (back.state, back.detail) == (MailState.BOUNCED, "a.keller@autowerk.example: 5.1.1")
    await mail_quote(parts, mail.id)  # a late job does not send it again
    assert await state_of(parts, mail) is MailState.BOUNCED


async def test_a_stranger_who_names_a_quote_is_no_part_of_it(parts: Parts) -> None:
    mail = await quoted(parts)
    words = {"answers": ("<somebody@else.example>",), "subject": f"RE: {mail.about}"}
    told = await came_in(parts, inbound(InboundKind.REPLY, mail, sender="mallory@else.example", **words))
    assert (told.about, told.customer_id, told.standing) == (None, None, Standing.WAITING)
    own = await came_in(parts, inbound(InboundKind.REPLY, mail, message_id="<2@autowerk.example>", **words))
    assert (own.about, own.customer_id, own.matched) == (mail.about, mail.customer_id, Match.NUMBER)


async def test_the_mail_of_a_revision_stands_in_the_thread_of_the_quote(parts: Parts, tmp_path: Path) -> None:
    mail = await quoted(parts)
    await mail_quote(parts, mail.id)
    await came_in(parts, inbound(InboundKind.REPLY, mail))
    async with parts.database.transaction() as session:
        first = await require_quote(session, mail.about)
        number = f"{first.number}-2"
        second = replace(first, id=new_id(), number=number, root=first.number, revision=2)
        await quotes.add_quote(session, second)
        later = replace(mail, id=new_id(), message_id="<second@tradewind>", about=number, created_at=clock.now())
        await mails.add(session, later)
    await mail_quote(parts, later.id)
    files = [message_from_bytes(file.read_bytes()) for file in (tmp_path / "outbox").glob("*.eml")]
    by_id = {str(one["Message-ID"]): one for one in files}
    assert by_id[mail.message_id]["References"] is None
    answer = by_id["<second@tradewind>"]
    assert answer["In-Reply-To"] == "<reply@autowerk.example>"
    assert answer["References"].split() == [mail.message_id, "<reply@autowerk.example>"]


async def test_a_quote_goes_where_its_buyer_wants_it_though_others_share_the_telephone(parts: Parts) -> None:
    other = await enter(parts)  # another buyer of the same switchboard
    wish = ["I need 6 KCP-70", "quote please", f"jo@autowerk.example, {KELLER.phone}"]
    told = (await hold(parts, "en", wish))[-1]
    async with parts.database.reading() as session:
        (sent,) = await mails.of_customer(session, other)
    assert sent.recipient == "jo@autowerk.example"
    assert sent.about in told["reply"]
    assert "jo@autowerk.example" in told["reply"]


async def test_a_mail_interrupted_while_it_was_handed_over_is_never_sent_by_itself(
    parts: Parts, tmp_path: Path
) -> None:
    mail = await quoted(parts)
    async with parts.database.transaction() as session:
        await mails.settle(session, mail.id, MailState.SENDING, at=clock.now(), detail=None)
    for _ in range(2):
        await mail_quote(parts, mail.id)
        assert await state_of(parts, mail) is MailState.UNCONFIRMED
    assert list((tmp_path / "outbox").glob("*.eml")) == []


@pytest.mark.parametrize(
    ("failure", "state", "again"),
    [
        (MailUnavailable("no route"), MailState.WAITING, True),
        (MailUnconfirmed("broken off"), MailState.UNCONFIRMED, False),
        (MailRefused("550 no such mailbox"), MailState.REFUSED, False),
    ],
)
async def test_each_failure_of_a_mail_is_told_apart(
    parts: Parts, failure: Exception, state: MailState, again: bool
) -> None:
    mail = await quoted(parts)
    server = Unwilling(failure)
    unwilling = replace(parts, mailer=server)
    if again:
        with pytest.raises(RetryLater):
            await mail_quote(unwilling, mail.id)
    else:
        await mail_quote(unwilling, mail.id)
    assert await state_of(parts, mail) is state
    await mail_quote(parts, mail.id)
    assert await state_of(parts, mail) is (MailState.SENT if again else state)
    assert server.tried == 1
