"""The vocabulary of a reply: gettext sentences, the pack's nouns, and values as readers of the language write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from babel.lists import format_list

from advisor.derived import as_json
from advisor.figures import readings
from advisor.model import Needs
from content.catalogue.formats import format_range, format_value, unit_symbol
from content.catalogue.model import Company, Need, Span, Text
from foundation.locales import BABEL, country_name, direction, format_date, format_money, format_number, translator
from foundation.money import Money

LONGEST_QUOTED = 80
WITHOUT_DECIMALS = 1000
"""From here on a decimal pretends to an accuracy that no joint has."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class Words:
    """Speaks one language with one company's nouns."""

    def __init__(self, locale: str, company: Company) -> None:
        self.locale = locale
        self.company = company
        self._catalogue = translator("advisor", "advisor", locale)

    def say(self, message: str, **values: Any) -> str:
        """Translate a sentence and fill its places."""
        wording = self._catalogue.gettext(message)
        return wording.format_map(values) if values else wording

    # --- numbers, money, dates ---

    def number(self, value: float) -> str:
        """Write a number with the decimals it has."""
        return format_number(int(value) if float(value).is_integer() else value, self.locale)

    def fixed(self, value: float, decimals: int) -> str:
        """Write a number with fixed decimals."""
        return format_number(value, self.locale, decimals)

    def percent(self, share: float) -> str:
        """Write a share of 1 as percent."""
        return self.quantity(round(share * 100, 1), "%")

    def quantity(self, value: float, unit: str | None) -> str:
        """Write a number with its unit; a thousand and more without decimals."""
        return self.span(value, value, unit)

    def span(self, low: float, high: float, unit: str | None) -> str:
        """Write a range with its unit; a single value where both ends meet."""
        if unit is not None:
            low, high = (rounded(end) if abs(end) >= WITHOUT_DECIMALS else end for end in (low, high))
        return format_range(low, high, unit, locale=self.locale)

    def money(self, amount: str | Decimal, currency: str) -> str:
        """Write money; in Arabic held together left to right."""
        text = format_money(Money(Decimal(str(amount)), currency), self.locale)
        return self.isolated(text)

    def isolated(self, text: str) -> str:
        """Keep figures and part numbers readable inside a sentence that runs right to left."""
        if direction(self.locale) != "rtl" or text.startswith("\N{LEFT-TO-RIGHT ISOLATE}"):
            return text
        return f"\N{LEFT-TO-RIGHT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"

    def day(self, iso: str) -> str:
        """Write a day given as ISO 8601."""
        return format_date(date.fromisoformat(iso[:10]), self.locale, "long")

    def quoted(self, said: str) -> str:
        """Repeat the visitor's own words, shortened and without signs that Markdown or HTML would read."""
        return self.isolated(visitors_words(said))

    def listed(self, items: Sequence[str]) -> str:
        """Join with commas and the language's "and"."""
        return format_list(list(items), locale=BABEL[self.locale]) if items else ""

    def either(self, items: Sequence[str]) -> str:
        """Join with commas and the language's "or"."""
        return format_list(list(items), style="or", locale=BABEL[self.locale]) if items else ""

    # --- the pack's nouns ---

    def product_name(self, sku: str) -> str:
        """The product's name; the part number is added where the name does not hold it."""
        product = self.company.products.get(sku) or self.company.bundles.get(sku)
        if product is None:
            return sku
        name = product.name[self.locale]
        return name if sku in name else f"{name} ({sku})"

    def option_name(self, sku: str, option: str) -> str:
        """The name of a product's option."""
        product = self.company.products.get(sku)
        found = next((o.name[self.locale] for o in product.options if o.id == option), None) if product else None
        return found or option

    def attribute_label(self, attribute: str) -> str:
        """The column heading of an attribute; of the family where the family itself is meant."""
        held = self.company.attributes.get(attribute)
        return held.label[self.locale] if held else self.say("Product family")

    def attribute_value(self, attribute: str, value: Any) -> str:
        """Write an attribute's JSON value (see `advisor.matching.plain`)."""
        held = self.company.attributes.get(attribute)
        if held is None:
            category = self.company.categories.get(str(value))
            return category.name[self.locale] if category else str(value)
        return format_value(held, _from_json(value, held.kind), self.locale)

    def need_label(self, need: str) -> str:
        """The noun of a need."""
        held = self.company.needs.get(need)
        return held.label[self.locale] if held else self.say("Product family")

    def held_value(self, needs: Needs, need: str) -> str:
        """Write the value that the record holds for a need."""
        return self.need_value(need, as_json(needs[need])) if need in needs else ""

    def industry(self, industry: str | None) -> str | None:
        """The name of an industry."""
        return self.choice("industry", industry) if industry else None

    # --- needs ---

    def need_value(self, need: str, value: Mapping[str, Any] | None) -> str:
        """Write a need's JSON value (see `advisor.derived.as_json`)."""
        held = self.company.needs.get(need)
        if not value:
            return ""
        if "amount" in value:
            return self.money(value["amount"], value.get("currency") or self.company.currencies[0])
        several = value.get("values")
        if several and isinstance(several[0], Mapping):
            return self.bolts(several)
        if several:
            return self._several(need, held, several)
        single = value.get("value")
        if isinstance(single, str):
            return self._single(need, held, single)
        return self._measured(held, value)

    def _several(self, need: str, held: Need | None, several: Sequence[str]) -> str:
        """What is open but for one or two choices is said by these: "anything but Pneumatic"."""
        choices = [choice.id for choice in held.choices] if held is not None and held.kind == "choice" else []
        ruled_out = [name for name in choices if name not in several]
        if 0 < len(ruled_out) < len(several):
            return self.say(
                "anything but {values}", values=self.either([self.choice(need, name) for name in ruled_out])
            )
        return self.listed([self.choice(need, name) for name in several])

    def _single(self, need: str, held: Need | None, value: str) -> str:
        if held is not None and held.kind == "country":
            return country_name(value, self.locale)
        if held is not None and held.kind == "date":
            return self.day(value) if re.match(r"\d{4}-\d{2}-\d{2}$", value) else value
        return self.choice(need, value)

    def choice(self, need: str, name: str) -> str:
        """The label of a choice: the need's own, an industry, an application, a family, or an attribute's."""
        held = self.company.needs.get(need)
        for choice in held.choices if held else ():
            if choice.id == name:
                return choice.label[self.locale]
        if need == "application" and name in self.company.applications:
            return self.company.applications[name].label[self.locale]
        if need == "category" and name in self.company.categories:
            return self.company.categories[name].name[self.locale]
        attribute = held.match.attribute if held and held.match else need
        label = self.company.attributes[attribute].choices.get(name) if attribute in self.company.attributes else None
        if label is None and name in self.company.industries:
            label = self.company.industries[name].name
        return label[self.locale] if label else name

    def bolts(self, bolts: Sequence[Mapping[str, Any]]) -> str:
        """Write bolts: a range by its ends, `M8–M12`, with the property class where it is known."""
        sizes = list(dict.fromkeys(str(bolt["size"]) for bolt in bolts))
        grades = list(dict.fromkeys(str(bolt["grade"]) for bolt in bolts if bolt.get("grade")))
        written = "–".join(sizes) if len(sizes) <= 2 else self.listed(sizes)
        return self.isolated(f"{written} ({', '.join(grades)})" if grades else written)

    def _measured(self, held: Need | None, value: Mapping[str, Any]) -> str:
        low, high, single = (
            None if (number := value.get(name)) is None else rounded(number) for name in ("min", "max", "value")
        )
        unit = value.get("unit") or (held.unit if held else None)
        rule = held.match.rule if held and held.match else None
        attribute = self.company.attributes.get(held.match.attribute) if held and held.match else None
        if low is not None and high is not None:
            return self.span(low, high, _unit(unit))
        bound = next((number for number in (single, high, low) if number is not None), None)
        if bound is None:
            return ""
        if attribute is not None and attribute.plus_minus:
            return format_value(attribute, float(bound), self.locale)
        sign = "≤ " if high is not None or rule == "at_most" else "≥ " if low is not None or rule == "at_least" else ""
        return self.isolated(
            sign + self.quantity(bound, _unit(unit)).strip("\N{LEFT-TO-RIGHT ISOLATE}\N{POP DIRECTIONAL ISOLATE}")
        )

    def also_as_said(self, value: str, as_said: str | None) -> str:
        """Add the buyer's own figures where the value was converted from another unit."""
        if not as_said or not re.search(r"[^\W\d_]", as_said):
            return value
        ours = {reading for number in _NUMBER.findall(value) for reading, _ in readings(number)}
        theirs = [{reading for reading, _ in readings(number)} for number in _NUMBER.findall(as_said)]
        if all(ours & number for number in theirs):
            return value
        return f"{value} ({self.quoted(as_said)})"

    def unit(self, unit: str | None) -> str:
        """The symbol of a unit."""
        return unit_symbol(_unit(unit), self.locale)


def visitors_words(said: str) -> str:
    """What may be repeated of a visitor's words."""
    plain = " ".join(re.sub(r"[\[\]()<>*_`#|\\]", " ", said).split())
    return plain if len(plain) <= LONGEST_QUOTED else plain[:LONGEST_QUOTED].rstrip() + "…"


def rounded(number: float) -> float:
    """Converted and reckoned values carry more digits than anybody meant: 44 ft-lb is 59.7 N·m, 3,660.5 N·m is 3,660."""
    return round(number, 0 if abs(number) >= WITHOUT_DECIMALS else 1 if abs(number) >= 10 else 2)


def _unit(unit: str | None) -> str | None:
    return "1/h" if unit == "1/hour" else unit


def _from_json(value: Any, kind: str) -> Any:
    if kind == "range" and isinstance(value, Mapping):
        return Span(min=value["min"], max=value["max"])
    if kind == "text" and isinstance(value, Mapping):
        return Text(dict(value))
    return tuple(value) if isinstance(value, list) else value
