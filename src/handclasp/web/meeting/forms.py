"""What people send about where they meet."""

from typing import Any, Final

from django import forms

from handclasp.domain.meeting_words import CHECKLIST, FAILURES
from handclasp.domain.meetings import LONGEST_DIAL_IN, LONGEST_LINK, LONGEST_PATTERN, PLATFORMS

TOO_LONG: Final = {"max_length": "That is longer than fits here. Shorten it; nothing was lost."}

NO_CHOICE: Final = dict.fromkeys(("required", "invalid_choice"), "Choose one of the answers shown.")

TRIED: Final = {"": "Not tried", "worked": "Worked", "failed": "Did not work"}


class FailForm(forms.Form):
    """Why video did not work."""

    reason = forms.ChoiceField(choices=list(FAILURES.items()), error_messages=NO_CHOICE)


class LinkForm(forms.Form):
    """A link for this introduction only, and a number for those without a picture."""

    link = forms.CharField(
        max_length=LONGEST_LINK, error_messages={"required": "Paste the link here first.", **TOO_LONG}
    )
    dial_in = forms.CharField(required=False, max_length=LONGEST_DIAL_IN, error_messages=TOO_LONG)


class OwnLinkForm(LinkForm):
    """One's own link; empty takes it away."""

    link = forms.CharField(required=False, max_length=LONGEST_LINK, error_messages=TOO_LONG)


class ContactForm(forms.Form):
    """Whom everybody calls when nothing else works."""

    name = forms.CharField(required=False, max_length=200, error_messages=TOO_LONG)
    phone = forms.CharField(required=False, max_length=40, error_messages=TOO_LONG)


class TriedForm(forms.Form):
    """What worked and what did not when a link was tried; each point has a field, empty where nobody tried it."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        for code in CHECKLIST:
            self.fields[f"check-{code}"] = forms.ChoiceField(
                choices=list(TRIED.items()), required=False, error_messages=NO_CHOICE
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a form in which nothing is said."""
        if not self.errors and not self.said():
            raise forms.ValidationError("Say of one point at least whether it worked.")
        return self.cleaned_data

    def said(self) -> dict[str, bool]:
        """Return the points that were tried, and whether each worked."""
        sent = {code: self.cleaned_data.get(f"check-{code}") for code in CHECKLIST}
        return {code: answer == "worked" for code, answer in sent.items() if answer}


class PlatformForm(forms.Form):
    """On which platform an organization meets."""

    platform = forms.ChoiceField(
        required=False,
        error_messages=NO_CHOICE,
        choices=[("", "None"), *((code, one.name) for code, one in PLATFORMS.items())],
    )
    pattern = forms.CharField(required=False, max_length=LONGEST_PATTERN, error_messages=TOO_LONG)
    dial_in = forms.CharField(required=False, max_length=LONGEST_DIAL_IN, error_messages=TOO_LONG)


def said(form: forms.Form) -> tuple[str, ...]:
    """Return what a form says is missing, without doubles."""
    return tuple(dict.fromkeys(str(words) for errors in form.errors.values() for words in errors))
