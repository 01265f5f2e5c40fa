"""The source of truth for which quotes need whose approval: each line and the whole against the rules of product and role. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from content.authority import (
    Concession,
    Deal,
    Decision,
    Quantity,
    Status,
    approved_as,
    below_floor,
    decide,
    decide_concessions,
)
from content.catalogue.model import Company, Permissions, RoleBounds
from foundation.actor import Actor
from foundation.locales import format_number, translator
from quoting.chain import CHAIN, by_role, chain_of, grantors_for, strictest
from quoting.earlier import Given
from quoting.errors import AuthorityExceeded, FloorReached
from quoting.goods import find_goods
from quoting.model import Line, Quote
from quoting.undertakings import Matter, Undertaking, undertakings_of

APPROVERS = frozenset(role.role for role in CHAIN)
"""Roles that may say yes to what needs a supervisor or a process, where a decision names nobody else."""
BELOW_FLOOR = "below_floor"
"""`reason` of a decision that a price's floor withholds."""


def _(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated when a decision is told."""
    return message


_ACTIONS: Mapping[Matter, str] = {
    Matter.PAYMENT: _("Payment term of {said} days"),
    Matter.VALIDITY: _("Validity of {said} days"),
    Matter.NOTE: _("The note: “{said}”"),
}


def line_fingerprint(line: Line) -> str:
    """Return what an approval of a line covers: SKU, quantity, options, unit price and discount; 16 hex digits."""
    parts = (line.sku, line.quantity, sorted(line.options), str(line.unit_price.rounded()), f"{line.discount:.2f}")
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def judge_quote(
    lines: Sequence[Line],
    company: Company,
    *,
    locale: str,
    today: date,
    roles: Collection[str] = frozenset(),
    granted: Collection[str] = frozenset(),
    earlier: Sequence[Given] = (),
    rates: Mapping[str, Decimal] | None = None,
    undertakings: Sequence[Undertaking] = (),
) -> tuple[bool, tuple[Mapping[str, Any], ...]]:
    """Say whether all that a quote concedes is within authority, and give the decisions on it, in `locale`.

    Each discounted line is judged by its product's rules, then by the bounds of `roles`, those of whoever makes the quote;
    `granted` are the fingerprints of lines that somebody approved before. Where `earlier` makes the whole weigh more than
    any line does, the whole is judged by value as well, by the strictest product; `rates` are each currency's worth in the
    base currency, and what cannot be converted needs a supervisor. Each decision has the shape of contracts.md with
    `sku` and `position` of its line, both None for the whole, and `may_grant`: the roles that may say yes, lowest first.
    A price below its floor is forbidden for all but the roles that the pack names: `reason` is `below_floor`, without figures.
    `undertakings` are promises beside the prices: each is judged by the strictest product, with its `matter`.
    """
    decisions: list[Mapping[str, Any]] = []
    for position, line in enumerate(lines, start=1):
        if line.discount or line.is_below_floor:
            decision = _judge_line(line, company, locale=locale, today=today, roles=roles, granted=granted)
            wish = (_discount(line.discount),)
            grantors = _floor_grantors(line, company) if line.is_below_floor else grantors_for(decision, wish, company)
            decisions.append({**decision.as_json(), "sku": line.sku, "position": position, "may_grant": grantors})
    whole = _judge_whole(lines, company, locale=locale, today=today, roles=roles, earlier=earlier, rates=rates or {})
    if whole is not None and not all(line_fingerprint(line) in granted for line in lines):
        grantors = grantors_for(whole, whole.concessions, company)
        decisions.append({**whole.as_json(), "sku": None, "position": None, "may_grant": grantors})
    for one in undertakings:
        judged = _judge_undertaking(one, lines, company, locale=locale, today=today, roles=roles, granted=granted)
        if judged is not None:
            grantors = grantors_for(judged, judged.concessions, company)
            told = {"sku": None, "position": None, "matter": one.matter.value, "may_grant": grantors}
            decisions.append({**judged.as_json(), **told})
    return all(decision["status"] == Status.APPROVED for decision in decisions), tuple(decisions)


def may_approve(authority: Sequence[Mapping[str, Any]], by: Actor, *, declining: bool = False) -> bool:
    """Say whether `by` may decide: staff whose role reaches far enough for all of it; saying no takes any approving role."""
    if by.kind != "staff":
        return False
    if declining:
        return bool(by.roles & (APPROVERS | {role for decision in authority for role in grantors_of(decision)}))
    return all(by.roles & grantors_of(decision) for decision in authority if decision["status"] != Status.APPROVED)


def check_may_approve(quote: Quote, by: Actor) -> None:
    """Raise AuthorityExceeded unless `by` may say yes to all of it: FloorReached where a floor is what withholds it."""
    if may_approve(quote.authority, by):
        return
    withheld = [one for one in quote.authority if one["status"] != Status.APPROVED and not by.roles & grantors_of(one)]
    low = [str(one["position"]) for one in withheld if one.get("reason") == BELOW_FLOOR]
    if low:
        raise FloorReached(number=quote.number, positions=", ".join(low))
    raise AuthorityExceeded(number=quote.number)


def grantors_of(decision: Mapping[str, Any]) -> frozenset[str]:
    """Return the roles that may grant what a decision withholds."""
    unnamed = () if decision["status"] == Status.FORBIDDEN else APPROVERS
    return frozenset(decision.get("may_grant", unnamed))


def level_for(
    authority: Sequence[Mapping[str, Any]], company: Company, *, above: str | None = None
) -> RoleBounds | None:
    """Return the lowest role that may grant everything, above another one where that is named; None where nobody may."""
    chain = chain_of(company)
    if above is not None:
        names = [role.role for role in chain]
        chain = chain[names.index(above) + 1 :] if above in names else ()
    withheld = [decision for decision in authority if decision["status"] != Status.APPROVED]
    return next((role for role in chain if all(role.role in grantors_of(one) for one in withheld)), None)


def _floor_grantors(line: Line, company: Company) -> list[str]:
    """Return who may let a line go below its floor: nobody where the product's own rules forbid the discount anyway."""
    wish = (_discount(line.discount),)
    ruled = [decide_concessions(rules, wish, action="", locale="en") for rules in find_goods(company, line.sku).rules]
    forbidden = any(one.status is Status.FORBIDDEN for one in ruled)
    return [] if forbidden else [role.role for role in chain_of(company) if role.below_floor]


def _judge_line(
    line: Line, company: Company, *, locale: str, today: date, roles: Collection[str], granted: Collection[str]
) -> Decision:
    wish = (_discount(line.discount),)
    action = _word("Discount of {percent} % on {sku}", line.discount, locale, sku=line.sku)
    ruled = [
        decide_concessions(rules, wish, action=action, locale=locale, today=today)
        for rules in find_goods(company, line.sku).rules
    ]
    decision = strictest(ruled)
    if line.is_below_floor:
        decision = below_floor(decision, locale)
    if decision.status is not Status.APPROVED and line_fingerprint(line) in granted:
        explanation = translator("quoting", "quoting", locale).gettext("Approved before, for exactly this line")
        return replace(approved_as(decision, locale), explanation=explanation)
    return by_role(decision, wish, company, roles=roles, locale=locale)


def _judge_undertaking(
    undertaking: Undertaking,
    lines: Sequence[Line],
    company: Company,
    *,
    locale: str,
    today: date,
    roles: Collection[str],
    granted: Collection[str],
) -> Decision | None:
    """Judge one promise by the rules of all products; None for a note that promises nothing."""
    rules = rules_of(lines, company)
    deal = Deal((_discount(max(line.discount for line in lines)),)) if undertaking.matter is Matter.NOTE else Deal()
    say = translator("quoting", "quoting", locale).gettext
    action = say(_ACTIONS[undertaking.matter]).format(said=undertaking.said)
    decisions = [
        decide_concessions(one, reading, action=action, locale=locale, deal=deal, today=today)
        for one in rules
        for reading in undertaking.readings
    ]
    if undertaking.matter is Matter.NOTE:  # subjects that only the pack has words for
        told = (decide(one, undertaking.weighed, locale, deal=deal, today=today) for one in rules)
        decisions += [replace(one, action=action) for one in told if one.rule is not None]
    if not decisions:
        return None
    decision = strictest(decisions)
    if decision.status is not Status.APPROVED and undertaking.fingerprint in granted:
        return replace(approved_as(decision, locale), explanation=say("Approved before, in exactly these words"))
    return by_role(decision, decision.concessions, company, roles=roles, locale=locale)


def rules_of(lines: Sequence[Line], company: Company) -> tuple[Permissions, ...]:
    """Return the rules of all products on these lines, each once."""
    return tuple(dict.fromkeys(one for line in lines for one in find_goods(company, line.sku).rules))


def fingerprints_of(quote: Quote, company: Company) -> list[str]:
    """Return what an approval of a whole quote covers: its lines, and what it promises beside them."""
    promised = [one.fingerprint for one in undertakings_of(quote, company)]
    return [line_fingerprint(line) for line in quote.lines] + promised


def _judge_whole(
    lines: Sequence[Line],
    company: Company,
    *,
    locale: str,
    today: date,
    roles: Collection[str],
    earlier: Sequence[Given],
    rates: Mapping[str, Decimal],
) -> Decision | None:
    """Judge all concessions together, by value; None where no line is judged more mildly than the whole would be."""
    if not lines or not any(one.worth.amount for one in earlier):
        return None
    share = _share(lines, earlier, rates)
    if share is not None and share <= max(line.discount for line in lines):
        return None
    wish = (Concession("discount", None if share is None else Quantity(share, "percent")),)
    shown = Decimal(0) if share is None else share
    action = (
        translator("quoting", "quoting", locale).gettext("All concessions together")
        if share is None
        else _word("All concessions together: {percent} %", shown, locale)
    )
    decisions = [
        decide_concessions(one, wish, action=action, locale=locale, today=today) for one in rules_of(lines, company)
    ]
    return by_role(strictest(decisions), wish, company, roles=roles, locale=locale)


def _share(lines: Sequence[Line], earlier: Sequence[Given], rates: Mapping[str, Decimal]) -> Decimal | None:
    """Return the percentage that all concessions take off all goods; None where a currency has no rate on record."""
    currency = lines[0].unit_price.currency
    order = sum((line.gross.amount for line in lines), Decimal(0))
    worth = sum((line.gross.amount - line.amount.amount for line in lines), Decimal(0))
    for one in earlier:
        factor = _factor(one.worth.currency, currency, rates)
        if factor is None:
            return None
        worth += one.worth.amount * factor
        order += one.order.amount * factor
    return worth / order * 100 if order else None


def _factor(source: str, target: str, rates: Mapping[str, Decimal]) -> Decimal | None:
    if source == target:
        return Decimal(1)
    return rates[source] / rates[target] if source in rates and target in rates else None


def _discount(percent: Decimal) -> Concession:
    return Concession("discount", Quantity(percent, "percent"))


def _word(pattern: str, percent: Decimal, locale: str, **facts: str) -> str:
    told = translator("quoting", "quoting", locale).gettext(pattern)
    return told.format(percent=format_number(round(percent, 2), locale), **facts)
