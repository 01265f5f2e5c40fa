"""A mailing: whom it is for, what it says in each language, how far it is, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class MailingState(StrEnum):
    """`done` when nobody waits any more; `stopped` by a person before that."""

    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    STOPPED = "stopped"


class RecipientState(StrEnum):
    """`posted` is in the queue of mails that leave, or has left; the mail itself tells."""

    WAITING = "waiting"
    POSTED = "posted"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is meant: within one filter any of its values, and all filters together; an empty one asks for nothing.

    `stages` by their ids; `interests` are tags such as `product:KX-20`, `family:pulse`, `industry:rail`.
    """

    grades: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """What a mailing says in one language; paragraphs stand apart by an empty line. A paragraph that names a fact
    (`{company}`) is said only to whom that is known of."""

    subject: str
    body: str

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs, without what is around them."""
        return tuple(each.strip() for each in self.body.replace("\r\n", "\n").split("\n\n") if each.strip())


@dataclass(frozen=True, slots=True)
class Content:
    """What whoever writes a mailing decides. `reason` is the occasion: nobody gets two mails for one, in whichever mailing.

    `links` are named as in the playbook; `product` is the SKU that `product` and `data_sheet` lead to; `cards` adds products
    chosen for each reader.
    """

    name: str
    reason: str
    audience: Audience = Audience()
    texts: Mapping[str, Text] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    product: str | None = None
    cards: bool = False


@dataclass(frozen=True, slots=True)
class Mailing:
    """A mailing as it stands; `revision` rises with every change of its content."""

    id: str
    content: Content
    state: MailingState
    revision: int
    created_by: str
    created_at: datetime
    started_by: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """One customer of a mailing; `reason` is why they were left out, or what they wait for until `due_at`."""

    customer_id: int
    state: RecipientState
    reason: str | None
    due_at: datetime
    mail_id: str | None = None
    left_at: datetime | None = None
    """When they ended mails by the link of this one."""


@dataclass(frozen=True, slots=True)
class Preview:
    """Whom a mailing would reach now: how many are meant, how many would get it (by language), and who would not, by reason.

    `later` are those among the reached who have to wait a little (night, another mail just before), by reason.
    """

    meant: int
    reached: int
    by_locale: Mapping[str, int]
    left_out: Mapping[str, int]
    later: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a mailing, in customers. Opened and followed are known of the `measured` alone.

    `quotes` counts the quotes that those who followed a link or answered were given within 30 days of their mail.
    """

    waiting: int = 0
    sent: int = 0
    on_the_way: int = 0
    failed: int = 0
    """Refused, came back, withheld at the last moment, or nobody knows."""
    measured: int = 0
    opened: int = 0
    proxied: int = 0
    followed: int = 0
    left: int = 0
    answered: int = 0
    quotes: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
