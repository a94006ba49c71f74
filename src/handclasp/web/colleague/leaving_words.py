"""What has to pass on before somebody leaves, in words."""

from dataclasses import dataclass
from typing import Final

from handclasp.directory.one_person import PersonFacts
from handclasp.handoffs.queries.leaving import Held

ONE_OR_MANY: Final = {
    "sending": ("client on the sending side", "clients on the sending side"),
    "receiving": ("client on the receiving side", "clients on the receiving side"),
    "promise": ("promise to reach a client", "promises to reach a client"),
    "coming": ("client they are on the way to", "clients they are on the way to"),
    "ring": ("client they are being rung for", "clients they are being rung for"),
    "asked": ("question whether they take somebody over", "questions whether they take somebody over"),
}
STEPS: Final = {
    "sending": "Put into other hands by {who} on the Supervise board, or by a colleague who takes over.",
    "receiving": "Put into other hands by {who} on the Supervise board, or by a colleague who takes over.",
    "promise": "Given to a colleague by {who} on the Supervise board.",
    "coming": "Over within minutes, or whoever sends asks somebody else.",
    "ring": "Over within two minutes.",
    "asked": "Binds nobody. Whoever asked can withdraw it and ask somebody else.",
}


@dataclass(frozen=True)
class HeldLine:
    """So many of one kind, and how it passes on; `is_mine` shows the way to the board."""

    many: int
    words: str
    program: str
    step: str
    is_mine: bool


def held_lines(held: tuple[Held, ...]) -> tuple[HeldLine, ...]:
    """Return a line for each kind and program."""
    return tuple(
        HeldLine(one.many, ONE_OR_MANY[one.kind][one.many != 1], one.program, _step(one), one.is_mine)
        for one in held
    )


def named_words(facts: PersonFacts) -> tuple[str, ...]:
    """Return who and what relies on this person, and what becomes of it when they leave."""
    lines = [f"On duty for {one.name}: nobody is, until you name somebody." for one in facts.on_duty]
    lines += [f"Supervises {one.name}: nobody does, until you name somebody." for one in facts.supervises]
    lines += [f"Deputy of {name}, who then has none." for name in facts.deputy_of]
    return tuple(lines)


def _step(one: Held) -> str:
    return STEPS[one.kind].format(
        who=" or ".join(one.supervisors) or "a supervisor, once the program has one"
    )
