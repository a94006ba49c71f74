"""Sites with their rooms and walks, programs with all that is said of them, and pictures; narrowed to the actor."""

from dataclasses import dataclass

from django.db.models import Q

from handclasp.directory.models import Program, Room, RoomWalk, Site, SiteWalk, StaffPhoto
from handclasp.directory.queries.people import narrowed
from handclasp.platform.actor import Actor


@dataclass(frozen=True)
class SiteFacts:
    """A site with its rooms (retired ones last), the walks that were said, its programs, and the other sites."""

    site: Site
    rooms: tuple[Room, ...]
    room_walks: tuple[RoomWalk, ...]
    site_walks: tuple[SiteWalk, ...]
    programs: tuple[Program, ...]
    others: tuple[Site, ...]


def site_facts(actor: Actor, site_id: int) -> SiteFacts | None:
    """Return all that is said of a site, in a number of queries that does not grow with its rooms; or None."""
    rows = narrowed(Site.objects.select_related("organization"), actor)
    site = rows.filter(pk=site_id).first()
    if site is None:
        return None
    walks = RoomWalk.objects.select_related("first", "second").filter(first__site=site)
    outside = SiteWalk.objects.select_related("first", "second").filter(Q(first=site) | Q(second=site))
    return SiteFacts(
        site=site,
        rooms=tuple(site.rooms.order_by("-is_active", "floor", "name", "pk")),
        room_walks=tuple(walks.order_by("first__name", "second__name", "pk")),
        site_walks=tuple(outside.order_by("first__name", "second__name", "pk")),
        programs=tuple(site.programs.prefetch_related("needs").order_by("-is_active", "name", "pk")),
        others=tuple(rows.filter(is_active=True).exclude(pk=site.pk).order_by("name", "pk")),
    )


def room_by_id(actor: Actor, room_id: int) -> Room | None:
    """Return a room with its site, or None."""
    rows = narrowed(Room.objects.select_related("site"), actor, "site__organization_id")
    return rows.filter(pk=room_id).first()


def room_names(actor: Actor, site_id: int | None, limit: int = 200) -> list[str]:
    """Return the names of a site's rooms in use, for a field that suggests them; none without a site."""
    if site_id is None:
        return []
    rows = narrowed(Room.objects.filter(site_id=site_id, is_active=True), actor, "site__organization_id")
    return list(rows.order_by("name").values_list("name", flat=True)[:limit])


def every_site(actor: Actor) -> list[Site]:
    """Return the sites with their organization, those in use first, by name."""
    rows = Site.objects.select_related("organization").order_by("-is_active", "name", "pk")
    return list(narrowed(rows, actor))


def every_program(actor: Actor) -> list[Program]:
    """Return the programs with their site and needs, those in use first, by site and name."""
    rows = Program.objects.select_related("site", "organization").prefetch_related("needs")
    return list(narrowed(rows.order_by("-is_active", "site__name", "name", "pk"), actor))


def program_facts(actor: Actor, program_id: int) -> Program | None:
    """Return a program with its site, people, needs and levels of care, or None."""
    rows = Program.objects.select_related(
        "site__organization", "organization", "duty", "last_rung", "supervisor"
    )
    return narrowed(rows.prefetch_related("needs", "levels"), actor).filter(pk=program_id).first()


def photo(actor: Actor, staff_id: int) -> StaffPhoto | None:
    """Return the picture of a colleague, or None."""
    return narrowed(StaffPhoto.objects.all(), actor, "staff__organization_id").filter(pk=staff_id).first()


def photo_digests(staff_ids: list[int]) -> dict[int, str]:
    """Return the names of the pictures of these people, without the pictures; who has none is not in it."""
    return dict(StaffPhoto.objects.filter(pk__in=staff_ids).values_list("pk", "digest"))
