"""Being in a session with a client, whose name is not kept here: begin, ask about a pause, come back, end."""

from datetime import datetime, timedelta
from typing import Final

from handclasp.availability.commands.presence import declare
from handclasp.availability.models import Pause, Presence, Session
from handclasp.availability.queries.sessions import sessions_now, sessions_overdue
from handclasp.directory.checks import line
from handclasp.directory.models import Site, Staff
from handclasp.domain import etiquette
from handclasp.domain.etiquette_words import LANGUAGES
from handclasp.platform.actor import WATCHES, Actor
from handclasp.platform.db import acting
from handclasp.platform.live import tell
from handclasp.platform.refusals import Refusal

LONGEST: Final = timedelta(hours=4)


def start_session(
    actor: Actor, now: datetime, *, room: str, language: str, ends_at: datetime | None, agreed: bool | None,
    site_id: int | None = None,
) -> Session:  # fmt: skip
    """Begin a session until `ends_at`; `agreed` is what its client said about a pause (None: not asked).

    It is at the person's own site unless `site_id` says another of their organization's. Declares `with_client` until
    the end. Refuses `unknown_choice`, `until_is_past`, `until_too_far` (more than four hours), `not_staff`,
    `session_open` and `room_in_session`.
    """
    room = line(room)
    _check(language, ends_at, now)
    assert ends_at is not None
    with acting(actor, now, "session:keep") as deed:
        person = _locked_person(actor)
        _end_what_is_over(person.pk, now)
        session = Session.objects.create(
            staff=person, site_id=_site(person, site_id), room=room, language=language, started_at=now, ends_at=ends_at,
            told_at=None if agreed is None else now, agreed=agreed,
        )  # fmt: skip
        deed.on(f"session:{session.pk}")
        declare(actor, Presence.WITH_CLIENT, ends_at, now)
    return session


def note_answer(actor: Actor, agreed: bool, now: datetime) -> None:
    """Note what the client of the open session says about a pause now: they may change their mind at any time.

    Refuses `session_client_said_no` for a yes after the client's own no on the tablet, which stands to the end.
    """
    with acting(actor, now, "session:keep") as deed:
        session = _own_open(actor)
        deed.on(f"session:{session.pk}")
        if agreed:
            if session.client_said_no:
                raise Refusal("session_client_said_no")
            # The yes under which a pause happened stays on record as it was given.
            told_at = session.told_at if session.pauses.exists() else now
            _write(session, agreed=True, told_at=told_at, withdrawn_at=None)
        elif session.agreed:
            withdraw(session, now)
        else:
            _write(session, agreed=False, told_at=now)
        _tell(session)


def come_back(actor: Actor, now: datetime) -> None:
    """Say that one is back in the session: its pause ends, and its time is given back. Twice changes nothing."""
    with acting(actor, now, "session:keep") as deed:
        session = _own_open(actor)
        deed.on(f"session:{session.pk}")
        end_pause(session, Pause.CLINICIAN, now)


def end_session(actor: Actor, now: datetime, then: str = Presence.OPEN) -> None:
    """End the open session, and declare `then` (open or off); what its client showed is erased.

    Refuses `session_over` where none is open, and `unknown_choice`.
    """
    if then not in {Presence.OPEN, Presence.OFF}:
        raise Refusal("unknown_choice")
    with acting(actor, now, "session:keep") as deed:
        _locked_person(actor)
        session = _own_open(actor)
        deed.on(f"session:{session.pk}")
        close(session, now)
        declare(actor, then, None, now)


def begin_pause(session_id: int, now: datetime) -> bool:
    """Let the person of a session be called out of it, inside the caller's transaction; False where it is over.

    Refuses with the code of `domain.etiquette` where the session may not be interrupted.
    """
    person = Session.objects.values_list("staff_id", flat=True).get(pk=session_id)
    list(Staff.objects.select_for_update(no_key=True).filter(pk=person).values_list("pk"))
    session = Session.objects.select_for_update().get(pk=session_id)
    running = sessions_now([session.staff_id], now).get(session.staff_id)
    if running is None or running.session_id != session_id:
        return False
    if running.why_not:
        raise Refusal(running.why_not)
    Pause.objects.create(
        session=session, staff_id=session.staff_id, began_at=now, back_by=etiquette.back_by(now)
    )
    _tell(session)
    return True


