"""Until when somebody is there, or not, in words that mean one moment."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from handclasp.domain.ranking import Candidate, Facts
from handclasp.web.introduce.coming_words import why, why_not

CHICAGO = ZoneInfo("America/Chicago")
EVENING = datetime(2026, 3, 11, 19, 24, tzinfo=CHICAGO)
MORNING = datetime(2026, 3, 12, 7, 23, 40, tzinfo=CHICAGO)
ANYBODY = SimpleNamespace(language="en", client=None, need=None)


def somebody(status: str, code: str, until: datetime) -> SimpleNamespace:
    facts = Facts(1, 1, status, True, until=until, speaks=False, has_video=True, setting="video")
    staff = SimpleNamespace(site=SimpleNamespace(name="Main Street"))
    return SimpleNamespace(
        candidate=Candidate(facts, code == "open", code, "video", 1), staff=staff, program=None
    )


@pytest.mark.parametrize(
    ("until", "said"), [(MORNING, "tomorrow, 7:24 am"), (EVENING + timedelta(seconds=90), "7:26 pm")]
)
def test_the_end_is_said_with_its_day_and_in_the_minute_by_which_it_is_over(
    until: datetime, said: str
) -> None:
    with timezone.override(CHICAGO):
        assert f"Open until {said}." in why(somebody("open", "open", until), ANYBODY, EVENING)  # type: ignore[arg-type]
        other = SimpleNamespace(person=somebody("not_now", "not_now", until), next_block=None)
        assert why_not(other, EVENING, timedelta(0)) == f"Not now until {said}."  # type: ignore[arg-type]
