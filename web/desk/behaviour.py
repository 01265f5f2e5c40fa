"""What the page of visitors' behaviour shows, in the reader's words, and how its range of days is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from content.catalogue.model import Company
from foundation.database import Session
from foundation.locales import country_name, format_date, format_number, format_percentage, language_name
from funnel.insights.behaviour import (
    MOST_DAYS,
    Day,
    FormLine,
    PageLine,
    ProductLine,
    SiteBehaviour,
    Step,
    range_of,
    site_behaviour,
)
from funnel.visits.model import Counted, Days
from web.locale import Speech

RANGES = (7, 30, 90, 365)
USUAL = 30
CHART_WIDTH, CHART_HEIGHT = 720, 160

Name = Callable[[str, Speech], tuple[str, str]]
"""Words a key, and what kind of thing it is."""

NAMES: Mapping[str, str] = {
    "chatgpt": "ChatGPT",
    "deepseek": "DeepSeek",
    "ernie": "ERNIE Bot",
    "chatglm": "ChatGLM",
    "yuanbao": "Yuanbao",
    "linkedin": "LinkedIn",
    "youtube": "YouTube",
    "tiktok": "TikTok",
    "wechat": "WeChat",
    "whatsapp": "WhatsApp",
    "duckduckgo": "DuckDuckGo",
    "so": "360 Search",
    "x": "X",
    "xing": "XING",
}
"""How origins write themselves where a capital letter is not enough."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: what, how often, and its share of the longest (percent, for a bar)."""

    label: str
    count: str
    share: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure at the top."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One day of the chart, in its units."""

    x: float
    width: float
    views: float
    visits: float
    title: str


@dataclass(frozen=True, slots=True)
class BehaviourPage:
    """Context of `desk/behaviour.html`."""

    site: SiteBehaviour
    chosen: int | None
    """How many days, where the range is one of the usual ones that ends today."""
    figures: tuple[Figure, ...]
    bars: tuple[Bar, ...]
    highest: str
    pages: tuple[tuple[str, ...], ...]
    products: tuple[tuple[str, ...], ...]
    lists: tuple[tuple[str, tuple[Line, ...]], ...]
    steps: tuple[tuple[str, str, str, int], ...]
    forms: tuple[tuple[str, str, str, str, str], ...]

    @property
    def empty(self) -> bool:
        """Whether nothing happened in these days."""
        return not self.site.totals.page_views and not self.site.totals.advisor_turns


def chosen_range(query: Mapping[str, str], today: date) -> tuple[Days, int | None]:
    """Read the range of days; what makes no sense is the usual one."""
    try:
        first, last = date.fromisoformat(query.get("first", "")), date.fromisoformat(query.get("last", ""))
    except ValueError:
        asked = query.get("days", "")
        number = int(asked) if asked in {str(one) for one in RANGES} else USUAL
        return range_of(number, today), number
    last = max(last, first)
    return Days(max(first, last - timedelta(days=MOST_DAYS - 1)), last), None


async def behaviour_page(
    session: Session, company: Company, query: Mapping[str, str], *, today: date, say: Speech
) -> BehaviourPage:
    """Read the counts and word them."""
    days, chosen = chosen_range(query, today)
    site = await site_behaviour(session, days)
    bars, highest = _chart(site.by_day, say.locale)
    return BehaviourPage(
        site,
        chosen,
        _figures(site, say),
        bars,
        format_number(highest, say.locale),
        tuple(_page(each, say) for each in site.pages),
        tuple(_product(each, company, say) for each in site.products),
        _lists(site, say),
        tuple(_step(each, site.selector[0], say) for each in site.selector),
        tuple(_form(each, say) for each in site.forms),
    )


def _page(line: PageLine, say: Speech) -> tuple[str, ...]:
    return (
        line.page,
        format_number(line.views, say.locale),
        _seconds(line.seconds, say),
        format_percentage(line.depth / 100, say.locale),
        format_number(line.clicks, say.locale),
    )


def _product(line: ProductLine, company: Company, say: Speech) -> tuple[str, ...]:
    name = company.products[line.sku].name[say.locale] if line.sku in company.products else ""
    numbers = (line.views, line.comparisons, line.downloads)
    return (line.sku, name, *(format_number(number, say.locale) for number in numbers))


