"""A page in sections, each a small form that saves by itself; what was typed stays where it could not be saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django import forms

from handclasp.domain.refusals import words_for
from handclasp.platform.actor import Actor
from handclasp.platform.refusals import Refusal
from handclasp.web.shell.field_parts import FieldPart, field_parts

Facts = TypeVar("Facts")


@dataclass(frozen=True)
class Section(Generic[Facts]):
    """One section: the form for a page's facts (and what was sent), and what saving it does."""

    title: str
    form: Callable[[Facts, Any], Any]
    save: Callable[[Actor, datetime, Facts, Any], object]
    intro: Callable[[Facts], str] = lambda facts: ""
    button: str = "Save"


@dataclass(frozen=True)
class Tried:
    """A section that could not be saved: its form as it was sent, and why not; `status` is the answer's."""

    name: str
    form: forms.BaseForm
    problem: str
    status: int


@dataclass(frozen=True)
class SectionPart:
    """A section as it is drawn."""

    name: str
    title: str
    intro: str
    button: str
    problem: str
    is_saved: bool
    fields: tuple[FieldPart, ...]


def section_parts(
    sections: Mapping[str, Section[Facts]], facts: Facts, tried: Tried | None, saved: str = ""
) -> dict[str, SectionPart]:
    """Return the sections by name; the one that was tried keeps what was typed, the `saved` one says so."""
    return {
        name: SectionPart(
            name=name,
            title=section.title,
            intro=section.intro(facts),
            button=section.button,
            problem=tried.problem if tried and tried.name == name else "",
            is_saved=not tried and name == saved,
            fields=field_parts(tried.form if tried and tried.name == name else section.form(facts, None)),
        )
        for name, section in sections.items()
    }


def save_section(
    actor: Actor, now: datetime, section: Section[Facts], name: str, facts: Facts, sent: Any
) -> Tried | None:
    """Save what was sent, or return why it could not be; `not_found` is raised on."""
    form = section.form(facts, sent)
    if not form.is_valid():
        return Tried(name, form, "", 422)
    try:
        section.save(actor, now, facts, form)
    except Refusal as refusal:
        if refusal.reason == "not_found":
            raise
        return Tried(name, form, words_for(refusal.reason), 409)
    return None
