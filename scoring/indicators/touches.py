"""How customers and we are in touch: how fast we answer, how often we ask after, whom we reach, what it does. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from datetime import timedelta
from typing import TYPE_CHECKING

from scoring.indicators.contacts import MICROSECOND, moment
from scoring.indicators.estimates import count, mean, newcombe, share
from scoring.indicators.facts import Facts
from scoring.indicators.model import Figure

if TYPE_CHECKING:
    from scoring.indicators.contacts import Mask, Numbers

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


def waits(facts: Facts) -> tuple[Numbers, Numbers, Numbers]:
    """Return customer, moment and our first answer (-1: none yet) of each request of the period, in microseconds.

    What is asked again before an answer is one request.
    """
    import numpy as np

    contacts = facts.contacts
    asks = contacts.are(REQUESTS)
    steps = np.flatnonzero(asks | contacts.are(CHANNELS))
    customers, asks, at = contacts.customers[steps], asks[steps], contacts.at[steps]
    goes_on = np.zeros(len(steps), dtype=bool)
    goes_on[1:] = asks[:-1] & (customers[1:] == customers[:-1])
    begun = np.flatnonzero(asks & ~goes_on & (at >= moment(facts.period.start)) & (at < moment(facts.period.end)))
    answers = np.append(np.flatnonzero(~asks), len(steps))
    following = answers[np.searchsorted(answers, begun)]
    whose, when = np.append(customers, -1)[following], np.append(at, -1)[following]
    return customers[begun], at[begun], np.where(whose == customers[begun], when, -1)


def response_time(facts: Facts) -> tuple[Figure, ...]:
    customers, asked, answered = waits(facts)
    known = answered >= 0
    hours = ((answered - asked)[known] / (timedelta(hours=1) / MICROSECOND)).tolist()
    return (mean(hours, reason="no_requests", cases=dict.fromkeys(customers[known].tolist())),)


def unanswered(facts: Facts) -> tuple[Figure, ...]:
    customers, _, answered = waits(facts)
    return (count(dict.fromkeys(customers[answered < 0].tolist())),)


def follow_ups(facts: Facts) -> tuple[Figure, ...]:
    if not facts.open:
        return (Figure("", None, 0, "no_open_customers"),)
    ids, contacts = [each.id for each in facts.open], facts.contacts
    done = contacts.are(CHANNELS) & _in_period(facts) & contacts.among(ids)
    value = int(done.sum()) / len(ids) / facts.period.weeks
    return (Figure("", value, len(ids), cases=tuple(contacts.whose(done))),)


def touch_coverage(facts: Facts) -> tuple[Figure, ...]:
    ids, contacts = [each.id for each in facts.open], facts.contacts
    used: Counter[int] = Counter()
    for kind in KINDS:
        names = [name for name, touch in CHANNELS.items() if touch == kind]
        used.update(contacts.whose(contacts.are(names)))
    shares = [used[customer] / len(KINDS) for customer in ids]
    return (mean(shares, reason="no_open_customers", cases=(each for each in ids if used[each])),)


def reach_call(facts: Facts) -> tuple[Figure, ...]:
    contacts, now = facts.contacts, _in_period(facts)
    called, spoken = (contacts.whose(contacts.are(kinds) & now) for kinds in (CALLED, SPOKEN))
    return (share(spoken, len(called), reason="no_calls"),)


def reach_mail(facts: Facts) -> tuple[Figure, ...]:
    return (_after_mail(facts, "mail_sent", MAIL_NOTICED),)


def mails_opened(facts: Facts) -> tuple[Figure, ...]:
    return (_after_mail(facts, MEASURED, MAIL_OPENED),)


def mails_followed(facts: Facts) -> tuple[Figure, ...]:
    return (_after_mail(facts, MEASURED, frozenset({"mail_click"})),)


def _after_mail(facts: Facts, sending: str, wanted: frozenset[str]) -> Figure:
    """Return the share of those mailed in the period who did one of the wanted things after the first of these mails."""
    contacts = facts.contacts
    mailed = contacts.firsts(contacts.are([sending]) & _in_period(facts))
    did = contacts.lasts(contacts.are(wanted))
    return share([each for each, at in mailed.items() if did.get(each, -1) >= at], len(mailed), reason="no_mails")


def first_contact_success(facts: Facts) -> tuple[Figure, ...]:
    contacts, start, end = facts.contacts, moment(facts.period.start), moment(facts.period.end)
    first = contacts.firsts(contacts.are(CHANNELS.keys() | CALLED))
    tried = {each: at for each, at in first.items() if start <= at < end}
    back = contacts.lasts(contacts.are(CAME_BACK))
    return (share([each for each, at in tried.items() if back.get(each, -1) >= at], len(tried), reason="no_touches"),)


def high_value_coverage(facts: Facts) -> tuple[Figure, ...]:
    large = [each.id for each in facts.open if each.value > facts.limits.key_account]
    last = facts.contacts.lasts(facts.contacts.are(CHANNELS))
    since = moment(facts.period.end - RECENT)
    covered = [each for each in large if last.get(each, -1) >= since]
    return (share(covered, len(large), reason="no_key_accounts"),)


def quote_success(facts: Facts) -> tuple[Figure, ...]:
    closed = [each for each in facts.quotes if facts.period.holds(each.closed_at) and not each.withdrawn]
    return (share([each.customer for each in closed if each.accepted], len(closed), reason="no_quotes"),)


def silent_quotes(facts: Facts) -> tuple[Figure, ...]:
    heard = facts.contacts.lasts(facts.contacts.are(REQUESTS | SPOKEN))
    silent = [
        quote.customer
        for quote in facts.quotes
        if quote.closed_at is None
        and facts.period.end - quote.issued_at > SILENT_AFTER
        and heard.get(quote.customer, -1) <= moment(quote.issued_at)
    ]
    open_ids = {each.id for each in facts.open}
    return (count(dict.fromkeys(each for each in silent if each in open_ids)),)


def documents_unread(facts: Facts) -> tuple[Figure, ...]:
    before = facts.period.end - UNREAD_AFTER
    sent = [each for each in facts.quotes if facts.period.start <= each.issued_at < before]
    return (share([each.customer for each in sent if each.viewed_at is None], len(sent), reason="no_quotes"),)


def uplift(facts: Facts) -> tuple[Figure, ...]:
    """Of customers that were won or lost: the share won among those with a touch, less that among those without."""
    concluded = {each.id for each in facts.customers if each.id in facts.won_at or each.lost_at is not None}
    contacts = facts.contacts
    names = {kind: [name for name, touch in CHANNELS.items() if touch == kind] or [kind] for kind in UPLIFTED_BY}
    had = {kind: concluded.intersection(contacts.whose(contacts.are(names[kind]))) for kind in UPLIFTED_BY}
    return tuple(_compared(kind, had[kind], concluded - had[kind], won=facts.won_at.keys()) for kind in UPLIFTED_BY)


def _compared(kind: str, having: set[int], lacking: set[int], *, won: Set[int]) -> Figure:
    n = len(having) + len(lacking)
    if min(len(having), len(lacking)) < FEWEST:
        return Figure(kind, None, n, "too_few", cases=tuple(sorted(having)))
    hits, others = len(having & won), len(lacking & won)
    low, high = newcombe(hits, len(having), others=others, of_others=len(lacking))
    value = hits / len(having) - others / len(lacking)
    return Figure(kind, value, n, low=low, high=high, cases=tuple(sorted(having)))


def _in_period(facts: Facts) -> Mask:
    return facts.contacts.within(facts.period.start, facts.period.end)
