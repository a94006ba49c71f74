"""A clinic in which every field of a client and of a handoff holds words that stand nowhere else, and a way to walk
through every page there is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client as Browser

from handclasp.availability.models import OpenPage, Presence
from handclasp.clients.models import Client
from handclasp.directory.models import Membership, Need, Office, Program, Site, Staff
from handclasp.domain.ages import age_in_years
from handclasp.domain.permissions import OFFICES
from handclasp.handoffs.commands import (
    asking,
    calling,
    closing,
    meeting,
    passing,
    pausing,
    promising,
    talking,
    visits,
)
from handclasp.handoffs.models import Handoff, Notice, Pass, Ring
from handclasp.platform.actor import DEMO_LOADER
from handclasp.platform.db import acting
from handclasp.web.shell import readings
from tests.fuzz.description import doors
from tests.web.clinic import Clinic, acts, ago, open_clinic, promise

BORN = date(1931, 2, 3)
CLIENTS = "abcdef"
NUMBERS = count()
HOUR = timedelta(hours=1)
# Pages on which every need is offered to choose from, or told of a program: they say nothing about a client.
OFFERS_NEEDS = re.compile(r"^/(people|places|needs|setup)/|^/introduce/\d+/|^/handoffs/\d+/need/")


@dataclass(frozen=True)
class Canaries:
    """The house, its other organization, the ids to fill addresses with, and the client's row by letter."""

    house: Clinic
    other: Clinic
    elsewhere: Program
    ids: Mapping[str, list[int]]
    clients: Mapping[str, int]

    @property
    def marks(self) -> dict[str, str]:
        """Return for each field of the table what can only come from it, as a pattern."""
        age = age_in_years(BORN, datetime.now(UTC).date())
        return {
            "client.name": "Zzyname[a-f]",
            "client.birth_date": f"Feb 3, 1931|{age} years old",
            "client.language": "qaa-zzylang",
            "client.contact": "Zzyreach[a-f]|555.?0199|zzymail",
            "handoff.standing": "Asked by Dr. Wes Halvorsen",
            "handoff.visits": r'id="visit-\d',
            "handoff.need": "Zzyneed",
            "handoff.place": "Zzyplace[a-f]",
            "handoff.messages": "Zzymessage[a-f]",
            "handoff.attempts": "Zzytry[a-f]",
            "handoff.reasons": "Zzypass|Zzyrelief|in hospital|moved away|Zzyclosed",
            "handoff.summary": "Zzysaid|Zzystep|Zzyback",
            "handoff.history": "said yes to meeting somebody",
        }


def fill() -> Canaries:
    """Write everything into this test's database."""
    house, other = open_clinic(), open_clinic("Larkmeadow")
    need = Need.objects.create(code="zzyneed", position=999, name_en="Zzyneed", name_es="Zzyneed")
    for program in (house.clinic, house.outpatient):
        program.needs.add(need)
    site = Site.objects.get(organization=house.organization)
    elsewhere = Program.objects.create(organization=house.organization, site=site, name="Elsewhere")
    rows = {letter: _client(house, letter) for letter in CLIENTS}
    handoffs = _handoffs(house, need, rows)
    ids = {
        "client_id": [row.pk for row in rows.values()],
        "handoff_id": handoffs,
        "ring_id": list(Ring.objects.values_list("pk", flat=True)),
        "notice_id": list(Notice.objects.values_list("pk", flat=True)[:2]),
        "pass_id": list(Pass.objects.values_list("pk", flat=True)[:1]),
        "staff_id": [house.wes.pk, house.imani.pk],
        "row_id": [house.outpatient.pk],
        "program_id": [house.outpatient.pk],
        "site_id": [site.pk],
        "need_id": [need.pk],
    }
    return Canaries(house, other, elsewhere, ids, {letter: row.pk for letter, row in rows.items()})


def _client(house: Clinic, letter: str) -> Client:
    return Client.objects.create(
        organization=house.organization, given=f"Zzyname{letter}", family=f"Zzyname{letter}", pronoun="she",
        birth_date=BORN, languages=["qaa-zzylang"], phone="541-555-0199", email="zzymail@example.org",
        reach_note=f"Zzyreach{letter}",
    )  # fmt: skip


