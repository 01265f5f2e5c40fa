"""What the pages for people say about the tree is true."""

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, files

PAGE = ROOT / "docs" / "where-things-go.md"
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")

PAGES = [file for file in files() if file.suffix == ".md" and "packs" not in file.relative_to(ROOT).parts]


def test_every_path_in_where_things_go_exists() -> None:
    known = {str(file.relative_to(ROOT)) for file in files()}
    known |= {f"{parent}/" for name in known for parent in Path(name).parents if str(parent) != "."}
    told = [path for path in re.findall(r"`([\w./<>*-]+(?:/|\.\w+))`", PAGE.read_text("utf-8")) if "/" in path]
    assert len(told) > 30
    lost = [path for path in told if path not in known and not _by_pattern(path, known)]
    assert lost == []


@pytest.mark.parametrize("page", [pytest.param(page, id=str(page.relative_to(ROOT))) for page in PAGES])
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    links = [
        link for link in LINK.findall(page.read_text("utf-8")) if "://" not in link and not link.startswith("mailto:")
    ]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_no_page_or_file_names_a_place_of_this_machine() -> None:
    machine = re.compile(rf"{re.escape(str(ROOT.parent))}/|/home/\w+/|/Users/\w+/")
    told = [
        str(file.relative_to(ROOT))
        for file in files()
        if file.suffix in {".md", ".py", ".toml", ".yml", ".yaml", ".html", ".ini", ""} and file != Path(__file__)
        if machine.search(file.read_text("utf-8", errors="ignore"))
    ]
    assert told == []


def _by_pattern(path: str, known: set[str]) -> bool:
    """Whether a path with <placeholder> or * stands for something that exists."""
    if not re.search(r"[<*]", path):
        return False
    pattern = re.sub(r"<\w+>|\\\*", "[^/]+", re.sub(r"[.*]", lambda found: "\\" + found[0], path))
    return any(re.fullmatch(pattern, name) for name in known)
