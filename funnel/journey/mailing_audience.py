"""Whom a mailing means, who of them may have it now, and why the others do not get it: the law's question, asked for many at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from content.catalogue.model import Company
from foundation import clock
from foundation.database import Session
from foundation.workdays import zone_of
from funnel.consent import repository as consents
from funnel.consent.law import may_send
from funnel.consent.link import address_hash
from funnel.consent.model import Consent, MailFacts, Purpose, SuppressionReason, Verdict
from funnel.mailings import repository as mailings
from funnel.mailings.model import Audience, Content, Preview
from funnel.mailings.repository import Candidate
from funnel.mails import repository as mails
from funnel.mails.kinds import MAILING, UNASKED
from funnel.timeline import repository as timeline
from scoring.funnel_shape import funnel_of
from scoring.interests import interests

AT_ONCE = 500
NO_ADDRESS, INVENTED, NO_TEXT, HAD_IT = "no_address", "invented", "no_text", "had_it"


@dataclass(frozen=True, slots=True)
class Sifted:
    """One who is meant: `code` says why they do not get it, None where they do; until `due_at` they wait for `waits`."""

    customer: Candidate
    code: str | None
    waits: str | None
    due_at: datetime


async def preview(session: Session, content: Content, company: Company) -> Preview:
    """Say whom a mailing would reach now."""
    sifted = await sift(session, content, company)
    reached = [each for each in sifted if each.code is None]
    return Preview(
        meant=len(sifted),
        reached=len(reached),
        by_locale=dict(Counter(each.customer.locale for each in reached)),
        left_out=dict(Counter(each.code for each in sifted if each.code is not None)),
        later=dict(Counter(each.waits for each in reached if each.waits is not None)),
    )


async def sift(session: Session, content: Content, company: Company) -> list[Sifted]:
    """Ask of everybody whom a mailing means whether they may have it."""
    meant = await _meant(session, content.audience, company)
    had = {address.lower() for _, address in await mails.kept_about(session, MAILING, [content.reason])}
    found: list[Sifted] = []
    for start in range(0, len(meant), AT_ONCE):
        found += await _sift(session, meant[start : start + AT_ONCE], content, company=company, had=had)
    return found


async def _meant(session: Session, audience: Audience, company: Company) -> list[Candidate]:
    funnel = funnel_of(company)
    stages = [place for place, stage in enumerate(funnel.ids, start=1) if stage in audience.stages]
    found = await mailings.candidates(
        session,
        grades=audience.grades,
        stages=stages,
        industries=audience.industries,
        locales=audience.locales,
        countries=audience.countries,
    )
    if not audience.interests:
        return found
    now, wanted = clock.now(), set(audience.interests)
    liking: set[int] = set()
    for start in range(0, len(found), AT_ONCE):
        seen = await timeline.behaviour_of(session, [each.id for each in found[start : start + AT_ONCE]])
        for customer_id, events in seen.items():
            if wanted & {f"{one.kind}:{one.key}" for one in interests(events, company, now=now)}:
                liking.add(customer_id)
    return [each for each in found if each.id in liking]


async def _sift(
    session: Session, meant: Sequence[Candidate], content: Content, *, company: Company, had: set[str]
) -> list[Sifted]:
    addresses = {each.email: address_hash(each.email) for each in meant if each.email}
    suppressed = await consents.suppressions(session, addresses.values())
    agreed = await consents.of_customers(session, [each.id for each in meant], Purpose.MARKETING)
    last = await mails.last_to_each(session, addresses, purposes=UNASKED)
    now = clock.now()
    found = []
    for each in meant:
        code = _left_out(each, content, had)
        waits, due_at = None, now
        if code is None:
            assert each.email is not None
            reason = suppressed.get(addresses[each.email])
            verdict = _verdict(each, company, now=now, suppressed=reason, agreed=agreed, last=last)
            code = None if verdict.allowed or verdict.not_before else verdict.code
            waits = verdict.code if verdict.not_before else None
            due_at = verdict.not_before or now
        found.append(Sifted(each, code, waits, due_at))
    return found


def _left_out(customer: Candidate, content: Content, had: set[str]) -> str | None:
    if not customer.email:
        return NO_ADDRESS
    if customer.demo:
        return INVENTED
    if customer.email.lower() in had:
        return HAD_IT
    return None if customer.locale in content.texts else NO_TEXT


def _verdict(
    customer: Candidate,
    company: Company,
    *,
    now: datetime,
    suppressed: SuppressionReason | None,
    agreed: Mapping[int, Consent],
    last: Mapping[str, datetime],
) -> Verdict:
    facts = MailFacts(
        purpose=Purpose.MARKETING,
        country=customer.country,
        zone=zone_of(customer.country, phone=customer.phone, default=company.identity.time_zone),
        now=now,
        suppressed=suppressed,
        consent=agreed.get(customer.id),
        asked_at=None,  # a request carries on a talk, it is no ground for news
        bought=False,
        last_mail_at=last.get(customer.email or ""),
    )
    return may_send(facts)
