"""The source of truth for whether a mail may go: facts of one mail in, a verdict with its reason out. Pure."""

from __future__ import annotations

from datetime import timedelta

from foundation.workdays import next_loud_moment
from funnel.consent.countries import Permission, mail_rule
from funnel.consent.model import Basis, ConsentState, MailFacts, Purpose, Verdict

BETWEEN_MAILS = timedelta(days=2)
"""How long one person is left alone after a mail that was no answer."""
REQUEST_LASTS = timedelta(days=180)
"""How long after a request a talk may be carried on; six months is the shortest that a law names (CASL, section 10(10))."""

TOO_SOON, QUIET_HOURS = "too_soon", "quiet_hours"
WAITS = (TOO_SOON, QUIET_HOURS)
"""What only puts a mail off."""


def may_send(facts: MailFacts) -> Verdict:
    """Decide about one mail. A wait (quiet hours, another mail just before) carries `not_before`, a refusal does not."""
    if facts.purpose is Purpose.TRANSACTIONAL:
        return Verdict(True, "transactional", Basis.REQUEST)
    if facts.suppressed is not None:
        return Verdict(False, facts.suppressed.value)
    if facts.consent is not None and facts.consent.state is ConsentState.WITHDRAWN:
        return Verdict(False, "withdrawn")
    basis = _basis(facts)
    if basis is None:
        pending = facts.consent is not None and facts.consent.state is ConsentState.PENDING
        return Verdict(False, "unconfirmed" if pending else "no_basis")
    if facts.last_mail_at is not None and facts.now - facts.last_mail_at < BETWEEN_MAILS:
        free_again = next_loud_moment(facts.last_mail_at + BETWEEN_MAILS, zone=facts.zone)
        return Verdict(False, TOO_SOON, basis, not_before=free_again)
    loud = next_loud_moment(facts.now, zone=facts.zone)
    if loud > facts.now:
        return Verdict(False, QUIET_HOURS, basis, not_before=loud)
    return Verdict(True, basis.value, basis)


def needs_click(country: str | None, *, suppressed: bool) -> bool:
    """Say whether a consent counts only after the click in a mail: by the country's rule, and always for a suppressed address."""
    return suppressed or mail_rule(country).marketing is Permission.DOUBLE_OPT_IN


def _basis(facts: MailFacts) -> Basis | None:
    if facts.consent is not None and facts.consent.state is ConsentState.GIVEN:
        return Basis.CONSENT
    if facts.purpose is Purpose.FOLLOW_UP:
        if facts.bought:
            return Basis.CONTRACT
        if facts.asked_at is not None and facts.now - facts.asked_at <= REQUEST_LASTS:
            return Basis.REQUEST
    if mail_rule(facts.country).marketing is Permission.OPT_OUT:
        return Basis.LEGITIMATE_INTEREST
    return None
