"""Changing who needs a second factor, taking factors off a lost device's owner, and letting a code count once."""

from collections.abc import Iterable
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from handclasp.directory import checks
from handclasp.directory.models import Organization, Staff
from handclasp.directory.queries import narrowed
from handclasp.domain.permissions import ROLES
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from handclasp.platform.refusals import Refusal
from handclasp.platform.signins.ending import end_all


def require_second_factor(actor: Actor, roles: Iterable[str], now: datetime) -> Organization:
    """Say which roles of the actor's organization need a second factor; none lifts the demand."""
    checks.must_be_allowed(actor, "security:change", actor.organization_id)
    wanted = set(roles)
    if not wanted <= set(ROLES):
        raise Refusal("unknown_choice")
    with acting(actor, now, "security:change") as deed:
        deed.on(f"organization:{actor.home}")
        row = Organization.objects.select_for_update().get(pk=actor.home)
        row.second_factor_roles = [role for role in ROLES if role in wanted]
        row.save(update_fields=["second_factor_roles"])
    return row


def reset_second_factor(actor: Actor, staff_id: int, now: datetime) -> None:
    """Take somebody's factors and their link to single sign-on away and end their sessions.

    Their password stays; at the next sign-in they enrol anew where their role needs it.
    """
    staff = narrowed(Staff.objects.filter(pk=staff_id), actor).first()
    if staff is None:
        raise Refusal("not_found")
    checks.must_be_allowed(actor, "security:change", staff.organization_id)
    if staff_id == actor.staff_id:
        raise Refusal("own_second_factor")
    with acting(actor, now, "security:change") as deed:
        deed.on(f"staff:{staff_id}")
        Authenticator.objects.filter(user_id=staff.user_id).delete()
        SocialAccount.objects.filter(user_id=staff.user_id).delete()
        if staff.user_id is not None:
            end_all([staff.user_id])


def use_time_step(factor_id: int, step: int, sealed: str) -> bool:
    """Note the time step of an authenticator app's code as used; False where it, or a later one, was used before.

    `sealed` is the app's secret under the key of today, which takes the place of one under an older key.
    """
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=factor_id)
        if step <= row.data.get("used_step", 0):
            return False
        row.data |= {"used_step": step, "secret": sealed}
        row.save(update_fields=["data"])
    return True
