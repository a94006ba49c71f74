"""Every command with its permission and what it needs to be tried; found in the code, so that none is forgotten."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import handclasp
from handclasp.handoffs.commands.asking import Asked
from handclasp.handoffs.commands.meeting import Words
from handclasp.handoffs.commands.promising import Promised
from handclasp.platform.actor import Actor
from tests import cast
from tests.cast import DAY, MINUTE, NOW
from tests.matrix.commands_blocks import block_commands
from tests.matrix.commands_etiquette import etiquette_commands
from tests.matrix.commands_meeting import meeting_commands
from tests.matrix.commands_places import places_commands
from tests.matrix.commands_talk import needs_commands, talk_commands
from tests.matrix.world import World

AT = NOW + 30 * MINUTE
HANDOFF, DIRECTORY, ONESELF, NOT_MINE, SYSTEM = "handoff", "directory", "oneself", "not mine", "system"
Arguments = Callable[[World, Actor], dict[str, Any]]
# Public functions with an actor that are no commands: what commands are made of, always inside one of them.
BLOCKS = {
    "handoffs.steps.changing": "opens the transaction of a command",
    "handoffs.meeting.require_part": "asks who takes part, inside a command",
    "handoffs.steps.locked": "locks what a command changes",
    "handoffs.steps.locked_with_siblings": "locks what a command changes",
    "handoffs.steps.allow": "asks the page of permissions for a command",
    "directory.rows.found": "looks a row of the own organization up",
    "directory.rows.updated": "writes columns for a command, and asks for its permission",
    "directory.rows.own_or": "names the permission for a command",
    "directory.rows.active": "looks a person of the own organization up",
}


@dataclass(frozen=True)
class Command:
    """How one command is tried: `about` says what decides beside the role."""

    permission: str
    about: str
    arguments: Arguments


def commands_in_the_code() -> dict[str, Callable[..., object]]:
    """Return every public function with an actor in a module of commands, by `feature.module.function`."""
    return {
        f"{module.__name__.split('.')[1]}.{module.__name__.rpartition('.')[2]}.{name}": function
        for module in _modules()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and "actor" in inspect.signature(function).parameters
    }


def _modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages(handclasp.__path__, "handclasp."):
        parts = found.name.split(".")
        if "commands" in parts[2:] and not found.ispkg:
            yield importlib.import_module(found.name)


def _handoff(permission: str, **more: Any) -> Command:
    return Command(
        permission, HANDOFF, lambda w, a: {"handoff_id": w.handoff.pk, "now": AT} | _made(more, w, a)
    )


def _directory(permission: str, about: str = DIRECTORY, **more: Any) -> Command:
    return Command(permission, about, lambda w, a: {"now": AT} | _made(more, w, a))


def _made(more: dict[str, Any], world: World, actor: Actor) -> dict[str, Any]:
    return {name: value(world, actor) if callable(value) else value for name, value in more.items()}


def _wes(world: World, actor: Actor) -> int:
    return world.wes.pk


def _me(world: World, actor: Actor) -> int:
    return actor.person


def _home(world: World, actor: Actor) -> int:
    return world.home


def _program(name: str) -> Callable[[World, Actor], int]:
    return lambda world, actor: cast.program(name)


def _site(world: World, actor: Actor) -> int:
    assert world.wes.site_id is not None
    return world.wes.site_id


def _promised(world: World, actor: Actor) -> Promised:
    return Promised(cast.staff("grace"), cast.program("Counseling"), "call", "nobody_free")


def _asked(world: World, actor: Actor) -> Asked:
    return cast.asked("marisol", need_id=cast.need("low_mood"))


GRANT, CHANGE, INVITE, SECURE = "role:grant", "directory:change", "staff:invite", "security:change"
RING, PASS, VISIT = (lambda w, a: w.ring), (lambda w, a: w.asked_pass), (lambda w, a: w.visit)

COMMANDS: dict[str, Command] = {
    **talk_commands(_handoff),
    **needs_commands(_directory, ONESELF),
    **places_commands(_directory, ONESELF),
    **meeting_commands(_handoff, _directory, ONESELF),
    "handoffs.asking.record_answer": _directory("handoff:ask", asked=_asked),
    "handoffs.asking.change_need": _handoff("handoff:call", need_id=lambda w, a: cast.need("low_mood")),
    "handoffs.calling.start_call": _handoff("handoff:call", wait_minutes=5),
    "handoffs.calling.wait_longer": _handoff("handoff:call", minutes=5),
    "handoffs.calling.stop_call": _handoff("handoff:call"),
    "handoffs.calling.send_back": _handoff("handoff:call"),
    "handoffs.calling.take_offer": _directory("handoff:call", HANDOFF, ring_id=RING),
    "handoffs.calling.withdraw": _handoff("ring:answer", reason="at_capacity"),
    "handoffs.calling.accept_ring": _directory("ring:answer", NOT_MINE, ring_id=RING),
    "handoffs.calling.decline_ring": _directory("ring:answer", NOT_MINE, ring_id=RING, reason="at_capacity"),
    "handoffs.calling.offer_later": _directory("ring:answer", NOT_MINE, ring_id=RING),
    "handoffs.calling.note_seen": _directory("ring:see", ONESELF, ring_id=RING),
    "handoffs.meeting.mark_arrived": _handoff("introduction:hold"),
    "handoffs.meeting.mark_everyone_present": _handoff("introduction:hold"),
    "handoffs.meeting.end_introduction": _handoff("introduction:hold"),
    "handoffs.meeting.save_words": _handoff("summary:write", words=Words(said="other"), version=2),
    "handoffs.meeting.read_back": _handoff("summary:write", said="heard", matches=True),
    "handoffs.meeting.add_action": _handoff("summary:write", what="Call", owner_id=None, due_on=None),
    "handoffs.meeting.finish_action": _handoff("summary:write", action_id=1),
    "handoffs.promising.promise_contact": _handoff("promise:make", promised=_promised),
    "handoffs.promising.seek_again": _handoff("promise:make"),
    "handoffs.promising.record_attempt": _handoff(
        "attempt:record", channel="call", result="no_answer", note=""
    ),
    "handoffs.promising.see_notice": _directory("notice:keep", ONESELF, notice_id=lambda w, a: w.notice),
    "handoffs.visits.plan_visit": _handoff("visit:plan", starts_at=NOW + 3 * DAY),
    "handoffs.visits.record_visit": _directory("visit:record", HANDOFF, visit_id=VISIT, outcome="cancelled"),
    "handoffs.passing.ask_colleague": _handoff("hand:pass", side="sending", taker_id=_wes, reason="leave"),
    "handoffs.passing.accept_pass": _directory("hand:answer", NOT_MINE, pass_id=PASS),
    "handoffs.passing.answer_no": _directory("hand:answer", NOT_MINE, pass_id=PASS),
    "handoffs.passing.assign": _handoff("hand:assign", side="sending", taker_id=_wes, reason="leave"),
    "handoffs.passing.ask_relief": _handoff("relief:ask", reason="too much"),
    "handoffs.passing.withdraw_relief": _handoff("relief:ask"),
    "handoffs.passing.confirm_sender_holds": _handoff("relief:confirm"),
    "handoffs.pausing.pause": _handoff("handoff:pause", reason="hospital", review_at=NOW + 3 * DAY),
    "handoffs.pausing.resume": _handoff("handoff:pause"),
    "handoffs.closing.close_handoff": _handoff("handoff:close", reason="moved", note=""),
    "handoffs.auditing.note_search": _directory("audit:read", ONESELF, client_id=None, subject="staff:1"),
    "handoffs.auditing.note_look": Command(
        "audit:read", ONESELF, lambda w, a: {"now": AT, "rule": "none", "about": "", "note": "seen"}
    ),
    "clients.commands.create_client": _directory("client:add", organization_id=_home, given="Ada"),
    **block_commands(_directory, ONESELF),
    **etiquette_commands(_directory, ONESELF),
    "availability.presence.declare": _directory("presence:declare", ONESELF, status="open", until=None),
    "directory.organizations.create_organization": _directory(CHANGE, SYSTEM, name="Third", time_zone="UTC"),
    "directory.organizations.update_organization": _directory(
        CHANGE, organization_id=_home, phone="541-555-0101"
    ),
    "directory.organizations.create_site": _directory(CHANGE, organization_id=_home, name="Other"),
    "directory.organizations.update_site": _directory(CHANGE, site_id=_site, name="Other"),
    "directory.organizations.create_program": _directory(CHANGE, site_id=_site, name="Other"),
    "directory.organizations.update_program": _directory(
        CHANGE, program_id=_program("Housing"), name="Other"
    ),
    "directory.roles.join_program": _directory(
        GRANT, staff_id=_wes, program_id=_program("Housing"), role="clinician"
    ),
    "directory.roles.leave_program": _directory(GRANT, staff_id=_wes, program_id=_program("Recovery house")),
    "directory.roles.set_offices": _directory(GRANT, staff_id=_wes, roles=["quality_director"]),
    "directory.roles.give_office": _directory(GRANT, staff_id=_wes, role="admin"),
    "directory.roles.take_office": _directory(GRANT, staff_id=_wes, role="privacy_officer"),
    "directory.roles.set_duty": _directory(GRANT, program_id=_program("Housing"), staff_id=_wes),
    "directory.roles.set_supervisor": _directory(GRANT, program_id=_program("Housing"), staff_id=_wes),
    "directory.staff.create_staff": _directory(CHANGE, organization_id=_home, given="New"),
    "directory.staff.update_staff": _directory(CHANGE, staff_id=_wes, room="9"),
    "directory.staff.link_user": _directory(CHANGE, staff_id=_wes, user_id=None),
    "directory.staff.set_deputy": _directory(CHANGE, staff_id=_wes, deputy_id=lambda w, a: cast.staff("bea")),
    "directory.staff.go_on_leave": _directory(CHANGE, staff_id=_wes, first=NOW.date(), back=None),
    "directory.staff.come_back": _directory(CHANGE, staff_id=_wes),
    "directory.staff.go_on_leave (oneself)": _directory(
        "leave:declare", ONESELF, staff_id=_me, first=NOW.date(), back=None
    ),
    "directory.staff.come_back (oneself)": _directory("leave:declare", ONESELF, staff_id=_me),
    "directory.staff.set_deputy (oneself)": _directory(
        "leave:declare", ONESELF, staff_id=_me, deputy_id=None
    ),
    "directory.staff.deactivate_staff": _directory(CHANGE, staff_id=lambda w, a: cast.staff("tomas")),
    "directory.staff.activate_staff": _directory(CHANGE, staff_id=_wes),
    "directory.invitations.invite_staff": _directory(INVITE, staff_id=_wes),
    "directory.invitations.invite_colleague": _directory(
        INVITE, ONESELF, roles={}, given="New", email="new@example.org"
    ),
    "directory.invitations.withdraw_invitation": _directory(INVITE, staff_id=_wes),
    "directory.second_factor.require_second_factor": _directory(SECURE, ONESELF, roles=["admin"]),
    "directory.second_factor.reset_second_factor": _directory(SECURE, staff_id=_wes),
    "directory.sessions.end_sessions": _directory(SECURE, staff_id=_wes),
    "directory.sessions.end_sessions (oneself)": _directory("account:keep", ONESELF, staff_id=_me),
    "directory.sessions.end_own_session": _directory("account:keep", ONESELF, name="none"),
}
