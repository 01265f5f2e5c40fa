"""What the pages of mailings show, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from content.catalogue.model import Company
from foundation.database import Session
from foundation.locales import country_name, native_name
from funnel.journey.mailing_audience import preview
from funnel.journey.mailing_outcome import Reaction, result_of
from funnel.journey.mailings import faults_of, may_start
from funnel.mailings import repository as mailings
from funnel.mailings.form import FILTERS
from funnel.mailings.model import Audience, Content, Mailing, MailingState, Outcome, Preview, RecipientState
from funnel.people import repository as people
from funnel.permissions import repository as staff
from funnel.permissions.model import Member
from scoring.funnel_shape import funnel_of
from scoring.wording import stage_name
from web.desk.editions import languages
from web.desk.mailing_words import problem_sentences, state_words, told_reasons
from web.desk.seeing import hidden
from web.locale import Speech, speech

MOST_REACTIONS = 50


@dataclass(frozen=True, slots=True)
class MailingRow:
    """One line of the list; `reached` are those whose mail is in the queue or has left, `meant` all but the left out."""

    id: str
    name: str
    state: str
    state_word: str
    created_at: datetime
    started_at: datetime | None
    reached: int
    meant: int


@dataclass(frozen=True, slots=True)
class MailingList:
    """Context of `desk/mailings.html`."""

    rows: tuple[MailingRow, ...]


@dataclass(frozen=True, slots=True)
class ReactionLine:
    """One who did something: `name` is None where the customer is another's."""

    customer_id: int
    name: str | None
    reaction: Reaction


