"""A wish for a quote is fulfilled as it was said: how many, of which, delivered where; what lacks is asked until it is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.advisor.cast import Visit
from tests.advisor.talks import kinds, opened, quoted

# --- how many ---------------------------------------------------------------------------------------------------------

COUNTED = [
    ("es", "ya, mándeme cotización por uno", 1), ("es", "cotización por 2, por favor", 2), ("en", "send me a quote for one", 1),
    ("en", "an offer for one of them please", 1), ("de", "Machen Sie mir ein Angebot über einen davon", 1), ("de", "Angebot für eins bitte", 1),
    ("pt", "manda a proposta de um", 1), ("pt", "quero orçamento de uma peça", 1), ("zh", "请给我一台的报价单", 1), ("ja", "1本で見積もりをお願いします", 1),
    ("ar", "أرسل لي عرض سعر لجهازين", 2), ("ar", "عرض سعر لقطعتين", 2), ("ar", "أرسل عرض سعر لجهاز واحد", 1),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "message", "quantity"), COUNTED)
def test_how_many_are_to_be_quoted_is_heard_in_any_form(locale: str, message: str, quantity: int) -> None:
    visit = opened(locale)
    visit.writes(message)
    query = quoted(visit)
    assert query is not None, visit.reply
    assert [line["quantity"] for line in query.parameters["lines"]] == [quantity]


NOT_COUNTED = [
    ("en", "send the quote to one of our buyers"), ("en", "I need a quote, for one reason: our audit"), ("es", "cotización de una llave de otra marca tengo ya"),
    ("en", "please quote, valid until 2027"), ("de", "Angebot für einen Kunden von uns"),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "message"), NOT_COUNTED)
def test_what_is_no_number_of_tools_counts_none(locale: str, message: str) -> None:
    visit = opened(locale)
    visit.writes(message)
    assert visit.conversation is not None
    assert visit.conversation.quantity is None


EACH = {
    "en": "please quote one of each", "zh": "每样一台，请报价", "es": "cotíceme uno de cada uno", "pt": "um de cada, manda a proposta",
    "de": "bitte ein Angebot über je einen", "ja": "各1台で見積書をお願いします", "ar": "قطعة واحدة من كل نوع، أرسل عرض سعر",
}  # fmt: skip


@pytest.mark.parametrize("locale", EACH)
def test_one_of_each_quotes_every_tool_shown(locale: str) -> None:
    visit = opened(locale)
    shown = visit.conversation.shown if visit.conversation else ()
    visit.writes(EACH[locale])
    query = quoted(visit)
    assert query is not None, visit.reply
    assert [(line["sku"], line["quantity"]) for line in query.parameters["lines"]] == [(sku, 1) for sku in shown]


# --- what the quote waits for -----------------------------------------------------------------------------------------


def test_which_product_is_asked_again_until_it_is_told() -> None:
    visit = Visit("de")
    visit.writes("Pneumatischer Winkelschrauber 35 bis 90 Nm")
    visit.writes("Dann machen Sie mir mal ein Angebot über 4 Stück, DAP Linz")
    assert "which_of" in kinds(visit)
    visit.writes("Sepp Huber, Alpinwärme GmbH, s.huber@alpinwaerme.example")
    assert kinds(visit)[-1] == "quote_needs_product"
    visit.writes("wie lange ist die Garantie?")
    assert kinds(visit)[-1] == "quote_needs_product"
    visit.writes("das zweite")
    query = quoted(visit)
    assert query is not None
    assert query.parameters["incoterm"] == "DAP Linz"
    assert query.parameters["lines"][0]["quantity"] == 4


def test_how_many_is_asked_again_after_the_contact() -> None:
    visit = opened("en")
    visit.writes("please make me a quote")
    visit.writes("Jo Smith, jo@works.example")
    assert kinds(visit)[-1] == "quote_needs_quantity"
    visit.writes("3")
    assert quoted(visit) is not None


# --- where to ---------------------------------------------------------------------------------------------------------

MEANT = [
    ("es", "cotización por 2 puesto en Antofagasta", "DAP Antofagasta"), ("pt", "proposta para 3 posto em Santos", "DAP Santos"),
    ("pt", "manda a proposta de 2 peças com entrega no porto de Santos", "CIF Santos"), ("de", "Angebot für 2 Stück frei Haus Graz", "DAP Graz"),
    ("zh", "报价2台，送到槟城", "DAP 槟城"), ("ja", "2台、名古屋港渡しで見積書をお願いします", "CIF 名古屋港"),
    ("ar", "أرسل لي عرض سعر لجهازين واصل ميناء جدة", "CIF جدة"), ("en", "quote for 2 delivered to Mombasa", "DAP Mombasa"),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "message", "term"), MEANT)
def test_a_delivery_term_that_is_meant_stands_in_the_quote_and_is_told(locale: str, message: str, term: str) -> None:
    visit = opened(locale)
    visit.writes(message)
    query = quoted(visit)
    assert query is not None, visit.reply
    assert query.parameters["incoterm"] == term
    assert "delivery_term" in kinds(visit)
    assert term in visit.reply


def test_a_place_that_was_only_asked_about_stands_in_the_later_quote() -> None:
    visit = opened("en")
    visit.writes("how much would shipping to Mombasa be for 2 of them?")
    visit.writes("please quote the first one")
    query = quoted(visit)
    assert query is not None
    assert query.parameters["incoterm"] == "DAP Mombasa"


@pytest.mark.parametrize(
    ("locale", "message"),
    [("en", "Do you deliver to Brazil?"), ("en", "we have delivered to Houston for years"), ("de", "wir liefern selbst in viele Länder"),
     ("en", "quote for 5, for our plant in Detroit"), ("zh", "报价单什么时候到")],
)  # fmt: skip
def test_no_term_is_read_into_other_words(locale: str, message: str) -> None:
    visit = opened(locale)
    visit.writes(message)
    assert visit.conversation is not None
    assert visit.conversation.incoterm is None


def test_a_budget_is_no_number_of_tools() -> None:
    visit = opened("es")
    visit.writes("presupuesto 2000 por pieza")
    assert visit.conversation is not None
    assert visit.conversation.quantity is None


def test_the_place_of_a_delivery_term_is_asked_again_after_the_contact() -> None:
    visit = opened("de")
    visit.writes("ich brauche 2 Stück")
    assert visit.conversation is not None
    visit.conversation = replace(visit.conversation, pending="place", incoterm="DAP")
    visit.writes("Claudia Weber, Sitztec GmbH, c.weber@sitztec.example")
    assert kinds(visit)[-1] == "quote_needs_place"
    assert visit.conversation.pending == "place"


@pytest.mark.parametrize(
    ("locale", "message", "quantity"),
    [("zh", "好的，第一款报一台，送到天津港", 1), ("ar", "طيب، أرسلوا عرض سعر لجهازين من الأول", 2)],
)
def test_the_first_one_is_quoted_and_nothing_begins_afresh(locale: str, message: str, quantity: int) -> None:
    visit = opened(locale)
    first = visit.conversation.shown[0] if visit.conversation else ""
    visit.writes(message)
    query = quoted(visit)
    assert query is not None, visit.reply
    assert [(line["sku"], line["quantity"]) for line in query.parameters["lines"]] == [(first, quantity)]


def test_a_name_beside_what_is_sought_asks_for_no_address_yet() -> None:
    visit = Visit("ja")
    visit.writes("商社の田中と申します。M16 8.8の締付工具を探しています。")
    assert "recommended" in kinds(visit)
    assert "ask_contact" not in kinds(visit)