def _handoffs(house: Clinic, need: Need, rows: Mapping[str, Client]) -> list[int]:
    at = ago(hours=3)
    asked = {
        letter: asking.record_answer(
            acts(house.wes),
            asking.Asked(
                rows[letter].pk, need.pk, house.clinic.pk, "routine", "no" if letter == "f" else "yes",
                place=f"Zzyplace{letter}",
            ),
            at,
        )
        for letter in CLIENTS
    }  # fmt: skip
    for letter in "abc":
        promise(house, asked[letter], at)
        args = (acts(house.imani), asked[letter].pk, "call", "reached", f"Zzytry{letter}", at + HOUR / 2)
        promising.record_attempt(*args)
    _spoken(house, asked["a"], at + HOUR)
    talking.say(acts(house.imani), asked["a"].pk, "own", "Zzymessagea", at + HOUR)
    pausing.pause(acts(house.wes), asked["b"].pk, "hospital", at + 48 * HOUR, at + HOUR)
    closing.close_handoff(acts(house.imani), asked["c"].pk, "moved", "Zzyclosed", at + HOUR)
    _ring(house, asked["d"])
    promise(house, asked["e"], at)
    return [handoff.pk for handoff in asked.values()]


def _spoken(house: Clinic, handoff: Handoff, at: datetime) -> None:
    imani = acts(house.imani)
    words = meeting.Words("watcher", "Zzysaid", "Zzysaid", "Zzysaid", "Zzysaid", "Zzysaid")
    meeting.save_words(imani, handoff.pk, words, 1, at)
    meeting.add_action(imani, handoff.pk, "Zzystep", house.imani.pk, None, at)
    meeting.read_back(imani, handoff.pk, "Zzyback", True, at)
    visits.plan_visit(imani, handoff.pk, datetime.now(UTC) + HOUR, at)
    passing.ask_colleague(imani, handoff.pk, "receiving", house.tomas.pk, "Zzypass", at)
    passing.ask_relief(imani, handoff.pk, "Zzyrelief", at)


def _ring(house: Clinic, handoff: Handoff) -> None:
    """Ring Tomas, as if in half an hour: a ring is over before a slow test is."""
    Presence.objects.create(staff=house.tomas, status="open", declared_at=ago(days=1))
    OpenPage.objects.create(staff=house.tomas, seen_at=datetime.now(UTC) + timedelta(days=1))
    calling.start_call(acts(house.wes), handoff.pk, 10, datetime.now(UTC) + HOUR / 2, [house.tomas.pk])


def hire(canaries: Canaries, role: str, relation: str) -> Staff:
    """Add somebody with one role, who stands so to every handoff: own, program, organization or foreign."""
    home = canaries.other if relation == "foreign" else canaries.house
    staff = Staff.objects.create(
        organization=home.organization, site=home.outpatient.site, given=role, family=relation,
        user=get_user_model().objects.create_user(f"{role}.{relation}.{next(NUMBERS)}"),
    )  # fmt: skip
    if role in OFFICES:
        Office.objects.create(staff=staff, role=role)
    elif relation in ("program", "foreign"):
        Membership.objects.create(staff=staff, program=home.outpatient, role=role)
        Membership.objects.create(staff=staff, program=home.clinic, role=role)
    else:
        Membership.objects.create(staff=staff, program=canaries.elsewhere, role=role)
    if relation == "own":
        now = datetime.now(UTC)
        told = [
            Notice(staff=staff, handoff_id=pk, kind="promised", told_at=now)
            for pk in canaries.ids["handoff_id"]
        ]
        with acting(DEMO_LOADER, now, "cast:load"):
            Notice.objects.bulk_create(told)
    return staff


def pages(ids: Mapping[str, list[int]]) -> list[str]:
    """Return the address of every page of the product, with the clinic's numbers filled in; sign-in is left out."""
    found = [path for door in doors() for path in _filled(door.path, dict(door.parameters), ids)]
    return [
        path for path in dict.fromkeys(found) if not path.startswith(("/accounts/", "/healthz", "/readyz"))
    ]


def _filled(
    path: str, parameters: dict[str, dict[str, object]], ids: Mapping[str, list[int]]
) -> Iterator[str]:
    if not parameters:
        yield path
        return
    name, schema = parameters.popitem()
    if name in ids:
        values = [str(number) for number in ids[name]]
    else:
        values = ["en", "part", "answer"] if "enum" not in schema else list(schema["enum"])[:1]  # type: ignore[call-overload]
    for value in values:
        yield from _filled(path.replace(f"{{{name}}}", value), dict(parameters), ids)


def looks_at(browser: Browser, address: str, *, by_script: bool = False) -> tuple[int, str]:
    """Open an address as somebody whose readings are not remembered; return the status and the words."""
    readings._recent.forget()
    answer = browser.get(address, headers={"HX-Request": "true"} if by_script else {})
    return answer.status_code, answer.content.decode()


def searches(browser: Browser, words: str) -> str:
    """Search a client by name; return the words of what is found."""
    readings._recent.forget()
    sent = browser.post("/introduce/", {"q": words})
    return (
        browser.get(sent["Location"]).content.decode() if sent.status_code == 303 else sent.content.decode()
    )


def last_entry() -> int:
    """Return the number of the newest entry of the audit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM platform_auditentry_id_seq")
        return int(cursor.fetchone()[0])
