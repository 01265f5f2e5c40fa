"""Promises of the knowledge: the right passage in every language, its source beside it, and "not in our documents"."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from qdrant_client import QdrantClient

from content.catalogue.cache import CompanyCache
from content.knowledge import analyse, repository
from content.knowledge.cut import cut_markdown, cut_plain
from content.knowledge.edge_index import EdgeIndex
from content.knowledge.embed import Embedder
from content.knowledge.embedding_models import EmbeddingModel, installed
from content.knowledge.index import Entry, Filter, Index, Inquiry
from content.knowledge.ingest import About
from content.knowledge.library import Knowledge, listed
from content.knowledge.model import Passage
from content.knowledge.scan_index import ScanIndex
from content.knowledge.server_index import ServerIndex
from content.packs.verbs import load_pack
from foundation.database import Database
from foundation.locales import LOCALES
from foundation.settings import Settings
from funnel.evaluation.cases import maps_by_locale
from tests.content.papers import pdf

DEMO = Path(__file__).resolve().parents[2] / "content" / "packs" / "torque"
needs_model = pytest.mark.skipif(not installed(), reason="the `embeddings` extra is not installed")


# --- terms -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "one", "other"),
    [
        ("en", "calibrated batteries", "calibrate a battery"),
        ("en", "storage", "storing"),
        ("de", "Kalibrierung", "kalibriert"),
        ("de", "Lagerung", "lagern"),
        ("de", "Wartung", "warten"),
        ("es", "calibración", "calibraciones"),
        ("es", "calibracion", "calibrar"),
        ("pt", "manutenção", "manutencao"),
        ("pt", "calibrações", "calibrar"),
        ("ar", "البطارية", "بطاريات"),
        ("ar", "المعايرة", "معايرة"),
        ("ar", "تخزين", "أخزن"),
        ("zh", "扭矩扳手的校准", "校准扳手"),
        ("ja", "バッテリーの保管", "保管"),
    ],
)
def test_forms_of_a_word_meet(locale: str, one: str, other: str) -> None:
    first = set(analyse.with_kin(analyse.count(one, locale)))
    second = set(analyse.with_kin(analyse.count(other, locale)))
    assert first & second


@pytest.mark.parametrize("locale", ["en", "zh", "ja", "ar"])
def test_part_numbers_stay_whole_in_every_language(locale: str) -> None:
    assert "#kcp35" in analyse.terms("用KCP-35的电池 KCP-35のバッテリー", locale)
    assert analyse.terms("ＫＣＰ－３５", locale) == ["#kcp35"]


# --- cutting ------------------------------------------------------------------------------------------------------


def test_markdown_is_cut_by_its_headings() -> None:
    chunks = cut_markdown(
        "# Manual\n\nBefore.\n\n## Care\n\n### Oil\n\n- Change it.\n- Keep it clean.\n\n## Faults\n\nNone.\n"
    )
    assert [(chunk.locator, chunk.text) for chunk in chunks] == [
        ("", "Before."),
        ("Care > Oil", "- Change it.\n- Keep it clean."),
        ("Faults", "None."),
    ]


def test_each_row_of_a_table_names_its_columns() -> None:
    (chunk,) = cut_markdown("## T\n\n| Bolt | Torque |\n| --- | --- |\n| M8 | 25 N·m |\n| M10 | 49 N·m |\n")
    assert chunk.text == "Bolt: M8; Torque: 25 N·m\nBolt: M10; Torque: 49 N·m"


def test_long_text_is_cut_between_sentences() -> None:
    pieces = cut_plain("A sentence of some words. " * 200)
    assert len(pieces) > 3
    assert all(len(piece.text) <= 1200 and piece.text.endswith(".") for piece in pieces)


# --- both indexes keep the same promises ---------------------------------------------------------------------------


@pytest.fixture(params=["edge", "server", "scan"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Index:
    """The engine inside the process, the client of a Qdrant server in the client's own local mode, and plain arrays."""
    if request.param == "scan":
        return ScanIndex()
    return EdgeIndex(tmp_path) if request.param == "edge" else ServerIndex(QdrantClient(":memory:"), local=True)


