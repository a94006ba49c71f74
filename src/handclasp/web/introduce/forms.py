"""What people send from the pages of an introduction."""

from collections.abc import Sequence
from datetime import datetime

from django import forms
from django.utils import timezone

from handclasp.domain.need_words import TONES
from handclasp.handoffs.commands.asking import SETTINGS, URGENCIES, Asked
from handclasp.handoffs.commands.promising import DROP_REASONS, Promised
from handclasp.handoffs.models.promises import CHANNELS

LARGEST = 2**62
ANSWERS = ("yes", "not_now", "no")
Choices = Sequence[tuple[str, str]]


def _choices(codes: Sequence[str | int]) -> Choices:
    return [(str(code), str(code)) for code in codes]


class AskForm(forms.Form):
    """What was asked and what the client answered."""

    urgency = forms.ChoiceField(
        choices=_choices(URGENCIES), error_messages={"required": "Say first how pressing it is."}
    )
    safe = forms.BooleanField(required=False)
    need = forms.IntegerField(
        min_value=1, max_value=LARGEST, error_messages={"required": "Choose what would help."}
    )
    program = forms.IntegerField(
        min_value=1, max_value=LARGEST, error_messages={"required": "Choose the program you send from."}
    )
    setting = forms.ChoiceField(
        choices=_choices(SETTINGS), error_messages={"required": "Choose how they meet."}
    )
    place = forms.CharField(
        required=False,
        max_length=200,
        error_messages={"max_length": "The place is longer than 200 characters. Shorten it."},
    )
    language = forms.ChoiceField(
        choices=_choices(("en", "es")), error_messages={"required": "Choose the language."}
    )
    tone = forms.ChoiceField(required=False, choices=_choices(TONES))
    tone_read = forms.ChoiceField(required=False, choices=_choices(TONES))
    version_en = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)
    version_es = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)
    answer = forms.ChoiceField(
        choices=_choices(ANSWERS), error_messages={"required": "Choose what the client said."}
    )

    def clean(self) -> dict[str, object]:
        """Ask for the word that everybody is safe before an emergency goes on."""
        content: dict[str, object] = super().clean() or {}
        if content.get("urgency") == "emergency" and not content.get("safe"):
            self.add_error("safe", "Follow the emergency steps first, then press “We are safe, go on”.")
        return content

    def asked(self, client_id: int) -> Asked:
        """Return what the command takes."""
        content = self.cleaned_data
        return Asked(
            client_id=client_id, need_id=content["need"], from_program_id=content["program"],
            urgency=content["urgency"], answer=content["answer"], language=content["language"],
            setting=content["setting"], place=content["place"], words_tone=content["tone_read"],
            words_version=content[f"version_{content['language']}"] or None,
        )  # fmt: skip


class RingForm(forms.Form):
    """Whom to ring, and how long the client can wait."""

    wait = forms.IntegerField(min_value=1, max_value=60)
    staff = forms.TypedMultipleChoiceField(required=False, coerce=int)

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        asked = self.data.getlist("staff") if hasattr(self.data, "getlist") else []
        readable = [text for text in asked if text.isascii() and text.isdigit() and len(text) < 19]
        self.fields["staff"].choices = _choices(readable)  # type: ignore[attr-defined]


class PromiseForm(forms.Form):
    """Who will reach the client, how, by when, and why nobody came now."""

    who = forms.RegexField(
        r"\A[0-9]{1,18}:[0-9]{1,18}\Z", error_messages={"required": "Choose who will reach the client."}
    )
    channel = forms.ChoiceField(
        choices=_choices(CHANNELS), error_messages={"required": "Choose the way the client finds safe."}
    )
    reason = forms.ChoiceField(
        choices=_choices(DROP_REASONS), error_messages={"required": "Choose why nobody came now."}
    )
    due_date = forms.DateField(
        required=False, error_messages={"invalid": "That is no date. Write it like 2026-11-25."}
    )
    due_time = forms.TimeField(
        required=False, error_messages={"invalid": "That is no time. Write it like 16:30."}
    )
    backed_by = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)

    def clean_due_date(self) -> object:
        """Refuse years outside any calendar we keep."""
        day = self.cleaned_data["due_date"]
        if day and not 2000 <= day.year <= 2199:
            raise forms.ValidationError("Check the year of that date.")
        return day

    def clean(self) -> dict[str, object]:
        """Ask for both halves of a date that was changed."""
        content: dict[str, object] = super().clean() or {}
        if bool(content.get("due_date")) != bool(content.get("due_time")):
            self.add_error("due_date", "Give both a date and a time.")
        return content

    def promised(self) -> Promised:
        """Return what the command takes; the date counts in the person's own zone."""
        content = self.cleaned_data
        staff, _, program = content["who"].partition(":")
        return Promised(
            staff_id=int(staff), program_id=int(program), channel=content["channel"],
            drop_reason=content["reason"], due_at=self._due_at(), backed_by_id=content["backed_by"],
        )  # fmt: skip

    def _due_at(self) -> datetime | None:
        day, hour = self.cleaned_data["due_date"], self.cleaned_data["due_time"]
        return timezone.make_aware(datetime.combine(day, hour)) if day and hour else None
