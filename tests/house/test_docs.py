"""What the pages for people tell to type exists: make targets, commands, chapters; pictures are light; no page is lost."""

import re
from pathlib import Path

import click
import pytest
from PIL import Image

from tests.house.tree import ROOT, files
from web.commands import commands

PAGES = [
    file for file in files() if file.suffix == ".md" and file.parent in {ROOT, ROOT / "docs", ROOT / "docs/decisions"}
]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]*)\)")
CODE = re.compile(r"```[\s\S]*?```|`[^`\n]+`|^ {4}.*$", re.MULTILINE)
LARGEST_PICTURE = 250_000
WIDEST_PICTURE = 1200

every_page = pytest.mark.parametrize("page", [pytest.param(page, id=str(page.relative_to(ROOT))) for page in PAGES])


def typed(page: Path) -> str:
    """Return what a page sets as code, one piece a line."""
    return "\n".join(CODE.findall(page.read_text("utf-8")))


@every_page
def test_every_make_target_that_a_page_names_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b", typed(page)))
    assert named - targets == set()


@every_page
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    known: dict[str, click.Command] = {str(command.name): command for command in commands()}
    unknown = []
    for first, second in re.findall(r"(?<![\w-])tradewind ([a-z]+)(?: ([a-z]+)\b)?", typed(page)):
        command = known.get(first)
        if command is None or (second and isinstance(command, click.Group) and second not in command.commands):
            unknown.append(f"tradewind {first} {second}".strip())
    assert unknown == []


@pytest.mark.parametrize("name", ["docs/developing.md", "CONTRIBUTING.md"])
def test_every_place_in_the_house_that_a_developer_is_sent_to_exists(name: str) -> None:
    told = re.findall(r"`((?:[\w.]+/)+(?:[\w.]+\.(?:py|md|html))?)`", (ROOT / name).read_text("utf-8"))
    assert [place for place in told if not (ROOT / place).exists()] == []


@every_page
def test_every_link_to_a_chapter_finds_its_heading(page: Path) -> None:
    lost = []
    for link in LINK.findall(page.read_text("utf-8")):
        place, mark, chapter = link.partition("#")
        target = (page.parent / place) if place else page
        if mark and "://" not in link and chapter not in chapters(target):
            lost.append(link)
    assert lost == []


def chapters(page: Path) -> set[str]:
    """Return the anchors that a page's headings get on GitHub."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_is_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        links = [link.partition("#")[0] for link in LINK.findall(page.read_text("utf-8")) if "://" not in link]
        waiting += [(page.parent / link).resolve() for link in links if link]
    lost = [page for page in PAGES if page not in reached and page.parent != ROOT / "docs/decisions"]
    assert lost == []


def test_decisions_are_numbered_without_a_gap() -> None:
    names = sorted(page.name for page in PAGES if page.parent == ROOT / "docs/decisions")
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    titles = [(ROOT / "docs/decisions" / name).read_text("utf-8").splitlines()[0] for name in names]
    assert [re.match(r"# (\d+)\. ", title)[1] for title in titles] == [str(int(name[:4])) for name in names]  # type: ignore[index] # a title without its number fails here


def test_pictures_are_light_described_and_used() -> None:
    pictures = [file for file in files() if file.parent == ROOT / "docs/images"]
    told = [
        (picture, (page.parent / picture).resolve(), words)
        for page in PAGES
        for words, picture in re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", page.read_text("utf-8"))
    ]
    assert [picture for picture, _, words in told if len(words) < 20] == []
    assert set(pictures) - {file for _, file, _ in told} == set()
    assert [file.name for file in pictures if file.stat().st_size >= LARGEST_PICTURE] == []
    for file in pictures:
        if file.suffix == ".png":
            with Image.open(file) as picture:
                assert picture.width <= WIDEST_PICTURE, file.name
