"""An OpenAPI description of every door, made from the URLconf and the Django forms: a new door is in it by itself."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern
from django.utils.regex_helper import normalize

from handclasp.platform.clock import wall_now
from handclasp.web.shell.context import LIVE_PATH
from tests.fuzz.reach import Reach, reach_of

Schema = dict[str, Any]
NASTY = [
    "<script>alert(1)</script>", "' OR 1=1 --", "%_%", "\\", "a\r\nSet-Cookie: x=1", "\0", "\u202eevil", "9" * 40,
    "-1", "1e400", "{{ 7*7 }}", "../../etc/passwd", "x" * 5000, "\N{SNOWMAN}", "NaN", "0000-00-00", "99999-01-01",
    "[]", "null", "é" * 300, "//elsewhere.example/", "https://elsewhere.example/",
]  # fmt: skip
TEXT: Schema = {"anyOf": [{"type": "string"}, {"enum": NASTY}]}


@dataclass(frozen=True)
class Door:
    """One address with its parameters' schemas, and the view behind it."""

    name: str
    path: str
    parameters: dict[str, Schema]
    view: Callable[..., Any]
    reach: Reach


def doors() -> list[Door]:
    """Return every door of the URLconf, in order."""
    return [door for found in _walk(get_resolver().url_patterns, "/") for door in _door(*found)]


def description(ids: Sequence[int]) -> Schema:
    """Return the whole description; `ids` are numbers that exist."""
    paths = {door.path: _operations(door, list(ids)) for door in doors()}
    paths[LIVE_PATH] = {
        "get": _operation([_query("topics", _topics(ids)), _query("age", TEXT), _query("ask", TEXT)])
    }
    return {"openapi": "3.0.3", "info": {"title": "Handclasp", "version": "1"}, "paths": paths}


def _walk(patterns: Sequence[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            yield prefix, pattern


def _door(prefix: str, entry: URLPattern) -> Iterator[Door]:
    reach = reach_of(entry.callback)
    text, converters = str(entry.pattern), entry.pattern.converters
    if isinstance(entry.pattern, RoutePattern):
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", prefix + text)
        schemas = {name: _of_converter(type(one).__name__, reach) for name, one in converters.items()}
        yield Door(str(entry.name), path, schemas, entry.callback, reach)
        return
    groups = dict(re.findall(r"\(\?P<(\w+)>([^()]*)\)", text))
    for template, _ in normalize(text):
        path = prefix + re.sub(r"%\((\w+)\)s", r"{\1}", template)
        schemas = {name: _of_regex(groups.get(name, "")) for name in re.findall(r"{(\w+)}", path)}
        yield Door(str(entry.name), path, schemas, entry.callback, reach)


def _of_converter(name: str, reach: Reach) -> Schema:
    if name == "IntConverter":
        return {"type": "integer", "minimum": 0}
    return {"anyOf": [{"enum": sorted(reach.words) or ["x"]}, {"type": "string", "minLength": 1}]}


def _of_regex(pattern: str) -> Schema:
    words = pattern.split("|")
    if all(re.fullmatch(r"[\w-]+", word) for word in words):
        return {"enum": words}
    return (
        {"type": "integer", "minimum": 0}
        if "0-9]" in pattern and "A-Z" not in pattern
        else {"type": "string", "minLength": 1}
    )


def _operations(door: Door, ids: list[int]) -> Schema:
    parameters = [
        {"in": "path", "name": name, "required": True, "schema": _with_ids(schema, ids)}
        for name, schema in door.parameters.items()
    ]
    reads = sorted(door.reach.reads | {"next"})
    queries = [_query(name, TEXT) for name in reads[:25]]
    fragment = {"in": "header", "name": "HX-Request", "schema": {"enum": ["true"]}}
    form = {"anyOf": [_filled_in(door.reach, ids), _anything(door.reach, ids)]}
    body = {"content": {"application/x-www-form-urlencoded": {"schema": form}}}
    post = _operation([*parameters, fragment]) | {"requestBody": body}
    return {"get": _operation([*parameters, *queries, fragment]), "post": post, "put": _operation(parameters)}


def _operation(parameters: list[Schema]) -> Schema:
    return {"parameters": parameters, "responses": {"default": {"description": "a page or a fragment"}}}


def _query(name: str, schema: Schema) -> Schema:
    return {"in": "query", "name": name, "schema": schema}


def _with_ids(schema: Schema, ids: list[int]) -> Schema:
    return {"anyOf": [{"enum": ids}, {"enum": ids}, schema]} if schema.get("type") == "integer" else schema


def _topics(ids: Sequence[int]) -> Schema:
    usual = [f"{kind}:{number}" for kind in ("staff", "org", "handoff") for number in ids[:5]]
    return {"anyOf": [{"enum": [*usual, ",".join(usual)]}, {"type": "string"}]}


def _filled_in(reach: Reach, ids: list[int]) -> Schema:
    """Return a form as somebody would fill it in: every field, with a value that fits."""
    properties: Schema = {name: {"enum": [*sorted(reach.words), *map(str, ids[:8])]} for name in reach.reads}
    for form in reach.forms:
        properties |= {name: {"enum": _good(one, ids)} for name, one in _fields(form)}
    return _object(properties, required=True)


def _anything(reach: Reach, ids: list[int]) -> Schema:
    properties: Schema = dict.fromkeys(reach.reads, TEXT)
    for form in reach.forms:
        for name, one in _fields(form):
            properties[name] = {"anyOf": [TEXT, {"enum": _good(one, ids)}]}
    return _object(properties, required=False)


def _object(properties: Schema, *, required: bool) -> Schema:
    wanted = {"required": sorted(properties)} if required and properties else {}
    return {"type": "object", "additionalProperties": False, "properties": properties} | wanted


def _fields(form: type[forms.BaseForm]) -> list[tuple[str, forms.Field]]:
    return list(form.base_fields.items())  # type: ignore[attr-defined]


def _good(one: forms.Field, ids: list[int]) -> list[str]:
    today = wall_now().date()
    choices = [str(value) for value, _ in getattr(one, "choices", ())]
    if choices:
        return choices
    if isinstance(one, forms.DateField):
        return [(today + timedelta(days=n)).isoformat() for n in (-1, 0, 1, 2, 3, 30)]
    if isinstance(one, forms.TimeField):
        return ["09:30", "16:30", "23:59"]
    if isinstance(one, forms.BooleanField):
        return ["on", ""]
    if isinstance(one, forms.IntegerField | forms.MultipleChoiceField):
        return [str(number) for number in ids]
    if isinstance(one, forms.RegexField) and (
        kinds := re.match(r"\^\((\w+(?:\|\w+)+)\):", one.regex.pattern)
    ):
        return [f"{kind}:{number}" for kind in kinds[1].split("|") for number in ids]
    if isinstance(one, forms.RegexField):
        return [f"{a}:{b}" for a in ids[:6] for b in ids[:6]]
    return ["Rang, and nobody answered.", "x", "Marisol", "a@example.org"]
