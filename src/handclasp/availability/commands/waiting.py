"""What a client can do on the room's tablet while their clinician is called out; the tablet's token is all it has.

`meant` is the mark of the page that was pressed (`queries.tablets.mark_of`): a page of an earlier client does nothing
to the session of the next one. None means whichever session is in the room now.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from handclasp.availability.commands.sessions import ask_back, refuse_pauses
from handclasp.availability.models import Pause, Session, ShownNote
from handclasp.availability.queries.tablets import is_marked, session_in, tablet_of
from handclasp.directory.checks import paragraphs
from handclasp.directory.models import Staff
from handclasp.platform.actor import TABLET
from handclasp.platform.db import acting
from handclasp.platform.live import tell
from handclasp.platform.refusals import Refusal

LONGEST_NOTE: Final = 2_000


def call_back(token: str, now: datetime, meant: str | None = None) -> None:
    """Ask the clinician back: every page of theirs and the introduction's say so at once, until they say they are back.

    Twice changes nothing. Refuses `tablet_over` and `tablet_page_old`.
    """
    with _session_of(token, now, meant) as session:
        if session is not None:
            ask_back(session, now)


def take_back_yes(token: str, now: datetime, meant: str | None = None) -> None:
    """Write down that the client in this room wants no pause, asked or not; from a running one they are asked back.

    It stands for the rest of the session. Refuses `tablet_over` and `tablet_page_old`.
    """
    with _session_of(token, now, meant) as session:
        if session is not None:
            refuse_pauses(session, now)


def show_note(token: str, words: str, now: datetime, meant: str | None = None) -> bool:
    """Show the clinician what the client wrote, until the session ends; return whether there was anything to show.

    Refuses `tablet_over`, `tablet_page_old`, `session_over` (no pause runs), `text_too_long` and `text_unreadable`.
    """
    with _session_of(token, now, meant) as session:
        if session is None or not Pause.objects.filter(session=session, ended_at=None).exists():
            raise Refusal("session_over")
        body = paragraphs(words).strip()
        if len(body) > LONGEST_NOTE:
            raise Refusal("text_too_long")
        if body:
            # One statement without reading: the tablet may write this row and never see it.
            note = ShownNote(session=session, staff_id=session.staff_id, body=body, shown_at=now)
            ShownNote.objects.bulk_create([note])
    return bool(body)


@contextmanager
def _session_of(token: str, now: datetime, meant: str | None) -> Iterator[Session | None]:
    """Open a transaction of the tablet's with the session of its room locked, and tell the clinician's pages."""
    with acting(TABLET, now, "session:keep"):
        tablet = tablet_of(token)
        if tablet is None:
            raise Refusal("tablet_over")
        found = session_in(tablet)
        rows = Session.objects.select_for_update(of=("self",)).filter(ended_at=None)
        session = rows.filter(pk=found.pk).first() if found else None
        if meant is not None and not is_marked(meant, tablet, session):
            raise Refusal("tablet_page_old")
        yield session
        if session is not None:
            home = Staff.objects.values_list("organization_id", flat=True).get(pk=session.staff_id)
            tell([f"org:{home}", f"staff:{session.staff_id}"])
