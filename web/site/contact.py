"""The page with the inquiry form: empty, with mistakes beside their fields, and thanking."""

from dataclasses import dataclass

from content.catalogue.model import Company, Product
from foundation.locales import country_name
from web.locale import Speech
from web.site.addresses import Addresses
from web.site.inquiry import SIZES, TRAP, InquiryForm
from web.site.page import Crumb, Page


@dataclass(frozen=True, slots=True)
class Contact:
    """Context of `site/contact.html`."""

    form: InquiryForm
    sent: bool
    product: Product | None
    topics: tuple[tuple[str, str], ...]
    """Topic id with its label."""
    countries: tuple[tuple[str, str], ...]
    """ISO 3166 code with its name, in the reader's alphabet."""
    sizes: tuple[tuple[str, str], ...]
    """Sizes of companies, each with its words."""
    trap: str


def contact(
    company: Company, say: Speech, form: InquiryForm | None = None, *, sent: bool = False, sku: str | None = None
) -> Page:
    """Compose the page; `form` is what was sent and not accepted, `sku` the product it is about."""
    at = Addresses(say.locale)
    form = form or InquiryForm({"sku": sku or ""})
    product = company.products.get((form.values.get("sku") or sku or "").upper())
    return Page(
        "site/contact.html",
        Contact(form, sent, product, topics(say), countries(say.locale), sizes(say), TRAP),
        path=at.contact(),
        title=say("Contact"),
        description=say("Ask {company} for a quotation, a sample, a visit or advice.", company=company.identity.name),
        section="contact",
        crumbs=(Crumb(say("Contact"), at.contact()),),
        status=422 if form.errors else 200,
        cacheable=not (form.values.get("sku") or form.values.get("topic") or sent),
        indexable=not sent,
    )


def sizes(say: Speech) -> tuple[tuple[str, str], ...]:
    """List the sizes that a company can have."""
    bounds = zip(SIZES, (*SIZES[1:], 0), strict=True)
    return tuple(
        (
            str(low),
            f"\N{LEFT-TO-RIGHT ISOLATE}{low}\N{EN DASH}{high - 1}\N{POP DIRECTIONAL ISOLATE}"
            if high
            else say("{count} and more", count=low),
        )
        for low, high in bounds
    )


def topics(say: Speech) -> tuple[tuple[str, str], ...]:
    """List what an inquiry can be about."""
    return (
        ("quote", say("Quotation")),
        ("advice", say("Technical advice")),
        ("sample", say("Sample or trial")),
        ("cad", say("3D model or drawing")),
        ("service", say("Service and calibration")),
        ("other", say("Something else")),
    )


def countries(locale: str) -> tuple[tuple[str, str], ...]:
    """Return code and name of every country that buyers write from, by name."""
    names = ((code, country_name(code, locale)) for code in COUNTRIES.split())
    return tuple(sorted(names, key=lambda one: one[1].casefold()))


COUNTRIES = """
AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET
FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME
MG MH MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ
TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN VU WS YE ZA ZM ZW
"""
"""ISO 3166-1 alpha-2 codes that an inquiry can come from; their names are CLDR's."""
