"""What breaks the rules about sessions, their one pause, rooms' tablets and questions."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from handclasp.availability.commands.sessions import close
from handclasp.availability.models import Pause, Question, RoomTablet, Session, ShownNote
from handclasp.directory.models import Program, Site, Staff
from handclasp.handoffs.models import Ring
from tests.cast import DAY, MINUTE, NOW, of, staff

LATER = NOW + 5 * MINUTE


def a_session(key: str = "grace", **changes: object) -> Session:
    usual = {
        "staff_id": staff(key), "started_at": NOW, "ends_at": NOW + 50 * MINUTE, "told_at": NOW, "agreed": True,
    }  # fmt: skip
    return Session.objects.create(**(usual | changes))  # type: ignore[arg-type]


def a_pause(session: Session | None = None, **changes: object) -> Pause:
    session = session or a_session()
    usual: dict[str, object] = {
        "session": session, "staff_id": session.staff_id, "began_at": LATER, "back_by": LATER + 10 * MINUTE,
    }  # fmt: skip
    return Pause.objects.create(**(usual | changes))


def a_tablet(**changes: object) -> RoomTablet:
    home = Site.objects.get(name="Main Street")
    usual: dict[str, object] = {
        "organization_id": home.organization_id, "site": home, "room": "Office 2", "token_hash": "a" * 64,
        "paired_at": NOW,
    }  # fmt: skip
    return RoomTablet.objects.create(**(usual | changes))


def a_ring(key: str = "grace", **changes: object) -> Ring:
    before = Ring.objects.filter(call__handoff=of("joy")).latest("pk")
    usual: dict[str, object] = {
        "call": before.call, "staff_id": staff(key), "program_id": before.program_id, "wave": 9, "slot": 3,
        "rung_at": LATER, "expires_at": LATER + MINUTE,
    }  # fmt: skip
    return Ring.objects.create(**(usual | changes))


def a_second_pause_on_the_day(at: datetime = LATER) -> None:
    Staff.objects.filter(pk=staff("grace")).update(interruptions_a_day=1)
    first = a_session()
    pause = a_pause(first)
    pause.ended_at, pause.ended_by = at, "clinician"
    pause.save()
    close(first, at + MINUTE)
    a_pause(a_session(started_at=at + MINUTE, ends_at=at + 50 * MINUTE), began_at=at + 2 * MINUTE,
            back_by=at + 3 * MINUTE)  # fmt: skip


def a_yes_is_dated_anew_after_the_pause() -> None:
    session = a_session()
    a_pause(session)
    Session.objects.filter(pk=session.pk).update(told_at=LATER + MINUTE)


def an_ended_session_goes_on() -> None:
    session = a_session(ended_at=LATER)
    session.ends_at += DAY
    session.save()


def a_pause_is_rewritten() -> None:
    pause = a_pause()
    pause.began_at -= MINUTE
    pause.save()


def a_session_ends_before_its_pause() -> None:
    a_pause(session := a_session())
    session.ended_at = LATER + MINUTE
    session.save()


def a_note_for_somebody_else() -> None:
    ShownNote.objects.bulk_create(
        [ShownNote(session=a_session(), staff_id=staff("wes"), body="mine", shown_at=LATER)]
    )


ETIQUETTE: Final[dict[str, Callable[[], object]]] = {
    "person_is_in_one_session_at_a_time": lambda: (a_session(), a_session()),
    "room_holds_one_session": lambda: [
        a_session(key, site=Site.objects.get(name="Main Street"), room=room)
        for key, room in (("grace", "ΑΊΘΟΥΣΑ 2"), ("wes", "αίθουσα 2"))
    ],
    "session_ends_after_it_began": lambda: a_session(ends_at=NOW),
    "session_answer_comes_with_its_time": lambda: a_session(told_at=None),
    "clients_own_no_stands": lambda: a_session(client_said_no=True),
    "session_language_is_known": lambda: a_session(language="tlh"),
    "session_gives_time_back_only": lambda: a_session(given_back=timedelta(minutes=-1)),
    "session_is_interrupted_once": lambda: (a_pause(session := a_session()), a_pause(session)),
    "pause_lasts_ten_minutes_at_most": lambda: a_pause(back_by=LATER + 11 * MINUTE),
    "pause_says_who_ended_it": lambda: a_pause(ended_at=LATER + MINUTE),
    "pause_is_called_back_after_it_began": lambda: a_pause(called_at=LATER - MINUTE),
    "pause_lies_inside_its_session": lambda: a_pause(began_at=NOW - MINUTE, back_by=NOW),
    "pause_only_where_the_client_agreed": lambda: a_pause(a_session(agreed=False)),
    "pauses_stay_within_the_day": a_second_pause_on_the_day,
    "pause_is_never_rewritten": a_pause_is_rewritten,
    "ended_session_does_not_change": an_ended_session_goes_on,
    "session_ends_after_its_pause": a_session_ends_before_its_pause,
    "yes_before_a_pause_stands": a_yes_is_dated_anew_after_the_pause,
    "note_is_shown_in_its_session": a_note_for_somebody_else,
    "tablet_token_opens_one_room": lambda: (a_tablet(), a_tablet()),
    "tablet_code_is_used_for_one_room": lambda: [
        a_tablet(token_hash=None, paired_at=None, code_hash="b" * 64) for _ in range(2)
    ],
    "tablet_keeps_hashes_only": lambda: a_tablet(token_hash="the token itself"),
    "tablet_is_paired_or_waits_for_its_code": lambda: a_tablet(paired_at=None),
    "tablet_stands_in_a_room": lambda: a_tablet(room=""),
    "question_language_is_known": lambda: Question.objects.create(
        staff_id=staff("grace"), language="tlh", text="Why?"
    ),
    "question_asks_something": lambda: Question.objects.create(
        staff_id=staff("grace"), language="en", text=""
    ),
    "staff_interruptions_a_day_are_few": lambda: Staff.objects.update(interruptions_a_day=11),
    "program_interruptions_a_day_are_few": lambda: Program.objects.update(interruptions_a_day=-1),
    "ring_interrupts_only_with_leave": lambda: (a_session(agreed=False), a_ring()),
}