def _entry(number: int, scope: str, **about: list[str]) -> Entry:
    payload = {
        "locale": "en",
        "visibility": "public",
        "collection": "company",
        "scope": scope,
        "products": [],
        "categories": [],
    }
    dense = [1.0, 0.0, 0.0] if number % 2 else [0.0, 1.0, 0.0]
    return Entry(number, {7: 1.0, 100 + number: 1.0}, dense, payload | about)


ENTRIES = [
    _entry(1, "general"),
    _entry(2, "product", products=["A-1"], categories=["a"]),
    _entry(3, "product", products=["A-2"], categories=["a"]),
    _entry(4, "product", products=["B-1"], categories=["b"]),
    _entry(5, "category", categories=["a"]),
    _entry(6, "category", categories=["b"]),
    dataclasses.replace(_entry(7, "general"), payload={**_entry(7, "general").payload, "visibility": "staff"}),
    dataclasses.replace(_entry(8, "general"), payload={**_entry(8, "general").payload, "locale": "de"}),
]


def _found(
    index: Index, wanted: Filter, sparse: dict[int, float] | None = None, dense: list[float] | None = None
) -> set[int]:
    return {one for one, _ in index.search(Inquiry(sparse or {7: 1.0}, dense, wanted, 20))}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter(("en",)), {1, 2, 3, 4, 5, 6}),
        (Filter(("de",)), {8}),
        (Filter(("en",), product="A-1", category="a"), {1, 2, 5}),
        (Filter(("en",), category="a"), {1, 2, 3, 5}),
        (Filter(("en",), collection="other"), set()),
        (Filter(("en",), visibility=("public", "staff")), {1, 2, 3, 4, 5, 6, 7}),
    ],
)
def test_a_filter_never_lets_another_family_pass(index: Index, wanted: Filter, expected: set[int]) -> None:
    index.build(ENTRIES, size=3, generation=1)
    assert _found(index, wanted) == expected
    assert _found(index, wanted, dense=[1.0, 0.0, 0.0]) == expected
    index.close()


def test_the_passage_that_words_and_meaning_agree_on_comes_first(index: Index) -> None:
    # its vector is its own: among equal ones the engine orders as it likes
    entries = [dataclasses.replace(one, dense=[0.0, 0.0, 1.0]) if one.id == 3 else one for one in ENTRIES]
    index.build(entries, size=3, generation=1)
    found = index.search(Inquiry({7: 1.0, 103: 1.0}, [0.0, 0.0, 1.0], Filter(("en",)), 5))
    assert found[0][0] == 3
    index.close()


def test_an_index_is_built_anew_for_the_next_generation(index: Index) -> None:
    index.build(ENTRIES, size=3, generation=1)
    index.build(ENTRIES[:1], size=None, generation=2)
    assert _found(index, Filter(("en",))) == {1}
    assert _found(index, Filter(("en",)), dense=[1.0, 0.0, 0.0]) == {1}
    index.close()


def test_an_empty_index_answers_with_nothing(index: Index) -> None:
    assert _found(index, Filter(("en",))) == set()
    index.build([], size=None, generation=1)
    assert _found(index, Filter(("en",))) == set()
    index.close()


# --- the library ----------------------------------------------------------------------------------------------------


@pytest.fixture
async def open_library(sqlite_database: Database) -> AsyncIterator[Callable[..., Knowledge]]:
    """Open libraries over a database and close them."""
    opened: list[Knowledge] = []

    def make(**settings: object) -> Knowledge:
        cache = CompanyCache(sqlite_database)
        chosen = Settings(_env_file=None, **({"embeddings": False} | settings))  # type: ignore[arg-type, call-arg]  # by name, as the tests like
        opened.append(Knowledge(sqlite_database, cache.company, settings=chosen))
        return opened[-1]

    yield make
    for knowledge in opened:
        await knowledge.close()


