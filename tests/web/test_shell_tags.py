"""What the house's tags draw."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template import engines
from django.utils import timezone

from handclasp.web.shell import clasp, times
from handclasp.web.shell.names import initials

NOON = datetime(2027, 3, 9, 17, 0, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")


def draw(source: str, **context: object) -> str:
    return engines["django"].from_string("{% load shell %}" + source).render(context)


def test_a_bar_says_itself_in_one_sentence_and_holds_no_style() -> None:
    bar = clasp.Bar((0, 28), 'Wes <holds> "Ana"', sender=(2, 20), receiver=(5, 30), now=8)
    for drawn in (clasp.draw_clasp(clasp.board_bar(bar)), clasp.draw_clasp(clasp.full_bar(bar))):
        assert 'aria-label="Wes &lt;holds&gt; &quot;Ana&quot;"' in drawn
        assert "style=" not in drawn
        assert drawn.count("<svg") == drawn.count("</svg>")


def test_the_senders_hand_reaches_past_now_until_the_next_hand_has_closed() -> None:
    drawn = clasp.draw_clasp(clasp.Bar((0, 28), "alone", sender=(2, 8), now=8, reach=14, expects="to", due=6))
    assert 'class="from finger plan"' in drawn
    assert 'class="expect to"' in drawn
    assert 'class="over"' in drawn


@pytest.mark.parametrize("now", [-5, 0, 14, 28, 90])
@pytest.mark.parametrize("receiver", [None, (3, 30), (9, 12)])
def test_a_bar_can_be_drawn_on_any_day(now: float, receiver: tuple[float, float] | None) -> None:
    bar = clasp.Bar(
        (0, 28), "x", sender=(-3, 10), receiver=receiver, now=now, due=4, reach=12, expects="none"
    )
    assert "nan" not in clasp.draw_clasp(bar)


def test_an_axis_without_length_is_drawn_all_the_same() -> None:
    assert clasp.draw_clasp(clasp.Bar((3, 3), "x", sender=(3, 3), now=3))


def test_events_of_a_bar_are_listed_in_words() -> None:
    event = clasp.BarEvent(3, "missed", "Call <promised>", "Mon, Mar 8", is_done=True)
    bar = clasp.full_bar(clasp.Bar((0, 28), "x", events=(event,)))
    listed = draw("{% clasp_events bar %}", bar=bar)
    assert "Call &lt;promised&gt;" in listed
    assert "mark done miss" in listed
    assert "Call &lt;promised&gt;" in clasp.draw_clasp(bar)


def test_an_unknown_icon_is_a_mistake_of_ours() -> None:
    assert 'href="#i-walk"' in draw('{% icon "walk" %}')
    with pytest.raises(Exception, match="no icon"):
        draw('{% icon "unicorn" %}')


def test_names_are_escaped_and_kept_apart_from_their_surroundings() -> None:
    drawn = draw('{% hand "from" name %}{% hand "none" name True %}', name="<b>ليلى</b>")
    assert "<bdi>&lt;b&gt;ليلى&lt;/b&gt;</bdi>" in drawn


@pytest.mark.parametrize("state", ["open", "with_client", "not_now", "off"])
def test_every_presence_has_a_shape(state: str) -> None:
    assert "<circle" in draw("{% presence_state state %}", state=state)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Imani Castellane", "IC"),
        ("Imani Castellane, LPC", "IC"),
        ("Cher, MD", "C"),
        ("Cher", "C"),
        ("", "·"),
        ("👩‍👩‍👧 Ng", "👩‍👩‍👧N"),
        ("ليلى حداد", "لح"),
        ("Ana de la Cruz", "AC"),
    ],
)
def test_initials_survive_every_name(name: str, shown: str) -> None:
    assert initials(name) == shown


def test_times_are_said_as_people_say_them_in_the_sites_zone() -> None:
    with timezone.override(NEW_YORK):
        assert times.clock_words(NOON) == "12:00 pm"
        assert times.clock_words(NOON - timedelta(hours=12)) == "12:00 am"
        assert times.day_words(times.local_day(NOON)) == "Tuesday, March 9"
        assert times.moment_words(NOON, NOON) == "12:00 pm"
        assert times.moment_words(NOON + timedelta(days=1), NOON) == "tomorrow, 12:00 pm"
        assert times.moment_words(NOON - timedelta(days=1), NOON) == "yesterday, 12:00 pm"
        assert times.moment_words(NOON + timedelta(days=3), NOON) == "Friday, 12:00 pm"
        assert times.moment_words(NOON + timedelta(days=9), NOON) == "Thu, Mar 18, 1:00 pm"
        assert times.moment_words(NOON - timedelta(days=400), NOON) == "Mon, Feb 2, 2026, 12:00 pm"


def test_the_day_turns_at_the_sites_midnight() -> None:
    late = datetime(2027, 3, 10, 3, 30, tzinfo=UTC)
    with timezone.override(NEW_YORK):
        assert times.moment_words(late, NOON) == "10:30 pm"


def test_a_countdown_brings_its_deadline_and_the_servers_time() -> None:
    drawn = draw(
        '{% countdown until now speak="to answer" %}', until=NOON + timedelta(seconds=51.2), now=NOON
    )
    assert ">0:52<" in drawn
    assert f'data-countdown="{int(NOON.timestamp() * 1000) + 51200}"' in drawn
    assert f'data-server-now="{int(NOON.timestamp() * 1000)}"' in drawn


def test_a_fuse_never_leaves_its_ends() -> None:
    for left in (-30, 0, 45, 200):
        until = NOON + timedelta(seconds=left)
        assert "% height" not in draw(
            "{% fuse start until now %}", start=NOON - timedelta(seconds=90), until=until, now=NOON
        )


@pytest.mark.parametrize(("name", "said"), [("Marisol T.", "Marisol T."), ("Sukarno", "Sukarno.")])
def test_a_sentence_ends_with_one_full_stop(name: str, said: str) -> None:
    assert draw("{{ name }}{{ name|stop }}", name=name) == said
