"""Whether somebody has to add a second factor before anything else is open to them."""

from time import time

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest

from handclasp.directory.models import Staff
from handclasp.directory.second_factor import has_second_factor, needs_second_factor
from handclasp.platform.actor import Actor


def must_enrol(request: HttpRequest, actor: Actor, staff: Staff) -> bool:
    """Say whether a role of this person needs a second factor that they do not have."""
    if not needs_second_factor(actor, staff) or staff.user_id is None:
        return False
    if settings.OIDC_IS_SECOND_FACTOR and came_by_single_sign_on(request, request.user):
        return False
    return not has_second_factor(staff.user_id)


def came_by_single_sign_on(
    request: HttpRequest, user: AbstractBaseUser | AnonymousUser | None, *, within: float | None = None
) -> bool:
    """Say whether this session was opened through the identity provider, `within` so many seconds if given."""
    return any(
        record.get("method") == "socialaccount" and (within is None or time() - record["at"] < within)
        for record in get_authentication_records(request, user)
    )
