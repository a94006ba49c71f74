"""Changing people: who they are, when they are away, and whether they work here."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from handclasp.directory import checks
from handclasp.directory.commands.rows import (
    SOURCE,
    STAFF,
    active,
    checked,
    found,
    needs_of,
    own_or,
    same_organization,
    updated,
)
from handclasp.directory.leaving import let_go
from handclasp.directory.models import Staff
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from handclasp.platform.refusals import Refusal


def create_staff(
    actor: Actor, now: datetime, organization_id: int, *, needs: Iterable[str] = (), **fields: Any
) -> Staff:
    """Add somebody to the staff with the needs they help with (codes)."""
    checks.may_change_directory(actor, organization_id)
    row = Staff(organization_id=organization_id, **checked(STAFF | SOURCE, fields, "given"))
    same_organization(organization_id, row.site)
    with acting(actor, now, "directory:change") as deed:
        row.save(force_insert=True)
        deed.on(f"staff:{row.pk}")
        row.needs.set(needs_of(needs, row.organization_id))
    return row


def update_staff(
    actor: Actor, now: datetime, staff_id: int, *, needs: Iterable[str] | None = None, **fields: Any
) -> Staff:
    """Change the given columns of somebody of the staff, and their needs where given."""
    row = found(Staff, actor, staff_id)
    changes = checked(STAFF, fields)
    same_organization(row.organization_id, changes.get("site"))
    with acting(actor, now, "directory:change"):
        updated(row, row.organization_id, actor, now, changes)
        if needs is not None:
            row.needs.set(needs_of(needs, row.organization_id))
    return row


def link_user(actor: Actor, now: datetime, staff_id: int, user_id: int | None) -> None:
    """Let a user sign in as this person, or nobody."""
    row = found(Staff, actor, staff_id)
    updated(row, row.organization_id, actor, now, {"user_id": user_id})


def set_deputy(actor: Actor, now: datetime, staff_id: int, deputy_id: int | None) -> Staff:
    """Say who takes somebody's watches when they are off; everybody may say so for themselves."""
    row = found(Staff, actor, staff_id)
    if deputy_id == staff_id:
        raise Refusal("own_deputy")
    with acting(actor, now, own_or(actor, staff_id)):
        deputy = active(actor, deputy_id, row.organization_id)
        return updated(row, row.organization_id, actor, now, {"deputy": deputy}, own=staff_id)


def go_on_leave(actor: Actor, now: datetime, staff_id: int, first: date, back: date | None) -> Staff:
    """Record that somebody is away from `first` until `back`, the first day back (None: open end)."""
    row = found(Staff, actor, staff_id)
    checks.leave(first, back, now.date())
    changes = {"away_from": first, "away_until": back}
    return updated(row, row.organization_id, actor, now, changes, own=staff_id)


def come_back(actor: Actor, now: datetime, staff_id: int) -> Staff:
    """End a leave."""
    row = found(Staff, actor, staff_id)
    changes = {"away_from": None, "away_until": None}
    return updated(row, row.organization_id, actor, now, changes, own=staff_id)


def deactivate_staff(actor: Actor, now: datetime, staff_id: int) -> Staff:
    """Take somebody off the active staff, sign them out, and let nothing name them any more.

    The database refuses `still_holding`, `still_awaited`, `last_rung_needed` and `last_admin`.
    """
    row = found(Staff, actor, staff_id)
    with acting(actor, now, "directory:change"):
        updated(row, row.organization_id, actor, now, {"is_active": False})
        let_go(row)
    return row


def activate_staff(actor: Actor, now: datetime, staff_id: int) -> Staff:
    """Bring somebody back to the active staff, with the roles and the password of before and without a session."""
    row = found(Staff, actor, staff_id)
    return updated(row, row.organization_id, actor, now, {"is_active": True})
