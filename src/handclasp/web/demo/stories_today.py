"""What is happening at Fernhollow in these very minutes."""

from datetime import timedelta

from handclasp.handoffs.commands import meeting
from handclasp.handoffs.commands.meeting import Words
from handclasp.web.demo.past import Story
from handclasp.web.demo.stage import MINUTE, Stage


def kofi(s: Stage) -> Story:
    """Odette was rung and did not answer; Imani holds him alone and looks for the next hand."""
    yield (at := s.now - 9 * MINUTE)
    handoff = s.ask("imani", "kofi", "housing", at, program="counseling")
    s.ring("imani", handoff, ["odette"], at + MINUTE, minutes=2)
    words = Words(
        "watcher",
        "Out of the shelter by Friday noon. Works at the car wash from six, so mornings are gone.",
        "If the shelter closes him out early: the warming room on Third, and he texts me.",
        small_step="Ask the desk to keep his bag until Saturday.",
    )
    meeting.save_words(s.actor("imani"), handoff, words, 1, at + 3 * MINUTE)


def hyun_woo(s: Stage) -> Story:
    """He said yes some minutes ago; Grace is together with him now, and the words are still to be said."""
    yield (at := s.now - 12 * MINUTE)
    handoff = s.ask("amadi", "hyun", "worry", at, setting="video")
    s.ring("amadi", handoff, ["grace", "tomas"], at + MINUTE)
    s.accept("grace", handoff, at + MINUTE + timedelta(seconds=31))
    yield (at := at + 4 * MINUTE)
    meeting.mark_arrived(s.actor("grace"), handoff, at)
    meeting.mark_everyone_present(s.actor("grace"), handoff, at + MINUTE)
    words = Words("stable", "First in his family at college; has not opened the marks from the autumn.")
    meeting.save_words(s.actor("amadi"), handoff, words, 1, at + 3 * MINUTE)


def abigail(s: Stage) -> Story:
    """Rubén accepted a minute ago and is on the stairs."""
    yield (at := s.now - 2 * MINUTE)
    handoff = s.ask("haddad", "abigail", "alcohol_drugs", at)
    s.ring("haddad", handoff, ["ruben"], at + timedelta(seconds=30))
    s.accept("ruben", handoff, at + timedelta(seconds=55))
