"""The PDF of a quote lies in HubSpot once, hangs on the note, and leaves with its person."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace

import pytest

from funnel.ports import CrmResult, CrmUnavailable, FileTrouble
from tests.integrations.hubspot.emulator import Fault, HubSpotEmulator, running_hubspot
from tests.integrations.hubspot.test_push import KELLER, NOTHING_KNOWN, PDF, QUOTE, crm

UPLOAD = r"/files/v3/files"
KEY = f"file {QUOTE.number}"


@pytest.fixture
def hubspot() -> Iterator[HubSpotEmulator]:
    with running_hubspot() as emulator:
        yield emulator
    assert emulator.broken == []


def paper(content: bytes) -> Callable[[], Awaitable[bytes]]:
    async def made() -> bytes:
        return content

    return made


async def never() -> bytes:
    raise AssertionError("a file that is there already was made again")


async def test_the_pdf_is_a_private_file_on_the_note_as_well_as_a_link(hubspot: HubSpotEmulator) -> None:
    result = await crm(hubspot).push(KELLER, NOTHING_KNOWN)
    (file,) = hubspot.files.values()
    assert (file["path"], file["access"]) == ("/tradewind/tradewind-42/Q-2026-00042.pdf", "PRIVATE")
    assert hubspot.contents[file["id"]] == PDF
    assert result.ids[KEY] == hubspot.only("notes")["hs_attachment_ids"] == file["id"]
    assert QUOTE.url.replace("&", "&amp;") in hubspot.only("notes")["hs_note_body"]
    assert result.left_out == {}


async def test_what_is_there_is_not_uploaded_again_when_the_state_changes(hubspot: HubSpotEmulator) -> None:
    first = await crm(hubspot).push(KELLER, NOTHING_KNOWN)
    for state in ("accepted", "refused", "superseded", "expired", "withdrawn"):
        changed = replace(QUOTE, state=state, document=never)
        again = await crm(hubspot).push(replace(KELLER, quotes=(changed,)), first)
        assert again == first
        assert f"41880.00 EUR {state}" in hubspot.only("notes")["hs_note_body"]
        assert hubspot.only("deals")["tradewind_quote_state"] == state
    assert list(hubspot.files) == [first.ids[KEY]]


async def test_a_revision_lies_beside_what_it_replaces(hubspot: HubSpotEmulator) -> None:
    first = await crm(hubspot).push(KELLER, NOTHING_KNOWN)
    revision = replace(QUOTE, number="Q-2026-00042-2", document=paper(b"second"))
    again = await crm(hubspot).push(replace(KELLER, quotes=(revision, QUOTE)), first)
    ours = [first.ids[KEY], again.ids["file Q-2026-00042-2"]]
    assert hubspot.only("notes")["hs_attachment_ids"] == ";".join(ours)
    assert [hubspot.contents[one] for one in ours] == [PDF, b"second"]


async def test_a_quote_that_is_not_issued_has_no_file(hubspot: HubSpotEmulator) -> None:
    result = await crm(hubspot).push(replace(KELLER, quotes=(replace(QUOTE, document=None),)), NOTHING_KNOWN)
    assert (hubspot.files, result.left_out) == ({}, {})
    assert QUOTE.number in hubspot.only("notes")["hs_note_body"]


async def test_what_somebody_hung_on_the_note_stays_there(hubspot: HubSpotEmulator) -> None:
    first = await crm(hubspot).push(KELLER, NOTHING_KNOWN)
    by_hand = hubspot.upload(
        {"file": b"drawing", "fileName": "drawing.dxf", "folderPath": "/x", "options": '{"access": "PRIVATE"}'}
    )[1]["id"]
    hubspot.only("notes")["hs_attachment_ids"] = f"{by_hand};{first.ids[KEY]}"
    await crm(hubspot).push(KELLER, first)
    assert hubspot.only("notes")["hs_attachment_ids"] == f"{by_hand};{first.ids[KEY]}"
    await crm(hubspot).push(KELLER, NOTHING_KNOWN)  # nothing remembered: found by its name
    assert hubspot.only("notes")["hs_attachment_ids"] == f"{by_hand};{first.ids[KEY]}"
    assert len(hubspot.files) == 2


async def test_a_token_without_the_scope_leaves_the_link_and_says_so_until_it_has_it(hubspot: HubSpotEmulator) -> None:
    hubspot.scopes.discard("files")
    result = await crm(hubspot).push(KELLER, NOTHING_KNOWN)
    assert result.left_out[QUOTE.number].trouble is FileTrouble.NOT_ALLOWED
    assert "[files]" in result.left_out[QUOTE.number].said
    assert QUOTE.url.replace("&", "&amp;") in hubspot.only("notes")["hs_note_body"]
    assert KEY not in result.ids
    hubspot.scopes.add("files")
    mended = await crm(hubspot).push(KELLER, result)
    assert mended.left_out == {}
    assert hubspot.only("notes")["hs_attachment_ids"] == mended.ids[KEY]


@pytest.mark.parametrize("content", [PDF, b"x" * 20_000_001])
async def test_a_file_that_is_too_big_stays_a_link(hubspot: HubSpotEmulator, content: bytes) -> None:
    hubspot.largest = 10
    lead = replace(KELLER, quotes=(replace(QUOTE, document=paper(content)),))
    result = await crm(hubspot).push(lead, NOTHING_KNOWN)
    assert result.left_out[QUOTE.number].trouble is FileTrouble.TOO_BIG
    assert QUOTE.number in hubspot.only("notes")["hs_note_body"]


async def test_a_refused_file_keeps_hubspots_own_sentence(hubspot: HubSpotEmulator) -> None:
    hubspot.faults.append(Fault(status=400, method="POST", path=UPLOAD))
    result = await crm(hubspot).push(KELLER, NOTHING_KNOWN)
    assert result.left_out[QUOTE.number].trouble is FileTrouble.REFUSED
    assert "the emulator was told to fail" in result.left_out[QUOTE.number].said


async def test_while_files_are_down_all_else_arrives_and_the_file_follows(hubspot: HubSpotEmulator) -> None:
    hubspot.faults.append(Fault(status=503, method="POST", path=UPLOAD, headers={"retry-after": "9"}))
    with pytest.raises(CrmUnavailable) as caught:
        await crm(hubspot).push(KELLER, NOTHING_KNOWN)
    assert caught.value.retry_after == 9
    assert QUOTE.number in hubspot.only("notes")["hs_note_body"]
    result = await crm(hubspot).push(KELLER, NOTHING_KNOWN)
    assert hubspot.only("notes")["hs_attachment_ids"] == result.ids[KEY]
    assert len(hubspot.files) == 1


async def test_an_erased_person_takes_the_files_along_even_one_that_nobody_remembers(hubspot: HubSpotEmulator) -> None:
    hubspot.faults.append(Fault(status=502, method="POST", path=UPLOAD, after=True))
    with pytest.raises(CrmUnavailable):
        await crm(hubspot).push(KELLER, NOTHING_KNOWN)
    assert len(hubspot.files) == 1
    weiss = replace(KELLER, key="tradewind-43", email="b.weiss@autowerk.example", phone=None)
    await crm(hubspot).push(weiss, NOTHING_KNOWN)
    await crm(hubspot).forget(KELLER.key, NOTHING_KNOWN)
    assert [file["path"] for file in hubspot.files.values()] == ["/tradewind/tradewind-43/Q-2026-00042.pdf"]
    assert [folder["name"] for folder in hubspot.folders.values()] == ["tradewind-43"]


async def test_without_the_scope_somebody_without_files_is_erased_and_somebody_with_files_waits(
    hubspot: HubSpotEmulator,
) -> None:
    pushed = await crm(hubspot).push(KELLER, NOTHING_KNOWN)
    hubspot.scopes.discard("files")
    with pytest.raises(CrmUnavailable, match="files"):
        await crm(hubspot).forget(KELLER.key, pushed)
    assert hubspot.only("notes")["hs_attachment_ids"], "what was interrupted must find its files again"
    bare = replace(KELLER, key="tradewind-44", email="c@c.example", phone=None, quotes=(), company=None)
    await crm(hubspot).push(bare, NOTHING_KNOWN)
    await crm(hubspot).forget(bare.key, CrmResult())
    assert len(hubspot.objects["contacts"]) == 1
