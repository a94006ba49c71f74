"""Rows of one directory that are here already, and new ones until they are written together."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model

from handclasp.directory.models import Organization, Program, Site, Sourced
from handclasp.domain.fhir.values import Unfit
from handclasp.domain.refusals import REFUSALS
from handclasp.domain.tally import Outcome
from handclasp.platform.db import constraint_name
from handclasp.platform.refusals import refusal_for_constraint

Row = TypeVar("Row", bound=Sourced)
BATCH: Final = 2_000


def rows_by_id(model: type[Row], source: str, ids: Collection[str], *related: str) -> dict[str, Row]:
    """Return the rows that came from this source under these ids, with these of their related rows."""
    found: dict[str, Row] = {}
    for some in batches(ids):
        rows = model._default_manager.filter(source_system=source, source_id__in=some)
        found |= {row.source_id: row for row in (rows.select_related(*related) if related else rows)}
    return found


def copies_by_place(source: str) -> dict[str, list[Site]]:
    """Return, by the id of a place, the sites that further organizations have there (`location@organization`)."""
    found: dict[str, list[Site]] = {}
    rows = Site.objects.filter(source_system=source, source_id__contains="@").select_related("organization")
    for site in rows.order_by("id"):
        place, _, owner = site.source_id.rpartition("@")
        if owner == str(site.organization_id):
            found.setdefault(place, []).append(site)
    return found


def batches(ids: Collection[Any]) -> Iterable[list[Any]]:
    """Yield the ids in lists that a statement takes."""
    listed = list(ids)
    return (listed[n : n + BATCH] for n in range(0, len(listed), BATCH))


def change(row: Model, values: Mapping[str, Any]) -> Outcome:
    """Write the columns that differ, and say whether any did; a rule that is in the way is `Unfit` in words."""
    changes = {column: value for column, value in values.items() if getattr(row, column) != value}
    if not changes:
        return "same"
    for column, value in changes.items():
        setattr(row, column, value)
    if row.pk is not None:
        save(row, list(changes))
    return "changed"


def save(row: Model, columns: list[str]) -> None:
    """Write these columns of a row that is there."""
    try:
        with transaction.atomic():
            row.save(update_fields=columns)
    except IntegrityError as error:
        reason = refusal_for_constraint(constraint_name(error))
        if reason is None:
            raise
        raise Unfit("", REFUSALS[reason]) from error


@dataclass
class Names:
    """Which program has which name at a site: two of one directory that share a name are told apart."""

    _taken: dict[tuple[Any, str], str] = field(default_factory=dict)

    def load(self, sites: Collection[Site]) -> None:
        """Learn the names at sites that are there."""
        for some in batches([site.pk for site in sites if site.pk is not None]):
            rows = Program.objects.filter(site_id__in=some).values_list("site_id", "name", "pk", "source_id")
            for site_id, name, pk, source_id in rows:
                self._taken[site_id, name] = source_id or f"#{pk}"

    def take(self, site: Site, owner: str, name: str, another: str) -> str:
        """Return the name that this program can have: its own, with its other name, or with a number."""
        where = site.pk or id(site)
        for wanted in self._candidates(name, another):
            if self._taken.setdefault((where, wanted), owner) == owner:
                return wanted
        raise AssertionError("numbers do not end")

    def release(self, site: Site, owner: str, name: str) -> None:
        """Let go of a name before the same program takes the one it should have."""
        if self._taken.get((site.pk or id(site), name)) == owner:
            del self._taken[site.pk or id(site), name]

    @staticmethod
    def _candidates(name: str, another: str) -> Iterable[str]:
        yield name
        if another and another != name:
            yield f"{name} ({another})"
        yield from (f"{name} ({n})" for n in range(2, 1_000_000))


@dataclass
class Owners:
    """Which organization of ours an id of the directory means; None where the house has it under its own name."""

    source: str
    home: Organization | None
    names: Mapping[str, str]
    found: dict[str, Organization | None] = field(default_factory=dict)
    _house: dict[str, Organization] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = Organization.objects.filter(is_outside=False).exclude(source_system=self.source)
        self._house = {row.name.casefold(): row for row in rows.order_by("-id")}

    def learn(self, ids: Collection[str]) -> None:
        """Look up those of these ids that are not known yet."""
        missing = {key for key in ids if key and key not in self.found}
        self.found.update(rows_by_id(Organization, self.source, missing))
        for key in missing - self.found.keys():
            name = self.names.get(key, "").casefold()
            if name in self._house:
                self.found[key] = self.ours(name)

    def is_ours(self, name: str) -> bool:
        """Say whether an organization of the house, from elsewhere, has this name."""
        return name.casefold() in self._house

    def ours(self, name: str) -> Organization | None:
        """Return the organization of the house of this name, if the call names it as the one to take."""
        there = self._house.get(name.casefold())
        return there if there is not None and self.home is not None and there.pk == self.home.pk else None
