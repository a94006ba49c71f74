"""What a person was told, in words."""

from dataclasses import dataclass
from datetime import datetime

from handclasp.domain.pronouns import pronoun
from handclasp.handoffs.queries.board import Told
from handclasp.web.shell.names import isolated
from handclasp.web.shell.times import moment_words

# {c} is the client's short name, {o} her, {p} her (his, their), {is_off} she is, {sender} who asked, {to} who receives.
WORDS = {
    "both_hands": "{to} met {c}. From now on you both hold {o}.",
    "engaged": "{c} is engaged with {to}. You may let go; {is_off} no longer on your list.",
    "visit_attended": "{c} came to the visit with {to}.",
    "visit_missed": "{c} missed {p} visit. Both hands stay; reach {o} soon.",
    "promised": "You are named to reach {c} for {sender}.",
    "no_longer_needed": "You need not come for {c} any more.",
    "pass_asked": "A colleague asks you to take {c} over. The request stands below.",
    "pass_accepted": "A colleague took a side of {c} over.",
    "pass_declined": "Your colleague cannot take {c} over. You hold as before.",
    "pass_withdrawn": "The request to take {c} over was withdrawn.",
    "assigned": "A supervisor changed who holds {c}. The page shows who does.",
    "relief_asked": "{to} asks to be relieved of {c}, and holds until somebody has taken over.",
    "relieved": "The sender holds {c} alone again.",
    "receiver_withdrew": "Who accepted cannot come to {c} after all. The next people are being asked.",
    "offer_taken": "The sender waits for you: go to {c} now.",
    "client_died": "{c} has died. Nothing more is asked of you here.",
    "closed": "The handoff of {c} was closed. The page says why.",
    "paused": "{c} is paused. Dates stand still, hands stay.",
    "resumed": "{c} is no longer paused. Dates run again.",
    "watch_find_next_hand": "Nobody has been found for {c} yet.",
    "watch_meet": "The introduction of {c} has not begun, and the time is over.",
    "watch_reach_client": "{c} was promised a contact and has not been reached.",
    "watch_plan_visit": "{c} has no visit planned yet.",
    "watch_record_visit": "Nobody has said how the visit of {c} went.",
    "watch_recover": "{c} missed {p} visit and has not been reached since.",
    "watch_review_pause": "The pause of {c} has to be looked at again.",
}
OTHER = "Something changed for {c}. The page shows how it stands."


@dataclass(frozen=True)
class Notice:
    """One notice in words, with the page that it is about."""

    notice_id: int
    words: str
    at: str
    url: str
    is_alarm: bool


def notice_words(told: Told, now: datetime) -> Notice:
    """Return a notice as its reader sees it."""
    who = pronoun(told.pronoun)
    receiver = isolated(told.receiver) or "The receiver"
    words = WORDS.get(told.kind, OTHER).format(
        c=isolated(told.client),
        o=who.object,
        p=who.possessive,
        sender=isolated(told.sender),
        to=receiver,
        is_off=f"{who.subject} {who.verb('is', 'are')}",
    )
    words = words.replace("..", ".").replace(
        ".\u2069.", ".\u2069"
    )  # after a short name, which ends with a full stop
    is_alarm = told.kind.startswith("watch_") and told.state not in {"engaged", "closed"}
    return Notice(
        told.notice_id, words, moment_words(told.told_at, now), f"/handoffs/{told.handoff_id}/", is_alarm
    )
