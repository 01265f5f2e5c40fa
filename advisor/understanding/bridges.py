"""The source of truth for accessories that are asked for by what they join: "what gets the wrench's Wi-Fi onto our PROFINET?"."""

from __future__ import annotations

from advisor.understanding.lexicon import Trade, prefix, suffix
from advisor.understanding.phrases import Hit

BRIDGE = "bridge"
"""The prefix of what is found so, beside the kind itself."""
_JOINS = "joins"
"""Terms of the lexicon: `joins.gateway` lists words for joining two networks, which a gateway does."""
_REACH = 60
"""Characters from one network to the other."""


def with_bridges(terms: tuple[Hit, ...], trade: Trade) -> tuple[Hit, ...]:
    """Return the terms with the accessory in place of two networks that are to be joined; else as they are."""
    joining = [suffix(term) for hit in terms for term in hit.terms if prefix(term) == _JOINS]
    listed = {need.id for need in trade.company.needs.values() if need.kind == "choices"}
    networks = [hit for hit in terms if any(prefix(term) in listed for term in hit.terms)]
    if not joining or any(f"kind.{joining[0]}" in hit.terms for hit in terms) or len(networks) != _TWO:
        return terms
    first, second = networks
    alike = {prefix(first.terms[0])} == {prefix(second.terms[0])} and first.terms != second.terms
    if not alike or second.start - first.end > _REACH:
        return terms
    joined = Hit(first.start, second.end, (f"kind.{joining[0]}", f"{BRIDGE}.{joining[0]}"), first.locale)
    return tuple(
        joined if hit is first else hit for hit in terms if hit is first or not first.start <= hit.start < second.end
    )


_TWO = 2
