"""Random people who issue random commands while time moves: the machine behind `test_anything_goes`."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from datetime import datetime, timedelta
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests import cast
from tests.cast import DAY, MINUTE, NOW

from handclasp.directory import commands as directory
from handclasp.directory.models import Staff
from handclasp.domain.calls import DECLINE_REASONS, Settings
from handclasp.domain.closing import REASONS as CLOSE_REASONS
from handclasp.handoffs.checks import run_checks
from handclasp.handoffs.commands import asking, calling, closing, meeting, passing, pausing, promising, visits
from handclasp.handoffs.models import Hand, Handoff, Pass, Promise, Ring, Visit
from handclasp.handoffs.tasks import sweep
from handclasp.platform.actor import Actor
from handclasp.platform.refusals import Refusal

Row = TypeVar("Row")
SECOND = timedelta(seconds=1)
# Doors read the clock before they wait for their turn, so a command may come with a slightly older time.
SKEWS = [timedelta(0)] * 5 + [-timedelta(milliseconds=3), -2 * SECOND]
STEPS_OF_TIME = [SECOND, 20 * SECOND, MINUTE, 6 * MINUTE, 2 * 60 * MINUTE, DAY, 2 * DAY, 20 * DAY]
STAFF = ["wes", "bea", "dana", "imani", "tomas", "grace", "ruben", "lena"]
CLIENTS = ["marisol", "ana", "teddy"]
BEGINNINGS = [("marisol", "worry"), ("marisol", "low_mood"), ("ana", "worry"), ("teddy", "housing")]
number = st.integers(0, 11)
person = st.sampled_from(STAFF)
skew = st.sampled_from(SKEWS)


def one_of(rows: Sequence[Row], which: int) -> Row | None:
    """Return one of the rows, or None where there is none."""
    return rows[which % len(rows)] if rows else None


class Anybody(RuleBasedStateMachine):
    """A clinic in which anybody may try anything."""

    template = ""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(cast.own_copy(self.template))
        self.now: datetime = NOW
        self.ids = {key: cast.staff(key) for key in STAFF}
        self.actors = {self.ids[key]: cast.actor(key) for key in STAFF}
        self.admin = Actor(None, None, "demo")

    def teardown(self) -> None:
        self.stack.close()

    # ------------------------------------------------------------------ who and what

    def handoff(self, which: int) -> Handoff | None:
        open_ones = Handoff.objects.exclude(state__in=["closed", "declined", "not_now"]).order_by("-pk")
        return one_of(list(open_ones), which)

    def somebody(self, handoff: Handoff, which: int) -> Actor:
        """Return who is likely to do something here: a holder, the named receiver, a supervisor, anybody."""
        held = Hand.objects.filter(handoff=handoff, ended_at=None).order_by("-side")
        likely = [
            *held.values_list("staff_id", flat=True),
            handoff.receiver_id,
            *held.values_list("staff_id", flat=True),
        ]
        likely += [
            self.ids["dana"],
            *Promise.objects.filter(handoff=handoff, state="open").values_list("staff_id", flat=True),
        ]
        likely += [self.ids["tomas"]]
        chosen = one_of([i for i in likely if i is not None], which)
        assert chosen is not None
        return self.actors[chosen]

    def attempt(self, command: Callable[..., object], *arguments: object, **more: object) -> None:
        """Let a command happen or be refused; anything else is a defect."""
        with suppress(Refusal):
            command(*arguments, **more)

    def here(
        self, command: Callable[..., object], which: int, who: int, *arguments: object, skew: timedelta
    ) -> None:
        """Let somebody do something with one of the handoffs."""
        handoff = self.handoff(which)
        if handoff is not None:
            self.attempt(command, self.somebody(handoff, who), handoff.pk, *arguments, self.now + skew)

    # ------------------------------------------------------------------ time

    @rule(by=st.sampled_from(STEPS_OF_TIME))
    def time_passes(self, by: timedelta) -> None:
        self.now += by
        for _ in range(60):
            if not sweep(self.now):
                break

    @rule(by=st.sampled_from(STEPS_OF_TIME[:4]))
    def nobody_sweeps_for_a_while(self, by: timedelta) -> None:
        self.now += min(by, 4 * MINUTE)

    # ------------------------------------------------------------------ asking and ringing

    @initialize(stages=st.lists(st.integers(0, 3), min_size=4, max_size=4))
    def several_said_yes(self, stages: list[int]) -> None:
        for stage, (key, need) in zip(stages, BEGINNINGS, strict=True):
            asked = cast.asked(key, need_id=cast.need(need))
            handoff = asking.record_answer(self.actors[self.ids["wes"]], asked, self.now)
            for _ in range(stage):
                self.go_on(handoff.pk)

    def go_on(self, handoff_id: int) -> None:
        """Take a handoff one step along its usual way."""
        handoff = Handoff.objects.get(pk=handoff_id)
        sender, receiver = self.holder(handoff, "sending"), self.actors.get(handoff.receiver_id or 0)
        rings = Ring.objects.filter(call__handoff=handoff, state="ringing", expires_at__gt=self.now)
        promise = Promise.objects.filter(handoff=handoff, state="open").first()
        visit = Visit.objects.filter(handoff=handoff, state="planned").first()
        if handoff.state == "seeking" and (ring := rings.first()) is not None:
            self.attempt(calling.accept_ring, self.actors[ring.staff_id], ring.pk, self.now)
        elif handoff.state == "seeking":
            self.attempt(calling.start_call, sender, handoff_id, 5, self.now)
        elif handoff.state == "coming":
            self.attempt(meeting.mark_everyone_present, receiver, handoff_id, self.now)
        elif promise is not None:
            answers = "call", "reached", "", self.now
            self.attempt(promising.record_attempt, self.actors[promise.staff_id], handoff_id, *answers)
        elif handoff.state == "shared" and visit is None:
            self.attempt(
                visits.plan_visit, receiver, handoff_id, self.now + DAY + handoff_id * MINUTE, self.now
            )
        elif visit is not None and visit.starts_at <= self.now:
            self.attempt(visits.record_visit, receiver, visit.pk, "attended", self.now)

    def holder(self, handoff: Handoff, side: str) -> Actor | None:
        held = Hand.objects.filter(handoff=handoff, side=side, ended_at=None).values_list(
            "staff_id", flat=True
        )
        return self.actors.get(held.first() or 0)

    @rule(which=number)
    def something_goes_well(self, which: int) -> None:
        handoff = self.handoff(which)
        if handoff is not None:
            self.go_on(handoff.pk)

    @rule(which=number)
    def something_else_goes_well(self, which: int) -> None:
        self.something_goes_well(which)

    @rule(which=number, steps=st.integers(2, 3))
    def things_go_well(self, which: int, steps: int) -> None:
        handoff = self.handoff(which)
        for _ in range(steps if handoff else 0):
            assert handoff is not None
            self.go_on(handoff.pk)

    @rule(
        key=st.sampled_from(CLIENTS),
        who=person,
        need=st.sampled_from(["worry", "low_mood", "housing"]),
        answer=st.sampled_from(["yes", "yes", "yes", "no"]),
        urgency=st.sampled_from(["routine", "urgent"]),
    )
    def ask(self, key: str, who: str, need: str, answer: str, urgency: str) -> None:
        asked = cast.asked(key, need_id=cast.need(need), answer=answer, urgency=urgency)
        self.attempt(asking.record_answer, self.actors[self.ids[who]], asked, self.now)

    @rule(key=st.sampled_from(CLIENTS))
    def the_sender_asks(self, key: str) -> None:
        self.attempt(asking.record_answer, self.actors[self.ids["wes"]], cast.asked(key), self.now)

    @rule(which=number, who=number, wait=st.sampled_from(Settings().wait_choices), skew=skew)
    def ring(self, which: int, who: int, wait: int, skew: timedelta) -> None:
        self.here(calling.start_call, which, who, wait, skew=skew)

    @rule(which=number, how=st.sampled_from(["accept", "accept", "accept", "decline", "later"]), skew=skew)
    def answer(self, which: int, how: str, skew: timedelta) -> None:
        ring = one_of(list(Ring.objects.order_by("-pk")[:6]), which)
        if ring is None:
            return
        actor, at = self.actors[ring.staff_id], self.now + skew
        if how == "accept":
            self.attempt(calling.accept_ring, actor, ring.pk, at)
        elif how == "decline":
            self.attempt(calling.decline_ring, actor, ring.pk, "at_capacity", at)
        else:
            self.attempt(calling.offer_later, actor, ring.pk, at)

    @rule(which=number, skew=skew)
    def take_an_offer(self, which: int, skew: timedelta) -> None:
        ring = one_of(list(Ring.objects.filter(state="later").order_by("-pk")), which)
        if ring is not None:
            sender = self.somebody(ring.call.handoff, 1)
            self.attempt(calling.take_offer, sender, ring.pk, self.now + skew)

    @rule(which=number, who=number, skew=skew, minutes=st.sampled_from(Settings().wait_choices))
    def wait_longer(self, which: int, who: int, minutes: int, skew: timedelta) -> None:
        self.here(calling.wait_longer, which, who, minutes, skew=skew)

    @rule(which=number, who=number, skew=skew, what=st.sampled_from(["stop", "send_back", "change_need"]))
    def change_the_mind(self, which: int, who: int, what: str, skew: timedelta) -> None:
        if what == "change_need":
            self.here(asking.change_need, which, who, cast.need("low_mood"), skew=skew)
        else:
            self.here(
                {"stop": calling.stop_call, "send_back": calling.send_back}[what], which, who, skew=skew
            )

    @rule(which=number, who=number, reason=st.sampled_from(DECLINE_REASONS), skew=skew)
    def withdraw(self, which: int, who: int, reason: str, skew: timedelta) -> None:
        self.here(calling.withdraw, which, who, reason, skew=skew)

    # ------------------------------------------------------------------ together

    @rule(which=number, skew=skew)
    def everybody_is_present(self, which: int, skew: timedelta) -> None:
        coming = one_of(list(Handoff.objects.filter(state="coming")), which)
        if coming is not None and coming.receiver_id is not None:
            self.attempt(
                meeting.mark_everyone_present, self.actors[coming.receiver_id], coming.pk, self.now + skew
            )

    @rule(which=number, who=number, version=st.integers(1, 3), skew=skew)
    def words(self, which: int, who: int, version: int, skew: timedelta) -> None:
        self.here(meeting.save_words, which, who, meeting.Words(said=f"v{version}"), version, skew=skew)
        self.here(meeting.read_back, which, who, "heard", True, skew=skew)
        self.here(meeting.add_action, which, who, "call", None, None, skew=skew)
        self.here(meeting.end_introduction, which, who, skew=skew)

    # ------------------------------------------------------------------ promises and visits

    @rule(which=number, who=number, key=st.sampled_from(["imani", "grace", "lena"]), skew=skew)
    def promise(self, which: int, who: int, key: str, skew: timedelta) -> None:
        promised = promising.Promised(
            self.ids[key], cast.program("Counseling"), "call", "away", backed_by_id=self.ids["dana"]
        )
        self.here(promising.promise_contact, which, who, promised, skew=skew)

    @rule(
        which=number,
        who=number,
        channel=st.sampled_from(["call", "call", "text", "letter", "outreach"]),
        result=st.sampled_from(promising.RESULTS),
        skew=skew,
    )
    def reach(self, which: int, who: int, channel: str, result: str, skew: timedelta) -> None:
        again = self.now + DAY
        handoff = self.handoff(which)
        if handoff is not None:
            actor = self.somebody(handoff, who)
            self.attempt(
                promising.record_attempt, actor, handoff.pk, channel, result, "", self.now + skew, again
            )

    @rule(which=number, who=number, skew=skew)
    def seek_again(self, which: int, who: int, skew: timedelta) -> None:
        self.here(promising.seek_again, which, who, skew=skew)

    @rule(which=number, who=number, hours=st.integers(0, 40), overbook=st.booleans(), skew=skew)
    def plan(self, which: int, who: int, hours: int, overbook: bool, skew: timedelta) -> None:
        shared = one_of(list(Handoff.objects.filter(state="shared").order_by("-pk")), which)
        if shared is not None:
            starts_at = self.now + timedelta(minutes=30 * hours)
            self.attempt(
                visits.plan_visit, self.somebody(shared, who), shared.pk, starts_at, self.now + skew, overbook
            )

    @rule(
        which=number,
        who=number,
        outcome=st.sampled_from(["attended", "attended", *visits.OUTCOMES]),
        skew=skew,
    )
    def record(self, which: int, who: int, outcome: str, skew: timedelta) -> None:
        visit = one_of(list(Visit.objects.select_related("handoff").order_by("-pk")), which)
        if visit is not None:
            self.now = max(self.now, visit.starts_at) if outcome in {"attended", "missed"} else self.now
            actor, new = self.somebody(visit.handoff, who), self.now + DAY
            self.attempt(visits.record_visit, actor, visit.pk, outcome, self.now + skew, new)
            self.time_passes(timedelta(0))

    # ------------------------------------------------------------------ passing on

    @rule(
        which=number,
        who=number,
        side=st.sampled_from(passing.SIDES),
        key=person,
        supervisor=st.booleans(),
        skew=skew,
    )
    def pass_on(self, which: int, who: int, side: str, key: str, supervisor: bool, skew: timedelta) -> None:
        if not supervisor:
            self.here(passing.ask_colleague, which, who, side, self.ids[key], "leave", skew=skew)
        elif (handoff := self.handoff(which)) is not None:
            dana, at = self.actors[self.ids["dana"]], self.now + skew
            self.attempt(passing.assign, dana, handoff.pk, side, self.ids[key], "leave", at)

    @rule(which=number, yes=st.booleans(), taker=st.booleans(), skew=skew)
    def answer_a_pass(self, which: int, yes: bool, taker: bool, skew: timedelta) -> None:
        asked = one_of(list(Pass.objects.order_by("-pk")), which)
        if asked is not None:
            actor = self.actors[asked.taker_id if taker else asked.giver_id]
            self.attempt(passing.accept_pass if yes else passing.answer_no, actor, asked.pk, self.now + skew)

    @rule(
        which=number,
        who=number,
        what=st.sampled_from(["ask", "ask", "withdraw", "confirm", "confirm"]),
        skew=skew,
    )
    def relief(self, which: int, who: int, what: str, skew: timedelta) -> None:
        if what == "ask":
            self.here(passing.ask_relief, which, who, "too much", skew=skew)
        else:
            commands = {"withdraw": passing.withdraw_relief, "confirm": passing.confirm_sender_holds}
            self.here(commands[what], which, who, skew=skew)

    # ------------------------------------------------------------------ pausing and closing

    @rule(which=number, who=number, days=st.sampled_from([1, 5, 95]), skew=skew)
    def pause(self, which: int, who: int, days: int, skew: timedelta) -> None:
        self.here(pausing.pause, which, who, "hospital", self.now + days * DAY, skew=skew)

    @rule(which=number, who=number, skew=skew)
    def resume(self, which: int, who: int, skew: timedelta) -> None:
        self.here(pausing.resume, which, who, skew=skew)

    @rule(
        which=number, who=number, reason=st.sampled_from(CLOSE_REASONS), skew=skew, really=st.integers(0, 2)
    )
    def close(self, which: int, who: int, reason: str, skew: timedelta, really: int) -> None:
        if really == 0:
            self.here(closing.close_handoff, which, who, reason, "", skew=skew)

    # ------------------------------------------------------------------ people

    @rule(key=person, what=st.sampled_from(["leave", "back", "gone", "here"]))
    def come_and_go(self, key: str, what: str) -> None:
        staff_id, today = self.ids[key], self.now.date()
        if what == "leave":
            self.attempt(directory.go_on_leave, self.admin, self.now, staff_id, today, today + 7 * DAY)
        elif what == "back":
            self.attempt(directory.come_back, self.admin, self.now, staff_id)
        elif what == "gone":
            self.attempt(directory.deactivate_staff, self.admin, self.now, staff_id)
        else:
            self.attempt(directory.activate_staff, self.admin, self.now, staff_id)

    @rule(key=person, status=st.sampled_from(["open", "open", "not_now"]))
    def say_whether_free(self, key: str, status: str) -> None:
        cast.can_come(key) if status == "open" else cast.cannot_come(key)

    @rule(
        name=st.sampled_from(["Counseling", "Family clinic"]),
        key=st.sampled_from([None, "grace", "bea", "dana"]),
    )
    def name_the_duty_person(self, name: str, key: str | None) -> None:
        staff_id = self.ids[key] if key else None
        self.attempt(directory.set_duty, self.admin, self.now, cast.program(name), staff_id)
        self.attempt(directory.set_supervisor, self.admin, self.now, cast.program(name), staff_id)

    # ------------------------------------------------------------------ what must hold

    @invariant()
    def nothing_is_broken(self) -> None:
        broken = [(result.rule, result.breaches[:3]) for result in run_checks(self.now) if result.breaches]
        assert broken == []
        assert Staff.objects.filter(is_active=True).exists()
