"""The cast of the conversations: a buyer whose messages come as commands, the demo company, and a runner of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from advisor.catalogue_facts import CATALOGUE_QUERIES, answer
from advisor.claims import guard
from advisor.decide import MOST_ROUNDS, decide
from advisor.model import Bolt, Command, Conversation, Fact, NeedStatus, NeedValue, Query, SetNeed, Turn, Understanding
from advisor.needs import remember
from advisor.understanding import understand
from advisor.wording import Worded, word
from content.catalogue.model import Company
from content.catalogue.prices import Buyer, NoPrice, price
from content.packs.loader import read_pack
from quoting.asking import Market
from quoting.freight import carriage_data

TODAY = date(2026, 11, 21)
PACK = Path(__file__).parents[2] / "content" / "packs" / "torque"


@cache
def kestrel() -> Company:
    """The demo company, read once."""
    return read_pack(PACK)


def value(**fields: Any) -> NeedValue:
    """A stated value."""
    return NeedValue(NeedStatus.STATED, 0, **fields)


def states(need: str, **fields: Any) -> SetNeed:
    """The command of a stated need."""
    return SetNeed(need, value(**fields))


def bolts(*sizes: str, grade: str | None = None) -> SetNeed:
    """The command of stated bolts."""
    return states("bolt", bolts=tuple(Bolt(size, grade) for size in sizes))


@dataclass
class Visit:
    """One visitor's conversation; remembers every turn, every fact and what the company did."""

    locale: str = "en"
    company: Company = field(default_factory=kestrel)
    passages: Sequence[dict[str, Any]] = ()
    authority: str = "needs_supervisor"
    conversation: Conversation | None = None
    turn: Turn | None = None
    worded: Worded | None = None
    facts: list[Fact] = field(default_factory=list)
    done: list[Query] = field(default_factory=list)

    def says(self, *commands: Command) -> Worded:
        """Let the visitor say what these commands mean; return the reply, which has passed the gate."""
        return self._answers(Understanding(self.locale, commands))

    def writes(self, message: str) -> Worded:
        """Let the visitor write in words; return the reply, which has passed the gate."""
        understanding = understand(message, self._before(), self.company, today=TODAY)
        self.locale = understanding.locale
        return self._answers(understanding)

    def _before(self) -> Conversation:
        return self.conversation or Conversation("c1", self.locale, self.locale)

    def _answers(self, understanding: Understanding) -> Worded:
        before = self._before()
        memory = remember(before, understanding, self.company)
        self.facts = []
        for _ in range(MOST_ROUNDS + 1):
            outcome = decide(memory, understanding, tuple(self.facts), company=self.company, today=TODAY)
            if isinstance(outcome, Turn):
                break
            self.facts += [Fact(query, self._run(query)) for query in outcome]
        assert isinstance(outcome, Turn), outcome
        first = word(outcome, self.company)
        self.worded, self.turn = guard(first, outcome, tuple(self.facts), company=self.company)
        assert not self.worded.blocked, (self.worded.blocked, first.reply)
        self.conversation = self.turn.conversation
        return self.worded

    @property
    def reply(self) -> str:
        assert self.worded is not None
        return self.worded.reply

    def asked(self, name: str) -> list[Query]:
        """The queries of the last turn with this name."""
        return [fact.query for fact in self.facts if fact.query.name == name]

    def _run(self, query: Query) -> Any:
        self.done.append(query)
        if query.name in CATALOGUE_QUERIES:
            return answer(query, self.company)
        return getattr(self, f"_{query.name}")(query.parameters)

    def _price(self, asked: Any) -> Any:
        found = price(self.company, asked["sku"], quantity=asked["quantity"], currency=asked["currency"], on=TODAY,
                      options=tuple(asked["options"]))  # fmt: skip
        if isinstance(found, NoPrice):
            return {"sku": asked["sku"], "none": found.reason}
        breaks = [{"min_quantity": b.min_quantity, "unit_price": str(b.unit_price.amount)} for b in found.breaks]
        return {"sku": found.sku, "quantity": found.quantity, "currency": found.currency, "options": list(found.options),
                "unit_price": str(found.unit_price.amount), "amount": str(found.amount.amount), "breaks": breaks,
                "valid_until": found.valid_until.isoformat()}  # fmt: skip

    def _freight(self, asked: Any) -> Any:
        return carriage_data(asked, Market(self.company, asked["currency"], Buyer(), TODAY))

    def _issue_quote(self, asked: Any) -> Any:
        lines = [self._price({**line, "currency": asked["currency"]}) for line in asked["lines"]]
        if any("none" in line for line in lines):
            return {"refused": "NoPrice", "reason": "no price"}
        total = str(sum(float(line["amount"]) for line in lines))
        return {"number": "Q-2026-00042", "status": "issued", "currency": asked["currency"], "total": total, "lines": lines,
                "valid_until": "2026-12-21", "pdf_url": "/q/Q-2026-00042.pdf?s=1", "url": "/q/Q-2026-00042"}  # fmt: skip

    def _capture_lead(self, asked: Any) -> Any:
        quoted = any(query.name == "issue_quote" for query in self.done)
        return {
            "id": 7,
            "grade": "B",
            "reasons": [],
            "mailed": "Q-2026-00042" if quoted and asked["contact"]["email"] else None,
        }

    def _hand_over(self, asked: Any) -> Any:
        return {"reference": "7F3A2C"}

    def _note_gap(self, asked: Any) -> Any:
        return {"noted": True, "rival": asked.get("rival")}

    def _search_knowledge(self, asked: Any) -> Any:
        return list(self.passages)

    def _authority(self, asked: Any) -> Any:
        return {"action": asked["action"], "status": self.authority, "rule": None, "explanation": None, "process": None,
                "expected_by": None, "alternative": None}  # fmt: skip


def on_page(visit: Visit, page: str) -> Visit:
    """Let the visitor write from a page of the site."""
    memory = visit.conversation or Conversation("c1", visit.locale, visit.locale)
    visit.conversation = replace(memory, page=page)
    return visit
