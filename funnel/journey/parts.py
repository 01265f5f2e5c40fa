"""What the verbs of the journey work with: the database, the company's content and the implementations behind the ports."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date

from advisor.ports import LanguageModel, NoLanguageModel
from content.catalogue.model import Company
from content.knowledge.model import Passage
from foundation import clock
from foundation.database import Database
from foundation.pdf import Press
from funnel.ports import Crm, Mailbox, Mailer
from quoting.link import Addresses
from quoting.render import Printing

Search = Callable[..., Awaitable[list[Passage]]]
"""`search(question, *, locale, product, category, limit)`; see `content/knowledge/search.py`."""


@dataclass(frozen=True, slots=True)
class ModelLimits:
    """What language models may be used for, and how much: seconds a turn; tokens and US dollars a day."""

    uses: frozenset[str] = frozenset({"understand", "rephrase"})
    seconds: float = 6.0
    visitor_tokens: int = 60_000
    day_tokens: int = 3_000_000
    day_cost: float = 20.0


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many days is kept: paths of visitors and of customers, calls of language models, claims that were held back."""

    path_days: int = 90
    customer_path_days: int = 730
    model_call_days: int = 90
    block_days: int = 365


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything a verb may reach; made once a process by `web/wiring.py`."""

    database: Database
    company: Callable[[], Awaitable[Company]]
    media: Callable[[str], Awaitable[bytes | None]]
    search: Search
    press: Press
    crm: Crm
    mailer: Mailer
    public_url: str
    """The site's origin, without a slash at the end."""
    secret: str
    """Signs the links of quotes."""
    mail_from: str | None = None
    mailbox: Mailbox | None = None
    """Where mails to us are read; None where none is configured."""
    language_model: LanguageModel = field(default_factory=NoLanguageModel)
    model_limits: ModelLimits = ModelLimits()
    retention: Retention = Retention()
    mailings_per_minute: int = 60
    """How many mails of mailings leave at most; what is asked for never waits for them."""

    @property
    def addresses(self) -> Addresses:
        """Where quotes are read."""
        return Addresses(self.public_url, self.secret)

    @property
    def printing(self) -> Printing:
        """What makes documents."""
        return Printing(self.database, self.press, self.media, self.addresses)

    def quote_page(self, number: str, locale: str) -> str:
        """Return the full address of a quote's page, with its key."""
        return self.addresses.page(number, locale)

    def quote_pdf(self, number: str, locale: str) -> str:
        """Return the full address of a quote's PDF, with its key."""
        return self.addresses.pdf(number, locale)


def company_day(company: Company) -> date:
    """Return today's date where the company sits."""
    return clock.today(company.identity.time_zone)
