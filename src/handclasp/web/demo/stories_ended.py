"""Fernhollow's handoffs that have ended: no, another day, engaged in time and late, and closed for listed reasons."""

from handclasp.handoffs.commands.closing import close_handoff
from handclasp.handoffs.commands.meeting import Words
from handclasp.handoffs.commands.promising import Promised, promise_contact, record_attempt
from handclasp.web.demo.past import Story
from handclasp.web.demo.stage import MINUTE, Stage


def sukarno(s: Stage) -> Story:
    """He said no, and that is a good answer."""
    yield (at := s.days.at(-5, "10:50"))
    s.ask("haddad", "sukarno", "pain", at, answer="no")


def salma(s: Stage) -> Story:
    """Another day, after her exams."""
    yield (at := s.days.at(-3, "09:15"))
    s.ask("haddad", "salma", "worry", at, answer="not_now")


def nevaeh(s: Stage) -> Story:
    """Fifteen; met Tomas with her mother, and came."""
    yield (at := s.days.at(-9, "15:50"))
    words = Words(
        "watcher",
        "Stopped eating lunch with anybody since her friend moved. Her mother noticed before she did. No self-harm; "
        "asked with and without her mother in the room.",
        "If she hurts herself or writes that she wants to: 988, then Tomas, whichever of the two picks up first.",
        priority="Not being talked about in front of her.",
        small_step="Sit with the drawing club once.",
    )
    handoff = s.introduce(
        "wes", "tomas", "nevaeh", "low_mood", words, at, read_back="Ask her first, her mother second."
    )
    visit = s.plan("tomas", handoff, s.days.at(-3, "15:30"), at + 15 * MINUTE)
    yield visit.ends_at + 5 * MINUTE
    s.record("tomas", visit, "attended")


def walter(s: Stage) -> Story:
    """Eighty-eight, a widower since spring; came on his own, by bus."""
    yield (at := s.days.at(-8, "10:30"))
    words = Words("stable", "His Irena died in April. Sets two cups every morning and puts one back.")
    handoff = s.introduce("amadi", "tomas", "walter", "grief", words, at)
    visit = s.plan("tomas", handoff, s.days.at(-2, "11:00"), at + 15 * MINUTE)
    yield visit.ends_at + 5 * MINUTE
    s.record("tomas", visit, "attended")


def rosa(s: Stage) -> Story:
    """She missed the first visit, Odette went to see her, and she came late: engaged all the same."""
    yield (at := s.days.at(-14, "09:10"))
    words = Words("stable", "Eats once a day to make her pension last. Has not told her family.")
    handoff = s.introduce("wes", "odette", "rosa", "food", words, at)
    missed = s.plan("odette", handoff, s.days.at(-11, "09:30"), at + 15 * MINUTE)
    yield missed.ends_at + 5 * MINUTE
    s.record("odette", missed, "missed")
    yield (at := s.days.at(-10, "10:00"))
    record_attempt(s.actor("odette"), handoff, "call", "no_answer", "", at)
    yield (at := s.days.at(-9, "09:30"))
    note = "Met her at the church door. She had not wanted to come alone."
    record_attempt(s.actor("odette"), handoff, "outreach", "reached", note, at)
    later = s.plan("odette", handoff, s.days.at(-2, "09:30"), at + 20 * MINUTE)
    yield later.ends_at + 5 * MINUTE
    s.record("odette", later, "attended")


def harold(s: Stage) -> Story:
    """He died before his first visit."""
    yield (at := s.days.at(-8, "14:20"))
    words = Words("watcher", "Pain that keeps him in the chair. Wants to fish once more before winter.")
    handoff = s.introduce("amadi", "imani", "harold", "pain", words, at)
    s.plan("imani", handoff, s.days.at(-3, "13:00"), at + 15 * MINUTE)
    yield (at := s.days.at(-5, "08:35"))
    close_handoff(s.actor("amadi"), handoff, "died", "His daughter called this morning. At home, asleep.", at)


def desiree(s: Stage) -> Story:
    """She changed her mind, and is welcome back."""
    yield (at := s.days.at(-7, "11:40"))
    handoff = s.ask("amadi", "desiree", "family", at)
    promise = Promised(s.staff["imani"].pk, s.programs["counseling"].pk, "call", "client_preferred")
    promise_contact(s.actor("amadi"), handoff, promise, at + 5 * MINUTE)
    yield (at := s.days.at(-6, "09:55"))
    record_attempt(s.actor("imani"), handoff, "call", "message_left", "", at)
    note = "Things are calmer at home. She knows she can ask again."
    close_handoff(s.actor("amadi"), handoff, "client_choice", note, at + 60 * MINUTE)


def patrick(s: Stage) -> Story:
    """Every way to reach him was tried; a supervisor closed it."""
    yield (at := s.days.at(-13, "13:10"))
    words = Words("watcher", "Drinking since the mill closed. Says he is “between sofas”.")
    handoff = s.introduce("haddad", "tomas", "patrick", "alcohol_drugs", words, at)
    missed = s.plan("tomas", handoff, s.days.at(-11, "13:00"), at + 15 * MINUTE)
    yield missed.ends_at + 5 * MINUTE
    s.record("tomas", missed, "missed")
    tries = [
        (-10, "call", "no_answer", "Number not in service."),
        (-9, "text", "message_left", ""),
        (-8, "letter", "message_left", "To both addresses."),
        (-7, "outreach", "no_answer", "His cousin has not seen him since the first of the month."),
    ]
    for day, channel, result, note in tries:
        yield (at := s.days.at(day, "11:30"))
        record_attempt(s.actor("tomas"), handoff, channel, result, note, at)
    yield (at := s.days.at(-6, "16:00"))
    close_handoff(
        s.actor("achebe"), handoff, "cannot_be_found", "If he comes in, ring Tomas: no new start needed.", at
    )


def abigail_by_mistake(s: Stage) -> Story:
    """Entered for the wrong need, and said so."""
    yield (at := s.days.at(-1, "15:00"))
    handoff = s.ask("haddad", "abigail", "housing", at)
    note = "Meant alcohol and drugs; she has a home."
    close_handoff(s.actor("haddad"), handoff, "entered_in_error", note, at + 2 * MINUTE)
