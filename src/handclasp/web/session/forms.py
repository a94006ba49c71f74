"""What a clinician sends about their own session."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django import forms
from django.utils.dateparse import parse_datetime

from handclasp.domain.etiquette_words import LANGUAGES

ANSWERS: Final = {"yes": True, "no": False, "unasked": None}
BIGGEST: Final = 2**62
MOST_ROWS: Final = 22  # twenty questions, and two empty lines to add to


class StartForm(forms.Form):
    """Where, until when, in which language, and what the client said about a pause."""

    site = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST)
    room = forms.CharField(required=False, max_length=200)
    until = forms.CharField(max_length=40)
    language = forms.ChoiceField(choices=[(one, one) for one in LANGUAGES])
    answer = forms.ChoiceField(choices=[(one, one) for one in ANSWERS])

    def clean_until(self) -> datetime | None:
        """Return the instant that was chosen, or None for what is none."""
        try:
            at = parse_datetime(self.cleaned_data["until"])
        except ValueError:
            return None
        return at if at and at.tzinfo else None


class AnswerForm(forms.Form):
    """What the client says now."""

    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])


class EtiquetteForm(forms.Form):
    """Whether one may be interrupted, and how often a day."""

    may_be = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    a_day = forms.IntegerField(min_value=0, max_value=10)


def asked_rows(sent: Mapping[str, str]) -> list[tuple[str, bool]]:
    """Return the questions of a sent form in the order of their numbers, without those that are to be removed."""
    rows = []
    for row in range(MOST_ROWS):
        text = sent.get(f"text-{row}", "")
        if text.strip() and f"gone-{row}" not in sent:
            rows.append((_place(sent.get(f"place-{row}", ""), row), row, text, f"on-{row}" in sent))
    return [(text, is_on) for _, _, text, is_on in sorted(rows)]


def _place(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else otherwise + 1
