"""Source of truth for where data of persons lie: every table of the schema, and what becomes of each of its text columns.

A new table or column is entered here; tests/house/test_places.py fails until it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from funnel.privacy.model import Group, Handle, Link, Place

ERASED = "[erased]"
"""What stands where a person was mentioned."""


def _only_country(recipient: Mapping[str, Any], pseudonym: str) -> dict[str, Any]:
    return {"name": pseudonym, "country": recipient.get("country")}


def _counterpart(recipient: Mapping[str, Any], pseudonym: str) -> dict[str, Any]:
    """An accepted quote is a contract: whom it is with, the company and its seat, belongs to the books."""
    kept = {name: recipient.get(name) for name in ("company", "street", "city", "country") if recipient.get(name)}
    return {"name": pseudonym, **kept}


def _unsigned(answer: Mapping[str, Any] | None, pseudonym: str) -> dict[str, Any] | None:
    if answer is None:
        return None
    return {**answer, "name": pseudonym, "role": "", "email": "", "text": ""}


def _unlinked(data: Mapping[str, Any], _pseudonym: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in {"customer", "conversation"}}


def _nobody(_value: Any, _pseudonym: str) -> None:
    return None


def _pseudonym(_value: Any, pseudonym: str) -> str:
    return pseudonym


def _no_visitor(value: str, _pseudonym: str) -> str:
    return "visitor:erased" if value.startswith("visitor:") else value


_OF_CUSTOMER = Link("customer_id", Handle.CUSTOMER)
_QUOTE_LINKS = (
    Link("customer", Handle.CUSTOMER),
    Link("conversation", Handle.CONVERSATION, only="customer IS NULL"),
    Link("recipient", Handle.ADDRESS, only="customer IS NULL", within="email"),
    Link("id", Handle.DRAFT),
    Link("id", Handle.KEPT),
)
_QUOTE_TEXTS = (
    "number", "root", "status", "locale", "currency", "assumptions", "subtotal", "discount", "freight", "tax", "total",
    "incoterm",
)  # fmt: skip
_QUOTE_FREE = ("terms", "authority", "basis")
_NEVER_ISSUED = "issued_at IS NULL"
_ACCEPTED = "issued_at IS NOT NULL AND status = 'accepted'"
_OFFERED = "issued_at IS NOT NULL AND status <> 'accepted'"
_KEPT_COLUMNS = {"answer": _unsigned, "customer": _nobody, "conversation": _nobody}

PLACES: tuple[Place, ...] = (
    # --- the person's own rows; rows that others refer to stand behind those that refer to them ------------------------
    Place(
        "messages", Group.CONVERSATIONS, (Link("conversation_id", Handle.CONVERSATION),),
        free=("text", "body"), harmless=("conversation_id", "role", "locale"),
    ),
    Place(
        "gate_blocks", Group.MODELS, (Link("conversation_id", Handle.CONVERSATION),),
        free=("claim",), harmless=("conversation_id", "locale", "kind", "origin", "outcome"),
    ),
    Place(
        "model_calls", Group.MODELS, (Link("visitor", Handle.VISITOR),),
        free=("detail",), harmless=("visitor", "model", "purpose", "outcome"),
    ),
    Place(
        "knowledge_gaps", Group.KNOWLEDGE, (Link("id", Handle.GAP),),
        where="answer IS NULL AND (SELECT count(*) FROM knowledge_gap_askings a WHERE a.gap_id = knowledge_gaps.id) <= 1",
        free=("question",), harmless=("locale", "key", "product", "category", "answer", "closed_by"),
    ),
    Place(
        "knowledge_gap_askings", Group.KNOWLEDGE, (Link("conversation", Handle.CONVERSATION),),
        yields={"gap_id": Handle.GAP}, harmless=("conversation",),
    ),
    Place(
        "conversations", Group.CONVERSATIONS,
        (_OF_CUSTOMER, Link("visitor", Handle.VISITOR, only="customer_id IS NULL")),
        yields={"id": Handle.CONVERSATION, "visitor": Handle.VISITOR},
        free=("memory", "signals"), harmless=("id", "visitor", "locale"),
    ),
    Place(
        "behaviour_log", Group.BEHAVIOUR, (_OF_CUSTOMER, Link("visitor", Handle.VISITOR, only="customer_id IS NULL")),
        free=("value",), harmless=("key", "visitor", "behaviour_type", "source"),
    ),
    Place(
        "visitors", Group.BEHAVIOUR, (_OF_CUSTOMER, Link("digest", Handle.VISITOR, only="customer_id IS NULL")),
        yields={"digest": Handle.VISITOR}, harmless=("digest",),
    ),
    Place(
        "consents", Group.CONTACT, (Link("address", Handle.ADDRESS), _OF_CUSTOMER),
        free=("wording",), named=("address",), harmless=("id", "purpose", "basis", "state", "source"),
    ),
    Place(
        "cadence_steps", Group.CONTACT, (_OF_CUSTOMER,),
        free=("note",), harmless=("id", "run_id", "name", "action", "addressee", "state", "settled_by"),
    ),
    Place(
        "action_answers", Group.CONTACT, (_OF_CUSTOMER,),
        free=("note",), harmless=("id", "code", "kind", "answer", "actor"),
    ),
    Place("cadence_runs", Group.CONTACT, (_OF_CUSTOMER,), harmless=("id", "play", "reason", "ended_by")),
    Place("customer_owners", Group.CONTACT, (_OF_CUSTOMER,), free=("reason",), harmless=("owner_id", "actor")),
    Place("stage_history", Group.CONTACT, (_OF_CUSTOMER,), free=("ai_reason",), harmless=("actor",)),
    Place("crm_links", Group.CRM, (_OF_CUSTOMER,), own=("ids",), free=("error", "left_out"), harmless=("state",)),
    Place("mail_fetches", Group.MAILS, (Link("mail_id", Handle.MAIL),), harmless=("mail_id", "sign", "target", "standing")),
    Place(
        "received_mails", Group.MAILS,
        (Link("sender", Handle.ADDRESS), _OF_CUSTOMER, Link("outgoing_id", Handle.MAIL)),
        own=("message_id", "digest"), free=("subject", "text", "detail", "files"), named=("sender", "sender_name"),
        harmless=("id", "outgoing_id", "kind", "standing", "matched", "about", "request_id", "settled_by"),
    ),
    Place("mailing_recipients", Group.MAILS, (_OF_CUSTOMER,), harmless=("mailing_id", "state", "reason", "mail_id")),
    Place(
        "outgoing_mails", Group.MAILS, (Link("recipient", Handle.ADDRESS), _OF_CUSTOMER, Link("about", Handle.NUMBER)),
        yields={"id": Handle.MAIL}, own=("message_id",),
        free=("detail",), named=("recipient",), harmless=("id", "purpose", "about", "locale", "state"),
    ),
    Place(
        "quote_requests", Group.QUOTES, (_OF_CUSTOMER,),
        own=("digest",), free=("source", "text", "lines", "wishes"), harmless=("id", "locale", "gaps", "draft"),
    ),
    # --- quotes: what was never issued goes; what was issued belongs to the books, and loses the person -----------------
    Place("quote_checks", Group.QUOTES, (Link("quote_id", Handle.DRAFT),), free=("differences",), harmless=("quote_id", "basis", "causes")),
    Place(
        "quote_acceptances", Group.QUOTES, (Link("quote_id", Handle.DRAFT), Link("email", Handle.ADDRESS), Link("quote_id", Handle.KEPT)),
        named=("name", "role", "email"), harmless=("id", "quote_id", "locale"),
    ),
    Place(
        "quote_questions", Group.QUOTES,
        (Link("quote_id", Handle.DRAFT), Link("email", Handle.ADDRESS), Link("quote_id", Handle.KEPT)),
        free=("text",), named=("name", "email"), harmless=("id", "quote_id", "locale", "answered_by"),
    ),
    Place(
        "quote_documents", Group.QUOTES, (Link("quote_id", Handle.DRAFT), Link("quote_id", Handle.KEPT)),
        own=("pdf", "sha256"), harmless=("quote_id", "kind"),
    ),
    Place(
        "approval_requests", Group.APPROVALS, (Link("quote_id", Handle.DRAFT),),
        free=("reason", "why", "words"),
        harmless=("id", "quote_id", "number", "state", "level", "asked_by", "decided_by", "granted"),
    ),
    Place(
        "approval_requests", Group.APPROVALS, (Link("quote_id", Handle.KEPT),),
        blanks={"asked_by": _no_visitor, "words": _nobody},
    ),
    Place(
        "quote_lines", Group.QUOTES, (Link("quote_id", Handle.DRAFT),),
        free=("details",),
        harmless=("quote_id", "sku", "options", "unit_price", "list_price", "discount", "amount"),
    ),
    Place(
        "quotes", Group.QUOTES, _QUOTE_LINKS, where=_NEVER_ISSUED,
        yields={"id": Handle.DRAFT, "number": Handle.NUMBER},
        own=("conversation",), free=_QUOTE_FREE, named=("recipient", "answer"), harmless=("id", *_QUOTE_TEXTS),
    ),
    Place(
        "quotes", Group.QUOTES, _QUOTE_LINKS, where=_OFFERED,
        yields={"id": Handle.KEPT, "number": Handle.NUMBER}, blanks={"recipient": _only_country, **_KEPT_COLUMNS},
    ),
    Place(
        "quotes", Group.QUOTES, _QUOTE_LINKS, where=_ACCEPTED,
        yields={"id": Handle.KEPT, "number": Handle.NUMBER}, blanks={"recipient": _counterpart, **_KEPT_COLUMNS},
    ),
    # --- the customer, behind everything that refers to them -------------------------------------------------------------
    Place(
        "customers", Group.CONTACT, (Link("email", Handle.ADDRESS), Link("id", Handle.CUSTOMER)),
        yields={"id": Handle.CUSTOMER},
        own=("country", "industry", "job_title", "company_size", "reasons", "would_raise", "next_action", "estimated_value"),
        free=("stage_reason", "lost_reason"), named=("name", "company", "email", "phone"), harmless=("locale", "source", "grade", "owner_id"),
    ),
    # --- the history of verbs ---------------------------------------------------------------------------------------------
    Place(
        "events", Group.EVENTS,
        tuple(
            Link("subject_id", handle, only=f"subject_type = '{kind}'")
            for kind, handle in (
                ("customer", Handle.CUSTOMER), ("conversation", Handle.CONVERSATION), ("mail", Handle.MAIL),
                ("quote", Handle.DRAFT), ("gap", Handle.GAP),
            )
        ),
        free=("data",), harmless=("id", "name", "subject_type", "subject_id", "actor_kind", "actor_id", "actor_roles"),
    ),
    Place(
        "events", Group.EVENTS, (Link("subject_id", Handle.KEPT, only="subject_type = 'quote'"),),
        where="actor_kind = 'visitor'", blanks={"data": _unlinked, "actor_id": _pseudonym},
    ),
    Place(
        "events", Group.EVENTS, (Link("subject_id", Handle.KEPT, only="subject_type = 'quote'"),),
        where="actor_kind <> 'visitor'", blanks={"data": _unlinked},
    ),
    # --- ours: nothing in them is a customer's, and what somebody wrote into a document is searched ----------------------
    Place(
        "knowledge_documents", Group.KNOWLEDGE, free=("title",),
        harmless=("id", "kind", "locale", "url", "digest", "products", "categories", "visibility", "collection", "name", "revision"),
    ),
    Place("knowledge_passages", Group.KNOWLEDGE, free=("text", "locator"), harmless=("document_id", "terms", "dense", "dense_model")),
    Place("knowledge_originals", Group.HOUSE, harmless=("document_id", "media_type", "content")),
    Place("content_items", Group.HOUSE, harmless=("kind", "id", "body", "digest")),
    Place("content_prices", Group.HOUSE, harmless=("sku", "currency", "price_list", "unit_price", "floor")),
    Place("content_files", Group.HOUSE, harmless=("name", "digest", "content")),
    Place("exchange_rates", Group.HOUSE, harmless=("id", "base", "currency", "rate", "source")),
    # sums of what happened on pages, by nobody; what was searched for is a key of them
    Place("visit_counts", Group.BEHAVIOUR, free=("key",), harmless=("dimension", "event_type")),
    Place("visit_weeks", Group.BEHAVIOUR, free=("key",), harmless=("dimension", "event_type")),
    Place("click_cells", Group.HOUSE, harmless=("page", "layout")),
    Place("click_elements", Group.HOUSE, harmless=("page", "layout", "path")),
    Place("co_visits", Group.HOUSE, harmless=("item", "other")),
    Place("taken_events", Group.HOUSE, harmless=("id",)),
    Place("staff", Group.HOUSE, harmless=("id", "email", "name", "locale", "roles", "password")),
    Place("staff_sessions", Group.HOUSE, harmless=("token", "staff_id")),
    Place("staff_reminders_off", Group.HOUSE, harmless=("staff_id", "kind")),
    # the digest of an address that wants no more mails stays: without it, the next import would write to them again
    Place("mail_suppressions", Group.HOUSE, harmless=("address_hash", "reason")),
    Place("mailboxes", Group.HOUSE, harmless=("name", "trouble", "detail")),
    # what we write to many; a text that names somebody is searched
    Place("mailings", Group.HOUSE, free=("content",), harmless=("id", "state", "created_by", "started_by")),
    Place("content_editions", Group.HOUSE, harmless=("subject", "actor", "note", "body", "digest")),
    Place("funnels", Group.HOUSE, harmless=("stages", "moved", "actor")),
    Place("cadence_marks", Group.HOUSE, harmless=("name",)),
    Place("report_subscriptions", Group.HOUSE, harmless=("staff_id", "kind", "time_zone")),
    Place("channel_costs", Group.HOUSE, harmless=("channel", "amount")),
    Place("revenue_goals", Group.HOUSE, harmless=("span", "amount")),
    Place("demonstrations", Group.HOUSE, harmless=("id", "counted")),
    Place("learned_scores", Group.HOUSE, harmless=("text",)),
    Place("ticks", Group.HOUSE, harmless=("name",)),
    Place("erasures", Group.HOUSE, harmless=("id", "digest", "pseudonym", "traces", "kept", "asked_by", "crm_state", "crm_objects", "crm_detail")),
)  # fmt: skip

WITHOUT_TEXT = frozenset({"quote_numbers", "content_generation", "knowledge_generation"})
"""Tables of numbers and moments alone."""
