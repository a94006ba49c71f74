"""What every page of the staff needs around itself."""

from dataclasses import dataclass, replace
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from handclasp.directory.models import Staff
from handclasp.directory.queries import programs_of
from handclasp.platform.actor import Actor
from handclasp.web.shell.demo_strip import DemoStrip, demo_strip
from handclasp.web.shell.lock import Lock, lock

LIVE_PATH: Final = "/live/"
PAGES: Final = (
    ("/", "today", "Today", "today:read"),
    ("/introduce/", "intro", "Introduce", "handoff:ask"),
    ("/availability/", "clock", "Availability", "availability:read"),
    ("/people/", "people", "People", "directory:read"),
    ("/supervise/", "eye", "Supervise", "program:supervise"),
    ("/audit/", "lock", "Audit", "audit:read"),
    ("/numbers/", "chart", "Numbers", "numbers:read"),
)
# Pages that are reached from an entry and have addresses of their own.
BELOW: Final = {
    "/people/": ("/people/", "/places/", "/needs/", "/setup/"),
    "/availability/": ("/availability/", "/session/", "/tablets/"),
}
FIND: Final = ("/introduce/", "intro", "Find a client", "client:find")


@dataclass(frozen=True)
class Link:
    """One entry of the main navigation."""

    url: str
    icon: str
    words: str
    is_here: bool


@dataclass(frozen=True)
class Shell:
    """The frame of a page: who is signed in, where one can go, where what is new comes from."""

    me: str = ""
    place: str = ""
    me_topic: str = ""
    links: tuple[Link, ...] = ()
    live_url: str = ""
    rings_url: str = ""
    reminder_url: str = ""
    introduce_url: str = ""
    sign_in_url: str = ""
    sign_out_url: str = ""
    lock: Lock | None = None
    security_url: str = ""
    demo: DemoStrip | None = None


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Give templates `shell`; a stranger's has no names and no links."""
    actor: Actor | None = getattr(request, "actor", None)
    demo = demo_strip(request, actor) if settings.DEMO else None
    sign_in = _url("account_login")
    if actor is None or actor.staff_id is None:
        return {"shell": Shell(sign_in_url=sign_in, sign_out_url=_url("account_logout"), demo=demo)}
    frame = _signed_in(request, actor, sign_in, demo)
    if getattr(request, "must_enrol", False):  # nothing else is open yet
        frame = replace(frame, links=(), rings_url="", reminder_url="", introduce_url="")
    return {"shell": frame}


def _signed_in(request: HttpRequest, actor: Actor, sign_in: str, demo: DemoStrip | None) -> Shell:
    return Shell(
        me=actor.label,
        place=_place(getattr(request, "staff", None)),
        me_topic=f"staff:{actor.staff_id}",
        links=tuple(_links(request.path, actor)),
        live_url=LIVE_PATH,
        rings_url=_url("rings") if actor.may("ring:see") else "",
        reminder_url=_url("block_reminder") if actor.may("block:plan") else "",
        introduce_url=_url("introduce") if actor.may("handoff:ask") else "",
        sign_in_url=sign_in,
        sign_out_url=_url("account_logout"),
        lock=lock(request),
        security_url=_url("mfa_index"),
        demo=demo,
    )


def _place(staff: Staff | None) -> str:
    """Return `Fernhollow Outpatient` or `Family Clinic, exam room 4`."""
    if staff is None:
        return ""
    programs = [program.name for program in programs_of(staff.pk)][:1]
    return ", ".join([*programs, *filter(None, [staff.room])])


def _links(path: str, actor: Actor) -> list[Link]:
    pages = PAGES if actor.may("handoff:ask") else (PAGES[0], FIND, *PAGES[1:])
    return [
        Link(url, icon, words, path == url or (url != "/" and path.startswith(BELOW.get(url, (url,)))))
        for url, icon, words, permission in pages
        if actor.may(permission)
    ]


def _url(name: str) -> str:
    """Return where a named page is, or an empty string where this installation has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
