"""What breaks the rules about offices, invitations and looks into the audit."""

from collections.abc import Callable
from typing import Final

from handclasp.directory.models import Invitation, Office, Staff
from handclasp.platform.models import AuditLook
from tests.cast import DAY, MINUTE, NOW, staff

LATER = NOW + 5 * MINUTE


def an_invitation(**changes: object) -> None:
    usual = {
        "staff_id": staff("wes"),
        "nonce": "n",
        "token_hash": "a" * 64,
        "invited_at": NOW,
        "expires_at": LATER,
    }
    Invitation.objects.create(**(usual | changes))  # type: ignore[arg-type]


def a_look(note: str = "a cousin of the same name") -> None:
    """Let whoever acts be a privacy officer who says what they found."""
    Office.objects.get_or_create(staff_id=staff("wes"), role="privacy_officer")
    AuditLook.objects.create(
        organization_id=Staff.objects.get(pk=staff("wes")).organization_id, rule="own_name", about="staff:1",
        note=note, actor=f"staff:{staff('wes')}", label="Dr. Wes Halvorsen", at=NOW,
    )  # fmt: skip


def the_last_administrator_leaves() -> None:
    """Take the only administrator's office away."""
    Office.objects.create(staff_id=staff("dana"), role="admin").delete()


PEOPLE: Final[dict[str, Callable[[], object]]] = {
    "unusual_is_looked_at_once": lambda: (a_look(), a_look()),
    "look_says_what_was_found": lambda: a_look(note=""),
    "staff_holds_an_office_once": lambda: [
        Office.objects.create(staff_id=staff("dana"), role="admin") for _ in range(2)
    ],
    "office_is_known": lambda: Office.objects.create(staff_id=staff("dana"), role="king"),
    "organization_keeps_an_administrator": the_last_administrator_leaves,
    "invitation_token_opens_one_door": lambda: (an_invitation(), an_invitation(staff_id=staff("dana"))),
    "person_has_one_open_invitation": lambda: (an_invitation(), an_invitation(token_hash="b" * 64)),
    "invitation_is_used_or_withdrawn": lambda: an_invitation(used_at=LATER, withdrawn_at=LATER),
    "invitation_ends_within_a_month": lambda: an_invitation(expires_at=NOW + 32 * DAY),
    "invitation_keeps_a_hash_only": lambda: an_invitation(token_hash="the token itself"),
}
