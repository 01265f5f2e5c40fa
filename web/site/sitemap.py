"""The site map and robots.txt: every public page in every language, each naming its siblings."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from content.catalogue.model import Company
from foundation.locales import TAGS
from web.locale import address_in
from web.site.addresses import Addresses


def paths(company: Company, locale: str) -> Iterator[str]:
    """List the addresses of all indexable pages in one language."""
    at = Addresses(locale)
    yield from (
        at.home,
        at.products,
        at.solutions,
        at.cases,
        at.resources,
        at.certificates,
        at.compare(),
        at.selector,
        at.advisor,
        at.about,
        at.contact(),
        at.privacy,
        at.imprint,
    )
    yield from (at.category(one) for one in company.categories.values())
    yield from (at.product(one) for one in company.products.values())
    yield from (at.industry(one) for one in company.industries.values())
    yield from (at.case(one) for one in company.cases.values())
    yield from (at.resource(one) for one in company.resources.values())


def sitemap(company: Company, base: str) -> str:
    """Write the site map after https://www.sitemaps.org/protocol.html with alternates after Google's extension."""
    entries = []
    for locale in company.locales:
        for path in paths(company, locale):
            links = "".join(
                f'<xhtml:link rel="alternate" hreflang="{TAGS[one]}" href={quoteattr(base + address_in(one, path))}/>'
                for one in company.locales
            )
            default = (
                f'<xhtml:link rel="alternate" hreflang="x-default" href={quoteattr(base + address_in("en", path))}/>'
            )
            entries.append(f"<url><loc>{escape(base + path)}</loc>{links}{default}</url>")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        + "\n".join(entries)
        + "\n</urlset>\n"
    )


def robots(base: str, locales: tuple[str, ...]) -> str:
    """Write robots.txt: everything public may be read; the desk, the API and searches are nobody's index."""
    searches = "".join(f"Disallow: /{locale}/search\n" for locale in locales)
    return f"User-agent: *\nDisallow: /desk\nDisallow: /api/\n{searches}\nSitemap: {base}/sitemap.xml\n"
