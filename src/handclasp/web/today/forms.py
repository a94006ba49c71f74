"""What people send from the Today board."""

from django import forms


class PresenceForm(forms.Form):
    """How I can be reached; `until` counts only for "not now", other answers last to the end of the day."""

    status = forms.ChoiceField(choices=[(s, s) for s in ("open", "with_client", "not_now", "off")])
    until = forms.CharField(required=False, max_length=40)
