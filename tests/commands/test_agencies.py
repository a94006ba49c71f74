"""A service of an outside agency is called by phone; no handoff can be given to it."""

import pytest
from tests import cast
from tests.cast_fixtures import clinic_rollback  # noqa: F401

from handclasp.directory.models import Listing, Organization, Program, Site, Staff
from handclasp.handoffs.models import Handoff
from handclasp.platform.actor import IMPORTER
from handclasp.platform.db import acting

pytestmark = pytest.mark.usefixtures("clinic_rollback")


def a_pantry() -> Program:
    """Write what an import of a directory leaves behind."""
    with acting(IMPORTER, cast.NOW, "record:import"):
        home = Organization.objects.create(
            name="Harvest Table", is_outside=True, source_system="hsds", source_id="o1"
        )
        site = Site.objects.create(organization=home, name="Harvest Hall")
        program = Program.objects.create(organization=home, site=site, name="Food pantry")
        Listing.objects.create(program=program, service="s1")
    return program


def test_a_promise_in_the_name_of_an_agency_is_refused() -> None:
    handoff, pantry = cast.said_yes(), a_pantry()
    with cast.refused("receiver_not_eligible"):
        cast.promised(handoff, program_id=pantry.pk)
    assert Handoff.objects.get(pk=handoff.pk).to_program_id is None


def test_an_agency_is_no_sender_either() -> None:
    pantry = a_pantry()
    with cast.refused("no_program"):
        cast.said_yes(from_program_id=pantry.pk)


def test_the_first_of_its_staff_bring_an_agency_into_the_house() -> None:
    pantry = a_pantry()
    Staff.objects.create(organization_id=pantry.organization_id, given="Imani")
    assert not Organization.objects.get(pk=pantry.organization_id).is_outside
