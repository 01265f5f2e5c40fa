"""Source of truth for how an erasure is told: as JSON for programs, and in words for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from foundation.locales import format_date, translator
from funnel.privacy.model import Erasure, Group, How, Trace


def proof_body(erasure: Erasure, locale: str) -> dict[str, Any]:
    """Put an erasure into JSON: what was erased and where, what stays and why, what others have still to do."""
    return {
        "id": erasure.id,
        "state": "complete" if erasure.is_complete else "waiting",
        "erased": trace_bodies(erasure.traces, locale),
        "kept": [
            {"place": each.place, "count": each.count, "until": each.until.isoformat(), "as": erasure.pseudonym}
            for each in erasure.kept
        ],
        "crm": {"state": erasure.crm_state, "detail": erasure.crm_detail},
        "rewritten": erasure.rewritten_at is not None,
        "asked_by": erasure.asked_by,
        "asked_at": erasure.asked_at.isoformat(),
        "remarks": remarks(erasure, locale),
    }


def trace_bodies(traces: Sequence[Trace], locale: str) -> list[dict[str, Any]]:
    """Put what was found, or what became of it, into JSON."""
    return [
        {
            "place": each.place,
            "what": group_name(each.group, locale),
            "how": each.how.value,
            "before": each.before,
            "after": each.after,
        }
        for each in traces
    ]


def group_name(group: Group, locale: str) -> str:
    """Name what a place holds."""
    _ = translator("funnel", "funnel", locale).gettext
    return {
        Group.CONTACT: _("Contact, grade and stages"),
        Group.CONVERSATIONS: _("Conversations"),
        Group.BEHAVIOUR: _("Visits and events"),
        Group.EVENTS: _("History of what was done"),
        Group.MAILS: _("E-mails"),
        Group.QUOTES: _("Quotes and their documents"),
        Group.APPROVALS: _("Requests for approval"),
        Group.CRM: _("Links to the CRM"),
        Group.KNOWLEDGE: _("Questions and texts"),
        Group.MODELS: _("Calls of language models"),
        Group.JOBS: _("Waiting tasks"),
        Group.FILES: _("Files"),
        Group.HOUSE: _("Our own records"),
    }[group]


def how_name(how: How, locale: str) -> str:
    """Name what happens to a place's rows."""
    _ = translator("funnel", "funnel", locale).gettext
    return {
        How.ERASED: _("erased"),
        How.PSEUDONYMISED: _("kept without the person"),
        How.MENTIONS: _("mentions taken out"),
    }[how]


def remarks(erasure: Erasure, locale: str) -> list[str]:
    """Say what stays, what is still to be done, and what people must see to."""
    _ = translator("funnel", "funnel", locale).gettext
    said = [
        _(
            "{count} issued quotes stay for the books until {day}, under the pseudonym {name}; "
            "where one was accepted, the name of the company stays with it."
        ).format(count=each.count, day=format_date(each.until, locale), name=erasure.pseudonym)
        for each in erasure.kept
    ]
    if erasure.crm_state == "waiting":
        said.append(_("The CRM has not erased the person yet; it is asked until it has."))
    elif erasure.crm_state == "failed":
        said.append(_("The CRM refused to erase the person: {reason}").format(reason=erasure.crm_detail))
    if erasure.rewritten_at is None:
        said.append(_("The database was in use; its free space is overwritten within the hour."))
    said.append(
        _("Backups made before still hold the person: delete them as they age, and erase again after restoring one.")
    )
    return said
