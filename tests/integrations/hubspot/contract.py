"""The contract of HubSpot's API as its own client holds it: derived at test time from the installed package, nothing of it is kept.

Paths, methods, answers and models are read from the source with `ast`; requests and answers are then checked with JSON Schema.
"""

import ast
import re
import warnings
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import hubspot
from jsonschema import Draft202012Validator

GROUPS = (
    "crm/contacts",
    "crm/companies",
    "crm/deals",
    "crm/objects/notes",
    "crm/associations/v4",
    "crm/owners",
    "crm/properties",
    "files",
)
"""The groups of the client that we use; each has models of its own."""

ROOT = Path(hubspot.__file__).parent
SCALARS = {
    "str": {"type": "string"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "datetime": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"},
    "date": {"type": "string"},
    "object": {},
    "file": {"type": "string"},
}


class ContractBroken(AssertionError):
    """A request or an answer is not what HubSpot's client knows."""


@dataclass(frozen=True)
class Operation:
    """One call: where, how, what goes in, what may come out (status -> schema, None without body)."""

    group: str
    method: str
    path: str
    pattern: re.Pattern[str]
    body: str | None
    answers: dict[int, str | None]
    queries: frozenset[str] = frozenset()
    form: frozenset[str] = frozenset()
    """The fields of a body of several parts."""


@cache
def operations() -> tuple[Operation, ...]:
    """Read every call of the groups, the most exact path first."""
    found = [
        operation
        for group in GROUPS
        for file in sorted((ROOT / group / "api").glob("*_api.py"))
        for operation in _operations_of(group, file)
    ]
    return tuple(sorted(found, key=lambda operation: operation.path.count("{")))


def _operations_of(group: str, file: Path) -> list[Operation]:
    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # HubSpot writes patterns without r""
        tree = ast.parse(file.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.endswith("_with_http_info"):
            call = next(
                part
                for part in ast.walk(node)
                if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and part.func.attr == "call_api"
            )
            path, method = (ast.literal_eval(argument) for argument in call.args[:2])
            found.append(
                Operation(
                    group,
                    method,
                    path,
                    _pattern(path),
                    _body_of(node),
                    _answers_of(node),
                    queries=_appended(node, "query_params"),
                    form=_appended(node, "form_params") | _files_of(node),
                ),
            )
    return found


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile("^" + re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)) + "$")


def _body_of(function: ast.FunctionDef) -> str | None:
    documentation = ast.get_docstring(function) or ""
    assigned = [
        part.value
        for part in ast.walk(function)
        if isinstance(part, ast.Assign)
        and isinstance(part.targets[0], ast.Name)
        and part.targets[0].id == "body_params"
        and isinstance(part.value, ast.Subscript)
    ]
    if not assigned:
        return None
    name = ast.literal_eval(assigned[0].slice)
    typed = re.search(rf":type {name}: (.+)", documentation)
    return typed.group(1).removesuffix(", optional") if typed else None


def _appended(function: ast.FunctionDef, to: str) -> frozenset[str]:
    """Return the names of what is put into a list of the client's: `query_params.append(("limit", ...))`."""
    return frozenset(
        ast.literal_eval(part.args[0].elts[0])
        for part in ast.walk(function)
        if isinstance(part, ast.Call)
        and isinstance(part.func, ast.Attribute)
        and part.func.attr == "append"
        and isinstance(part.func.value, ast.Name)
        and part.func.value.id == to
        and isinstance(part.args[0], ast.Tuple)
    )


def _files_of(function: ast.FunctionDef) -> frozenset[str]:
    return frozenset(
        ast.literal_eval(target.slice)
        for part in ast.walk(function)
        if isinstance(part, ast.Assign)
        for target in part.targets
        if isinstance(target, ast.Subscript)
        and isinstance(target.value, ast.Name)
        and target.value.id == "local_var_files"
    )


def _answers_of(function: ast.FunctionDef) -> dict[int, str | None]:
    for part in ast.walk(function):
        if (
            isinstance(part, ast.Assign)
            and isinstance(part.targets[0], ast.Name)
            and part.targets[0].id == "response_types_map"
            and isinstance(part.value, ast.Dict)
        ):
            return {
                ast.literal_eval(k): ast.literal_eval(v)
                for k, v in zip(part.value.keys, part.value.values, strict=True)
            }
    return {}


