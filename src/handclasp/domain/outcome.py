"""What the domain answers when a person may not do something."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Refused:
    """A request that a rule does not allow; `reason` is a code of `domain.refusals`."""

    reason: str
