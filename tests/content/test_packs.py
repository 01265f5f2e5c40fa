"""Promises of the pack reader: every fault at once with file, line and mend; nothing hostile gets in."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from content.catalogue.items import take_apart
from content.catalogue.model import Price
from content.packs.export import pack_files
from content.packs.faults import Fault, PackFaults
from content.packs.loader import faults_of, open_pack, read_pack
from content.packs.verbs import FolderInUse, check_pack, new_pack
from content.packs.workbook import write_workbook

DEMO = Path(__file__).resolve().parents[2] / "content" / "packs" / "torque"


def edit(folder: Path, name: str, before: str, after: str) -> int:
    """Replace text in a file of a pack; return the line on which the change stands."""
    path = folder / name
    text = path.read_text("utf-8")
    assert before in text, f"{name} does not hold {before!r}"
    path.write_text(text.replace(before, after, 1), "utf-8")
    return text[: text.index(before)].count("\n") + 1


def only(folder: Path) -> Fault:
    faults = faults_of(folder)
    assert len(faults) == 1, "\n".join(map(str, faults))
    return faults[0]


def test_a_new_pack_is_sound_and_its_company_complete(tmp_path: Path) -> None:
    files = new_pack(tmp_path / "mine")
    assert "pack.yaml" in files
    assert check_pack(tmp_path / "mine") == ()
    company = read_pack(tmp_path / "mine")
    assert list(company.products) == ["NH-5", "NP-80", "NP-120B"]
    assert company.products["NP-80"].tagline["de"].startswith("Die leichte")


def test_a_new_pack_is_never_written_over_something_else(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(FolderInUse, match="is not empty"):
        new_pack(tmp_path)


def test_the_demo_company_is_sound() -> None:
    assert check_pack(DEMO) == ()


def test_every_fault_is_told_not_only_the_first(pack: Path) -> None:
    edit(pack, "categories.yaml", "picture: pump.svg", "picture: nothing.svg")
    edit(pack, "industries.yaml", "NP-120B", "NP-999")
    edit(pack, "attributes.yaml", "kind: text", "kind: poem")
    files = {fault.file for fault in faults_of(pack)}
    assert {"categories.yaml", "industries.yaml", "attributes.yaml"} <= files


def test_a_fault_names_file_line_field_and_mend(pack: Path) -> None:
    line = edit(pack, "products/pumps.yaml", "weight: 6.5", "weight: heavy")
    assert only(pack) == Fault(
        "products/pumps.yaml",
        line,
        "NP-80.attributes.weight",
        "This must be a number.",
        "Write it in kg, without the unit.",
    )


@pytest.mark.parametrize(
    ("name", "before", "after", "told"),
    [
        ("products/pumps.yaml", "category: pumps", "category: boats", "There is no category `boats`"),
        ("products/pumps.yaml", "power: electric", "power: steam", "`steam` is no choice"),
        ("products/pumps.yaml", "certificates: [ce]", "certificates: [ce, xx]", "xx is no choice"),
        ("products/pumps.yaml", "flow: {min: 10, max: 80}", "flow: {min: 90, max: 80}", "ends before it begins"),
        ("products/pumps.yaml", "    head: 18\n", "", "The family demands head"),
        ("products/pumps.yaml", "industries: [water]", "industries: [wine]", "There is no industry `wine`"),
        ("products/pumps.yaml", "alternatives: [NP-80]", "alternatives: [NP-120B]", "cannot go with itself"),
        ("products/pumps.yaml", "origin: DE", "origin: Germany", "no country code"),
        ("products/pumps.yaml", '"discount<5%"', '"discount 5%"', "not how it compares"),
        ("products/pumps.yaml", "issued: 2026-01-15", "issued: 2026-02-30", "issued"),
        ("products/pumps.yaml", "mark: ce, number: DoC-NP80-1", "mark: ukca, number: X", "does not name `ukca`"),
        ("products/pumps.yaml", '        - {currency: USD, unit_price: "49.00"}\n', "", "no price from 1 piece in USD"),
        ("products/pumps.yaml", "sku: NP-120B", "sku: NP-80", "already taken"),
        ("products/pumps.yaml", "stock: 25", "stcok: 25", "Nobody knows this field"),
        ("needs.yaml", "attribute: flow", "attribute: flwo", "There is no attribute `flwo`"),
        ("needs.yaml", "{id: electric,", "{id: steam,", "no choice of power `steam`"),
        ("prices.csv", "NP-80,EUR,1,390.00", "NP-80,EUR,2,390.00", "does not begin at 1"),
        ("prices.csv", "NP-80,EUR,5,370.00", "NP-80,EUR,5,390.00", "cost no less each"),
        ("prices.csv", "NP-80,EUR,5,370.00", "NP-80,EUR,5,370.005", "no such small coins"),
        ("prices.csv", "NP-80,EUR,5,370.00", "NP-80,CHF,5,370.00", "is no currency of the pack"),
        ("prices.csv", "NP-80,EUR,5,370.00", "NP-81,EUR,5,370.00", "There is no product `NP-81`"),
        ("prices.csv", "NP-80,EUR,5,370.00,2026-01-01", "NP-80,EUR,5,370.00,2028-01-01", "ends before it begins"),
        ("prices.csv", "NP-80,EUR,5,370.00,2026-01-01,2027-12-31", "NP-80,EUR,5", "3 cells"),
        ("lexicon/de.yaml", "topic.seal", "topic.deal", "Terms of other languages are missing: topic.seal"),
        ("lexicon/de.yaml", "industry.water", "industry.wine", "There is no industry `wine`"),
        ("faq.yaml", "de: Wie schnell liefern Sie?", "fr: Vite?", "no wording for de"),
        ("faq.yaml", "de: Wie schnell liefern Sie?", "de: How fast do you deliver?", "same as in en"),
        ("faq.yaml", "de: Wie schnell liefern Sie?", "de: 您多快交货?", "letters of another script"),
        ("pages.yaml", "en: pages/about.en.md, ", "", "There is no text for en"),
        ("pages.yaml", "pages/about.en.md", "../../../etc/passwd", "leads out of the pack"),
        ("pack.yaml", "logo: logo.svg", "logo: other.svg", "There is no file `images/other.svg`"),
        ("pack.yaml", "incoterm: FCA", "incoterm: FOB", "is not among `incoterms`"),
        ("pack.yaml", "currencies: [EUR, USD]", "currencies: [EUR, USD, XXZ]", "is no currency code"),
    ],
)
def test_a_spoiled_field_is_found(pack: Path, name: str, before: str, after: str, told: str) -> None:
    line = edit(pack, name, before, after)
    faults = [fault for fault in faults_of(pack) if told in str(fault)]
    assert faults, f"nobody said {told!r}: {[str(fault) for fault in faults_of(pack)]}"
    assert all(fault.mend for fault in faults)
    if name.endswith((".csv", "faq.yaml")):
        assert line in {fault.line for fault in faults}


def test_ways_of_asking_are_there_in_every_language_and_below_one_question(pack: Path) -> None:
    taken = '  asked:\n    en: ["Freight included in the price?"]\n    de: ["Ist die Fracht enthalten?"]\n'
    edit(pack, "faq.yaml", "Lagerware verlässt das Haus in drei Tagen.}\n", f"Lagerware.}}\n{taken}")
    fault = only(pack)
    assert fault.field == "0002.asked.en[1]"
    assert "also asks another question" in fault.message
    edit(pack, "faq.yaml", '    en: ["Freight included in the price?"]\n', "")
    assert "no way of asking for en" in only(pack).message


def test_two_price_lists_must_not_share_a_day(pack: Path) -> None:
    with (pack / "prices.csv").open("a") as file:
        file.write("NH-5,EUR,1,50.00,2027-12-31,2028-12-31\n")
    assert "overlap" in only(pack).message


LISTS = """\
- {id: frame_2026, customers: [nordwind.example, "4711"], note: Frame agreement}
- {id: nordic, countries: ["NO", SE]}
"""
PRICED = """\
sku,currency,min_quantity,unit_price,valid_from,valid_until,price_list,floor
NH-5,EUR,1,40.00,2026-01-01,2027-12-31,frame_2026,31.50
NH-5,EUR,10,36.00,2026-01-01,2027-12-31,frame_2026,31.50
NH-5,EUR,1,45.00,2026-01-01,2027-12-31,nordic,
"""


def with_lists(pack: Path) -> list[str]:
    """Give the pack two lists of its own, and floors; return the rows of its price table."""
    (pack / "price_lists.yaml").write_text(LISTS)
    table = [line + ",," for line in (pack / "prices.csv").read_text().splitlines()[1:]]
    rows = [*PRICED.splitlines(), *table]
    (pack / "prices.csv").write_text("\n".join(rows) + "\n")
    return rows


def test_customers_and_countries_have_lists_of_their_own(pack: Path) -> None:
    with_lists(pack)
    company = read_pack(pack)
    assert [(one.id, one.customers, one.countries) for one in company.price_lists.values()] == [
        ("frame_2026", ("nordwind.example", "4711"), ()),
        ("nordic", (), ("NO", "SE")),
    ]
    assert [(one.price_list, one.floor) for one in company.prices[:3]] == [
        ("frame_2026", Decimal("31.50")),
        ("frame_2026", Decimal("31.50")),
        ("nordic", None),
    ]


@pytest.mark.parametrize(
    ("name", "before", "after", "told"),
    [
        ("prices.csv", "45.00,2026-01-01,2027-12-31,nordic,", "45.00,2026-01-01,2027-12-31,nordisk,", "no price list"),
        ("prices.csv", "40.00,2026-01-01,2027-12-31,frame_2026,31.50", "30.00,2026-01-01,2027-12-31,frame_2026,31.50", "above its own price"),
        ("prices.csv", "frame_2026,31.50\nNH-5,EUR,10", "frame_2026,31.505\nNH-5,EUR,10", "no such small coins"),
        ("prices.csv", "frame_2026,31.50\nNH-5,EUR,10", "frame_2026,lots\nNH-5,EUR,10", "decimal"),
        ("prices.csv", "1,45.00", "1,1e15", "No piece costs as much"),
        ("prices.csv", "1,45.00", "1,-45", "not above zero"),
        ("prices.csv", "price_list,floor", "price_list,flor", "does not name the columns"),
        ("prices.csv", "NH-5,EUR,1,45.00", "NH-5,EUR,2,45.00", "does not begin at 1"),
        ("price_lists.yaml", '["NO", SE]}', "[Norway, SE]}", "no country code"),
        ("price_lists.yaml", 'countries: ["NO", SE]', "note: nobody", "is for customers or for countries"),
        ("price_lists.yaml", 'countries: ["NO", SE]', 'customers: ["4711"]', "is also in `frame_2026`"),
    ],
)  # fmt: skip
def test_a_spoiled_list_is_found_with_its_line(pack: Path, name: str, before: str, after: str, told: str) -> None:
    with_lists(pack)
    line = edit(pack, name, before, after)
    faults = [fault for fault in faults_of(pack) if told in fault.message]
    assert faults, [str(fault) for fault in faults_of(pack)]
    assert line in {fault.line for fault in faults}
    assert all(fault.file == name and fault.mend for fault in faults)


BUNDLES = """\
- sku: SET-80
  name: {en: Starter set, de: Startset}
  components: [{sku: NP-80}, {sku: NH-5, quantity: 2}]
