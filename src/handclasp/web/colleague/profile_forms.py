"""What somebody says of themself, so that a client knows who comes."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms

from handclasp.directory.models import Need
from handclasp.domain.age_groups import AGE_GROUPS
from handclasp.domain.language_names import choices as languages

Ticks = forms.CheckboxSelectMultiple
# What an administrator reads over the fields of somebody else.
THEIR_LABELS: Final = {
    "say_it_like": "Their name is said like",
    "room": "Their room",
    "languages": "Languages they work in",
    "age_groups": "Whom they work with",
    "needs": "What they help with most",
    "first_meeting_en": "What a first meeting with them is like, in English",
}
THEIR_ROOM: Final = "As it stands among the rooms of their site: then others see how far they walk."


class ProfileForm(forms.Form):
    """How somebody is introduced."""

    say_it_like = forms.CharField(
        label="Your name is said like", max_length=100, required=False, help_text="For example: ih-MAH-nee"
    )
    room = forms.CharField(
        label="Your room",
        max_length=200,
        required=False,
        widget=forms.TextInput({"list": "rooms"}),
        help_text="As it stands among the rooms of your site: then others see how far you walk.",
    )
    languages = forms.MultipleChoiceField(label="Languages you work in", required=False, widget=Ticks)
    age_groups = forms.MultipleChoiceField(
        label="Whom you work with", required=False, widget=Ticks, choices=list(AGE_GROUPS.items()),
        help_text="None ticked: every age.",
    )  # fmt: skip
    needs = forms.MultipleChoiceField(label="What you help with most", required=False, widget=Ticks)
    first_meeting_en = forms.CharField(
        label="What a first meeting with you is like, in English",
        widget=forms.Textarea,
        max_length=1000,
        required=False,
        help_text="Two or three plain sentences to the client. The sender reads them aloud.",
    )
    first_meeting_es = forms.CharField(
        label="The same in Spanish", widget=forms.Textarea, max_length=1000, required=False
    )

    def __init__(
        self, data: Any = None, *, needs: Iterable[Need] = (), is_own: bool = True, **more: Any
    ) -> None:
        super().__init__(data, **more)
        if not is_own:
            for name, label in THEIR_LABELS.items():
                self.fields[name].label = label
            self.fields["room"].help_text = THEIR_ROOM
        self.fields["needs"].choices = [(need.code, need.name_en) for need in needs]  # type: ignore[attr-defined]
        self.fields["languages"].choices = languages(self.initial.get("languages", ()))  # type: ignore[attr-defined]


class PhotoForm(forms.Form):
    """A photo."""

    photo = forms.FileField(
        error_messages={"required": "Choose a photo first.", "empty": "That file is empty."}
    )
