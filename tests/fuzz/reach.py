"""What a view reads: the forms and field names in its own code and in the code it leads to."""

import dataclasses
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import CodeType, FunctionType, ModuleType
from typing import Any

from django.forms import BaseForm

OURS = "handclasp.web"
WORD = re.compile(r"[a-z][a-z0-9_]{0,23}")
DEEPEST = 6


@dataclass
class Reach:
    """Forms and words that a view's code names; words are candidates for names and for values."""

    forms: set[type[BaseForm]] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    reads: set[str] = field(default_factory=set)


def reach_of(view: Callable[..., Any]) -> Reach:
    """Return everything that the view's code leads to within the doors."""
    found, seen = Reach(), set[int]()
    for form in _forms_of_class(getattr(view, "view_class", object)):
        found.forms |= {ours for ours in _kinds(form) if ours.__module__.startswith(OURS)} or {form}
    _look(inspect.unwrap(view), found, seen, DEEPEST)
    return found


def _forms_of_class(view_class: type) -> Iterator[type[BaseForm]]:
    """Yield the forms that a class of views names, in itself and in its methods; ours may stand in their place."""
    for member in [one for parent in view_class.__mro__ for one in vars(parent).values()]:
        code = getattr(inspect.unwrap(member) if callable(member) else member, "__code__", None)
        named = [member] if code is None else [member.__globals__.get(name) for name in code.co_names]
        yield from (one for one in named if isinstance(one, type) and issubclass(one, BaseForm))


def _kinds(form: type[BaseForm]) -> Iterator[type[BaseForm]]:
    yield form
    for kind in form.__subclasses__():
        yield from _kinds(kind)


def _look(thing: object, found: Reach, seen: set[int], deeper: int) -> None:
    if id(thing) in seen or deeper == 0:
        return
    seen.add(id(thing))
    if isinstance(thing, type):
        _look_at_class(thing, found, seen, deeper)
    elif isinstance(thing, FunctionType):
        _look_at_function(thing, found, seen, deeper)
    elif isinstance(thing, dict):
        found.words |= {key for key in thing if isinstance(key, str) and WORD.fullmatch(key)}
        _look_at_all(thing.values(), found, seen, deeper)
    elif isinstance(thing, list | tuple | set | frozenset):
        found.words |= {one for one in thing if isinstance(one, str) and WORD.fullmatch(one)}
        _look_at_all(thing, found, seen, deeper)
    elif dataclasses.is_dataclass(thing) and type(thing).__module__.startswith(OURS):
        _look_at_all([getattr(thing, f.name) for f in dataclasses.fields(thing)], found, seen, deeper)


def _look_at_all(things: Iterable[object], found: Reach, seen: set[int], deeper: int) -> None:
    for thing in things:
        _look(thing, found, seen, deeper - 1)


def _look_at_class(thing: type, found: Reach, seen: set[int], deeper: int) -> None:
    if issubclass(thing, BaseForm):
        if hasattr(thing, "base_fields"):
            found.forms.add(thing)
    elif thing.__module__.startswith(OURS) and dataclasses.is_dataclass(thing):
        found.words |= {f.name for f in dataclasses.fields(thing)}


def _look_at_function(function: FunctionType, found: Reach, seen: set[int], deeper: int) -> None:
    if not function.__module__.startswith(OURS):
        return
    for code in _codes(function.__code__):
        words = {text for text in _constants(code) if WORD.fullmatch(text)}
        found.words |= words
        if {"POST", "GET", "sent", "getlist"} & {*code.co_names, *code.co_varnames, *code.co_freevars}:
            found.reads |= words
        named = [function.__globals__.get(name) for name in code.co_names]
        modules = [one for one in named if isinstance(one, ModuleType) and one.__name__.startswith(OURS)]
        named += [getattr(module, name, None) for module in modules for name in code.co_names]
        _look_at_all([inspect.unwrap(one) if callable(one) else one for one in named], found, seen, deeper)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _constants(code: CodeType) -> Iterator[str]:
    for constant in code.co_consts:
        if isinstance(constant, str):
            yield constant
        elif isinstance(constant, tuple | frozenset):
            yield from (one for one in constant if isinstance(one, str))
