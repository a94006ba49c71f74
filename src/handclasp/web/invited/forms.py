"""What somebody who was invited sends."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

LONGEST = 128


class PasswordForm(forms.Form):
    """A password of one's own, typed twice."""

    password1 = forms.CharField(
        label="Password",
        strip=False,
        max_length=LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label="The same once more",
        strip=False,
        max_length=LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, user: User | None, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.user = user

    def clean(self) -> dict[str, Any]:
        """Say beside the field what is too easy, or that the two differ."""
        chosen = self.cleaned_data.get("password1")
        again = self.cleaned_data.get("password2")
        if chosen and again and chosen != again:
            self.add_error("password2", "The two passwords differ. Type the same one twice.")
        elif chosen:
            try:
                validate_password(chosen, user=self.user)
            except ValidationError as error:
                self.add_error("password1", error)
        return self.cleaned_data
