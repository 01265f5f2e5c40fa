"""HubSpot behind the funnel's CRM port: contacts, companies, deals, notes and the link of each quote. Delete the folder to remove it."""

from integrations.hubspot.crm import HubSpot, NoCrm

__all__ = ["HubSpot", "NoCrm"]
