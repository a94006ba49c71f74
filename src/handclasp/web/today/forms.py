"""What people send from the Today board."""

from django import forms


class PresenceForm(forms.Form):
    """How I can be reached, and until when; `was` and `was_until` are what the page showed as chosen."""

    status = forms.ChoiceField(choices=[(s, s) for s in ("open", "with_client", "not_now", "off")])
    until = forms.CharField(required=False, max_length=40)
    was = forms.CharField(required=False, max_length=20)
    was_until = forms.CharField(required=False, max_length=40)

    @property
    def chosen_until(self) -> str:
        """Return the time that was chosen; a time that belonged to another answer is none."""
        sent = self.cleaned_data
        left_over = sent["status"] != sent["was"] and sent["until"] == sent["was_until"]
        return "" if left_over else sent["until"]
