"""What an administrator says of the organization and its sites: one small form a section."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from zoneinfo import available_timezones

from django import forms

from handclasp.directory.models import Room, Site
from handclasp.domain.text_of_hours import DAYS

BIGGEST: Final = 2**62
USUAL_ZONES: Final = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
    "America/Boise", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico",
)  # fmt: skip
KIND_WORDS: Final = {
    "exam": "Exam room", "office": "Office", "group": "Group room", "front_desk": "Front desk",
    "waiting": "Waiting room", "other": "Something else",
}  # fmt: skip
WEEKDAYS: Final = [(str(number), name) for number, name in enumerate(DAYS, start=1)]
KINDS: Final = list(KIND_WORDS.items())
NO_DAY: Final = {"invalid": "That is no day."}
NO_TIME: Final = {"invalid": "That is no time. Write it as 8:00 or 17:00.", "required": "Write a time."}
NO_NUMBER: Final = {"invalid": "Write a whole number.", "required": "Write a number."}


def zones(current: str) -> list[tuple[str, str]]:
    """Return the time zones to choose from: those of the United States, then all others."""
    rest = sorted(available_timezones() - set(USUAL_ZONES))
    first = [*USUAL_ZONES, *([current] if current and current not in USUAL_ZONES else [])]
    return [(zone, zone.replace("_", " ")) for zone in [*first, *(z for z in rest if z != current)]]


def name(label: str, **more: Any) -> forms.CharField:
    """Return a field for a name."""
    return forms.CharField(label=label, max_length=200, error_messages={"required": "Write a name."}, **more)


def whole(label: str, low: int, high: int, hint: str = "", *, required: bool = True) -> forms.IntegerField:
    """Return a field for a whole number."""
    words = f"Write a whole number from {low} to {high}."
    errors = NO_NUMBER | {"min_value": words, "max_value": words}
    return forms.IntegerField(
        label=label, min_value=low, max_value=high, help_text=hint, required=required, error_messages=errors
    )


class RetireForm(forms.Form):
    """What should be afterwards, so that a second press, or another tab, changes nothing more."""

    wanted = forms.ChoiceField(choices=[("active", "in use"), ("retired", "retired")])

    @property
    def is_active(self) -> bool:
        """Say whether it should be in use."""
        return bool(self.cleaned_data["wanted"] == "active")


class OrganizationForm(forms.Form):
    """Who the organization is, and what it does in an emergency."""

    name = name("Name")
    phone = forms.CharField(
        label="Phone that a person answers",
        max_length=40,
        required=False,
        help_text="It stands on every page that a client takes home.",
    )
    time_zone = forms.ChoiceField(label="Time zone")
    emergency_procedure = forms.CharField(
        label="What people do in an emergency",
        widget=forms.Textarea,
        max_length=4000,
        required=False,
        help_text="Shown first, with 911 and 988, when somebody says that a need is an emergency.",
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["time_zone"].choices = zones(self.initial.get("time_zone", ""))  # type: ignore[attr-defined]


class SiteForm(forms.Form):
    """Where a site is, and how one reaches it."""

    name = name("Name")
    address = forms.CharField(label="Address", max_length=200, required=False)
    phone = forms.CharField(label="Phone", max_length=40, required=False)
    time_zone = forms.ChoiceField(label="Time zone", required=False)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        usual = [("", "The organization’s"), *zones(self.initial.get("time_zone", ""))]
        self.fields["time_zone"].choices = usual  # type: ignore[attr-defined]


class HoursForm(forms.Form):
    """When a site is open."""

    opens_at = forms.TimeField(label="Opens", error_messages=NO_TIME)
    closes_at = forms.TimeField(label="Closes", error_messages=NO_TIME)
    open_weekdays = forms.TypedMultipleChoiceField(
        label="Open on", coerce=int, choices=WEEKDAYS, required=False, widget=forms.CheckboxSelectMultiple
    )


class ClosedForm(forms.Form):
    """Days on which a site or program is closed: those to keep, and one more."""

    days = forms.MultipleChoiceField(
        label="Closed on",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Untick a day to open on it.",
    )
    more = forms.DateField(label="Another day", required=False, error_messages=NO_DAY)

    def __init__(self, data: Any = None, *, closed_on: Iterable[date] = (), **more: Any) -> None:
        closed = [day.isoformat() for day in closed_on]
        super().__init__(data, initial={"days": closed}, **more)
        words = [f"{day:%a, %b} {day.day}, {day.year}" for day in closed_on]
        self.fields["days"].choices = list(zip(closed, words, strict=True))  # type: ignore[attr-defined]
        if not closed:
            del self.fields["days"]

    @property
    def chosen(self) -> list[date]:
        """Return the days on which it is closed from now on."""
        kept = [date.fromisoformat(day) for day in self.cleaned_data.get("days", [])]
        return [*kept, *([self.cleaned_data["more"]] if self.cleaned_data["more"] else [])]


class RoomsForm(forms.Form):
    """Several rooms at once."""

    names = forms.CharField(
        label="Rooms, one a line",
        widget=forms.Textarea,
        max_length=10_000,
        help_text="For example: Exam room 1",
        error_messages={"required": "Write at least one room."},
    )
    kind = forms.ChoiceField(label="What they are", choices=KINDS)
    floor = whole("Floor", -9, 199, "The ground floor is 0.")


class RoomForm(forms.Form):
    """One room."""

    name = name("Name")
    kind = forms.ChoiceField(label="What it is", choices=KINDS)
    floor = whole("Floor", -9, 199, "The ground floor is 0.")


class UsualForm(forms.Form):
    """The minutes that count where no walk was said."""

    minutes_on_a_floor = whole("Minutes between two rooms of a floor", 0, 60)
    minutes_per_floor = whole("Minutes more for each floor between them", 0, 60)


class RoomWalkForm(forms.Form):
    """A walk between two rooms; no minutes take what was said back."""

    first = forms.TypedChoiceField(label="From", coerce=int)
    second = forms.TypedChoiceField(label="To", coerce=int)
    minutes = whole("Minutes", 0, 120, required=False)

    def __init__(self, data: Any = None, *, rooms: Iterable[Room] = (), **more: Any) -> None:
        super().__init__(data, **more)
        choices = [(room.pk, room.name) for room in rooms if room.is_active]
        for end in ("first", "second"):
            self.fields[end].choices = choices  # type: ignore[attr-defined]
        self.fields["second"].initial = choices[1][0] if len(choices) > 1 else None


class SiteWalkForm(forms.Form):
    """A walk to another site; no minutes take what was said back."""

    site = forms.TypedChoiceField(label="To", coerce=int)
    minutes = whole("Minutes", 0, 120, required=False)

    def __init__(self, data: Any = None, *, sites: Iterable[Site] = (), **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["site"].choices = [(site.pk, site.name) for site in sites]  # type: ignore[attr-defined]
