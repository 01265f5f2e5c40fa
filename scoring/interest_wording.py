"""The words for what somebody is interested in and why, and for why something is recommended, in the reader's language (gettext domain `scoring`)."""

from __future__ import annotations

from collections.abc import Mapping

from content.catalogue.model import Company
from foundation.locales import format_number, translator
from scoring.interests import Interest


def _(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated when it is shown."""
    return message


KINDS: Mapping[str, str] = {
    "product": _("Products"),
    "family": _("Product families"),
    "industry": _("Industries"),
    "topic": _("Topics"),
}
EVENTS: Mapping[str, str] = {
    "page_view": _("pages opened: {count}"),
    "view_product": _("viewed: {count}"),
    "view_price": _("prices viewed: {count}"),
    "mail_click": _("links followed in mails: {count}"),
    "compare": _("compared: {count}"),
    "download": _("downloaded: {count}"),
    "sample_requested": _("samples asked for: {count}"),
    "quote_requested": _("quotes asked for: {count}"),
}
DOCUMENTS: Mapping[str, str] = {
    "white_paper": _("White papers"),
    "selection_guide": _("Selection guides"),
    "application_guide": _("Application guides"),
    "maintenance": _("Maintenance"),
    "article": _("Articles"),
    "manual": _("Manuals"),
}


GROUNDS: Mapping[str, str] = {
    "together": _("others looked at both"),
    "alike": _("similar to what they looked at"),
    "liked": _("fits their interests"),
    "popular": _("often looked at in their language"),
}


def recommendation_ground(ground: str, locale: str) -> str:
    """Word why something is recommended, to whoever advises the customer."""
    return _say(GROUNDS[ground], locale)


def interest_kind(kind: str, locale: str) -> str:
    """Name a kind of tag."""
    return _say(KINDS[kind], locale)


def interest_label(interest: Interest, company: Company, locale: str) -> str:
    """Name what somebody is interested in; what is no longer offered by its id."""
    if interest.kind == "family" and interest.key in company.categories:
        return company.categories[interest.key].name[locale]
    if interest.kind == "industry" and interest.key in company.industries:
        return company.industries[interest.key].name[locale]
    topic, _, name = interest.key.partition(":")
    if topic == "application" and name in company.applications:
        return company.applications[name].label[locale]
    return _say(DOCUMENTS[name], locale) if topic == "kind" and name in DOCUMENTS else interest.key


def interest_reason(interest: Interest, locale: str) -> str:
    """Word which events an interest rests on."""
    told = (
        _say(EVENTS[event], locale).format(count=format_number(count, locale))
        for event, count in interest.because.items()
        if event in EVENTS
    )
    return " · ".join(told)


def _say(message: str, locale: str) -> str:
    return translator("scoring", "scoring", locale).gettext(message)
