"""Which room a tablet stands in."""

from django import forms

BIGGEST = 2**62


class RoomForm(forms.Form):
    """A site, and a room as it stands on the door."""

    site = forms.IntegerField(min_value=1, max_value=BIGGEST)
    room = forms.CharField(max_length=200)
