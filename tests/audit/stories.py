"""Every command that somebody gives, each with a short story that ends in it.

A story brings the clinic to where the command makes sense, and returns who gives it and the command itself.
"""

from collections.abc import Callable
from typing import Any

from handclasp.availability import commands as availability
from handclasp.clients import commands as clients
from handclasp.directory.commands import (
    invitations,
    organizations,
    roles,
    second_factor,
    sessions,
)
from handclasp.directory.commands import staff as people
from handclasp.directory.models import Office, Site, Staff
from handclasp.handoffs.commands import asking, calling, closing, meeting, passing, pausing, promising, visits
from handclasp.handoffs.models import Action, Notice, Pass
from tests import cast
from tests.audit.stories_blocks import BLOCKS
from tests.audit.stories_etiquette import ETIQUETTE
from tests.audit.stories_meeting import MEETINGS
from tests.audit.stories_places import PLACES
from tests.audit.stories_talk import TALK
from tests.cast import DAY, MINUTE, NOW, actor, need, program, ring_of, staff

SOON = NOW + 5 * MINUTE
LATER = SOON + MINUTE
STORIES: dict[Callable[..., Any], Callable[[], tuple[Any, ...]]] = {**MEETINGS, **TALK}
# What is not given by somebody at a page, or proved elsewhere, each with the reason.
ELSEWHERE = {
    "handoffs.commands.auditing.note_search": "tests/audit/test_page.py",
    "handoffs.commands.auditing.note_look": "tests/audit/test_unusual.py",
    "handoffs.commands.steps.changing": "what commands are made of",
    "handoffs.commands.meeting.require_part": "what commands are made of",
    "handoffs.commands.steps.locked": "what commands are made of",
    "handoffs.commands.steps.allow": "what commands are made of",
    "handoffs.commands.steps.locked_with_siblings": "what commands are made of",
    "directory.commands.rows.found": "what commands are made of",
    "directory.commands.rows.updated": "what commands are made of",
    "directory.commands.rows.own_or": "what commands are made of",
    "directory.commands.rows.active": "what commands are made of",
    "directory.commands.organizations.create_organization": "the system's only: an import, the first people",
}


def _tell(command: Callable[..., Any], story: Callable[[], tuple[Any, ...]]) -> None:
    """Keep a story: who gives the command, then what it is given; named arguments last."""
    STORIES[command] = story


def an_administrator() -> str:
    """Let Dana administer, and return her."""
    Office.objects.get_or_create(staff_id=staff("dana"), role="admin")
    return "dana"


def _second_administrator() -> str:
    Office.objects.create(staff_id=staff("wes"), role="admin")
    return an_administrator()


def _on(command: Callable[..., Any], key: str, begin: Callable[[], Any], *rest: Any) -> None:
    """Tell a story about one handoff, whose number comes first and the time last."""
    _tell(command, lambda: (key, begin().pk, *rest, SOON))


def _ring(command: Callable[..., Any], *rest: Any) -> None:
    """Tell a story about Imani's ring, which she answers at once."""
    _tell(command, lambda: ("imani", ring_of(cast.ringing("marisol", "imani"), "imani").pk, *rest, NOW))


def _offered() -> tuple[Any, ...]:
    ring = ring_of(cast.ringing("marisol", "imani", "tomas"), "imani")
    calling.offer_later(actor("imani"), ring.pk, NOW)
    return "wes", ring.pk, SOON - 3 * MINUTE


def _asked_pass(key: str) -> tuple[Any, ...]:
    handoff = cast.said_yes()
    passing.ask_colleague(actor("wes"), handoff.pk, "sending", staff("bea"), "leave", NOW)
    return key, Pass.objects.get(handoff=handoff).pk, SOON


def _relief(key: str) -> tuple[Any, ...]:
    handoff = cast.shared()
    passing.ask_relief(actor("imani"), handoff.pk, "full", SOON)
    return key, handoff.pk, LATER


def _visit() -> tuple[Any, ...]:
    visit = visits.plan_visit(actor("imani"), cast.shared().pk, NOW + DAY, SOON)
    return "imani", visit.pk, "missed", NOW + 2 * DAY


def _step() -> tuple[Any, ...]:
    handoff = cast.shared()
    meeting.add_action(actor("wes"), handoff.pk, "Send the list", staff("imani"), None, SOON)
    return "imani", handoff.pk, Action.objects.get(handoff=handoff).pk, LATER


def _paused() -> Any:
    handoff = cast.said_yes()
    pausing.pause(actor("wes"), handoff.pk, "travel", NOW + 2 * DAY, NOW)
    return handoff


def _notice() -> tuple[Any, ...]:
    handoff = cast.shared()
    return "wes", Notice.objects.filter(staff_id=staff("wes"), handoff=handoff).latest("pk").pk, SOON


def _with_email(key: str) -> int:
    Staff.objects.filter(pk=staff(key)).update(email=f"{key}@cedar.example")
    return staff(key)


def _invited() -> int:
    invitations.invite_staff(actor(an_administrator()), NOW, _with_email("ruben"))
    return staff("ruben")


