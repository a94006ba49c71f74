"""The page on which a client is added."""

from dataclasses import dataclass

from handclasp.clients.models import Client
from handclasp.clients.queries import find_clients, full_name
from handclasp.platform.actor import Actor
from handclasp.web.newclient.forms import ClientForm, name_key
from handclasp.web.shell.field_parts import FieldPart, field_parts


@dataclass(frozen=True)
class Namesake:
    """Somebody of that name who is here already."""

    client_id: int
    name: str
    born: str


@dataclass(frozen=True)
class NewClientPage:
    """The form with what was typed; with namesakes, the next press says that this is somebody else (`sure`)."""

    fields: tuple[FieldPart, ...]
    namesakes: tuple[Namesake, ...]
    can_ask: bool
    problem: str
    sure: str


def new_client_page(
    actor: Actor, form: ClientForm, namesakes: list[Client] | None = None, problem: str = ""
) -> NewClientPage:
    """Return the page."""
    shown = tuple(part for part in field_parts(form) if part.name != "sure")
    alike = tuple(Namesake(one.pk, full_name(one), _born(one)) for one in namesakes or [])
    sure = form.name_key if alike else ""
    return NewClientPage(shown, alike, actor.may("handoff:ask"), problem, sure)


def namesakes(actor: Actor, given: str, family: str) -> list[Client]:
    """Return who is here under the same name, accents aside."""
    found = find_clients(actor, f"{given} {family}")
    return [one for one in found if name_key(one.given, one.family) == name_key(given, family)]


def _born(client: Client) -> str:
    day = client.birth_date
    return f"born {day:%b} {day.day}, {day.year}" if day else "date of birth not on record"
