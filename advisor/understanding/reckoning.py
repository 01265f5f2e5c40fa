"""The source of truth for the inputs of a calculation that a message gives: by the words beside a figure, else by its unit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from advisor.engineering import REQUIRED
from advisor.model import (
    Act,
    ActKind,
    AmbiguousValue,
    AskCalculation,
    AskFact,
    AskKnowledge,
    AskLeadTime,
    AskPrice,
    Command,
    Compare,
    CorrectNeed,
    Negotiate,
    RefusedValue,
    RequestQuote,
    SetNeed,
)
from advisor.understanding.quantities import Amount
from advisor.understanding.scene import Scene, Span
from advisor.understanding.units import factor
from advisor.understanding.words import unit_of

Placed = tuple[int, Command]
Inputs = tuple[tuple[str, float], ...]

_NEAR = 26
"""Characters between a figure and the words that say what it is."""

_BY_UNIT: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("N.m", "kN.m", "N.cm", "cN.m", "mN.m", "ft.lbf", "in.lbf", "kgf.m", "kgf.cm"), ("torque", "N.m")),
    **dict.fromkeys(("mm", "cm", "m", "inch"), ("arm", "mm")),
    "V": ("voltage", "V"),
    "Ah": ("capacity", "Ah"),
    "rpm": ("speed", "rpm"),
    "degree": ("angle", "degree"),
    "s": ("seconds", "s"),
    "year": ("years", "year"),
}
"""pint's unit -> the input that it is one of, and the unit that the calculation reckons in."""

_MONEY = ("price", "saving_per_year", "wage")
_BARE = ("rundown_turns", "joints_per_year", "friction")
_LESS = re.compile(r"m ?ah")
_SECONDS: Mapping[str, str] = {"cycle_time": "handling", "cost_per_joint": "seconds"}


def inputs_in(scene: Scene, name: str) -> Inputs:
    """Return what a message gives for the calculation `name`, in the units that it reckons in."""
    found: dict[str, float] = {}
    taken: list[Amount] = []
    for hit, named in scene.terms_of("input"):
        amount = _nearest(scene, (hit.start, hit.end), named, taken=taken)
        if amount is not None:
            taken.append(amount)
            found.setdefault(named, _figure(amount, named))
    for amount in scene.amounts:
        if any(amount is one for one in taken):
            continue
        if amount.currency and "price" not in found:
            found["price"] = amount.first
        elif amount.unit and amount.unit in _BY_UNIT:
            named = _BY_UNIT[amount.unit][0]
            named = _SECONDS.get(name, named) if named == "seconds" else named
            found.setdefault(named, _figure(amount, named))
    return tuple(found.items())


def _nearest(scene: Scene, span: Span, named: str, *, taken: Sequence[Amount]) -> Amount | None:
    fitting = [
        amount
        for amount in scene.amounts
        if _can_be(amount, named) and not any(amount is one for one in taken) and _gap(amount, span) <= _NEAR
    ]
    return min(fitting, key=lambda amount: _gap(amount, span), default=None)


def _gap(amount: Amount, span: Span) -> int:
    return max(amount.start - span[1], span[0] - amount.end, 0)


def _can_be(amount: Amount, named: str) -> bool:
    if named in _MONEY:
        return amount.currency is not None or (amount.is_bare and named != "wage")
    if named in _BARE:
        return amount.is_bare and (amount.first < 1) == (named == "friction")
    return amount.unit is not None and _BY_UNIT.get(amount.unit, ("", ""))[0] == named


def _figure(amount: Amount, named: str) -> float:
    value = amount.value if amount.value is not None else amount.high if amount.high is not None else amount.first
    known = _BY_UNIT.get(amount.unit or "")
    if known is None or amount.unit == known[1]:
        return value / 1000 if named == "capacity" and _LESS.search(amount.said.lower()) else value
    by = factor(amount.unit or "", known[1])
    return round(value * by, 4) if by else value


_GIVEN_TO_IT = ("money", "quantity", "date")


def with_inputs(scene: Scene, placed: list[Placed]) -> list[Placed]:
    """Give each calculation its inputs; what was said for it is no budget, no quantity and no question for a price."""
    pending = (scene.conversation.pending or "").partition("calculation:")[2]
    if not any(isinstance(command, AskCalculation) for _, command in placed):
        if not pending or not _gives_input(scene, placed, pending):
            return placed
        unclear = Act(ActKind.UNCLEAR)
        placed = [pair for pair in placed if not isinstance(pair[1], AskKnowledge) and pair[1] != unclear]
        placed.append((len(scene.text), AskCalculation(pending)))
    currency = next((amount.currency for amount in scene.amounts if amount.currency), None)
    kept: list[Placed] = []
    for start, command in placed:
        if isinstance(command, AskCalculation):
            given = inputs_in(scene, command.name)
            kept.append((start, replace(command, inputs=given, currency=currency)))
        elif not isinstance(command, AskPrice | AskLeadTime | AmbiguousValue) and not (
            _only_input(scene, command) or _only_reckoned(scene, command, start)
        ):
            kept.append((start, command))
    return kept


