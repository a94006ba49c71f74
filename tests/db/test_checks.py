# ruff: noqa: E501
"""`handclasp check` finds what is wrong: each rule is broken behind the database's back, and named."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections, transaction

from handclasp.handoffs.checks import RULES, CheckResult, catalogue, look, rows, run_checks
from handclasp.handoffs.commands.calling import start_call
from handclasp.handoffs.tasks import sweep
from tests import cast
from tests.cast import MINUTE, NOW
from tests.ground import copies

LATER = NOW + 2 * MINUTE


@pytest.fixture
def busy(busy_copy: str, django_db_blocker: Any) -> Iterator[None]:
    """A clinic with a handoff in every open state, one declined, and nothing wrong; changes are rolled back."""
    with django_db_blocker.unblock():
        copies.point_django_at(busy_copy)
        with transaction.atomic(using="owner"):
            yield
            transaction.set_rollback(True, using="owner")


def _look() -> list[CheckResult]:
    with connections["owner"].cursor() as cursor:
        return look(cursor, LATER)


def _broken() -> set[str]:
    return {result.rule for result in _look() if result.breaches}


FILLS = [(name, home) for name, home in catalogue.named_triggers() if name.endswith("_organization")]


def _behind_the_back(*statements: str) -> None:
    """Run statements as the owner with every trigger silent, as a careless person at the database might."""
    names = connections["owner"].introspection.table_names()
    tables = [
        name
        for name in names
        if name.startswith(("handoffs_", "availability_", "directory_", "clients_", "platform_"))
    ]
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table is altered while a foreign key waits
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        for trigger, table in FILLS:  # no row is without its organization, whoever writes it
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")
        for statement in statements:
            cursor.execute(statement)
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


def test_a_clinic_in_order_breaks_no_rule(busy: None) -> None:
    results = _look()
    assert [r for r in results if r.breaches] == []
    assert all(r.looked_at > 0 for r in results if r.rule not in {
        "deceased_client_has_no_open_handoff", "rungs_that_count_were_told", "endings_have_a_name",
        "a_watch_tells_a_person_once_a_step", "blocks_never_overlap", *PAUSES,
    })  # fmt: skip


def test_a_session_that_was_interrupted_with_leave_breaks_no_rule(busy: None) -> None:
    _behind_the_back(A_SESSION, A_PAUSE, *BLOCKS)
    found = {r.rule: r for r in _look()}
    assert [found[name].looked_at for name in PAUSES] == [1, 1, 1]
    assert found["blocks_never_overlap"].looked_at == 2
    assert [name for name, result in found.items() if result.breaches] == []


OF = "(SELECT h.id FROM handoffs_handoff h JOIN clients_client c ON c.id = h.client_id WHERE c.source_id = '{}')"
MARISOL, ANA, TEDDY, JOY, MARCUS = (OF.format(k) for k in ("marisol", "ana", "teddy", "joy", "marcus"))
WHO = "(SELECT id FROM directory_staff WHERE source_id = '{}')"
PAUSES = ("session_is_interrupted_with_leave", "session_is_interrupted_once", "pause_lies_inside_its_session")
LENA, TOMAS, GRACE = (WHO.format(k) for k in ("lena", "tomas", "grace"))

A_SESSION = f"""INSERT INTO availability_session (staff_id, room, language, started_at, ends_at, told_at, agreed, client_said_no, given_back)
    VALUES ({GRACE}, 'Office of Grace', 'en', now(), now() + interval '50 min', now(), true, false, interval '0')"""
A_PAUSE = """INSERT INTO availability_pause (session_id, staff_id, began_at, back_by, ended_by)
    SELECT id, staff_id, started_at + interval '5 min', started_at + interval '15 min', '' FROM availability_session"""
BLOCKS = (
    f"""INSERT INTO availability_block (staff_id, rule, starts_on, starts_at, minutes, zone, made_at, label)
        VALUES ({GRACE}, 'FREQ=WEEKLY;BYDAY=MO,WE', '2026-03-11', '13:00', 60, 'America/Chicago', now(), '')""",
    """INSERT INTO availability_occurrence (block_id, staff_id, on_date, starts_at, ends_at)
        SELECT id, staff_id, starts_on + n, starts_on + n * interval '1 h', starts_on + (n + 1) * interval '1 h'
          FROM availability_block, generate_series(0, 1) AS n""",
)

BREAKS = {
    "session_is_interrupted_with_leave": [A_SESSION, A_PAUSE, "UPDATE availability_session SET told_at = started_at + interval '6 min'"],
    "session_is_interrupted_once": [
        "ALTER TABLE availability_pause DROP CONSTRAINT session_is_interrupted_once", A_SESSION, A_PAUSE, A_PAUSE,
    ],
    "pause_lies_inside_its_session": [A_SESSION, A_PAUSE, "UPDATE availability_session SET started_at = started_at + interval '6 min'"],
    "blocks_never_overlap": [
        "ALTER TABLE availability_occurrence DROP CONSTRAINT blocks_never_overlap_for_one_person", *BLOCKS,
        "UPDATE availability_occurrence SET ends_at = ends_at + interval '1 min'",
    ],
    "sending_side_is_held": [f"UPDATE handoffs_hand SET ended_at = now() + interval '1 day' WHERE handoff_id = {JOY}"],
    "receiving_side_is_held_from_first_contact": [
        f"DELETE FROM handoffs_hand WHERE handoff_id = {MARISOL} AND side = 'receiving'"
    ],
    "sending_side_has_no_hole": [
        f"UPDATE handoffs_hand SET started_at = started_at + interval '1 second' WHERE handoff_id = {JOY}"
    ],
    "receiving_side_starts_at_first_contact": [
        f"UPDATE handoffs_hand SET started_at = started_at + interval '1 s' WHERE handoff_id = {MARISOL} AND side = 'receiving'"
    ],
    "receiver_on_record_is_who_holds": [f"UPDATE handoffs_handoff SET receiver_id = {TOMAS} WHERE id = {MARISOL}"],
    "holders_are_active_staff": ["UPDATE directory_staff SET is_active = false WHERE source_id = 'wes'"],
    "open_handoff_has_one_open_watch": [f"UPDATE handoffs_watch SET closed_at = now() WHERE handoff_id = {JOY}"],
    "watch_is_due_before_any_obligation": [
        f"UPDATE handoffs_promise SET due_at = made_at + interval '1 hour' WHERE handoff_id = {TEDDY}"
    ],
    "paused_handoff_waits_for_its_review": [
        f"UPDATE handoffs_handoff SET paused_at = now(), pause_reason = 'jail', pause_review_at = now() WHERE id = {JOY}"
    ],
    "promised_handoff_has_one_open_promise": [
        f"UPDATE handoffs_promise SET state = 'kept', ended_at = now() WHERE handoff_id = {TEDDY}"
    ],
    "promises_are_made_by_active_staff": ["UPDATE directory_staff SET is_active = false WHERE source_id = 'grace'"],
    "somebody_is_told_when_a_watch_comes_due": [
        f"UPDATE handoffs_watch SET due_at = due_at - interval '1 day', next_at = next_at - interval '1 day' WHERE handoff_id = {JOY}"
    ],
    "calls_move_on_by_themselves": ["UPDATE handoffs_call SET waits_until = waits_until - interval '1 hour' WHERE ended_at IS NULL"],
    "rungs_that_count_were_told": ["UPDATE handoffs_watch SET step = 2 WHERE closed_at IS NULL"],
    "every_ladder_ends_at_a_person": ["UPDATE directory_program SET duty_id = NULL, supervisor_id = NULL"],
    "visits_never_overlap": [
        "ALTER TABLE handoffs_visit DROP CONSTRAINT visit_never_overlaps_for_one_person",
        f"""INSERT INTO handoffs_visit (handoff_id, staff_id, starts_at, ends_at, state, planned_at)
            SELECT {ANA}, staff_id, starts_at, ends_at, 'planned', planned_at FROM handoffs_visit""",
    ],
    "call_is_accepted_by_one_receiver": [
        "DROP INDEX call_is_accepted_by_one_receiver",
        f"""INSERT INTO handoffs_ring (call_id, staff_id, program_id, wave, slot, state, rung_at, expires_at, reason)
            SELECT call_id, {GRACE}, program_id, wave, 2, state, rung_at, expires_at, '' FROM handoffs_ring WHERE state = 'accepted'""",
    ],
    "who_comes_has_accepted": [f"UPDATE handoffs_handoff SET receiver_id = {GRACE} WHERE id = {ANA}"],
    "receiver_comes_to_one_client": [
        "DROP INDEX receiver_comes_to_one_client_at_a_time",
        f"UPDATE handoffs_handoff SET receiver_id = {TOMAS}, state = 'coming' WHERE id = {JOY}",
    ],
    "client_has_one_open_handoff_per_need_and_program": [
        "DROP INDEX client_has_one_open_handoff_per_need_and_program",
        f"UPDATE handoffs_handoff SET to_program_id = NULL, client_id = (SELECT client_id FROM handoffs_handoff WHERE id = {JOY}) WHERE id = {TEDDY}",
    ],
    "handoff_has_one_open_call": [f"UPDATE handoffs_handoff SET state = 'promised', drop_reason = 'away' WHERE id = {JOY}"],
    "no_ring_outlives_its_call": ["UPDATE handoffs_call SET ended_at = now(), outcome = 'stopped' WHERE ended_at IS NULL"],
    "nobody_is_rung_by_two_calls": [
        "DROP INDEX receiver_is_rung_by_one_call",
        "ALTER TABLE handoffs_ring DROP CONSTRAINT receiver_is_rung_once_a_wave",
        """INSERT INTO handoffs_ring (call_id, staff_id, program_id, wave, slot, state, rung_at, expires_at, reason)
            SELECT call_id, staff_id, program_id, wave, 2, state, rung_at, expires_at, '' FROM handoffs_ring WHERE state = 'ringing'""",
    ],
    "three_are_rung_at_most": [
        "DROP INDEX receiver_is_rung_by_one_call", "ALTER TABLE handoffs_ring DROP CONSTRAINT receiver_is_rung_once_a_wave",
        "DROP INDEX call_rings_three_at_most",
        """INSERT INTO handoffs_ring (call_id, staff_id, program_id, wave, slot, state, rung_at, expires_at, reason)
            SELECT call_id, staff_id, program_id, wave, 2, state, rung_at, expires_at, '' FROM handoffs_ring, generate_series(1, 3)
            WHERE state = 'ringing'""",
    ],
    "a_watch_tells_a_person_once_a_step": [
        "ALTER TABLE handoffs_notice DROP CONSTRAINT watch_tells_a_person_once_a_step",
        f"""INSERT INTO handoffs_notice (staff_id, handoff_id, kind, told_at, watch_id, step)
            SELECT {TOMAS}, handoff_id, 'watch_meet', now(), id, 1 FROM handoffs_watch, generate_series(1, 2)
            WHERE closed_at IS NULL""",
    ],
    "nothing_is_sent_without_a_yes": [
        f"""INSERT INTO handoffs_notice (staff_id, handoff_id, kind, told_at, step)
            VALUES ({TOMAS}, {MARCUS}, 'promised', now(), 0)"""
    ],
    "handoff_stays_inside_one_organization": [f"UPDATE handoffs_promise SET staff_id = {LENA}"],
    "handoff_avoids_part2_programs": ["UPDATE directory_program SET is_part2 = true WHERE name = 'Counseling'"],
    "deceased_client_has_no_open_handoff": ["UPDATE clients_client SET is_deceased = true"],
    "history_begins_with_the_answer": [f"DELETE FROM handoffs_historyentry WHERE handoff_id = {JOY}"],
    "history_names_an_actor": [
        "ALTER TABLE handoffs_historyentry DROP CONSTRAINT history_has_a_known_actor",
        "UPDATE handoffs_historyentry SET actor = 'nobody'",
    ],
    "history_holds_every_hand": ["DELETE FROM handoffs_historyentry WHERE subject = 'hand'"],
    "history_ends_where_things_stand": [f"UPDATE handoffs_handoff SET state = 'seeking' WHERE id = {ANA}"],
    "endings_have_a_name": [
        "ALTER TABLE handoffs_handoff DROP CONSTRAINT handoff_closes_for_a_listed_reason_by_a_name",
        f"UPDATE handoffs_handoff SET state = 'closed' WHERE id = {JOY}",
    ],
    "history_is_as_it_was_written": [f"UPDATE handoffs_historyentry SET label = 'somebody else' WHERE handoff_id = {JOY}"],
    "audit_is_as_it_was_written": ["UPDATE platform_auditentry SET client_id = client_id + 1"],
    "triggers_are_on": ["DROP TRIGGER hand_holder ON handoffs_hand"],
    "constraints_are_valid": ["ALTER TABLE handoffs_hand DROP CONSTRAINT hand_side_never_overlaps"],
    "moves_are_the_domains": ["ALTER TABLE handoffs_allowed_move DISABLE TRIGGER USER", "INSERT INTO handoffs_allowed_move VALUES ('closed', 'seeking')"],
    "row_security_is_on": ["ALTER TABLE handoffs_summary DISABLE ROW LEVEL SECURITY"],
    "row_rights_are_the_domains": ["INSERT INTO directory_row_right VALUES ('quality_director', 'summary', 'r')"],
    "application_owns_nothing": ["GRANT TRUNCATE ON handoffs_historyentry TO handclasp_app"],
}  # fmt: skip


def test_every_rule_is_broken_by_a_test() -> None:
    assert {rule.name for rule in (*RULES, *catalogue.rules(), *rows.rules())} == set(BREAKS)


@pytest.mark.parametrize("rule", sorted(BREAKS))
def test_a_broken_rule_is_found(busy: None, rule: str) -> None:
    _behind_the_back(*BREAKS[rule])
    assert rule in _broken()


@pytest.mark.parametrize("switch", ["DISABLE TRIGGER hand_hands", "ENABLE REPLICA TRIGGER hand_hands"])
def test_a_trigger_that_is_switched_off_is_found(clinic: str, switch: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"ALTER TABLE handoffs_hand {switch}")
    assert {r.rule for r in run_checks(NOW) if r.breaches} == {"triggers_are_on"}


HOLE = "CREATE POLICY hole ON clients_client"


@pytest.mark.parametrize(
    ("hole", "words"),
    [
        (f"{HOLE} FOR SELECT USING (true)", "clients_client has more than one policy for r"),
        (f"{HOLE} FOR DELETE USING (true)", "clients_client has a policy that nobody wrote down: hole"),
        (f"{HOLE} USING (true)", "clients_client has a policy that nobody wrote down: hole"),
        ("DROP POLICY visit_is_added_by_those_who_may ON handoffs_visit", "handoffs_visit has no policy as it was written for a"),
        ("ALTER POLICY summary_is_read_by_those_who_may ON handoffs_summary USING (true)", "handoffs_summary has no policy as it was written for r"),
        ("CREATE TABLE handoffs_letter (handoff_id bigint)", "handoffs_letter names a client and is not among the tables with row security"),
    ],
)  # fmt: skip
def test_a_hole_in_row_security_is_found(busy: None, hole: str, words: str) -> None:
    _behind_the_back(hole)
    assert [r.breaches for r in _look() if r.rule == "row_security_is_on"] == [[words]]


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DELETE FROM directory_row_right WHERE holder = 'supervisor' AND kind = 'history'", "supervisor may read history only in the code"),
        ("INSERT INTO directory_row_right VALUES ('admin', 'client', 'w')", "admin may write client only in the database"),
        ("INSERT INTO directory_row_right VALUES ('system:backdoor', 'client', 'r')", "system:backdoor may read client only in the database"),
    ],
)  # fmt: skip
def test_a_right_that_nobody_wrote_down_is_found(busy: None, statement: str, words: str) -> None:
    _behind_the_back(statement)
    assert [r.breaches for r in _look() if r.rule == "row_rights_are_the_domains"] == [[words]]


def test_a_dead_sweep_is_found_and_a_living_one_repairs_it(clinic: str) -> None:
    handoff = cast.said_yes()
    start_call(cast.actor("wes"), handoff.pk, 2, NOW)
    much_later = NOW + timedelta(hours=1)
    found = {r.rule for r in run_checks(much_later) if r.breaches}
    assert found == {"somebody_is_told_when_a_watch_comes_due", "calls_move_on_by_themselves"}
    for _ in range(10):
        sweep(much_later)
    assert [r for r in run_checks(much_later) if r.breaches] == []
