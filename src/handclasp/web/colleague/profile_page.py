"""How somebody is introduced, as a page: to keep for oneself, to read for everybody else."""

from dataclasses import dataclass

from django import forms
from django.urls import reverse

from handclasp.directory.models import Staff
from handclasp.directory.queries import needs, short_name, staff_label
from handclasp.directory.queries.places import photo_digests, room_names
from handclasp.domain.age_groups import age_group_words
from handclasp.domain.language_names import language_words
from handclasp.platform.actor import Actor
from handclasp.web.colleague.profile_forms import ProfileForm
from handclasp.web.shell.field_parts import FieldPart, field_parts

COLUMNS = ("say_it_like", "room", "languages", "age_groups", "first_meeting_en", "first_meeting_es")


@dataclass(frozen=True)
class ProfilePage:
    """How somebody is introduced; without `can_change` it is read only."""

    staff_id: int
    name: str
    short: str
    is_me: bool
    can_change: bool
    photo_url: str
    say_it_like: str
    place: str
    facts: tuple[str, ...]
    first_meeting_en: str
    first_meeting_es: str
    fields: tuple[FieldPart, ...]
    rooms: tuple[str, ...]
    problem: str
    photo_problem: str


def profile_form(actor: Actor, staff: Staff, sent: object = None) -> ProfileForm:
    """Return the form, with what was sent or what stands there."""
    known = {column: getattr(staff, column) for column in COLUMNS}
    known["needs"] = [need.code for need in staff.needs.all()]
    return ProfileForm(sent, needs=needs(actor), is_own=actor.staff_id == staff.pk, initial=known)


def may_keep(actor: Actor, staff: Staff) -> bool:
    """Say whether somebody may change how this person is introduced."""
    return actor.staff_id == staff.pk or actor.may("directory:change")


def profile_page(
    actor: Actor, staff: Staff, form: forms.BaseForm | None = None, problem: str = "", photo_problem: str = ""
) -> ProfilePage:
    """Return the page, with what was typed where it could not be kept."""
    can_change = may_keep(actor, staff)
    shown = form or profile_form(actor, staff)
    return ProfilePage(
        staff_id=staff.pk,
        name=staff_label(staff),
        short=short_name(staff),
        is_me=staff.pk == actor.staff_id,
        can_change=can_change,
        photo_url=photo_url(staff.pk, photo_digests([staff.pk])),
        say_it_like=staff.say_it_like,
        place=", ".join(filter(None, [staff.site.name if staff.site else "", staff.room])),
        facts=_facts(staff),
        first_meeting_en=staff.first_meeting_en,
        first_meeting_es=staff.first_meeting_es,
        fields=field_parts(shown) if can_change else (),
        rooms=tuple(room_names(actor, staff.site_id)) if can_change else (),
        problem=problem,
        photo_problem=photo_problem,
    )


def photo_url(staff_id: int, digests: dict[int, str]) -> str:
    """Return where somebody's picture is, or an empty string where there is none."""
    digest = digests.get(staff_id, "")
    return reverse("photo", args=[staff_id, digest]) if digest else ""


def _facts(staff: Staff) -> tuple[str, ...]:
    helped = ", ".join(need.name_en for need in staff.needs.all())
    return tuple(
        filter(
            None,
            [
                f"Speaks {language_words(staff.languages)}" if staff.languages else "",
                f"Works with: {age_group_words(staff.age_groups).lower()}" if staff.age_groups else "",
                f"Helps with: {helped}" if helped else "",
            ],
        )
    )
