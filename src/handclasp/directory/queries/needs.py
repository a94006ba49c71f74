"""Needs and the words for them: the house's and the organization's own, never another organization's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Prefetch, Q, QuerySet

from handclasp.directory.models import Need, NeedOffer, NeedWords, Program
from handclasp.directory.queries.people import narrowed, staff_label
from handclasp.domain.need_words import Kept
from handclasp.platform.actor import Actor

OWN_COME_LAST: Final = 1_000


def _known_to(actor: Actor) -> QuerySet[Need]:
    return Need.objects.filter(Q(organization=None) | Q(organization_id=actor.organization_id or 0))


def _offers(actor: Actor) -> dict[int, NeedOffer]:
    rows = NeedOffer.objects.filter(organization_id=actor.organization_id or 0)
    return {offer.need_id: offer for offer in rows}


def _place(need: Need, offers: dict[int, NeedOffer]) -> tuple[int, str]:
    offer = offers.get(need.pk)
    usual = need.position + (OWN_COME_LAST if need.organization_id else 0)
    return (offer.position if offer else usual, need.code)


def needs(actor: Actor) -> list[Need]:
    """Return the needs that the actor's organization offers, in its order; without one, the house's."""
    offers = _offers(actor)
    offered = [need for need in _known_to(actor) if need.pk not in offers or offers[need.pk].is_offered]
    return sorted(offered, key=lambda need: _place(need, offers))


def need_by_code(actor: Actor, code: str) -> Need | None:
    """Return a need of the house or of the actor's organization by its code, or None."""
    return _known_to(actor).filter(code=code).first()


def why_not_offered(actor: Actor, need_id: int) -> str:
    """Return an empty string for a need that may be asked about, else the reason code."""
    if not _known_to(actor).filter(pk=need_id).exists():
        return "unknown_choice"
    closed = NeedOffer.objects.filter(
        organization_id=actor.organization_id or 0, need_id=need_id, is_offered=False
    )
    return "need_not_offered" if closed.exists() else ""


@dataclass(frozen=True)
class Listed:
    """A need as whoever keeps the list sees it, with the programs that serve it; `receiving` of them take anybody."""

    need: Need
    is_own: bool
    is_offered: bool
    programs: tuple[Program, ...]

    @property
    def receiving(self) -> int:
        """Return how many of the programs receive."""
        return sum(1 for program in self.programs if program.receives and program.is_active)


def need_list(actor: Actor) -> list[Listed]:
    """Return every need of the house and the organization in its order, in three queries."""
    offers = _offers(actor)
    mine = narrowed(Program.objects.order_by("name", "id"), actor)
    rows = _known_to(actor).prefetch_related(Prefetch("programs", mine, to_attr="served_by"))
    return [
        Listed(
            need, need.organization_id is not None, need.pk not in offers or offers[need.pk].is_offered,
            tuple(need.served_by),
        )
        for need in sorted(rows, key=lambda need: _place(need, offers))
    ]  # fmt: skip


def listed_need(actor: Actor, need_id: int) -> Listed | None:
    """Return one need of the list, or None for another organization's."""
    return next((one for one in need_list(actor) if one.need.pk == need_id), None)


def kept_words(actor: Actor) -> list[Kept]:
    """Return the current words of the actor's organization, for all needs and for single ones."""
    rows = NeedWords.objects.filter(organization_id=actor.organization_id or 0, is_current=True)
    found = rows.values_list("pk", "need_id", "tone", "language", "body")
    return [Kept(*row) for row in found]


def are_own_words(actor: Actor, words_id: int, tone: str, language: str) -> bool:
    """Say whether these are words of the actor's organization in this tone and language."""
    rows = NeedWords.objects.filter(organization_id=actor.organization_id or 0, tone=tone, language=language)
    return rows.filter(pk=words_id).exists()


def words_for(actor: Actor, need_id: int | None, tone: str, language: str) -> QuerySet[NeedWords]:
    """Return every version of the organization's words for a need, or for all needs where none is given."""
    rows = NeedWords.objects.filter(organization_id=actor.organization_id or 0, tone=tone, language=language)
    return rows.filter(need=None) if need_id is None else rows.filter(need=need_id)


@dataclass(frozen=True)
class Version:
    """One version of some words: who wrote it when."""

    version_id: int
    version: int
    body: str
    is_current: bool
    by: str
    at: datetime


MOST_VERSIONS: Final = 50


def versions(actor: Actor, need_id: int | None, tone: str, language: str) -> list[Version]:
    """Return the newest versions of some words, the newest first."""
    rows = words_for(actor, need_id, tone, language).select_related("written_by")
    return [
        Version(row.pk, row.version, row.body, row.is_current, staff_label(row.written_by), row.written_at)
        for row in rows.order_by("-version")[:MOST_VERSIONS]
    ]


def program_names(actor: Actor) -> list[str]:
    """Return the names of the organization's programs, which must not stand in words to say."""
    return list(narrowed(Program.objects.order_by("name"), actor).values_list("name", flat=True))
