"""How often somebody may type a wrong password, so that guessing ends and nobody is locked out by a guesser.

A browser in which this account has signed in before counts for itself. Everybody else shares what is left for the
account, their network and the account's other strangers: a guesser can use that up, and only that.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from handclasp.platform.signins.counting import Allowance, forget, give_back, take
from handclasp.web.shell.networks import network_of
from handclasp.web.signin.known_devices import device_for

KNOWN_DEVICE: Final = Allowance(10, timedelta(minutes=15))
FROM_ONE_NETWORK: Final = Allowance(5, timedelta(minutes=5))
ALL_STRANGERS: Final = Allowance(30, timedelta(hours=1))
MANY_ACCOUNTS: Final = Allowance(30, timedelta(minutes=5))
UNLOCKING: Final = Allowance(5, timedelta(minutes=5))


@dataclass(frozen=True)
class Count:
    """One place where a try is counted."""

    name: str
    allowance: Allowance


def counts_for(request: HttpRequest, email: str) -> list[Count]:
    """Return where a try of this browser at this account counts; the names hold nobody's address."""
    account, device = tag("account", email.strip().casefold()), device_for(request, email)
    if device:
        return [Count(f"known:{device}:{account}", KNOWN_DEVICE)]
    network = tag("network", network_of(request))
    return [
        Count(f"here:{account}:{network}", FROM_ONE_NETWORK),
        Count(f"strangers:{account}", ALL_STRANGERS),
        Count(f"network:{network}", MANY_ACCOUNTS),
    ]


def unlocking(session_key: str) -> list[Count]:
    """Return where a try at a locked screen counts: nobody elsewhere can use it up."""
    return [Count(f"unlock:{tag('session', session_key)}", UNLOCKING)]


def count(counts: list[Count], now: datetime) -> list[str] | None:
    """Count a try everywhere and return the names, or None (and count nothing) where one is used up."""
    taken: list[str] = []
    for one in counts:
        if not take(one.name, one.allowance, now):
            give_back(taken)
            return None
        taken.append(one.name)
    return taken


def forget_account(request: HttpRequest, email: str) -> None:
    """Forget the tries at an account from here and by strangers: its person has just proved who they are."""
    forget([one.name for one in counts_for(request, email) if not one.name.startswith("network:")])


def tag(kind: str, text: str) -> str:
    """Return a short name that does not lead back to `text`."""
    return salted_hmac(f"handclasp.signin.{kind}", text, algorithm="sha256").hexdigest()[:24]
