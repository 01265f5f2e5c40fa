"""Sets products side by side: those named, those last shown, or ours against another maker's model."""

from __future__ import annotations

from typing import Any

from advisor.comparison import differences, equivalents, neighbours, stand_ins
from advisor.decide.draft import UNANSWERED, Draft, Unanswered
from advisor.decide.presenting import MOST_REASONS, MOST_TRADE_OFFS, compare_columns, sources_of
from advisor.decide.subjects import MOST_RECOMMENDED, choice_changed, subjects, which_product
from advisor.families import FAMILY, is_of_sort
from advisor.judging import Judged, demands_of, judge
from advisor.matching import plain
from advisor.model import Compare, Recommendation
from advisor.wording.comparing import point
from advisor.wording.words import Words
from content.catalogue.model import Competitor

MOST_COMPARED = 4
MOST_POINTS = 4


def compare_products(draft: Draft, command: Compare) -> None:
    rival = draft.company.competitors.get(command.competitor or "")
    if command.about is not None and rival is not None:
        _compare_in_one(draft, command, rival)
    elif command != Compare(()) or draft.comparison is None:
        # "What do you have against it?" behind another maker's model means the table that stands already
        _compare_in_all(draft, command)


def _compare_in_all(draft: Draft, command: Compare) -> None:
    skus = _compared(draft, command)
    if isinstance(skus, Unanswered):
        return
    columns = list(skus or draft.focus())[:MOST_COMPARED]
    if len(columns) == 1 and command.competitor is None:
        columns += [sku for sku in draft.company.products[columns[0]].alternatives if sku in draft.company.products]
        columns = columns[:MOST_RECOMMENDED]
    if not columns or (len(columns) == 1 and command.competitor is None):
        which_product(draft, "compare")
        return
    table = draft.inquiry.ask("compare", skus=columns, competitor=command.competitor)
    if table is UNANSWERED:
        return
    draft.comparison = compare_columns(draft, table)
    if command.competitor is not None and not command.skus:
        below, above = neighbours(columns[0], draft.company)
        draft.say("compare", "equivalents", nearest=columns[0], below=below, above=above)
    if command.competitor is not None:
        rival = table["columns"][-1]["name"]
        points = {verdict: items[:MOST_POINTS] for verdict, items in differences(table, draft.company).items()}
        draft.say("compare", "against", sku=columns[0], rival=rival, **points)
        draft.say("compare", "sources", sources=list(sources_of(draft, table)))
    draft.keep(shown=tuple(columns), chosen=draft.after.chosen if draft.after.chosen in columns else None)
    if command.competitor is not None:
        if not command.skus:
            _recommend_instead(draft, columns, command.competitor, table=table)
        return
    draft.say("compare", "comparison", columns=[c["name"] for c in table["columns"]], rows=table["rows"][:3],
              sources=list(sources_of(draft, table)))  # fmt: skip


def _compare_in_one(draft: Draft, command: Compare, rival: Competitor) -> None:
    """One attribute against another maker's model; where nothing is on record, that is said and goes to the gaps."""
    known = [sku for sku in (*command.skus, *draft.focus()) if sku in draft.company.products]
    about = command.about or ""
    if about in rival.attributes:  # figures are set beside those of a tool of its family
        known = [sku for sku in known if draft.company.products[sku].category == rival.category]
    own = next(iter([*known, *equivalents(rival, draft.company)]), None)
    if own is None:
        which_product(draft, "compare")
        return
    held, theirs = draft.company.products[own].attributes.get(about), rival.attributes.get(about)
    if held is not None and theirs is not None:
        table = draft.inquiry.ask("compare", skus=[own], competitor=rival.id)
        if table is UNANSWERED:
            return
        item = {"attribute": about, "ours": plain(held), "theirs": plain(theirs)}
        draft.say("compare", "against_in", sku=own, rival=table["columns"][-1]["name"], item=item)
        draft.say("compare", "sources", sources=list(sources_of(draft, table)))
        return
    noted = draft.inquiry.ask("note_gap", question=command.question, sku=own, rival=rival.brand)
    sheet = draft.inquiry.ask("product", sku=own)
    if UNANSWERED in (noted, sheet):
        return
    draft.say("answer", "not_compared", rival=rival.brand)
    if held is not None:
        draft.say(None, "fact", sku=own, attribute=about, value=plain(held), options=[])
    else:
        draft.say(None, "warranty", sku=own, months=sheet["warranty_months"])
    draft.suggest("want_person")


