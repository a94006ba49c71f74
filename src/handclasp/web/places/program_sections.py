"""The sections of a program's page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from handclasp.directory import commands
from handclasp.directory.models import Need, Program, Staff
from handclasp.domain.engagement import rule_words
from handclasp.web.places import program_forms as forms
from handclasp.web.places.forms import ClosedForm, RetireForm
from handclasp.web.places.sections import Section
from handclasp.web.shell.phones import phone_words

CALLING: Final = ("wave_size", "ring_seconds", "wait_choices", "rings_an_hour", "interruptions_a_day")
ENGAGEMENT: Final = ("first_visit_within_days", "further_visits", "further_within_days")
PART2: Final = (
    "Federal law (42 CFR Part 2) then protects who its clients are. Until written consent is built in, no client can "
    "be introduced to such a program or from it; call it yourself."
)


@dataclass(frozen=True)
class ProgramFacts:
    """A program, its people, and every need there is."""

    program: Program
    people: tuple[Staff, ...]
    needs: tuple[Need, ...]


def about_form(facts: ProgramFacts, sent: Any) -> forms.AboutForm:
    """Return the form of a program's name and phone."""
    known = _of(facts.program, "name", "receives") | {"phone": phone_words(facts.program.phone)}
    return forms.AboutForm(sent, initial=known, auto_id="about-%s")


def serves_form(facts: ProgramFacts, sent: Any) -> forms.ServesForm:
    """Return the form of whom a program helps."""
    chosen = [need.code for need in facts.program.needs.all()]
    known = {"needs": chosen} | _of(facts.program, "languages", "age_groups")
    return forms.ServesForm(sent, needs=facts.needs, initial=known, auto_id="serves-%s")


def levels_form(facts: ProgramFacts, sent: Any) -> forms.LevelsForm:
    """Return the form of a program's levels of care."""
    chosen: dict[str, list[str]] = {}
    for level in facts.program.levels.all():
        chosen.setdefault(f"edition-{level.edition}", []).append(level.code)
    return forms.LevelsForm(sent, initial=chosen, auto_id="levels-%s")


def rungs_form(facts: ProgramFacts, sent: Any) -> forms.RungsForm:
    """Return the form of who answers for a program."""
    known = {column: getattr(facts.program, f"{column}_id") for column in forms.RUNGS}
    return forms.RungsForm(sent, people=facts.people, initial=known, auto_id="rungs-%s")


def engagement_words(facts: ProgramFacts) -> str:
    """Return the engagement rule as it stands."""
    return (
        f"As it stands: {rule_words(*_of(facts.program, *ENGAGEMENT).values())} Then the sender is released."
    )


PROGRAM: Final[Mapping[str, Section[ProgramFacts]]] = {
    "rungs": Section(
        "Who answers for it",
        rungs_form,
        lambda a, now, facts, form: commands.name_people(a, now, facts.program.pk, **form.cleaned_data),
        lambda facts: (
            "Everybody of the program can be chosen. Whoever is reached first when all else fails is the first of "
            "these who is there."
        ),
    ),
    "serves": Section(
        "Whom it helps",
        serves_form,
        lambda a, now, facts, form: commands.update_program(a, now, facts.program.pk, **form.cleaned_data),
    ),
    "about": Section(
        "Name and phone",
        about_form,
        lambda a, now, facts, form: commands.update_program(a, now, facts.program.pk, **form.cleaned_data),
    ),
    "engagement": Section(
        "When a client is engaged",
        lambda facts, sent: forms.EngagementForm(
            sent, initial=_of(facts.program, *ENGAGEMENT), auto_id="engagement-%s"
        ),
        lambda a, now, facts, form: commands.update_program(a, now, facts.program.pk, **form.cleaned_data),
        engagement_words,
    ),
    "calling": Section(
        "How people are rung",
        lambda facts, sent: forms.CallingForm(
            sent, initial=_of(facts.program, *CALLING), auto_id="calling-%s"
        ),
        lambda a, now, facts, form: commands.update_program(a, now, facts.program.pk, **form.cleaned_data),
        lambda facts: "A call that is running keeps what stood here when it began.",
    ),
    "levels": Section(
        "Levels of care",
        levels_form,
        lambda a, now, facts, form: commands.set_levels(a, now, facts.program.pk, form.levels),
        lambda facts: "For addiction treatment. Tick the levels of the edition that your state uses.",
    ),
    "closed": Section(
        "Closed days",
        lambda facts, sent: ClosedForm(sent, closed_on=facts.program.closed_on, auto_id="closed-%s"),
        lambda a, now, facts, form: commands.update_program(a, now, facts.program.pk, closed_on=form.chosen),
        lambda facts: "Beside those of its site.",
    ),
    "part2": Section(
        "Protected records",
        lambda facts, sent: forms.Part2Form(sent, initial=_of(facts.program, "is_part2"), auto_id="part2-%s"),
        lambda a, now, facts, form: commands.update_program(a, now, facts.program.pk, **form.cleaned_data),
        lambda facts: PART2,
    ),
    "retire": Section(
        "Retire this program",
        lambda facts, sent: RetireForm(sent),
        lambda a, now, facts, form: commands.update_program(
            a, now, facts.program.pk, is_active=form.is_active
        ),
    ),
}


def _of(program: Program, *columns: str) -> dict[str, Any]:
    return {column: getattr(program, column) for column in columns}
