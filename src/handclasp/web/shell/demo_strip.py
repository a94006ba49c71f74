"""The strip above every page of the demo: who you are and what the clock says."""

from dataclasses import dataclass

from django.http import HttpRequest

from handclasp.platform import clock
from handclasp.platform.actor import Actor
from handclasp.web.shell import times


@dataclass(frozen=True)
class DemoStrip:
    """What the strip shows; `now_iso` is the demo's time for machines."""

    who: str
    url: str
    now_iso: str
    now_words: str
    here: str


def demo_strip(request: HttpRequest, actor: Actor | None) -> DemoStrip:
    """Return the strip for this page."""
    now = clock.now()
    return DemoStrip(
        who=actor.label if actor else "",
        url="/demo/",
        now_iso=now.isoformat(timespec="seconds"),
        now_words=times.short_day_words(times.local_day(now)) + ", " + times.clock_words(now),
        here=request.path,
    )
