"""Signing somebody out: themselves, or by whoever may change the directory."""

from datetime import datetime

from handclasp.directory import checks
from handclasp.directory.commands.rows import found
from handclasp.directory.models import Staff
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from handclasp.platform.signins import ending


def end_sessions(actor: Actor, staff_id: int, now: datetime, but: str | None = None) -> int:
    """Sign somebody out everywhere (but for the session with the key `but`); return in how many places.

    Everybody may do this for themselves, else who may change the directory. Open pages end within a second.
    """
    person = found(Staff, actor, staff_id)
    permission = "account:keep" if person.pk == actor.staff_id else "security:change"
    checks.must_be_allowed(actor, permission, person.organization_id)
    with acting(actor, now, permission) as deed:
        deed.on(f"{'sessions' if person.pk == actor.staff_id else 'staff'}:{person.pk}")
        return end_sessions_of(person, but)


def end_sessions_of(person: Staff, but: str | None = None) -> int:
    """Sign this person out everywhere, as a part of a change that has its actor and its transaction."""
    return ending.end_all([person.user_id], but) if person.user_id is not None else 0


def end_own_session(actor: Actor, name: str, now: datetime) -> bool:
    """Sign the actor out in one place, by its name on the page; False where that had ended already."""
    person = found(Staff, actor, actor.person)
    with acting(actor, now, "account:keep") as deed:
        deed.on(f"sessions:{person.pk}")
        return person.user_id is not None and ending.end_one(person.user_id, name)
