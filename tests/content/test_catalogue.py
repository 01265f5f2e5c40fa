"""Promises of the catalogue: nothing is lost between files and database, and every answer rests on the pack."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from content.catalogue import queries, repository
from content.catalogue.cache import CompanyCache
from content.catalogue.model import Attribute, Company, Span, Text
from content.catalogue.once import once_per_company
from content.catalogue.prices import NoPrice, PriceAnswer
from content.packs.loader import read_pack
from content.packs.verbs import FolderInUse, export_pack, load_pack
from foundation.actor import Actor
from foundation.database import Database
from foundation.events import history
from foundation.locales import LOCALES
from foundation.money import Money

ON = date(2026, 11, 21)


@pytest.fixture
def company(pack: Path) -> Company:
    return read_pack(pack)


def edit(folder: Path, name: str, before: str, after: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert before in text
    (folder / name).write_text(text.replace(before, after, 1), "utf-8")


async def test_a_loaded_company_is_the_company_of_the_files(database: Database, pack: Path, company: Company) -> None:
    await load_pack(database, pack)
    stored = await CompanyCache(database).company()
    assert stored == company.model_copy(update={"generation": 1})
    assert list(stored.attributes["power"].choices) == ["electric", "cordless"]


async def test_a_second_load_changes_nothing_and_a_third_says_what(database: Database, pack: Path) -> None:
    first = await load_pack(database, pack, by=Actor.staff("anna"))
    assert first.changes["product"].added == ("NH-5", "NP-80", "NP-120B")
    second = await load_pack(database, pack)
    assert (second.any, second.generation) == (False, 1)
    edit(pack, "products/pumps.yaml", "stock: 25", "stock: 24")
    edit(pack, "prices.csv", "NP-80,EUR,1,390.00", "NP-80,EUR,1,391.00")
    third = await load_pack(database, pack)
    assert third.generation == 2
    assert third.changes["product"].changed == ("NP-80",)
    assert third.changes["price"].changed == ("NP-80 EUR 1",)
    assert third.changes["file"].changed == ("prices.csv", "products/pumps.yaml")
    async with database.reading() as session:
        events = await history(session, ("content", "nordwell"))
    assert [(event.name, event.actor.kind) for event in events] == [
        ("content_loaded", "staff"),
        ("content_loaded", "system"),
    ]


async def test_what_left_the_pack_leaves_the_database(database: Database, pack: Path) -> None:
    await load_pack(database, pack)
    (pack / "faq.yaml").unlink()
    report = await load_pack(database, pack)
    assert report.changes["faq"].removed == ("0001", "0002")
    assert (await CompanyCache(database).company()).faq == ()


async def test_an_exported_pack_is_the_loaded_one_letter_by_letter(
    database: Database, pack: Path, tmp_path: Path
) -> None:
    await load_pack(database, pack)
    await export_pack(database, tmp_path / "out")
    for path in pack.rglob("*"):
        if path.is_file():
            assert (tmp_path / "out" / path.relative_to(pack)).read_bytes() == path.read_bytes()
    assert await export_pack(database, tmp_path / "out") == []


async def test_an_edited_company_is_exported_and_loads_again_unchanged(
    database: Database, pack: Path, company: Company, tmp_path: Path
) -> None:
    await load_pack(database, pack)
    async with database.reading() as session:
        files = await repository.read_files(session)
    product = company.products["NP-80"]
    supply = product.supply.model_copy(update={"stock": 7, "hs_code": "0101.10"})
    products = {**company.products, "NP-80": product.model_copy(update={"supply": supply})}
    prices = tuple(row.model_copy(update={"unit_price": row.unit_price + 1}) for row in company.prices)
    edited = company.model_copy(update={"products": products, "prices": prices})
    async with database.transaction() as session:
        await repository.replace(session, edited, files, by=Actor.staff("anna"))
    written = await export_pack(database, tmp_path / "out")
    assert {"products/pumps.yaml", "prices.csv", "pack.yaml"} <= set(written)
    assert read_pack(tmp_path / "out") == edited
    assert (tmp_path / "out" / "pack.yaml").read_bytes() == (pack / "pack.yaml").read_bytes(), "comments are kept"
    report = await load_pack(database, tmp_path / "out")
    assert not any(change.any for kind, change in report.changes.items() if kind != "file")


async def test_an_export_never_writes_over_something_else(database: Database, pack: Path, tmp_path: Path) -> None:
    await load_pack(database, pack)
    with pytest.raises(FolderInUse):
        await export_pack(database, tmp_path)  # it holds the folder `pack`, and is none itself


async def test_without_a_pack_the_cache_says_what_to_do(database: Database) -> None:
    with pytest.raises(repository.NoContent, match="tradewind pack load"):
        await CompanyCache(database).company()


async def test_media_are_served_tables_never(database: Database, pack: Path) -> None:
    await load_pack(database, pack)
    cache = CompanyCache(database)
    assert await cache.media("pump.svg") == (pack / "images" / "pump.svg").read_bytes()
    assert await cache.media("images/pump.svg") is not None
    for name in ("pack.yaml", "products/pumps.yaml", "../pack.yaml", "images/../pack.yaml", "prices.csv"):
        assert await cache.media(name) is None
    assert await cache.text("pages/about.de.md") == (pack / "pages" / "about.de.md").read_text("utf-8")


async def test_the_cache_follows_the_generation(
    database: Database, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await load_pack(database, pack)
    cache = CompanyCache(database)
    before = await cache.company()
    edit(pack, "products/pumps.yaml", "stock: 25", "stock: 3")
    await load_pack(database, pack)
    assert await cache.company() is before, "within a second nobody asks"
    monkeypatch.setattr("content.catalogue.cache.FRESH_SECONDS", 0.0)
    assert (await cache.company()).products["NP-80"].supply.stock == 3


@pytest.mark.parametrize(
    ("quantity", "each", "at"),
    [(1, "390.00", 1), (4, "390.00", 1), (5, "370.00", 5), (19, "370.00", 5), (20, "345.00", 20)],
)
def test_the_price_is_that_of_the_break_reached(company: Company, quantity: int, each: str, at: int) -> None:
    answer = queries.price(company, "NP-80", quantity=quantity, currency="EUR", on=ON)
    assert isinstance(answer, PriceAnswer)
    assert (answer.unit_price, answer.min_quantity) == (Money.of(each, "EUR"), at)
    assert answer.amount == Money(Decimal(each) * quantity, "EUR")
    assert [one.min_quantity for one in answer.breaks] == [1, 5, 20]


def test_options_add_their_price_and_set_their_attributes(company: Company) -> None:
    answer = queries.price(company, "NP-80", quantity=2, currency="EUR", on=ON, options=("ip67",))
    assert isinstance(answer, PriceAnswer)
    assert answer.amount == Money.of("870.00", "EUR")
    assert queries.effective_attributes(company.products["NP-80"], ("ip67",))["protection"] == "ip67"
    lead = queries.lead_time(company, "NP-80", 2, options=("ip67",))
    assert lead is not None
    assert (lead.days, lead.origin) == (8, "stock")


@pytest.mark.parametrize(
    ("sku", "changes", "reason"),
    [
        ("NP-81", {}, "unknown_product"),
        ("NP-80", {"quantity": 0}, "bad_quantity"),
        ("NP-80", {"currency": "CHF"}, "unknown_currency"),
        ("NP-80", {"on": date(2025, 12, 31)}, "not_on_this_day"),
        ("NP-80", {"on": date(2028, 1, 1)}, "not_on_this_day"),
        ("NP-80", {"options": ("gold",)}, "unknown_option"),
    ],
)
def test_no_price_is_an_answer_with_its_reason(
    company: Company, sku: str, changes: dict[str, object], reason: str
) -> None:
    asked = {"quantity": 1, "currency": "EUR", "on": ON} | changes
    assert queries.price(company, sku, **asked) == NoPrice(sku, reason)  # type: ignore[arg-type]  # spoiled on purpose


def test_the_last_day_of_a_price_belongs_to_it(company: Company) -> None:
    assert isinstance(queries.price(company, "NP-80", currency="EUR", on=date(2027, 12, 31)), PriceAnswer)


def test_more_than_the_stock_comes_from_production(company: Company) -> None:
    assert queries.lead_time(company, "NP-80", 25) == queries.LeadTime(3, "stock")
    assert queries.lead_time(company, "NP-80", 26) == queries.LeadTime(20, "production")
    assert queries.stock(company, "nothing") is None


TORQUE = Attribute(id="t", kind="range", label=Text.same("T"), unit="N.m", decimals=0)
ACCURACY = Attribute(id="a", kind="number", label=Text.same("A"), unit="%", decimals=1, plus_minus=True)
WEIGHT = Attribute(id="w", kind="number", label=Text.same("W"), unit="kg", decimals=2)
SPEED = Attribute(id="s", kind="number", label=Text.same("S"), unit="1/min", decimals=0)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en", ("30–1,080 N·m", "±5.0%", "1.45 kg", "1,200 rpm")),
        ("de", ("30–1.080 N·m", "±5,0 %", "1,45 kg", "1.200 min⁻¹")),
        ("zh", ("30–1,080 N·m", "±5.0%", "1.45 kg", "1,200 r/min")),
        ("pt", ("30–1.080 N·m", "±5,0%", "1,45 kg", "1.200 rpm")),
        ("ja", ("30–1,080 N·m", "±5.0%", "1.45 kg", "1,200 min⁻¹")),
    ],
)
def test_values_read_as_in_each_language(locale: str, expected: tuple[str, ...]) -> None:
    values = (Span(min=30, max=1080), 5.0, 1.45, 1200.0)
    written = [
        queries.format_value(attribute, value, locale)
        for attribute, value in zip((TORQUE, ACCURACY, WEIGHT, SPEED), values, strict=True)
    ]
    assert tuple(text.replace("\N{NO-BREAK SPACE}", " ") for text in written) == expected


def test_arabic_figures_are_latin_and_isolated() -> None:
    text = queries.format_value(TORQUE, Span(min=30, max=80), "ar")
    assert text == "\u2066" + "30–80\u00a0N·m" + "\u2069"


def test_a_value_is_never_rounded_away() -> None:
    assert queries.format_value(TORQUE, Span(min=1.5, max=25), "en") == "1.5–25\u00a0N·m"


@pytest.mark.parametrize("locale", LOCALES)
def test_yes_no_and_nothing_in_every_language(locale: str) -> None:
    flag = Attribute(id="f", kind="boolean", label=Text.same("F"))
    assert queries.format_value(flag, True, locale) != queries.format_value(flag, False, locale)
    assert queries.format_value(flag, None, locale) == "—"


def test_a_comparison_begins_with_the_key_attributes_and_marks_the_best(company: Company) -> None:
    rows = queries.compare(company, [company.products["NP-80"], company.products["NP-120B"]], "de")
    assert [row.attribute for row in rows[:4]] == ["flow", "head", "power", "weight"]
    by_name = {row.attribute: row for row in rows}
    assert by_name["weight"].best == (0,)
    assert by_name["power"].values == ("Elektrisch", "Akku")
    assert by_name["seal"].values == ("Keramik und Grafit", "—")


def test_the_nearest_products_are_the_named_ones_then_the_family(company: Company) -> None:
    assert [one.sku for one in queries.nearest(company, company.products["NP-120B"])] == ["NP-80"]
    assert [one.sku for one in queries.nearest(company, company.products["NP-80"])] == ["NP-120B"]


async def test_a_report_reads_as_a_few_lines(database: Database, pack: Path) -> None:
    await load_pack(database, pack)
    edit(pack, "products/pumps.yaml", "stock: 25", "stock: 24")
    assert str(await load_pack(database, pack)).splitlines() == [
        "product: 1 changed (NP-80), 2 unchanged",
        "file: 1 changed (products/pumps.yaml), 28 unchanged",
    ]
    assert str(await load_pack(database, pack)) == "Nothing changed."


def test_what_follows_from_a_company_is_reckoned_once_and_anew_for_one_that_was_read_anew(company: Company) -> None:
    reckoned: list[int] = []

    @once_per_company
    def generation(one: Company) -> int:
        reckoned.append(one.generation)
        return one.generation

    newer = company.model_copy(update={"generation": company.generation + 1})
    old = company.generation
    assert [generation(one) for one in (company, company, newer, company)] == [old, old, old + 1, old]
    assert reckoned == [old, old + 1, old]
