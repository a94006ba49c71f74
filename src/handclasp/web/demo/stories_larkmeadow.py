"""Larkmeadow's handoffs, inside its program in town. Its residential program needs consent, which comes later."""

from handclasp.handoffs.commands import calling
from handclasp.handoffs.commands.closing import close_handoff
from handclasp.handoffs.commands.meeting import Words
from handclasp.handoffs.commands.promising import Promised, promise_contact
from handclasp.web.demo.past import Story
from handclasp.web.demo.stage import MINUTE, Stage


def joy(s: Stage) -> Story:
    """She met Hal with her sister, and sees him tomorrow."""
    yield (at := s.larkmeadow_days.at(-2, "14:00"))
    words = Words(
        "stable",
        "Ninety days. Moves in with her sister Maren on Friday. The plan is hers: evenings are the hard part.",
        "If an evening goes wrong she calls Maren, then Hal’s line; the house answers day and night.",
        corrections="She is not “in recovery since spring”. She counts from March 4.",
        priority="Her own key.",
        small_step="Save Hal’s number and send him a hello before Friday.",
    )
    heard = "March 4, her own key, evenings."
    handoff = s.introduce("dana", "hal", "joy", "family", words, at, program="town", read_back=heard)
    s.plan("hal", handoff, s.larkmeadow_days.at(1, "15:30"), at + 15 * MINUTE)


def miriam(s: Stage) -> Story:
    """Hal could not come after all, thought again, and met her; the first visit is still to be planned."""
    yield (at := s.larkmeadow_days.at(-1, "16:05"))
    handoff = s.ask("dana", "miriam", "worry", at, program="town")
    s.ring("dana", handoff, ["hal"], at + MINUTE)
    s.accept("hal", handoff, at + 1.5 * MINUTE)
    calling.withdraw(s.actor("hal"), handoff, "with_client", at + 4 * MINUTE)
    s.ring("dana", handoff, ["hal"], at + 12 * MINUTE)
    s.accept("hal", handoff, at + 12.5 * MINUTE)
    words = Words(
        "stable", "Three court letters in a month, none of them opened. Asks for somebody to sit beside her."
    )
    s.meet("dana", "hal", handoff, words, at + 17 * MINUTE)


def leon(s: Stage) -> Story:
    """He found care closer to his daughter."""
    yield (at := s.larkmeadow_days.at(-9, "10:00"))
    words = Words("stable", "Sleeps in the chair since the house fire.")
    handoff = s.introduce("hal", "dana", "leon", "sleep", words, at, program="town")
    s.plan("dana", handoff, s.larkmeadow_days.at(-6, "10:00"), at + 15 * MINUTE)
    yield (at := s.larkmeadow_days.at(-7, "12:00"))
    close_handoff(
        s.actor("dana"), handoff, "other_care", "His daughter’s clinic has a place for him on Tuesdays.", at
    )


def ren(s: Stage) -> Story:
    """Moved to another state."""
    yield (at := s.larkmeadow_days.at(-6, "17:10"))
    handoff = s.ask("hal", "ren", "low_mood", at, program="town", setting="phone")
    promise = Promised(s.staff["dana"].pk, s.programs["town"].pk, "video", "client_preferred")
    promise_contact(s.actor("hal"), handoff, promise, at + 4 * MINUTE)
    yield (at := s.larkmeadow_days.at(-5, "11:00"))
    close_handoff(
        s.actor("hal"),
        handoff,
        "moved",
        "New job in Reno. Has the 988 card and a name at a clinic there.",
        at,
    )


def gus(s: Stage) -> Story:
    """Came to his first visit; Hal let go."""
    yield (at := s.larkmeadow_days.at(-8, "09:00"))
    words = Words(
        "stable", "Has not been out after dark since he was robbed. Walked here at noon to prove a point."
    )
    handoff = s.introduce("hal", "dana", "gus", "worry", words, at, program="town")
    visit = s.plan("dana", handoff, s.larkmeadow_days.at(-4, "12:00"), at + 15 * MINUTE)
    yield visit.ends_at + 5 * MINUTE
    s.record("dana", visit, "attended")


def shauna(s: Stage) -> Story:
    """Urgent, and nobody free: Hal reaches her within one business day, with Dr. Feldsher’s name on it."""
    yield (at := s.larkmeadow_days.at(-1, "16:50"))
    handoff = s.ask("dana", "shauna", "housing", at, program="town", urgency="urgent")
    promise = Promised(
        s.staff["hal"].pk, s.programs["town"].pk, "call", "nobody_free", backed_by_id=s.staff["feldsher"].pk
    )
    promise_contact(s.actor("dana"), handoff, promise, at + 7 * MINUTE)
