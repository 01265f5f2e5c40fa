"""Every amount of a quote is what a second, naive calculator makes of the pack's raw files, to the cent, and so is every refusal."""

from __future__ import annotations

import csv
import re
import shutil
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.catalogue.items import assemble
from content.catalogue.kinds import KINDS
from content.catalogue.model import Company
from content.packs.draft import read_draft
from content.packs.folder import read_folder
from content.rates.model import Rate, RateBook
from foundation.settings import DEMO_PACK
from quoting.errors import QuotingError
from quoting.issue import compose_quote
from quoting.model import QuoteRequest, RequestedLine

COINS = {"JPY": Decimal(1)}
RATE = Decimal("163.4567")
RATE_DAY = date(2026, 11, 20)
SURCHARGES: list[dict[str, Any]] = [
    {"id": "small", "name": "Small order", "amounts": {"EUR": 25, "USD": 28, "CNY": 200},
     "below": {"EUR": 400, "USD": 450, "CNY": 3200}},
    {"id": "alloy", "name": "Alloy", "percent": 1.75, "categories": ["hydraulic_wrenches"], "valid_from": "2026-06-01",
     "valid_until": "2026-11-21"},
    {"id": "islands", "name": "Islands", "percent": 2.5, "countries": ["IS", "JP"]},
]  # fmt: skip
NEW_ROWS = (
    "KCP-35,EUR,1,2475.55,2026-01-01,2027-12-31,,nordic\n"
    "KCP-35,EUR,3,2333.33,2026-01-01,2026-11-20,,nordic\n"
    "KCN-40A,EUR,1,2222.22,2026-01-01,2027-12-31,,nordic\n"
)
MINIMUM = {"EUR": 90, "USD": 100, "CNY": 700}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo pack with all that its own lists lack: a country's list, surcharges, a smallest order, yen by a rate, VAT."""
    copy = tmp_path_factory.mktemp("pack") / "torque"
    shutil.copytree(DEMO_PACK, copy)
    pack = yaml.safe_load((copy / "pack.yaml").read_text())
    pack["currencies"].append("JPY")
    pack["terms"]["minimum_order"] = MINIMUM
    pack["terms"]["conversions"] = {
        "JPY": {"from_currency": "EUR", "margin_percent": 2, "round_to": 10, "max_age_days": 7}
    }
    pack["terms"]["tax"]["domestic"]["percent"] = 19
    (copy / "pack.yaml").write_text(yaml.safe_dump(pack, allow_unicode=True))
    (copy / "surcharges.yaml").write_text(yaml.safe_dump(SURCHARGES))
    lists = yaml.safe_load((copy / "price_lists.yaml").read_text())
    (copy / "price_lists.yaml").write_text(yaml.safe_dump([*lists, {"id": "nordic", "countries": ["SE", "IS"]}]))
    head, *rows = (copy / "prices.csv").read_text().splitlines()
    own = "".join(f"{row},\n" for row in rows)
    (copy / "prices.csv").write_text(f"{head},price_list\n{own}{NEW_ROWS}")
    return copy


@pytest.fixture(scope="module")
def company(folder: Path) -> Company:
    files, faults = read_folder(folder)
    draft = read_draft(files, faults)
    assert faults == []
    parts = {kind.name: {item.id: part for item, part in draft.parts(kind.name)} for kind in KINDS}
    return assemble(parts, [price for _, price in draft.prices])


class Refused(Exception):
    """The naive calculator's no, by the code that the product must give."""