"""
SURCHARGES = """\
- id: small_order
  name: {en: Small order surcharge, de: Mindermengenzuschlag}
  amounts: {EUR: 25, USD: 28}
  below: {EUR: 250, USD: 280}
- id: alloy
  name: {en: Alloy surcharge, de: Legierungszuschlag}
  percent: 2.5
  countries: [DE]
  categories: [pumps]
  products: [SET-80]
  valid_from: 2026-01-01
  valid_until: 2026-12-31
"""
SET_PRICES = "SET-80,EUR,1,460.00,2026-01-01,2027-12-31\nSET-80,USD,1,515.00,2026-01-01,2027-12-31\n"


def with_sets(pack: Path) -> None:
    (pack / "bundles.yaml").write_text(BUNDLES)
    (pack / "surcharges.yaml").write_text(SURCHARGES)
    with (pack / "prices.csv").open("a") as file:
        file.write(SET_PRICES)


def test_bundles_and_surcharges_are_read(pack: Path) -> None:
    with_sets(pack)
    company = read_pack(pack)
    assert [(one.sku, one.quantity) for one in company.bundles["SET-80"].components] == [("NP-80", 1), ("NH-5", 2)]
    assert company.surcharges["small_order"].below == {"EUR": Decimal(250), "USD": Decimal(280)}
    assert company.surcharges["alloy"].percent == Decimal("2.5")


@pytest.mark.parametrize(
    ("name", "before", "after", "told"),
    [
        ("bundles.yaml", "sku: SET-80", "sku: NP-80", "`NP-80` is a product"),
        ("bundles.yaml", "{sku: NP-80}", "{sku: NP-81}", "There is no product `NP-81`"),
        ("bundles.yaml", "quantity: 2", "quantity: 0", "one or more"),
        ("bundles.yaml", "[{sku: NP-80}, {sku: NH-5, quantity: 2}]", "[{sku: NP-80}]", "is no bundle"),
        ("bundles.yaml", "[{sku: NP-80}, {sku: NH-5, quantity: 2}]", "[]", "at least 1 item"),
        ("bundles.yaml", ", de: Startset", "", "no wording for de"),
        ("prices.csv", "SET-80,USD,1,515.00,2026-01-01,2027-12-31\n", "", "has no price in USD"),
        ("surcharges.yaml", "  amounts: {EUR: 25, USD: 28}\n", "", "a percentage or an amount"),
        ("surcharges.yaml", "percent: 2.5", "percent: 250", "not above 0 and up to 100"),
        ("surcharges.yaml", "amounts: {EUR: 25, USD: 28}", "amounts: {EUR: 25}", "no amount in USD"),
        ("surcharges.yaml", "amounts: {EUR: 25, USD: 28}", "amounts: {EUR: 25, USD: -28}", "not above zero"),
        ("surcharges.yaml", "below: {EUR: 250, USD: 280}", "below: {EUR: 250.005, USD: 280}", "no such small coins"),
        ("surcharges.yaml", "countries: [DE]", "countries: [EU]", "no country code"),
        ("surcharges.yaml", "categories: [pumps]", "categories: [pump]", "no category `pump`"),
        ("surcharges.yaml", "products: [SET-80]", "products: [SET-90]", "no product or bundle `SET-90`"),
        ("surcharges.yaml", "valid_until: 2026-12-31", "valid_until: 2025-12-31", "ends before it begins"),
        ("pack.yaml", "  validity_days:", "  minimum_order: {EUR: 0, USD: 50}\n  validity_days:", "not above zero"),
        ("products/pumps.yaml", "    origin: DE", "    origin: DE\n    pieces_per_package: 0", "one or more"),
    ],
)
def test_a_spoiled_set_or_surcharge_is_found(pack: Path, name: str, before: str, after: str, told: str) -> None:
    with_sets(pack)
    edit(pack, name, before, after)
    faults = [fault for fault in faults_of(pack) if told in fault.message]
    assert faults, [str(fault) for fault in faults_of(pack)]
    assert all(fault.mend for fault in faults)


TERMS = """\
  conversions:
    JPY: {from_currency: EUR, margin_percent: 2, round_to: 100, max_age_days: 7}
  tax:
    union: [AT, DE]
    domestic: {percent: 19, note: {en: VAT is added, de: zuzüglich USt}}
    reverse_charge: {note: {en: Reverse charge, de: Steuerschuld beim Empfänger}}
    export: {note: {en: Tax-free export, de: Steuerfreie Ausfuhr}}
  validity_days:"""


def with_terms(pack: Path) -> None:
    edit(pack, "pack.yaml", "currencies: [EUR, USD]", "currencies: [EUR, USD, JPY]")
    edit(pack, "pack.yaml", "  validity_days:", TERMS)


def test_a_converted_currency_needs_no_list_and_taxes_have_their_words(pack: Path) -> None:
    with_sets(pack)
    with_terms(pack)
    assert faults_of(pack) == ()
    terms = read_pack(pack).terms
    assert terms.conversions["JPY"].round_to == Decimal(100)
    assert terms.tax is not None
    assert (terms.tax.union, terms.tax.domestic.percent) == (("AT", "DE"), Decimal(19))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("from_currency: EUR", "from_currency: CHF", "`CHF` is no currency of the pack"),
        ("from_currency: EUR", "from_currency: JPY", "no list that could be converted"),
        ("margin_percent: 2", "margin_percent: -2", "not from 0 to 50"),
        ("round_to: 100", "round_to: 0.5", "no such small coins"),
        ("round_to: 100", "round_to: 0", "not above 0"),
        ("max_age_days: 7", "max_age_days: 0", "from 1 to 366 days"),
        ("max_age_days: 7", "max_days: 7", "Nobody knows this field"),
        ("    JPY: {", "    GBP: {", "`GBP` is no currency of the pack"),
        ("union: [AT, DE]", "union: [AT, FR]", "own country DE is not among"),
        ("union: [AT, DE]", "union: [EU, DE]", "no country code"),
        ("    union: [AT, DE]\n", "", "belong together"),
        ("percent: 19", "percent: 190", "not from 0 to below 100"),
        ("de: Steuerfreie Ausfuhr", "fr: Exportation", "no wording for de"),
    ],
)
def test_spoiled_terms_are_found_with_their_line(pack: Path, before: str, after: str, told: str) -> None:
    with_terms(pack)
    line = edit(pack, "pack.yaml", before, after)
    faults = [fault for fault in faults_of(pack) if told in fault.message]
    assert faults, [str(fault) for fault in faults_of(pack)]
    assert all(fault.mend for fault in faults)
    assert any(abs(fault.line - line) <= 1 for fault in faults if fault.file == "pack.yaml")


def test_windows_of_one_list_that_share_a_day_are_found_behind_a_longer_one(pack: Path) -> None:
    rows = with_lists(pack)
    lines = ["NH-5,EUR,1,50.00,2025-01-01,2025-12-31,,", "NH-5,EUR,1,50.00,2025-02-01,2025-02-28,,"]
    (pack / "prices.csv").write_text("\n".join([*rows, *lines, "NH-5,EUR,1,50.00,2025-06-01,2025-06-30,,", ""]))
    assert [fault.line for fault in faults_of(pack)] == [len(rows) + 2, len(rows) + 3]


def test_a_competitors_figure_without_a_source_is_refused(pack: Path) -> None:
    (pack / "competitors").mkdir()
    (pack / "competitors" / "other.md").write_text("# Data sheet\n\nDelivery head 1,500 m, weight 7.5 kg\n")
    entry = (
        "- {id: other, brand: Other, model: X1, category: pumps, attributes: {head: 1500, weight: 7.5}, "
        "source: Data sheet X1, source_file: competitors/other.md, demo: true}\n"
    )
    (pack / "competitors.yaml").write_text(entry)
    assert faults_of(pack) == ()
    edit(pack, "competitors.yaml", "weight: 7.5", "weight: 6.9")
    assert only(pack).message == "6.9 does not stand in competitors/other.md."


def test_a_name_written_twice_is_a_fault(pack: Path) -> None:
    edit(pack, "attributes.yaml", "  kind: range\n", "  kind: range\n  kind: number\n")
    fault = only(pack)
    assert (fault.field, fault.message) == ("[0].kind", "`kind` is written twice.")


@pytest.mark.parametrize(
    "hostile",
    [
        "a: &a [1]\nb: *a\n",
        "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n",
        "a: !!python/object/apply:os.system ['true']\n",
        "a: " + "[" * 60 + "]" * 60 + "\n",
        "a: [" * 5000,
        "\x00",
        "a: b: c: d",
    ],
)
def test_hostile_yaml_is_refused_with_a_sentence(pack: Path, hostile: str) -> None:
    (pack / "cases.yaml").write_text(hostile)
    faults = [fault for fault in faults_of(pack) if fault.file == "cases.yaml"]
    assert faults
    assert all(fault.message.endswith((".", ")")) for fault in faults)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<g onload="alert(1)"/>',
        '<a href="javascript:alert(1)"/>',
        '<image href="https://elsewhere.example/x.png"/>',
        "<foreignObject/>",
        "<style>rect{fill:\\75 rl(https://elsewhere.example/x)}</style>",
        "<style>@import url(https://elsewhere.example/x.css)</style>",
        '<rect fill="url(https://elsewhere.example/x)"/>',
    ],
)
def test_a_picture_that_runs_or_loads_something_is_refused(pack: Path, inside: str) -> None:
    (pack / "images" / "evil.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{inside}</svg>'
    )
    assert {fault.file for fault in faults_of(pack)} == {"images/evil.svg"}


def test_a_picture_with_entities_is_refused_unread(pack: Path) -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>'
    (pack / "images" / "bomb.svg").write_text(bomb)
    assert "document type" in only(pack).message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_a_picture_cannot_hide_entities_in_another_encoding(pack: Path, encoding: str) -> None:
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE svg [<!ENTITY a "aaaa">]><svg viewBox="0 0 1 1">&a;</svg>'
    (pack / "images" / "bomb.svg").write_bytes(bomb.encode(encoding))
    assert only(pack).message == "The picture is not UTF-8."


@pytest.mark.parametrize("name", ["run.sh", "setup.exe", "images/two words.svg", "prices.xlsm", "other.xlsx"])
def test_a_file_that_a_pack_has_no_use_for_is_named(pack: Path, name: str) -> None:
    (pack / name).write_text("x")
    assert only(pack).file == name


def test_a_link_out_of_the_pack_is_refused(pack: Path) -> None:
    (pack / "knowledge" / "secret.md").symlink_to("/etc/passwd")
    fault = only(pack)
    assert (fault.file, "link" in fault.message) == ("knowledge/secret.md", True)


def test_markdown_with_html_that_runs_is_refused(pack: Path) -> None:
    (pack / "pages" / "about.en.md").write_text("# About\n\n<script>alert(1)</script>\n")
    assert only(pack).line == 3


def test_a_file_that_is_not_utf8_is_named_with_its_line(pack: Path) -> None:
    (pack / "faq.yaml").write_bytes("- question: a\n  answer: größe\n".encode("latin-1"))
    fault = next(fault for fault in faults_of(pack) if fault.file == "faq.yaml")
    assert (fault.line, fault.message) == (2, "The file is not UTF-8.")


def test_a_folder_without_a_pack_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(PackFaults, match="tradewind pack new"):
        open_pack(tmp_path)


def test_norway_and_postal_codes_are_text(pack: Path) -> None:
    edit(pack, "pack.yaml", "country: DE  ", "country: NO  ")
    edit(pack, "pack.yaml", 'postal_code: "28195"', "postal_code: 01067")
    company = read_pack(pack)
    assert (company.identity.country, company.identity.postal_code) == ("NO", "01067")


def workbook(pack: Path) -> None:
    """Turn the pack's price table into a workbook as a spreadsheet writes it: numbers, dates, an empty row."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for at, line in enumerate((pack / "prices.csv").read_text().splitlines()):
        sku, currency, quantity, price, begins, ends, *more = line.split(",")
        if at:
            days = [date.fromisoformat(day) for day in (begins, ends)]
            sheet.append([sku, currency, int(quantity), float(price), *days, *more])
        else:
            sheet.append(line.split(","))
            sheet.append([])
    book.save(pack / "prices.xlsx")
    (pack / "prices.csv").unlink()


