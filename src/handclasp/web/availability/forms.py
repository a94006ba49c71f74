"""What people send about their blocks and the ways they are reached."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms

from handclasp.availability.commands.blocks import Wish
from handclasp.domain.block_rules import WEEKDAYS, Rule
from handclasp.domain.block_words import NAMES

DAYS: Final = tuple(zip(WEEKDAYS, NAMES, strict=True))
WEEKS: Final = (
    ("1", "Every week"),
    ("2", "Every other week"),
    ("3", "Every 3 weeks"),
    ("4", "Every 4 weeks"),
)
KINDS: Final = (("phone", "Phone"), ("text", "Text message"), ("email", "Email"), ("pager", "Pager"))
NO_TIME: Final = {"required": "Choose a time.", "invalid": "That is no time. Write it as 13:00."}
NO_DAY: Final = {"required": "Choose a day.", "invalid": "That is no day. Choose one from the calendar."}


class Hours(forms.Form):
    """From and until; until a time before it is the next day."""

    starts_at = forms.TimeField(label="From", error_messages=NO_TIME)
    ends_at = forms.TimeField(label="Until", error_messages=NO_TIME)

    @property
    def minutes(self) -> int:
        """Return how many minutes lie between the two times on the wall."""
        return minutes_between(self.cleaned_data["starts_at"], self.cleaned_data["ends_at"])


class BlockForm(Hours):
    """A weekly block from a day on."""

    weekdays = forms.MultipleChoiceField(
        label="On",
        choices=DAYS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one weekday.", "invalid_choice": "Choose weekdays."},
    )
    weeks = forms.ChoiceField(label="How often", choices=WEEKS)
    first = forms.DateField(label="From this day on", error_messages=NO_DAY)
    last = forms.DateField(
        label="Last day", required=False, help_text="Leave it empty if it goes on.", error_messages=NO_DAY
    )
    label = forms.CharField(
        label="A word for colleagues", required=False, max_length=80, help_text="Such as: at the clinic."
    )
    field_order = ["weekdays", "starts_at", "ends_at", "weeks", "first", "last", "label"]

    @property
    def wish(self) -> Wish:
        """Return the block that was asked for."""
        sent = self.cleaned_data
        weekdays = frozenset(WEEKDAYS.index(day) + 1 for day in sent["weekdays"])
        rule = Rule(weekdays, int(sent["weeks"]), sent["last"])
        return Wish(rule.text, sent["starts_at"], self.minutes, sent["label"])


class DayForm(forms.Form):
    """One day."""

    on_date = forms.DateField(label="Day", error_messages=NO_DAY)


class MoveForm(Hours):
    """One day, and its own hours."""

    on_date = forms.DateField(label="Day", error_messages=NO_DAY, widget=forms.HiddenInput)


class EndForm(forms.Form):
    """The first day without the block."""

    first = forms.DateField(label="First day without it", error_messages=NO_DAY)


class PauseForm(forms.Form):
    """Days without any block."""

    first = forms.DateField(label="First day", error_messages=NO_DAY)
    last = forms.DateField(label="Last day", error_messages=NO_DAY)
    reason = forms.CharField(
        label="A word for colleagues", required=False, max_length=200, help_text="Such as: training."
    )


class WayForm(forms.Form):
    """A way to be reached."""

    kind = forms.ChoiceField(
        label="How",
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one.", "invalid_choice": "Choose one of these."},
    )
    address = forms.CharField(
        label="Number or address", max_length=200, error_messages={"required": "Write the number or address."}
    )


class ReminderForm(forms.Form):
    """The answer to a block that has begun."""

    block_id = forms.IntegerField(min_value=1, max_value=2**62)
    on_date = forms.DateField()
    answer = forms.ChoiceField(choices=[("open", "open"), ("not_today", "not_today")])


def minutes_between(starts_at: time, ends_at: time) -> int:
    """Return the minutes from one time of the day to the next other one."""
    day = date(2001, 1, 1)
    between = datetime.combine(day, ends_at) - datetime.combine(day, starts_at)
    return int(between / timedelta(minutes=1)) % (24 * 60)


def end_of(starts_at: time, minutes: int) -> time:
    """Return the time on the wall when a block ends."""
    return (datetime.combine(date(2001, 1, 1), starts_at) + timedelta(minutes=minutes)).time()


def as_block_form(rule: Rule, starts_at: time, minutes: int, label: str, first: date) -> dict[str, Any]:
    """Return a block as the first values of its form."""
    return {
        "weekdays": [WEEKDAYS[day - 1] for day in sorted(rule.weekdays)],
        "starts_at": starts_at,
        "ends_at": end_of(starts_at, minutes),
        "weeks": str(rule.interval),
        "first": first,
        "last": rule.until if type(rule.until) is date else None,
        "label": label,
    }
