"""Every sentence of every catalogue stands in all six languages, with the same placeholders, and every sentence in code is in one."""

import ast
import re
import string
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from foundation.locales import BABEL, LOCALES, SOURCE
from tests.house.tree import PACKAGES, ROOT, files

IN_TEMPLATE = re.compile(r"""\b_(?:\.\w+)?\(\s*(["'])((?:\\.|(?!\1).)*)\1""", re.DOTALL)
OTHERS = [locale for locale in LOCALES if locale != SOURCE]


def _domains() -> list[tuple[Path, str]]:
    found = {
        (file.parents[2], file.stem)
        for file in files()
        if file.suffix == ".po" and file.parent.name == "LC_MESSAGES" and file.relative_to(ROOT).parts[0] in PACKAGES
    }
    return sorted(found)


DOMAINS = [
    pytest.param(folder, domain, id=f"{folder.parent.relative_to(ROOT)}-{domain}") for folder, domain in _domains()
]


@cache
def catalogue(folder: Path, domain: str, locale: str) -> Catalog:
    with (folder / locale / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return read_po(file, locale=BABEL[locale], abort_invalid=True)


def messages(catalog: Catalog) -> dict[tuple[str | None, str], Message]:
    return {(message.context, _source(message)): message for message in catalog if message.id}


def _source(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize(("folder", "domain"), DOMAINS)
def test_a_domain_stands_in_all_six_languages_with_the_same_sentences(folder: Path, domain: str) -> None:
    missing = [locale for locale in OTHERS if not (folder / locale / "LC_MESSAGES" / f"{domain}.po").exists()]
    assert missing == []
    sentences = {locale: set(messages(catalogue(folder, domain, locale))) for locale in OTHERS}
    everything = set().union(*sentences.values())
    assert {
        locale: sorted(map(str, everything - known)) for locale, known in sentences.items() if everything - known
    } == {}


@pytest.mark.parametrize("locale", OTHERS)
@pytest.mark.parametrize(("folder", "domain"), DOMAINS)
def test_every_sentence_is_translated_and_keeps_its_placeholders(folder: Path, domain: str, locale: str) -> None:
    faults = []
    for (_, source), message in messages(catalogue(folder, domain, locale)).items():
        texts = _texts(message)
        if message.fuzzy or not all(texts):
            faults.append(f"not translated: {source!r}")
            continue
        wanted = placeholders(source) if isinstance(message.id, str) else placeholders(message.id[1])
        for text in texts:
            given = placeholders(text)
            # A plural form may leave the count out (one tool, two tools in Arabic), nothing else.
            if given - wanted or (wanted - given and len(texts) == 1) or (wanted - given) - {"n", "count"}:
                faults.append(f"placeholders of {source!r} differ in {text!r}")
    assert faults == []


@pytest.mark.parametrize("locale", OTHERS)
@pytest.mark.parametrize(("folder", "domain"), DOMAINS)
def test_each_language_has_all_its_plural_forms(folder: Path, domain: str, locale: str) -> None:
    catalog = catalogue(folder, domain, locale)
    short = [
        _source(message)
        for message in catalog
        if not isinstance(message.id, str) and len(_texts(message)) != catalog.num_plurals
    ]
    assert short == []


@pytest.mark.parametrize("locale", ["zh", "ja", "ar"])
@pytest.mark.parametrize(("folder", "domain"), DOMAINS)
def test_a_sentence_in_another_script_is_written_in_it(folder: Path, domain: str, locale: str) -> None:
    script = {"zh": r"[\u4e00-\u9fff]", "ja": r"[\u3040-\u30ff\u4e00-\u9fff]", "ar": r"[\u0600-\u06ff]"}[locale]
    latin = [
        f"{source!r}: {text!r}"
        for (_, source), message in messages(catalogue(folder, domain, locale)).items()
        for text in _texts(message)
        if " " in source and not re.search(script, text) and re.search("[A-Za-z]{2}", re.sub(r"\{\w+\}", "", text))
    ]
    assert latin == []


def test_every_sentence_that_code_and_templates_speak_is_in_a_catalogue() -> None:
    known: set[str] = set()
    for folder, domain in _domains():
        known |= {source for _, source in messages(catalogue(folder, domain, "de"))}
    spoken = {
        (str(file.relative_to(ROOT)), sentence)
        for file in files()
        if file.relative_to(ROOT).parts[0] in PACKAGES
        for sentence in _sentences(file)
    }
    assert sorted(f"{file}: {sentence!r}" for file, sentence in spoken if sentence and sentence not in known) == []


def _sentences(file: Path) -> list[str]:
    if file.suffix == ".py":
        return _spoken(ast.parse(file.read_text("utf-8")))
    if file.suffix in {".html", ".txt", ".xml"}:
        return [found[1].replace(f"\\{found[0]}", found[0]) for found in IN_TEMPLATE.findall(file.read_text("utf-8"))]
    return []


def _spoken(tree: ast.AST) -> list[str]:
    """The written sentences in calls of gettext, ngettext and pgettext, and of their short names in this house."""
    position = {"gettext": 0, "_": 0, "many": 0, "ngettext": 0, "pgettext": 1, "npgettext": 1}
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        index = position.get(name)
        if index is not None and len(node.args) > index:
            argument = node.args[index]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                found.append(argument.value)
    return found
