"""Broken rules, named: one constraint, one reason code. The words for people stand in `domain.refusals`."""

# Constraint in PostgreSQL -> reason code. A rule that no person can meet is not listed: breaking it is a defect.
REASONS: dict[str, str] = {
    "handoff_moves_only_along_its_life": "already_moved_on",
    "handoff_stays_inside_one_organization": "other_organization",
    "handoff_avoids_part2_programs": "part2_program",
    "client_has_one_open_handoff_per_need_and_program": "already_open",
    "handoff_never_for_a_deceased_client": "client_deceased",
    "handoff_has_one_open_call": "already_calling",
    "call_is_accepted_by_one_receiver": "somebody_else_comes",
    "receiver_is_rung_by_one_call": "receiver_busy",
    "receiver_comes_to_one_client_at_a_time": "coming_elsewhere",
    "visit_never_overlaps_for_one_person": "visit_overlaps",
    "deceased_client_has_no_open_handoff": "changed_by_now",  # a yes in the same instant
    "hand_is_held_by_active_staff": "not_active_staff",
    "staff_who_hold_stay_active": "still_holding",
    "staff_who_are_awaited_stay_active": "still_awaited",
    "receiver_who_comes_is_active_staff": "not_active_staff",
    "staff_on_leave_have_no_deadline": "leave_over_deadline",
    "program_with_open_handoffs_keeps_its_boundary": "program_has_open_handoffs",
    "open_handoff_has_a_last_rung": "last_rung_needed",
    "handoff_has_one_open_pass_per_side": "pass_already_asked",
    "handoff_has_one_open_promise": "already_promised",
    "program_has_one_name_at_a_site": "name_taken",
    "room_has_one_name_at_a_site": "room_taken",
    "room_walk_stays_at_one_site": "not_one_site",
    "site_walks_take_minutes": "walk_too_long",
    "retired_program_receives_nobody": "program_retired",
    "handoff_goes_where_somebody_receives": "program_retired",
    "program_rings_in_a_possible_way": "calling_not_possible",
    "program_offers_a_possible_wait": "calling_not_possible",
    "program_interruptions_a_day_are_few": "calling_not_possible",
    "program_engagement_rule_is_possible": "rule_impossible",
    "need_has_one_name_in_an_organization": "need_name_taken",
    "need_has_one_code_in_an_organization": "changed_by_now",  # two who add at once
    "organization_keeps_an_administrator": "last_admin",
    "site_closes_after_it_opens": "hours_wrong",
    "staff_is_not_their_own_deputy": "own_deputy",
    "unusual_is_looked_at_once": "changed_by_now",
    "way_is_kept_once": "way_kept",
    "person_is_in_one_session_at_a_time": "session_open",
    "clients_own_no_stands": "session_client_said_no",
    "room_holds_one_session": "room_in_session",
    "ended_session_does_not_change": "session_over",
    "session_is_interrupted_once": "session_interrupted_once",
    "pause_only_where_the_client_agreed": "session_client_no",
    "pauses_stay_within_the_day": "interruptions_used_up",
    "pause_lies_inside_its_session": "session_over",
    "pause_is_never_rewritten": "changed_by_now",
    "ring_interrupts_only_with_leave": "receiver_in_session",
    "note_is_shown_in_its_session": "session_over",
}


class Refusal(Exception):
    """A person's request that a rule does not allow; `reason` is a code of `domain.refusals`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def refusal_for_constraint(name: str) -> str | None:
    """Return the reason code for a constraint's name, or None where no person can meet it."""
    return REASONS.get(name)
