"""Looking into the audit, as the tests may."""

from handclasp.platform.models import AuditEntry


def entries(**where: object) -> list[AuditEntry]:
    """Return the entries, oldest first."""
    return list(AuditEntry.objects.filter(**where).order_by("id"))


def newest(**where: object) -> AuditEntry:
    """Return the last entry."""
    return entries(**where)[-1]


def events(staff_id: int) -> list[str]:
    """Return what happened at the door to somebody or by them, oldest first."""
    found = [
        one
        for one in entries(action__startswith="sign_in:")
        if f"staff:{staff_id}" in {one.actor, one.subject}
    ]
    return [one.action.removeprefix("sign_in:") for one in found]
