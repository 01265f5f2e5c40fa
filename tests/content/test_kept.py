"""A process that asks one question takes the shelf that another left, and never an old one; lists keep the asker's language."""

from pathlib import Path

import pytest

from content.catalogue.cache import CompanyCache
from content.knowledge import library as libraries
from content.knowledge.ingest import About
from content.knowledge.library import Knowledge
from content.packs.verbs import load_pack
from foundation.database import Database
from foundation.settings import Settings


@pytest.fixture
async def home(sqlite_database: Database, pack: Path, tmp_path: Path) -> Path:
    """The folder that shelves are kept in, beside a database with the small company and two documents."""
    await load_pack(sqlite_database, pack)
    folder, files = tmp_path / "index", tmp_path / "files"
    folder.mkdir()
    files.mkdir()
    (files / "valve.md").write_text("# Valve\n\nThe valve is green and closes by hand.\n")
    knowledge = _library(sqlite_database, folder)
    await knowledge.ingest(files, About(collection="valves", locale="en"))
    await knowledge.close()
    return folder


def _library(database: Database, folder: Path) -> Knowledge:
    settings = Settings(_env_file=None, embeddings=False)  # type: ignore[call-arg]  # pydantic-settings' own argument
    return Knowledge(database, CompanyCache(database).company, settings=settings, folder=folder)


async def _asked(knowledge: Knowledge, question: str, locale: str = "en") -> list[str]:
    await knowledge.recall()
    found = await knowledge.search(question, locale=locale, collection="valves", complete=True)
    await knowledge.close()
    return [one.passage for one in found]


async def test_the_next_process_reads_no_passage(
    sqlite_database: Database, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await _asked(_library(sqlite_database, home), "Which colour has the valve?")
    assert first == ["The valve is green and closes by hand."]

    def refuse(*_: object) -> None:
        raise AssertionError("the passages were read again")

    monkeypatch.setattr(libraries, "Shelf", refuse)
    assert await _asked(_library(sqlite_database, home), "Which colour has the valve?") == first


async def test_what_was_taken_in_meanwhile_is_found_and_the_old_shelf_is_gone(
    sqlite_database: Database, home: Path, tmp_path: Path
) -> None:
    await _asked(_library(sqlite_database, home), "valve")
    (tmp_path / "gate.md").write_text("# Gate\n\nThe gate valve is yellow.\n")
    knowledge = _library(sqlite_database, home)
    await knowledge.ingest(tmp_path / "gate.md", About(collection="valves", locale="en"))
    await knowledge.close()
    assert list(home.glob("shelf-*")) == []  # no text outlives its document
    assert "The gate valve is yellow." in await _asked(_library(sqlite_database, home), "Is the gate valve yellow?")
    assert len(list(home.glob("shelf-*"))) == 1


async def test_a_broken_file_is_built_anew(sqlite_database: Database, home: Path) -> None:
    whole = await _asked(_library(sqlite_database, home), "valve")
    (file,) = home.glob("shelf-*.pickle")
    file.write_bytes(file.read_bytes()[:-20])
    assert await _asked(_library(sqlite_database, home), "valve") == whole


async def test_a_better_answer_in_another_language_does_not_push_out_the_askers_own(
    sqlite_database: Database, home: Path, tmp_path: Path
) -> None:
    (tmp_path / "ventil.md").write_text("# Schieber\n\nDer Schieber schließt von Hand.\n")
    knowledge = _library(sqlite_database, home)
    await knowledge.ingest(tmp_path / "ventil.md", About(collection="valves", locale="de"))
    await knowledge.close()
    found = await _asked(
        _library(sqlite_database, home), "Schließt so ein Schieber bei Störungen der Anlage zuverlässig?", "de"
    )
    assert found[0] == "Der Schieber schließt von Hand."
