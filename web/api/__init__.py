"""The JSON API for other programs, behind the API key; described at /schema/openapi.json."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler


def handlers() -> list[HTTPRouteHandler]:
    """Return every handler of the API."""
    from web.api import (
        actions,
        advice,
        approvals,
        behaviour,
        consents,
        customers,
        events,
        leads,
        mailings,
        privacy,
        quote_drafts,
        quotes,
        reminders,
        requests,
        selling,
        standing,
    )

    rooms = (quotes, quote_drafts, requests, approvals, consents, privacy, actions, standing, reminders, selling)
    return [
        advice.understand_message,
        advice.search_knowledge,
        advice.check_authority,
        customers.add_customer,
        customers.customer_funnel,
        customers.funnel_overview,
        customers.advise,
        events.report_event,
        events.report_events,
        leads.list_leads,
        leads.show_lead,
        behaviour.show_behaviour,
        behaviour.show_heatmap,
        *(one for room in (*rooms, mailings) for one in room.handlers()),
    ]
