"""The PDF can be kept for ten years: PDF/A-3a in every language, with its own data inside."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from content.catalogue.model import Company
from foundation.locales import LOCALES, TAGS
from foundation.pdf import Press, available
from quoting.document import render_document, render_proforma
from quoting.issue import compose_quote
from quoting.model import Quote, QuoteStatus
from tests import preflight
from tests.pdf_a import faults
from tests.pdf_structure import elements
from tests.quoting import cast
from tests.quoting.cast import ADDRESSES, NOW, TODAY, media
from tests.quoting.test_document import TITLES, quote_in

pytestmark = pytest.mark.skipif(not available(), reason="this machine lacks the libraries that PDFs need")


@pytest.fixture
async def press() -> AsyncIterator[Press]:
    opened = Press()
    yield opened
    await opened.close()


async def printed(press: Press, quote: Quote, company: Company | None = None) -> bytes:
    document = await render_document(quote, company or cast.company(), media=media, addresses=ADDRESSES)
    return await press.render(document.html, files=document.files, attached=document.attached)


@pytest.mark.parametrize("locale", LOCALES)
async def test_a_quote_is_fit_to_be_kept_and_listened_to(press: Press, locale: str) -> None:
    content = await printed(press, quote_in(locale))
    assert faults(content) == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == TAGS[locale]
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo.Title) == f"{TITLES[locale]} Q-2026-00042"
        kinds = [str(element.S) for element in elements(pdf)]
        assert kinds.count("/H1") == 1
        assert kinds.count("/H2") >= 2
        assert {"/Table", "/TH", "/TD", "/Figure"} <= {*kinds}


@pytest.mark.parametrize(("first", "second"), [("de", None), ("zh", "en"), ("ja", None), ("ar", "es"), ("pt", "ar")])
async def test_a_proforma_invoice_is_fit_to_be_kept_too(press: Press, first: str, second: str | None) -> None:
    wish = cast.request(locale=first, currency="USD", second_locale=second)
    quote = replace(compose_quote(wish, cast.company(), now=NOW), number="Q-2026-00042", status=QuoteStatus.ISSUED)
    document = await render_proforma(quote, cast.company(), media=media, addresses=ADDRESSES, day=TODAY)
    content = await press.render(document.html, files=document.files, attached=document.attached)
    assert faults(content) == []


@pytest.mark.skipif(
    not preflight.available(), reason="Preflight is not installed; tests/preflight.py names its packages"
)
@pytest.mark.parametrize(("first", "second"), [("de", None), ("es", "pt"), ("ja", "ar"), ("en", "zh")])
async def test_a_validator_of_others_finds_nothing_either(
    press: Press, tmp_path: Path, first: str, second: str | None
) -> None:
    wish = cast.request(locale=first, currency="USD", second_locale=second)
    quote = replace(compose_quote(wish, cast.company(), now=NOW), number="Q-2026-00042")
    content = await printed(press, quote)
    assert preflight.preflight_faults(content, tmp_path) == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        _first(pdf, "/FontFile2").__delitem__("/FontFile2")
        spoilt = io.BytesIO()
        pdf.save(spoilt)
    assert preflight.preflight_faults(spoilt.getvalue(), tmp_path) != []


async def test_two_languages_are_fit_to_be_kept_too(press: Press) -> None:
    wish = cast.request(locale="ar", currency="USD", second_locale="zh")
    quote = replace(compose_quote(wish, cast.company(), now=NOW), number="Q-2026-00042")
    assert faults(await printed(press, quote)) == []


async def test_the_pdf_carries_what_the_api_tells_and_nothing_of_authority(press: Press) -> None:
    quote = replace(quote_in("de"), authority=({"action": "discount", "status": "approved", "rule": "discount<10%"},))
    content = await printed(press, quote)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert [*pdf.attachments] == ["Q-2026-00042.json"]
        data = json.loads(pdf.attachments["Q-2026-00042.json"].get_file().read_bytes())
    assert data["number"] == "Q-2026-00042"
    assert data["total"] == str(quote.total.amount)
    assert [line["amount"] for line in data["lines"]] == [str(line.amount.amount) for line in quote.lines]
    assert data["url"] == ADDRESSES.page("Q-2026-00042", "de")
    assert not {"authority", "floor", "floors"} & {*data, *(key for line in data["lines"] for key in line)}
    assert b"discount<10%" not in content


def _first(pdf: pikepdf.Pdf, kind: str) -> Any:
    return next(one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and kind in one)


SPOILT: dict[str, Callable[[pikepdf.Pdf], object]] = {
    "6.2.3": lambda pdf: pdf.Root.__delitem__("/OutputIntents"),
    "6.2.11.4": lambda pdf: _first(pdf, "/FontFile2").__delitem__("/FontFile2"),
    "6.2.11.7": lambda pdf: _first(pdf, "/ToUnicode").__delitem__("/ToUnicode"),
    "6.1.13": lambda pdf: pdf.pages[0].obj.__setitem__("/MediaBox", [0, 0, 2, 2]),
    "6.2.11.5": lambda pdf: _first(pdf, "/W").__delitem__("/W"),
    "6.5.2": lambda pdf: pdf.pages[0].obj.__setitem__("/AA", pikepdf.Dictionary()),
    "6.6.3": lambda pdf: pdf.docinfo.__setitem__("/Subject", "Another"),
    "7.5": lambda pdf: [one.__delitem__("/A") for one in elements(pdf) if one.S == "/TD" and "/A" in one],
    "6.5.1": lambda pdf: pdf.Root.__setitem__("/OpenAction", pdf.make_indirect(pikepdf.Dictionary(S="/JavaScript"))),
    "6.6.4": lambda pdf: pdf.Root.Metadata.write(b"<x/>"),
    "6.7.2": lambda pdf: pdf.Root.__delitem__("/MarkInfo"),
    "6.7.4": lambda pdf: pdf.Root.__delitem__("/Lang"),
    "6.8": lambda pdf: pdf.Root.__delitem__("/AF"),
    "7.1": lambda pdf: pdf.pages[0].contents_add(b"0 0 9 9 re f"),
    "7.3": lambda pdf: _first(pdf, "/Alt").__delitem__("/Alt"),
}


async def test_a_document_that_breaks_the_standard_is_noticed(press: Press) -> None:
    content = await printed(press, quote_in("en"))
    for clause, spoil in SPOILT.items():
        with pikepdf.open(io.BytesIO(content)) as pdf:
            spoil(pdf)
            written = io.BytesIO()
            pdf.save(written)
        assert clause in " ".join(faults(written.getvalue())), clause
