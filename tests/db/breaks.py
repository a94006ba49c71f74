"""How each named rule is broken, by the application's role unless it cannot get that far."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from django.db import connection, connections, transaction
from django.db.models import F

from handclasp.availability.models import Presence
from handclasp.clients.models import Client
from handclasp.directory.models import Membership, Organization, Program, Site, Staff
from handclasp.handoffs.models import (
    Action,
    Attempt,
    Call,
    Hand,
    Handoff,
    HistoryEntry,
    Notice,
    Pass,
    Promise,
    Relief,
    Ring,
    Summary,
    Visit,
    Watch,
)
from handclasp.platform import audit
from handclasp.platform.db import ACT
from tests import cast
from tests.cast import DAY, MINUTE, NOW, of, program, staff
from tests.db.blocks_breaks import BLOCKS
from tests.db.calling_breaks import CALLING
from tests.db.etiquette_breaks import ETIQUETTE
from tests.db.listing_breaks import LISTINGS
from tests.db.meeting_breaks import MEETINGS
from tests.db.people_breaks import PEOPLE
from tests.db.places_breaks import PLACES
from tests.db.talk_breaks import TALK

LATER = NOW + 5 * MINUTE


def act(actor: str, now: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ACT, [actor, "somebody", now])


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def handoff(key: str, **columns: object) -> None:
    Handoff.objects.filter(pk=of(key).pk).update(**columns)


def again(model: type, **columns: object) -> None:
    """Insert a copy of the first row of a table, with some columns changed."""
    row = model.objects.order_by("pk").first()  # type: ignore[attr-defined]
    row.pk = None
    row._state.adding = True
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def another_handoff(key: str, **columns: object) -> None:
    row = of(key)
    row.pk = None
    row._state.adding = True
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def hand(key: str, side: str, name: str, since: timedelta, until: timedelta | None = None) -> None:
    Hand.objects.create(
        handoff=of(key), side=side, staff_id=staff(name), started_at=NOW + since,
        ended_at=None if until is None else NOW + until, began_by="passed",
    )  # fmt: skip


def a_pass(**columns: object) -> None:
    usual: dict[str, object] = {
        "handoff": of("joy"), "side": "sending", "giver_id": staff("wes"), "taker_id": staff("bea"),
        "reason": "leave", "asked_at": NOW,
    }  # fmt: skip
    Pass.objects.create(**(usual | columns))


def a_relief(**columns: object) -> None:
    usual: dict[str, object] = {
        "handoff": of("marisol"), "asked_by_id": staff("imani"), "reason": "full", "asked_at": NOW
    }  # fmt: skip
    Relief.objects.create(**(usual | columns))


def an_attempt(**columns: object) -> None:
    usual: dict[str, object] = {
        "handoff": of("teddy"), "staff_id": staff("grace"), "channel": "call", "result": "no_answer",
        "made_at": NOW,
    }  # fmt: skip
    Attempt.objects.create(**(usual | columns))


def an_action(**columns: object) -> None:
    usual: dict[str, object] = {
        "handoff": of("marisol"),
        "what": "call",
        "added_at": NOW,
        "client_does_it": True,
    }
    Action.objects.create(**(usual | columns))


def a_summary() -> None:
    Summary.objects.create(handoff=of("marisol"))


def ring(**columns: object) -> None:
    """Insert a ring beside Rubén's for Joy."""
    usual: dict[str, object] = {
        "call": Call.objects.get(handoff=of("joy")), "staff_id": staff("grace"), "program_id": program("Counseling"),
        "wave": 1, "slot": 2, "rung_at": NOW, "expires_at": NOW + MINUTE,
    }  # fmt: skip
    Ring.objects.create(**(usual | columns))


def overlapping_visit() -> None:
    again(Visit, handoff=of("ana"), starts_at=NOW + 2 * DAY + MINUTE, ends_at=NOW + 2 * DAY + 60 * MINUTE)


def twice(model: type) -> Callable[[], None]:
    def both() -> None:
        model.objects.filter(pk=model.objects.order_by("pk").first().pk).update(
            source_system="x", source_id="1"
        )  # type: ignore[attr-defined]
        more = (
            {"name": "Another"} if model in (Program, Site) else {"user_id": None} if model is Staff else {}
        )
        again(model, source_system="x", source_id="1", **more)

    return both


def a_row_of(model: type, **columns: object) -> Callable[[], None]:
    return lambda: again(model, **columns)


