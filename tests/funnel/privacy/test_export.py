"""A person gets everything that is kept of them, readable in their language, and nothing of anybody else."""

import io
import json
import zipfile
from decimal import Decimal

import pytest

from foundation import clock, events
from funnel.journey.parts import Parts
from funnel.privacy.erase import Keeping, person_of
from funnel.privacy.errors import UnknownPerson
from funnel.privacy.export import Export, export
from funnel.privacy.model import Group, Record
from funnel.privacy.page import index_page
from tests.funnel.privacy.cast import BY, VOSS, live, others_speak
from tests.quoting.cast import company


def opened(packed: Export) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(packed.content))


async def test_everything_is_in_it_and_nothing_of_others(parts: Parts, keeping: Keeping) -> None:
    customer = await live(parts)
    await others_speak(parts)
    packed = await export(keeping, person_of(str(VOSS.email)), company="Kestrel & Söhne", by=BY)
    with opened(packed) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        data = json.loads(archive.read("data.json"))["data"]
        page = archive.read("index.html").decode()
    assert {"customers", "messages", "quotes", "outgoing_mails", "received_mails", "behaviour_log", "events"} <= set(
        data
    )
    assert data["customers"][0]["email"] == VOSS.email
    assert any(name.startswith("mails/") and name.endswith(".eml") for name in names)
    assert "Please copy my colleague" not in json.dumps(data)  # said by somebody else
    assert "jeddah" not in (json.dumps(data) + page).lower()
    assert data["quote_lines"][0]["details"]["name"]
    for secret in ("floor", "price_list", f"{_floor('KCN-40A')}"):
        assert secret not in json.dumps(data) + page, "floors and lists never leave the house"
    assert 'lang="de"' in page
    assert "Was Kestrel &amp; Söhne über Sie speichert" in page
    assert "Annelie Kestermann-Voß" in page
    async with keeping.database.reading() as session:
        told = [each.name for each in await events.history(session, ("customer", str(customer)))]
    assert told[-1] == "data_exported"


def _floor(sku: str) -> Decimal:
    return next(one.floor for one in company().prices if (one.sku, one.currency) == (sku, "EUR") and one.floor)


async def test_nobodys_data_are_not_handed_out(keeping: Keeping) -> None:
    with pytest.raises(UnknownPerson):
        await export(keeping, person_of("nobody@mail.example"), company="Kestrel", by=BY)


@pytest.mark.parametrize(("locale", "side"), [("ar", "rtl"), ("ja", "ltr"), ("en", "ltr")])
def test_the_page_is_escaped_and_runs_as_its_language_does(locale: str, side: str) -> None:
    held = [Record("messages", Group.CONVERSATIONS, {"text": "<script>alert(1)</script>", "at": clock.now()})]
    page = index_page(held, ["mails/a&b.eml"], company="<b>", locale=locale, at=clock.now())
    assert f'dir="{side}"' in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "a&amp;b.eml" in page
