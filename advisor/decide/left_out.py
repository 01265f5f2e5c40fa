"""Answers "why not electric?": the product of that sort which is nearest to the needs, and what it lacks."""

from __future__ import annotations

from advisor.decide.comparing import nearest_of
from advisor.decide.draft import UNANSWERED, Draft
from advisor.derived import as_json
from advisor.judging import Broken
from advisor.matching import plain, wanted
from advisor.model import AskWhyNot


def answer_why_not(draft: Draft, command: AskWhyNot) -> None:
    """Name what is nearest of the sort with its weightiest lack; or the choice on record that stands against it; or that it would do."""
    nearest = nearest_of(draft, command.sort)
    if nearest is None:
        draft.say("answer", "nothing_of_that_kind")
        return
    sku = nearest.product.sku
    if draft.inquiry.ask("product", sku=sku) is UNANSWERED:
        return
    needs = draft.conversation.needs
    if nearest.broken:
        lack = max(nearest.broken, key=lambda broken: _weight(draft, broken))
        draft.say("answer", "none_of_that_sort", sku=sku, need=lack.need, attribute=lack.attribute,
                  required=as_json(needs[lack.need]), offered=plain(nearest.attributes.get(lack.attribute)))  # fmt: skip
        return
    chosen = {term.partition(".")[0]: term.partition(".")[2] for term in command.sort}
    against = next(
        (n for n, v in chosen.items() if n in draft.company.needs and n in needs and wanted(needs[n]) - {v}), None
    )
    if against is not None:
        draft.say("answer", "chosen_otherwise", sku=sku, need=against, required=as_json(needs[against]))
    else:
        draft.say("answer", "would_do_too", sku=sku)
    draft.keep(shown=tuple(dict.fromkeys((sku, *draft.focus()))))
    draft.suggest("compare")


def _weight(draft: Draft, broken: Broken) -> float:
    need = draft.company.needs.get(broken.need)
    return need.weight if need is not None else 0.0
