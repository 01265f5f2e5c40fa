"""A turn while it is being composed: what is known of this message, which facts are still to be asked for, what will be said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from advisor.ask import Question
from advisor.model import (
    Act,
    ActKind,
    Calculation,
    Citation,
    Command,
    Comparison,
    Conversation,
    Exclusion,
    Fact,
    JsonObject,
    Query,
    Recommendation,
    Statement,
    TurnAct,
    Understanding,
)
from content.catalogue.model import Company, Product

ACTS_BY_WEIGHT: tuple[TurnAct, ...] = (
    "quote", "capture", "hand_over", "decline", "recommend", "compare", "answer", "calculate", "propose", "clarify", "confirm",
    "ask", "greet",
)  # fmt: skip
"""Where a turn does several things, it is called by the first of these."""


TAKEN_UP = frozenset({"introduction", "greeting_again", "understood", "changed", "confirmed", "added", "left_out"})
"""Statements that take up the message itself and stand before its answer."""


class Unanswered:
    """Stands for a fact that has been asked for and is not known yet."""


UNANSWERED = Unanswered()


class Inquiry:
    """Looks up the facts of this turn and notes the queries that are still to be run."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._facts = [(fact.query.name, dict(fact.query.parameters), fact.result) for fact in facts]
        self.wanted: list[Query] = []

    def ask(self, query: str, /, **parameters: Any) -> Any:
        """Return the query's result, or UNANSWERED after noting it as wanted."""
        for known, with_parameters, result in self._facts:
            if known == query and with_parameters == parameters:
                return result
        wanted = Query(query, parameters)
        if wanted not in self.wanted:
            self.wanted.append(wanted)
        return UNANSWERED


@dataclass
class Draft:
    """Collects the turn. `conversation` is the record after `remember`; `after` what is to be remembered after the turn."""

    conversation: Conversation
    understanding: Understanding
    company: Company
    today: date
    inquiry: Inquiry
    after: Conversation
    statements: list[Statement] = field(default_factory=list)
    suggestions: list[Statement] = field(default_factory=list)
    acts: set[TurnAct] = field(default_factory=set)
    recommendations: tuple[Recommendation, ...] = ()
    excluded: tuple[Exclusion, ...] = ()
    comparison: Comparison | None = None
    calculations: list[Calculation] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    quote: JsonObject | None = None
    authority: list[JsonObject] = field(default_factory=list)
    lead: JsonObject | None = None
    questions: Sequence[Question] | None = None
    """Every open question, best first, once they were ranked for what was found."""
    found: Any = None
    """The catalogue judged against the needs, where this message moved the choice."""
    set_told: bool = False
    """True where a set was told with its price, which then is the answer to what it costs."""
    finished: bool = False
    """True where the message is answered in full and no advice is to follow."""

    @property
    def locale(self) -> str:
        return self.understanding.locale

    def say(self, act: TurnAct | None, kind: str, **data: Any) -> None:
        """Add a statement, once a reply; `act` names what it does, None where it only accompanies."""
        statement = Statement(kind, data)
        if statement not in self.statements:
            self.statements.append(statement)
        if act:
            self.acts.add(act)

    def suggest(self, kind: str, **data: Any) -> None:
        """Add a quick reply once."""
        suggestion = Statement(kind, data)
        if suggestion not in self.suggestions:
            self.suggestions.append(suggestion)

    def keep(self, **changes: Any) -> None:
        """Change what is remembered after the turn."""
        self.after = replace(self.after, **changes)

    def commands(self, *kinds: type[Command]) -> list[Any]:
        """The message's commands of these types."""
        return [command for command in self.understanding.commands if isinstance(command, kinds)]

    def acted(self, kind: ActKind) -> bool:
        """Whether the message holds a bare act."""
        return any(isinstance(command, Act) and command.kind is kind for command in self.understanding.commands)

    def accepted(self, offer: str) -> bool:
        """Whether the visitor said yes to what the last reply offered."""
        return self.acted(ActKind.CONFIRM) and self.conversation.offered == offer

    def focus(self) -> tuple[str, ...]:
        """The products spoken of: an aside, else chosen, else last shown or recommended, else the one whose page is open or was seen last."""
        conversation = self.conversation
        if conversation.aside:
            return (conversation.aside,)
        if conversation.chosen:
            return (conversation.chosen,)
        if conversation.shown:
            return conversation.shown
        if conversation.recommended:
            return conversation.recommended
        on_page = product_of_page(conversation.page, self.company)
        return (on_page.sku,) if on_page else conversation.viewed[-1:]

    def currency(self) -> str:
        """The currency of prices: wished for, else of the buyer's country, else of the language."""
        country = self.conversation.needs.get("country")
        terms = self.company.terms
        wishes = (
            self.conversation.currency,
            terms.currency_by_country.get(
                (country.value_id if country else None) or self.conversation.contact.country or ""
            ),
            terms.currency_by_locale.get(self.locale),
        )
        return next((wish for wish in wishes if wish in self.company.currencies), self.company.currencies[0])


def product_of_page(page: str | None, company: Company) -> Product | None:
    """The product whose page an address shows."""
    last = (page or "").split("?")[0].rstrip("/").rpartition("/")[2].upper()
    return company.products.get(last)