def cells(pack: Path, **values: Any) -> None:
    """Write into cells of the pack's workbook."""
    book = openpyxl.load_workbook(pack / "prices.xlsx")
    for name, value in values.items():
        book.active[name] = value  # type: ignore[index]  # the sheet that was just written
    book.save(pack / "prices.xlsx")


def test_prices_may_be_a_workbook(pack: Path) -> None:
    with_lists(pack)
    before = read_pack(pack).prices
    workbook(pack)
    assert read_pack(pack).prices == before


@pytest.mark.parametrize(
    ("cell", "value", "told", "field"),
    [
        ("D4", "lots", "valid decimal", "D4 NH-5.unit_price"),
        ("D4", 40.005, "no such small coins", "D4 NH-5.unit_price"),
        ("D4", -1, "not above zero", "D4 NH-5.unit_price"),
        ("D4", None, "valid decimal", "D4 NH-5.unit_price"),
        ("A4", "NH-6", "no product `NH-6`", "A4 NH-6.sku"),
        ("B4", "CHF", "no currency of the pack", "B4 NH-5.currency"),
        ("C4", 1.5, "valid integer", "C4 NH-5.min_quantity"),
        ("E4", "tomorrow", "valid date", "E4 NH-5.valid_from"),
        ("F4", date(2025, 1, 1), "ends before it begins", "F4 NH-5.valid_until"),
        ("G4", "nobody", "no price list `nobody`", "G4 NH-5.price_list"),
        ("H4", 400, "above its own price", "H4 NH-5.floor"),
        ("K4", "a note", "beside the table", "K4"),
        ("D1", "price", "does not name the columns", ""),
    ],
)
def test_a_fault_in_a_workbook_names_its_cell(pack: Path, cell: str, value: Any, told: str, field: str) -> None:
    with_lists(pack)
    workbook(pack)
    assert faults_of(pack) == ()
    cells(pack, **{cell: value})
    faults = [fault for fault in faults_of(pack) if told in fault.message]
    assert faults, [str(fault) for fault in faults_of(pack)]
    assert (faults[0].file, faults[0].line, faults[0].field) == ("prices.xlsx", int(cell[1:]), field)
    assert all(fault.mend for fault in faults)


