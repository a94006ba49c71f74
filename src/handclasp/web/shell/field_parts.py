"""Fields of a Django form as the pages draw them: one shape for every kind, with what was typed and what is wrong."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final

from django import forms
from django.forms import BoundField

KINDS: Final[tuple[tuple[type[forms.Widget], str], ...]] = (
    (forms.CheckboxSelectMultiple, "many"),
    (forms.CheckboxInput, "box"),
    (forms.RadioSelect, "one"),
    (forms.Select, "choice"),
    (forms.Textarea, "area"),
    (forms.HiddenInput, "hidden"),
)
TYPES: Final[tuple[tuple[type[forms.Field], str], ...]] = (
    (forms.EmailField, "email"),
    (forms.IntegerField, "number"),
    (forms.DateField, "date"),
    (forms.TimeField, "time"),
)


@dataclass(frozen=True)
class Answer:
    """One thing to choose."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class FieldPart:
    """One field; `kind` is `many`, `box`, `one`, `choice`, `area`, `hidden`, or the type of an input.

    `suggests` names the datalist of the page that suggests values.
    """

    id: str
    name: str
    label: str
    kind: str
    value: str
    hint: str
    errors: tuple[str, ...]
    answers: tuple[Answer, ...]
    is_required: bool
    low: str
    high: str
    longest: str
    suggests: str = ""


def field_parts(form: forms.BaseForm) -> tuple[FieldPart, ...]:
    """Return the fields of a form in order, bound or not."""
    return tuple(_part(field) for field in form)


def _part(bound: BoundField) -> FieldPart:
    field, value = bound.field, bound.value()
    limits = (getattr(field, name, None) for name in ("min_value", "max_value", "max_length"))
    low, high, longest = ("" if limit is None else str(limit) for limit in limits)
    return FieldPart(
        id=bound.id_for_label or bound.auto_id,
        name=bound.html_name,
        label=str(bound.label),
        kind=_kind(field),
        value=_words(value),
        hint=str(field.help_text),
        errors=tuple(str(error) for error in bound.errors),
        answers=_answers(field, value),
        is_required=field.required,
        low=low,
        high=high,
        longest=longest,
        suggests=str(field.widget.attrs.get("list", "")),
    )


def _kind(field: forms.Field) -> str:
    for widget, kind in KINDS:
        if isinstance(field.widget, widget):
            return kind
    return next((kind for kind_of, kind in TYPES if isinstance(field, kind_of)), "text")


def _answers(field: forms.Field, value: Any) -> tuple[Answer, ...]:
    chosen = {str(one) for one in value} if isinstance(value, list | tuple | set) else {_words(value)}
    if isinstance(field, forms.BooleanField):
        return (Answer("on", str(field.label), bool(value)),)
    choices = getattr(field, "choices", ())
    return tuple(Answer(str(code), str(words), str(code) in chosen) for code, words in choices)


def _words(value: Any) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