def _gives_input(scene: Scene, placed: list[Placed], pending: str) -> bool:
    """Whether a message answers what a calculation waits for; one that asks, or speaks of a product, goes its own way."""
    asks = any(isinstance(command, AskPrice | AskFact | RequestQuote | Negotiate | Compare) for _, command in placed)
    if asks or any(named.sku or named.competitor for named in scene.products):
        return False
    held = scene.conversation
    on_record = {"torque"} if "torque" in held.needs else set()
    missing = set(REQUIRED.get(pending, ())) - set(held.inputs) - on_record
    waits_for_bolt = bool(missing & {"bolts", "size"}) or not REQUIRED.get(pending)
    return any(name in missing for name, _ in inputs_in(scene, pending)) or (bool(scene.threads) and waits_for_bolt)


def _only_input(scene: Scene, command: Command) -> bool:
    """Whether a value is an input and no demand on a tool; the torque and the bolt are both."""
    if not isinstance(command, SetNeed | CorrectNeed | RefusedValue):
        return False
    need = scene.trade.company.needs[command.need]
    return need.kind in _GIVEN_TO_IT or (need.kind == "number" and need.calculation is None)


_CURIOUS = re.compile(
    r"(?<![a-z])(?:out of curiosity|just curious|nothing to do with (?:our|the|this) (?:project|order)|interessehalber|aus neugier|nur so zur info|por curiosidad|solo por curiosidad|nada que ver con|"
    r"por curiosidade|so por curiosidade|nada a ver com)(?![a-z])|纯好奇|好奇问|随便问|跟(?:项目|订单)无关|与(?:项目|订单)无关|ちなみに|興味本位|兴味本位|参考まで|من باب الفضول|فضول|ما له علاقه"
)


def _only_reckoned(scene: Scene, command: Command, start: int) -> bool:
    """Whether a figure is only reckoned with: one that is converted, or asked out of curiosity."""
    if not isinstance(command, SetNeed | CorrectNeed):
        return False
    if units_converted(scene, scene.sentence(start)):
        return scene.trade.company.needs[command.need].kind == "range"
    return _CURIOUS.search(scene.text) is not None and len(scene.sentences) <= _FEW


_FEW = 3
_TORQUES = frozenset(("N.m", "kN.m", "N.cm", "cN.m", "mN.m", "ft.lbf", "in.lbf", "kgf.m", "kgf.cm", "ozf.in"))
_CONVERTS = re.compile(
    r"(?<![a-z])(?:convert\w*|how (?:many|much)|in what|equals?|umrechn\w*|wie ?viel\w*|pasa\w*|cuant[oa]s?|equival\w+|quant[oa]s?|convers\w+)(?![a-z])"
    r"|等于|换算|折合|合多少|是多少|何|いくつ|كم|تحويل|حول|يساوي|تعادل"
)


_CONVERT_IT = re.compile(
    r"(?<![a-z])(?:convert|in what|how (?:many|much) is (?:that|it)|what is (?:that|it) in|umgerechnet|wie viel ist das|was ist das|conviert\w+|cuanto es eso|pasalo|converte|quanto e isso|quanto da isso)(?![a-z])|换算|是多少|换成|換算|何|كم (?:يعني|يساوي)|حول\S*"
)


def units_converted(scene: Scene, sentence: Span) -> bool:
    """ "Convert 75 foot-pounds to newton metres", 100 kgf·cm等于多少牛米: one torque, and the unit that it is to be told in."""
    told = [one for one in scene.amounts if sentence[0] <= one.start < sentence[1] and one.unit in _TORQUES]
    if (
        not told
        and _CONVERT_IT.search(scene.text, *sentence)
        and any(name in scene.trade.needs_of_kind("range") for name in scene.conversation.needs)
    ):
        return any(
            unit_of(scene.words, match[1]) in _TORQUES for match in scene.words.units.finditer(scene.text, *sentence)
        )
    if len(told) != 1 or told[0].is_range or _CONVERTS.search(scene.text, *sentence) is None:
        return False
    found = [
        match
        for match in scene.words.units.finditer(scene.text, *sentence)
        if unit_of(scene.words, match[1]) in _TORQUES
    ]
    others = [match for match in found if not told[0].start <= match.start(1) < told[0].end]
    return any(unit_of(scene.words, match[1]) != told[0].unit for match in others)
