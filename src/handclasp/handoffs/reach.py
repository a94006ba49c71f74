"""Who can come: the facts about everybody who serves a need, for the ranking."""

from datetime import date, datetime
from typing import Final, NamedTuple

from django.db import connection

from handclasp.availability.queries import PresenceNow, presences
from handclasp.domain.periods import local_date
from handclasp.domain.ranking import Candidate, Facts, rank
from handclasp.handoffs import facts
from handclasp.handoffs.models import Handoff

# One statement, written out: it runs while a ring waits for it, and building it from parts costs more than running it.
# Whoever asked is left out, and so is a program without anybody who is reached when all else fails.
SERVING: Final = """
SELECT m.staff_id, m.program_id,
       coalesce(s.site_id, p.site_id) = %(site)s AS same_site,
       %(language)s = ANY (s.languages) AS speaks,
       s.away_from <= %(today)s AND (s.away_until IS NULL OR s.away_until > %(today)s) IS TRUE AS away,
       EXISTS (SELECT FROM directory_staff_needs n WHERE n.staff_id = s.id AND n.need_id = %(need)s) AS names_need,
       EXISTS (SELECT FROM handoffs_ring r JOIN handoffs_call c ON c.id = r.call_id
                WHERE r.staff_id = s.id AND r.state = 'ringing' AND c.handoff_id <> %(handoff)s) AS ringing,
       EXISTS (SELECT FROM handoffs_handoff h WHERE h.receiver_id = s.id AND h.state = 'coming') AS coming,
       EXISTS (SELECT FROM handoffs_hand d JOIN handoffs_handoff h ON h.id = d.handoff_id
                WHERE d.staff_id = s.id AND h.client_id = %(client)s) AS knows,
       EXISTS (SELECT FROM handoffs_handoff h
                WHERE h.client_id = %(client)s AND h.need_id = %(need)s AND h.to_program_id = p.id
                  AND handoffs_is_open(h.state) AND h.id <> %(handoff)s) AS already_has,
       (SELECT count(*) FROM handoffs_hand d JOIN handoffs_handoff h ON h.id = d.handoff_id
         WHERE d.staff_id = s.id AND d.ended_at IS NULL AND handoffs_is_open(h.state)) AS holding,
       (SELECT max(r.rung_at) FROM handoffs_ring r WHERE r.staff_id = s.id) AS last_rung
  FROM directory_program p
  JOIN directory_program_needs pn ON pn.program_id = p.id AND pn.need_id = %(need)s
  JOIN directory_membership m ON m.program_id = p.id AND m.role = 'clinician'
  JOIN directory_staff s ON s.id = m.staff_id AND s.is_active
 WHERE p.organization_id = %(organization)s AND p.receives AND NOT p.is_part2 AND s.id <> %(asked_by)s
   AND EXISTS (SELECT FROM directory_staff l WHERE l.id IN (p.duty_id, p.supervisor_id) AND l.is_active)
"""


class Member(NamedTuple):
    """One row of `SERVING`."""

    staff_id: int
    program_id: int
    same_site: bool
    speaks: bool
    away: bool | None
    names_need: bool
    ringing: bool
    coming: bool
    knows: bool
    already_has: bool
    holding: int
    last_rung: datetime | None


def who_can_come(handoff: Handoff, now: datetime, wall: datetime) -> list[Candidate]:
    """Return everybody of the organization whose program serves the need, ranked, each with a reason.

    `now` is the product's time, `wall` the machine's own (heartbeats of open pages are real).
    """
    members = _serving(handoff, now)
    seen = presences([m.staff_id for m in members], now, wall)
    return _once(rank(_facts(member, seen[member.staff_id]) for member in members))


def _serving(handoff: Handoff, now: datetime) -> list[Member]:
    wanted: dict[str, int | str | date] = {
        "handoff": handoff.pk, "client": handoff.client_id, "need": handoff.need_id,
        "organization": handoff.organization_id, "asked_by": handoff.asked_by_id,
        "site": handoff.from_program.site_id, "language": handoff.language,
        "today": local_date(now, facts.hours_for(handoff).zone),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(SERVING, wanted)
        return [Member(*row) for row in cursor.fetchall()]


def _facts(member: Member, presence: PresenceNow) -> Facts:
    return Facts(
        staff_id=member.staff_id,
        program_id=member.program_id,
        status=presence.status,
        until=presence.until,
        page_open=presence.page_open,
        page_seen_at=presence.page_seen_at,
        same_site=member.same_site,
        names_the_need=member.names_need,
        speaks=member.speaks,
        knows_client=member.knows,
        ringing=member.ringing,
        coming=member.coming,
        away=bool(member.away),
        already_has=member.already_has,
        holding=member.holding,
        last_rung_at=member.last_rung,
    )


def _once(candidates: list[Candidate]) -> list[Candidate]:
    """Keep each person once, at their best place (somebody may work in two programs)."""
    return list({c.facts.staff_id: c for c in reversed(candidates)}.values())[::-1]
