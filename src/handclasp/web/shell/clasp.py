"""The clasp bar: who holds a client, drawn so that the bar cannot stop.

Positions are percentages in SVG attributes, so the bar needs no style attribute (strict policy), stretches
with its container without distortion, and prints when backgrounds are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Literal

from handclasp.web.shell.clasp_hands import FINGERS, Part, Span, draw_hands, finger_height

EventKind = Literal["agreed", "contact", "discharge", "visit", "missed", "engaged"]
GLYPHS: dict[str, str] = {
    "agreed": '<circle r="7"/><path d="M-3 0l2.2 2.4L3.4-2.6"/>',
    "contact": '<path d="M0-8L8 0 0 8-8 0z"/>',
    "discharge": '<rect x="-7" y="-7" width="14" height="14"/>',
    "visit": '<path d="M0-8L8 6.5H-8z"/>',
    "missed": '<circle r="8"/><path d="M-3.2-3.2l6.4 6.4M3.2-3.2l-6.4 6.4"/>',
    "engaged": '<circle r="8"/><circle class="core" r="3.2"/>',
}


@dataclass(frozen=True)
class BarEvent:
    """One mark under a full bar, `day` on the bar's axis; `date` is the day in words."""

    day: float
    kind: EventKind
    label: str = ""
    date: str = ""
    is_done: bool = False
    row: int = 0
    anchor: Literal["start", "middle", "end"] = "middle"

    @property
    def look(self) -> str:
        """Return the classes of its mark."""
        return f"mark{' done' if self.is_done else ''}{' miss' if self.kind == 'missed' else ''}"

    @property
    def glyph(self) -> str:
        """Return its shape, centred on 0 0."""
        return GLYPHS[self.kind]


@dataclass(frozen=True)
class Bar:
    """What a clasp bar shows; spans, `now`, `due`, `reach` and ticks are days on one `axis`.

    `due` is a promised day that has passed, `gap` a stretch when nobody held, `reach` the day to which a lone
    sending hand is stretched out, `expects` "to" while a receiver is named without contact and "none" while
    nobody is named. `is_mini` fills the height of its row. `label` is the whole bar in one sentence.
    """

    axis: Span
    label: str
    sender: Span | None = None
    receiver: Span | None = None
    now: float = 0
    height: int = 48
    due: float | None = None
    gap: Span | None = None
    events: tuple[BarEvent, ...] = ()
    ticks: tuple[float, ...] = ()
    top: int = 0
    foot: int = 0
    look: str = ""
    now_words: str | None = "Today"
    reach: float | None = None
    expects: Literal["to", "none"] | None = None
    is_mini: bool = False

    @property
    def full(self) -> str:
        """Return the height of the whole drawing as SVG writes it."""
        return "100%" if self.is_mini else str(self.top + self.height + self.foot)

    @property
    def upper(self) -> int:
        """Return where the hands begin, in pixels from the top of their group."""
        return 0 if self.is_mini else self.top

    def percent(self, day: float) -> float:
        """Return where a day stands on the axis, in percent; outside the axis it is below 0 or above 100."""
        begin, end = self.axis
        return (day - begin) / (end - begin) * 100 if end > begin else 0.0

    def span(self, days: Span | None) -> Span | None:
        """Return a span of days in percent."""
        return (self.percent(days[0]), self.percent(days[1])) if days else None


def board_bar(bar: Bar) -> Bar:
    """Return the bar as a board's row shows it, on the board's shared axis."""
    return replace(bar, height=26, is_mini=True, top=0, foot=0, events=(), look="")


def full_bar(bar: Bar) -> Bar:
    """Return the bar as the page of one handoff shows it, with the word above and the events below."""
    rows = max((event.row for event in bar.events if event.label), default=0)
    return replace(bar, height=52, is_mini=False, top=30, foot=84 + 46 * rows, look="full")


def draw_clasp(bar: Bar) -> str:
    """Return the bar as one SVG element with its sentence as the accessible name."""
    head = (
        f'<svg class="clasp {escape(bar.look)}" width="100%" height="{bar.full}" role="img" '
        f'aria-label="{escape(bar.label)}">'
    )
    hands = "".join([*_empty_places(bar), *_both_hands(bar), *_gap(bar), *_overdue(bar)])
    if bar.is_mini:
        hands = (
            f'<svg y="50%" overflow="visible"><g transform="translate(0 {-bar.height / 2})">{hands}</g></svg>'
        )
    return "".join(
        [head, *_ticks(bar), hands, *_now_line(bar), *(_event(bar, event) for event in bar.events), "</svg>"]
    )


def draw_axis_lines(bar: Bar) -> str:
    """Return only the ticks and the line of now, for the rows of a board that hold nobody."""
    lines = "".join([*_ticks(bar), *_now_line(bar)])
    return f'<svg class="clasp" width="100%" height="100%" aria-hidden="true">{lines}</svg>'


