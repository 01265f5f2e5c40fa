"""The JSON API for other programs, behind the API key; described at /schema/openapi.json."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler


def handlers() -> list[HTTPRouteHandler]:
    """Return every handler of the API."""
    from web.api import advice, customers, events, leads, quotes

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
        *quotes.handlers(),
    ]
