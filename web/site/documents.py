"""The words for the kinds of documents in the resource centre."""

from collections.abc import Mapping

from web.locale import Speech


def kinds(say: Speech) -> Mapping[str, str]:
    """Name each kind of document; the keys are those of `Resource.kind`."""
    return {
        "white_paper": say("White paper"),
        "selection_guide": say("Selection guide"),
        "application_guide": say("Application guide"),
        "maintenance": say("Maintenance paper"),
        "article": say("Article"),
        "manual": say("Manual"),
    }
