"""What a privacy officer asks the audit for."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils import timezone

from handclasp.domain.audit_words import ACTIONS, DOOR_WORDS, KINDS, RELATION_WORDS
from handclasp.handoffs.queries.trail import Wanted

LARGEST: Final = 2**62
LAST_DAY: Final = date(9999, 12, 30)


class SearchForm(forms.Form):
    """Everything by number or from a list: no name stands in an address."""

    client = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    staff = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    action = forms.ChoiceField(required=False, choices=[(code, code) for code in ("", *ACTIONS)])
    kind = forms.ChoiceField(required=False, choices=[(code, code) for code in ("", *KINDS)])
    relation = forms.ChoiceField(required=False, choices=[(code, code) for code in RELATION_WORDS])
    door = forms.ChoiceField(required=False, choices=[(code, code) for code in ("", *DOOR_WORDS)])
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)
    before = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)


class LookForm(forms.Form):
    """What was looked at, and what was found."""

    rule = forms.CharField(max_length=40)
    about = forms.CharField(max_length=200)
    note = forms.CharField(required=False)


def wanted_from(sent: QueryDict) -> tuple[Wanted, bool]:
    """Return what is asked for, and whether all of it could be read; what could not is left out."""
    form = SearchForm(sent)
    is_whole = form.is_valid()
    data: dict[str, Any] = form.cleaned_data
    first, last = data.get("since"), data.get("until")
    return Wanted(
        client_id=data.get("client"), staff_id=data.get("staff"), before=data.get("before"),
        action=data.get("action", ""), kind=data.get("kind", ""), relation=data.get("relation", ""),
        door=data.get("door", ""),
        since=_midnight(first) if first else None,
        until=_midnight(last + timedelta(days=1)) if last and last < LAST_DAY else None,
    ), is_whole  # fmt: skip


def _midnight(day: date) -> datetime | None:
    """Return when a day begins where the reader is; None for days so early that no clock knows them."""
    return timezone.make_aware(datetime.combine(day, time())) if day.year > 1900 else None
