"""Changing how somebody is introduced: everybody may for themselves, an administrator for others."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from handclasp.directory import checks, photos
from handclasp.directory.commands.rows import Fields, checked, found, needs_of
from handclasp.directory.models import Staff, StaffPhoto
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from handclasp.platform.live import tell

PROFILE: Final[Fields] = {
    "say_it_like": checks.line, "languages": checks.languages, "age_groups": checks.age_groups,
    "room": checks.line, "first_meeting_en": checks.paragraphs, "first_meeting_es": checks.paragraphs,
}  # fmt: skip


def keep_profile(
    actor: Actor, now: datetime, staff_id: int, *, needs: Iterable[str] | None = None, **fields: Any
) -> Staff:
    """Change how somebody is introduced: how the name is said, languages, ages, room, what a first meeting is like."""
    person = found(Staff, actor, staff_id)
    permission = _permission(actor, person)
    changes = checked(PROFILE, fields)
    with acting(actor, now, permission) as deed:
        deed.on(f"profile:{person.pk}")
        for column, value in changes.items():
            setattr(person, column, value)
        person.save(update_fields=list(changes))
        if needs is not None:
            person.needs.set(needs_of(needs, person.organization_id))
        tell([f"org:{person.organization_id}"])
    return person


def keep_photo(actor: Actor, now: datetime, staff_id: int, picture: bytes) -> StaffPhoto:
    """Keep a picture of somebody as a small square WebP without metadata.

    Refuses `photo_unreadable` and `photo_too_large`; whatever the file says of itself is not believed.
    """
    person = found(Staff, actor, staff_id)
    permission = _permission(actor, person)
    small = photos.small_square(picture)
    with acting(actor, now, permission) as deed:
        deed.on(f"profile:{person.pk}")
        columns = {"image": small, "digest": photos.digest_of(small), "taken_at": now}
        photo, _ = StaffPhoto.objects.update_or_create(staff=person, defaults=columns)
        tell([f"org:{person.organization_id}"])
    return photo


def remove_photo(actor: Actor, now: datetime, staff_id: int) -> None:
    """Take somebody's picture away; twice changes nothing."""
    person = found(Staff, actor, staff_id)
    with acting(actor, now, _permission(actor, person)) as deed:
        deed.on(f"profile:{person.pk}")
        StaffPhoto.objects.filter(staff=person).delete()
        tell([f"org:{person.organization_id}"])


def _permission(actor: Actor, person: Staff) -> str:
    """Return what allows it: one's own account, or the whole directory."""
    if person.pk == actor.staff_id:
        return "account:keep"
    checks.may_change_directory(actor, person.organization_id)
    return "directory:change"
