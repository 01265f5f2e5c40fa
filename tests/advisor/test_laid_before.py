"""A discount past authority is laid before those who may grant it, as a quote that waits, once it is known for which order."""

from __future__ import annotations

from typing import Any

from tests.advisor.cast import Visit


class Desk(Visit):
    """A visit in which a quote with a discount waits for approval."""

    def _issue_quote(self, asked: Any) -> Any:
        issued = super()._issue_quote(asked)
        if not asked.get("discount"):
            return issued
        return {**issued, "number": "Q-2026-00007", "status": "waiting", "pdf_url": None}


def test_the_wish_waits_with_its_order_and_the_buyer_hears_its_number() -> None:
    visit = Desk("en")
    visit.writes("KCN-80P, 15 pieces, what does it cost?")
    visit.writes("could you do 12 % off?")
    (laid,) = visit.asked("issue_quote")
    assert laid.parameters["discount"] == "12"
    assert [(line["sku"], line["quantity"]) for line in laid.parameters["lines"]] == [("KCN-80P", 15)]
    assert "Q-2026-00007" in visit.reply
    assert visit.turn is not None
    assert visit.turn.quote is None


def test_nothing_waits_as_long_as_nobody_knows_how_many() -> None:
    visit = Desk("en")
    visit.writes("KCN-80P, what does it cost?")
    visit.writes("could you do 12 % off?")
    assert not visit.asked("issue_quote")


def test_beside_a_wish_for_a_quote_the_list_price_is_quoted_at_once() -> None:
    visit = Desk("en")
    visit.writes("KCN-80P, 15 pieces, quote please, and 12 % off")
    assert sorted(query.parameters.get("discount", "") for query in visit.asked("issue_quote")) == ["", "12"]
    assert visit.turn is not None
    assert visit.turn.quote is not None
    assert visit.turn.quote["status"] == "issued"
