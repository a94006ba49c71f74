"""Inviting people instead of letting them sign up: a link that lasts a week, opens once, and is kept as a hash."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from handclasp.directory import checks
from handclasp.directory.accounts import give_account
from handclasp.directory.commands.roles import give_office, join_program
from handclasp.directory.commands.rows import found
from handclasp.directory.commands.sessions import end_sessions_of
from handclasp.directory.commands.staff import create_staff
from handclasp.directory.mail import sends_mail
from handclasp.directory.models import Invitation, Site, Staff
from handclasp.directory.queries import open_invitation, staff_label
from handclasp.directory.tokens import hash_of, new_nonce, token_of
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from handclasp.platform.jobs import enqueue
from handclasp.platform.live import tell
from handclasp.platform.refusals import Refusal

LASTS: Final = timedelta(days=7)


@dataclass(frozen=True)
class Invited:
    """An invitation as whoever gave it sees it, once: afterwards nobody can read the token again."""

    staff_id: int
    token: str
    expires_at: datetime
    is_mailed: bool


def invite_staff(actor: Actor, now: datetime, staff_id: int) -> Invited:
    """Give somebody of the active staff a link to choose a password; an earlier link stops working.

    Refuses `not_allowed`, `invite_inactive`, `invite_without_email` and `email_taken`.
    """
    staff = found(Staff, actor, staff_id)
    checks.must_be_allowed(actor, "staff:invite", staff.organization_id)
    with acting(actor, now, "staff:invite") as deed:
        deed.on(f"staff:{staff.pk}")
        staff = Staff.objects.select_for_update().get(pk=staff.pk)
        _can_be_invited(staff)
        _open_of(staff).update(withdrawn_at=now)
        invitation, token = _written(actor, staff, now)
        if sends_mail():
            enqueue("directory.send_invitation", invitation_id=invitation.pk)
        tell([f"org:{staff.organization_id}"])
    return Invited(staff.pk, token, invitation.expires_at, sends_mail())


def invite_colleague(
    actor: Actor,
    now: datetime,
    *,
    roles: Mapping[int, str],
    offices: Iterable[str] = (),
    site_id: int | None = None,
    **fields: Any,
) -> Invited:
    """Add somebody to the staff with their roles (by program id) and offices, and invite them, or do none of it.

    Refuses what `create_staff`, `join_program`, `give_office` and `invite_staff` refuse, and `already_on_the_staff`.
    """
    checks.must_be_allowed(actor, "staff:invite", actor.organization_id)
    site = found(Site, actor, site_id) if site_id is not None else None
    if not fields.get("email"):
        raise Refusal("invite_without_email")
    with acting(actor, now, "staff:invite"):
        if Staff.objects.filter(
            organization_id=actor.home, email__iexact=checks.email(fields["email"])
        ).exists():
            raise Refusal("already_on_the_staff")
        staff = create_staff(actor, now, actor.home, site=site, **({"languages": ["en"]} | fields))
        for program_id, role in roles.items():
            join_program(actor, now, staff.pk, program_id, role)
        for office in offices:
            give_office(actor, now, staff.pk, office)
        return invite_staff(actor, now, staff.pk)


def withdraw_invitation(actor: Actor, now: datetime, staff_id: int) -> None:
    """Let somebody's link open nothing any more; twice changes nothing."""
    staff = found(Staff, actor, staff_id)
    checks.must_be_allowed(actor, "staff:invite", staff.organization_id)
    with acting(actor, now, "staff:invite") as deed:
        deed.on(f"staff:{staff.pk}")
        _open_of(staff).update(withdrawn_at=now)
        tell([f"org:{staff.organization_id}"])


def accept_invitation(token_hash: str, password: str, now: datetime) -> User:
    """Let the invited person sign in with this password, and return their account; the link is used up.

    Refuses `invitation_over` (used, withdrawn, expired, unknown: nobody learns which) and `password_easy`.
    """
    invitation = open_invitation(token_hash, now)
    if invitation is None:
        raise Refusal("invitation_over")
    person = invitation.staff
    actor = Actor(person.pk, person.organization_id, staff_label(person))
    with acting(actor, now, "account:keep") as deed:
        deed.on(f"invitation:{invitation.pk}")
        used = _open_of(person).filter(pk=invitation.pk).update(used_at=now)
        staff = Staff.objects.select_for_update().get(pk=person.pk)
        if not used or not staff.is_active or staff.user is None:
            raise Refusal("invitation_over")
        _choose(staff.user, password)
        end_sessions_of(staff)
        tell([f"org:{person.organization_id}"])
    return staff.user


def _can_be_invited(staff: Staff) -> None:
    if not staff.is_active:
        raise Refusal("invite_inactive")
    if not staff.email:
        raise Refusal("invite_without_email")
    if not give_account(staff):
        raise Refusal("email_taken")


def _written(actor: Actor, staff: Staff, now: datetime) -> tuple[Invitation, str]:
    nonce = new_nonce()
    token = token_of(nonce)
    invitation = Invitation.objects.create(
        staff=staff, nonce=nonce, token_hash=hash_of(token), invited_by_id=actor.staff_id,
        invited_at=now, expires_at=now + LASTS,
    )  # fmt: skip
    return invitation, token


def _open_of(staff: Staff) -> QuerySet[Invitation]:
    return Invitation.objects.filter(staff=staff, used_at=None, withdrawn_at=None)


def _choose(user: User, password: str) -> None:
    try:
        validate_password(password, user=user)
    except ValidationError as error:
        raise Refusal("password_easy") from error
    user.set_password(password)
    user.save(update_fields=["password"])
