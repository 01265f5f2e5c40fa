"""What differs between two revisions is named, each once, in words of every language; nothing of the house leaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from foundation.locales import LOCALES
from foundation.money import Money
from quoting.amounts import Charge
from quoting.difference_words import word_difference, word_differences
from quoting.differences import Difference, What, differences, read_difference
from quoting.issue import compose_quote
from quoting.model import Quote, RequestedLine
from tests.quoting import cast
from tests.quoting.cast import NOW, request

OPTION = RequestedLine("KCP-70", 12, ("wifi_module",))


def quote(*lines: RequestedLine, locale: str = "en", **more: object) -> Quote:
    return compose_quote(request(*lines, locale=locale, **more), cast.company(), now=NOW)


def found(before: Quote, after: Quote) -> dict[What, tuple[str, str]]:
    return {one.what: (one.before, one.after) for one in differences(before, after)}


def test_the_same_quote_has_no_differences() -> None:
    assert differences(quote(), quote()) == ()


def test_lines_are_added_removed_and_changed() -> None:
    before = quote(RequestedLine("KCP-70", 12), RequestedLine("KAB-18", 2))
    after = quote(RequestedLine("KCP-70", 20, discount=Decimal("2.5")), RequestedLine("KCN-110A", 1))
    told = found(before, after)
    assert told[What.QUANTITY] == ("12", "20")
    assert told[What.DISCOUNT] == ("0", "2.5")
    assert told[What.ADDED] == ("", "1")
    assert told[What.REMOVED] == ("2", "")
    assert told[What.TOTAL] == (f"{before.total.amount} EUR", f"{after.total.amount} EUR")
    assert [one.sku for one in differences(before, after) if one.what in {What.ADDED, What.REMOVED}] == [
        "KCN-110A", "KAB-18",
    ]  # fmt: skip


def test_lines_of_one_product_are_told_apart_by_their_options() -> None:
    before = quote(RequestedLine("KCP-70", 12), OPTION)
    after = quote(replace(OPTION, quantity=13), RequestedLine("KCP-70", 12))
    assert found(before, after)[What.QUANTITY] == ("12", "13")
    assert len([one for one in differences(before, after) if one.what is What.QUANTITY]) == 1
    changed = found(quote(RequestedLine("KCP-70", 12)), quote(OPTION))
    assert changed[What.OPTIONS][0] == ""
    assert changed[What.OPTIONS][1]
    assert What.UNIT_PRICE in changed
    assert What.ADDED not in changed


def test_terms_sums_and_validity_are_named() -> None:
    before = quote()
    freight = Money.of("120.00", "EUR")
    after = replace(
        before,
        incoterm="CIF Hamburg",
        freight=freight,
        valid_until=date(2027, 1, 31),
        partial_deliveries=True,
        terms={**before.terms, "payment": "Half in advance."},
        charges=(Charge("urgent", "Express handling", Money.of("50.00", "EUR")),),
        total=before.total + freight + Money.of("50.00", "EUR"),
    )
    told = found(before, after)
    assert set(told) == {
        What.INCOTERM, What.FREIGHT, What.VALIDITY, What.PARTIAL, What.PAYMENT, What.CHARGE, What.TOTAL,
    }  # fmt: skip
    words = word_differences(differences(before, after), "en")
    assert "payment terms now: Half in advance." in words
    assert "freight: €120.00 instead of €0.00" in words
    assert "Express handling: €50.00 instead of none" in words
    assert "validity: January 31, 2027 instead of December 21, 2026" in words


def test_in_another_currency_and_language_what_is_comparable_is_compared() -> None:
    told = found(quote(currency="EUR"), quote(locale="de", currency="USD"))
    assert told[What.CURRENCY] == ("EUR", "USD")
    assert not {What.PAYMENT, What.WARRANTY, What.INCOTERM} & set(told), "the same terms in another language"


@pytest.mark.parametrize("locale", LOCALES)
def test_every_difference_has_a_sentence_of_its_own_in_every_language(locale: str) -> None:
    values = {
        What.UNIT_PRICE: ("119.00 EUR", "1250.50 EUR"), What.TOTAL: ("9.00 JPY", "10.00 JPY"), What.CHARGE: ("", "5.00 EUR"),
        What.FREIGHT: ("0.00 EUR", "5.00 EUR"), What.TAX: ("0.00 EUR", "5.00 EUR"), What.VALIDITY: ("2026-12-01", "2027-01-02"),
        What.DISCOUNT: ("0", "2.5"), What.PARTIAL: ("False", "True"), What.ADDED: ("", "3"), What.REMOVED: ("3", ""),
    }  # fmt: skip
    sentences = set()
    for what in What:
        before, after = values.get(what, ("10", "12"))
        one = Difference(what, before, after, "KCP-70", "KCP-70", "Weight" if what is What.SPECIFICATION else "")
        assert read_difference(one.as_json()) == one
        sentence = word_difference(one, locale)
        assert "{" not in sentence
        sentences.add(sentence)
    assert len(sentences) == len(What)


def test_no_floor_and_no_price_list_leaves_the_house() -> None:
    before = quote()
    inside = replace(before.lines[0], floor=Money.of("17.00", "EUR"), price_list="key accounts")
    assert differences(before, replace(before, lines=(inside,))) == ()
