"""How a lead becomes HubSpot's contact, company, deal and note: pure, one function an object.

https://developers.hubspot.com/docs/reference/api/crm/objects
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from funnel.ports import CrmLead
from integrations.hubspot.client import Kind

OUR_ID = "tradewind_id"
"""Our own unique property of each object; by it an object is found again, however a push was interrupted."""

OWNER = "hubspot_owner_id"
"""HubSpot's own property for whose an object is: the id of one of its users."""

PROPERTIES: Mapping[Kind, tuple[tuple[str, str, bool], ...]] = {
    "contacts": (
        (OUR_ID, "Tradewind id", True),
        ("tradewind_grade", "Tradewind grade", False),
        ("tradewind_grade_reasons", "Tradewind grade reasons", False),
        ("tradewind_stage", "Tradewind funnel stage", False),
        ("tradewind_stage_reason", "Tradewind stage reason", False),
        ("tradewind_desk_url", "Tradewind desk", False),
    ),
    "companies": ((OUR_ID, "Tradewind id", True),),
    "deals": (
        (OUR_ID, "Tradewind id", True),
        ("tradewind_quote_number", "Tradewind quote number", False),
        ("tradewind_quote_url", "Tradewind quote link", False),
        ("tradewind_quote_valid_until", "Tradewind quote valid until", False),
        ("tradewind_quote_state", "Tradewind quote state", False),
    ),
}
"""The properties we define where they are missing: name, label, whether each value exists once."""

GROUPS: Mapping[Kind, str] = {
    "contacts": "contactinformation",
    "companies": "companyinformation",
    "deals": "dealinformation",
}

DEAL_STAGES = {
    1: "appointmentscheduled",
    2: "appointmentscheduled",
    3: "presentationscheduled",
    4: "decisionmakerboughtin",
    5: "closedwon",
}
"""What our stages mean in the stages of HubSpot's default pipeline."""

NOTE_TO_CONTACT, NOTE_TO_DEAL = 202, 214
"""HubSpot's own association types.

https://developers.hubspot.com/docs/reference/api/crm/associations/association-details
"""

NOTE_LIMIT = 65_000
"""Characters; HubSpot takes 65,536 in a note's body."""


def property_definition(kind: Kind, name: str, label: str, *, unique: bool) -> dict[str, object]:
    """Return the definition of one of our properties."""
    is_long = name.endswith("_reasons")
    return {
        "name": name,
        "label": label,
        "group_name": GROUPS[kind],
        "type": "string",
        "field_type": "textarea" if is_long else "text",
        "has_unique_value": unique,
        "form_field": False,
    }


def contact(lead: CrmLead) -> dict[str, str]:
    """Return the contact's properties."""
    return _given(
        {
            OUR_ID: lead.key,
            "email": lead.email,
            "phone": lead.phone,
            "firstname": lead.first_name,
            "lastname": lead.last_name,
            "company": lead.company,
            "country": lead.country,
            "jobtitle": lead.job_title,
            "hs_language": LANGUAGES.get(lead.locale, lead.locale),
            "tradewind_grade": lead.grade,
            "tradewind_grade_reasons": "\n".join(lead.grade_reasons),
            "tradewind_stage": f"{lead.stage} {lead.stage_name}",
            "tradewind_stage_reason": lead.stage_reason,
            "tradewind_desk_url": lead.desk_url,
        }
    )


LANGUAGES = {"zh": "zh-cn", "pt": "pt-br"}
"""Our locales in HubSpot's list of languages, where they differ."""


def company_key(lead: CrmLead) -> str | None:
    """Return what a company is found again by: its domain, else its name; None for a person without a company."""
    if lead.company_domain:
        return f"domain:{lead.company_domain}"
    return f"name:{' '.join(lead.company.casefold().split())}" if lead.company else None


def company(lead: CrmLead) -> dict[str, str]:
    """Return the company's properties."""
    given = {
        OUR_ID: company_key(lead),
        "name": lead.company,
        "domain": lead.company_domain,
        "country": lead.country,
        "numberofemployees": str(lead.company_size) if lead.company_size else None,
    }
    return _given(given)


def deal(lead: CrmLead) -> dict[str, str]:
    """Return the deal's properties; its amount is the newest live quote's, where none is live the newest one's."""
    newest = next((quote for quote in lead.quotes if quote.is_live), lead.quotes[0] if lead.quotes else None)
    who = lead.company or " ".join(filter(None, (lead.first_name, lead.last_name))) or lead.email or lead.phone
    return _given(
        {
            OUR_ID: lead.key,
            "dealname": f"{who} ({newest.number})" if newest else who,
            "pipeline": "default",
            "dealstage": DEAL_STAGES[lead.meaning],
            "amount": str(newest.amount) if newest else None,
            "deal_currency_code": newest.currency if newest else None,
            "closedate": _moment(newest.valid_until) if newest else None,
            "tradewind_quote_number": newest.number if newest else None,
            "tradewind_quote_url": newest.url if newest else None,
            "tradewind_quote_valid_until": newest.valid_until.date().isoformat() if newest else None,
            "tradewind_quote_state": newest.state if newest else None,
        }
    )


EMPTY_DEAL = {
    "dealname": "-",
    "tradewind_quote_number": "",
    "tradewind_quote_url": "",
}
"""What stands in a deal whose person was erased."""


def file_key(number: str) -> str:
    """Return the name under which the id of a quote's file is kept."""
    return f"{FILE}{number}"


FILE = "file "


def folder(key: str) -> str:
    """Return the folder of HubSpot's file manager that holds the quotes of one lead, and nothing else."""
    return f"/tradewind/{key}"


def file_name(number: str) -> str:
    """Return the name of a quote's file."""
    return f"{number}.pdf"


def attachments(ids: Iterable[str]) -> dict[str, str]:
    """Return a note's property for its files.

    https://developers.hubspot.com/docs/api-reference/crm-notes-v3/guide
    """
    return {"hs_attachment_ids": ";".join(ids)}


def attached(properties: Mapping[str, str | None]) -> list[str]:
    """Return the ids of the files of a note."""
    return [one for one in (properties.get("hs_attachment_ids") or "").split(";") if one]


def note_marker(lead: CrmLead) -> str:
    """Return the line by which our note is found among a contact's notes."""
    return f"[{lead.key}]"


def note(lead: CrmLead, *, at: datetime) -> dict[str, str]:
    """Return the note's properties: the brief, with links to the quotes and to the desk. HTML, everything escaped."""
    links = "".join(
        f'<p><a href="{html.escape(quote.url)}">{html.escape(quote.number)}</a> '
        f"{html.escape(' '.join(filter(None, (str(quote.amount), quote.currency, quote.state))))}</p>"
        for quote in lead.quotes
    )
    desk = f'<p><a href="{html.escape(lead.desk_url)}">Tradewind</a> {html.escape(note_marker(lead))}</p>'
    room = NOTE_LIMIT - len(links) - len(desk)
    brief = html.escape(lead.note).replace("\n", "<br>")
    if len(brief) > room:
        # escaped text is at most six times as long; cutting before escaping keeps every entity whole
        brief = html.escape(lead.note[: room // 6]).replace("\n", "<br>") + " …"
    return {"hs_timestamp": _moment(at), "hs_note_body": f"{links}{desk}<p>{brief}</p>"}


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _given(properties: Mapping[str, str | None]) -> dict[str, str]:
    """Leave out what is not known: an empty value would erase what somebody entered in HubSpot."""
    return {name: value for name, value in properties.items() if value}
