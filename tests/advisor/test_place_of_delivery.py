"""A delivery term without its place is asked back, and the place alone then completes the quote."""

from __future__ import annotations

import pytest

from advisor.model import NeedStatus, Query
from tests.advisor.cast import Visit


class Desk(Visit):
    """A visit whose quotes want a named place, as `quoting` does."""

    def _issue_quote(self, asked: dict[str, object]) -> object:
        term = str(asked["incoterm"] or "")
        if len(term.split()) == 1:
            return {"refused": "place_missing", "reason": f"{term} needs a named place. Where shall the goods go?"}
        return super()._issue_quote(asked)


def _quoted(visit: Visit) -> Query:
    return next(query for query in reversed(visit.done) if query.name == "issue_quote")


@pytest.mark.parametrize(
    ("locale", "wish", "place"),
    [
        ("en", "KCN-80P, quote 4 pieces, DAP", "Chicago"),
        ("zh", "KCN-80P 8把，发个报价单，CIF", "上海"),
        ("pt", "KCN-80P, 3 peças, manda a cotação, FOB", "porto de Hamburgo"),
        ("ar", "KCN-80P عدد 3، أرسلوا عرض سعر CIF", "جدة"),
    ],
)
def test_the_place_alone_completes_the_quote(locale: str, wish: str, place: str) -> None:
    visit = Desk(locale)
    assert "needs a named place" in visit.writes(wish).reply
    assert "@" not in visit.reply
    visit.writes(place)
    assert str(_quoted(visit).parameters["incoterm"]).endswith(place)
    assert visit.turn is not None
    assert visit.turn.quote is not None


def test_a_port_of_the_sellers_is_not_the_buyers_country() -> None:
    visit = Desk("en")
    visit.writes("KCN-80P, quote 4 pieces, FOB")
    visit.writes("Hamburg")
    assert visit.turn is not None
    assert "country" not in visit.turn.conversation.needs


def test_what_is_no_place_leaves_the_question_open() -> None:
    visit = Desk("en")
    visit.writes("KCN-80P, quote 4 pieces, DAP")
    visit.writes("what does it cost?")
    assert [query.name for query in visit.done].count("issue_quote") == 1


def test_pieces_that_are_to_be_quoted_answer_no_other_question() -> None:
    visit = Visit("en")
    visit.writes("cordless nutrunner 30-80 Nm")
    assert visit.turn is not None
    assert visit.turn.conversation.asked not in (None, "quantity")
    visit.writes("please quote 4")
    assert visit.turn.conversation.quantity == 4
    assert all(
        value.status is not NeedStatus.STATED
        for name, value in visit.turn.conversation.needs.items()
        if name == "accuracy"
    )


@pytest.mark.parametrize(
    ("locale", "wish", "term"),
    [
        ("en", "KCN-80P, quote 4 pieces, DAP Rio de Janeiro please", "DAP Rio de Janeiro"),
        ("en", "KCN-80P, quote 4 pieces, CIF Laem Chabang Port please", "CIF Laem Chabang Port"),
        ("en", "KCN-80P, quote 4 pieces, CIF Hamburg The price?", "CIF Hamburg"),
        ("en", "kcn-80p, quote 4 pieces, cif hamburg", "CIF hamburg"),
        ("de", "KCN-80P, bitte Angebot über 4 Stück, DAP Frankfurt am Main", "DAP Frankfurt am Main"),
        ("es", "KCN-80P, 4 unidades, cotización DAP Las Palmas de Gran Canaria", "DAP Las Palmas de Gran Canaria"),
        ("pt", "KCN-80P, 4 peças, cotação DDP São José dos Campos", "DDP São José dos Campos"),
        ("zh", "KCN-80P 8把，FOB上海，请报价", "FOB 上海"),
        ("zh", "KCN-80P 8把，请报价，CFR 上海浦东新区外高桥保税区", "CFR 上海浦东新区外高桥保税区"),
        ("zh", "KCN-80P 8把，请报价，CIF上海请问多少钱", "CIF 上海"),
        ("ja", "KCN-80P 5台、CIFハンブルク港で見積りください", "CIF ハンブルク港"),
        ("ar", "KCN-80P عدد 3، أرسلوا عرض سعر CIF الدار البيضاء", "CIF الدار البيضاء"),
        ("ar", "KCN-80P عدد 3، أرسلوا عرض سعر CIF ميناء جبل علي من فضلك", "CIF جبل علي"),
    ],
)
def test_a_place_is_read_to_the_end_of_its_name_and_no_further(locale: str, wish: str, term: str) -> None:
    visit = Visit(locale)
    visit.writes(wish)
    assert _quoted(visit).parameters["incoterm"] == term


@pytest.mark.parametrize(
    "message", ["5 KCN-80P, quote DAP Rio de Janeiro", "Our plant is in Rio de Janeiro, we need 5 KCN-80P"]
)
def test_the_month_in_a_towns_name_is_no_deadline(message: str) -> None:
    visit = Visit("en")
    visit.writes(message)
    assert visit.turn is not None
    assert "deadline" not in visit.turn.conversation.needs


def test_a_place_that_is_refused_is_replaced_by_the_next_one_named() -> None:
    visit = Narrow("en")
    visit.writes("KCN-80P, quote 4 pieces, DAP")
    visit.writes(
        "Autowerk Süd GmbH, Werk 2, Tor West, Industriestraße 12, Gewerbepark Nord-Ost, Stuttgart, Deutschland"
    )
    assert "80 characters" in visit.reply
    visit.writes("Stuttgart")
    assert _quoted(visit).parameters["incoterm"] == "DAP Stuttgart"
    assert visit.turn is not None
    assert visit.turn.quote is not None


class Narrow(Desk):
    """A visit whose quotes refuse a place that does not fit on paper."""

    def _issue_quote(self, asked: dict[str, object]) -> object:
        if len(str(asked["incoterm"])) > 84:
            return {"refused": "place_too_long", "reason": "A place may have at most 80 characters."}
        return super()._issue_quote(asked)
