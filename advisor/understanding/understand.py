"""The source of truth for how a visitor's message becomes typed commands; pure, by rules, the same on every run."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from advisor.model import (
    Act,
    ActKind,
    AddNeed,
    AmbiguousValue,
    AskCalculation,
    AskFact,
    AskKnowledge,
    AskPrice,
    AskRecommendation,
    Command,
    Compare,
    Conversation,
    CorrectNeed,
    DoesNotKnow,
    GiveContact,
    Indifferent,
    RemoveNeed,
    RequestQuote,
    SetNeed,
    Understanding,
)
from advisor.understanding.allowed import without_permissions
from advisor.understanding.asked import asks_the_pack, with_asked
from advisor.understanding.claimed import ask_back, ask_whether_there_is, price_told
from advisor.understanding.commerce import commerce
from advisor.understanding.comparatives import comparatives
from advisor.understanding.concessions import with_concessions
from advisor.understanding.courtesies import asides, contact, courtesies
from advisor.understanding.delivered import delivered
from advisor.understanding.gazetteer import landscapes
from advisor.understanding.in_use import without_misread
from advisor.understanding.kits import everything, kit_lines, without_kit
from advisor.understanding.language import language_of
from advisor.understanding.lexicon import trade_of
from advisor.understanding.needs import need_commands
from advisor.understanding.orders import order_lines, with_main_quantity
from advisor.understanding.precedence import answers_twice, without_lesser
from advisor.understanding.questions import about_the_trade, questions
from advisor.understanding.raised import raised_alone
from advisor.understanding.ranges import list_asked, lists_asked
from advisor.understanding.reasons import with_reasons
from advisor.understanding.reckoning import with_inputs
from advisor.understanding.scene import Scene, lay_out
from advisor.understanding.sets import sets_named, wishes_set
from advisor.understanding.shown import one_of_each
from advisor.understanding.sought import sought
from advisor.understanding.terms import asks_terms, with_terms
from advisor.understanding.text import read
from advisor.understanding.when import whens
from advisor.understanding.words import general_words, words_in
from content.catalogue.model import Company
from foundation.gazetteer import gazetteer

Placed = tuple[int, Command]
_NO_DAY = date(2026, 1, 1)
"""Stands in where a caller gives no day: relative dates then count from here, and nothing reads a clock."""


def understand(
    message: str, conversation: Conversation, company: Company, *, today: date | None = None
) -> Understanding:
    """Return the reply's language and the commands of `message` in the order they were said.

    `today` is the conversation's day, for "in three weeks". Never raises for any text; an empty one has no commands.
    """
    words = general_words()
    sets, message = sets_named(message, company)
    reading = read(message)
    current = conversation.locale or conversation.site_locale
    locale = language_of(reading, current=current, home=conversation.site_locale, locales=company.locales, words=words)
    if not reading.said:
        return Understanding(locale, (), sets=sets)
    scene = lay_out(
        reading,
        locale,
        conversation=conversation,
        today=today or _NO_DAY,
        words=words_in(locale),
        trade=trade_of(company),
    )
    wished = bool(company.bundles) and wishes_set(message, locale)
    return replace(
        _meaning(with_concessions(without_misread(without_permissions(scene)))), sets=sets, wishes_set=wished
    )


def prepare(company: Company) -> None:
    """Compile the company's words and load what the first message would otherwise wait for (seconds, once)."""
    gazetteer(), landscapes()
    ready = Conversation("", company.locales[0], company.locales[0])
    for text in ("zzz zzz zzz zzz zzz", "60 Nm", "+49 711 2345678", "a@example.org", "buy 10, get 1 free"):
        understand(text, ready, company)


