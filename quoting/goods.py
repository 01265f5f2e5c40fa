"""The source of truth for what a line sells: one product with options or a bundle of several; when it leaves, what it weighs. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from content.catalogue import queries
from content.catalogue.model import Company, Option, Permissions, Product, Text
from quoting.amounts import Packing
from quoting.errors import UnknownOption, UnknownProduct
from quoting.model import Component, Line

_MM3 = Decimal(10) ** 9


@dataclass(frozen=True, slots=True)
class Piece:
    """A product and how many of it are in one piece of the line."""

    product: Product
    count: int


@dataclass(frozen=True, slots=True)
class Goods:
    """What one piece of a line is. A bundle has no options."""

    sku: str
    name: Text
    picture: str | None
    pieces: tuple[Piece, ...]
    options: tuple[Option, ...] = ()
    minimum_order: int = 1
    is_bundle: bool = False

    @property
    def rules(self) -> tuple[Permissions, ...]:
        """What may be conceded on it: of a bundle the strictest of these counts."""
        return tuple(piece.product.operator_permissions for piece in self.pieces)


def find_goods(company: Company, sku: str) -> Goods:
    """Return the product or bundle of a SKU, however it is written (`kcp-70`); raises UnknownProduct."""
    product = queries.product(company, sku)
    if product is not None:
        own = (Piece(product, 1),)
        minimum = product.supply.minimum_order
        return Goods(product.sku, product.name, product.picture, own, product.options, minimum)
    bundle = company.bundles.get(sku) or company.bundles.get(sku.strip().upper())
    if bundle is None:
        raise UnknownProduct(sku=sku.strip()[:40])
    pieces = tuple(Piece(company.products[part.sku], part.quantity) for part in bundle.components)
    picture = bundle.picture or pieces[0].product.picture
    return Goods(bundle.sku, bundle.name, picture, pieces, is_bundle=True)


def chosen_options(goods: Goods, wanted: Sequence[str]) -> tuple[Option, ...]:
    """Return the options by id, each once, in the catalogue's order; raises UnknownOption."""
    known = {option.id: option for option in goods.options}
    for option in wanted:
        if option not in known:
            raise UnknownOption(sku=goods.sku, option=option[:40], known=", ".join(known) or "–")
    return tuple(option for option in goods.options if option.id in set(wanted))


def drawn(goods: Goods, quantity: int) -> dict[str, int]:
    """Return how many of each product a line takes."""
    taken: dict[str, int] = {}
    for piece in goods.pieces:
        taken[piece.product.sku] = taken.get(piece.product.sku, 0) + piece.count * quantity
    return taken


def supplied(
    goods: Goods, quantity: int, options: Sequence[Option], *, stock: Mapping[str, int], locale: str
) -> dict[str, Any]:
    """Return the fields of a line on delivery, customs and warranty; `stock` is what is left of each product."""
    taken = drawn(goods, quantity)
    in_stock = {sku: count <= stock[sku] for sku, count in taken.items()}
    supplies = {piece.product.sku: piece.product.supply for piece in goods.pieces}
    made_to_order = max((option.lead_time_days for option in options), default=0)
    days = [
        one.stock_lead_time_days if in_stock[sku] else one.production_lead_time_days for sku, one in supplies.items()
    ]
    origins = {one.origin for one in supplies.values()}
    components = (Component(one.product.sku, one.product.name[locale], one.count) for one in goods.pieces)
    return {
        "lead_time_days": max(days) + made_to_order,
        "from_stock": all(in_stock.values()) and not made_to_order,
        "warranty_months": min(one.warranty_months for one in supplies.values()),
        "origin": origins.pop() if len(origins) == 1 else "",
        # customs want the code of every piece, whatever it is sold in
        "hs_code": ", ".join(dict.fromkeys(one.hs_code for one in supplies.values() if one.hs_code)),
        "components": tuple(components) if goods.is_bundle else (),
        **_weighed(goods, taken),
    }


def _weighed(goods: Goods, taken: Mapping[str, int]) -> dict[str, Any]:
    """Net and gross weight of one piece; packages and volume of all: what fills no package is sent in none."""
    net = gross = volume = Decimal(0)
    packages = 0
    for piece in goods.pieces:
        supply = piece.product.supply
        net += Decimal(str(supply.net_weight_kg)) * piece.count
        gross += Decimal(str(supply.gross_weight_kg)) * piece.count
    for sku, supply in {piece.product.sku: piece.product.supply for piece in goods.pieces}.items():
        length, width, height = supply.package_mm
        if length * width * height:
            count = -(-taken[sku] // supply.pieces_per_package)
            packages += count
            volume += Decimal(count * length * width * height) / _MM3
    return {"net_weight_kg": net, "gross_weight_kg": gross, "packages": packages, "volume_m3": volume}


def packing_of(goods: Goods, quantity: int) -> Packing | None:
    """Return what a number of pieces weigh and fill; None where nothing is sent."""
    held = _weighed(goods, drawn(goods, quantity))
    if not held["packages"]:
        return None
    net, gross = held["net_weight_kg"] * quantity, held["gross_weight_kg"] * quantity
    return Packing(packages=held["packages"], net_kg=net, gross_kg=gross, volume_m3=held["volume_m3"])


def pack(lines: Sequence[Line]) -> Packing | None:
    """Return what all lines weigh and fill together; None where nothing is sent."""
    packages = sum(line.packages for line in lines)
    if not packages:
        return None
    return Packing(
        packages=packages,
        net_kg=sum((line.net_weight_kg * line.quantity for line in lines), Decimal(0)),
        gross_kg=sum((line.gross_weight_kg * line.quantity for line in lines), Decimal(0)),
        volume_m3=sum((line.volume_m3 for line in lines), Decimal(0)),
    )
