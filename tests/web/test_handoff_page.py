"""The page of one handoff: who holds, what comes next, what may be pressed, what happened."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from handclasp.directory.models import Staff
from handclasp.handoffs import tasks
from handclasp.handoffs.commands import meeting, passing, promising, visits
from handclasp.handoffs.models import Action, Attempt, Hand, Handoff, Promise, Relief, Visit
from tests.web.clinic import Clinic, acts, ago, ask, client, open_clinic, promise, share
from tests.web.staffing import signed_in

pytestmark = pytest.mark.usefixtures("db_clone")
LONG = "ñ" * 10_001


def _page(who: Staff, handoff: Handoff) -> str:
    answer = signed_in(who).get(f"/handoffs/{handoff.pk}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def _press(who: Staff, handoff: Handoff, name: str, **form: Any) -> Any:
    return signed_in(who).post(f"/handoffs/{handoff.pk}/{name}/", form)


def _on(house: Clinic, **later: float) -> dict[str, str]:
    """Return a day and a time as the form sends them, in the clinic's zone."""
    local = timezone.localtime(datetime.now(UTC) + timedelta(**later), ZoneInfo(house.organization.time_zone))
    return {"on": f"{local:%Y-%m-%d}", "at": f"{local:%H:%M}"}


def test_a_promise_says_who_holds_and_who_is_told_when_nothing_happens() -> None:
    house = open_clinic()
    handoff = promise(house, ask(house, client(house), ago(hours=2)), ago(hours=2))
    page = _page(house.imani, handoff)
    assert "Marisol Tamayo" in page
    assert "Dr. Wes Halvorsen" in page
    assert "Nothing is shared before first contact" in page
    assert "If nobody has reached her by" in page
    assert "you are told, then Dr. Wes Halvorsen, then Dana Whitcombe." in page
    assert "is first contact: from then on you share responsibility" in page
    assert "She said yes to meeting somebody" in page


def test_a_late_promise_is_an_alert_that_names_those_who_were_told() -> None:
    house = open_clinic()
    handoff = promise(house, ask(house, client(house), ago(days=6)), ago(days=6))
    for hours in (60, 50, 40):
        tasks.sweep(ago(hours=hours))
    page = _page(house.wes, handoff)
    assert "She has not been reached" in page
    assert "Told so far: Imani Castellane, you and Dana Whitcombe" in page
    assert "Dana Whitcombe was told: the promised contact had not happened" in page


def test_reaching_her_is_first_contact() -> None:
    house = open_clinic()
    handoff = promise(house, ask(house, client(house), ago(hours=2)), ago(hours=2))
    assert _press(house.imani, handoff, "attempt", channel="call", result="reached").status_code == 302
    assert Handoff.objects.get(pk=handoff.pk).state == "shared"
    page = _page(house.wes, handoff)
    assert "Let go when she is engaged" in page
    assert "One more visit, the first by" in page


