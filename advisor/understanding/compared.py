"""The source of truth for what a message sets side by side without naming a model: two sorts of tool, two values of a need."""

from __future__ import annotations

import re

from advisor.families import FAMILY, FORM, KIND
from advisor.understanding.lexicon import prefix, suffix
from advisor.understanding.phrases import Hit
from advisor.understanding.positions import places_named
from advisor.understanding.scene import Scene, Span

ANY_TOOL = "kind.tool"
"""Says no more than that a tool is meant."""
BESIDE_ANOTHER = "contrast"
"""Words that name a sort only beside another one: "the square drive" is a part of a tool, but a tool beside "the cassette"."""
_FEWEST = 2


def kinds_compared(scene: Scene, sentence: Span) -> bool:
    """ "Compare your cordless tool with the corded one": two values of one need are weighed, and none is wished."""
    if not scene.has("compare", within=sentence):
        return False
    if sorts_compared(scene, sentence):
        return True
    if scene.has("explain", within=sentence):
        return False
    values: dict[str, set[str]] = {}
    for hit in scene.terms:
        for term in hit.terms if sentence[0] <= hit.start < sentence[1] else ():
            if prefix(term) in scene.trade.company.needs:
                values.setdefault(prefix(term), set()).add(suffix(term))
    return any(len(named) > 1 and scene.trade.company.needs[need].kind == "choice" for need, named in values.items())


def sorts_compared(scene: Scene, sentence: Span) -> tuple[tuple[str, ...], ...]:
    """Return the sorts that a comparison names, each by its terms: `(("category.hydraulic_wrenches",), ("kind.pulse_tool",))`.

    Empty where the sentence compares nothing, or names fewer than two.
    """
    if not scene.has("compare", within=sentence):
        return ()
    groups: list[tuple[int, tuple[str, ...]]] = []
    for hit in scene.terms:
        terms = sort_terms(scene, hit) if sentence[0] <= hit.start < sentence[1] else ()
        if not terms:
            continue
        joined = scene.text.startswith("و", hit.start)
        if (
            groups and not joined and not scene.text[groups[-1][0] : hit.start].strip(" -")
        ):  # "cordless nutrunner" is one
            terms = (*groups.pop()[1], *terms)
        groups.append((hit.end, terms))
    named = tuple(dict.fromkeys(terms for _, terms in groups if any(prefix(term) in FAMILY for term in terms)))
    return named if len(named) >= _FEWEST else ()


def two_pointed_at(scene: Scene, sentence: Span) -> bool:
    """ "The difference between the two", 1つ目と3つ目の違い: two of what was shown are meant, whatever they are."""
    places = set(places_named(scene.text, scene.words, sentence))
    return scene.has("pair", within=sentence) or len(places) >= _FEWEST


def sort_terms(scene: Scene, hit: Hit) -> tuple[str, ...]:
    """Return what words say of a sort: the family, the kind, the design, and the choices of needs as its power."""
    needs = scene.trade.company.needs
    choices = {name for name, need in needs.items() if need.kind == "choice" and need.match}
    named = tuple(term for term in hit.terms if term != ANY_TOOL and prefix(term) in {*FAMILY, *choices})
    attributes = scene.trade.company.attributes
    designs = [f"{sort}.{name}" for sort in (KIND, FORM) if sort in attributes for name in attributes[sort].choices]
    named = tuple(term for term in named if prefix(term) not in (KIND, FORM) or term in designs)
    if any(prefix(term) in FAMILY for term in named):
        return named
    beside = {suffix(term) for term in hit.terms if prefix(term) == BESIDE_ANOTHER}
    return (*named, *(term for term in designs if suffix(term) in beside))


_WHICH = re.compile(
    r"(?<![a-z])(?:which|what|cual|cuales|que|qual|quais|welche[rs]?|was|wer|quien|quem)(?![a-z])|哪|谁|どちら|どっち|どれ|(?<![\u0621-\u064a])(?:اي\S*|وش|مين|من)(?![\u0621-\u064a])"
)


def which_of_two(scene: Scene, sentence: Span) -> bool:
    """ "Which is quieter, the X-10 or the X-20?" sets the two side by side."""
    named = [one for one in scene.products if one.sku and sentence[0] <= one.start < sentence[1]]
    two = len(named) >= _FEWEST or two_pointed_at(scene, sentence)
    if not two or not scene.is_question(sentence) or scene.has("price", "stock", "lead_time", within=sentence):
        return False
    return _WHICH.search(scene.text, *sentence) is not None and _graded(scene, sentence)


_YOURS = re.compile(
    r"(?<![a-z])(?:yours?|you guys|ihr\w*|eure\w*|su|sus|suy[oa]s?|vuestr\w+|de ustedes|de vosotros|sua|suas|seus?|de voces|de vcs)(?![a-z])|你们|贵司|您|御社|貴社|(?:كم|تبعكم|حقكم)(?![\u0621-\u064a])"
)


def weighed_with_a_maker(scene: Scene, sentence: Span) -> bool:
    """ "Between yours and the Bosch, which lasts longer?": ours is set beside what another maker sells."""
    rival = any(name == "other" for _, name in scene.terms_of("maker", within=sentence))
    ours = rival and (_YOURS.search(scene.text, *sentence) or scene.has("refers", within=sentence))
    which = scene.has("compare", within=sentence) or (_WHICH.search(scene.text, *sentence) and _graded(scene, sentence))
    return bool(ours and which) and scene.is_question(sentence)


_MORE = re.compile(
    r"(?<![a-z])(?:more|less|better|worse|[a-z]{3,}er|mas|menos|mejor|peor|mais|melhor|pior|menor|maior|mayor)(?![a-z])|更|比较|最|より|どっち|どちら|の方|のほう|方が|ほうが|(?<![\u0621-\u064a])(?:ال)?ا[\u0621-\u064a]{2,4}(?![\u0621-\u064a])|اكثر|اقل"
)


def _graded(scene: Scene, sentence: Span) -> bool:
    return _MORE.search(scene.text, *sentence) is not None


def side_by_side(scene: Scene, sentence: Span, *, cued: bool) -> bool:
    """Whether a sentence sets two side by side, with or without a word that compares."""
    return weighed_with_a_maker(scene, sentence) or (not cued and which_of_two(scene, sentence))