_tell(asking.record_answer, lambda: ("wes", cast.asked(), SOON))
_tell(asking.change_need, lambda: ("wes", cast.said_yes().pk, need("low_mood"), SOON))
_on(calling.start_call, "wes", cast.said_yes, 5)
_on(calling.wait_longer, "wes", cast.ringing, 2)
_on(calling.stop_call, "wes", cast.ringing)
_ring(calling.accept_ring)
_ring(calling.decline_ring, "leaving")
_ring(calling.offer_later)
_ring(calling.note_seen)
_tell(calling.take_offer, _offered)
_on(calling.withdraw, "imani", cast.coming, "leaving")
_on(calling.send_back, "wes", cast.coming)
_on(closing.close_handoff, "wes", cast.said_yes, "moved", "")
_on(meeting.mark_arrived, "imani", cast.coming)
_on(meeting.mark_everyone_present, "imani", cast.coming)
_on(meeting.save_words, "wes", cast.shared, meeting.Words(said="panic at night"), 1)
_on(meeting.read_back, "imani", cast.shared, "panic", True)
_on(meeting.add_action, "wes", cast.shared, "Send the list", None, None)
_tell(meeting.finish_action, _step)
_on(meeting.end_introduction, "imani", cast.shared)
_tell(passing.ask_colleague, lambda: ("wes", cast.said_yes().pk, "sending", staff("bea"), "leave", SOON))
_tell(passing.accept_pass, lambda: _asked_pass("bea"))
_tell(passing.answer_no, lambda: _asked_pass("bea"))
_tell(passing.assign, lambda: ("dana", cast.shared().pk, "receiving", staff("grace"), "sick", SOON))
_on(passing.ask_relief, "imani", cast.shared, "full")
_tell(passing.withdraw_relief, lambda: _relief("imani"))
_tell(passing.confirm_sender_holds, lambda: _relief("wes"))
_on(pausing.pause, "wes", cast.said_yes, "travel", NOW + 2 * DAY)
_on(pausing.resume, "wes", _paused)
_tell(
    promising.promise_contact,
    lambda: (
        "wes", cast.said_yes().pk,
        promising.Promised(staff("grace"), program("Counseling"), "call", "nobody_free"), SOON,
    ),
)  # fmt: skip
_on(promising.record_attempt, "grace", lambda: cast.promised(cast.said_yes()), "call", "reached", "")
_on(promising.seek_again, "wes", lambda: cast.promised(cast.said_yes()))
_tell(promising.see_notice, _notice)
_on(visits.plan_visit, "imani", cast.shared, NOW + DAY)
_tell(visits.record_visit, _visit)
_tell(availability.declare, lambda: ("imani", "open", None, SOON))
_tell(clients.create_client, lambda: ("wes", actor("wes").home, SOON, {"given": "Noor", "family": "Reyes"}))
_tell(invitations.invite_staff, lambda: (an_administrator(), SOON, _with_email("ruben")))
_tell(
    invitations.invite_colleague,
    lambda: (an_administrator(), SOON, {"roles": {}, "given": "Noor", "email": "noor@cedar.example"}),
)
_tell(invitations.withdraw_invitation, lambda: (an_administrator(), SOON, _invited()))
_tell(
    organizations.update_organization,
    lambda: (an_administrator(), SOON, actor("dana").home, {"phone": "541-555-0199"}),
)
_tell(organizations.create_site, lambda: (an_administrator(), SOON, actor("dana").home, {"name": "Annex"}))
_tell(
    organizations.update_site,
    lambda: (an_administrator(), SOON, Site.objects.get(name="Main Street").pk, {"name": "Main"}),
)
_tell(
    organizations.create_program,
    lambda: (an_administrator(), SOON, Site.objects.get(name="Main Street").pk, {"name": "Yoga"}),
)
_tell(
    organizations.update_program,
    lambda: (an_administrator(), SOON, program("Housing"), {"further_visits": 1, "further_within_days": 9}),
)
_tell(roles.join_program, lambda: (an_administrator(), SOON, staff("wes"), program("Housing"), "proxy"))
_tell(roles.leave_program, lambda: (an_administrator(), SOON, staff("ruben"), program("Counseling")))
_tell(roles.set_offices, lambda: (an_administrator(), SOON, staff("wes"), ["quality_director"]))
_tell(roles.give_office, lambda: (an_administrator(), SOON, staff("wes"), "quality_director"))
_tell(roles.take_office, lambda: (_second_administrator(), SOON, staff("wes"), "admin"))
_tell(roles.set_duty, lambda: (an_administrator(), SOON, program("Counseling"), staff("imani")))
_tell(roles.set_supervisor, lambda: (an_administrator(), SOON, program("Counseling"), staff("grace")))
_tell(people.create_staff, lambda: (an_administrator(), SOON, actor("dana").home, {"given": "Noor"}))
_tell(people.update_staff, lambda: (an_administrator(), SOON, staff("ruben"), {"room": "12"}))
_tell(people.link_user, lambda: (an_administrator(), SOON, staff("ruben"), None))
_tell(people.set_deputy, lambda: ("ruben", SOON, staff("ruben"), staff("grace")))
_tell(people.go_on_leave, lambda: ("ruben", SOON, staff("ruben"), (NOW + DAY).date(), None))
_tell(people.come_back, lambda: ("ruben", SOON, staff("ruben")))
_tell(people.deactivate_staff, lambda: (an_administrator(), SOON, staff("ruben")))
_tell(people.activate_staff, lambda: (an_administrator(), SOON, staff("ruben")))
_tell(second_factor.require_second_factor, lambda: (an_administrator(), ["admin"], SOON))
_tell(second_factor.reset_second_factor, lambda: (an_administrator(), staff("ruben"), SOON))
_tell(sessions.end_sessions, lambda: (an_administrator(), staff("ruben"), SOON))
_tell(sessions.end_own_session, lambda: ("ruben", "no such place", SOON))
STORIES.update(BLOCKS)
STORIES.update(ETIQUETTE)
STORIES.update(PLACES)
