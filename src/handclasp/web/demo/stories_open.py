"""Fernhollow's handoffs that are open: late, in recovery, shared, asked to be relieved or handed on, paused."""

from handclasp.handoffs.commands import meeting, passing, pausing, promising
from handclasp.handoffs.commands.meeting import Words
from handclasp.handoffs.commands.promising import Promised, record_attempt
from handclasp.web.demo.past import Story
from handclasp.web.demo.stage import MINUTE, Stage


def ana_lucia(s: Stage) -> Story:
    """Nobody could come, and the promised call did not happen: everybody on the ladder has been told."""
    yield (at := s.days.at(-4, "16:32"))
    handoff = s.ask("wes", "ana", "low_mood", at)
    s.ring("wes", handoff, ["imani", "tomas", "grace"], at + MINUTE, minutes=2)
    yield (at := at + 4 * MINUTE)
    due = s.days.at(-1, "17:00")
    promise = Promised(s.staff["imani"].pk, s.programs["counseling"].pk, "call", "nobody_free", due)
    promising.promise_contact(s.actor("wes"), handoff, promise, at)
    words = Words(
        "watcher",
        "Low since she moved here in January and left her sisters behind. Sleeps four hours, has stopped cooking. "
        "No thoughts of dying; I asked today. She is shy about talking and said yes after a while.",
        "If she says she cannot see the point any more: same-day visit with me, and 988 on the card she has.",
        priority="To feel like herself before her niece’s birthday.",
        small_step="Walk to the river on Saturday morning.",
    )
    meeting.save_words(s.actor("wes"), handoff, words, 1, at + 5 * MINUTE)


def teddy(s: Stage) -> Story:
    """He missed his first visit; both hands are still on him, and two ways to reach him have been tried."""
    yield (at := s.days.at(-6, "14:10"))
    words = Words(
        "watcher",
        "Three weeks without a drink, longest since he was nineteen. Lost the night job at the mill over it and is "
        "back there now on a trial. Shame is the big thing: he expects to be sent away.",
        "If he drinks: nobody is cross. He calls Imani or the front desk and comes in the same day.",
        corrections="He wants it said that he stopped on his own.",
        priority="Keeping the job.",
        small_step="Put Imani’s number in his phone as “Imani, Thursday”.",
    )
    heard = "Three weeks, on his own, and the job matters most."
    handoff = s.introduce("wes", "imani", "teddy", "alcohol_drugs", words, at, read_back=heard)
    visit = s.plan("imani", handoff, s.days.at(-1, "14:00"), at + 14 * MINUTE)
    yield visit.ends_at + 5 * MINUTE
    s.record("imani", visit, "missed")
    yield (at := s.days.at(-1, "15:20"))
    note = "Rang out twice. He sleeps until one after a shift."
    record_attempt(s.actor("imani"), handoff, "call", "no_answer", note, at)
    yield (at := s.days.at(-1, "16:45"))
    note = "Said: it is Wes, no trouble at all, call when you are up."
    record_attempt(s.actor("wes"), handoff, "text", "message_left", note, at)


def marcus(s: Stage) -> Story:
    """Out of hospital, met Imani, and comes tomorrow."""
    yield (at := s.days.at(-2, "11:05"))
    words = Words(
        "stable",
        "Eight days in hospital with pneumonia; breathing is fine now. Cannot fall asleep, lies there listening to "
        "his own chest. Was never a worrier before.",
        "If he wakes gasping: he calls the nurse line first, not 911, unless his lips are blue.",
        priority="One whole night.",
        small_step="Radio on low, and the bedroom clock turned to the wall.",
    )
    heard = "He listens to his chest, and wants one whole night."
    handoff = s.introduce("amadi", "imani", "marcus", "sleep", words, at, read_back=heard)
    s.plan("imani", handoff, s.days.at(1, "10:30"), at + 15 * MINUTE)
    s.step("imani", handoff, "Text him the evening before", "imani", s.days.date(1), at + 15 * MINUTE)
    s.step("imani", handoff, "Send the discharge letter over", "amadi", s.days.date(1), at + 16 * MINUTE)


def devon(s: Stage) -> Story:
    """Imani sends: Dr. Amadi met them by video about their tablets."""
    yield (at := s.days.at(-1, "13:30"))
    words = Words(
        "stable",
        "Takes the new tablets every other day because they make mornings foggy. Did not want to say so to the "
        "doctor who chose them.",
        "If the fog gets worse or the heart races: stop and call the same day.",
        small_step="Write down the two foggiest mornings.",
    )
    handoff = s.introduce(
        "imani", "amadi", "devon", "medication", words, at, program="counseling", setting="video"
    )
    s.plan("amadi", handoff, s.days.at(2, "14:00"), at + 16 * MINUTE)


def pilar(s: Stage) -> Story:
    """She saw Rubén once; after the second visit she counts as engaged."""
    yield (at := s.days.at(-6, "09:40"))
    words = Words(
        "stable",
        "Her son Mateo died in October. She does not want counseling yet; she wants somebody who has lived it.",
        "If a day comes when she cannot get up: she calls Rubén, and he calls Imani.",
        priority="That people say Mateo’s name.",
        small_step="Bring a photo of Mateo.",
    )
    heard = "His name is Mateo. We say it."
    handoff = s.introduce(
        "imani", "ruben", "pilar", "grief", words, at, program="counseling", read_back=heard
    )
    first = s.plan("ruben", handoff, s.days.at(-3, "16:00"), at + 15 * MINUTE)
    yield first.ends_at + 5 * MINUTE
    s.record("ruben", first, "attended")
    s.plan("ruben", handoff, s.days.at(2, "16:00"), first.ends_at + 8 * MINUTE)


