"""Whoever does whatever whenever: after each step every rule of `handclasp check` holds, and every no has a reason."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.commands.anybody import Anybody

USUAL = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None, "print_blob": True}


def _run(template: str, blocker: Any, **limits: Any) -> None:
    with blocker.unblock():
        machine = type("Anybody", (Anybody,), {"template": template})
        run_state_machine_as_test(machine, settings=settings(**(USUAL | limits)))


def test_whatever_people_do_in_a_while_no_rule_breaks(template_database: str, django_db_blocker: Any) -> None:
    _run(
        template_database, django_db_blocker, max_examples=3, stateful_step_count=35, derandomize=True,
        phases=[Phase.generate],
    )  # fmt: skip


@pytest.mark.long
def test_whatever_people_do_for_long_no_rule_breaks(template_database: str, django_db_blocker: Any) -> None:
    _run(template_database, django_db_blocker, max_examples=30, stateful_step_count=60)
