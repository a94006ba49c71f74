"""What an administrator sends from the page of people and places."""

from django import forms


class PersonForm(forms.Form):
    """Somebody, or nobody."""

    staff = forms.IntegerField(required=False, min_value=1, max_value=2**62)


class LeaveForm(forms.Form):
    """The first day away, and the first day back where it is known."""

    first = forms.DateField(
        error_messages={"required": "Choose the first day.", "invalid": "That is no day."}
    )
    back = forms.DateField(required=False, error_messages={"invalid": "That is no day."})


class NothingForm(forms.Form):
    """A press without words."""
