"""How a form of the quote editor is weighed: read, priced as it would be issued, each fault told at its field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from foundation.database import Session
from funnel.errors import UnknownCustomer
from funnel.journey.draft import Preview, line_faults, preview, written_for
from quoting.errors import QuotingError
from quoting.model import Quote, QuoteStatus
from web.desk.editor import Desk
from web.desk.editor_form import EditorForm, Read, field_of, read_form
from web.desk.seeing import hidden
from web.locale import speech


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody at the editor: who, with which form, about which quote."""

    desk: Desk
    form: EditorForm
    of: Quote | None = None
    """The draft or quote that is edited; None for a new one."""
    version: str = ""
    """Of a draft, as it was when it was opened."""
    ticket: str = ""
    """What a new quote will be known by, so that a form sent twice makes one."""

    @property
    def mode(self) -> str:
        """Which of the three the page is."""
        if self.of is None:
            return "new"
        return "draft" if self.of.status is QuoteStatus.DRAFT else "revision"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A form as it was read, what it would become, and what is wrong with it, by field."""

    read: Read
    preview: Preview | None
    problems: Mapping[str, str] = field(default_factory=dict)


async def weigh(session: Session, sitting: Sitting) -> Weighed:
    """Read a form and say what it would become; every fault that can be found at once is told at its field."""
    desk, form, of = sitting.desk, sitting.form, sitting.of
    say = speech(desk.member.locale, "desk")
    read = read_form(form, desk.company, say)
    problems, wish = dict(read.problems), read.request
    try:
        wish = await written_for(session, wish, read.customer, company=desk.company)
    except UnknownCustomer:
        problems["customer"] = say("There is no lead with this number.")
    if await hidden(session, desk.member, [wish.customer]):
        wish = read.request
        if read.customer is None:
            problems["email"] = say("Somebody else looks after the lead with this address. Please ask your supervisor.")
        else:  # another's looks as if it did not exist
            problems["customer"] = say("There is no lead with this number.")
    if not read.keys:
        return Weighed(read, None, problems)
    if not problems:
        try:
            found = await preview(
                session,
                wish,
                desk.company,
                by=desk.member.actor,
                locale=desk.member.locale,
                of=of.number if of else None,
            )
            return Weighed(read, found)
        except QuotingError as error:
            problems[field_of(error, read, form)] = error.sentence(desk.member.locale)
    for fault in await line_faults(session, wish, desk.company):
        problems.setdefault(field_of(fault, read, form), fault.sentence(desk.member.locale))
    return Weighed(read, None, problems)
