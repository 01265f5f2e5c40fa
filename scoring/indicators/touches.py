"""How customers and we are in touch: how fast we answer, how often we ask after, whom we reach, what it does. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from datetime import timedelta

from scoring.indicators.estimates import count, mean, newcombe, share
from scoring.indicators.facts import Facts, TouchFacts
from scoring.indicators.model import Figure

REQUESTS = frozenset({"request", "reply", "handover"})
"""What waits for our answer: a form, a wish for a quote or a sample, a reply by mail, a wish for a person."""

CHANNELS = {
    "call_answered": "call",
    "call_completed": "call",
    "mail_sent": "mail",
    "meeting": "meeting",
    "presentation": "presentation",
    "demo": "demo",
    "trial": "trial",
    "quote": "quote",
}
"""What we do, and which kind of touch it is."""

KINDS = tuple(dict.fromkeys(CHANNELS.values()))
UPLIFTED_BY = (*(kind for kind in KINDS if kind not in {"trial", "quote"}), "download", "trial")
"""Touches whose effect on winning is shown; a quote is no touch but the way to every order."""

CALLED = frozenset({"call_missed", "call_answered", "call_completed"})
SPOKEN = frozenset({"call_answered", "call_completed"})
MEASURED = "mail_measured"
"""A mail that left with the consent of its reader that opening and links are noticed; it is a `mail_sent` as well."""
MAIL_OPENED = frozenset({"mail_open", "mail_click"})
MAIL_NOTICED = frozenset({"mail_open", "mail_click", "reply"})
CAME_BACK = frozenset({"reply", "call_answered", "call_completed", "mail_click"})
RECENT = timedelta(days=7)
UNREAD_AFTER = timedelta(days=3)
SILENT_AFTER = timedelta(days=7)
FEWEST = 5
"""Customers with and without a touch that a comparison needs at least."""


def waits(facts: Facts) -> list[tuple[int, TouchFacts, TouchFacts | None]]:
    """Return each request of the period with our first answer; what is asked again before an answer is one request."""
    found: list[tuple[int, TouchFacts, TouchFacts | None]] = []
    for customer, touches in facts.contacts.items():
        waiting: TouchFacts | None = None
        for touch in touches:
            if touch.kind in REQUESTS:
                waiting = waiting or touch
            elif touch.kind in CHANNELS and waiting is not None:
                found.append((customer, waiting, touch))
                waiting = None
        if waiting is not None:
            found.append((customer, waiting, None))
    return [each for each in found if facts.period.holds(each[1].at)]


def response_time(facts: Facts) -> tuple[Figure, ...]:
    answered = [(customer, answer.at - request.at) for customer, request, answer in waits(facts) if answer is not None]
    hours = [waited / timedelta(hours=1) for _, waited in answered]
    return (mean(hours, reason="no_requests", cases=dict.fromkeys(customer for customer, _ in answered)),)


def unanswered(facts: Facts) -> tuple[Figure, ...]:
    return (count(dict.fromkeys(customer for customer, _, answer in waits(facts) if answer is None)),)


def follow_ups(facts: Facts) -> tuple[Figure, ...]:
    if not facts.open:
        return (Figure("", None, 0, "no_open_customers"),)
    ids = {each.id for each in facts.open}
    done = [
        each
        for customer, touches in facts.contacts.items()
        if customer in ids
        for each in touches
        if each.kind in CHANNELS and facts.period.holds(each.at)
    ]
    touched = tuple(dict.fromkeys(each.customer for each in done))
    return (Figure("", len(done) / len(ids) / facts.period.weeks, len(ids), cases=touched),)


def touch_coverage(facts: Facts) -> tuple[Figure, ...]:
    ids = {each.id for each in facts.open}
    used = {
        customer: {CHANNELS[each.kind] for each in touches if each.kind in CHANNELS}
        for customer, touches in facts.contacts.items()
        if customer in ids
    }
    shares = [len(used.get(customer, ())) / len(KINDS) for customer in ids]
    return (mean(shares, reason="no_open_customers", cases=(each for each, kinds in used.items() if kinds)),)


def reach_call(facts: Facts) -> tuple[Figure, ...]:
    called = _in_period(facts, CALLED)
    return (share([each for each, kinds in called.items() if kinds & SPOKEN], len(called), reason="no_calls"),)


def reach_mail(facts: Facts) -> tuple[Figure, ...]:
    return (_after_mail(facts, "mail_sent", MAIL_NOTICED),)


def mails_opened(facts: Facts) -> tuple[Figure, ...]:
    return (_after_mail(facts, MEASURED, MAIL_OPENED),)


def mails_followed(facts: Facts) -> tuple[Figure, ...]:
    return (_after_mail(facts, MEASURED, frozenset({"mail_click"})),)


def _after_mail(facts: Facts, sending: str, wanted: frozenset[str]) -> Figure:
    """Return the share of those mailed in the period who did one of the wanted things after the first of these mails."""
    mailed: dict[int, bool] = {}
    for customer, touches in facts.contacts.items():
        sent = next((each.at for each in touches if each.kind == sending and facts.period.holds(each.at)), None)
        if sent is not None:
            mailed[customer] = any(each.kind in wanted and each.at >= sent for each in touches)
    return share([each for each, did in mailed.items() if did], len(mailed), reason="no_mails")


def first_contact_success(facts: Facts) -> tuple[Figure, ...]:
    tried: dict[int, bool] = {}
    for customer, touches in facts.contacts.items():
        first = next((each.at for each in touches if each.kind in CHANNELS or each.kind in CALLED), None)
        if facts.period.holds(first):
            tried[customer] = any(each.kind in CAME_BACK and each.at >= first for each in touches if first)
    return (share([each for each, answered in tried.items() if answered], len(tried), reason="no_touches"),)


def high_value_coverage(facts: Facts) -> tuple[Figure, ...]:
    large = [each.id for each in facts.open if each.value > facts.limits.key_account]
    since = facts.period.end - RECENT
    touches = facts.contacts
    covered = [each for each in large if any(one.kind in CHANNELS and one.at >= since for one in touches.get(each, ()))]
    return (share(covered, len(large), reason="no_key_accounts"),)


def quote_success(facts: Facts) -> tuple[Figure, ...]:
    closed = [each for each in facts.quotes if facts.period.holds(each.closed_at) and not each.withdrawn]
    return (share([each.customer for each in closed if each.accepted], len(closed), reason="no_quotes"),)


def silent_quotes(facts: Facts) -> tuple[Figure, ...]:
    silent = []
    touches = facts.contacts
    for quote in facts.quotes:
        heard = any(one.kind in REQUESTS | SPOKEN and one.at > quote.issued_at for one in touches[quote.customer])
        if quote.closed_at is None and facts.period.end - quote.issued_at > SILENT_AFTER and not heard:
            silent.append(quote.customer)
    open_ids = {each.id for each in facts.open}
    return (count(dict.fromkeys(each for each in silent if each in open_ids)),)


def documents_unread(facts: Facts) -> tuple[Figure, ...]:
    before = facts.period.end - UNREAD_AFTER
    sent = [each for each in facts.quotes if facts.period.start <= each.issued_at < before]
    return (share([each.customer for each in sent if each.viewed_at is None], len(sent), reason="no_quotes"),)


def uplift(facts: Facts) -> tuple[Figure, ...]:
    """Of customers that were won or lost: the share won among those with a touch, less that among those without."""
    concluded = {each.id for each in facts.customers if each.id in facts.won_at or each.lost_at is not None}
    had: dict[str, set[int]] = defaultdict(set)
    for customer, touches in facts.contacts.items():
        if customer in concluded:
            for each in touches:
                had[CHANNELS.get(each.kind, each.kind)].add(customer)
    return tuple(_compared(kind, had[kind], concluded - had[kind], won=facts.won_at.keys()) for kind in UPLIFTED_BY)


def _compared(kind: str, having: set[int], lacking: set[int], *, won: Set[int]) -> Figure:
    n = len(having) + len(lacking)
    if min(len(having), len(lacking)) < FEWEST:
        return Figure(kind, None, n, "too_few", cases=tuple(sorted(having)))
    hits, others = len(having & won), len(lacking & won)
    low, high = newcombe(hits, len(having), others=others, of_others=len(lacking))
    value = hits / len(having) - others / len(lacking)
    return Figure(kind, value, n, low=low, high=high, cases=tuple(sorted(having)))


def _in_period(facts: Facts, kinds: frozenset[str]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for touch in facts.touches:
        if touch.kind in kinds and facts.period.holds(touch.at):
            found[touch.customer].add(touch.kind)
    return found
