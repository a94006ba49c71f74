"""`handclasp digest`: one line to keep elsewhere, and the proof later that what stood then still stands."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handclasp.config.at_hand import database_at_hand
from handclasp.config.mistakes import Mistake
from handclasp.config.terminal import say

if TYPE_CHECKING:
    from handclasp.domain.digest import Digest

LONGEST = 4_000_000  # characters of a file with digests: a line a day for decades


@click.command()
@click.option(
    "--prove", metavar="LINE|FILE", help="Say whether what such a line stood for still stands unchanged."
)
def digest(prove: str | None) -> None:
    """Print one line that proves later what history and audit held now. Keep it where this server cannot reach."""
    then = digests_in(prove) if prove is not None else []
    with database_at_hand(say=lambda words: click.echo(words, err=True)):
        if prove is not None:
            sys.exit(0 if _prove(then) else 1)
        from handclasp.handoffs.checks.digest import take_digest
        from handclasp.platform.clock import wall_now

        click.echo(take_digest(wall_now()).line)


def digests_in(text: str) -> "list[Digest]":
    """Return every digest of a line or a file; other lines of a file (a mail around it) are passed over."""
    from handclasp.domain.digest import read_digest

    one = read_digest(text)
    found = [one] if one else [there for line in _lines(text) if (there := read_digest(line))]
    if not found:
        raise Mistake(f"There is no line of `handclasp digest` in {text[:80]}.")
    return found


def _lines(text: str) -> list[str]:
    try:
        return Path(text).read_text(encoding="utf-8", errors="replace")[:LONGEST].splitlines()
    except (OSError, ValueError):
        return []


def _prove(then: "list[Digest]") -> bool:
    from handclasp.handoffs.checks.digest import prove

    proofs = [prove(one) for one in then]
    for proof in proofs:
        counted = " and ".join(f"{one.rows:,} entries of the {one.table}" for one in proof.digest.tables)
        at = f"{proof.digest.at:%Y-%m-%d %H:%M} UTC"
        if proof.differences:
            say(f"What stood on {at} does NOT stand unchanged:")
            for difference in proof.differences:
                say(f"  {difference}")
        else:
            say(f"What stood on {at} still stands unchanged: {counted}.")
    return not any(proof.differences for proof in proofs)