DEMO_QUESTIONS = [
    ("en", "How often must a torque wrench be calibrated?", "12 months"),
    ("en", "what does the warranty cover", "material and workmanship"),
    ("de", "Wie oft muss das Werkzeug kalibriert werden?", "12 Monate"),
    ("de", "Wie lagere ich die Akkus?", "10 bis 25 °C"),
    ("de", "Was deckt die Garantie ab?", "Fertigungsmängel"),
    ("es", "¿Cada cuánto hay que calibrar la llave dinamométrica?", "12 meses"),
    ("es", "cuidado de la bateria", "iones de litio"),
    ("pt", "Com que frequência devo calibrar a ferramenta?", "12 meses"),
    ("zh", "扭矩扳手多久校准一次", "12 个月"),
    ("zh", "电池保养", "锂离子电池"),
    ("ja", "トルクレンチの校正周期は？", "12か月"),
    ("ja", "バッテリーの保管方法を教えてください", "10～25℃"),
    ("ar", "كم مرة يجب معايرة الأداة؟", "12 شهرًا"),
    ("ar", "كيف أخزن البطارية؟", "بين 10 و25"),
]
UNKNOWN = [
    ("en", "What is the capital of France?"),
    ("de", "Wer hat die Fußball-Weltmeisterschaft gewonnen?"),
    ("es", "¿Cuál es la capital de Francia?"),
    ("pt", "Quem ganhou a Copa do Mundo?"),
    ("zh", "法国的首都是哪里？"),
    ("ja", "フランスの首都はどこですか"),
    ("ar", "ما هي عاصمة فرنسا؟"),
    ("en", ""),
    ("en", "🙂"),
    ("de", "x" * 100_000),
]


async def test_the_demo_company_answers_in_every_language(
    sqlite_database: Database, open_library: Callable[..., Knowledge]
) -> None:
    await load_pack(sqlite_database, DEMO)
    library = open_library()
    for locale, question, expected in DEMO_QUESTIONS:
        found = await library.search(question, locale=locale, limit=10)
        assert any(expected in passage.passage for passage in found), (locale, question, [one.locator for one in found])
        assert {(passage.locale, passage.widened) for passage in found} == {(locale, None)}
        assert all(passage.url.startswith(f"/{locale}/") and 0 < passage.score <= 1 for passage in found)
    for locale, question in UNKNOWN:
        assert await library.search(question, locale=locale) == [], question
    of_one = await library.search("maintenance interval and calibration", locale="en", product="KHW-1500", limit=50)
    assert of_one
    families = {company_family for passage in of_one if (company_family := _family(passage.document))}
    assert families <= {"hydraulic_wrenches"}
    assert await library.search("calibration", locale="en", product="NOTHING-1") == []


@pytest.mark.parametrize("locale", LOCALES)
async def test_what_no_document_tells_is_not_answered_and_what_one_tells_is(
    sqlite_database: Database, open_library: Callable[..., Knowledge], locale: str
) -> None:
    await load_pack(sqlite_database, DEMO)
    library = open_library()
    cases = maps_by_locale("answers", None, wanted=("answered", "unanswered", "placed"))[locale]
    told = [one for one in cases["answered"] if await library.search(one, locale=locale)]
    invented = [one for one in cases["unanswered"] if await library.search(one, locale=locale)]
    assert len(told) >= 0.6 * len(cases["answered"])
    assert len(invented) <= 0.13 * len(cases["unanswered"]), invented
    first = [await library.search(one["ask"], locale=locale, category=one.get("family")) for one in cases["placed"]]
    elsewhere = [
        (one["ask"], found[0].document)
        for one, found in zip(cases["placed"], first, strict=True)
        if found and not found[0].document.startswith(tuple(one["within"]))
    ]
    assert len(elsewhere) <= 0.25 * len(first), elsewhere
    assert len([found for found in first if found]) - len(elsewhere) >= 0.4 * len(first)