def everybody_of(model: type, **columns: object) -> Callable[[], object]:
    return lambda: model.objects.update(**columns)  # type: ignore[attr-defined]


def second_promise() -> None:
    again(Promise)


def held_by_the_front_desk() -> None:
    Membership.objects.filter(staff_id=staff("ruben")).update(role="front_desk")
    hand("joy", "receiving", "ruben", MINUTE)


def hole() -> None:
    Hand.objects.filter(handoff=of("joy"), side="sending").update(ended_at=NOW + MINUTE)
    hand("joy", "sending", "bea", 2 * MINUTE)


def _as_the_owner(actor: str, *statements: str) -> None:
    """Run statements as the role whom no policy narrows; outside it, who names nobody finds no row to change."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(ACT, [actor, "somebody", LATER.isoformat()])
        for statement in statements:
            cursor.execute(statement)


def nameless() -> None:
    _as_the_owner("", "UPDATE handoffs_handoff SET place = 'room 4' WHERE state = 'seeking'")


def unknown_name() -> None:
    _as_the_owner("Wes Halvorsen", "UPDATE handoffs_handoff SET place = 'room 4' WHERE state = 'seeking'")


def forked_history() -> None:
    copy = (
        "INSERT INTO handoffs_historyentry (handoff_id, at, actor, label, subject, subject_id, event, detail, previous)"
        " SELECT handoff_id, at, actor, label, subject, subject_id, event, detail, previous"
        " FROM handoffs_historyentry LIMIT 1"
    )
    _as_the_owner("system:tests", "ALTER TABLE handoffs_historyentry DISABLE TRIGGER USER", copy)


def a_client_moves_away() -> None:
    act("system:tests", LATER.isoformat())
    Client.objects.update(organization_id=Organization.objects.get(name="Lakeside Recovery").pk)


def unaudited() -> None:
    act(f"staff:{staff('dana')}", LATER.isoformat())
    handoff("joy", place="room 4")


def a_deed(kind: str = "change", relation: str = "", who: str = "wes") -> None:
    audit.write(cast.actor(who), "test:break", kind, [audit.About(relation=relation)], LATER)  # type: ignore[arg-type]


def an_unknown_signature() -> None:
    act("system:Wes H", LATER.isoformat())
    audit.write(
        replace(cast.actor("wes"), staff_id=None, label="Wes H"), "x", "change", [audit.About()], LATER
    )


def timeless() -> None:
    act("staff:1", "")
    handoff("joy", place="room 4")


def unknown_state() -> None:
    """The trigger that knows the moves speaks first, so only the owner without it can get as far as this."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE handoffs_handoff DISABLE TRIGGER handoff_life")
        cursor.execute("UPDATE handoffs_handoff SET state = 'lost'")


def nobody_comes_who_left() -> None:
    Staff.objects.filter(source_id="bea").update(is_active=False)
    Ring.objects.filter(state="ringing").update(state="stopped")
    Call.objects.filter(ended_at=None).update(ended_at=LATER, outcome="stopped")
    handoff("joy", state="coming", receiver_id=staff("bea"), to_program_id=program("Counseling"))


def it_goes_where_nobody_is_received() -> None:
    Program.objects.filter(name="Counseling").update(receives=False)
    handoff("joy", to_program_id=program("Counseling"))