@dataclass(frozen=True, slots=True)
class MailingPage:
    """Context of `desk/mailing.html`. `preview` is there for a draft, `outcome` for what has begun.

    `filters` are label and values, `left_out` and `later` a reason in words and how many.
    """

    mailing: Mailing
    state_word: str
    written_by: str
    started_by: str
    filters: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, str, str, tuple[str, ...]], ...]
    """Language, its own name, subject, paragraphs."""
    without_text: tuple[str, ...]
    problems: tuple[str, ...]
    preview: Preview | None
    by_language: tuple[tuple[str, int], ...]
    outcome: Outcome | None
    left_out: tuple[tuple[str, int], ...]
    later: tuple[tuple[str, int], ...]
    reactions: tuple[ReactionLine, ...]
    may_start: bool
    told: str
    problem: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form offers: filters by their name, each with values and words; products, links, languages."""

    filters: Mapping[str, Mapping[str, str]]
    products: Mapping[str, str]
    languages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MailingEdit:
    """Context of `desk/mailing_edit.html`; `problems` are sentences by place."""

    address: str
    content: Content
    chosen: Mapping[str, tuple[str, ...]]
    choices: Choices
    revision: int
    problems: Mapping[str, str]
    general: tuple[str, ...] = ()


async def mailing_list(session: Session, *, locale: str) -> MailingList:
    """Read the list."""
    found = await mailings.listed(session)
    numbers = await mailings.numbers(session, [each.id for each in found])
    words = state_words(speech(locale, "desk"))
    return MailingList(tuple(_row(each, numbers.get(each.id, {}), words) for each in found))


def _row(mailing: Mailing, numbers: Mapping[RecipientState, int], words: Mapping[str, str]) -> MailingRow:
    posted = numbers.get(RecipientState.POSTED, 0)
    return MailingRow(
        id=mailing.id,
        name=mailing.content.name,
        state=mailing.state.value,
        state_word=words[mailing.state],
        created_at=mailing.created_at,
        started_at=mailing.started_at,
        reached=posted,
        meant=posted + numbers.get(RecipientState.WAITING, 0),
    )


async def mailing_page(
    session: Session, company: Company, mailing: Mailing, *, member: Member, told: str = "", problem: str = ""
) -> MailingPage:
    """Read everything about one mailing."""
    say = speech(member.locale, "desk")
    is_draft = mailing.state is MailingState.DRAFT
    faults = faults_of(mailing.content, company, by=member.actor, locale=member.locale) if is_draft else ()
    seen = await preview(session, mailing.content, company) if is_draft else None
    result = None if is_draft else await result_of(session, mailing.id)
    left_out = seen.left_out if seen else result.outcome.left_out if result else {}
    names = {each.id: each.name for each in await staff.listed(session)}
    sentences = dict.fromkeys(problem_sentences(faults, say).values())
    return MailingPage(
        mailing=mailing,
        state_word=state_words(say)[mailing.state],
        written_by=_by(mailing.created_by, names, say),
        started_by=_by(mailing.started_by or "", names, say),
        filters=await _filters(session, mailing.content.audience, company, say=say),
        texts=tuple(
            (locale, native_name(locale), text.subject, text.paragraphs)
            for locale, text in mailing.content.texts.items()
        ),
        without_text=tuple(native_name(each) for each in company.locales if each not in mailing.content.texts),
        problems=tuple(sentences),
        preview=seen,
        by_language=tuple((native_name(each), count) for each, count in seen.by_locale.items()) if seen else (),
        outcome=result.outcome if result else None,
        left_out=told_reasons(left_out, say),
        later=told_reasons(seen.later if seen else {}, say),
        reactions=await _reactions(session, result.reactions if result else (), member),
        may_start=may_start(member.actor),
        told=told,
        problem=problem,
    )


def _by(actor: str, names: Mapping[str, str], say: Speech) -> str:
    kind, _, who = actor.partition(":")
    return names.get(who, "") if kind == "staff" else say("by a program") if actor else ""


async def _filters(
    session: Session, audience: Audience, company: Company, *, say: Speech
) -> tuple[tuple[str, str], ...]:
    offered = (await choices(session, company, say)).filters
    labels = filter_labels(say)
    return tuple(
        (labels[name], " · ".join(offered[name].get(each, each) for each in values))
        for name, values in asdict(audience).items()
        if values
    )


async def _reactions(session: Session, found: Sequence[Reaction], member: Member) -> tuple[ReactionLine, ...]:
    shown = sorted(found, key=lambda each: (not each.answered, not each.followed, each.customer_id))[:MOST_REACTIONS]
    unseen = await hidden(session, member, [each.customer_id for each in shown])
    known = {each.id: each for each in await people.find_many(session, [one.customer_id for one in shown])}
    return tuple(
        ReactionLine(
            each.customer_id, None if each.customer_id in unseen else known[each.customer_id].display_name, each
        )
        for each in shown
        if each.customer_id in known
    )


def filter_labels(say: Speech) -> Mapping[str, str]:
    """Name the filters of an audience."""
    return {
        "grades": say("Grade"),
        "stages": say("Stage"),
        "industries": say("Industry"),
        "interests": say("Interests"),
        "locales": say("Language"),
        "countries": say("Country"),
    }


async def choices(session: Session, company: Company, say: Speech) -> Choices:
    """Say what can be chosen for a mailing."""
    locale, funnel = say.locale, funnel_of(company)
    industries = {each.id: each.name[locale] for each in company.industries.values()}
    there = await mailings.countries(session)
    filters = {
        "grades": {each: each for each in "ABCD"},
        "stages": {stage: stage_name(place, locale, company) for place, stage in enumerate(funnel.ids, start=1)},
        "industries": industries,
        "interests": {
            **{f"family:{each.id}": each.name[locale] for each in company.categories.values()},
            **{f"industry:{name}": word for name, word in industries.items()},
        },
        "locales": {each: native_name(each) for each in company.locales},
        "countries": {each: country_name(each, locale) for each in there},
    }
    products = {each.sku: each.name[locale] for each in company.products.values() if not each.is_accessory}
    return Choices(filters, products, languages(company, locale))


def given_content(form: Mapping[str, Any]) -> dict[str, Any]:
    """Put the fields of the form together as a mailing's data."""
    texts: dict[str, dict[str, str]] = {}
    for name, value in form.items():
        section, _, rest = name.partition(".")
        locale, _, part = rest.partition(".")
        if section == "texts" and part in {"subject", "body"}:
            texts.setdefault(locale, {})[part] = str(value)
    return {
        "name": str(form.get("name", "")),
        "reason": str(form.get("reason", "")),
        "audience": {name: form.get(f"audience.{name}", []) for name in FILTERS},
        "texts": texts,
        "links": form.get("links", []),
        "product": str(form.get("product", "")),
        "cards": form.get("cards") == "yes",
    }
