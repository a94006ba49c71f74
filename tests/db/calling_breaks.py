"""What breaks the rules about how a program and its calls ring."""

from collections.abc import Callable
from typing import Final

from handclasp.directory.models import Program
from handclasp.handoffs.models import Call, Ring
from tests.cast import program


def the_program(**columns: object) -> None:
    Program.objects.filter(pk=program("Counseling")).update(**columns)


def a_call(**columns: object) -> None:
    """Begin a call as an old one was, ended, with other settings."""
    row = Call.objects.filter(ended_at__isnull=False).earliest("pk")
    row.pk = None
    row._state.adding = True
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def the_ring(**columns: object) -> None:
    Ring.objects.filter(state="accepted").update(**columns)


CALLING: Final[dict[str, Callable[[], object]]] = {
    "program_rings_in_a_possible_way": lambda: the_program(wave_size=4),
    "program_offers_a_possible_wait": lambda: the_program(wait_choices=[]),
    "call_rings_in_a_possible_way": lambda: a_call(ring_seconds=14),
    "call_offers_a_possible_wait": lambda: a_call(wait_choices=[61]),
    "call_rings_as_it_began": lambda: Call.objects.update(wave_size=1),
    "ring_way_is_known": lambda: the_ring(way="flying"),
    "ring_takes_minutes": lambda: the_ring(minutes=241),
}
