"""The demo's invented network: two clinics, their programs, staff and clients, and three weeks of their past."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import connections, transaction

from handclasp.availability.commands import declare
from handclasp.availability.queries import presences
from handclasp.clients.commands import create_client
from handclasp.directory import commands as directory
from handclasp.directory import queries
from handclasp.directory.models import Organization, Site
from handclasp.handoffs.commands.promising import see_notice
from handclasp.handoffs.queries.alarms import unseen_before
from handclasp.platform import clock
from handclasp.platform.actor import DEMO_LOADER as LOADER
from handclasp.platform.db import reading
from handclasp.web.demo import cast
from handclasp.web.demo.agencies_demo import bring_agencies
from handclasp.web.demo.blocks_demo import set_up_blocks
from handclasp.web.demo.cast_clients import CLIENTS
from handclasp.web.demo.etiquette_demo import set_up_etiquette
from handclasp.web.demo.past import play
from handclasp.web.demo.places_demo import set_up_places
from handclasp.web.demo.stage import Stage
from handclasp.web.demo.stories import all_stories
from handclasp.web.demo.video_demo import set_up_video
from handclasp.web.demo.words_demo import set_up_words

TONIGHT = timedelta(hours=12)
LOADERS_RIGHTS = """
INSERT INTO directory_row_right
SELECT DISTINCT 'system:demo', kind, action FROM directory_row_right ON CONFLICT DO NOTHING
"""
LOADERS_RIGHTS_END = "DELETE FROM directory_row_right WHERE holder = 'system:demo'"
Tell = Callable[[str], None]


@dataclass(frozen=True)
class LoadedSummary:
    """What the demo holds after a start; `loaded` is False where it was there before."""

    loaded: bool
    staff: int = 0
    clients: int = 0
    stories: int = 0


def load_if_empty(progress: Tell | None = None) -> LoadedSummary:
    """Load the invented network into an empty database, all of it or nothing; then open a few people's day.

    `progress` hears short phrases. A database with any organization in it keeps what it has.
    """
    tell = progress or (lambda _: None)
    now = clock.now()
    summary = LoadedSummary(loaded=False)
    if not queries.organizations(LOADER):
        with _loader_let_in(), reading(LOADER), transaction.atomic():
            summary = _load(now, tell)
    open_the_day(clock.now(), everybody=summary.loaded)
    return summary


@contextmanager
def _loader_let_in() -> Iterator[None]:
    """Give the loader the right to every row while it loads; only the owner gives it, and takes it back."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(LOADERS_RIGHTS)
    try:
        yield
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute(LOADERS_RIGHTS_END)


def open_the_day(now: datetime, everybody: bool = False) -> None:
    """Let those who can come say so until tonight; unless `everybody`, only who says nothing at the moment."""
    emails = {role.email for role in cast.STAFF if role.key in cast.CAN_COME}
    people = [person for person in queries.staff_of_organization(LOADER) if person.email in emails]
    seen = presences([person.pk for person in people], now, clock.wall_now())
    for person in people:
        actor = queries.actor_for_staff(person.pk)
        if actor is not None and (everybody or seen[person.pk].status == "off"):
            declare(actor, "open", now + TONIGHT, now)


def _load(now: datetime, tell: Tell) -> LoadedSummary:
    stage = Stage(now)
    tell("places and people")
    _build_places(stage)
    _build_staff(stage)
    set_up_places(stage)
    _build_clients(stage)
    set_up_video(stage)
    set_up_words(stage)
    set_up_etiquette(stage)
    set_up_blocks(stage)
    bring_agencies(stage)
    stories = all_stories(stage)
    play(stories, now, lambda over: tell(f"{over} of {len(stories)} stories"))
    _put_old_notices_away(stage)
    _send_on_leave(stage)
    return LoadedSummary(True, len(stage.staff), len(stage.clients), len(stories))


