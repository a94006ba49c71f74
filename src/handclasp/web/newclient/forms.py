"""What is needed of a client before somebody introduces them."""

from typing import Any, Final

from django import forms

from handclasp.domain.language_names import COMMON
from handclasp.domain.plain_text import search_key

PRONOUNS: Final = (("she", "she"), ("he", "he"), ("they", "they"))


def name_key(given: str, family: str) -> str:
    """Return a name as namesakes are compared: without accents, without case."""
    return f"{search_key(given)}, {search_key(family)}"


class ClientForm(forms.Form):
    """A client who is not in the records here yet; `sure` bears the name whose namesakes are somebody else."""

    given = forms.CharField(
        label="First name", max_length=200, error_messages={"required": "Write the first name."}
    )
    family = forms.CharField(label="Last name", max_length=200, required=False)
    birth_date = forms.DateField(
        label="Date of birth", required=False, error_messages={"invalid": "That is no day."}
    )
    pronoun = forms.ChoiceField(
        label="Spoken of as", choices=PRONOUNS, widget=forms.RadioSelect, initial="they"
    )
    language = forms.ChoiceField(label="Language", choices=list(COMMON.items()), initial="en")
    phone = forms.CharField(label="Phone", max_length=40, required=False)
    voicemail_is_safe = forms.BooleanField(label="A message on voicemail is safe", required=False)
    reach_note = forms.CharField(
        label="How the client wants to be reached",
        max_length=200,
        required=False,
        help_text="For example: after 4 pm, no letters home.",
    )
    sure = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def name_key(self) -> str:
        """Return the name as namesakes are compared: without accents, without case."""
        return name_key(self.cleaned_data["given"], self.cleaned_data["family"])

    @property
    def columns(self) -> dict[str, Any]:
        """Return the columns of the client."""
        chosen = dict(self.cleaned_data)
        chosen.pop("sure")
        return chosen | {"languages": (chosen.pop("language"),)}