async def test_one_sentence_must_tell_what_is_asked(
    sqlite_database: Database, open_library: Callable[..., Knowledge]
) -> None:
    """Words here and there in a passage, words that only ask, and what every page speaks of answer nothing."""
    await load_pack(sqlite_database, DEMO)
    library = open_library()
    for locale, question, family in (
        ("en", "what happens if we over tighten?", None),
        ("en", "Which air compressor brand should I buy for our workshop?", None),
        ("es", "¿Cuántos empleados trabajan en su fábrica?", None),
        ("zh", "需要每颗螺丝都有记录，能不能直接上传到我们的系统", None),
    ):
        assert await library.search(question, locale=locale, category=family) == [], question
    found = await library.search("qué mantenimiento lleva", locale="es", category="hydraulic_wrenches")
    assert found[0].document in {"faq:company:es", "resource:manual_hydraulic:es"}
    assert "mantenimiento" in found[0].locator.casefold()
    (course, *_) = await library.search("do you also have training for our people?", locale="en")
    assert course.locator == "Do you offer training?"


def _family(document: str) -> str | None:
    kind, name, _ = document.split(":")
    if kind == "product":
        return "hydraulic_wrenches" if name.startswith(("KHW", "KHL")) else name
    return {"manual_hydraulic": "hydraulic_wrenches", "manual_cordless": "cordless_tools"}.get(name)


async def test_a_document_in_one_language_is_found_from_another_and_says_so(
    sqlite_database: Database, open_library: Callable[..., Knowledge], pack: Path, tmp_path: Path
) -> None:
    await load_pack(sqlite_database, pack)
    library = open_library()
    note = tmp_path / "seal.md"
    note.write_text("# Seal kit NS-9\n\n## Fitting\n\nGrease the shaft seal NS-9 before you fit it.\n")
    report = await library.ingest(note, About(product="NP-80", locale="en"))
    assert (report.documents, report.passages, report.refused) == (1, 1, ())
    assert (await library.ingest(note, About(product="NP-80", locale="en"))).unchanged == 1
    (found,) = await library.search("Dichtung NS-9", locale="de")
    assert (found.locale, found.widened, found.title, found.locator) == ("en", "locale", "Seal kit NS-9", "Fitting")
    (own,) = await library.search("seal NS-9", locale="en", collection="documents")
    assert own.widened is None


async def test_what_is_translated_is_not_answered_in_another_language(
    sqlite_database: Database, open_library: Callable[..., Knowledge], pack: Path
) -> None:
    await load_pack(sqlite_database, pack)
    manual = pack / "knowledge" / "manual_pumps.en.md"
    manual.write_text(manual.read_text() + "\n## Seal\n\nThe shaft seal is ceramic.\n")
    await load_pack(sqlite_database, pack)
    found = await open_library().search("Keramik", locale="de")
    assert {passage.locale for passage in found} <= {"de"}


async def test_a_folder_is_taken_in_and_what_cannot_be_read_is_named(
    sqlite_database: Database, open_library: Callable[..., Knowledge], pack: Path, tmp_path: Path
) -> None:
    await load_pack(sqlite_database, pack)
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "one.pdf").write_bytes(pdf(["Impeller clearance is 0.3 mm."]))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (folder / "picture.png").write_bytes(b"x")
    library = open_library()
    report = await library.ingest(folder, About(locale="en", collection="papers"))
    assert (report.documents, [line.split(":")[0] for line in report.refused]) == (1, ["broken.pdf"])
    (found,) = await library.search("impeller clearance", locale="en")
    assert (found.page, found.title) == (1, "one")


async def test_a_reloaded_pack_forgets_what_it_no_longer_says(
    sqlite_database: Database, open_library: Callable[..., Knowledge], pack: Path
) -> None:
    await load_pack(sqlite_database, pack)
    library = open_library()
    assert await library.search("drain before frost", locale="en")
    for locale in ("en", "de"):
        (pack / "knowledge" / f"manual_pumps.{locale}.md").write_text("# Pump manual\n\nNothing else.\n")
    await load_pack(sqlite_database, pack)
    library._checked = float("-inf")
    assert await library.search("drain before frost", locale="en") == []