BREAKS: dict[str, Callable[[], object]] = {
    **CALLING,
    **PEOPLE,
    **PLACES,
    **BLOCKS,
    **ETIQUETTE,
    **LISTINGS,
    **MEETINGS,
    **TALK,
    # the directory
    "organization_has_a_name": a_row_of(Organization, name=""),
    "organization_is_imported_once": twice(Organization),
    "site_closes_after_it_opens": everybody_of(Site, closes_at="07:00"),
    "site_is_imported_once": twice(Site),
    "program_engagement_rule_is_possible": everybody_of(Program, first_visit_within_days=0),
    "program_has_one_name_at_a_site": a_row_of(Program),
    "program_is_imported_once": twice(Program),
    "staff_has_a_given_name": everybody_of(Staff, given=""),
    "staff_comes_back_after_leaving": everybody_of(Staff, away_from="2026-05-02", away_until="2026-05-02"),
    "staff_is_not_their_own_deputy": everybody_of(Staff, deputy_id=F("id")),
    "staff_is_imported_once": twice(Staff),
    "staff_has_one_role_in_a_program": a_row_of(Membership),
    "membership_role_is_known": everybody_of(Membership, role="boss"),
    # clients and presence
    "client_has_a_name": everybody_of(Client, given="", family=""),
    "client_pronoun_is_known": everybody_of(Client, pronoun="it"),
    "client_is_imported_once_per_organization": twice(Client),
    "presence_status_is_known": everybody_of(Presence, status="maybe"),
    "presence_ends_after_it_was_declared": everybody_of(Presence, until=F("declared_at")),
    # the handoff
    "handoff_state_is_known": unknown_state,
    "handoff_urgency_is_known": lambda: handoff("joy", urgency="soon"),
    "handoff_setting_is_known": lambda: handoff("joy", setting="letter"),
    "handoff_only_after_a_yes": lambda: another_handoff("marcus", state="seeking"),
    "handoff_shared_means_first_contact": lambda: handoff("ana", state="shared"),
    "handoff_engaged_at_is_known": lambda: handoff("marisol", state="engaged"),
    "handoff_closes_for_a_listed_reason_by_a_name": lambda: handoff("joy", state="closed", closed_at=NOW),
    "handoff_drop_has_a_reason": lambda: handoff("joy", state="promised"),
    "handoff_urgent_drop_names_a_supervisor": lambda: handoff(
        "joy", state="promised", drop_reason="away", urgency="urgent"
    ),
    "handoff_pause_has_a_reason": lambda: handoff("joy", paused_at=NOW),
    "client_has_one_open_handoff_per_need_and_program": lambda: another_handoff("joy"),
    "receiver_comes_to_one_client_at_a_time": lambda: handoff("joy", state="coming", receiver_id=staff("tomas")),
    "handoff_moves_only_along_its_life": lambda: handoff("joy", state="not_now", answer="not_now"),
    "handoff_keeps_its_client_and_answer": lambda: handoff("joy", client_id=cast.client("kofi")),
    "handoff_stays_inside_one_organization": lambda: handoff("joy", to_program_id=program("Lakeside counseling")),
    "handoff_avoids_part2_programs": lambda: handoff("joy", to_program_id=program("Recovery house")),
    "handoff_goes_where_somebody_receives": it_goes_where_nobody_is_received,
    "handoff_never_for_a_deceased_client": lambda: (
        Client.objects.filter(source_id="kofi").update(is_deceased=True),
        another_handoff("joy", client_id=cast.client("kofi")),
    ),
    "program_with_open_handoffs_keeps_its_boundary": everybody_of(Program, is_part2=True),
    "client_with_handoffs_stays_in_the_organization": a_client_moves_away,
    "deceased_client_has_no_open_handoff": everybody_of(Client, is_deceased=True),
    # hands
    "hand_side_is_known": lambda: hand("joy", "middle", "bea", MINUTE),
    "hand_span_is_never_empty": lambda: hand("joy", "receiving", "bea", MINUTE, MINUTE),
    "hand_side_has_one_holder": lambda: hand("joy", "sending", "bea", MINUTE),
    "hand_side_never_overlaps": lambda: hand("joy", "sending", "bea", MINUTE, 2 * MINUTE),
    "hand_is_held_by_a_role_that_can": held_by_the_front_desk,
    "hand_is_held_by_active_staff": lambda: hand("joy", "receiving", "lena", MINUTE),
    "hand_is_never_rewritten": lambda: Hand.objects.filter(handoff=of("joy")).update(staff_id=staff("bea")),
    "handoff_is_never_between_hands": lambda: Hand.objects.filter(handoff=of("joy")).update(ended_at=LATER),
    "handoff_is_held_without_a_hole": hole,
    "staff_who_hold_stay_active": lambda: Staff.objects.filter(source_id="wes").update(is_active=False),
    "staff_who_are_awaited_stay_active": lambda: Staff.objects.filter(source_id="ruben").update(is_active=False),
    "receiver_who_comes_is_active_staff": nobody_comes_who_left,
    "staff_on_leave_have_no_deadline": lambda: Staff.objects.filter(source_id="wes").update(
        away_from=NOW.date(), away_until=None
    ),
    "pass_side_is_known": lambda: a_pass(side="middle"),
    "pass_state_is_known": lambda: a_pass(state="accepted"),
    "handoff_has_one_open_pass_per_side": lambda: (a_pass(), a_pass()),
    "relief_state_is_known": lambda: a_relief(state="lost"),
    "handoff_has_one_open_relief": lambda: (a_relief(), a_relief()),
    # calls
    "call_outcome_is_known": lambda: Call.objects.filter(ended_at=None).update(outcome="stopped"),
    "handoff_has_one_open_call": lambda: again(Call, handoff=of("joy"), ended_at=None, outcome=""),
    "call_rings_three_at_most": lambda: ring(slot=1),
    "call_is_accepted_by_one_receiver": lambda: (
        ring(state="accepted"), ring(state="accepted", staff_id=staff("imani"), slot=3)
    ),
    "receiver_is_rung_by_one_call": lambda: ring(staff_id=staff("ruben"), wave=2),
    "receiver_is_rung_once_a_wave": lambda: ring(staff_id=staff("ruben"), state="later"),
    "ring_state_is_known": lambda: ring(state="lost"),
    "ring_slot_is_one_of_three": lambda: ring(slot=4),
    "ring_expires_after_it_began": lambda: ring(expires_at=NOW),
    "pages_stop_when_somebody_comes": lambda: handoff(
        "joy", state="coming", receiver_id=staff("grace"), to_program_id=program("Counseling")
    ),
    "pages_stop_when_the_call_ends": lambda: Call.objects.filter(ended_at=None).update(
        ended_at=LATER, outcome="stopped"
    ),
    # watches, promises, visits
    "handoff_has_one_open_watch": lambda: again(Watch, handoff=of("joy"), closed_at=None),
    "handoff_is_never_silent": lambda: Watch.objects.filter(handoff=of("joy")).update(closed_at=LATER),
    "watch_kind_is_known": everybody_of(Watch, kind="wait"),
    "watch_tells_no_earlier_than_it_is_due": everybody_of(Watch, next_at=F("due_at") - MINUTE),
    "watch_is_due_before_any_obligation": lambda: Promise.objects.update(due_at=LATER),
    "watch_tells_a_person_once_a_step": lambda: [
        Notice.objects.create(
            staff_id=staff("wes"), handoff=of("joy"), kind="watch_meet", told_at=NOW, step=1,
            watch=Watch.objects.get(handoff=of("joy"), closed_at=None),
        )
        for _ in range(2)
    ],
    "promise_state_is_known": everybody_of(Promise, state="lost"),
    "promise_channel_is_known": everybody_of(Promise, channel="owl"),
    "promise_is_due_after_it_was_made": everybody_of(Promise, due_at=F("made_at")),
    "handoff_has_one_open_promise": second_promise,
    "promised_handoff_has_one_open_promise": everybody_of(Promise, state="kept", ended_at=LATER),
    "visit_state_is_known": everybody_of(Visit, state="lost"),
    "visit_ends_after_it_starts": everybody_of(Visit, ends_at=F("starts_at")),
    "visit_never_overlaps_for_one_person": overlapping_visit,
    "attempt_channel_is_known": lambda: an_attempt(channel="owl"),
    "attempt_result_is_known": lambda: an_attempt(result="lost"),
    # words
    "summary_severity_is_known": lambda: Summary.objects.create(handoff=of("marisol"), severity="bad"),
    "read_back_has_a_name": lambda: Summary.objects.create(handoff=of("marisol"), read_back_at=NOW),
    "action_has_one_owner": lambda: an_action(owner_id=staff("wes")),
    "action_says_what": lambda: an_action(what=""),
    # history
    "history_names_an_actor": nameless,
    "history_names_a_time": timeless,
    "history_has_a_known_actor": unknown_name,
    "history_is_append_only": lambda: HistoryEntry.objects.update(label=""),
    "what_belongs_to_a_handoff_stays": lambda: Watch.objects.filter(handoff=of("joy")).delete(),
    "history_is_written_by_what_happens": lambda: again(HistoryEntry),
    "moves_change_only_by_migration": lambda: sql("INSERT INTO handoffs_allowed_move VALUES ('closed', 'seeking')"),
    "open_handoff_has_a_last_rung": everybody_of(Program, duty_id=None, last_rung_id=None, supervisor_id=None),
    "history_chain_never_forks": forked_history,
    # the audit
    "audit_kind_is_known": lambda: a_deed(kind="gossip"),
    "audit_relation_is_known": lambda: a_deed(relation="cousin"),
    "audit_names_who_acts": lambda: a_deed(who="dana"),
    "audit_has_a_known_actor": an_unknown_signature,
    "change_by_a_person_is_audited": unaudited,
    # the demo's clock
    "demo_clock_is_one": lambda: sql("INSERT INTO platform_demo_clock (one) VALUES (false)"),
    "demo_clock_only_moves_forward": lambda: sql("UPDATE platform_demo_clock SET moved_by = '-1 second'"),
}  # fmt: skip
