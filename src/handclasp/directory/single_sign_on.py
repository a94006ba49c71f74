"""Who of the staff an identity of the organization's own provider belongs to."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser

from handclasp.directory.models import Staff
from handclasp.platform import audit
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from handclasp.platform.refusals import Refusal

SIGN_ON: Final = Actor(None, None, "single_sign_on")


def user_of_identity(provider: str, subject: str, verified_email: str, now: datetime) -> AbstractUser:
    """Return the account an identity signs in to; the first time it is linked by its verified email address.

    Refuses `sign_on_unknown` (no active staff), `sign_on_unverified` and `sign_on_taken` (the account is linked to
    another identity: an address that was given to somebody new opens nothing).
    """
    known = SocialAccount.objects.filter(provider=provider, uid=subject).first()
    staff = Staff.objects.select_related("user").filter(is_active=True, user__is_active=True)
    if known is not None:
        return _account(staff.filter(user_id=known.user_id).first())
    if not verified_email:
        raise Refusal("sign_on_unverified")
    found = [one for one in staff.filter(user__email__iexact=verified_email) if _is(one, verified_email)]
    user = _account(found[0] if len(found) == 1 else None)
    with acting(SIGN_ON, now, "sign_on:link"):
        get_user_model().objects.select_for_update().get(pk=user.pk)
        if SocialAccount.objects.filter(user=user, provider=provider).exists():
            raise Refusal("sign_on_taken")
        SocialAccount.objects.create(user=user, provider=provider, uid=subject, extra_data={})
        by = replace(SIGN_ON, organization_id=found[0].organization_id)
        audit.write(by, "sign_in:linked", "change", [audit.About(subject=f"staff:{found[0].pk}")], now)
    return user


def _account(staff: Staff | None) -> AbstractUser:
    if staff is None or staff.user is None:
        raise Refusal("sign_on_unknown")
    return staff.user


def _is(staff: Staff, email: str) -> bool:
    """Compare once more in Python: the database takes a dotless i for an i."""
    return staff.user is not None and staff.user.email.lower() == email.lower()
