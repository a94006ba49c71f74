"""The letter that carries an invitation, where this Handclasp sends mail."""

from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from handclasp.directory.models import Invitation
from handclasp.directory.queries import staff_label

SUBJECT: Final = "Your way into Handclasp"
TEXT: Final = """Hello {given},

{who} at {organization} has added you to Handclasp.

Open this link and choose a password. It works once, for seven days:

{link}

You did not expect this? Then leave the link alone, and tell the person named above.
"""


def sends_mail() -> bool:
    """Say whether letters go out, and have an address to lead to."""
    return bool(settings.EMAIL_HOST and address_people_type())


def address_people_type() -> str:
    """Return the address of this Handclasp as people type it, or an empty text where it is not set."""
    address = settings.ADDRESS
    return f"{address.scheme}://{address.netloc}" if address.netloc else ""


def letter(invitation: Invitation, token: str) -> EmailMessage:
    """Return the letter for the invited person."""
    staff = invitation.staff
    who = staff_label(invitation.invited_by) if invitation.invited_by else "Somebody"
    link = address_people_type() + reverse("invitation_link", args=[token])
    text = TEXT.format(given=staff.given, who=who, organization=staff.organization.name, link=link)
    return EmailMessage(SUBJECT, text, settings.DEFAULT_FROM_EMAIL, [staff.email])
