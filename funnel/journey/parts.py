"""What the verbs of the journey work with: the database, the company's content and the implementations behind the ports."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from advisor.ports import LanguageModel, NoLanguageModel
from content.catalogue.model import Company
from content.knowledge.model import Passage
from foundation import clock
from foundation.database import Database
from foundation.pdf import Press
from funnel.ports import Crm, Mailer
from quoting.link import page_path, pdf_path

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
    language_model: LanguageModel = field(default_factory=NoLanguageModel)
    model_limits: ModelLimits = ModelLimits()

    def quote_page(self, number: str, locale: str) -> str:
        """Return the full address of a quote's page, with its key."""
        return self.public_url + page_path(number, locale, self.secret)

    def quote_pdf(self, number: str, locale: str) -> str:
        """Return the full address of a quote's PDF, with its key."""
        return self.public_url + pdf_path(number, locale, self.secret)


def company_day(company: Company) -> date:
    """Return today's date where the company sits."""
    return clock.now().astimezone(ZoneInfo(company.identity.time_zone)).date()
