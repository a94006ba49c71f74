"""Finding a client while they sit in the room."""

from datetime import date

import pytest
from tests import cast

from handclasp.clients.models import Client
from handclasp.clients.queries import client_by_id, clients_by_id, display_name, find_clients, full_name
from handclasp.directory.models import Organization
from handclasp.platform.actor import Actor

pytestmark = pytest.mark.usefixtures("clinic_rollback")


@pytest.fixture
def jose() -> Client:
    """Return a client whose name holds accents."""
    home = Organization.objects.get(name="Cedar Row Health")
    return Client.objects.create(
        organization=home, given="José Ángel", family="Núñez-Ortiz", birth_date=date(1980, 3, 2),
        source_system="ehr", source_id="MRN-77",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["jose", "José", "NUNEZ", "ortiz", "angel nu", "Núñez-Ortiz, José", "1980-03-02", "3/2/1980", "MRN-77",
     "ort 1980-03-02"],
)  # fmt: skip
def test_a_client_is_found_by_what_people_type(jose: Client, text: str) -> None:
    assert find_clients(cast.actor("wes"), text) == [jose]


@pytest.mark.parametrize(
    "text", ["", "  ", "unez", "%", "[a(", "\\", "\x00", "\ud800", "x" * 10_000, "1980-02-30", "٣"]
)
def test_anything_else_finds_nobody_and_breaks_nothing(jose: Client, text: str) -> None:
    assert find_clients(cast.actor("wes"), text) == []


def test_nobody_is_found_across_organizations_or_once_inactive(jose: Client) -> None:
    lena = cast.actor("lena")
    assert find_clients(lena, "jose") == []
    assert client_by_id(lena, jose.pk) is None
    assert clients_by_id(lena, [jose.pk]) == {}
    assert find_clients(Actor(1, None, "nobody"), "jose") == []
    Client.objects.filter(pk=jose.pk).update(is_active=False)
    assert find_clients(cast.actor("wes"), "jose") == []


def test_the_living_come_first_and_the_list_ends() -> None:
    home = Organization.objects.get(name="Cedar Row Health")
    for n in range(5):
        Client.objects.create(organization=home, given="Zed", family=f"Z{n}", is_deceased=n == 0)
    found = find_clients(cast.actor("wes"), "zed", limit=3)
    assert [client.family for client in found] == ["Z1", "Z2", "Z3"]
    assert (display_name(found[0]), full_name(found[0])) == ("Zed Z.", "Zed Z1")