def test_a_workbook_beside_the_table_brings_further_rows_and_no_row_twice(pack: Path) -> None:
    table = (pack / "prices.csv").read_text()
    (pack / "price_lists.yaml").write_text(LISTS)
    (pack / "prices.csv").write_text(PRICED)
    workbook(pack)
    (pack / "prices.csv").write_text(table)
    company = read_pack(pack)
    assert [price.price_list for price in company.prices][-3:] == ["frame_2026", "frame_2026", "nordic"]
    assert {price.price_list for price in company.prices[:-3]} == {""}
    cells(pack, G3=None)
    assert "twice" in " ".join(fault.message for fault in faults_of(pack))


@pytest.mark.parametrize("content", [b"", b"PK", b"sku,currency", b"\x00" * 100])
def test_what_is_no_workbook_is_refused(pack: Path, content: bytes) -> None:
    (pack / "prices.xlsx").write_bytes(content)
    assert "cannot be read" in only(pack).message


def test_a_workbook_that_unpacks_without_end_is_refused(pack: Path) -> None:
    with zipfile.ZipFile(pack / "prices.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (65 * 2**20))
    assert "too large" in only(pack).message


def test_a_workbook_with_entities_is_refused(pack: Path) -> None:
    workbook(pack)
    entered = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    with zipfile.ZipFile(pack / "prices.xlsx") as archive:
        parts = {part.filename: archive.read(part) for part in archive.infolist()}
    with zipfile.ZipFile(pack / "prices.xlsx", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, entered.encode() + content if name.endswith("sheet1.xml") else content)
    assert {fault.file for fault in faults_of(pack) if "cannot be read" in fault.message} == {"prices.xlsx"}


def exported(pack: Path, change: Callable[[list[Price]], list[Price]]) -> dict[str, bytes]:
    """Return the pack's files after its prices were edited."""
    opened = open_pack(pack)
    return pack_files(take_apart(opened.company), change(list(opened.company.prices)), opened.files)


def test_unedited_tables_come_back_letter_by_letter_and_edited_rows_where_they_stood(pack: Path) -> None:
    table = (pack / "prices.csv").read_text()
    (pack / "price_lists.yaml").write_text(LISTS)
    (pack / "prices.csv").write_text(PRICED)
    workbook(pack)
    (pack / "prices.csv").write_text(table)
    before = open_pack(pack)
    same = exported(pack, lambda prices: prices)
    assert {name: same[name] for name in ("prices.csv", "prices.xlsx")} == {
        name: before.files[name] for name in ("prices.csv", "prices.xlsx")
    }

    def dearer(prices: list[Price]) -> list[Price]:
        return [price.model_copy(update={"unit_price": price.unit_price + 1}) for price in prices]

    for name, content in exported(pack, dearer).items():
        (pack / name).write_bytes(content)
    after = read_pack(pack).prices
    assert after == tuple(dearer(list(before.company.prices)))
    assert "frame_2026" not in (pack / "prices.csv").read_text()


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    written = write_workbook("prices", ("sku", "note"), [["=1+1", "@x"], ["KCP-70", Decimal("2480.50")]])
    sheet = openpyxl.load_workbook(io.BytesIO(written)).active
    assert sheet is not None
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [("=1+1", "s"), ("@x", "s")]
    assert sheet["B3"].value == 2480.5