def _recommend_instead(draft: Draft, columns: list[str], competitor: str, *, table: Any) -> None:
    """Recommend what can stand in for another maker's model, with its reasons and trade-offs against that model.

    What breaks a need is not recommended; where the needs already led to a recommendation, that one stands.
    """
    if draft.recommendations:
        return
    nearness = stand_ins(columns, draft.company.competitors[competitor], draft.company)
    demands = demands_of(draft.conversation.needs, draft.company)
    fitting = [sku for sku in nearness if not judge(draft.company.products[sku], demands, draft.company).broken]
    draft.recommendations = tuple(
        _against(draft, sku, columns.index(sku), fit=nearness[sku], table=table) for sku in fitting[:MOST_RECOMMENDED]
    )
    if draft.recommendations:
        draft.keep(recommended=tuple(each.sku for each in draft.recommendations))


def _against(draft: Draft, sku: str, column: int, *, fit: float, table: Any) -> Recommendation:
    words = Words(draft.locale, draft.company)
    points = differences(table, draft.company, column=column)
    reasons = [point(words, item) for item in points["better"]] or [
        words.say("{label}: {value}", label=words.attribute_label(row["attribute"]),
                  value=words.attribute_value(row["attribute"], row["values"][column]))
        for row in table["rows"] if row["values"][column] is not None
    ]  # fmt: skip
    return Recommendation(
        sku=sku,
        name=words.product_name(sku),
        fit=fit,
        reasons=tuple(reasons[:MOST_REASONS]),
        trade_offs=tuple(point(words, item) for item in points["worse"][:MOST_TRADE_OFFS]),
    )


def _compared(draft: Draft, command: Compare) -> tuple[str, ...] | Unanswered:
    """Named products, one for each named sort; for another maker's model our nearest, with the one spoken of where it is
    of that family."""
    if command.sorts:
        return _of_sorts(draft, command.sorts)
    rival = draft.company.competitors.get(command.competitor or "")
    if rival is not None and not command.skus:
        chosen = draft.conversation.chosen
        own = (chosen,) if chosen and draft.company.products[chosen].category == rival.category else ()
        first = next(iter((*own, *equivalents(rival, draft.company))), None)
        if first is None:
            return ()
        return (first, *(sku for sku in neighbours(first, draft.company) if sku))
    if not command.skus and len(draft.conversation.shown) > 1 and not choice_changed(draft):
        return draft.conversation.shown
    return subjects(draft, command.skus)


def _of_sorts(draft: Draft, sorts: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """One product of each sort: the one nearest to what is on record, among those as near one that was spoken of.

    What fulfils the needs stands first: it is what a later "how much is it?" means.
    """
    nearest = [one for sort in sorts if (one := nearest_of(draft, sort)) is not None]
    return tuple(dict.fromkeys(one.product.sku for one in sorted(nearest, key=lambda one: bool(one.broken))))


def nearest_of(draft: Draft, sort: tuple[str, ...]) -> Judged | None:
    """Return the product of a sort that fails in the fewest needs and by the least; what the sort itself says is none of them."""
    needs = {
        name: value
        for name, value in draft.conversation.needs.items()
        if name not in (*FAMILY, *(term.partition(".")[0] for term in sort))
    }
    demands = demands_of(needs, draft.company)
    spoken_of = (*draft.focus(), *draft.conversation.shown)
    judged = [
        judge(product, demands, draft.company)
        for product in draft.company.products.values()
        if is_of_sort(product, sort, draft.company)
    ]
    return min(
        judged,
        key=lambda one: (
            one.product.is_accessory,
            len(one.broken),
            one.gap,
            one.product.sku not in spoken_of,
            -one.fit,
        ),
        default=None,
    )
