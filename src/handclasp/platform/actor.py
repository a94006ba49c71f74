"""Who is acting: a person of the staff, or a named part of the system."""

from collections.abc import Iterable
from dataclasses import dataclass

from handclasp.domain.permissions import STAFF, may


@dataclass(frozen=True)
class Actor:
    """Who does something. `staff_id` is None for the system, which then acts under `label`.

    `held` is every role with the program it is held in: `(3, "clinician")`, or `(None, "admin")` for an office.
    """

    staff_id: int | None
    organization_id: int | None
    label: str
    held: frozenset[tuple[int | None, str]] = frozenset()

    @property
    def is_system(self) -> bool:
        """Say whether no person stands behind this."""
        return self.staff_id is None

    @property
    def roles(self) -> frozenset[str]:
        """Return every role this person holds anywhere; whoever works here is staff."""
        held = frozenset(role for _, role in self.held)
        return held if self.is_system else held | {STAFF}

    def roles_in(self, program_ids: Iterable[int | None]) -> frozenset[str]:
        """Return the roles this person holds in these programs."""
        wanted = {program_id for program_id in program_ids if program_id is not None}
        return frozenset(role for program_id, role in self.held if program_id in wanted)

    def may(self, permission: str) -> bool:
        """Say whether this person is given a permission in any relation."""
        return may(self.roles, permission)

    @property
    def is_supervisor(self) -> bool:
        """Say whether this person supervises a program."""
        return "supervisor" in self.roles

    @property
    def is_admin(self) -> bool:
        """Say whether this person administers the organization."""
        return "admin" in self.roles

    @property
    def person(self) -> int:
        """Return the staff id, for commands that only a person gives."""
        if self.staff_id is None:
            raise TypeError(f"{self.signature} is not a person")
        return self.staff_id

    @property
    def home(self) -> int:
        """Return the organization's id, for commands that only a person gives."""
        if self.organization_id is None:
            raise TypeError(f"{self.signature} has no organization")
        return self.organization_id

    @property
    def signature(self) -> str:
        """Return what the database notes as the actor: `staff:12` or `system:watches`."""
        return f"staff:{self.staff_id}" if self.staff_id is not None else f"system:{self.label}"


WATCHES = Actor(None, None, "watches")
TERMINAL = Actor(None, None, "terminal")
IMPORTER = Actor(None, None, "importer")
DEMO_LOADER = Actor(None, None, "demo")
TABLET = Actor(None, None, "tablet")
