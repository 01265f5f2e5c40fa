"""A lead reaches HubSpot once, whatever HubSpot does."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from funnel.ports import CrmLead, CrmNotConfigured, CrmQuote, CrmRefused, CrmResult, CrmUnavailable
from integrations.hubspot import HubSpot, NoCrm
from integrations.hubspot import client as hubspot_client
from tests.integrations.hubspot.emulator import TOKEN, Fault, HubSpotEmulator, running_hubspot

PDF = b"%PDF-1.7 Q-2026-00042"


async def printed() -> bytes:
    return PDF


QUOTE = CrmQuote(
    number="Q-2026-00042",
    amount=Decimal("41880.00"),
    currency="EUR",
    url="https://kestrel-torque.example/de/quotes/Q-2026-00042?key=abc",
    valid_until=datetime(2026, 12, 21, 22, 59, 59, tzinfo=UTC),
    state="viewed",
    document=printed,
)
KELLER = CrmLead(
    key="tradewind-42",
    email="a.keller@autowerk.example",
    phone="+497115550100",
    first_name="A.",
    last_name="Keller",
    company="Autowerk",
    company_domain="autowerk.example",
    country="DE",
    locale="de",
    grade="A",
    grade_reasons=("Has asked for a quote", "Quantity asked for: 12"),
    stage=4,
    meaning=4,
    stage_name="Decision",
    stage_reason="Has asked for a quote",
    note="Requirements\n- Torque: 24-88 N·m\n> <script>alert(1)</script>",
    desk_url="https://kestrel-torque.example/desk/leads/42",
    quotes=(QUOTE,),
    job_title="Head of Purchasing",
    company_size=250,
)
NOTHING_KNOWN = CrmResult()


@pytest.fixture
def hubspot() -> Iterator[HubSpotEmulator]:
    with running_hubspot() as emulator:
        yield emulator
    assert emulator.broken == []


def crm(emulator: HubSpotEmulator) -> HubSpot:
    return HubSpot(token=TOKEN, url=emulator.url)


async def test_a_lead_becomes_contact_company_deal_and_note_with_the_quote_link(hubspot: HubSpotEmulator) -> None:
    result = await crm(hubspot).push(KELLER, NOTHING_KNOWN)

    contact, company, deal, note = (hubspot.only(kind) for kind in ("contacts", "companies", "deals", "notes"))
    assert {
        name: contact[name]
        for name in ("email", "phone", "lastname", "country", "jobtitle", "tradewind_grade", "tradewind_id")
    } == {
        "email": "a.keller@autowerk.example",
        "phone": "+497115550100",
        "lastname": "Keller",
        "country": "DE",
        "jobtitle": "Head of Purchasing",
        "tradewind_grade": "A",
        "tradewind_id": "tradewind-42",
    }
    assert (company["name"], company["domain"]) == ("Autowerk", "autowerk.example")
    assert (deal["amount"], deal["deal_currency_code"], deal["dealstage"]) == (
        "41880.00",
        "EUR",
        "decisionmakerboughtin",
    )
    assert deal["tradewind_quote_url"] == QUOTE.url
    assert deal["tradewind_quote_state"] == "viewed"
    assert QUOTE.number in note["hs_note_body"]
    assert "&lt;script&gt;" in note["hs_note_body"]
    ids = result.ids
    assert hubspot.linked("deals", ids["deal"], "contacts") == {ids["contact"]}
    assert hubspot.linked("deals", ids["deal"], "companies") == {ids["company"]}
    assert hubspot.linked("contacts", ids["contact"], "companies") == {ids["company"]}
    assert hubspot.linked("notes", ids["note"], "contacts") == {ids["contact"]}
    assert hubspot.linked("notes", ids["note"], "deals") == {ids["deal"]}


async def test_pushing_again_changes_and_never_doubles(hubspot: HubSpotEmulator) -> None:
    first = await crm(hubspot).push(KELLER, NOTHING_KNOWN)
    again = await crm(hubspot).push(replace(KELLER, grade="B"), NOTHING_KNOWN)
    assert again == first
    assert hubspot.only("contacts")["tradewind_grade"] == "B"
    assert [len(hubspot.objects[kind]) for kind in hubspot.objects] == [1, 1, 1, 1]


async def test_a_push_killed_after_any_call_and_repeated_leaves_one_of_each() -> None:
    stranger = replace(KELLER, key="tradewind-1", email="x@y.example", company=None, company_domain=None)
    with running_hubspot() as counted:
        first = crm(counted)
        await first.push(stranger, NOTHING_KNOWN)  # our properties are defined now
        before = len(counted.requests)
        await first.push(KELLER, NOTHING_KNOWN)
        calls = len(counted.requests) - before
    for number in range(1, calls + 1):
        with running_hubspot() as hubspot:
            product = crm(hubspot)
            await product.push(stranger, NOTHING_KNOWN)
            for kept in (*hubspot.objects.values(), hubspot.files, hubspot.contents, hubspot.folders):
                kept.clear()
            hubspot.lose_answer(number)
            with pytest.raises(CrmUnavailable):
                await product.push(KELLER, NOTHING_KNOWN)
            await product.push(KELLER, NOTHING_KNOWN)
            assert [len(kept) for kept in hubspot.objects.values()] == [1, 1, 1, 1], f"killed after call {number}"
            assert hubspot.only("notes")["hs_attachment_ids"] == ";".join(hubspot.files), f"killed after call {number}"
            assert [hubspot.contents[file] for file in hubspot.files] == [PDF]
            assert hubspot.broken == []


async def test_a_contact_entered_by_hand_is_completed(hubspot: HubSpotEmulator) -> None:
    by_hand = hubspot.add("contacts", {"email": "a.keller@autowerk.example", "firstname": "Anna"})
    result = await crm(hubspot).push(KELLER, NOTHING_KNOWN)
    assert result.ids["contact"] == by_hand
    assert hubspot.only("contacts")["tradewind_id"] == "tradewind-42"


async def test_a_conflict_that_names_the_existing_contact_becomes_an_update(
    hubspot: HubSpotEmulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_hand = hubspot.add("contacts", {"email": "a.keller@autowerk.example"})
    original = hubspot_client.Client.read_by

    async def misses_the_contact(
        self: hubspot_client.Client, kind: hubspot_client.Kind, name: str, value: str
    ) -> str | None:
        # somebody enters the contact between our look and our creation
        return None if kind == "contacts" else await original(self, kind, name, value)

    monkeypatch.setattr(hubspot_client.Client, "read_by", misses_the_contact)
    result = await crm(hubspot).push(KELLER, NOTHING_KNOWN)
    assert result.ids["contact"] == by_hand
    assert len(hubspot.objects["contacts"]) == 1


async def test_a_company_is_shared_by_its_people_and_found_by_its_domain(hubspot: HubSpotEmulator) -> None:
    by_hand = hubspot.add("companies", {"name": "Autowerk AG", "domain": "autowerk.example"})
    first = await crm(hubspot).push(KELLER, NOTHING_KNOWN)
    second = await crm(hubspot).push(
        replace(KELLER, key="tradewind-43", email="b.weiss@autowerk.example", phone=None), NOTHING_KNOWN
    )
    assert first.ids["company"] == second.ids["company"] == by_hand
    assert [len(hubspot.objects[kind]) for kind in ("contacts", "companies", "deals")] == [2, 1, 2]


async def test_what_was_deleted_in_hubspot_is_made_anew(hubspot: HubSpotEmulator) -> None:
    first = await crm(hubspot).push(KELLER, NOTHING_KNOWN)
    del hubspot.objects["deals"][first.ids["deal"]]
    second = await crm(hubspot).push(KELLER, first)
    assert second.ids["deal"] != first.ids["deal"]
    assert len(hubspot.objects["deals"]) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 423])
async def test_limits_and_failures_are_tried_again_later(hubspot: HubSpotEmulator, status: int) -> None:
    hubspot.faults.append(Fault(status=status, headers={"retry-after": "7"}, path="/crm/v3/objects/deals"))
    with pytest.raises(CrmUnavailable) as caught:
        await crm(hubspot).push(KELLER, NOTHING_KNOWN)
    assert caught.value.retry_after == 7
    await crm(hubspot).push(KELLER, NOTHING_KNOWN)
    assert [len(hubspot.objects[kind]) for kind in hubspot.objects] == [1, 1, 1, 1]


async def test_a_hubspot_that_is_slower_than_we_wait_is_unavailable(
    hubspot: HubSpotEmulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hubspot_client, "TIMEOUT", (1.0, 0.2))
    hubspot.faults.append(Fault(seconds=0.6, after=True, status=200, path="/crm/v3/objects/contacts"))
    with pytest.raises(CrmUnavailable):
        await crm(hubspot).push(KELLER, NOTHING_KNOWN)
    monkeypatch.setattr(hubspot_client, "TIMEOUT", (1.0, 10.0))
    await crm(hubspot).push(KELLER, NOTHING_KNOWN)
    assert [len(hubspot.objects[kind]) for kind in hubspot.objects] == [1, 1, 1, 1]


async def test_a_hubspot_that_is_down_is_unavailable() -> None:
    with pytest.raises(CrmUnavailable, match="cannot be reached"):
        await HubSpot(token=TOKEN, url="http://127.0.0.1:9").push(KELLER, NOTHING_KNOWN)


async def test_a_wrong_token_is_said_and_not_given_up(hubspot: HubSpotEmulator) -> None:
    with pytest.raises(CrmUnavailable, match="does not accept the access token"):
        await HubSpot(token="wrong", url=hubspot.url).push(KELLER, NOTHING_KNOWN)


async def test_refused_data_wait_for_a_person(hubspot: HubSpotEmulator) -> None:
    hubspot.faults.append(Fault(status=400, path="/crm/v3/objects/contacts"))
    with pytest.raises(CrmRefused, match="400"):
        await crm(hubspot).push(KELLER, NOTHING_KNOWN)


async def test_without_a_token_a_lead_waits() -> None:
    with pytest.raises(CrmNotConfigured):
        await NoCrm().push(KELLER, NOTHING_KNOWN)


async def test_a_person_without_company_and_mail_is_carried_over_too(hubspot: HubSpotEmulator) -> None:
    lead = replace(KELLER, email=None, company=None, company_domain=None, first_name=None, last_name=None, quotes=())
    await crm(hubspot).push(lead, NOTHING_KNOWN)
    assert hubspot.only("deals")["dealname"] == "+497115550100"
    assert hubspot.objects["companies"] == {}


async def test_a_very_long_brief_is_cut_to_what_hubspot_takes(hubspot: HubSpotEmulator) -> None:
    await crm(hubspot).push(replace(KELLER, note="<" * 200_000), NOTHING_KNOWN)
    assert len(hubspot.only("notes")["hs_note_body"]) <= 65_536


# --- and leaves it again --------------------------------------------------------------------------------------------


def traces(hubspot: HubSpotEmulator) -> str:
    return repr((hubspot.objects, hubspot.bin, hubspot.files, hubspot.contents, hubspot.folders))


async def test_an_erased_person_is_nowhere_in_hubspot_not_even_in_its_bin(hubspot: HubSpotEmulator) -> None:
    pushed = await crm(hubspot).push(KELLER, NOTHING_KNOWN)
    hubspot.objects["deals"][pushed.ids["deal"]]["properties"]["dealname"] = "A. Keller (Q-2026-00042)"
    await crm(hubspot).forget(KELLER.key, pushed)
    assert [len(hubspot.objects[kind]) for kind in ("contacts", "companies", "deals", "notes")] == [0, 0, 0, 0]
    for word in ("keller", "+497115550100", "Q-2026-00042"):
        assert word not in traces(hubspot).lower()


async def test_a_company_that_is_somebody_elses_too_stays(hubspot: HubSpotEmulator) -> None:
    await crm(hubspot).push(KELLER, NOTHING_KNOWN)
    weiss = replace(KELLER, key="tradewind-43", email="b.weiss@autowerk.example", phone=None, note="Weiss")
    await crm(hubspot).push(weiss, NOTHING_KNOWN)
    await crm(hubspot).forget(KELLER.key, NOTHING_KNOWN)
    assert hubspot.only("contacts")["email"] == "b.weiss@autowerk.example"
    assert hubspot.only("companies")["name"] == "Autowerk"
    assert hubspot.only("deals")["tradewind_id"] == "tradewind-43"
    assert "Weiss" in hubspot.only("notes")["hs_note_body"]


async def test_an_erasing_killed_after_any_call_and_repeated_ends_the_same() -> None:
    with running_hubspot() as counted:
        product = crm(counted)
        await product.push(KELLER, NOTHING_KNOWN)
        before = len(counted.requests)
        await product.forget(KELLER.key, NOTHING_KNOWN)
        calls = len(counted.requests) - before
    for number in range(1, calls + 1):
        with running_hubspot() as hubspot:
            product = crm(hubspot)
            await product.push(KELLER, NOTHING_KNOWN)
            hubspot.lose_answer(number)
            with pytest.raises(CrmUnavailable):
                await product.forget(KELLER.key, NOTHING_KNOWN)
            await product.forget(KELLER.key, NOTHING_KNOWN)
            assert [len(kept) for kept in hubspot.objects.values()] == [0, 0, 0, 0], f"killed after call {number}"
            assert "keller" not in traces(hubspot).lower()
            assert hubspot.broken == []


async def test_erasing_whom_hubspot_never_knew_changes_nothing(hubspot: HubSpotEmulator) -> None:
    await crm(hubspot).push(KELLER, NOTHING_KNOWN)
    await crm(hubspot).forget("tradewind-99", NOTHING_KNOWN)
    assert [len(hubspot.objects[kind]) for kind in hubspot.objects] == [1, 1, 1, 1]


async def test_the_deal_speaks_of_the_newest_live_quote_and_the_note_of_all_with_their_state(
    hubspot: HubSpotEmulator,
) -> None:
    refused = replace(QUOTE, number="Q-2026-00043", amount=Decimal("1.00"), state="refused <b>", is_live=False)
    ordered = replace(QUOTE, state="accepted")
    result = await crm(hubspot).push(replace(KELLER, quotes=(refused, ordered)), NOTHING_KNOWN)
    deal = hubspot.only("deals")
    assert (deal["tradewind_quote_number"], deal["tradewind_quote_state"], deal["amount"]) == (
        QUOTE.number, "accepted", "41880.00",
    )  # fmt: skip
    body = hubspot.only("notes")["hs_note_body"]
    assert "41880.00 EUR accepted" in body
    assert "1.00 EUR refused &lt;b&gt;" in body
    await crm(hubspot).push(replace(KELLER, quotes=(refused,)), result)
    assert hubspot.only("deals")["tradewind_quote_state"] == "refused <b>", "where none is live, the newest one's"


async def test_the_owner_is_found_by_address_and_whom_nobody_knows_changes_nothing(hubspot: HubSpotEmulator) -> None:
    hubspot.owners = {"lin@kestrel.example": "77", "anna@kestrel.example": "78"}
    known = await crm(hubspot).push(replace(KELLER, owner_email="lin@kestrel.example"), NOTHING_KNOWN)
    assert [hubspot.only(kind)["hubspot_owner_id"] for kind in ("contacts", "deals")] == ["77", "77"]
    await crm(hubspot).push(replace(KELLER, owner_email="gone@kestrel.example"), known)
    await crm(hubspot).push(KELLER, known)
    assert hubspot.only("contacts")["hubspot_owner_id"] == "77"
    await crm(hubspot).push(replace(KELLER, owner_email="anna@kestrel.example"), known)
    assert [hubspot.only(kind)["hubspot_owner_id"] for kind in ("contacts", "deals")] == ["78", "78"]


async def test_a_lead_is_sent_without_its_owner_where_users_may_not_be_read(hubspot: HubSpotEmulator) -> None:
    hubspot.scopes -= {"owners"}
    await crm(hubspot).push(replace(KELLER, owner_email="lin@kestrel.example"), NOTHING_KNOWN)
    assert "hubspot_owner_id" not in hubspot.only("contacts")