def test_a_text_is_no_first_contact_and_what_was_typed_stays() -> None:
    house = open_clinic()
    handoff = promise(house, ask(house, client(house), ago(hours=2)), ago(hours=2))
    answer = _press(
        house.imani, handoff, "attempt", channel="text", result="reached", note="She wrote back: sí"
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "is not first contact" in page
    assert "She wrote back: sí" in page
    assert not Attempt.objects.exists()


def test_another_time_moves_the_promise() -> None:
    house = open_clinic()
    handoff = promise(house, ask(house, client(house), ago(hours=2)), ago(hours=2))
    when = _on(house, days=2)
    again = {"again_on": when["on"], "again_at": when["at"]}
    assert (
        _press(house.imani, handoff, "attempt", channel="call", result="another_time", **again).status_code
        == 302
    )
    due = Promise.objects.get(handoff=handoff, state="open").due_at
    assert abs(due - datetime.now(UTC) - timedelta(days=2)) < timedelta(minutes=2)
    assert _press(house.imani, handoff, "attempt", channel="call", result="another_time").status_code == 409


def test_a_visit_is_planned_recorded_by_one_tap_and_releases_the_sender() -> None:
    house = open_clinic()
    handoff = share(house, client(house), ago(days=2))
    assert _press(house.imani, handoff, "plan-visit", **_on(house, days=1)).status_code == 302
    assert "Visit planned" in _page(house.wes, handoff)
    past = visits.plan_visit(acts(house.imani), handoff.pk, ago(hours=3), ago(hours=4))
    assert "She came" in _page(house.imani, handoff)
    assert _press(house.imani, handoff, "record-visit", visit=past.pk, outcome="attended").status_code == 302
    page = _page(house.wes, handoff)
    assert "She is engaged since" in page
    assert "Close this handoff" not in page
    again = _press(house.imani, handoff, "record-visit", visit=past.pk, outcome="missed")
    assert again.status_code == 409


def test_a_visit_is_moved_and_called_off() -> None:
    house = open_clinic()
    handoff = share(house, client(house), ago(days=2))
    visit = visits.plan_visit(
        acts(house.imani), handoff.pk, datetime.now(UTC) + timedelta(days=1), ago(hours=1)
    )
    refused = _press(house.imani, handoff, "record-visit", visit=visit.pk, outcome="rescheduled")
    assert refused.status_code == 409
    moved = _press(
        house.imani, handoff, "record-visit", visit=visit.pk, outcome="rescheduled", **_on(house, days=3)
    )
    assert moved.status_code == 302
    second = Visit.objects.get(handoff=handoff, state="planned")
    assert (
        _press(house.imani, handoff, "record-visit", visit=second.pk, outcome="cancelled").status_code == 302
    )
    assert "Called off" in _page(house.imani, handoff)


def test_a_taken_time_is_refused_unless_a_supervisor_books_it_on_purpose() -> None:
    house = open_clinic()
    first = share(house, client(house, "Joy"), ago(days=2))
    second = share(house, client(house, "Teddy"), ago(days=2))
    when = _on(house, days=1)
    assert _press(house.imani, first, "plan-visit", **when).status_code == 302
    refused = _press(house.imani, second, "plan-visit", **when)
    assert refused.status_code == 409
    assert "already a visit at that time" in refused.content.decode()
    assert when["on"] in refused.content.decode()
    assert "Book on purpose" not in refused.content.decode()
    assert _press(house.dana, second, "plan-visit", overbook="on", **when).status_code == 302


@pytest.mark.parametrize(
    "form",
    [
        {}, {"on": "2020-01-01", "at": "10:00"}, {"on": "9999-12-31", "at": "23:59"},
        {"on": "0001-01-01", "at": "00:00"},
        {"on": "tomorrow", "at": "late"}, {"on": "2026-02-30", "at": "25:00"}, {"on": "2098-01-01", "at": "10:00"},
    ],
)  # fmt: skip
def test_an_absurd_date_is_answered_in_words(form: dict[str, str]) -> None:
    house = open_clinic()
    handoff = share(house, client(house), ago(days=1))
    answer = _press(house.imani, handoff, "plan-visit", **form)
    assert answer.status_code in {409, 422}
    assert 'role="alert"' in answer.content.decode()
    assert not Visit.objects.exists()


def test_a_side_is_handed_on_and_the_request_withdrawn() -> None:
    house = open_clinic()
    handoff = share(house, client(house), ago(days=1))
    to = f"receiving:{house.tomas.pk}"
    too_long = _press(house.imani, handoff, "hand-on", to=to, reason=LONG)
    assert too_long.status_code == 422
    assert "longer than 10,000 characters" in too_long.content.decode()
    assert LONG in too_long.content.decode()
    assert _press(house.imani, handoff, "hand-on", to=to, reason="Away next week").status_code == 302
    assert "asked you to take over the receiving side" in _page(house.tomas, handoff)
    asked = handoff.passes.get(state="asked")
    assert _press(house.imani, handoff, "answer", request=asked.pk, answer="no").status_code == 302
    assert handoff.passes.get().state == "withdrawn"


def test_a_wrong_colleague_is_refused_in_words() -> None:
    house = open_clinic()
    handoff = share(house, client(house), ago(days=1))
    for to in (f"receiving:{house.wes.pk}", "receiving:999999", "middle:1", "receiving:" + "9" * 40):
        answer = _press(house.imani, handoff, "hand-on", to=to, reason="Away")
        assert answer.status_code in {409, 422}
        assert "Away" in answer.content.decode()


def test_relief_is_asked_and_the_sender_holds_alone_again() -> None:
    house = open_clinic()
    handoff = share(house, client(house), ago(days=1))
    assert _press(house.imani, handoff, "ask-relief", reason="I knew her at school").status_code == 302
    page = _page(house.wes, handoff)
    assert "I knew her at school" in page
    assert "I hold her alone again" in page
    assert _press(house.wes, handoff, "confirm-relief").status_code == 302
    assert Handoff.objects.get(pk=handoff.pk).state == "seeking"
    assert Relief.objects.get().state == "met"
    assert _press(house.wes, handoff, "confirm-relief").status_code == 409


def test_a_pause_stops_the_dates_and_ends_again() -> None:
    house = open_clinic()
    handoff = share(house, client(house), ago(days=1))
    review = _on(house, days=10)["on"]
    assert _press(house.wes, handoff, "pause", reason="hospital", review_on=review).status_code == 302
    assert "She is in hospital. Dates stand still" in _page(house.imani, handoff)
    assert _press(house.wes, handoff, "resume").status_code == 302
    late = _press(house.wes, handoff, "pause", reason="jail", review_on=_on(house, days=200)["on"])
    assert late.status_code == 409
    assert "at most 90 days ahead" in late.content.decode()


def test_closing_needs_a_listed_reason_and_says_how_it_ended() -> None:
    house = open_clinic()
    handoff = share(house, client(house), ago(days=1))
    lost = _press(house.imani, handoff, "close", reason="cannot_be_found", note="No answer for weeks")
    assert lost.status_code == 409
    assert "No answer for weeks" in lost.content.decode()
    assert "first a text, a letter and going there" in lost.content.decode()
    assert _press(house.imani, handoff, "close", reason="bored").status_code == 422
    assert _press(house.imani, handoff, "close", reason="moved").status_code == 302
    assert "She moved away. Closed on" in _page(house.wes, handoff)
    assert _press(house.imani, handoff, "close", reason="moved").status_code == 409


def test_a_supervisor_assigns_and_others_cannot() -> None:
    house = open_clinic()
    handoff = share(house, client(house), ago(days=1))
    to = {"to": f"receiving:{house.tomas.pk}", "reason": "Imani is ill"}
    assert "Put a side into" in _page(house.dana, handoff)
    assert "Put a side into" not in _page(house.wes, handoff)
    assert _press(house.wes, handoff, "assign", **to).status_code == 409
    assert _press(house.dana, handoff, "assign", **to).status_code == 302
    assert Hand.objects.get(handoff=handoff, side="receiving", ended_at=None).staff_id == house.tomas.pk


def test_the_summary_is_read_and_next_steps_are_done() -> None:
    house = open_clinic()
    handoff = share(house, client(house), ago(days=1))
    words = meeting.Words("watcher", "Sleeps <b>three</b> hours", "Call us", "", "Sleep", "A walk")
    meeting.save_words(acts(house.imani), handoff.pk, words, 1, ago(hours=3))
    meeting.add_action(acts(house.imani), handoff.pk, "Send the diary", house.imani.pk, None, ago(hours=3))
    page = _page(house.wes, handoff)
    assert "Sleeps &lt;b&gt;three&lt;/b&gt; hours" in page
    assert "Watch closely" in page
    step = Action.objects.get()
    assert _press(house.imani, handoff, "finish", action=step.pk).status_code == 302
    assert "Done: <bdi>Send the diary" in _page(house.wes, handoff)


def test_somebody_without_part_reads_and_learns_who_can() -> None:
    house = open_clinic()
    handoff = ask(house, client(house), ago(minutes=2))
    page = _page(house.tomas, handoff)
    assert "You can read this page. Dr. Wes Halvorsen can change what stands here" in page
    assert "Close this handoff" not in page
    assert _press(house.tomas, handoff, "close", reason="moved").status_code == 409


def test_foreign_and_unknown_handoffs_are_not_there() -> None:
    house, other = open_clinic(), open_clinic("Larkmeadow")
    handoff = share(house, client(house), ago(days=1))
    stranger = signed_in(other.imani)
    for number in (handoff.pk, 424242, 10**17):
        for path in ("", "part/", "history/"):
            assert stranger.get(f"/handoffs/{number}/{path}").status_code == 404
        assert stranger.post(f"/handoffs/{number}/close/", {"reason": "moved"}).status_code == 404
    assert stranger.get(f"/handoffs/{10**30}/").status_code in {400, 404}
    assert Handoff.objects.get(pk=handoff.pk).state == "shared"


def test_looking_at_the_address_of_an_action_leads_to_the_page() -> None:
    house = open_clinic()
    handoff = ask(house, client(house), ago(minutes=2))
    assert (
        signed_in(house.wes).get(f"/handoffs/{handoff.pk}/close/")["Location"] == f"/handoffs/{handoff.pk}/"
    )


def test_history_is_told_page_by_page() -> None:
    house = open_clinic()
    handoff = share(house, client(house), ago(days=3))
    for number in range(40):
        meeting.add_action(acts(house.imani), handoff.pk, f"Step {number}", None, None, ago(hours=2))
    page = _page(house.imani, handoff)
    assert "What happened before" in page
    assert "She said yes to meeting somebody" not in page
    older = page.split(f"/handoffs/{handoff.pk}/history/?before=")[1].split('"')[0]
    answer = signed_in(house.imani).get(f"/handoffs/{handoff.pk}/history/?before={older}")
    assert "She said yes to meeting somebody" in answer.content.decode()
    assert signed_in(house.imani).get(f"/handoffs/{handoff.pk}/history/?before=x").status_code == 200


def test_the_number_of_queries_does_not_grow_with_visits_tries_and_steps() -> None:
    house = open_clinic()
    handoff = share(house, client(house), ago(days=3))
    browser = signed_in(house.imani)

    def queries() -> int:
        browser.get(
            f"/handoffs/{handoff.pk}/"
        )  # the first reading is written down, the second is the same one
        with CaptureQueriesContext(connection) as found:
            browser.get(f"/handoffs/{handoff.pk}/")
        return len(found)

    for number in range(30):
        meeting.add_action(
            acts(house.imani), handoff.pk, f"Step {number}", house.imani.pk, None, ago(hours=2)
        )
        if number == 2:
            _few_more(house, handoff)
            few = queries()
    for number in range(10):
        visits.plan_visit(
            acts(house.imani), handoff.pk, datetime.now(UTC) + timedelta(days=number + 2), ago(hours=1)
        )
        promising.record_attempt(acts(house.imani), handoff.pk, "text", "message_left", "", ago(hours=1))
    assert queries() == few


def _few_more(house: Clinic, handoff: Handoff) -> None:
    visits.plan_visit(acts(house.imani), handoff.pk, datetime.now(UTC) + timedelta(days=1), ago(hours=1))
    passing.ask_colleague(acts(house.imani), handoff.pk, "receiving", house.tomas.pk, "Away", ago(hours=1))
