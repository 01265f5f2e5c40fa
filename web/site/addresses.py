"""The source of truth for the addresses of the public site: `/{locale}/`, English path words, then the slug."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from content.catalogue.model import Case, Category, Industry, Product, Resource


@dataclass(frozen=True, slots=True)
class Addresses:
    """Every address of the site in one language; `version` tells browsers that a picture has changed."""

    locale: str
    version: int = 0

    @property
    def home(self) -> str:
        return f"/{self.locale}/"

    @property
    def products(self) -> str:
        return f"/{self.locale}/products/"

    @property
    def solutions(self) -> str:
        return f"/{self.locale}/solutions/"

    @property
    def cases(self) -> str:
        return f"/{self.locale}/cases/"

    @property
    def resources(self) -> str:
        return f"/{self.locale}/resources/"

    @property
    def certificates(self) -> str:
        return f"/{self.locale}/certificates"

    @property
    def about(self) -> str:
        return f"/{self.locale}/about"

    @property
    def advisor(self) -> str:
        return f"/{self.locale}/advisor"

    @property
    def selector(self) -> str:
        return f"/{self.locale}/selector"

    @property
    def privacy(self) -> str:
        return f"/{self.locale}/privacy"

    @property
    def imprint(self) -> str:
        return f"/{self.locale}/imprint"

    @property
    def search(self) -> str:
        return f"/{self.locale}/search"

    def contact(self, product: str | None = None, topic: str | None = None) -> str:
        """Address the inquiry form, about a product or a topic."""
        query = urlencode([(name, value) for name, value in (("sku", product), ("topic", topic)) if value])
        return f"/{self.locale}/contact" + (f"?{query}" if query else "")

    def category(self, category: Category) -> str:
        return f"/{self.locale}/products/{category.slug}/"

    def product(self, product: Product) -> str:
        return f"/{self.locale}/products/{quote(product.slug)}"

    def data_sheet(self, product: Product) -> str:
        return f"{self.product(product)}/data-sheet.pdf"

    def industry(self, industry: Industry) -> str:
        return f"/{self.locale}/solutions/{industry.slug}"

    def case(self, case: Case) -> str:
        return f"/{self.locale}/cases/{case.slug}"

    def resource(self, resource: Resource) -> str:
        return f"/{self.locale}/resources/{resource.slug}"

    def compare(self, skus: Iterable[str] = ()) -> str:
        """Address the comparison of products by SKU."""
        query = urlencode([("sku", sku.lower()) for sku in skus])
        return f"/{self.locale}/compare" + (f"?{query}" if query else "")

    def share_picture(self, name: str) -> str:
        """Address the picture that stands for a page where it is shared: a bitmap, since no network shows SVG."""
        return f"/media/share/{quote(name.rpartition('.')[0])}.png?v={self.version}"

    def picture(self, name: str) -> str:
        return f"/media/{quote(name)}?v={self.version}"
