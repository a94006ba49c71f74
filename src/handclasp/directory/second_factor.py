"""Second factors: which roles need one, and who has which."""

from allauth.mfa.models import Authenticator
from django.conf import settings

from handclasp.directory.models import Staff
from handclasp.platform.actor import Actor


def needs_second_factor(actor: Actor, staff: Staff) -> bool:
    """Say whether this person's organization asks one of their roles for a second factor (the demo asks nobody)."""
    if not settings.SECOND_FACTOR_DEMANDED:
        return False
    return not actor.roles.isdisjoint(staff.organization.second_factor_roles)


def has_second_factor(user_id: int) -> bool:
    """Say whether a user has an authenticator app or a passkey; recovery codes alone are none."""
    factors = Authenticator.objects.filter(user_id=user_id)
    return bool(factors.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def factors_of(user_id: int, kind: str | None = None) -> list[Authenticator]:
    """Return a user's factors, the oldest first; `kind` is `totp`, `webauthn` or `recovery_codes`."""
    rows = Authenticator.objects.filter(user_id=user_id).order_by("created_at", "pk")
    return list(rows.filter(type=kind) if kind else rows)
