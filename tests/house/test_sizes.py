"""No function over 40 lines, no file over 300, more than three parameters are named: quality.md, "House"."""

import ast
from pathlib import Path

import pytest

from tests.house.tree import PACKAGES, ROOT, code, files

LONGEST_FUNCTION = 40
LONGEST_FILE = 300
MOST_POSITIONAL = 3
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "service", "services", "misc"}

FILES = [pytest.param(file, id=str(file.relative_to(ROOT))) for file in code()]


def functions(file: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(file.read_text("utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_short_and_opens_with_what_it_is_for(file: Path) -> None:
    text = file.read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring or not text.strip(), "the file does not say what it is the source of truth for"


@pytest.mark.parametrize("file", FILES)
def test_a_function_is_short(file: Path) -> None:
    long = {node.name: lines for node in functions(file) if (lines := _lines(node)) > LONGEST_FUNCTION}
    assert long == {}


@pytest.mark.parametrize("file", FILES)
def test_more_than_three_parameters_are_given_by_name(file: Path) -> None:
    many = [node.name for node in functions(file) if _positional(node) > MOST_POSITIONAL]
    assert many == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    names = {part.removesuffix(".py") for file in code() for part in file.relative_to(ROOT).parts}
    assert names & FORBIDDEN_NAMES == set()
    assert [name for name in names if name.endswith("_v2")] == []


def test_no_other_package_stands_at_the_root() -> None:
    roots = {file.relative_to(ROOT).parts[0] for file in files() if file.suffix == ".py"}
    assert roots <= {*PACKAGES, "tests", "migrations"}


def test_every_ignore_carries_its_reason() -> None:
    bare = [
        f"{file.relative_to(ROOT)}:{number}"
        for file in code()
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        for mark in ("# noqa", "# type: ignore")
        if mark in line and " - " not in line.split(mark, 1)[1] and "  # " not in line.split(mark, 1)[1]
    ]
    assert bare == []


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The length of a function without its docstring, which is prose."""
    assert node.end_lineno is not None
    prose = 0
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        assert first.end_lineno is not None
        prose = first.end_lineno - first.lineno + 1
    return node.end_lineno - node.lineno + 1 - prose


def _positional(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    return len(names) - (names[:1] in (["self"], ["cls"], ["_self"]))
