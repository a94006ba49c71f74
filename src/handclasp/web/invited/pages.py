"""The page of somebody who was invited."""

from dataclasses import dataclass

from handclasp.directory.models import Invitation
from handclasp.directory.queries import staff_label
from handclasp.platform.actor import Actor
from handclasp.web.invited.forms import PasswordForm


@dataclass(frozen=True)
class InvitedPage:
    """Who invites whom to what; `other` is whoever is signed in in this browser."""

    name: str
    organization: str
    invited_by: str
    email: str
    other: str
    form: PasswordForm


def invited_page(invitation: Invitation, form: PasswordForm, actor: Actor | None) -> InvitedPage:
    """Return the page of an open invitation."""
    staff = invitation.staff
    by = staff_label(invitation.invited_by) if invitation.invited_by else "Whoever runs Handclasp"
    other = actor.label if actor is not None and actor.staff_id != staff.pk else ""
    return InvitedPage(staff_label(staff), staff.organization.name, by, staff.email, other, form)