async def test_both_databases_keep_knowledge_alike(database: Database, pack: Path, tmp_path: Path) -> None:
    await load_pack(database, pack)
    settings = Settings(_env_file=None, embeddings=False)  # type: ignore[call-arg]  # pydantic-settings' own argument
    library = Knowledge(database, CompanyCache(database).company, settings=settings, folder=tmp_path)
    (found,) = await library.search("Wann entleere ich die Pumpe vor dem Frost?", locale="de", limit=1)
    assert (found.title, found.locator, found.url) == ("Pumpenanleitung", "Pflege", "/de/resources/manual-pumps#pflege")
    await library.close()


@pytest.mark.parametrize("few", [0, None, 4_000])
async def test_questions_go_on_while_a_new_generation_is_built(
    sqlite_database: Database,
    open_library: Callable[..., Knowledge],
    pack: Path,
    monkeypatch: pytest.MonkeyPatch,
    few: int | None,
) -> None:
    monkeypatch.setattr("content.knowledge.library.FRESH_SECONDS", 0.0)
    await load_pack(sqlite_database, pack)
    async with sqlite_database.reading() as session:
        held = len(await repository.passages(session))
    # in the engine, in plain arrays, and from the arrays into the engine as the documents grow
    monkeypatch.setattr("content.knowledge.engines.FEW", held if few is None else few)
    library = open_library()

    async def ask() -> int:
        return sum([len(await library.search("drain before frost", locale="en")) for _ in range(20)])

    async def change() -> None:
        for number in range(4):
            with (pack / "knowledge" / "manual_pumps.en.md").open("a") as file:
                file.write(f"\n## Note {number}\n\nNothing special.\n")
            await load_pack(sqlite_database, pack)

    *found, _ = await asyncio.gather(*(ask() for _ in range(5)), change())
    assert all(number >= 20 for number in found)


@needs_model
async def test_meaning_finds_what_words_do_not(
    sqlite_database: Database, open_library: Callable[..., Knowledge], pack: Path
) -> None:
    await load_pack(sqlite_database, pack)
    library = open_library(embeddings=True)
    await library.warm()
    question = "Freezing temperatures are coming, what should be done?"
    found = await library.search(question, locale="en", complete=True)
    assert any("before frost" in passage.passage for passage in found[:3])
    by_words = await open_library(embeddings=False).search(question, locale="en", complete=True)
    assert not any("before frost" in passage.passage for passage in by_words)
    assert await library.search("Who painted the Mona Lisa?", locale="en") == []


@needs_model
async def test_many_questions_share_a_batch() -> None:
    embedder = Embedder(EmbeddingModel.of(None, None))
    rows = await embedder.embed([f"question {number}" for number in range(70)])
    assert rows.shape == (70, 384)
    assert abs(float(rows[0] @ rows[0]) - 1) < 1e-5
    embedder.close()


async def test_a_model_that_cannot_be_loaded_leaves_search_as_it_is(
    sqlite_database: Database, open_library: Callable[..., Knowledge], pack: Path
) -> None:
    await load_pack(sqlite_database, pack)
    library = open_library(embeddings=True, embedding_model="/nowhere/at/all")
    await library.warm()
    assert await library.search("drain before frost", locale="en")


@pytest.mark.parametrize(("own", "further", "left"), [(10, 8, 9), (7, 8, 7), (0, 3, 0), (10, 0, 10)])
def test_a_list_of_results_belongs_to_the_language_of_the_asker(own: int, further: int, left: int) -> None:
    def passages(locale: str, number: int) -> list[Passage]:
        return [Passage("", "", locale, 0.5, str(place), "d", "") for place in range(number)]

    shown = listed(passages("de", own), passages("en", further), 10)
    assert [one.locale for one in shown] == ["de"] * left + ["en"] * min(10 - left, further)


def test_a_model_is_used_for_its_languages_only() -> None:
    assert EmbeddingModel.of(None, None).locales == LOCALES
    assert EmbeddingModel.of("all-MiniLM-L6-v2", None).locales == ("en",)
    assert EmbeddingModel.of("our/model", "de,ja,xx").locales == ("de", "ja")
