"""The two hands of a clasp bar as SVG rectangles."""

from collections.abc import Iterator
from dataclasses import dataclass

FINGERS = 2  # per hand
Span = tuple[float, float]


@dataclass(frozen=True)
class Part:
    """One stretch of the bar that is drawn in one manner: `past` filled, `plan` outlined.

    Spans and edges are percent of the whole bar; height and gap are pixels.
    """

    sender: Span | None
    receiver: Span | None
    height: float
    gap: float
    begin: float
    end: float
    kind: str
    sender_palm_end: float
    receiver_runs_on: bool

    @property
    def finger(self) -> float:
        """Return the thickness of one finger in pixels."""
        return finger_height(self.height, self.gap)


def finger_height(height: float, gap: float) -> float:
    """Return the thickness of one of the interlaced fingers, in pixels."""
    return (height - (2 * FINGERS - 1) * gap) / (2 * FINGERS)


def draw_hands(part: Part) -> str:
    """Return the rectangles of both hands, sender's fingers first, palms on top of their roots."""
    return "".join([*_sender_fingers(part), *_receiver(part), *_sender_palm(part)])


def _sender_fingers(part: Part) -> Iterator[str]:
    if not part.sender:
        return
    begin, end = part.sender
    root = (begin + _palm_end(part)) / 2
    for row in range(0, 2 * FINGERS, 2):
        yield _finger(part, "from", (root, end), row, -2)


def _receiver(part: Part) -> Iterator[str]:
    if not part.receiver:
        return
    begin, end = part.receiver
    closes = max(part.sender[1] if part.sender else begin, begin)
    for row in range(1, 2 * FINGERS, 2):
        yield _finger(part, "to", (begin, (closes + end) / 2 + 1), row, 2)
    beyond = _beyond_the_edge(part) if part.receiver_runs_on else 0
    yield _rectangle(part, f"to palm {part.kind}", (closes, end + beyond), 0, part.height, 3)


def _sender_palm(part: Part) -> Iterator[str]:
    if not part.sender:
        return
    begin = part.sender[0]
    span = (begin - (_beyond_the_edge(part) if begin <= 0 else 0), _palm_end(part))
    yield _rectangle(part, f"from palm {part.kind}", span, 0, part.height, 3)
    if part.kind == "past":  # a second signal besides hue: the sender is hatched
        yield _rectangle(part, 'hatch" fill="url(#hatch)', span, 0, part.height, 3)


def _palm_end(part: Part) -> float:
    assert part.sender is not None
    if not part.receiver:
        return part.sender_palm_end
    return min(part.sender[1], part.receiver[0])


def _beyond_the_edge(part: Part) -> float:
    """Return a width that clips the rounding of a hand that goes on outside the picture."""
    return 40 * (part.end - part.begin) / 100 + 5


def _finger(part: Part, side: str, span: Span, row: int, shift: int) -> str:
    radius = round(min(part.finger / 2, 6), 2)
    top = row * (part.finger + part.gap)
    return _rectangle(part, f"{side} finger {part.kind}", span, top, part.finger, radius, shift)


def _rectangle(
    part: Part, look: str, span: Span, top: float, height: float, radius: float, shift: int = 0
) -> str:
    if span[1] - span[0] <= 0.01:
        return ""
    inset = 0.75 if part.kind == "plan" else 0
    scale = 100 / (part.end - part.begin)
    moved = f' transform="translate({shift} 0)"' if shift else ""
    return (
        f'<rect class="{look}" x="{(span[0] - part.begin) * scale:.3f}%" '
        f'width="{max(0, span[1] - span[0]) * scale:.3f}%" y="{top + inset:.2f}" '
        f'height="{height - 2 * inset:.2f}" rx="{radius}"{moved}/>'
    )
