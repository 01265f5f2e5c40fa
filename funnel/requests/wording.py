"""The sentences that tell what a request for quotation leaves open, in a reader's language."""

from __future__ import annotations

from advisor.requests import Gap
from foundation.locales import translator


def _(message: str) -> str:
    """Mark a sentence for the catalogue; it is translated when it is shown."""
    return message


_GAPS = {
    Gap.PRODUCT_UNKNOWN: _("No product of ours was recognised. Please choose one, or tell the buyer that we do not make it."),
    Gap.NOTHING_FITS: _("None of our products fulfils all of this. Please check what can be given up."),
    Gap.CHECK_CHOICE: _("Described in words; the best fit was chosen. Please check it."),
    Gap.CHECK_EQUIVALENT: _("Another maker's model; our nearest product was chosen. Please check it."),
    Gap.QUANTITY_MISSING: _("No quantity was named; one piece was assumed."),
    Gap.QUANTITY_UNCLEAR: _("The quantity could not be read; one piece was assumed."),
    Gap.CONTACT_MISSING: _("Neither e-mail nor telephone is given."),
    Gap.COUNTRY_MISSING: _("It is not said where the goods go."),
    Gap.INCOTERM_MISSING: _("No delivery term with its place is named; our usual one was assumed."),
    Gap.CONCESSION_WISHED: _("A concession is asked for; the draft grants none."),
    Gap.NO_LINES: _("Nothing was found that asks for a product."),
}  # fmt: skip


def gap_in(gap: str, locale: str) -> str:
    """Tell an open point."""
    return translator("funnel", "funnel", locale).gettext(_GAPS[Gap(gap)])
