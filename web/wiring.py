"""Which implementation stands behind which port: the only place that knows the whole house."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

from litestar.connection import ASGIConnection

from advisor import understanding
from advisor.ports import LanguageModel, NoLanguageModel
from content.catalogue.cache import CompanyCache
from content.catalogue.repository import NoContent
from content.knowledge.library import Knowledge
from foundation import log, memory
from foundation.actor import Actor
from foundation.data_folder import DataFolder
from foundation.database import Database, Session, migrate
from foundation.group_commit import GroupCommit
from foundation.jobs import Jobs
from foundation.model_addresses import read_models
from foundation.pdf import Press
from foundation.settings import Settings
from funnel import jobs as funnel_jobs
from funnel.crm import repository as crm_links
from funnel.journey.capture import Captured, ContactGiven, capture_all
from funnel.journey.observe import Observed, observe_all, observe_batches
from funnel.journey.parts import ModelLimits, Parts, Retention
from funnel.journey.reshape import reshape
from funnel.journey.visit import Kept, keep_visits
from funnel.ports import Crm, Mailbox, Mailer
from funnel.privacy import jobs as privacy_jobs
from funnel.privacy.erase import Keeping
from funnel.timeline.model import NewEvent
from funnel.visits.model import Visit
from integrations.hubspot import HubSpot, NoCrm
from integrations.language_models import LanguageModels
from integrations.mail import Outbox
from quoting import jobs as quoting_jobs
from scoring.funnel_stages import rules_of
from web.throttle import Throttle
from web.tracking.machines import Pace
from web.tracking.variety import Variety

_log = log.get_logger("tradewind.wiring")
FIRST_PAGE_SECONDS = 0.3
"""How long a start lets whoever waits for the first page go first."""


API = Actor.agent("api")


@dataclass(frozen=True, slots=True)
class House:
    """One process's whole house: the parts, and what only the web needs."""

    settings: Settings
    folder: DataFolder
    database: Database
    content: CompanyCache
    knowledge: Knowledge
    parts: Parts
    throttle: Throttle
    reports: GroupCommit[NewEvent, Observed | None]
    """Where single events go, so that those which come at once share a transaction."""
    batches: GroupCommit[Sequence[NewEvent], list[Observed | None]]
    """The same for events that come many at a time."""
    contacts: GroupCommit[ContactGiven, Captured]
    """The same for customers that another program enters."""
    visits: GroupCommit[Visit, Kept]
    """The same for what browsers report."""
    pace: Pace
    variety: Variety
    api_key: str
    secret: str

    @property
    def keeping(self) -> Keeping:
        """Where data of persons are kept."""
        return Keeping(self.database, self.folder, self.secret, self.settings.retention_years)

    @property
    def secure(self) -> bool:
        """Whether cookies travel over HTTPS only."""
        return self.parts.public_url.startswith("https://")


async def fetch_rates(address: str) -> bytes:
    """Return the file of exchange rates at an address; raises `content.rates.errors.RatesUnavailable`."""
    from integrations.exchange_rates.client import fetch

    return await fetch(address)


def house_of(connection: ASGIConnection[Any, Any, Any, Any]) -> House:
    """Return the house that serves a request."""
    return cast("House", connection.app.state.house)


def prepare(settings: Settings, *, serves: bool = True) -> DataFolder:
    """Make the data folder and bring the database to the newest shape. Blocks; before the event loop.

    Embedded, the one process that serves locks the folder (raises DataFolderInUse); verbs of the command line only read and write
    rows beside it.
    """
    folder = DataFolder(settings.data)
    folder.ensure()
    if settings.is_embedded and serves:
        folder.lock()
    migrate(settings.database_address)
    return folder


@asynccontextmanager
async def running(
    house: House, *, runs_jobs: bool, worker: str | None = None, warm: bool = True
) -> AsyncIterator[None]:
    """Bring a house to life inside the event loop, and close it again. On an empty database the pack of the settings is loaded."""
    async with AsyncExitStack() as closing:
        closing.push_async_callback(house.database.close)
        closing.push_async_callback(house.knowledge.close)
        closing.push_async_callback(house.parts.press.close)
        closing.push_async_callback(house.parts.language_model.close)
        await load_first_pack(house.database, house.content, house.settings.pack)
        funnel_jobs.bind(house.parts)
        privacy_jobs.bind(house.keeping, house.parts.crm)
        quoting_jobs.bind(company=house.content.company, printing=house.parts.printing)
        if runs_jobs:
            if house.settings.is_embedded:  # nobody else can be pushing: what a killed process had taken is free again
                async with house.database.transaction() as session:
                    await crm_links.release_all(session)
            jobs = Jobs(house.database, worker=worker) if worker else Jobs(house.database)
            closing.push_async_callback(jobs.shutdown)
            if worker or not warm:
                await jobs.launch()
            else:
                closing.push_async_callback(_end, asyncio.create_task(_launch(jobs)))
        if warm:
            closing.push_async_callback(_end, asyncio.create_task(_warm(house)))
        yield


