"""What people send while they are together: one form holds everything, and each button says what it does."""

from datetime import datetime

from django import forms
from django.http import QueryDict
from django.utils import timezone

from handclasp.handoffs.commands.meeting import SEVERITIES

WORDS = ("severity", "said", "contingency", "corrections", "priority", "small_step")
LARGEST = 2**62


def words_sent(sent: QueryDict) -> tuple[dict[str, str], dict[str, str]]:
    """Return the words as typed and the words they were changed from, with one kind of line ends."""
    mine = {name: _lines(str(sent[name])) for name in WORDS if name in sent}
    base = {name: _lines(sent.get(f"base_{name}", "")) for name in WORDS}
    if mine.get("severity", "") not in SEVERITIES:
        del mine["severity"]
    return base, mine


def keeps_both(sent: QueryDict) -> frozenset[str]:
    """Return the fields for which somebody chose to keep both texts."""
    return frozenset(name for name in WORDS if name in sent.getlist("keep_both"))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


class ActionForm(forms.Form):
    """One next step; an empty owner means that the client does it."""

    what = forms.CharField(error_messages={"required": "Say what the next step is."})
    owner = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    due_on = forms.DateField(
        required=False, error_messages={"invalid": "That is no date. Write it like 2026-11-25."}
    )

    def clean_due_on(self) -> object:
        """Refuse days that nobody can mean."""
        day = self.cleaned_data["due_on"]
        if day and not 2000 <= day.year <= 2199:
            raise forms.ValidationError("Check the year of that date.")
        return day


class VisitForm(forms.Form):
    """The first visit's date and time, in the person's own zone."""

    visit_date = forms.DateField(
        error_messages={
            "required": "Give the date of the visit.",
            "invalid": "That is no date. Write it like 2026-11-25.",
        }
    )
    visit_time = forms.TimeField(
        error_messages={
            "required": "Give the time of the visit.",
            "invalid": "That is no time. Write it like 16:30.",
        }
    )

    def clean_visit_date(self) -> object:
        """Refuse years outside any calendar we keep."""
        day = self.cleaned_data["visit_date"]
        if not 2000 <= day.year <= 2199:
            raise forms.ValidationError("Check the year of that date.")
        return day

    def starts_at(self) -> datetime:
        """Return the instant at which the visit begins."""
        local = datetime.combine(self.cleaned_data["visit_date"], self.cleaned_data["visit_time"])
        return timezone.make_aware(local)
