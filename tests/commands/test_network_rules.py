"""What the network of sites and programs refuses, because somebody's handoff depends on it."""

from datetime import time

from tests import cast
from tests.cast import NOW, refused

from handclasp.directory import commands as directory
from handclasp.directory.models import Site
from handclasp.handoffs.commands.closing import close_handoff
from handclasp.platform.actor import DEMO_LOADER


def test_the_last_rung_stays_while_a_handoff_is_open(clinic: str) -> None:
    handoff = cast.said_yes("marisol")
    family = cast.program("Family clinic")
    directory.set_duty(DEMO_LOADER, NOW, family, None)
    with refused("last_rung_needed"):
        directory.set_supervisor(DEMO_LOADER, NOW, family, None)
    with refused("last_rung_needed"):
        directory.deactivate_staff(DEMO_LOADER, NOW, cast.staff("dana"))
    close_handoff(cast.actor("wes"), handoff.pk, "moved", "", NOW)
    directory.set_supervisor(DEMO_LOADER, NOW, family, None)


def test_hours_zones_and_rules_that_cannot_be(clinic_rollback: None) -> None:
    site = Site.objects.get(name="Main Street").pk
    with refused("hours_wrong"):
        directory.update_site(DEMO_LOADER, NOW, site, closes_at=time(7))
    with refused("time_zone_unknown"):
        directory.update_site(DEMO_LOADER, NOW, site, time_zone="Mars/Olympus")
    with refused("rule_impossible"):
        directory.update_program(DEMO_LOADER, NOW, cast.program("Counseling"), first_visit_within_days=0)
