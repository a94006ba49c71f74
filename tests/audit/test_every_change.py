"""Every command that somebody gives stands in the audit: who, what, about whom, in what relation, from where."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from handclasp.availability import commands as availability
from handclasp.clients import commands as clients
from handclasp.directory import commands as directory
from handclasp.domain.audit_words import ACTIONS
from handclasp.domain.permissions import PERMISSIONS
from handclasp.handoffs import commands as handoffs
from handclasp.platform import audit
from handclasp.platform.models import AuditEntry
from tests import cast
from tests.audit.stories import ELSEWHERE, STORIES

HERE = audit.Origin("web", "192.0.2.44", "Firefox on Windows")
ABOUT_A_CLIENT = ("handclasp.handoffs.", "handclasp.clients.")


def _name(command: Callable[..., Any]) -> str:
    return f"{command.__module__.removeprefix('handclasp.')}.{command.__name__}"


def _commands() -> Iterator[Callable[..., Any]]:
    """Yield every public function that takes an actor, from the code itself."""
    modules = [clients]
    for package in (handoffs, directory, availability):
        names = [one.name for one in pkgutil.iter_modules(package.__path__)]
        modules += [importlib.import_module(f"{package.__name__}.{name}") for name in names]
    for module in modules:
        for name, found in inspect.getmembers(module, inspect.isfunction):
            is_ours = found.__module__ == module.__name__ and not name.startswith("_")
            if is_ours and "actor" in inspect.signature(found).parameters:
                yield found


def test_every_command_has_a_story_here_or_a_reason() -> None:
    found = {_name(command) for command in _commands()}
    told = {_name(command) for command in STORIES}
    assert found - told - set(ELSEWHERE) == set(), "tell its story in tests/audit/stories.py"
    assert (told | set(ELSEWHERE)) - found == set(), "no such command any more"


@pytest.mark.usefixtures("clinic_rollback")
@pytest.mark.parametrize("command", STORIES, ids=_name)
def test_a_command_is_written_down_with_who_what_whom_and_from_where(command: Callable[..., Any]) -> None:
    key, *given = STORIES[command]()
    named = given.pop() if given and isinstance(given[-1], dict) else {}
    actor = cast.actor(key)
    before = AuditEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    with audit.coming_from(HERE):
        command(actor, *given, **named)
    written = list(AuditEntry.objects.filter(id__gt=before).order_by("id"))
    assert written
    for entry in written:
        assert (entry.actor, entry.label, entry.kind) == (actor.signature, actor.label, "change")
        assert (entry.door, entry.origin, entry.device) == (HERE.door, HERE.address, HERE.device)
        assert entry.organization_id == actor.home
        assert entry.action in PERMISSIONS
        assert entry.action in ACTIONS
    if command.__module__.startswith(ABOUT_A_CLIENT):
        assert all(entry.client_id and entry.relation for entry in written)
    elif command.__module__.startswith("handclasp.directory."):
        assert all(":" in entry.subject for entry in written)
