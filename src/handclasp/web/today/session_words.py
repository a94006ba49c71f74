"""One's own session, as the presence control on Today says it."""

from datetime import datetime
from typing import Final

from handclasp.availability.queries.sessions import sessions_now
from handclasp.platform.actor import Actor
from handclasp.web.shell.times import until_words

BEGIN: Final = "Begin a session"


def session_words(actor: Actor, now: datetime) -> str:
    """Return what leads to one's session: begin one, or until when it lasts; nothing for who keeps none."""
    if not actor.may("session:keep"):
        return ""
    running = sessions_now([actor.person], now).get(actor.person)
    if running is None:
        return BEGIN
    how = "undisturbed" if running.why_not else "can be interrupted"
    if running.ends_at <= now:
        how = "past its time"
    if running.is_paused:
        how = "it waits for you"
    return f"Your session until {until_words(running.ends_at, now)}, {how}"
