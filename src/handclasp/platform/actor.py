"""Who is acting: a person of the staff, or a named part of the system."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """Who does something. `staff_id` is None for the system, which then acts under `label`."""

    staff_id: int | None
    organization_id: int | None
    label: str
    is_supervisor: bool = False
    is_admin: bool = False

    @property
    def is_system(self) -> bool:
        """Say whether no person stands behind this."""
        return self.staff_id is None

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
IMPORTER = Actor(None, None, "importer")
DEMO_LOADER = Actor(None, None, "demo")
