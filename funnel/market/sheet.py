"""How the market of a week becomes a sheet of words, for page, PDF, workbook and mail alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from content.catalogue.model import Company
from foundation.locales import format_number, language_name
from funnel.market.model import Entry, Market, Topic
from funnel.needs_text import choice_name
from funnel.reports.model import Cell, Kind, Line, Section, Sheet, Table
from funnel.reports.speech import Voice
from scoring.indicators.model import Unit
from scoring.indicators.wording import change_text

Name = Callable[[str], str]


def market_sheet(market: Market, company: Company, locale: str) -> Sheet:
    """Word the market of a week for a reader."""
    voice = Voice(locale, company)
    opening = (_brief(market, voice), _outstanding(market, voice))
    return Sheet(
        title=voice.say("Weekly market report"),
        dated=f"{voice.day(market.day)} – {voice.day(market.last_day)}",
        opening=len(opening),
        sections=(*opening, *_chapters(market, voice)),
        locale=locale,
        kind=Kind.MARKET,
        notes=(
            voice.say(
                "Counted are customers who entered and conversations that began in the week; "
                "page views without machines."
            ),
        ),
    )


def _brief(market: Market, voice: Voice) -> Section:
    counted = (
        (voice.name("new_customers"), market.customers),
        (voice.say("Conversations with the advisor"), market.talks),
        (voice.say("Page views"), market.page_views),
        (voice.say("Lost customers"), Entry("", market.losses_n, market.losses_before[0].n if market.losses else 0)),
    )
    lines = (Line(label, _count(entry.count, voice), _change(entry, voice)) for label, entry in counted)
    return Section(voice.say("In brief"), lines=tuple(lines))


def _outstanding(market: Market, voice: Voice) -> Section:
    said = tuple(map(Cell, _sentences(market, voice)))
    return Section(voice.say("What stands out"), sentences=said or (Cell(voice.say("Nothing stands out.")),))


def _sentences(market: Market, voice: Voice) -> Iterator[str]:
    say, number = voice.say, partial(format_number, locale=voice.locale)
    countries = [each for each in market.countries if each.key and each.count]
    if countries:
        country = voice.key("country_win_rate", countries[0].key)
        count = number(countries[0].count)
        yield say("Most new customers came from: {country} ({count}).", country=country, count=count)
    if market.topics:
        yield _most_asked(market, voice)
    named = [each for each in market.competitors if each.count]
    if named:
        brand, count = named[0].key, number(named[0].count)
        yield say("Competitor named most often: {brand} ({count}).", brand=brand, count=count)
    if market.found_nothing:
        yield say(
            "Words that found nothing in the site's search: {count}. Write about what they look for, or name it as they do.",
            count=number(len(market.found_nothing)),
        )
    if market.questions:
        yield say(
            "Open questions without an answer: {count}. Answer them at the desk, under Knowledge.",
            count=number(len(market.questions)),
        )
    if market.losses_n:
        cause = max(market.losses, key=lambda each: len(each.cases))
        name, share = voice.key("loss_mix", cause.key), voice.percent(len(cause.cases) / cause.n)
        yield say("Most frequent reason for a loss: {cause} ({share}).", cause=name, share=share)


def _most_asked(market: Market, voice: Voice) -> str:
    first = market.topics[0]
    known = voice.company.needs.get(first.need)
    return voice.say(
        "Asked for most often: {need} ({count} of {all} conversations).",
        need=known.label[voice.locale] if known else first.need,
        count=format_number(first.count, voice.locale),
        all=format_number(market.talks.count, voice.locale),
    )


def _chapters(market: Market, voice: Voice) -> tuple[Section, ...]:
    say = voice.say
    customers, talks, views = voice.name("new_customers"), say("Conversations with the advisor"), say("Page views")
    country, industry = partial(voice.key, "country_win_rate"), partial(voice.key, "industry_win_rate")
    language = partial(language_name, locale=voice.locale)
    lists = partial(_list, voice=voice)
    found = (
        lists(say("Countries"), (customers, views), market.countries, name=country),
        lists(say("Industries"), (customers, talks), market.industries, name=industry),
        lists(say("Languages"), (talks, views), market.languages, name=language),
        _topics(market, voice),
        lists(say("Competitors named"), (talks,), market.competitors),
        lists(say("Searches on the site"), (say("Times"),), market.searches),
        lists(say("Searches without a result"), (say("Times"),), market.found_nothing),
        _questions(market, voice),
        _losses(market, voice),
    )
    return tuple(each for each in found if each.tables)


def _list(title: str, heads: Sequence[str], entries: Sequence[Entry], *, voice: Voice, name: Name = str) -> Section:
    """Write counts beside those of the week before; a second head is what stands beside them."""
    rows = tuple(
        (
            Cell(name(each.key) if each.key else voice.say("not known")),
            _count(each.count, voice),
            _count(each.before, voice),
            *((_count(each.beside, voice),) if len(heads) > 1 else ()),
        )
        for each in entries
    )
    head = (title, heads[0], voice.say("Week before"), *heads[1:])
    return Section(title, tables=(Table(title, head, rows),) if rows else ())


def _topics(market: Market, voice: Voice) -> Section:
    title = voice.say("What was asked for")
    rows = tuple(
        (
            Cell(voice.company.needs[each.need].label[voice.locale]),
            _count(each.count, voice),
            _count(each.before, voice),
            Cell(_choices(each, voice) or "–"),
        )
        for each in market.topics
        if each.need in voice.company.needs
    )
    head = (
        title,
        voice.say("Conversations with the advisor"),
        voice.say("Week before"),
        voice.say("Chosen most often"),
    )
    return Section(title, tables=(Table(title, head, rows),) if rows else ())


def _choices(topic: Topic, voice: Voice) -> str:
    need = voice.company.needs[topic.need]

    def name(chosen: str) -> str:
        if need.kind == "country":
            return voice.key("country_win_rate", chosen)
        return choice_name(need, chosen, voice.company, locale=voice.locale)

    return " · ".join(f"{name(chosen)} ({format_number(count, voice.locale)})" for chosen, count in topic.choices)


def _questions(market: Market, voice: Voice) -> Section:
    title = voice.say("Questions without an answer")
    rows = tuple(
        (Cell(each.text), Cell(language_name(each.locale, voice.locale)), _count(each.asked, voice))
        for each in market.questions
    )
    head = (title, voice.say("Language"), voice.say("Asked in all"))
    return Section(title, tables=(Table(title, head, rows),) if rows else ())


def _losses(market: Market, voice: Voice) -> Section:
    title = voice.say("Why customers are lost")
    before = {each.key: len(each.cases) for each in market.losses_before}
    rows = tuple(
        (
            Cell(voice.key("loss_mix", each.key)),
            _count(len(each.cases), voice),
            _count(before.get(each.key, 0), voice),
            Cell(voice.percent(len(each.cases) / each.n), len(each.cases) / each.n, Unit.SHARE),
        )
        for each in market.losses
        if each.cases
    )
    head = (title, voice.say("Customers"), voice.say("Week before"), voice.say("Share"))
    return Section(title, tables=(Table(title, head, rows),) if rows else ())


def _count(count: int, voice: Voice) -> Cell:
    return Cell(format_number(count, voice.locale), count, Unit.COUNT)


def _change(entry: Entry, voice: Voice) -> str:
    difference = entry.count - entry.before
    if not difference:
        return ""
    return change_text(difference, Unit.COUNT, voice.locale, currency=voice.company.identity.base_currency)
