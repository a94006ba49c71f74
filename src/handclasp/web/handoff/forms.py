"""What people send from the page of a handoff; every field keeps what was typed."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

LONGEST = 10_000
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
CHOOSE = {"required": "Choose one.", "invalid_choice": "Choose one of the answers shown."}
CHANNELS = [
    ("call", "Call"), ("text", "Text"), ("video", "Video"), ("in_person", "In person"),
    ("outreach", "Went there"), ("letter", "Letter"), ("email", "Email"),
]  # fmt: skip
RESULTS = ["reached", "no_answer", "message_left", "another_time"]
OUTCOMES = ["attended", "missed", "rescheduled", "cancelled"]
PAUSES = [("hospital", "In hospital"), ("jail", "In jail"), ("travel", "Traveling")]
CLOSINGS = [
    ("client_choice", "The client chose to stop"), ("other_care", "In other care"), ("moved", "Moved away"),
    ("died", "Died"), ("cannot_be_found", "Cannot be found"), ("entered_in_error", "Entered in error"),
]  # fmt: skip


def words(label: str, missing: str, *, rows: int = 3, required: bool = True) -> forms.CharField:
    """Return a field for words of at most 10,000 characters."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST,
        strip=True,
        widget=forms.Textarea(attrs={"class": "input", "rows": rows}),
        error_messages={
            "required": missing,
            "max_length": "That is longer than 10,000 characters. Shorten it; nothing was lost.",
        },
    )


class DateField(forms.DateField):
    """A day by the browser's own control."""

    def __init__(self, label: str, *, required: bool = True) -> None:
        super().__init__(
            label=label,
            required=required,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input"}),
            error_messages={
                "required": "Choose a day.",
                "invalid": "That is no day of the calendar. Check it.",
            },
        )

    def clean(self, value: Any) -> date | None:
        """Refuse days that no plan can mean."""
        day: date | None = super().clean(value)
        if day is not None and not EARLIEST <= day <= LATEST:
            raise forms.ValidationError("That day is too far away. Check the year.")
        return day


class TimeField(forms.TimeField):
    """A time of day by the browser's own control."""

    def __init__(self, label: str, *, required: bool = True) -> None:
        super().__init__(
            label=label,
            required=required,
            widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "input"}),
            error_messages={"required": "Choose a time.", "invalid": "That is no time of the day. Check it."},
        )


def instant(day: date | None, at: time | None) -> datetime | None:
    """Return the instant of a day and a time in the person's own zone, or None where one is missing."""
    return timezone.make_aware(datetime.combine(day, at)) if day and at else None


class AttemptForm(forms.Form):
    """One try to reach the client."""

    channel = forms.ChoiceField(
        label="How", choices=CHANNELS, initial="call", error_messages=CHOOSE, widget=forms.Select
    )
    result = forms.ChoiceField(
        label="How did it go?",
        choices=[(r, r) for r in RESULTS],
        error_messages=CHOOSE,
        widget=forms.RadioSelect,
    )
    again_on = DateField("Day", required=False)
    again_at = TimeField("Time", required=False)
    note = words("Note, if there is something to say", "", rows=2, required=False)


class VisitForm(forms.Form):
    """A visit to plan."""

    on = DateField("Day")
    at = TimeField("Time")
    overbook = forms.BooleanField(label="Book on purpose at a taken time", required=False)


class RecordForm(forms.Form):
    """How a visit went; a moved one needs its new day and time."""

    visit = forms.IntegerField(min_value=1, max_value=2**62)
    outcome = forms.ChoiceField(choices=[(o, o) for o in OUTCOMES], error_messages=CHOOSE)
    on = DateField("New day", required=False)
    at = TimeField("New time", required=False)


class ActionForm(forms.Form):
    """A next step that was done."""

    action = forms.IntegerField(min_value=1, max_value=2**62)


class PassForm(forms.Form):
    """Who shall take over which side, and why; the choice reads `receiving:12`."""

    to = forms.RegexField(
        r"^(sending|receiving):[1-9][0-9]{0,15}$",
        label="Colleague",
        error_messages={"required": "Choose a colleague.", "invalid": "Choose a colleague from the list."},
    )
    reason = words("Why", "Say why in a few words.", rows=2)

    @property
    def side(self) -> str:
        """Return which side."""
        return str(self.cleaned_data["to"].partition(":")[0])

    @property
    def taker_id(self) -> int:
        """Return who shall take it."""
        return int(self.cleaned_data["to"].partition(":")[2])


class AnswerForm(forms.Form):
    """Yes or no to a request to take over; withdrawing is a no of the one who asked."""

    request = forms.IntegerField(min_value=1, max_value=2**62)
    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")], error_messages=CHOOSE)


class ReliefForm(forms.Form):
    """Why a receiver wants to be relieved."""

    reason = words("Why", "Say why in a few words.", rows=2)


class PauseForm(forms.Form):
    """Why dates stand still, and when somebody looks again."""

    reason = forms.ChoiceField(label="Why", choices=PAUSES, error_messages=CHOOSE, widget=forms.RadioSelect)
    review_on = DateField("Look at it again on")


class CloseForm(forms.Form):
    """Why a handoff ends."""

    reason = forms.ChoiceField(label="Why", choices=CLOSINGS, error_messages=CHOOSE, widget=forms.RadioSelect)
    note = words("Note, if there is something to say", "", rows=2, required=False)


class NothingForm(forms.Form):
    """A press without words."""
