"""Who can come: the facts about everybody who serves a need, for the ranking."""

from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery

from handclasp.availability.queries import presences
from handclasp.directory.models import Membership, Staff
from handclasp.domain.lifecycle import OPEN_STATES
from handclasp.domain.periods import local_date
from handclasp.domain.ranking import Candidate, Facts, rank
from handclasp.handoffs import facts
from handclasp.handoffs.models import Hand, Handoff, Ring


def who_can_come(handoff: Handoff, now: datetime, wall: datetime) -> list[Candidate]:
    """Return everybody of the organization whose program serves the need, ranked, each with a reason.

    `now` is the product's time, `wall` the machine's own (heartbeats of open pages are real).
    """
    members = list(_serving(handoff))
    seen = presences([m.staff_id for m in members], now, wall)
    today = local_date(now, facts.hours_for(handoff).zone)
    away = facts.off_today([m.staff_id for m in members], today)
    taken = set(_programs_taken(handoff))
    site_id = handoff.from_program.site_id
    return _once(
        rank(
            Facts(
                staff_id=m.staff_id,
                program_id=m.program_id,
                status=seen[m.staff_id].status,
                until=seen[m.staff_id].until,
                page_open=seen[m.staff_id].page_open,
                page_seen_at=seen[m.staff_id].page_seen_at,
                same_site=site_id == (m.staff.site_id or m.program.site_id),
                names_the_need=m.names_need,
                speaks=handoff.language in m.staff.languages,
                knows_client=m.knows,
                ringing=m.ringing,
                coming=m.coming,
                away=m.staff_id in away,
                already_has=m.program_id in taken,
                holding=m.holding or 0,
                last_rung_at=m.last_rung,
            )
            for m in members
        )
    )


def _serving(handoff: Handoff):  # type: ignore[no-untyped-def]
    rings = Ring.objects.filter(staff=OuterRef("staff"))
    held = Hand.objects.filter(staff=OuterRef("staff"), ended_at=None, handoff__state__in=OPEN_STATES)
    return (
        Membership.objects.filter(
            program__organization_id=handoff.organization_id,
            program__needs=handoff.need_id,
            program__receives=True,
            program__is_part2=False,
            role=Membership.CLINICIAN,
            staff__is_active=True,
        )
        .exclude(staff_id=handoff.asked_by_id)
        .filter(Q(program__duty__is_active=True) | Q(program__supervisor__is_active=True))
        .select_related("staff", "program")
        .annotate(
            names_need=Exists(
                Staff.needs.through.objects.filter(staff=OuterRef("staff"), need=handoff.need_id)
            ),
            ringing=Exists(rings.filter(state="ringing").exclude(call__handoff=handoff.pk)),
            coming=Exists(Handoff.objects.filter(receiver=OuterRef("staff"), state="coming")),
            knows=Exists(Hand.objects.filter(staff=OuterRef("staff"), handoff__client=handoff.client_id)),
            holding=Subquery(held.order_by().values("staff").annotate(n=Count("pk")).values("n")),
            last_rung=Subquery(rings.order_by().values("staff").annotate(at=Max("rung_at")).values("at")),
        )
    )


def _programs_taken(handoff: Handoff) -> list[int]:
    rows = Handoff.objects.filter(client=handoff.client_id, need=handoff.need_id, state__in=OPEN_STATES)
    return [pk for pk in rows.exclude(pk=handoff.pk).values_list("to_program_id", flat=True) if pk]


def _once(candidates: list[Candidate]) -> list[Candidate]:
    """Keep each person once, at their best place (somebody may work in two programs)."""
    return list({c.facts.staff_id: c for c in reversed(candidates)}.values())[::-1]
