"""What is wrong with a file, in sentences for the person who has it."""

from dataclasses import dataclass


class WrongFile(Exception):
    """A file that cannot be read at all; the message completes `FILE ...`, such as `is empty.`"""


@dataclass(frozen=True)
class Complaint:
    """One bad row: where it stands, which field, and why."""

    place: str
    field: str
    reason: str

    def sentence(self, file: str) -> str:
        """Return `Patient.ndjson, line 17, birthDate: 2190-01-01 lies in the future.`"""
        where = ", ".join(part for part in (file, self.place, self.field) if part)
        return f"{where}: {self.reason}" + ("" if self.reason.endswith((".", "?", "!")) else ".")


class BadRows(Exception):
    """Some rows of a file are bad, so nothing of it is kept."""

    def __init__(self, complaints: list[Complaint], more: int = 0) -> None:
        super().__init__(f"{len(complaints) + more} bad rows")
        self.complaints = complaints
        self.more = more
