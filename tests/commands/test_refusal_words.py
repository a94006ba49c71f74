"""Every no that the code can say has words for people, and a story in which it is said."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import handclasp
from handclasp.domain.refusals import REFUSALS
from handclasp.platform.refusals import REASONS

SOURCE = Path(handclasp.__file__).parent
TESTS = Path(__file__).parent.parent
ENGINE = ("handoffs", "directory", "availability", "clients", "platform", "domain")
PLACE_OF_THE_REASON = {"Refusal": 0, "Refused": 0, "require": 1}
# The lock on the handoff answers before the database has to.
NEVER_REACHED = {"already_promised"}


def _reasons(tree: ast.AST) -> Iterator[str]:
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            place = PLACE_OF_THE_REASON.get(name)
            if place is not None and len(call.args) > place:
                yield from _texts(call.args[place])


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _given() -> set[str]:
    """Return every reason that stands in the code of the engine."""
    files = [file for feature in ENGINE for file in (SOURCE / feature).rglob("*.py")]
    return {reason for file in files for reason in _reasons(ast.parse(file.read_text()))} | set(
        REASONS.values()
    )


def test_every_reason_has_words() -> None:
    assert _given() - set(REFUSALS) == set()


def test_words_are_sentences_that_blame_nobody() -> None:
    for words in REFUSALS.values():
        assert words.endswith(".")
        assert not re.search(r"\b(error|invalid|failed|illegal|referral|patient)\b", words, re.I)


def test_every_reason_is_given_in_a_story() -> None:
    stories = "".join(file.read_text() for file in TESTS.rglob("test_*.py") if file != Path(__file__))
    untold = {reason for reason in _given() if f'"{reason}"' not in stories}
    assert untold == NEVER_REACHED
