"""A request for quotation in any language becomes lines, terms, and a list of what a person has to look at."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.requests import Described, Gap, Request, read_request
from tests.advisor.cast import kestrel

TODAY = date(2026, 11, 21)


def _read(text: str, locale: str = "en") -> Request:
    return read_request(text, kestrel(), locale=locale, today=TODAY)


def _lines(request: Request) -> list[tuple[str | None, int | None]]:
    return [(line.sku, line.quantity) for line in request.lines]


MAIL = """Dear Sirs,
please quote for our plant in Chicago, CIF Chicago:
1. 5 pcs KCN-80P
2. 2 x battery charger KAC-18
3) 3 cordless nutrunners 30-80 Nm with WiFi
- 10 click wrenches 20-100 Nm
4. 4 pcs Torvex B50
5. 6 hydraulic breakers
We would need 12% discount.
Best regards
John Miller, john.miller@acme-auto.example"""


def test_a_mail_with_a_list_keeps_every_line() -> None:
    request = _read(MAIL)
    assert [(line.quantity, line.described) for line in request.lines] == [
        (5, Described.NAMED),
        (2, Described.NAMED),
        (3, Described.CHOSEN),
        (10, Described.CHOSEN),
        (4, Described.EQUIVALENT),
        (6, Described.UNKNOWN),
    ]
    assert _lines(request)[:2] == [("KCN-80P", 5), ("KAC-18", 2)]
    assert request.lines[4].rival == "Torvex B50"
    assert [line.gaps for line in request.lines] == [
        (),
        (),
        (Gap.CHECK_CHOICE,),
        (Gap.CHECK_CHOICE,),
        (Gap.CHECK_EQUIVALENT,),
        (Gap.PRODUCT_UNKNOWN,),
    ]


def test_its_terms_and_its_sender_are_read_and_a_concession_is_only_noted() -> None:
    request = _read(MAIL)
    assert request.incoterm == "CIF Chicago"
    assert request.contact.email == "john.miller@acme-auto.example"
    assert request.contact.name == "John Miller"
    assert request.needs["country"].value_id == "US"
    assert request.gaps == (Gap.CONCESSION_WISHED,)
    assert len(request.wishes) == 1


TABLES = {
    "de": "Pos\tArtikel\tMenge\tEinheit\n10\tKCN-80P\t4\tStk\n20\tKDN-60\tzehn\tStk",
    "zh": "序号;品名;数量;单位\n1;KCN-80P 充电式拧紧枪;4;把\n2;KDN-60;10;把",
    "ar": "الصنف | الكمية\nKCN-80P | ٤\nKDN-60 | 10",
    "ja": "品名\t数量\nKCN-80P\t４台\nKDN-60\t１０",
    "es": "Artículo;Cantidad\nKCN-80P;4 uds\nKDN-60;10",
    "pt": "Item;Descrição;Qtde\n1;KCN-80P;4\n2;KDN-60;10 un",
    "en": "Article: KCN-80P; Qty: 4\nArticle: KDN-60; Qty: 10",
}


@pytest.mark.parametrize("locale", list(TABLES))
def test_a_table_is_read_by_the_names_of_its_columns(locale: str) -> None:
    assert _lines(_read(TABLES[locale], locale)) == [("KCN-80P", 4), ("KDN-60", 10)]


def test_lines_stay_in_the_order_in_which_they_were_written() -> None:
    request = _read("御見積依頼\nKCN-40A\t6台\n品名\t数量\nKDN-60\t２\n\nKAC-18を3台", "ja")
    assert _lines(request) == [("KCN-40A", 6), ("KDN-60", 2), ("KAC-18", 3)]


@pytest.mark.parametrize("count", ["-3", "0", "2.5", "99999999", "viele"])
def test_a_count_that_is_none_is_asked_back(count: str) -> None:
    (line,) = _read(f"Article;Qty\nKCN-80P;{count}").lines
    assert line.quantity is None
    assert Gap.QUANTITY_UNCLEAR in line.gaps


def test_a_mail_that_describes_one_thing_becomes_one_line() -> None:
    request = _read("Hola, necesitamos dos llaves hidráulicas para bridas M30 10.9. Gracias.", "es")
    (line,) = request.lines
    assert line.described is Described.CHOSEN
    assert line.quantity == 2
    assert line.sku is not None
    assert kestrel().products[line.sku].category == "hydraulic_wrenches"


def test_what_asks_for_nothing_has_no_lines() -> None:
    request = _read("Olá, tudo bem? Até logo.", "pt")
    assert request.lines == ()
    assert Gap.NO_LINES in request.gaps


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    request = _read(text)
    assert all(line.quantity is None or line.quantity >= 1 for line in request.lines)
    assert all(line.sku is None or line.sku in kestrel().products for line in request.lines)
