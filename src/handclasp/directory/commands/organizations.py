"""Changing organizations, sites and programs."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from handclasp.directory import checks
from handclasp.directory.commands.rows import (
    ORGANIZATION,
    PROGRAM,
    SITE,
    SOURCE,
    WEEKDAYS,
    checked,
    found,
    needs_of,
    updated,
)
from handclasp.directory.models import Organization, Program, ProgramLevel, Site
from handclasp.domain.levels_of_care import level
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from handclasp.platform.live import tell
from handclasp.platform.refusals import Refusal


def create_organization(actor: Actor, now: datetime, **fields: Any) -> Organization:
    """Add an organization (only the system does); fields as in the table, `name` required."""
    checks.may_change_directory(actor, None)
    row = Organization(**checked(ORGANIZATION | SOURCE, fields, "name"))
    with acting(actor, now, "directory:change") as deed:
        row.save(force_insert=True)
        deed.on(f"organization:{row.pk}")
    return row


def update_organization(actor: Actor, now: datetime, organization_id: int, **fields: Any) -> Organization:
    """Change the given columns of an organization."""
    row = found(Organization, actor, organization_id, "id")
    return updated(row, row.pk, actor, now, checked(ORGANIZATION, fields))


def create_site(actor: Actor, now: datetime, organization_id: int, **fields: Any) -> Site:
    """Add a site, open Monday to Friday unless said otherwise.

    Refuses `site_name_taken` to a person; what is imported keeps the name that it has elsewhere.
    """
    checks.may_change_directory(actor, organization_id)
    fields = {"open_weekdays": WEEKDAYS, **checked(SITE | SOURCE, fields, "name")}
    if not fields.get("source_id"):
        _must_be_the_only(organization_id, fields["name"])
    row = Site(organization_id=organization_id, **fields)
    with acting(actor, now, "directory:change") as deed:
        row.save(force_insert=True)
        deed.on(f"site:{row.pk}")
    return row


def update_site(actor: Actor, now: datetime, site_id: int, **fields: Any) -> Site:
    """Change the given columns of a site; refuses `site_name_taken` for a new name that another site has."""
    row = found(Site, actor, site_id)
    if fields.get("is_active") is False and row.programs.filter(is_active=True).exists():
        raise Refusal("site_in_use")
    columns = checked(SITE, fields)
    if "name" in columns and columns["name"].lower() != row.name.lower():
        _must_be_the_only(row.organization_id, columns["name"])
    return updated(row, row.organization_id, actor, now, columns)


def _must_be_the_only(organization_id: int, name: str) -> None:
    """Refuse a name by which nobody could tell two buildings apart."""
    if Site.objects.filter(organization_id=organization_id, is_active=True, name__iexact=name).exists():
        raise Refusal("site_name_taken")


def create_program(
    actor: Actor, now: datetime, site_id: int, *, needs: Iterable[str] = (), **fields: Any
) -> Program:
    """Add a program at a site with the needs it serves (codes)."""
    site = found(Site, actor, site_id)
    checks.may_change_directory(actor, site.organization_id)
    columns = checked(PROGRAM | SOURCE, fields, "name")
    row = Program(organization_id=site.organization_id, site=site, **columns)
    with acting(actor, now, "directory:change") as deed:
        row.save(force_insert=True)
        deed.on(f"program:{row.pk}")
        row.needs.set(needs_of(needs, row.organization_id))
    return row


def update_program(
    actor: Actor, now: datetime, program_id: int, *, needs: Iterable[str] | None = None, **fields: Any
) -> Program:
    """Change the given columns of a program, and its needs where given."""
    row = found(Program, actor, program_id)
    changes = checked(PROGRAM, fields) | ({"receives": False} if fields.get("is_active") is False else {})
    with acting(actor, now, "directory:change") as deed:
        deed.on(f"program:{row.pk}")
        updated(row, row.organization_id, actor, now, changes)
        if needs is not None:
            row.needs.set(needs_of(needs, row.organization_id))
    return row


def set_levels(actor: Actor, now: datetime, program_id: int, levels: Iterable[tuple[str, str]]) -> None:
    """Say which levels of care a program offers, each an ASAM edition and a code of it, and no others."""
    wanted = set(levels)
    if any(level(*one) is None for one in wanted):
        raise Refusal("level_unknown")
    row = found(Program, actor, program_id)
    checks.may_change_directory(actor, row.organization_id)
    with acting(actor, now, "directory:change") as deed:
        deed.on(f"program:{row.pk}")
        row.levels.all().delete()
        ProgramLevel.objects.bulk_create(
            ProgramLevel(program=row, edition=e, code=c) for e, c in sorted(wanted)
        )
        tell([f"org:{row.organization_id}"])