def _meaning(scene: Scene) -> Understanding:
    asked, asked_in = questions(scene)
    needs = ask_back(scene, need_commands(scene, asked_in=asked_in))
    quantity = _quantity(scene, needs)
    simple = [*courtesies(scene), *whens(scene), *lists_asked(scene)]
    wishes = commerce(scene, quantity=quantity)
    placed = with_asked(scene, with_terms(scene, [*simple, *needs, *wishes, *asked, *contact(scene)]))
    placed = _without_contradictions(scene, price_told(scene, placed))
    placed += _can_yours(scene, placed)
    aside = [one for one in asides(scene) if not asks_terms(scene, placed, one[0])]
    aside = [one for one in aside if not asks_the_pack(scene, placed, one[0])]
    if aside and not _speaks_of_trade(scene, placed, aside):
        placed = [*(one for one in placed if isinstance(one[1], GiveContact) or _is_courtesy(one[1])), *aside]
    wanted = sought(scene, placed, asked_in)
    if existing := ask_whether_there_is(scene, placed, wanted):
        placed, wanted = existing, ()
    placed, wanted = _what_goes_with(placed, wanted)
    if wanted and all(isinstance(command, Act) for _, command in placed):
        placed.append((len(scene.text), AskRecommendation()))
    placed = with_inputs(scene, without_lesser(scene, _for_this(scene, placed)))
    placed += _unanswered(scene, placed)
    placed = comparatives(scene, with_reasons(scene, placed))
    lines = order_lines(scene) or one_of_each(scene)
    placed = with_main_quantity(placed, lines, scene.trade.needs_of_kind("quantity"))
    lines, whole = kit_lines(scene, placed, lines), everything(scene, placed)
    placed, wanted = without_kit(scene, placed, wanted, lines=lines)
    placed = raised_alone(placed)
    if not placed:
        placed = [(0, AskPrice())] if lines else _fallback(scene)
    ordered = sorted(placed, key=lambda pair: pair[0])
    return Understanding(
        scene.locale,
        tuple(dict.fromkeys(command for _, command in ordered)),
        wanted,
        lines,
        whole=whole,
        points_back=_points_back(scene),
        delivered=delivered(scene),
    )


def _what_goes_with(placed: list[Placed], wanted: tuple[str, ...]) -> tuple[list[Placed], tuple[str, ...]]:
    """ "What else do we need with it, a controller?" seeks no product of its own, and orders nothing yet."""
    if not any(isinstance(one, AskFact) and one.attribute == "companions" for _, one in placed):
        return placed, wanted
    return [pair for pair in placed if not isinstance(pair[1], AskRecommendation | RequestQuote)], ()


def _points_back(scene: Scene) -> bool:
    """Words for one thing; "they" and "these" are the tools."""
    pointing = [cue for cue in scene.cues_named("refers") if not _SEVERAL.match(scene.text, cue.start, cue.end)]
    return bool(pointing) and not scene.products and not scene.terms_of("kind", "category")


_SEVERAL = re.compile(
    r"(?:they|them|these|those|est[oa]s|es[oa]s|ess[ea]s|est[ea]s|el[ea]s|los dos|os dois|diesen?|die|这些|它们|这两|これら|この2)(?![a-z])"
)


def _for_this(scene: Scene, placed: list[Placed]) -> list[Placed]:
    """ "What do you have for this?" behind a calculation or needs asks for the right tool, not for the whole range."""
    known = any(
        need.match is not None and need.id in scene.conversation.needs for need in scene.trade.company.needs.values()
    )
    if not (known and scene.has("refers")) and not _of_a_sort(scene, placed):
        return placed
    return [(at, AskRecommendation() if one == Act(ActKind.ASK_RANGE) else one) for at, one in placed]


def _of_a_sort(scene: Scene, placed: list[Placed]) -> bool:
    """ "What hydraulic wrenches have you?" beside needs asks for one of that sort, and not for the whole range."""
    told = any(isinstance(one, SetNeed | CorrectNeed | AddNeed) and one.value.value_id is None for _, one in placed)
    asked = [scene.sentence(at) for at, one in placed if one == Act(ActKind.ASK_RANGE)]
    asked = [sentence for sentence in asked if list_asked(scene, sentence) < 0]
    return told and any(scene.terms_of("kind", "category", "power", within=sentence) for sentence in asked)


def _quantity(scene: Scene, needs: list[Placed]) -> int | None:
    names = scene.trade.needs_of_kind("quantity")
    for _, command in needs:
        if isinstance(command, SetNeed | CorrectNeed) and command.need in names and command.value.value is not None:
            return int(command.value.value)
    return None


def _without_contradictions(scene: Scene, placed: list[Placed]) -> list[Placed]:
    """A "no" that opens a correction is no refusal; what is to be reckoned in a sentence is no tool to be named there, and one
    product named is not the whole range."""
    corrects = any(
        isinstance(command, CorrectNeed | SetNeed | Indifferent | DoesNotKnow | RemoveNeed) for _, command in placed
    )
    reckoned = [scene.sentence(start) for start, command in placed if isinstance(command, AskCalculation)]
    introduced = [scene.sentence(start) for start, one in placed if isinstance(one, AskFact) and one.skus]
    kept = []
    for start, command in placed:
        if command == Act(ActKind.DENY) and corrects and not answers_twice(scene, ActKind.DENY):
            continue
        if isinstance(command, AskRecommendation) and scene.sentence(start) in reckoned:
            continue
        if command == Act(ActKind.ASK_RANGE) and scene.sentence(start) in introduced:
            continue  # KCN-80Pとはどんな製品ですか asks for one
        kept.append((start, command))
    return kept


