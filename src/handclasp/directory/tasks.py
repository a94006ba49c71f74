"""Entry points of the worker for the directory."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from handclasp.directory.mail import letter
from handclasp.directory.models import Invitation
from handclasp.directory.tokens import token_with_hash
from handclasp.platform import clock


class NotSent(Exception):
    """A letter did not go out; says what kind of failure, and to nobody whose."""


@app.task(name="directory.send_invitation", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def send_invitation(invitation_id: int) -> None:
    """Send the letter of an invitation that is still open; the token is made here and kept nowhere."""
    rows = Invitation.objects.select_related("staff__organization", "invited_by")
    invitation = rows.filter(pk=invitation_id, used_at=None, withdrawn_at=None).first()
    if invitation is None or invitation.expires_at <= clock.now():
        return
    token = token_with_hash(invitation.nonce, invitation.token_hash)
    if token is None:  # the secret key was changed in between, and without the old one nobody can know
        return
    try:
        letter(invitation, token).send()
    except OSError as error:  # its message names the address
        raise NotSent(type(error).__name__) from None
