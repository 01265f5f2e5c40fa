"""Promises of the pack reader: every fault at once with file, line and mend; nothing hostile gets in."""

from pathlib import Path

import pytest

from content.packs.faults import Fault, PackFaults
from content.packs.loader import faults_of, open_pack, read_pack
from content.packs.verbs import FolderInUse, check_pack, new_pack

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


def test_two_price_lists_must_not_share_a_day(pack: Path) -> None:
    with (pack / "prices.csv").open("a") as file:
        file.write("NH-5,EUR,1,50.00,2027-12-31,2028-12-31\n")
    assert "overlap" in only(pack).message


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


@pytest.mark.parametrize("name", ["run.sh", "setup.exe", "images/two words.svg", "prices.xlsm"])
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
