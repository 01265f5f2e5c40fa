"""Source of truth for which files of a path are taken in, and how a file becomes one document (or a corpus many)."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from content.knowledge import errors
from content.knowledge.cut import cut_plain
from content.knowledge.errors import Undigestible
from content.knowledge.formats import CLOSED, READABLE, RECORDS, Reading, kind_of, read
from content.knowledge.formats.isolated import Reader
from content.knowledge.formats.records import BadLine, Record, is_table, of_questions, records
from content.knowledge.language import detect
from content.knowledge.model import Document
from content.knowledge.repository import Analysed
from content.knowledge.sources import analysed, finished

LARGEST_FILE = 64 * 2**20
LARGEST_CORPUS = 8 * 2**30
LARGEST_ORIGINAL = 32 * 2**20
"""PDFs up to this size are kept, so that a citation opens the page itself."""
_SAMPLE = 20
"""Records whose words tell the language of a corpus."""
_ENTRY = 4_000


@dataclass(slots=True)
class Taken:
    """What one step of reading gave: documents new or changed, how many were there already, and what a person is told."""

    fresh: list[Analysed] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Told] = field(default_factory=list)
    notes: list[Told] = field(default_factory=list)
    file: str = ""
    files_done: int = 0
    files: int = 0
    pages: tuple[int, int] | None = None
    """How many pages of the file are read, and how many it has."""

    @property
    def passages(self) -> int:
        """How many passages the new documents have."""
        return sum(len(one.chunks) for one in self.fresh)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a file: a reason of errors.REASONS with its facts."""

    file: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, locale: str) -> str:
        """Return it in `locale`, behind the file's name."""
        return f"{self.file}: {errors.sentence(self.code, dict(self.facts), locale)}"


def files_of(path: Path) -> list[tuple[Path, str]]:
    """Return the readable files of a folder with their names there, or the one file; links and hidden files are left out."""
    if not path.is_dir():
        return [(path, path.name)]
    found = sorted(one for one in path.rglob("*") if one.is_file() and not one.is_symlink())
    named = [(one, one.relative_to(path).as_posix()) for one in found]
    return [
        (one, name)
        for one, name in named
        if one.suffix.lower() in READABLE and not any(part.startswith(".") for part in Path(name).parts)
    ]


@dataclass(frozen=True, slots=True)
class Desk:
    """What reading needs: who reads closed kinds of files, and who hears which file is read, and how many of its pages."""

    reader: Reader
    told: Callable[[Taken], None]


def take(path: Path, pattern: Document, *, held: Mapping[str, str], desk: Desk, most: int) -> Iterator[Taken]:
    """Read a path into documents like `pattern` (an empty locale: the language is found out), some `most` passages at a time.

    `held` tells the digest of each document that is there already. Blocks; what cannot be read is told and the rest goes on.
    """
    files = files_of(path)
    taken = Taken(files=len(files))
    for number, (file, name) in enumerate(files):
        taken.file, taken.files_done, taken.pages = name, number, None
        desk.told(taken)
        if path.is_dir() and file.suffix.lower() in RECORDS and of_questions(name):
            taken.notes.append(Told(name, "questions"))
            continue
        try:
            for one in _documents(file, name, pattern, desk=desk, taken=taken):
                if held.get(one.document.id) == one.document.digest:
                    taken.unchanged += 1
                else:
                    taken.fresh.append(one)
                if taken.passages >= most:
                    yield taken
                    taken = Taken(file=name, files_done=number, files=len(files))
        except Undigestible as error:
            taken.refused.append(Told(name, error.code, error.facts))
        except OSError:
            taken.refused.append(Told(name, "broken"))
    taken.files_done, taken.pages = len(files), None
    yield taken


def _documents(file: Path, name: str, pattern: Document, *, desk: Desk, taken: Taken) -> Iterator[Analysed]:
    suffix = kind_of(file.name)
    if suffix in RECORDS and not is_table(file):
        yield from _corpus(file, name, pattern, taken=taken)
        return
    if file.stat().st_size > LARGEST_FILE:
        raise Undigestible("too_large", size=LARGEST_FILE // 2**20)
    content = file.read_bytes()

    def paged(done: int, pages: int) -> None:
        taken.pages = (done, pages)
        desk.told(taken)

    reading = desk.reader.read(file.name, content, paged) if suffix in CLOSED else read(file.name, content)
    taken.notes += [Told(name, code, facts) for code, facts in reading.notes]
    original = ("application/pdf", content) if suffix == ".pdf" and len(content) <= LARGEST_ORIGINAL else None
    yield dataclasses.replace(_one(file, name, pattern, reading=reading), original=original)


def _one(file: Path, name: str, pattern: Document, *, reading: Reading) -> Analysed:
    locale = pattern.locale or detect(" ".join(chunk.text for chunk in reading.chunks[:20]))
    title = reading.title or file.stem.replace("_", " ")
    document = _named(dataclasses.replace(pattern, locale=locale, title=title[:300]), name)
    return analysed(*finished(document, reading.chunks))


def _corpus(file: Path, name: str, pattern: Document, *, taken: Taken) -> Iterator[Analysed]:
    """Yield each record as a document; lines that are none are counted and told."""
    if file.stat().st_size > LARGEST_CORPUS:
        raise Undigestible("too_large", size=LARGEST_CORPUS // 2**20)
    found = records(file)
    sample = list(itertools.islice(found, _SAMPLE))
    words = " ".join(one.text[:500] for one in sample if isinstance(one, Record))
    locale = pattern.locale or detect(words)
    bad: list[int] = []
    for one in itertools.chain(sample, found):
        if isinstance(one, BadLine):
            bad.append(int(str(one)))
            continue
        yield _record(one, dataclasses.replace(pattern, locale=_locale_of(one, pattern, locale)))
    if bad:
        taken.notes.append(Told(name, "bad_lines", {"count": len(bad), "line": bad[0]}))


def _record(one: Record, pattern: Document) -> Analysed:
    title = one.title or one.text.split("\n", 1)[0][:80]
    document = _named(dataclasses.replace(pattern, title=title), one.name)
    chunks = [dataclasses.replace(chunk, locator=one.name) for chunk in cut_plain(one.text)]
    # a title that is only the beginning of the text again would count twice
    return analysed(*finished(document, chunks), titled=bool(one.title))


def _locale_of(one: Record, pattern: Document, usual: str) -> str:
    from foundation.locales import LOCALES

    said = (one.locale or "").split("-")[0].lower()
    return said if not pattern.locale and said in LOCALES else usual


def _named(document: Document, name: str) -> Document:
    """Give a document its id and address; a digest, because names may be longer than an id, and hold anything."""
    key = hashlib.sha256(f"{document.collection}/{document.locale}/{name}".encode()).hexdigest()[:24]
    place = "desk/knowledge" if document.visibility == "staff" else document.locale
    return dataclasses.replace(document, id=f"file:{key}", name=name[:400], url=f"/{place}/documents/{key}")
