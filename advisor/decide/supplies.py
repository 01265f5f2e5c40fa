"""Tells whether what a tool cannot work without runs on the supply that the buyer has: the pump of a hydraulic wrench."""

from __future__ import annotations

from typing import Any

from advisor.decide.draft import UNANSWERED, Draft
from advisor.decide.subjects import options
from advisor.derived import KNOWN, as_json, needs_json
from advisor.judging import demands_of, judge
from content.catalogue.model import Need

DRIVE = "power"
"""The attribute that tells what drives a product."""


def mind_the_supply(draft: Draft, tools: tuple[str, ...]) -> None:
    """Say once on what the needed companions of these tools run, where a supply at the site was told that bears on none of them."""
    for need in draft.company.needs.values():
        held = draft.conversation.needs.get(need.id)
        if need.match is None or need.match.at_the_site_from is None or held is None or held.status not in KNOWN:
            continue
        if held.value is None or held.value < need.match.at_the_site_from:
            continue
        for sku, served in _needed_by(draft, need, tools).items():
            key = f"supply:{sku}:{need.id}:{held.value}"
            if key in draft.after.asked_before:
                continue
            sheet = draft.inquiry.ask("product", sku=sku)
            if sheet is not UNANSWERED:
                _tell(draft, need, sku, served=served, sheet=sheet)
                draft.keep(asked_before=(*draft.after.asked_before, key))


def _needed_by(draft: Draft, need: Need, tools: tuple[str, ...]) -> dict[str, list[str]]:
    """The needed companions that give the attribute, each with those of the tools that do not."""
    assert need.match is not None
    products, attribute = draft.company.products, need.match.attribute
    found: dict[str, list[str]] = {}
    for tool in tools:
        if tool not in products or attribute in products[tool].attributes:
            continue
        implied = draft.inquiry.ask("companions", sku=tool, needs=needs_json(draft.conversation.needs))
        for item in [] if implied is UNANSWERED else implied:
            if item["needed"] and attribute in products[item["sku"]].attributes:
                found.setdefault(item["sku"], []).append(tool)
    return found


def _tell(draft: Draft, need: Need, sku: str, *, served: list[str], sheet: Any) -> None:
    assert need.match is not None
    attribute = need.match.attribute
    fitted = list(options(draft, sku))
    with_option = [o for o in sheet["options"] if attribute in o["sets"]]
    judged = judge(draft.company.products[sku], demands_of(draft.conversation.needs, draft.company), draft.company)
    if judged.attributes.get(DRIVE) != sheet["attributes"].get(DRIVE):
        return  # an option that is needed anyway runs on something else: an ATEX pump on compressed air
    draft.say(
        None,
        "supply",
        sku=sku,
        tools=served,
        need=need.id,
        attribute=attribute,
        value=sheet["attributes"][attribute],
        required=as_json(draft.conversation.needs[need.id]),
        suits=all(broken.need != need.id for broken in judged.broken),
        option=next((o["id"] for o in with_option if o["id"] in fitted), None),
        others=[{"id": o["id"], "value": o["sets"][attribute]} for o in with_option],
    )


def nearest_miss(draft: Draft, found: Any) -> Any:
    """What failed in one thing only: of the family of what fits best, or because it does not take the supply that there is."""
    products, needs = draft.company.products, draft.company.needs
    family = products[found["fits"][0]["sku"]].category
    for item in found["excluded"]:
        match = needs[item["need"]].match if item["need"] in needs else None
        of_site = match is not None and match.at_the_site_from is not None
        if len(item["broken"]) == 1 and (of_site or products[item["sku"]].category == family):
            return item
    return None
