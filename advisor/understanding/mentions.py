"""The source of truth for the values of needs that a message names: by the lexicon's words, by place, thread, date and figure."""

from __future__ import annotations

import re
from dataclasses import replace

from advisor.model import NeedStatus
from advisor.understanding.beside import accessory_kinds
from advisor.understanding.continuing import waits_for_place
from advisor.understanding.deadlines import deadlines
from advisor.understanding.figures import amount_mention
from advisor.understanding.implied import with_implied
from advisor.understanding.lexicon import suffix
from advisor.understanding.loosely import outdone
from advisor.understanding.mention import Mention, stated
from advisor.understanding.phrases import Hit
from advisor.understanding.scene import Scene
from advisor.understanding.volts import drives_by_volts


def find_mentions(scene: Scene) -> list[Mention]:
    """Return every value for a need in the message, in the order of their places."""
    found = [*with_implied(scene, _choices(scene)), *_had(scene), *_countries(scene), *_bolts(scene), *deadlines(scene)]
    for amount in scene.amounts:
        mention = amount_mention(scene, amount)
        if mention is not None:
            found.append(mention)
    found += drives_by_volts(scene, found)
    named = [_by_company_name(scene, mention) for mention in found]
    return sorted((one for one in named if one is not None), key=lambda mention: (mention.start, mention.end))


def _by_company_name(scene: Scene, mention: Mention) -> Mention | None:
    """What only the name of the buyer's company tells is inferred, not stated: its industry and its country."""
    span = scene.contacts.company_span
    if span is None or not span[0] <= mention.start < span[1]:
        return mention
    if mention.need not in ("industry", *scene.trade.needs_of_kind("country")):
        return None
    return replace(mention, value=replace(mention.value, status=NeedStatus.INFERRED))


# --- words --------------------------------------------------------------------------------------------------------


def _choices(scene: Scene) -> list[Mention]:
    found = []
    needs, loose = scene.trade.company.needs, outdone(scene)
    for hit in scene.terms:
        for term in hit.terms:
            need = needs.get(term.partition(".")[0])
            if need is None or need.kind not in ("choice", "choices", "text") or _names_product(scene, hit):
                continue
            if loose.get((hit.start, hit.end)) == need.id:
                continue
            if (need.kind == "text" and _of_bolts(scene, hit)) or (need.match is None and _asked_of_one(scene, hit)):
                continue
            if need.kind == "choice" and (_weighed_with(scene, hit) or _in_accessory(scene, hit)):
                continue
            said = scene.reading.said[hit.start : hit.end]
            named = suffix(term)
            value = (
                stated(scene, values=(named,), as_said=said)
                if need.kind == "choices"
                else stated(scene, text=named, as_said=said)
                if need.kind == "text"
                else stated(scene, value_id=named, as_said=said)
            )
            found.append(Mention(hit.start, hit.end, need.id, value))
    return found


_THE = re.compile(r"(?:^|[\s¿])(?:la|las|a|as)\s$")


def _asked_of_one(scene: Scene, hit: Hit) -> bool:
    """ "¿Y la electrónica, qué precisión tiene?" asks of the electronic tool, and tells no field of work."""
    sentence = scene.sentence(hit.start)
    one_word = " " not in scene.text[hit.start : hit.end]
    the = one_word and _THE.search(scene.text, max(0, hit.start - 6), hit.start) is not None
    return the and scene.is_question(sentence) and bool(scene.terms_of("attribute", within=sentence))


def _of_bolts(scene: Scene, hit: Hit) -> bool:
    """ "Half inch bolts" measures the bolts, not the drive."""
    bolts = scene.trade.needs_of_kind("bolt")
    return any(0 <= other.start - hit.end <= 1 and name in bolts for other, name in scene.terms_of("need"))


def _had(scene: Scene) -> list[Mention]:
    """What a product has or has not, called by its name: "it must monitor the angle"."""
    found = []
    for hit, name in scene.terms_of("attribute"):
        need = scene.trade.company.needs.get(name)
        if need is not None and need.implied and need.choices:
            value = stated(scene, value_id=need.choices[0].id, as_said=scene.reading.said[hit.start : hit.end])
            found.append(Mention(hit.start, hit.end, name, value))
    return found


def _in_accessory(scene: Scene, hit: Hit) -> bool:
    """The battery of "a spare battery" is bought; it does not say what drives the tool."""
    kinds = accessory_kinds(scene.trade.company)
    return any(
        name in kinds and (other.start, other.end) != (hit.start, hit.end)
        for other, name in scene.terms_of("kind", within=(0, hit.start + 1))
        if other.start <= hit.start and hit.end <= other.end
    )


_WITH = re.compile(
    r"(?<![a-z])(?:including|incl|inclusive of|inklusive|inkl|incluyendo|incluida|incluindo|incluida a|شامل|شامله|شاملا)\.?\s+(?:the\s|an?\s|la\s|a\s)?(?:ال)?$"
)
_WEIGHT = frozenset({"kg", "g", "lb", "jin", "oz"})


def _weighed_with(scene: Scene, hit: Hit) -> bool:
    """ "At most 2.2 kg including battery" says what is weighed, not what drives the tool."""
    clause = scene.clause(hit.start)
    weighed = any(clause[0] <= one.start < hit.start and one.unit in _WEIGHT for one in scene.amounts)
    return weighed and _WITH.search(scene.text, max(0, hit.start - 24), hit.start) is not None


