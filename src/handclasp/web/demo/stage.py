"""The stage on which the demo's past is played: its people by key, and what they do, through the real commands."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from handclasp.availability.commands import declare, page_closed, pages_seen
from handclasp.clients.models import Client
from handclasp.directory.models import Need, Organization, Program, Site, Staff
from handclasp.directory.queries import actor_for_staff
from handclasp.handoffs.commands import asking, calling, meeting, visits
from handclasp.handoffs.commands.asking import Asked
from handclasp.handoffs.commands.meeting import Words
from handclasp.handoffs.models import Handoff, Visit
from handclasp.handoffs.queries.alarms import ring_for
from handclasp.platform import clock
from handclasp.platform.actor import Actor

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Days:
    """Working days around `now` in one time zone, so that the past looks the same whenever it is loaded."""

    now: datetime
    zone: ZoneInfo

    def at(self, days: int, clock_time: str) -> datetime:
        """Return a local time so many working days before (negative) or after today."""
        return datetime.combine(self.date(days), time.fromisoformat(clock_time), self.zone)

    def date(self, days: int) -> date:
        """Return the date so many working days before (negative) or after today."""
        day, step = self.now.astimezone(self.zone).date(), timedelta(days=1 if days > 0 else -1)
        for _ in range(abs(days)):
            day += step
            while day.isoweekday() > 5:
                day += step
        return day

    def soon(self, hours: float) -> datetime:
        """Return the half hour that comes about `hours` from now."""
        local = (self.now + timedelta(hours=hours, minutes=15)).astimezone(self.zone)
        return local.replace(minute=30 if local.minute >= 30 else 0, second=0, microsecond=0)


@dataclass
class Stage:
    """Everybody of the demo by key, and the instant at which it was loaded."""

    now: datetime
    organizations: dict[str, Organization] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    staff: dict[str, Staff] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    programs: dict[str, Program] = field(default_factory=dict)
    needs: dict[str, Need] = field(default_factory=dict)
    _actors: dict[str, Actor] = field(default_factory=dict)

    @cached_property
    def days(self) -> Days:
        """Return Fernhollow's days."""
        return Days(self.now, ZoneInfo("America/Los_Angeles"))

    @cached_property
    def larkmeadow_days(self) -> Days:
        """Return Larkmeadow's days."""
        return Days(self.now, ZoneInfo("America/Boise"))

    def actor(self, key: str) -> Actor:
        """Return the actor for somebody of the staff."""
        if key not in self._actors:
            actor = actor_for_staff(self.staff[key].pk)
            assert actor is not None, key
            self._actors[key] = actor
        return self._actors[key]

    def ask(
        self, sender: str, client: str, need: str, now: datetime, *, program: str = "medicine", answer: str = "yes",
        urgency: str = "routine", setting: str = "in_person", place: str = "",
    ) -> int:  # fmt: skip
        """Record what a client answered; return the handoff's id."""
        language = "es" if self.clients[client].languages[:1] == ["es"] else "en"
        asked = Asked(
            self.clients[client].pk, self.needs[need].pk, self.programs[program].pk, urgency, answer,
            language, setting, place or (self.staff[sender].room if setting == "in_person" else ""),
        )  # fmt: skip
        return asking.record_answer(self.actor(sender), asked, now).pk

    def ring(
        self, sender: str, handoff_id: int, receivers: list[str], now: datetime, minutes: int = 5
    ) -> None:
        """Ring these people, who say that they are open and have a page open."""
        for key in receivers:
            declare(self.actor(key), "open", now + 30 * MINUTE, now)
        pages_seen([self.staff[key].pk for key in receivers], clock.wall_now())
        calling.start_call(
            self.actor(sender), handoff_id, minutes, now, [self.staff[key].pk for key in receivers]
        )
        page_closed([self.staff[key].pk for key in receivers], clock.wall_now())

    def ring_of(self, receiver: str, handoff_id: int) -> int:
        """Return the ring on somebody's page."""
        ring_id = ring_for(self.staff[receiver].pk, handoff_id)
        assert ring_id is not None, (receiver, handoff_id)
        return ring_id

    def accept(self, receiver: str, handoff_id: int, now: datetime) -> None:
        """Accept what rings."""
        calling.accept_ring(self.actor(receiver), self.ring_of(receiver, handoff_id), now)

    def meet(
        self, sender: str, receiver: str, handoff_id: int, words: Words, now: datetime, read_back: str = ""
    ) -> None:
        """Come, mark everybody present, say and read back what matters, and leave the room after ten minutes."""
        meeting.mark_arrived(self.actor(receiver), handoff_id, now)
        meeting.mark_everyone_present(self.actor(receiver), handoff_id, now + MINUTE)
        meeting.save_words(self.actor(sender), handoff_id, words, 1, now + 6 * MINUTE)
        if read_back:
            meeting.read_back(self.actor(receiver), handoff_id, read_back, True, now + 8 * MINUTE)
        meeting.end_introduction(self.actor(receiver), handoff_id, now + 11 * MINUTE)

    def introduce(
        self, sender: str, receiver: str, client: str, need: str, words: Words, now: datetime, *,
        program: str = "medicine", setting: str = "in_person", read_back: str = "",
    ) -> int:  # fmt: skip
        """Ask, ring, come and meet, all within twenty minutes; return the handoff's id."""
        handoff_id = self.ask(sender, client, need, now, program=program, setting=setting)
        self.ring(sender, handoff_id, [receiver], now + MINUTE)
        self.accept(receiver, handoff_id, now + MINUTE + timedelta(seconds=24))
        self.meet(sender, receiver, handoff_id, words, now + 5 * MINUTE, read_back)
        return handoff_id

    def plan(self, who: str, handoff_id: int, starts_at: datetime, now: datetime) -> Visit:
        """Plan a visit."""
        return visits.plan_visit(self.actor(who), handoff_id, starts_at, now)

    def record(self, who: str, visit: Visit, outcome: str) -> Handoff:
        """Record a visit right after its time."""
        return visits.record_visit(self.actor(who), visit.pk, outcome, visit.ends_at + 5 * MINUTE)

    def step(
        self, who: str, handoff_id: int, what: str, owner: str, due_on: date | None, now: datetime
    ) -> None:
        """Add a next step; `owner` is a key of the staff, or "" where the client does it."""
        owner_id = self.staff[owner].pk if owner else None
        meeting.add_action(self.actor(who), handoff_id, what, owner_id, due_on, now)
