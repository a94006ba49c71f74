"""Tags of the house: icons, hands, presence, the clasp bar, names and times."""

from datetime import date, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from handclasp.web.shell import clasp, names, phones, times
from handclasp.web.shell.drawings import HANDS, ICONS, PRESENCE

register = template.Library()


@register.simple_tag
def icon(name: str, look: str = "") -> SafeString:
    """Draw one of the house's icons; it never stands without words."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"There is no icon “{name}”.")
    return format_html(
        '<svg class="i{}" aria-hidden="true"><use href="#i-{}"/></svg>', f" {look}" if look else "", name
    )


@register.filter
def phone(kept: str) -> str:
    """Return a phone number as people read it aloud."""
    return phones.phone_words(kept)


@register.filter
def stop(text: str) -> str:
    """Return the full stop that a sentence ending with this text still needs: none after `Marisol T.`."""
    return "" if text.rstrip("\u2069").endswith(".") else "."


@register.simple_tag
def hand(side: str, name: str, strong: bool = False) -> SafeString:
    """Draw a named hand: side `from` (sends), `to` (receives) or `none` (not holding yet)."""
    shown = format_html("<b><bdi>{}</bdi></b>", name) if strong else format_html("<bdi>{}</bdi>", name)
    drawn = _constant(HANDS[side])
    return format_html(
        '<span class="hand"><svg viewBox="0 0 12 12" aria-hidden="true">{}</svg><span>{}</span></span>',
        drawn,
        shown,
    )


@register.simple_tag
def presence_state(state: str) -> SafeString:
    """Draw availability by shape: `open`, `with_client`, `not_now` or `off`; put the words beside it."""
    return format_html(
        '<svg class="state" viewBox="0 0 18 18" aria-hidden="true">{}</svg>', _constant(PRESENCE[state])
    )


@register.simple_tag
def clasp_bar(bar: clasp.Bar) -> SafeString:
    """Draw a clasp bar."""
    return _constant(clasp.draw_clasp(bar))


@register.simple_tag
def clasp_lines(bar: clasp.Bar) -> SafeString:
    """Draw only the ticks and the line of now of a board's axis."""
    return _constant(clasp.draw_axis_lines(bar))


@register.inclusion_tag("shell/_clasp_events.html")
def clasp_events(bar: clasp.Bar) -> dict[str, object]:
    """List the events of a full bar in words; it replaces the drawn labels when narrow."""
    return {"events": [(event, _constant(event.glyph)) for event in bar.events]}


@register.filter
def clock(at: datetime | None) -> str:
    """Show `10:30 am` in the site's zone."""
    return times.clock_words(at) if at else ""


@register.filter
def day(at: datetime | date | None) -> str:
    """Show `Tuesday, March 9`."""
    return times.day_words(_as_day(at)) if at else ""


@register.filter
def short_day(at: datetime | date | None) -> str:
    """Show `Tue, Mar 9`."""
    return times.short_day_words(_as_day(at)) if at else ""


@register.simple_tag
def moment(at: datetime, now: datetime) -> str:
    """Show a time as said on the day `now`: `10:30 am`, `tomorrow, 10:30 am`, `Friday, 4:00 pm`."""
    return times.moment_words(at, now)


@register.simple_tag
def countdown(until: datetime, now: datetime, look: str = "", speak: str = "") -> SafeString:
    """Show the minutes and seconds left; a script lowers it. `speak` is said at 30 and 10 s."""
    left = (until - now).total_seconds()
    return format_html(
        '<span class="num {}" role="timer" aria-live="off" data-countdown="{}" data-server-now="{}"'
        ' data-speak="{}">{}</span>',
        look,
        int(until.timestamp() * 1000),
        int(now.timestamp() * 1000),
        speak,
        times.seconds_words(left),
    )


@register.simple_tag
def fuse(started: datetime, until: datetime, now: datetime) -> SafeString:
    """Draw how much of a ring's time is left; a script shortens it."""
    whole = max(1.0, (until - started).total_seconds())
    left = max(0.0, min(whole, (until - now).total_seconds()))
    return format_html(
        '<svg class="fuse" width="100%" height="8" role="img" aria-label="{} of {} seconds left"'
        ' data-fuse-start="{}" data-fuse-end="{}" data-server-now="{}">'
        '<rect class="rest" width="100%" height="8" rx="4"/>'
        '<rect class="left" width="{}%" height="8" rx="4"/></svg>',
        int(left),
        int(whole),
        *(int(at.timestamp() * 1000) for at in (started, until, now)),
        round(left / whole * 100),
    )


@register.filter
def initials(name: str) -> str:
    """Show up to two first letters of a name."""
    return names.initials(name)


def _as_day(at: datetime | date) -> date:
    return times.local_day(at) if isinstance(at, datetime) else at


def _constant(markup: str) -> SafeString:
    return mark_safe(markup)  # noqa: S308 - drawn by this package from numbers; every text in it is escaped there