def _step(step: Step, first: Step, say: Speech) -> tuple[str, str, str, int]:
    left = format_percentage(step.left, say.locale)
    return (str(step.step), format_number(step.seen, say.locale), left, _share(step.seen, first.seen))


def _form(line: FormLine, say: Speech) -> tuple[str, str, str, str, str]:
    return (
        line.form,
        format_number(line.started, say.locale),
        format_number(line.sent, say.locale),
        format_percentage(line.left, say.locale),
        ", ".join(f"{field.key} ({format_number(field.count, say.locale)})" for field in line.left_at),
    )


def _figures(site: SiteBehaviour, say: Speech) -> tuple[Figure, ...]:
    totals = site.totals
    return (
        Figure(say("Visits"), format_number(totals.visits, say.locale)),
        Figure(say("Page views"), format_number(totals.page_views, say.locale)),
        Figure(say("Time per page"), _seconds(totals.seconds, say)),
        Figure(say("Scrolled"), format_percentage(totals.depth / 100, say.locale)),
        Figure(say("Products viewed"), format_number(totals.product_views, say.locale)),
        Figure(say("Downloads"), format_number(totals.downloads, say.locale)),
        Figure(say("Searches"), format_number(totals.searches, say.locale)),
        Figure(say("Messages to the advisor"), format_number(totals.advisor_turns, say.locale)),
    )


def _lists(site: SiteBehaviour, say: Speech) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    assistants = [each for each in site.origins if each.key.startswith("ai:")]
    others = [each for each in site.origins if not each.key.startswith("ai:")]
    countries = [Counted(country_name(each.key, say.locale), each.count, 0) for each in site.countries]
    locales = [Counted(language_name(each.key, say.locale), each.count, 0) for each in site.locales]
    choices = {"person": say("Remembered"), "anonymous": say("Only counted")}
    consent = [Counted(choices.get(each.key, each.key), each.count, 0) for each in site.consent]
    return (
        (say("AI assistants that led here"), _lines(assistants, say, name=origin_name)),
        (say("Where visits come from"), _lines(others, say, name=origin_name)),
        (say("Campaigns"), _lines(site.campaigns, say)),
        (say("Paths from page to page"), _lines(site.paths, say)),
        (say("Countries"), _lines(countries, say)),
        (say("Languages of the pages"), _lines(locales, say)),
        (say("Searched for"), _lines(site.searches, say)),
        (say("Downloaded"), _lines(site.downloads, say)),
        (say("Choices about being remembered"), _lines(consent, say)),
    )


def origin_name(origin: str, say: Speech) -> tuple[str, str]:
    """Word where a visit came from, with what kind of place it is."""
    kind, _, name = origin.partition(":")
    kinds = {
        "ai": say("AI assistant"),
        "search": say("Search engine"),
        "social": say("Social network"),
        "site": say("Website"),
    }
    if kind not in kinds:
        return {"direct": say("Directly"), "app": say("App")}.get(origin, say("Others")), ""
    return (name if kind == "site" else NAMES.get(name, name.capitalize())), kinds[kind]


def _lines(found: Sequence[Counted], say: Speech, *, name: Name | None = None) -> tuple[Line, ...]:
    most = max((each.count for each in found), default=0)
    lines = []
    for each in found:
        label, kind = name(each.key, say) if name is not None else (each.key, "")
        label = say("Others") if label == "(other)" else label
        lines.append(Line(label, format_number(each.count, say.locale), _share(each.count, most), kind))
    return tuple(lines)


def _chart(days: Sequence[Day], locale: str) -> tuple[tuple[Bar, ...], int]:
    highest = max((each.page_views for each in days), default=0)
    room = CHART_WIDTH / max(1, len(days))
    return tuple(
        Bar(
            round(number * room, 2),
            round(max(1.0, room * 0.78), 2),
            round(CHART_HEIGHT * each.page_views / max(1, highest), 2),
            round(CHART_HEIGHT * each.visits / max(1, highest), 2),
            f"{format_date(each.day, locale)}: {format_number(each.page_views, locale)} / {format_number(each.visits, locale)}",
        )
        for number, each in enumerate(days)
    ), highest


def _share(count: int, most: int) -> int:
    return round(100 * count / most) if most else 0


def _seconds(seconds: float, say: Speech) -> str:
    return say("{seconds} s", seconds=format_number(round(seconds), say.locale))
