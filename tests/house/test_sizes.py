"""No function over 40 lines, no file over 300, more than three parameters are named: quality.md, "House"."""

import ast
from collections.abc import Iterator
from functools import cache

from tests.house.tree import PACKAGES, ROOT, code, files

LONGEST_FUNCTION = 40
LONGEST_FILE = 300
MOST_POSITIONAL = 3
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "service", "services", "misc"}

CALLED_BY_NAME = {"get", "post", "put", "patch", "delete", "head", "route", "command", "group"}
"""Decorators whose functions are called by a framework, with every argument by its name."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def parsed() -> dict[str, tuple[str, ast.Module]]:
    texts = {str(file.relative_to(ROOT)): file.read_text("utf-8") for file in code()}
    return {name: (text, ast.parse(text)) for name, text in texts.items()}


def functions() -> Iterator[tuple[str, Function]]:
    for file, (_, tree) in parsed().items():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield file, node


def test_no_file_is_long() -> None:
    lines = {file: len(text.splitlines()) for file, (text, tree) in parsed().items() if not _is_data(tree)}
    assert {file: count for file, count in lines.items() if count > LONGEST_FILE} == {}


def test_every_file_opens_with_what_it_is_the_source_of_truth_for() -> None:
    assert [file for file, (text, tree) in parsed().items() if text.strip() and not ast.get_docstring(tree)] == []


def test_no_function_is_long() -> None:
    long = {f"{file}:{node.lineno} {node.name}": _lines(node) for file, node in functions()}
    assert {function: lines for function, lines in long.items() if lines > LONGEST_FUNCTION} == {}


def test_parameters_beyond_the_third_are_given_by_name() -> None:
    many = [f"{file}:{node.lineno} {node.name}" for file, node in functions() if _positional(node) > MOST_POSITIONAL]
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
        f"{file}:{number}"
        for file, (text, _) in parsed().items()
        for number, line in enumerate(text.splitlines(), 1)
        for mark in ("# noqa", "# type: ignore")
        if mark in line and " - " not in (rest := line.split(mark, 1)[1]) and "  # " not in rest
    ]
    assert bare == []


def _lines(node: Function) -> int:
    """The length of a function without its docstring, which is prose."""
    assert node.end_lineno is not None
    prose = 0
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        assert first.end_lineno is not None
        prose = first.end_lineno - first.lineno + 1
    return node.end_lineno - node.lineno + 1 - prose


def _is_data(tree: ast.Module) -> bool:
    """Whether a file holds values only, such as a list of words."""
    return not any(isinstance(node, Function | ast.ClassDef) for node in ast.walk(tree))


def _positional(node: Function) -> int:
    if any(_name(decorator) in CALLED_BY_NAME for decorator in node.decorator_list):
        return 0
    names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    return len(names) - (names[:1] in (["self"], ["cls"], ["_self"]))


def _name(decorator: ast.expr) -> str:
    named = decorator.func if isinstance(decorator, ast.Call) else decorator
    return named.attr if isinstance(named, ast.Attribute) else getattr(named, "id", "")
