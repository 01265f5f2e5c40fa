"""The source of truth for the next question: the one that splits the remaining candidates best and that the buyer can answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from advisor.derived import KNOWN, SETTLED, derive
from advisor.matching import constrains, given, meets, plain, wanted
from advisor.methods import METHODS, emphasis
from advisor.model import Bolt, Conversation, NeedStatus, NeedValue, Stage
from content.catalogue.model import AttributeValue, Company, Match, Need, Product

ENOUGH = 3
"""With so few candidates left, all are shown and no more is asked about the product."""

LEAST_GAIN = 0.05
MOST_ASKED = 2
"""A question that stayed unanswered twice is not asked a third time."""

URGENT = 4.0
"""How much earlier a question comes where the surroundings make it urgent."""

UNEXPECTED = 0.3
"""How much of the chance goes to choices that no candidate may offer."""

USUAL_GRADES = ("8.8", "10.9", "12.9")


@dataclass(frozen=True, slots=True)
class Question:
    """`about`: None asks for the need itself, `grade` for the property class of bolts whose sizes are known."""

    need: str
    value: float
    about: str | None = None


def next_question(conversation: Conversation, candidates: Sequence[str], company: Company) -> Question | None:
    """Choose the question worth asking; None where three or fewer candidates remain or no answer would change the result."""
    return worth_asking(rank_questions(conversation, candidates, company), candidates)


def worth_asking(ranked: Sequence[Question], candidates: Sequence[str]) -> Question | None:
    """Choose from questions that are ranked already, as `next_question` does."""
    return ranked[0] if len(candidates) > ENOUGH and ranked and ranked[0].value >= LEAST_GAIN else None


def budget_question(conversation: Conversation, company: Company) -> Question | None:
    """What the buyer means to spend, asked once where the method begins with what it is worth."""
    if not METHODS[company.advisor.method].asks_budget:
        return None
    known = (*conversation.needs, *conversation.asked_before)
    still = (need.id for need in company.needs.values() if need.kind == "money" and need.id not in known)
    return next((Question(name, 0.0) for name in still), None)


def rank_questions(conversation: Conversation, candidates: Sequence[str], company: Company) -> list[Question]:
    """Every open question, best first: gain of knowing the answer times weight, chance that the buyer knows it, method."""
    asked = Counter(conversation.asked_before)
    products = [company.products[sku] for sku in candidates]
    questions = [
        _valued(
            Question(need.id, gain(need, products, company)),
            need,
            company,
            stage=conversation.stage,
            urgent=_holds(conversation, need.urgent_if),
        )
        for need in company.needs.values()
        if _open(need, conversation) and asked[need.id] < MOST_ASKED
    ]
    grade = _grade_question(conversation, products, company)
    if grade is not None and asked["bolt_grade"] < 1:
        questions.append(grade)
    less = (Question(q.need, q.value / (1 + asked[q.need]), q.about) for q in questions)
    return sorted(less, key=lambda q: q.value, reverse=True)


def _open(need: Need, conversation: Conversation) -> bool:
    held = conversation.needs.get(need.id)
    if not need.ask or (held is not None and held.status in SETTLED):
        return False
    if need.asked_if and not _holds(conversation, need.asked_if):
        return False
    # a need that is derived from this one is already known: the origin adds nothing
    return not (need.kind == "bolt" and "torque" in conversation.needs)


def _holds(conversation: Conversation, choices: Mapping[str, Sequence[str]]) -> bool:
    """Whether one of these needs is known to hold one of these choices."""
    needs = conversation.needs
    known = (name for name in choices if name in needs and needs[name].status in KNOWN)
    return any(wanted(needs[name]) & set(choices[name]) for name in known)


def _valued(question: Question, need: Need, company: Company, *, stage: Stage, urgent: bool) -> Question:
    factor = (
        (URGENT if urgent else 1.0)
        * need.weight
        * (0.5 + 0.5 * need.likely_known)
        * emphasis(company.advisor.method, need, stage)
    )
    return Question(question.need, question.value * factor, question.about)


def gain(need: Need, products: Sequence[Product], company: Company) -> float:
    """The share of candidates that an average answer removes, 0..1."""
    if len(products) < 2:
        return 0.0
    if need.id in ("industry", "application"):
        listed = [product.industries if need.id == "industry" else product.applications for product in products]
        # products of wide use hardly split; knowing the surroundings also brings the typical values
        return 0.5 * _several(listed) + (0.25 if need.id == "industry" else 0.0)
    if need.kind == "bolt":
        derived = next((n for n in company.needs.values() if n.derived_from == need.id), None)
        return 0.6 * gain(derived, products, company) if derived else 0.0
    if need.match is None:
        return 0.0
    offered = [product.attributes.get(need.match.attribute) for product in products]
    match need.match.rule:
        case "one_of":
            return _removed(need.match, [choice.id for choice in need.choices], offered)
        case "covers":
            return _spread(Counter(str(plain(value)) for value in offered))
        case "includes_all":
            return _several([tuple(given(value)) if value is not None else () for value in offered])
        case "at_most" | "at_least":
            return 0.7 * _spread(Counter(str(value) for value in offered))
        case _:
            return _spread(Counter(str(plain(value)) for value in offered))


def _removed(match: Match, choices: Sequence[str], offered: Sequence[AttributeValue | None]) -> float:
    """The share that a choice removes, each choice as likely as it is frequent here, and none wholly unlikely."""
    total = len(offered)
    kept = {name: _kept(match, _stated(name), offered) / total for name in choices}
    own = {name: sum(value is not None and name in given(value) for value in offered) / total for name in choices}
    chances = {name: own[name] + UNEXPECTED / len(choices) for name in choices}
    return sum(chances[name] * (1 - kept[name]) for name in choices) / max(sum(chances.values()), 1e-9)


def _kept(match: Match, value: NeedValue, offered: Sequence[AttributeValue | None]) -> int:
    return sum(meets(match, value, one).fulfilled for one in offered)


def _stated(name: str) -> NeedValue:
    return NeedValue(NeedStatus.STATED, 0, value_id=name)


def _spread(groups: Mapping[str, int]) -> float:
    total = sum(groups.values())
    return 1 - sum((count / total) ** 2 for count in groups.values())


def _several(lists: Sequence[Sequence[str]]) -> float:
    """For values that go together: how much the average value splits."""
    names = Counter(name for held in lists for name in held)
    if not names:
        return 0.0
    shares = [count / len(lists) for count in names.values()]
    return sum(share * (1 - share) for share in shares) / max(sum(shares), 1e-9)


def _grade_question(conversation: Conversation, products: Sequence[Product], company: Company) -> Question | None:
    """Ask for the property class where bolts are known without it and the class would change what fits."""
    bolts = conversation.needs.get("bolt")
    derived = next((n for n in company.needs.values() if n.derived_from == "bolt" and n.match), None)
    if bolts is None or derived is None or bolts.status not in KNOWN or all(bolt.grade for bolt in bolts.bolts):
        return None
    held = conversation.needs.get(derived.id)
    if held is None or held.status is not NeedStatus.INFERRED:
        return None
    kept = [
        _fitting_with(grade, bolts, derived, products=products, conversation=conversation, company=company)
        for grade in USUAL_GRADES
    ]
    lost = 1 - sum(kept) / (len(kept) * max(len(products), 1))
    return Question("bolt", derived.weight * lost * 0.85, "grade")


def _fitting_with(
    grade: str,
    bolts: NeedValue,
    derived: Need,
    *,
    products: Sequence[Product],
    conversation: Conversation,
    company: Company,
) -> int:
    assert derived.match is not None
    graded = replace(bolts, bolts=tuple(Bolt(bolt.size, bolt.grade or grade) for bolt in bolts.bolts))
    value = derive({**conversation.needs, "bolt": graded}, conversation.turn, company).get(derived.id)
    if value is None or not constrains(value):
        return len(products)
    return sum(
        meets(derived.match, value, product.attributes.get(derived.match.attribute)).fulfilled for product in products
    )


def missing(ranked: Sequence[Question]) -> tuple[str, ...]:
    """The needs that are still open, best question first, those of the purchase last."""
    return tuple(dict.fromkeys(question.need for question in ranked))
