"""Whoever takes documents in sees how far each is; a broken one is named and the rest goes on."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from content.catalogue.cache import CompanyCache
from content.knowledge.ingest import About
from content.knowledge.library import Knowledge
from content.packs.verbs import TEMPLATE, load_pack
from foundation.database import Database
from foundation.settings import Settings
from tests.content import papers
from web.desk.intake import Intake, Intakes

MANUAL = b"# Valve\n\nThe valve closes by hand.\n\n## Care\n\nOil it yearly.\n"


@pytest.fixture
async def knowledge(sqlite_database: Database) -> AsyncIterator[Knowledge]:
    """What the small company knows."""
    await load_pack(sqlite_database, TEMPLATE)
    settings = Settings(_env_file=None, embeddings=False)  # type: ignore[call-arg]  # pydantic-settings' own argument
    library = Knowledge(sqlite_database, CompanyCache(sqlite_database).company, settings=settings)
    yield library
    await library.close()


async def _ended(intake: Intake) -> Intake:
    assert intake.task is not None
    await intake.task
    assert intake.done
    assert intake.read.is_set()
    return intake


async def test_of_several_files_the_broken_ones_are_named_and_the_rest_is_found(knowledge: Knowledge) -> None:
    files = [("valve.md", MANUAL), ("scan.pdf", papers.scanned_pdf()), ("tool.exe", b"MZ")]
    intake = await _ended(Intakes().begin(knowledge, files, About(locale="en"), by="1"))
    assert (intake.report.documents, intake.report.passages) == (1, 2)
    assert (intake.report.files_done, intake.report.files) == (2, 2)
    assert sorted(one.file for one in intake.report.told) == ["scan.pdf", "tool.exe"]
    found = await knowledge.search("Who closes the valve by hand?", locale="en")
    assert found[0].passage == "The valve closes by hand."


async def test_a_file_alone_that_cannot_be_read_is_refused(knowledge: Knowledge) -> None:
    intake = await _ended(Intakes().begin(knowledge, [("tool.exe", b"MZ")], About(), by="1"))
    assert intake.refused is not None
    assert intake.refused.code == "unknown_kind"
    assert not intake.failed


async def test_an_upload_is_shown_to_whoever_made_it_only(knowledge: Knowledge) -> None:
    intakes = Intakes()
    intake = await _ended(intakes.begin(knowledge, [("valve.md", MANUAL)], About(locale="en"), by="1"))
    assert intakes.find(intake.id, by="1") is intake
    assert intakes.find(intake.id, by="2") is None
    assert intakes.find("other", by="1") is None


async def test_of_one_long_pdf_its_pages_are_told_as_they_are_read(knowledge: Knowledge, tmp_path: Path) -> None:
    # tables are slow to read: the first page that is told is not the last
    rows = [(f"M{number}", f"{number} N.m") for number in range(1, 30)]
    file = tmp_path / "tables.pdf"
    file.write_bytes(papers.table_pdf(rows, pages=12))
    seen: list[tuple[str, tuple[int, int] | None]] = []
    report = await knowledge.ingest(
        file, About(locale="en"), progress=lambda told: seen.append((told.file, told.pages))
    )
    told = [pages for name, pages in seen if name == "tables.pdf" and pages]
    assert told == sorted(told)
    assert told[0][0] < 12
    assert told[-1] == (12, 12)
    assert report.pages is None
    assert report.documents == 1


async def test_of_several_files_the_one_that_is_read_is_told(knowledge: Knowledge, tmp_path: Path) -> None:
    for name in ("a.md", "b.md", "c.md"):
        (tmp_path / name).write_bytes(MANUAL)
    seen: list[tuple[str, int]] = []
    await knowledge.ingest(
        tmp_path, About(locale="en"), progress=lambda told: seen.append((told.file, told.files_done))
    )
    assert seen == [("a.md", 0), ("b.md", 1), ("c.md", 2), ("c.md", 3)]