class Naive:
    """Reads the pack's files as anybody could, and multiplies and adds in plain Decimal."""

    def __init__(self, folder: Path) -> None:
        self.rows = list(csv.DictReader((folder / "prices.csv").read_text().splitlines()))
        sheet = openpyxl.load_workbook(folder / "prices.xlsx").active
        assert sheet is not None
        head, *cells = list(sheet.iter_rows(values_only=True))
        for row in cells:
            told = dict(zip(map(str, head), row, strict=True))
            for name in ("valid_from", "valid_until"):
                told[name] = str(told[name])[:10]
            self.rows.append({name: str(value) for name, value in told.items()})
        self.products = {
            one["sku"]: one for file in (folder / "products").glob("*.yaml") for one in yaml.safe_load(file.read_text())
        }
        self.bundles = {one["sku"]: one for one in yaml.safe_load((folder / "bundles.yaml").read_text())}
        self.lists = yaml.safe_load((folder / "price_lists.yaml").read_text())
        self.freight = yaml.safe_load((folder / "freight.yaml").read_text())
        self.countries = yaml.safe_load((folder / "countries.yaml").read_text())
        self.terms = yaml.safe_load((folder / "pack.yaml").read_text())["terms"]

    def quote(self, wish: dict[str, Any]) -> dict[str, Any]:
        lists = [one["id"] for one in self.lists if set(one.get("customers", ())) & wish["account"]]
        lists += [one["id"] for one in self.lists if wish["country"] in one.get("countries", ())]
        lists.append("")
        lines = [self.line(one, wish, lists) for one in wish["lines"]]
        goods = sum((amount for _, amount in lines), Decimal(0))
        subtotal = sum(
            (cents(unit * one["quantity"], wish) for (unit, _), one in zip(lines, wish["lines"], strict=True)),
            Decimal(0),
        )
        if goods < self.into({name: Decimal(value) for name, value in MINIMUM.items()}, wish):
            raise Refused("below_minimum_value")
        charges = [one for one in (self.charge(rule, wish, lines, goods) for rule in SURCHARGES) if one]
        freight = self.carriage(wish, goods + sum(charges, Decimal(0)))
        percent = Decimal(19) if wish["country"] == "DE" else Decimal(0)
        before = goods + sum(charges, Decimal(0)) + (freight or Decimal(0))
        tax = cents(before * percent / 100, wish)
        return {
            "lines": lines, "subtotal": subtotal, "discount": subtotal - goods, "charges": charges,
            "freight": freight or Decimal(0), "tax": tax, "total": before + tax,
        }  # fmt: skip

    def line(self, one: dict[str, Any], wish: dict[str, Any], lists: list[str]) -> tuple[Decimal, Decimal]:
        sku, quantity = one["sku"], one["quantity"]
        if sku not in self.products and sku not in self.bundles:
            raise Refused("unknown_product")
        if quantity < 1:
            raise Refused("quantity_too_small")
        if quantity > 100_000:
            raise Refused("quantity_too_large")
        listed = "EUR" if wish["currency"] == "JPY" else wish["currency"]
        rows = [row for row in self.rows if row["sku"] == sku and row["currency"] == listed]
        rows = [row for row in rows if (row.get("price_list") or "") in lists]
        today = wish["day"].isoformat()
        now = [row for row in rows if row["valid_from"] <= today <= row["valid_until"]]
        if not now:
            raise Refused(
                "price_list_expired" if min(row["valid_until"] for row in rows) < today else "price_list_not_yet_valid"
            )
        price = None
        for name in lists:
            reached = [r for r in now if (r.get("price_list") or "") == name and int(r["min_quantity"]) <= quantity]
            if reached:
                price = Decimal(max(reached, key=lambda row: int(row["min_quantity"]))["unit_price"])
                break
        assert price is not None
        added = [self.option(sku, name, listed, quantity) for name in one["options"]]
        if wish["currency"] == "JPY":
            price, added = self.yen(price, wish), [self.yen(amount, wish) for amount in added]
        unit = price + sum(added, Decimal(0))
        return unit, cents(cents(unit * quantity, wish) * (100 - one["discount"]) / 100, wish)

    def option(self, sku: str, name: str, currency: str, quantity: int) -> Decimal:
        (option,) = [one for one in self.products[sku]["options"] if one["id"] == name]
        rows = [r for r in option["prices"] if r["currency"] == currency and r.get("min_quantity", 1) <= quantity]
        return Decimal(str(max(rows, key=lambda row: row.get("min_quantity", 1))["unit_price"]))

    def yen(self, amount: Decimal, wish: dict[str, Any]) -> Decimal:
        if (wish["day"] - RATE_DAY).days > 7:
            raise Refused("exchange_rate_too_old")
        rate = (RATE * Decimal("1.02")).quantize(Decimal("0.00001"))  # eight digits: 166.72583
        tens = (amount * rate / 10).quantize(Decimal(1), ROUND_HALF_UP)
        return max(tens, Decimal(1)) * 10

    def into(self, amounts: dict[str, Decimal], wish: dict[str, Any]) -> Decimal:
        if wish["currency"] == "JPY":
            return self.yen(amounts["EUR"], wish)
        return amounts[wish["currency"]]

    def charge(
        self, rule: dict[str, Any], wish: dict[str, Any], lines: list[tuple[Decimal, Decimal]], goods: Decimal
    ) -> Decimal | None:
        today = wish["day"].isoformat()
        if not rule.get("valid_from", "0") <= today <= rule.get("valid_until", "9"):
            return None
        if "countries" in rule and wish["country"] not in rule["countries"]:
            return None
        basis = Decimal(0)
        for one, (_, amount) in zip(wish["lines"], lines, strict=True):
            parts = [part["sku"] for part in self.bundles.get(one["sku"], {}).get("components", ())] or [one["sku"]]
            families = {self.products[sku]["category"] for sku in parts}
            if "categories" not in rule or families & set(rule["categories"]):
                basis += amount
        if not basis:
            return None
        if "below" in rule and goods >= self.into({k: Decimal(v) for k, v in rule["below"].items()}, wish):
            return None
        if "percent" in rule:
            return cents(basis * Decimal(str(rule["percent"])) / 100, wish) or None
        return self.into({k: Decimal(v) for k, v in rule["amounts"].items()}, wish)

    def carriage(self, wish: dict[str, Any], value: Decimal) -> Decimal | None:
        if not wish["incoterm"]:
            return None
        rule, _, place = wish["incoterm"].partition(" ")
        gross, volume = self.weights(wish)
        country = self.country(place, rule, wish)
        for by_place in (True, False):
            for rate in self.freight:
                if rule not in rate.get("rules", ("CPT", "CIP", "CFR", "CIF", "DAP", "DPU", "DDP")):
                    continue
                hit = place.lower() in rate.get("places", ()) if by_place else country in rate.get("countries", ())
                if hit:
                    return self.carried(
                        rate, rule, max(gross, volume * Decimal(str(rate.get("kg_per_m3", 0)))), value, wish
                    )
        return None

    def carried(
        self, rate: dict[str, Any], rule: str, weight: Decimal, value: Decimal, wish: dict[str, Any]
    ) -> Decimal | None:
        weight = weight.to_integral_value(ROUND_CEILING)
        if rule == "DDP" and "duty_percent" not in rate:
            return None
        if weight > rate.get("heaviest_kg", 10**9):
            return None
        amounts = [step["amounts"] for step in rate["steps"] if weight <= step["up_to_kg"]]
        if amounts:
            freight = self.into(exact(amounts[0]), wish)
        else:
            last = rate["steps"][-1]
            beyond, each = weight - last["up_to_kg"], exact(rate["per_kg"])
            both = {currency: amount + each[currency] * beyond for currency, amount in exact(last["amounts"]).items()}
            freight = cents(self.into(both, wish), wish)
        insurance = Decimal(0)
        if rule in {"CIP", "CIF"}:
            insured = cents((value + freight) * Decimal("1.1"), wish)
            rules = self.terms["insurance"]
            insurance = max(
                cents(insured * Decimal(str(rules["percent"])) / 100, wish), self.into(exact(rules["minimum"]), wish)
            )
        duty = cents((value + freight) * rate.get("duty_percent", 0) / 100, wish) if rule == "DDP" else Decimal(0)
        return freight + insurance + duty

    def country(self, place: str, rule: str, wish: dict[str, Any]) -> str | None:
        known = {
            use["country"] for use in self.countries for alias in use["aliases"]
            if re.fullmatch(re.escape(alias).replace(r"\*", ".*"), place.lower())
        }  # fmt: skip
        if known:
            return known.pop() if len(known) == 1 else None
        return None if rule in {"FOB", "CIF", "CFR"} else wish["country"]

    def weights(self, wish: dict[str, Any]) -> tuple[Decimal, Decimal]:
        gross = volume = Decimal(0)
        for one in wish["lines"]:
            own = [{"sku": one["sku"], "quantity": 1}]
            for part in self.bundles.get(one["sku"], {}).get("components", own):
                supply = self.products[part["sku"]]["supply"]
                pieces = part.get("quantity", 1) * one["quantity"]
                gross += Decimal(str(supply["gross_weight_kg"])) * pieces
                length, width, height = supply["package_mm"]
                volume += Decimal(-(-pieces // supply.get("pieces_per_package", 1)) * length * width * height) / 10**9
        return gross, volume


def exact(amounts: dict[str, Any]) -> dict[str, Decimal]:
    return {name: Decimal(str(value)) for name, value in amounts.items()}


def cents(amount: Decimal, wish: dict[str, Any]) -> Decimal:
    return amount.quantize(COINS.get(wish["currency"], Decimal("0.01")), ROUND_HALF_UP)


@pytest.fixture(scope="module")
def naive(folder: Path) -> Naive:
    return Naive(folder)


def outcome(naive: Naive, wish: dict[str, Any]) -> tuple[dict[str, Any] | None, str]:
    try:
        return naive.quote(wish), ""
    except Refused as refused:
        return None, str(refused)


TERMS = (
    None, "CPT Lyon", "CIP Lyon", "DDP Madrid", "CIF Shanghai", "CIF Xingang", "FOB Hamburg", "DAP Stuttgart", "DDP Zürich",
    "CIP Nagoya", "CPT Chicago", "DAP Kleinposemuckel",
)  # fmt: skip
SKUS = (
    "KCP-35", "KCP-70", "KAB-18", "KCN-40A", "KHW-1500", "KHW-4000", "KHL-2500", "KAC-18", "KSET-70", "KSET-4000", "KTW-100",
    "KNO-1",
)  # fmt: skip


@st.composite
def wishes(draw: st.DrawFn) -> dict[str, Any]:
    lines = []
    for _ in range(draw(st.integers(1, 4))):
        quantities = st.sampled_from([-3, 0, 1, 1, 2, 3, 4, 5, 9, 10, 24, 25, 26, 99, 480, 100_001])
        discount = draw(st.decimals(0, "39.99", places=2))
        lines.append(
            {"sku": draw(st.sampled_from(SKUS)), "quantity": draw(quantities), "discount": discount, "options": ()}
        )
    days = [
        date(2025, 12, 31),
        date(2026, 1, 1),
        *[date(2026, 11, day) for day in (20, 21, 22, 27, 28)],
        date(2027, 12, 31),
    ]
    return {
        "lines": lines,
        "currency": draw(st.sampled_from(["EUR", "USD", "CNY", "JPY"])),
        "country": draw(st.sampled_from([None, "DE", "FR", "SE", "IS", "JP", "CN", "US", "CH"])),
        "account": draw(st.sampled_from([frozenset(), frozenset({"nordwind-turbinen.example"})])),
        "incoterm": draw(st.sampled_from(TERMS)),
        "day": draw(st.sampled_from([*days, date(2028, 1, 1)])),
    }


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wish=wishes(), data=st.data())
def test_a_second_calculator_comes_to_the_same_cent_or_to_the_same_no(
    wish: dict[str, Any], data: st.DataObject, naive: Naive, company: Company
) -> None:
    for line in wish["lines"]:
        known = [one["id"] for one in naive.products.get(line["sku"], {}).get("options", ())]
        line["options"] = tuple(data.draw(st.lists(st.sampled_from(known), unique=True))) if known else ()
    request = QuoteRequest(
        locale="en",
        currency=wish["currency"],
        lines=tuple(RequestedLine(**one) for one in wish["lines"]),
        incoterm=wish["incoterm"],
        country=wish["country"],
        account=wish["account"],
    )
    now = datetime.combine(wish["day"], time(10), UTC)
    rates = RateBook((Rate("EUR", "JPY", RATE, datetime.combine(RATE_DAY, time(14), UTC), "ECB"),))
    expected, refusal = outcome(naive, wish)
    if expected is None:
        with pytest.raises(QuotingError) as raised:
            compose_quote(request, company, now=now, rates=rates)
        assert raised.value.code == refusal
        return
    quote = compose_quote(request, company, now=now, rates=rates)
    found = {
        "lines": [(line.unit_price.amount, line.amount.amount) for line in quote.lines],
        "charges": [one.amount.amount for one in quote.charges],
        **{name: getattr(quote, name).amount for name in ("subtotal", "discount", "freight", "tax", "total")},
    }
    assert found == expected
    assert quote.total.amount == (
        sum(found["lines"][at][1] for at in range(len(quote.lines)))
        + sum(found["charges"])
        + found["freight"]
        + found["tax"]
    )
    assert quote.valid_until <= date(2027, 12, 31)
    assert quote.valid_until - wish["day"] <= timedelta(days=31)