@cache
def model(group: str, name: str) -> dict[str, Any]:
    """Return a model of a group as JSON Schema."""
    snake = re.sub(r"(?<=[a-z0-9])([A-Z])|(?<=[A-Z])([A-Z][a-z])", lambda found: "_" + found.group(0), name).lower()
    tree = ast.parse((ROOT / group / "models" / f"{snake}.py").read_text("utf-8"))
    body = next(node for node in tree.body if isinstance(node, ast.ClassDef))
    held = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in body.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id in {"openapi_types", "attribute_map"}
    }
    types, names = held["openapi_types"], held["attribute_map"]
    source = ast.unparse(body)
    required = [names[field] for field in types if f"Invalid value for `{field}`, must not be `None`" in source]
    properties = {names[field]: typed(group, kind) for field, kind in types.items()}
    for setter in (node for node in body.body if isinstance(node, ast.FunctionDef) and node.name in types):
        for part in ast.walk(setter):
            if (
                isinstance(part, ast.Assign)
                and isinstance(part.targets[0], ast.Name)
                and part.targets[0].id == "allowed_values"
            ):
                allowed = ast.literal_eval(part.value)
                if properties[names[setter.name]].get("type") == "string":
                    properties[names[setter.name]] = {"enum": allowed}
    return {"type": "object", "properties": properties, "required": required}


def typed(group: str, kind: str) -> dict[str, Any]:
    """Return a type as the client writes it (`list[str]`, `dict[str, str]`, a model's name) as JSON Schema."""
    if kind in SCALARS:
        return SCALARS[kind]
    if kind.startswith("list["):
        return {"type": "array", "items": typed(group, kind[5:-1])}
    if kind.startswith("dict["):
        value = kind[5:-1].partition(",")[2].strip()
        # HubSpot itself answers null for a property that has no value, though the client says string
        return {"type": "object", "additionalProperties": {"anyOf": [typed(group, value), {"type": "null"}]}}
    return model(group, kind)


def operation_for(method: str, path: str) -> Operation:
    """Return the call that a request is; raise ContractBroken where the client knows none."""
    for operation in operations():
        if operation.method == method and operation.pattern.match(path):
            return operation
    raise ContractBroken(f"HubSpot's client knows no {method} {path}.")


def check_request(operation: Operation, body: Any, *, queries: Collection[str] = ()) -> None:
    """Refuse a body or an address that does not fit; unknown fields are refused too."""
    if unknown := set(queries) - operation.queries:
        raise ContractBroken(f"{operation.method} {operation.path} is not asked with {sorted(unknown)}.")
    if operation.form:
        if not isinstance(body, dict) or not set(body) <= operation.form:
            raise ContractBroken(f"{operation.method} {operation.path} takes a form of {sorted(operation.form)}.")
        return
    if operation.body is None:
        if body not in (None, b"", {}):
            raise ContractBroken(f"{operation.method} {operation.path} takes no body.")
        return
    _check(_closed(typed(operation.group, operation.body)), body, f"the body of {operation.method} {operation.path}")


def check_answer(operation: Operation, status: int, body: Any) -> None:
    """Refuse an answer of success that the client could not read; errors are free in form."""
    if status >= 400:
        return
    if not operation.answers:  # a call that answers nothing
        if status != 204 or body is not None:
            raise ContractBroken(f"{operation.method} {operation.path} answers 204 and nothing.")
        return
    if status not in operation.answers:
        raise ContractBroken(
            f"{operation.method} {operation.path} never answers {status}, but {list(operation.answers)}."
        )
    kind = operation.answers[status]
    if kind is not None:
        _check(typed(operation.group, kind), body, f"the answer of {operation.method} {operation.path}")


def _closed(schema: dict[str, Any]) -> dict[str, Any]:
    if "properties" in schema:
        inner = {name: _closed(part) for name, part in schema["properties"].items()}
        return {**schema, "properties": inner, "additionalProperties": False}
    if "items" in schema:
        return {**schema, "items": _closed(schema["items"])}
    return schema


def _check(schema: dict[str, Any], value: Any, where: str) -> None:
    error = next(iter(Draft202012Validator(schema).iter_errors(value)), None)
    if error is not None:
        raise ContractBroken(f"{where}: {error.json_path}: {error.message}")


def check_options(options: Any) -> None:
    """Refuse options of an upload that the client's other way to put in a file (from an address) does not know."""
    schema = _closed(model("files", "ImportFromUrlInput"))
    _check({**schema, "required": ["access"]}, options, "the options of POST /files/v3/files")