def _countries(scene: Scene) -> list[Mention]:
    needs = scene.trade.needs_of_kind("country")
    found = []
    for hit, code in scene.terms_of("country", "place"):
        if needs and not _is_pronoun(scene, hit) and not _of_rival(scene, hit):
            value = stated(scene, value_id=code, as_said=scene.reading.said[hit.start : hit.end])
            if _place_of_sale(scene, hit) or of_goods(scene, hit):
                continue
            if f"place.{code}" in hit.terms:
                value = replace(value, status=NeedStatus.INFERRED)
            found.append(Mention(hit.start, hit.end, needs[0], value))
    return found


_THAN = re.compile(r"\s*(?:the |die |der |den |los |las |os |as )?")


def _of_rival(scene: Scene, hit: Hit) -> bool:
    """ "Dearer than the Japanese" names a rival, and no place of the buyer's."""
    cues = scene.cues_named("too_expensive")
    return any(cue.start <= hit.start and _THAN.fullmatch(scene.text, cue.end, max(cue.end, hit.start)) for cue in cues)


_MADE = re.compile(
    r"(?:made in|manufactured in|produced in|hergestellt in|gefertigt in|hecho en|hecha en|fabricad[oa]s? en|feit[oa]s? na|feit[oa]s? em|fabricad[oa]s? na|fabricad[oa]s? em|fabricad[oa]s? no|"
    r"(?<![a-z])(?:herramientas?|marcas?|productos?|calidad|equipos?|llaves|lo|ferramentas?|produtos?|qualidade|chaves|equipamentos?|coisa)|产自|(?:ادوات|الادوات|منتج|المنتج|صناعه|صنع في|جوده|بضاعه|البضاعه))\s?$"
)
_GOODS = re.compile(
    r"\s?(?:tools?|wrench\w*|guns?|brands?|quality|products?|stuff|goods|junk|machines?|copy|copies|clones?|werkzeug\w*|gerat\w*|qualitat|ware|schrauber\w*|produkt\w*|marke\w*)(?![a-z])|制|製|产的|货(?!到)"
)
_ADJECTIVE = re.compile(
    r"(?:ese|ian|ean|man|ish|ische?[nrms]?|n[oa]s?|n[oa]s|esas?|es|eses|ولي|نيه|ني|中国|日本|台湾|韩国|印度|德国|china)$"
)


def of_goods(scene: Scene, hit: Hit) -> bool:
    """Whether the country at `hit` says where goods are from, and not where they go: "a Chinese tool", "made in China", 中国製."""
    before = _MADE.search(scene.text, max(0, hit.start - 22), hit.start)
    if before is not None and " in" in before[0]:
        return True
    adjective = _ADJECTIVE.search(scene.text[hit.start : hit.end]) is not None
    return adjective and (before is not None or _GOODS.match(scene.text, hit.end) is not None)


_AT_SELLER = re.compile(r"(?:exw|fca|fas|fob)[\s,]*$")


def _names_product(scene: Scene, hit: Hit) -> bool:
    """In "25 torque wrenches KTW-100" the kind of tool only names the product and demands nothing."""
    return any(term.partition(".")[0] in ("kind", "category") for term in _terms_at(scene, hit)) and any(
        named.sku
        and min(abs(named.start - hit.end), abs(hit.start - named.end)) <= _BESIDE
        and not _cut_off(scene, min(named.end, hit.end), max(named.start, hit.start))
        for named in scene.products
    )


_BESIDE = 14
_QUOTED_BY = 8
_CUT_OFF = frozenset(",;.:!?\n0123456789")


def _cut_off(scene: Scene, start: int, end: int) -> bool:
    return bool(_CUT_OFF.intersection(scene.text[start:end]))


def _terms_at(scene: Scene, hit: Hit) -> list[str]:
    return [term for other in scene.terms if other.start < hit.end and hit.start < other.end for term in other.terms]


def _place_of_sale(scene: Scene, hit: Hit) -> bool:
    """ "FOB Shanghai" names the seller's port, not the buyer's country."""
    if waits_for_place(scene) and _AT_SELLER.search((scene.conversation.incoterm or "").lower()):
        return True
    return _AT_SELLER.search(scene.text, max(0, hit.start - 8), hit.start) is not None


def _is_pronoun(scene: Scene, hit: Hit) -> bool:
    """ "us" is America only in capitals, "gana" wins in Spanish, and a "cuba" is a tub."""
    said = scene.reading.said[hit.start : hit.end]
    return said in (
        "us",
        "Us",
        "in",
        "no",
        "it",
        "gana",
        "cuba",
        "malta",
        "chad",
        "mali",
        "togo",
        "niger",
        "benim",
        "guinea",
    )


def _bolts(scene: Scene) -> list[Mention]:
    needs = scene.trade.needs_of_kind("bolt")
    return [
        Mention(
            thread.start, thread.end, needs[0],
            stated(scene, bolts=thread.bolts, as_said=scene.reading.said[thread.start : thread.end]),
        )
        for thread in scene.threads
        if needs
    ]  # fmt: skip
