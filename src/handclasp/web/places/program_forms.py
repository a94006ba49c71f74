"""What an administrator says of a program: one small form a section."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms

from handclasp.directory.models import Need, Site, Staff
from handclasp.directory.queries import staff_label
from handclasp.domain.age_groups import AGE_GROUPS
from handclasp.domain.language_names import choices as languages
from handclasp.domain.levels_of_care import EDITIONS, LEVELS
from handclasp.web.places.forms import name, whole

WAITS: Final = (2, 5, 10, 15, 20, 30)
Ticks = forms.CheckboxSelectMultiple
RUNGS: Final[Mapping[str, str]] = {
    "duty": "Duty person, asked first",
    "last_rung": "Last rung, reached when the duty person is not",
    "supervisor": "Supervisor",
}


class AboutForm(forms.Form):
    """What the program is called, and whether clients are introduced to it."""

    name = name("Name")
    phone = forms.CharField(label="Phone", max_length=40, required=False)
    receives = forms.BooleanField(label="Clients can be introduced to it", required=False)


class ServesForm(forms.Form):
    """Whom the program helps with what."""

    needs = forms.MultipleChoiceField(label="Helps with", required=False, widget=Ticks)
    languages = forms.MultipleChoiceField(
        label="In these languages",
        required=False,
        widget=Ticks,
        help_text="None ticked: whatever its people speak.",
    )
    age_groups = forms.MultipleChoiceField(
        label="For",
        required=False,
        widget=Ticks,
        choices=list(AGE_GROUPS.items()),
        help_text="None ticked: every age.",
    )

    def __init__(self, data: Any = None, *, needs: Iterable[Need] = (), **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["needs"].choices = [(need.code, need.name_en) for need in needs]  # type: ignore[attr-defined]
        self.fields["languages"].choices = languages(self.initial.get("languages", ()))  # type: ignore[attr-defined]


class LevelsForm(forms.Form):
    """The levels of care of both editions."""

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        for edition, words in EDITIONS.items():
            levels = [(one.code, f"{one.code} {one.name}") for one in LEVELS if one.edition == edition]
            self.fields[f"edition-{edition}"] = forms.MultipleChoiceField(
                label=words, choices=levels, required=False, widget=Ticks
            )

    @property
    def levels(self) -> list[tuple[str, str]]:
        """Return what was ticked as pairs of edition and code."""
        return [(edition, code) for edition in EDITIONS for code in self.cleaned_data[f"edition-{edition}"]]


class Part2Form(forms.Form):
    """Whether federal law protects the program's records."""

    is_part2 = forms.BooleanField(label="This is a 42 CFR Part 2 program", required=False)


class RungsForm(forms.Form):
    """Who answers for the program."""

    def __init__(self, data: Any = None, *, people: Iterable[Staff] = (), **more: Any) -> None:
        super().__init__(data, **more)
        choices = [("", "Nobody"), *((person.pk, staff_label(person)) for person in people)]
        for column, words in RUNGS.items():
            self.fields[column] = forms.TypedChoiceField(
                label=words, coerce=int, empty_value=None, required=False, choices=choices
            )


class EngagementForm(forms.Form):
    """When a client counts as engaged."""

    first_visit_within_days = whole("First visit within days", 1, 365)
    further_visits = whole("Further visits", 0, 20)
    further_within_days = whole("Within days after the first", 0, 365)


class CallingForm(forms.Form):
    """How people are rung."""

    wave_size = whole("How many ring at once", 1, 3)
    ring_seconds = whole("Seconds to answer", 15, 180)
    wait_choices = forms.TypedMultipleChoiceField(
        label="Minutes a client can wait",
        coerce=int,
        widget=Ticks,
        error_messages={"required": "Tick at least one."},
    )
    rings_an_hour = whole("Rings an hour for one person, at most", 0, 60, "0 sets no limit.")
    interruptions_a_day = whole("Interrupted sessions a day, at most", 0, 10)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        minutes = sorted({*WAITS, *self.initial.get("wait_choices", ())})
        self.fields["wait_choices"].choices = [(m, f"{m} minutes") for m in minutes]  # type: ignore[attr-defined]


class NewProgramForm(forms.Form):
    """A new program: a place, a name, what it helps with."""

    name = name("Name")
    site = forms.TypedChoiceField(label="Place", coerce=int)
    receives = forms.BooleanField(label="Clients can be introduced to it", required=False, initial=True)
    needs = forms.MultipleChoiceField(label="Helps with", required=False, widget=Ticks)

    def __init__(
        self, data: Any = None, *, sites: Iterable[Site] = (), needs: Iterable[Need] = (), **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.fields["site"].choices = [(site.pk, site.name) for site in sites]  # type: ignore[attr-defined]
        self.fields["needs"].choices = [(need.code, need.name_en) for need in needs]  # type: ignore[attr-defined]
