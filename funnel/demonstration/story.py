"""Source of truth for what happens to an invented customer within a year. Pure: a seed gives a story, the same each time.

What belongs together goes together: who is answered within hours is won more often, referrals more than campaigns, large
orders more slowly and more rarely, more comes in spring and autumn than in August, and a loss has the cause that its story
shows (a quote that nobody opened, an answer after days, a discount that was not given).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from funnel.demonstration.names import COUNTRIES, STAFF
from funnel.demonstration.who import people_employed, phone, position, who

DAYS = 365
MONTHS = (0.9, 1.0, 1.2, 1.05, 1.1, 1.0, 0.8, 0.55, 1.2, 1.25, 1.1, 0.65)
"""How many come in each month, against the average."""
CHANNELS = {
    "advisor": (42, 1.1),
    "contact_form": (22, 1.0),
    "campaign": (16, 0.6),
    "trade_fair": (12, 1.25),
    "referral": (8, 1.9),
}
"""Where customers come from: how many of a hundred, and how much more often they are won."""
ANSWER_HOURS = {"demo-brandt": 3.0, "demo-liang": 7.0, "demo-moreau": 15.0, "demo-okafor": 34.0}
"""How long each member of staff usually takes for the first answer."""
LIGHT = (
    "page_view",
    "page_view",
    "view_product",
    "view_product",
    "dwell",
    "dwell",
    "search",
    "download",
    "compare",
    "view_price",
)


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of a story; `by` is the member of staff who did it."""

    event_type: str
    at: datetime
    value: str | None = None
    source: str = "website"
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A quote of a story: what, how many, how it ended. `answer` is accepted, refused or empty."""

    sku: str
    quantity: int
    discount: int
    at: datetime
    viewed_at: datetime | None
    answer: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One customer with everything that happened, oldest first."""

    number: int
    name: str
    company: str
    email: str
    phone: str | None
    country: str
    locale: str
    industry: str | None
    job_title: str | None
    company_size: int | None
    channel: str
    rep: str
    entered_at: datetime
    answered_at: datetime | None
    """When the first answer went out by mail."""
    happened: tuple[Happening, ...]
    offer: Offer | None
    lost_at: datetime | None
    lost_reason: str | None


@dataclass(frozen=True, slots=True)
class Ware:
    """What a story may be about: orderable products, and the industries there are."""

    skus: tuple[str, ...]
    industries: tuple[str, ...]


@dataclass(slots=True)
class _Telling:
    """A story while it is told."""

    random: Random
    ware: Ware
    until: datetime
    skus: list[str]
    rep: str
    chance: float
    """How much likelier than others this one goes on."""
    answered_after: float = 0.0
    is_key: bool = False
    happened: list[Happening] = field(default_factory=list)

    def add(self, event_type: str, at: datetime, value: str | None = None, *, by: bool = False) -> datetime:
        source = "desk" if by else "website"
        self.happened.append(Happening(event_type, at, value, source, self.rep if by else None))
        return at

    def later(self, at: datetime, days: float) -> datetime:
        """A working moment some days later, more or less."""
        moment = at + timedelta(days=max(0.02, self.random.gammavariate(2.0, days / 2.0)))
        while moment.weekday() >= 5:
            moment += timedelta(days=1)
        return (
            moment.replace(hour=self.random.randint(7, 16), minute=self.random.randint(0, 59)) if days >= 1 else moment
        )

    def goes_on(self, share: float) -> bool:
        return self.random.random() < min(0.97, share * self.chance)


def tell(seed: int, number: int, *, ware: Ware, until: datetime) -> Story:
    """Tell the story of one customer as far as it went by `until`."""
    random = Random(f"tradewind {seed} {number}")  # noqa: S311 - a story, no secret
    country = random.choices(COUNTRIES, [each.share for each in COUNTRIES])[0]
    channel = random.choices(list(CHANNELS), [share for share, _ in CHANNELS.values()])[0]
    rep = random.choices(list(STAFF), (3, 3, 2, 2))[0]
    entered = _entered(random, until)
    is_key = random.random() < 0.05
    chance = CHANNELS[channel][1] ** 0.5 * (0.85 if is_key else 1.0) * random.uniform(0.8, 1.2)
    telling = _Telling(
        random, ware, until, random.sample(ware.skus, k=min(4, len(ware.skus))), rep, chance, is_key=is_key
    )
    _look_around(telling, entered)
    offer, lost_at, reason = _court(telling, entered)
    name, company, email = who(random, country, number)
    industry = random.choice(ware.industries) if ware.industries and random.random() < 0.8 else None
    person = Random(f"tradewind {seed} {number} person")  # noqa: S311 - what is told here later changes no story
    happened = tuple(sorted((each for each in telling.happened if each.at < until), key=lambda each: each.at))
    return Story(
        number=number,
        name=name,
        company=company,
        email=email,
        phone=phone(country, number),
        country=country.code,
        locale=country.locale,
        industry=industry,
        job_title=position(person, country),
        company_size=people_employed(person),
        channel=channel,
        rep=rep,
        entered_at=entered,
        answered_at=answered if (answered := entered + timedelta(hours=telling.answered_after)) < until else None,
        happened=happened,
        offer=offer if offer and offer.at < until else None,
        lost_at=lost_at if lost_at and lost_at < until else None,
        lost_reason=reason if lost_at and lost_at < until else None,
    )


