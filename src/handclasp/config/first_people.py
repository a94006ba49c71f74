"""The first way in: an administrator and a link, given at the terminal where nobody can sign in yet."""

import os
from typing import TYPE_CHECKING

from handclasp.config import environment
from handclasp.config.lock import running_copy
from handclasp.config.mistakes import Mistake
from handclasp.config.places import open_places

if TYPE_CHECKING:
    from handclasp.directory.commands import Invited
    from handclasp.directory.models import Staff


def where_people_go() -> str:
    """Return the address that links begin with, without a slash at the end."""
    said = os.environ.get("HANDCLASP_URL", "")
    if not said and not environment.has_database():
        running = running_copy(open_places(environment.existing_data_folder()))
        said = running.url if running else ""
    return (said or f"http://localhost:{environment.port()}").rstrip("/")


def invite(email: str) -> "Invited":
    """Give the person with `email` a link to choose a password; a `Mistake` says why it cannot be."""
    from handclasp.directory.commands import invite_staff
    from handclasp.domain.refusals import words_for
    from handclasp.platform.actor import TERMINAL
    from handclasp.platform.clock import now
    from handclasp.platform.refusals import Refusal

    person = _person(email)
    if person is None:
        raise Mistake(
            f"Nobody on the staff has the e-mail address {email}. Import the staff first (handclasp import staff "
            f"FILE), or let an administrator add them under People. Nothing was changed."
        )
    try:
        return invite_staff(TERMINAL, now(), person.pk)
    except Refusal as refusal:
        raise Mistake(words_for(refusal.reason)) from refusal


def make_administrator(email: str, name: str, organization: str) -> "Invited":
    """Let the person with `email` administer, added with their organization where missing, and invite them."""
    from django.db import transaction

    from handclasp.directory.commands import give_office
    from handclasp.domain.refusals import words_for
    from handclasp.platform.actor import TERMINAL
    from handclasp.platform.clock import now
    from handclasp.platform.refusals import Refusal

    try:
        with transaction.atomic():
            person = _person(email) or _added(email, name, organization)
            give_office(TERMINAL, now(), person.pk, "admin")
            return invite(email)
    except Refusal as refusal:
        raise Mistake(words_for(refusal.reason)) from refusal


def _person(email: str) -> "Staff | None":
    from handclasp.directory.one_person import people_with_email

    found = people_with_email(email)
    if len(found) > 1:
        raise Mistake(
            f"{len(found)} people share the address {email}. Give each their own. Nothing was changed."
        )
    return found[0] if found else None


def _added(email: str, name: str, organization: str) -> "Staff":
    from handclasp.directory.commands import create_organization, create_staff
    from handclasp.directory.queries import organizations
    from handclasp.platform.actor import TERMINAL
    from handclasp.platform.clock import now

    if not name.strip():
        raise Mistake(
            f"Nobody has the e-mail address {email} yet. Say who it is: "
            f'handclasp admin {email} --name "Given Family" --organization "River Clinic".'
        )
    there = organizations(TERMINAL)
    named = organization.strip().casefold()
    homes = [one for one in there if (one.name.casefold() == named if named else not one.is_outside)]
    homes = [one for one in homes if not one.is_outside] or homes
    if len(homes) > 1 or (not named and not homes):
        raise Mistake(
            "Say which organization they belong to: --organization NAME; a new name makes a new one."
        )
    home = homes[0] if homes else create_organization(TERMINAL, now(), name=organization)
    given, _, family = name.strip().partition(" ")
    return create_staff(TERMINAL, now(), home.pk, given=given, family=family, email=email, languages=["en"])