def maria(s: Stage) -> Story:
    """Nobody who speaks Spanish was free; Tomas calls by noon tomorrow."""
    yield (at := s.days.at(-1, "11:20"))
    handoff = s.ask("wes", "maria", "worry", at)
    due = s.days.at(1, "12:00")
    promise = Promised(s.staff["tomas"].pk, s.programs["counseling"].pk, "call", "client_could_not_wait", due)
    promising.promise_contact(s.actor("wes"), handoff, promise, at + 6 * MINUTE)


def tobias(s: Stage) -> Story:
    """Nine years old; his aunt comes with him."""
    yield (at := s.days.at(-3, "15:15"))
    words = Words(
        "stable",
        "Living with his aunt Corinne since the summer. Stomach aches on school days only; we looked, his stomach is "
        "fine. He told me himself: “It hurts when nobody picks me up.”",
        "If he will not go to school at all, Corinne calls Grace the same morning.",
        priority="That his aunt is at the gate at three.",
        small_step="He and Corinne draw the way home together.",
    )
    handoff = s.introduce("haddad", "grace", "tobias", "family", words, at, setting="hybrid")
    s.plan("grace", handoff, s.days.at(1, "15:30"), at + 15 * MINUTE)


def curtis(s: Stage) -> Story:
    """No phone: somebody goes where he has breakfast."""
    yield (at := s.days.at(-1, "10:05"))
    handoff = s.ask("haddad", "curtis", "housing", at)
    due = s.days.at(2, "09:00")
    promise = Promised(s.staff["odette"].pk, s.programs["housing"].pk, "outreach", "away", due)
    promising.promise_contact(s.actor("haddad"), handoff, promise, at + 9 * MINUTE)


def bernadette(s: Stage) -> Story:
    """Grace asks to be relieved, and holds until somebody else has closed a hand."""
    yield (at := s.days.at(-4, "10:20"))
    words = Words(
        "stable", "Sixty-six, newly alone after forty years. Not sick. Lonely, and says so plainly."
    )
    handoff = s.introduce("amadi", "grace", "bernadette", "low_mood", words, at, setting="video")
    s.plan("grace", handoff, s.days.at(3, "11:00"), at + 15 * MINUTE)
    yield (at := s.days.at(-1, "12:40"))
    reason = (
        "We know each other from church. She is kind about it, and I am the wrong person to hear the rest."
    )
    passing.ask_relief(s.actor("grace"), handoff, reason, at)


def malik(s: Stage) -> Story:
    """Tomas asks Imani to take him over."""
    yield (at := s.days.at(-5, "13:00"))
    words = Words(
        "watcher",
        "Panic on the bus to college since a crash he saw in September. Gets off early and walks the last mile.",
        "If he stops leaving the house, his brother texts the front desk.",
        small_step="Ride one stop with his brother.",
    )
    handoff = s.introduce(
        "wes", "tomas", "malik", "worry", words, at, read_back="The bus, the crash, one stop."
    )
    s.plan("tomas", handoff, s.days.at(2, "09:00"), at + 15 * MINUTE)
    yield (at := s.days.at(-1, "16:10"))
    reason = "My Thursday mornings go to the school from next week, and mornings are when he can come."
    passing.ask_colleague(s.actor("tomas"), handoff, "receiving", s.staff["imani"].pk, reason, at)


def linh(s: Stage) -> Story:
    """In hospital: dates stop, hands do not."""
    yield (at := s.days.at(-7, "09:25"))
    words = Words(
        "watcher", "Pain in both hands after the surgery; afraid it will never be like before. A tailor."
    )
    handoff = s.introduce("haddad", "imani", "linh", "pain", words, at)
    s.plan("imani", handoff, s.days.at(1, "13:00"), at + 15 * MINUTE)
    yield (at := s.days.at(-2, "08:50"))
    pausing.pause(s.actor("imani"), handoff, "hospital", s.days.at(5, "09:00"), at)


def oleksandr(s: Stage) -> Story:
    """A promise that was kept: Imani called the next day, and they meet today."""
    yield (at := s.days.at(-3, "15:40"))
    handoff = s.ask("haddad", "oleksandr", "sleep", at)
    promise = Promised(s.staff["imani"].pk, s.programs["counseling"].pk, "call", "nobody_free")
    promising.promise_contact(s.actor("haddad"), handoff, promise, at + 8 * MINUTE)
    yield (at := s.days.at(-2, "10:15"))
    record_attempt(s.actor("imani"), handoff, "call", "message_left", "Left only my first name.", at)
    yield (at := s.days.at(-2, "13:05"))
    note = "Wakes at three and reads the news from home until morning. Glad of the call."
    record_attempt(s.actor("imani"), handoff, "call", "reached", note, at)
    s.plan("imani", handoff, s.days.soon(2), at + 10 * MINUTE)