def _can_yours(scene: Scene, placed: list[Placed]) -> list[Placed]:
    """A question that states needs of a tool and asks nothing else ("can your wrenches do 150 Nm?") asks for the right one."""
    if any(not isinstance(command, SetNeed | CorrectNeed | AddNeed | Act) for _, command in placed):
        return []
    for sentence in scene.sentences:
        states = any(sentence[0] <= start < sentence[1] and isinstance(command, SetNeed) for start, command in placed)
        if any(
            sentence[0] <= at < sentence[1] and isinstance(one, Act) and not _is_courtesy(one) for at, one in placed
        ):
            continue  # "we need two wrenches, could you come and show them?" asks for a visit
        asked = _asked_last(scene, sentence)
        about = any(asked[0] <= start < asked[1] for start, one in placed if not isinstance(one, Act))
        about = about or bool(scene.terms_of("kind", "category", *scene.trade.company.needs, within=asked))
        if states and about and scene.is_question(sentence) and scene.terms_of("kind", "category", within=sentence):
            return [(sentence[1], AskRecommendation())]
    return []


def _asked_last(scene: Scene, sentence: tuple[int, int]) -> tuple[int, int]:
    """The part between commas that asks; 三把扳手，能不能发顺丰 asks how it is sent."""
    inside = [clause for clause in scene.clauses if sentence[0] <= clause[0] < sentence[1]]
    return inside[-1] if inside and scene.locale in ("zh", "ja") else sentence


_COURTEOUS = (ActKind.GREET, ActKind.THANK, ActKind.FAREWELL, ActKind.ABUSE, ActKind.INSTRUCTION)


def _is_courtesy(command: Command) -> bool:
    return isinstance(command, Act) and command.kind in _COURTEOUS


_INCIDENTAL = ("country", "date")


def _unanswered(scene: Scene, placed: list[Placed]) -> list[Placed]:
    """ "Any distributor in Ireland?": a question of which only its place was understood is looked up."""
    incidental = [name for kind in _INCIDENTAL for name in scene.trade.needs_of_kind(kind)]
    if not placed or any(not (isinstance(c, SetNeed) and c.need in incidental) for _, c in placed):
        return []
    for start, end in scene.sentences:
        if scene.text[end : end + 1] == "?" and any(start <= place < end for place, _ in placed):
            return [(start, AskKnowledge(scene.reading.said[start : end + 1].strip()))]
    return []


_ASIDE_BY_NATURE = (ActKind.SUPPLIER_PITCH, ActKind.JOB_APPLICATION)


def _speaks_of_trade(scene: Scene, placed: list[Placed], aside: list[Placed]) -> bool:
    """Whether the message is about tools after all; a pitch or an application names them too, but needs none."""
    measured = any(amount.unit not in (None, "%", "year", "month", "day") for amount in scene.amounts)
    if any(isinstance(command, Act) and command.kind in _ASIDE_BY_NATURE for _, command in aside):
        return measured or bool(scene.threads) or (scene.has("need") and bool(scene.terms_of("kind", "category")))
    incidental = (*scene.trade.needs_of_kind("country"), *scene.trade.needs_of_kind("date"))
    return any(
        not isinstance(command, Act | AmbiguousValue | GiveContact | AskKnowledge | AskRecommendation)
        and not (isinstance(command, Compare) and not command.skus and not command.competitor)
        and not (isinstance(command, SetNeed) and command.need in incidental)
        for _, command in placed
    ) or bool(scene.terms_of("kind", "category", "attribute", "topic", "calculation"))


_SHORTEST = {"zh": 4, "ja": 5}
"""Characters of the shortest question without a space that may be one: 能开发票吗."""


def _fallback(scene: Scene) -> list[Placed]:
    """A question about something unknown is looked up; what says nothing at all is unclear."""
    for sentence in scene.sentences:
        if scene.is_question(sentence) or about_the_trade(scene, sentence):
            words = scene.reading.said[sentence[0] : sentence[1] + 1].strip()
            if len(words.split()) >= 2 or len(words) >= _SHORTEST.get(scene.locale, 6):
                return [(sentence[0], AskKnowledge(words))]
    return [(0, Act(ActKind.UNCLEAR))]
