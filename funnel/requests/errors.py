"""Why a request for quotation cannot be taken in: sentences that say what to do."""

from __future__ import annotations

from typing import ClassVar

from foundation.locales import translator


def _(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated when it is told."""
    return message


class RequestError(Exception):
    """Base of these refusals; `facts` fill the placeholders of `wording`."""

    wording: ClassVar[str] = _("This request cannot be taken in.")

    def __init__(self, **facts: object) -> None:
        """Keep the facts."""
        self.facts = facts
        super().__init__(self.sentence("en"))

    def sentence(self, locale: str) -> str:
        """Return the reason in `locale`."""
        return translator("funnel", "funnel", locale).gettext(self.wording).format_map(self.facts)


class RequestEmpty(RequestError):
    wording = _("There is nothing to read. Paste the request, or choose a file that holds it.")


class RequestTooLong(RequestError):
    """Facts: `most`."""

    wording = _("This is longer than {most} characters. Paste only the part that asks for products.")


class RequestGone(RequestError):
    wording = _("This request is finished already. Open the list of requests again.")
