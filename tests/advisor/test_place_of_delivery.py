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
