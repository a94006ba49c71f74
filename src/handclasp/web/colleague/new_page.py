"""The pages of adding a colleague, and of the link that results."""

from dataclasses import dataclass
from datetime import datetime

from django.forms import BoundField

from handclasp.directory.commands import Invited
from handclasp.directory.models import Staff
from handclasp.directory.queries import staff_label
from handclasp.platform.actor import Actor
from handclasp.web.colleague.forms import ColleagueForm
from handclasp.web.shell.times import moment_words


@dataclass(frozen=True)
class NewPage:
    """The form in its parts."""

    form: ColleagueForm
    texts: tuple[BoundField, ...]
    roles: tuple[BoundField, ...]
    problem: str


@dataclass(frozen=True)
class InvitedPage:
    """A link to pass on, shown once."""

    staff_id: int
    name: str
    email: str
    link: str
    until: str
    is_mailed: bool
    can_set_up: bool


def new_page(form: ColleagueForm, problem: str = "") -> NewPage:
    """Return the form, with what was typed and what is wrong with it."""
    texts = tuple(form[name] for name in ("given", "family", "title", "credential", "email"))
    return NewPage(form, texts, tuple(form[f"role-{program.pk}"] for program in form.programs), problem)


def invited_page(actor: Actor, staff: Staff, invited: Invited, link: str, now: datetime) -> InvitedPage:
    """Return the page that shows the link."""
    until = moment_words(invited.expires_at, now)
    return InvitedPage(
        staff.pk,
        staff_label(staff),
        staff.email,
        link,
        until,
        invited.is_mailed,
        actor.may("directory:change"),
    )