def end_pause(session: Session, ended_by: str, now: datetime) -> bool:
    """End the pause of a locked session and move its end by the time that it took; False where none is open.

    A pause that ends with its session gives nothing back: no time is left in which it could be. One that the client
    called back is not ended by a sender, so that the walk back is given back too.
    """
    pause = Pause.objects.filter(session=session, ended_at=None).first()
    if pause is None or (pause.called_at and ended_by == Pause.SENDER):
        return False
    by = Pause.CLIENT if pause.called_at and ended_by == Pause.CLINICIAN else ended_by
    _write(pause, ended_at=max(now, pause.began_at), ended_by=by)
    if ended_by == Pause.SESSION:
        return True
    back = etiquette.given_back(pause.began_at, now)
    _write(session, ends_at=session.ends_at + back, given_back=back)
    Presence.objects.filter(staff_id=session.staff_id, status=Presence.WITH_CLIENT).update(
        until=session.ends_at
    )
    _tell(session)
    return True


def ask_back(session: Session, now: datetime) -> None:
    """Write down that the client of a locked session asks its clinician back; the pause ends when they say they are."""
    pause = Pause.objects.filter(session=session, ended_at=None, called_at=None).first()
    if pause is not None:
        _write(pause, called_at=max(now, pause.began_at))


def end_pause_of(session_id: int, ended_by: str, now: datetime) -> bool:
    """Lock a session and end its pause, inside the caller's transaction; False where none is open."""
    session = Session.objects.select_for_update().get(pk=session_id)
    return session.ended_at is None and end_pause(session, ended_by, now)


def refuse_pauses(session: Session, now: datetime) -> None:
    """Write down that the client of a locked session wants no pause, by their own hand: no yes follows in it."""
    if session.agreed is None:
        _write(session, agreed=False, told_at=now)
    elif session.agreed and session.withdrawn_at is None:
        withdraw(session, now)
    _write(session, client_said_no=True)
    ask_back(session, now)


def withdraw(session: Session, now: datetime) -> None:
    """Write down that the client of a locked session wants no pause any more."""
    _write(session, withdrawn_at=now)


def close(session: Session, now: datetime) -> None:
    """End a locked session and its pause; the database erases what its client showed."""
    end_pause(session, Pause.SESSION, now)
    _write(session, ended_at=max(now, session.started_at))
    _tell(session)


def close_forgotten(now: datetime) -> int:
    """End the sessions that nobody ended half an hour after their time; return how many."""
    done = 0
    for session_id in sessions_overdue(now, etiquette.FORGOTTEN_AFTER):
        with acting(WATCHES, now, "session:keep"):
            free = Session.objects.select_for_update(skip_locked=True).filter(pk=session_id, ended_at=None)
            for session in free:
                close(session, now)
                done += 1
    return done


def _check(language: str, ends_at: datetime | None, now: datetime) -> None:
    if language not in LANGUAGES or ends_at is None:
        raise Refusal("unknown_choice")
    if ends_at <= now:
        raise Refusal("until_is_past")
    if ends_at - now > LONGEST:
        raise Refusal("until_too_far")


def _locked_person(actor: Actor) -> Staff:
    """Lock the person before any session, as rings and pauses do, so that nobody waits in a circle."""
    rows = Staff.objects.select_for_update(no_key=True).filter(pk=actor.person, is_active=True)
    person = rows.first()
    if person is None:
        raise Refusal("not_staff")
    return person


def _site(person: Staff, site_id: int | None) -> int | None:
    if site_id is None:
        return person.site_id
    if not Site.objects.filter(pk=site_id, organization_id=person.organization_id).exists():
        raise Refusal("unknown_choice")
    return site_id


def _end_what_is_over(staff_id: int, now: datetime) -> None:
    for session in Session.objects.select_for_update().filter(
        staff_id=staff_id, ended_at=None, ends_at__lte=now
    ):
        close(session, now)


def _own_open(actor: Actor) -> Session:
    session = Session.objects.select_for_update().filter(staff_id=actor.person, ended_at=None).first()
    if session is None:
        raise Refusal("session_over")
    return session


def _write(row: Session | Pause, **columns: object) -> None:
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=list(columns))


def _tell(session: Session) -> None:
    home = Staff.objects.values_list("organization_id", flat=True).get(pk=session.staff_id)
    tell([f"org:{home}", f"staff:{session.staff_id}"])
