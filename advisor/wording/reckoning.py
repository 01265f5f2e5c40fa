"""The words for calculations: the result, the formula with its inputs, what was assumed, and what is still needed."""

from __future__ import annotations

from typing import Any

from advisor.engineering import SYMBOLS
from advisor.model import JsonObject
from advisor.wording.words import Words


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


RESULTS = {
    "clamp_force": _("Clamp force"),
    "reaction_force": _("Reaction force"),
    "joints_per_charge": _("Joints per battery charge"),
    "cycle_time": _("Time per joint"),
    "motor_power": _("Power at the spindle"),
    "cost_per_joint": _("Cost per joint"),
    "payback": _("Pay-back time"),
    "torque_units": _("Converted"),
}
"""What a calculation gives."""

INPUTS = {
    "bolts": _("bolt size and property class (for example M10, 10.9)"),
    "size": _("bolt size (for example M10)"),
    "torque": _("torque"),
    "arm": _("length of the lever arm"),
    "voltage": _("battery voltage"),
    "capacity": _("battery capacity in Ah"),
    "speed": _("speed of the tool in 1/min"),
    "price": _("price of the tool"),
    "joints_per_year": _("joints per year"),
    "saving_per_year": _("saving per year"),
}
"""What is asked for where it is missing."""


ASSUMED = {
    "friction": _("friction factor, dry"),
    "angle": _("angle from snug to final torque, hard joint"),
    "rundown_turns": _("turns to snug"),
    "rundown_torque": _("torque while running down"),
    "efficiency": _("efficiency"),
    "usable": _("usable share of the charge"),
    "tightening": _("final tightening"),
    "handling": _("moving and placing"),
    "years": _("years of use"),
    "upkeep": _("upkeep a year, as a share of the price"),
}
"""What an assumed input means."""


def calculation(words: Words, data: JsonObject) -> list[str]:
    if data["name"] == "bolt_torque":
        return _bolts(words, data)
    label = words.say(RESULTS[data["name"]])
    sentences = [words.say("{label}: {value}.", label=label, value=_result(words, data))]
    sentences.append(
        words.say(
            "Formula: {formula}, with {inputs}; source: {source}.",
            formula=words.isolated(data["formula"]),
            inputs=words.isolated(
                _inputs(words, data, [name for name in data["inputs"] if name not in data["assumed"]])
            ),
            source=words.isolated(data["source"]),
        )
    )
    assumed = [
        words.say("{input} ({meaning})", input=words.isolated(written), meaning=words.say(ASSUMED[name]))
        for name in data["assumed"]
        if name in ASSUMED and (written := _inputs(words, data, [name]))
    ]
    if assumed:
        separator = {"zh": "，", "ja": "、", "ar": "، "}.get(words.locale, ", ")
        sentences.append(words.say("Assumed, as it was not said: {inputs}.", inputs=separator.join(assumed)))
    told = _inputs(words, data, data["told"])
    if data["sheet"] and told:
        sentences.append(
            words.say(
                "From the data sheet of {sku}: {inputs}.",
                sku=words.isolated(data["sheet"]),
                inputs=words.isolated(told),
            )
        )
    return sentences


def _result(words: Words, data: JsonObject) -> str:
    result, name = data["result"], data["name"]
    if name == "clamp_force" and result["high"] != result["value"]:
        return words.say(
            "about {low} at friction K = {friction} (dry), {high} at K = {friction_low} (oiled)",
            low=words.quantity(result["value"], "kN"),
            high=words.quantity(result["high"], "kN"),
            friction=words.fixed(data["inputs"]["friction"], 2),
            friction_low=words.fixed(data["inputs"]["friction_low"], 2),
        )
    if name == "cycle_time":
        return words.say(
            "about {seconds}, that is {rate} joints per hour",
            seconds=words.quantity(result["value"], "s"),
            rate=words.number(result["joints_per_hour"]),
        )
    if name == "cost_per_joint":
        return words.isolated(f"{words.fixed(result['value'], 4)} {data['unit']}".strip())
    if name == "torque_units":
        units = (("value", "N.m"), ("lbf_ft", "ft.lbf"), ("lbf_in", "in.lbf"), ("kgf_m", "kgf.m"))
        return words.isolated(" = ".join(words.quantity(result[key], unit) for key, unit in units))
    if name == "payback":
        return words.say("about {months} months", months=words.number(result["value"]))
    value = words.quantity(result["value"], data["unit"] if data["unit"] != "1" else None)
    return words.say("about {value}", value=value)


def _inputs(words: Words, data: JsonObject, names: list[str]) -> str:
    held = data["inputs"]
    written = []
    for name in names:
        if name in SYMBOLS and name in held:
            sign, unit = SYMBOLS[name]
            written.append(f"{sign} = {words.quantity(held[name], unit)}")
    return ", ".join(written)


def _bolts(words: Words, data: JsonObject) -> list[str]:
    result, inputs = data["result"], data["inputs"]
    sentences = [
        _bolt_torque(words, data),
        words.say(
            "Formula: {formula}, with {share} of the proof load; source: {source}.",
            formula=words.isolated(data["formula"]),
            share=words.percent(inputs["share"]),
            source=words.isolated(data["source"]),
        ),
    ]
    if result["grade_assumed"]:
        sentences.append(
            words.say(
                "You did not name a property class, so I assumed {grade}.",
                grade=words.isolated(result["grade_assumed"]),
            )
        )
    return sentences


def _bolt_torque(words: Words, data: JsonObject) -> str:
    result, inputs, unit = data["result"], data["inputs"], data["unit"]
    derived = next((n for n in words.company.needs.values() if n.calculation == data["name"]), None)
    values: dict[str, Any] = {
        "label": derived.label[words.locale] if derived else "",
        "bolts": words.bolts(inputs["bolts"]),
        "range": words.span(result["min"], result["max"], unit),
        "friction": words.fixed(inputs["friction"], 2),
    }
    if inputs["friction"] == inputs["friction_low"]:
        return words.say("{label} for {bolts}: about {range} at your friction factor K = {friction}.", **values)
    return words.say(
        "{label} for {bolts}: about {range} at friction K = {friction} (dry), {low} at K = {friction_low} (oiled).",
        **values,
        low=words.span(result["low"], result["high"], unit),
        friction_low=words.fixed(inputs["friction_low"], 2),
    )


def calculation_impossible(words: Words, data: JsonObject) -> list[str]:
    return [words.say("I cannot reckon this with what I know so far, and I would rather not guess.")]


def no_battery(words: Words, data: JsonObject) -> list[str]:
    names = words.listed([words.product_name(sku) for sku in data["skus"]])
    powers = words.listed([words.attribute_value("power", power) for power in data["powers"]])
    return [
        words.say(
            "Joints per battery charge do not apply here, as no battery does the tightening: {names} ({power}).",
            names=names,
            power=powers,
        )
    ]


def needed_for_calculation(words: Words, data: JsonObject) -> list[str]:
    wanted = words.listed([words.say(INPUTS[name]) for name in data["inputs"]])
    return [words.say("Gladly. For that I still need: {inputs}.", inputs=wanted)]


def offer_tools(words: Words, data: JsonObject) -> list[str]:
    return [words.say("Shall I name the tools for it?")]
