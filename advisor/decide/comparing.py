"""Sets products side by side: those named, those last shown, or ours against another maker's model."""

from __future__ import annotations

from advisor.comparison import differences, equivalents, neighbours
from advisor.decide.draft import UNANSWERED, Draft, Unanswered
from advisor.decide.presenting import compare_columns, sources_of
from advisor.decide.subjects import MOST_RECOMMENDED, choice_changed, subjects, which_product
from advisor.model import Compare

MOST_COMPARED = 4
MOST_POINTS = 4


def compare_products(draft: Draft, command: Compare) -> None:
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
        return
    draft.say("compare", "comparison", columns=[c["name"] for c in table["columns"]], rows=table["rows"][:3],
              sources=list(sources_of(draft, table)))  # fmt: skip


def _compared(draft: Draft, command: Compare) -> tuple[str, ...] | Unanswered:
    """Named products; for another maker's model our nearest, with the one spoken of where it is of that family."""
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