async def _launch(jobs: Jobs) -> None:
    """Begin with the jobs after the first page; a process that cannot run them ends, as it promised to."""
    await asyncio.sleep(FIRST_PAGE_SECONDS)
    try:
        await jobs.launch()
    except Exception:  # noqa: BLE001 - nobody awaits this task: it must be heard all the same
        _log.exception("The jobs cannot be run, so the server stops.")
        signal.raise_signal(signal.SIGTERM)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def load_first_pack(database: Database, content: CompanyCache, folder: Path) -> None:
    """Load the pack of the settings into a database that holds none. Raises PackFaults."""
    try:
        await content.company()
    except NoContent:
        from content.packs.verbs import load_pack  # only the first start reads a pack

        setup = Actor.system("setup")
        await load_pack(database, folder, by=setup, settle=partial(reshape, by=setup))
        _log.info("The pack was loaded.", pack=str(folder))


async def _warm(house: House) -> None:
    """Load what the first visitor would wait for, after the first page could be served."""
    await asyncio.sleep(FIRST_PAGE_SECONDS)
    try:
        await house.parts.press.warm()
        await asyncio.to_thread(understanding.prepare, await house.parts.company())
        await house.knowledge.warm()
        await house.parts.language_model.warm()
        await asyncio.sleep(FIRST_PAGE_SECONDS)  # what was begun meanwhile, as the jobs, is there now
        memory.settle()
    except Exception:  # noqa: BLE001 - warming is a kindness: what fails here fails again, with its reason, where it is needed
        _log.warning("Not everything could be warmed up.", exc_info=True)


def furnish(settings: Settings, folder: DataFolder) -> House:
    """Put the parts of one process together; nothing is opened yet."""
    database = Database(settings.database_address)
    content = CompanyCache(database)
    knowledge = Knowledge(database, content.company, settings=settings, folder=folder.index)
    secret = settings.secret_key.get_secret_value() if settings.secret_key else folder.secret_key()
    api_key = settings.api_key.get_secret_value() if settings.api_key else folder.api_key()[0]
    parts = Parts(
        database=database,
        company=content.company,
        media=content.media,
        search=knowledge.search,
        press=Press(workers=settings.pdf_workers),
        crm=_crm(settings),
        mailer=_mailer(settings, folder),
        public_url=settings.public_address,
        secret=secret,
        mail_from=settings.mail_from,
        mailbox=open_mailbox(settings),
        language_model=_language_model(settings),
        model_limits=_model_limits(settings),
        retention=_retention(settings),
        mailings_per_minute=settings.mailings_per_minute,
    )
    return House(
        settings=settings,
        folder=folder,
        database=database,
        content=content,
        knowledge=knowledge,
        parts=parts,
        throttle=Throttle(),
        reports=GroupCommit(database, partial(_report, content)),
        batches=GroupCommit(database, partial(_report_batches, content), most=20, holds=200),
        contacts=GroupCommit(database, partial(_capture, content), most=50),
        visits=GroupCommit(database, partial(_visit, content), most=50, holds=1_000),
        pace=Pace(),
        variety=Variety(),
        api_key=api_key,
        secret=secret,
    )


async def _report(content: CompanyCache, session: Session, happened: Sequence[NewEvent]) -> list[Observed | None]:
    return await observe_all(session, happened, by=API, rules=rules_of(await content.company()))


async def _report_batches(
    content: CompanyCache, session: Session, batches: Sequence[Sequence[NewEvent]]
) -> list[list[Observed | None]]:
    return await observe_batches(session, batches, by=API, rules=rules_of(await content.company()))


async def _visit(content: CompanyCache, session: Session, came: Sequence[Visit]) -> list[Kept]:
    company = await content.company()
    return await keep_visits(session, came, rules=rules_of(company), time_zone=company.identity.time_zone)


async def _capture(content: CompanyCache, session: Session, given: Sequence[ContactGiven]) -> list[Captured]:
    return await capture_all(session, given, await content.company(), by=API)


def _crm(settings: Settings) -> Crm:
    if settings.hubspot_token is None:
        return NoCrm()
    return HubSpot(token=settings.hubspot_token.get_secret_value(), url=settings.hubspot_url)


def _language_model(settings: Settings) -> LanguageModel:
    addresses = read_models(settings.language_models)
    if not addresses:
        return NoLanguageModel()
    secrets = {one.label: getattr(settings, f"{one.provider or 'language_model'}_api_key") for one in addresses}
    return LanguageModels(addresses, {label: key.get_secret_value() if key else None for label, key in secrets.items()})


def _retention(settings: Settings) -> Retention:
    return Retention(
        settings.keep_path_days,
        settings.keep_customer_path_days,
        settings.keep_model_call_days,
        settings.keep_held_back_days,
    )


def _model_limits(settings: Settings) -> ModelLimits:
    return ModelLimits(
        uses=frozenset(part.strip() for part in settings.language_model_uses.split(",")),
        seconds=settings.language_model_seconds,
        visitor_tokens=settings.language_model_visitor_budget,
        day_tokens=settings.language_model_day_budget,
        day_cost=settings.language_model_day_cost,
    )


def _mailer(settings: Settings, folder: DataFolder) -> Mailer:
    if settings.smtp_url is None:
        return Outbox(folder.outbox)
    from integrations.mail.smtp import SmtpMailer

    return SmtpMailer(settings.smtp_url.get_secret_value())


def open_mailbox(settings: Settings) -> Mailbox | None:
    """Return the mailbox of the settings; None where none is set."""
    if settings.imap_url is None:
        return None
    from integrations.mail.imap import ImapMailbox

    return ImapMailbox(settings.imap_url.get_secret_value(), done=settings.imap_taken)
