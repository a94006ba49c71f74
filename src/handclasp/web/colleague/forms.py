"""What an administrator sends about a colleague."""

from collections.abc import Iterable
from typing import Any

from django import forms

from handclasp.directory.models import Program, Site
from handclasp.domain.permissions import OFFICES, PROGRAM_ROLES, ROLE_WORDS

BIGGEST = 2**62
ROLE_CHOICES = [(role, ROLE_WORDS[role]) for role in PROGRAM_ROLES]
OFFICE_CHOICES = [(office, ROLE_WORDS[office]) for office in OFFICES]


class NothingForm(forms.Form):
    """A press without words."""


class ProgramForm(forms.Form):
    """A program."""

    program = forms.IntegerField(min_value=1, max_value=BIGGEST)


class RoleForm(ProgramForm):
    """A program, and what somebody is there."""

    role = forms.ChoiceField(choices=ROLE_CHOICES)


class OfficesForm(forms.Form):
    """Any number of offices, none among them."""

    offices = forms.MultipleChoiceField(choices=OFFICE_CHOICES, required=False)


class DemandForm(forms.Form):
    """The roles that need a second factor, none among them."""

    roles = forms.MultipleChoiceField(
        choices=list(ROLE_WORDS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )


class ColleagueForm(forms.Form):
    """Somebody new: a name, an email to sign in with, a place, a role in each program, offices."""

    given = forms.CharField(
        label="First name", max_length=200, error_messages={"required": "Write a first name."}
    )
    family = forms.CharField(label="Last name", max_length=200, required=False)
    title = forms.CharField(label="Title, such as Dr.", max_length=20, required=False)
    credential = forms.CharField(label="Credential, such as LPC", max_length=40, required=False)
    email = forms.EmailField(
        label="Email, to sign in with",
        max_length=150,
        error_messages={
            "required": "Write the email address that they sign in with.",
            "invalid": "That is no email address.",
        },
    )
    site = forms.TypedChoiceField(label="Place", coerce=int, empty_value=None, required=False)
    offices = forms.MultipleChoiceField(
        choices=OFFICE_CHOICES, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, sites: Iterable[Site], programs: Iterable[Program], *arguments: Any, **more: Any
    ) -> None:
        super().__init__(*arguments, **more)
        self.fields["site"].choices = [("", "None yet"), *((site.pk, site.name) for site in sites)]  # type: ignore[attr-defined]
        self.programs = list(programs)
        for program in self.programs:
            self.fields[f"role-{program.pk}"] = forms.ChoiceField(
                label=program.name, choices=[("", "Not in this program"), *ROLE_CHOICES], required=False
            )

    @property
    def roles(self) -> dict[int, str]:
        """Return the chosen role for each program."""
        found = {program.pk: self.cleaned_data[f"role-{program.pk}"] for program in self.programs}
        return {program_id: role for program_id, role in found.items() if role}

    @property
    def person(self) -> dict[str, str]:
        """Return the columns of the person."""
        columns = {name: self.cleaned_data[name] for name in ("given", "family", "credential", "email")}
        return columns | {"prefix": self.cleaned_data["title"]}