def _entered(random: Random, until: datetime) -> datetime:
    """A moment of the year before: by season, more towards its end, in working hours."""
    while True:
        share = random.random()
        day = until - timedelta(days=1 + (1 - share) * (DAYS - 1))
        weight = MONTHS[day.month - 1] * (0.7 + 0.5 * share) * (0.25 if day.weekday() >= 5 else 1.0)
        if random.random() * 1.6 < weight:
            return day.replace(
                hour=random.randint(6, 18), minute=random.randint(0, 59), second=random.randint(0, 59), microsecond=0
            )


def _look_around(telling: _Telling, entered: datetime) -> None:
    """Visits before the contact and after it: the keener, the more."""
    random = telling.random
    keen = 0.6 + telling.chance
    for _ in range(1 + int(random.expovariate(1 / (7 * keen)))):
        at = entered + timedelta(days=random.uniform(-12, 45), hours=random.uniform(-4, 4))
        for _ in range(random.randint(4, 18)):
            kind = random.choice(LIGHT)
            at += timedelta(seconds=random.randint(8, 240))
            telling.add(kind, at, _value(telling, kind))


def _value(telling: _Telling, kind: str) -> str:
    sku = telling.random.choice(telling.skus)
    if kind == "dwell":
        return str(telling.random.randint(5, 300))
    return {"page_view": f"/products/{sku.lower()}", "search": sku, "compare": ",".join(sorted(telling.skus[:2]))}.get(
        kind, sku
    )


def _court(telling: _Telling, entered: datetime) -> tuple[Offer | None, datetime | None, str | None]:
    """From the first answer to the order or the loss."""
    random = telling.random
    telling.add("form_submit", entered)
    telling.answered_after = ANSWER_HOURS[telling.rep] * random.lognormvariate(0, 0.7)
    telling.chance *= 1.25 - 0.22 * math.log10(1 + telling.answered_after)
    answered = entered + timedelta(hours=telling.answered_after)
    telling.add("mail_open", telling.later(answered, 0.4))
    if not telling.goes_on(0.80):
        return None, *_lost(telling, answered, None)
    at = telling.add("reply_received", telling.later(answered, 2))
    if random.random() < 0.35:
        at = telling.add("call_missed", telling.later(at, 0.8), by=True)
    if random.random() < 0.6:
        telling.add("call_answered", telling.later(at, 1), by=True)
    if not telling.goes_on(0.72):
        return None, *_lost(telling, at, None)
    at = telling.add("call_completed", telling.later(at, 4), by=True)
    for kind in ("presentation", "demo", "meeting"):
        if telling.goes_on(0.3):
            at = telling.add(kind, telling.later(at, 5), by=True)
    if not telling.goes_on(0.70):
        return None, *_lost(telling, at, None)
    return _bargain(telling, telling.add("quote_requested", telling.later(at, 6)))


def _bargain(telling: _Telling, asked: datetime) -> tuple[Offer, datetime | None, str | None]:
    random = telling.random
    quantity = random.choice((40, 60, 80, 120)) if telling.is_key else random.choice((1, 2, 2, 3, 4, 6, 6, 8, 12, 20))
    discount = random.choice((0, 0, 0, 3, 5, 5, 8, 12))
    at = telling.later(asked, 0.8)
    viewed = telling.later(at, 1.5) if random.random() < 0.88 else None
    offer = Offer(telling.skus[0], quantity, discount, at, viewed if viewed and viewed < telling.until else None)
    telling.add("mail_open", telling.later(at, 0.5))
    if viewed and random.random() < 0.55:
        telling.add("price_discussed", telling.later(viewed, 3), by=True)
    won = viewed is not None and telling.goes_on(0.46 + 0.02 * discount)
    if not won:
        lost_at, reason = _lost(telling, viewed or at, offer)
        if viewed and lost_at and lost_at < telling.until and random.random() < 0.6:
            offer = _answered(offer, "refused", lost_at - timedelta(hours=1))
        return offer, lost_at, reason
    accepted = telling.later(viewed or at, 24 if telling.is_key else 11)
    if accepted < telling.until:
        telling.add("contract_returned", accepted)
        telling.add("payment_received", telling.later(accepted, 14))
        offer = _answered(offer, "accepted", accepted)
    return offer, None, None


def _answered(offer: Offer, answer: str, at: datetime) -> Offer:
    return Offer(offer.sku, offer.quantity, offer.discount, offer.at, offer.viewed_at, answer, at)


def _lost(telling: _Telling, at: datetime, offer: Offer | None) -> tuple[datetime | None, str | None]:
    """When and why; some are never closed, and stay open in silence."""
    random = telling.random
    if random.random() < 0.25:
        return None, None
    weights = {"fit": 2.0, "competitor": 1.5, "other": 0.7, "unknown": 0.8}
    if telling.answered_after > 24:
        weights["slow_follow_up"] = 5.0
    if offer is not None:
        weights |= {"price": 5.0 if offer.discount < 5 else 2.0, "lead_time": 1.5}
        if offer.viewed_at is None:
            weights["documents_unread"] = 6.0
    reason = random.choices(list(weights), list(weights.values()))[0]
    return telling.later(at, 26), reason


def moment(day: datetime) -> datetime:
    """The beginning of a day, in UTC: stories end there, so that the same day gives the same stories."""
    return day.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def tell_all(seed: int, count: int, *, ware: Ware, until: datetime) -> Sequence[Story]:
    """Tell all stories of a year, in the order in which the customers came."""
    return sorted(
        (tell(seed, each, ware=ware, until=until) for each in range(1, count + 1)),
        key=lambda one: (one.entered_at, one.number),
    )
