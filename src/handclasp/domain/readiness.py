"""What is still missing before a first introduction, and later what is broken: the same list, in the order to do it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Service:
    """A program that receives: what it helps with, who could be rung, and why it could not be chosen."""

    program_id: int
    name: str
    has_needs: bool
    clinicians: frozenset[int]
    why_not: str = ""
    is_part2: bool = False

    @property
    def is_open(self) -> bool:
        """Say whether a client could be introduced to it at all."""
        return self.has_needs and not self.why_not and not self.is_part2


@dataclass(frozen=True)
class House:
    """An organization as far as an introduction needs it; people are staff numbers, `names` says who they are."""

    phone: str
    emergency: str
    sites: Sequence[tuple[int, str]]
    rooms: int
    services: Sequence[Service]
    askers: frozenset[int]
    signed_in: frozenset[int]
    names: dict[int, str]


@dataclass(frozen=True)
class Step:
    """One thing to do: where (`target`, `row_id`), and what is missing there; `optional` does not hold anybody up."""

    code: str
    title: str
    missing: tuple[str, ...]
    target: str
    row_id: int | None = None
    optional: bool = False

    @property
    def is_done(self) -> bool:
        """Say whether nothing is missing."""
        return not self.missing


def steps(house: House) -> tuple[Step, ...]:
    """Return every step in order, done or not; a further program holds up no house that can introduce already."""
    first, ready = house.sites[0][0] if house.sites else None, pair(house) is not None
    return (
        Step("organization", "Your organization", _organization(house), "organization"),
        Step("site", "A site", () if house.sites else ("No site yet.",), "new_site"),
        Step("rooms", "Its rooms", _rooms(house), "site" if first else "new_site", first, optional=True),
        Step(
            "program", "A program that receives", _programs(house), *_program_to_open(house), optional=ready
        ),
        Step("people", "Colleagues with roles", _people(house), "new_colleague"),
        Step(
            "rungs",
            "Somebody who is reached when all else fails",
            _rungs(house),
            *_rung_to_name(house),
            optional=ready,
        ),
        Step("signed_in", "They come in", _waiting(house), "people"),
    )


def pair(house: House) -> tuple[int, int] | None:
    """Return somebody who can ask and somebody else who can be rung by them, or None: the first introduction."""
    for asker in sorted(house.askers & house.signed_in):
        for service in house.services:
            others = sorted((service.clinicians & house.signed_in) - {asker})
            if service.is_open and others:
                return asker, others[0]
    return None


def _organization(house: House) -> tuple[str, ...]:
    return _said(
        ("No phone number that a person answers.", not house.phone),
        ("Nothing is written about what people do in an emergency.", not house.emergency),
    )


def _rooms(house: House) -> tuple[str, ...]:
    if not house.sites:
        return ("Rooms belong to a site, and there is none yet.",)
    return _said(("No room yet, so nobody sees how far somebody walks.", not house.rooms))


def _programs(house: House) -> tuple[str, ...]:
    if not house.services:
        why = "" if house.sites else " A program belongs to a site, and there is none yet."
        return (f"No program receives clients yet.{why}",)
    needless = [f"{one.name} helps with nothing yet." for one in house.services if not one.has_needs]
    open_one = any(one.has_needs and not one.is_part2 for one in house.services)
    return tuple(needless) or _said(
        ("Every program is a 42 CFR Part 2 program, which waits for consent.", not open_one)
    )


def _people(house: House) -> tuple[str, ...]:
    receivers = frozenset[int]().union(*(one.clinicians for one in house.services))
    return _said(
        ("Nobody can ask yet: give a colleague the role of clinician, proxy or supervisor.", not house.askers),
        ("Nobody can be rung yet: give a colleague the role of clinician in a program that receives.", not receivers),
        (
            "Whoever asks cannot be rung for the same client: add a second colleague.",
            bool(receivers) and len(receivers | house.askers) < 2,
        ),
    )  # fmt: skip


def _rungs(house: House) -> tuple[str, ...]:
    if not house.services:
        return ("Each program that receives names somebody, and there is no such program yet.",)
    return tuple(f"{one.name}: {one.why_not}" for one in house.services if one.why_not)


def _waiting(house: House) -> tuple[str, ...]:
    """Return who still has to come in; somebody who is not needed for a first introduction holds nobody up."""
    if pair(house):
        return ()
    people = house.askers | frozenset[int]().union(*(one.clinicians for one in house.services))
    waiting = [house.names[pk] for pk in sorted(people - house.signed_in)]
    return (f"Invited, and not here yet: {', '.join(waiting)}.",) if waiting else ("Nobody to come in yet.",)


def _program_to_open(house: House) -> tuple[str, int | None]:
    needless = [one.program_id for one in house.services if not one.has_needs]
    if needless:
        return "program", needless[0]
    return ("new_program", None) if house.sites else ("new_site", None)


def _rung_to_name(house: House) -> tuple[str, int | None]:
    if not house.services:
        return _program_to_open(house)
    wanting = [one.program_id for one in house.services if one.why_not]
    return ("program", wanting[0]) if wanting else ("places", None)


def _said(*lines: tuple[str, bool]) -> tuple[str, ...]:
    return tuple(words for words, applies in lines if applies)


def missing(all_steps: Iterable[Step]) -> tuple[Step, ...]:
    """Return the steps that hold a first introduction up."""
    return tuple(step for step in all_steps if not step.is_done and not step.optional)