def _ticks(bar: Bar) -> Iterator[str]:
    for day in bar.ticks:
        x = bar.percent(day)
        yield f'<line class="tick" x1="{x:.3f}%" x2="{x:.3f}%" y1="0" y2="{bar.full}"/>'


def _now(bar: Bar) -> float:
    return max(0.0, min(100.0, bar.percent(bar.now)))


def _sender(bar: Bar) -> Span | None:
    span = bar.span(bar.sender)
    if span and bar.reach is not None:  # outstretched: palm to now, fingers beyond it
        return (span[0], bar.percent(bar.reach))
    return span


def _finger_gap(bar: Bar) -> int:
    return 2 if bar.height <= 28 else 3


def _both_hands(bar: Bar) -> Iterator[str]:
    now, receiver = _now(bar), bar.span(bar.receiver)
    palm_end = bar.percent(min(bar.sender[1], bar.now)) if bar.sender else 0.0
    runs_on = bool(receiver and receiver[1] >= 100)
    for begin, end, kind in ((0.0, now, "past"), (now, 100.0, "plan")):
        if end <= begin:
            continue
        part = Part(_sender(bar), receiver, bar.height, _finger_gap(bar), begin, end, kind, palm_end, runs_on)
        x = f"{begin:.3f}%" if begin else "0"
        if drawn := draw_hands(part):
            size = f'width="{end - begin:.3f}%" height="{bar.height}"'
            yield f'<svg x="{x}" y="{bar.upper}" {size}>{drawn}</svg>'


def _empty_places(bar: Bar) -> Iterator[str]:
    """Draw where the next hand should be."""
    now, sender = _now(bar), _sender(bar)
    if not bar.expects or not sender or now >= 100 or sender[1] <= now:
        return
    finger = finger_height(bar.height, _finger_gap(bar))
    width = (sender[1] - now) / (100 - now) * 100
    yield f'<svg x="{now:.3f}%" y="{bar.upper}" width="{100 - now:.3f}%" height="{bar.height}">'
    for row in range(1, 2 * FINGERS, 2):
        yield (
            f'<rect class="expect {bar.expects}" x="0" width="{width:.3f}%" '
            f'y="{row * (finger + _finger_gap(bar)) + 0.75:.2f}" height="{finger - 1.5:.2f}" '
            f'rx="{finger / 2 - 0.75:.2f}" transform="translate(4 0)"/>'
        )
    yield "</svg>"


def _gap(bar: Bar) -> Iterator[str]:
    span = bar.span(bar.gap)
    if not span:
        return
    edge = 4 if bar.is_mini else 8
    yield (
        f'<rect class="gap" x="{span[0]:.3f}%" width="{span[1] - span[0]:.3f}%" y="{bar.upper - edge}" '
        f'height="{bar.height + 2 * edge}" fill="url(#hazard)"/>'
    )
    if not bar.is_mini:
        middle = f'x="{(span[0] + span[1]) / 2:.3f}%" y="{bar.upper + bar.height / 2 + 6}"'
        yield f'<text class="gap-word" {middle}>Nobody</text>'


def _overdue(bar: Bar) -> Iterator[str]:
    if bar.due is None or bar.due >= bar.now:
        return
    begin, end = max(0.0, bar.percent(bar.due)), _now(bar)
    yield (
        f'<rect class="over" x="{begin:.3f}%" width="{max(0.0, end - begin):.3f}%" '
        f'y="{bar.upper + bar.height + 4}" height="{4 if bar.is_mini else 6}"/>'
    )


def _now_line(bar: Bar) -> Iterator[str]:
    if bar.now_words is None:
        return
    x, cap = f"{_now(bar):.3f}%", bar.top - 13
    upper = 0 if bar.is_mini else cap + 7
    lower = bar.full if bar.is_mini else bar.top + bar.height + 10
    yield f'<line class="now" x1="{x}" x2="{x}" y1="{upper}" y2="{lower}"/>'
    if not bar.is_mini:
        yield f'<text class="now-word" x="{x}" y="{cap}">{escape(bar.now_words)}</text>'


def _event(bar: Bar, event: BarEvent) -> str:
    y = bar.top + bar.height + 20
    return (
        f'<svg x="{bar.percent(event.day):.3f}%" overflow="visible">'
        f'<line class="stem" y1="{bar.top + bar.height + 2}" y2="{y - 9}"/>'
        f'<g class="{event.look}" transform="translate(0 {y})">{event.glyph}</g>'
        f"{_event_words(event, y)}</svg>"
    )


def _event_words(event: BarEvent, y: int) -> str:
    if not event.label:
        return ""
    line = y + 28 + event.row * 46
    stem = f'<line class="stem" y1="{y + 9}" y2="{line - 16}"/>' if event.row else ""
    return (
        f'{stem}<text class="ev" text-anchor="{event.anchor}" y="{line}">{escape(event.label)}</text>'
        f'<text class="ev-date" text-anchor="{event.anchor}" y="{line + 19}">{escape(event.date)}</text>'
    )
