"""Saying whether one's own sessions may be interrupted, and how often."""

from datetime import datetime

from handclasp.directory.models import Staff
from handclasp.domain.etiquette import FEW
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from handclasp.platform.live import tell
from handclasp.platform.refusals import Refusal


def offer_interruptions(actor: Actor, now: datetime, *, may_be: bool, a_day: int) -> None:
    """Opt in or out of being rung in a session whose client agreed, at most `a_day` times (0 to 10).

    Refuses `interruptions_few`.
    """
    if a_day not in FEW:
        raise Refusal("interruptions_few")
    with acting(actor, now, "session:keep") as deed:
        deed.on(f"staff:{actor.person}")
        Staff.objects.filter(pk=actor.person).update(may_be_interrupted=may_be, interruptions_a_day=a_day)
        tell([f"org:{actor.home}", f"staff:{actor.person}"])