def _build_places(stage: Stage) -> None:
    organizations: dict[str, Organization] = {}
    sites: dict[str, Site] = {}
    then = stage.now - timedelta(days=60)
    for role in cast.ORGANIZATIONS:
        organizations[role.key] = directory.create_organization(
            LOADER, then, name=role.name, time_zone=role.time_zone, phone=role.phone, emergency_procedure=role.emergency
        )  # fmt: skip
    for place in cast.SITES:
        home = organizations[place.organization].pk
        sites[place.key] = directory.create_site(
            LOADER, then, home, name=place.name, address=place.address, phone=place.phone
        )
    for program in cast.PROGRAMS:
        stage.programs[program.key] = directory.create_program(
            LOADER, then, sites[program.site].pk, needs=program.needs, name=program.name, is_part2=program.is_part2,
            first_visit_within_days=program.first_visit_within_days, further_visits=program.further_visits,
            further_within_days=30 if program.further_visits else 0,
        )  # fmt: skip
    stage.needs = {need.code: need for need in queries.needs(LOADER)}
    stage.sites, stage.organizations = sites, organizations


def _build_staff(stage: Stage) -> None:
    then = stage.now - timedelta(days=60)
    for role in cast.STAFF:
        person = directory.create_staff(
            LOADER, then, stage.organizations[role.organization].pk, needs=role.needs, given=role.given,
            family=role.family, prefix=role.prefix, credential=role.credential, room=role.room, email=role.email,
            phone=role.phone, languages=list(role.languages), site=stage.sites[role.site],
        )  # fmt: skip
        stage.staff[role.key] = person
        directory.link_user(LOADER, then, person.pk, _user(role.email))
        for program in role.programs:
            directory.join_program(LOADER, then, person.pk, stage.programs[program].pk, role.role)
        for office in role.offices:
            directory.give_office(LOADER, then, person.pk, office)
    for role in cast.STAFF:
        if role.deputy:
            directory.set_deputy(LOADER, then, stage.staff[role.key].pk, stage.staff[role.deputy].pk)
    for program_role in cast.PROGRAMS:
        program_id = stage.programs[program_role.key].pk
        directory.set_duty(LOADER, then, program_id, stage.staff[program_role.duty].pk)
        directory.set_supervisor(LOADER, then, program_id, stage.staff[program_role.supervisor].pk)


def _build_clients(stage: Stage) -> None:
    today = stage.now.date()
    for number, role in enumerate(CLIENTS):
        stage.clients[role.key] = create_client(
            LOADER, stage.organizations[role.organization].pk, stage.now - timedelta(days=60), given=role.given,
            family=role.family, birth_date=_born(today, role.age, number), pronoun=role.pronoun,
            languages=role.languages, phone=role.phone, reach_note=role.reach_note,
            voicemail_is_safe=role.voicemail_is_safe,
        )  # fmt: skip


def _born(today: date, age: int, number: int) -> date:
    """Return a birthday on which somebody is `age` today; birthdays are spread over the year by `number`."""
    return date(today.year - age, today.month, min(today.day, 28)) - timedelta(days=(11 * number) % 350)


def _user(email: str) -> int:
    users = get_user_model().objects
    user, _ = users.get_or_create(username=email, defaults={"email": email, "password": "!"})
    return int(user.pk)


def _put_old_notices_away(stage: Stage) -> None:
    yesterday = stage.days.at(-1, "00:00")
    for notice_id, staff_id in unseen_before(yesterday):
        key = next(key for key, person in stage.staff.items() if person.pk == staff_id)
        see_notice(stage.actor(key), notice_id, yesterday)


def _send_on_leave(stage: Stage) -> None:
    """Let one person be off for some days, who holds nothing that falls due meanwhile."""
    first, back = stage.days.date(-1), stage.days.date(4)
    directory.go_on_leave(LOADER, stage.now, stage.staff["samuel"].pk, first, back)
