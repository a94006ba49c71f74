"""The list of needs that an organization keeps: its own beside the house's, which it offers, and who serves them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db.models import Q
from django.utils.text import slugify

from handclasp.directory import checks
from handclasp.directory.models import Need, NeedOffer, Organization, Program
from handclasp.directory.queries import need_list
from handclasp.platform.actor import Actor
from handclasp.platform.db import Deed, acting
from handclasp.platform.live import tell
from handclasp.platform.refusals import Refusal

KEEP: Final = "need:keep"
LONGEST_NAME: Final = 60
LONGEST_SAID: Final = 120
MOST: Final = 100


def add_need(actor: Actor, now: datetime, *, name_en: str, name_es: str, say_en: str, say_es: str) -> Need:
    """Add a need of the organization's own, offered at once, at the end of its list.

    Refuses `name_missing`, `text_too_long`, `need_name_taken`, `need_with_braces` and `too_many_needs`.
    """
    names = _names(name_en, name_es, say_en, say_es)
    with acting(actor, now, KEEP) as deed:
        _queue(actor)
        listed = need_list(actor)
        _require(len(listed) < MOST, "too_many_needs")
        _require_free_name(actor, names["name_en"])
        need = Need.objects.create(
            organization_id=actor.home, code=_code(actor, names["name_en"]), position=len(listed), **names
        )
        _keep_order(actor, [*(one.need.pk for one in listed), need.pk])
        _told(actor, deed, need)
        return need


def rename_need(
    actor: Actor, now: datetime, need_id: int, *, name_en: str, name_es: str, say_en: str, say_es: str
) -> None:
    """Name one of the organization's own needs otherwise; the house's are shared and refuse `need_of_the_house`."""
    names = _names(name_en, name_es, say_en, say_es)
    with acting(actor, now, KEEP) as deed:
        need = _found(actor, need_id)
        _require(need.organization_id is not None, "need_of_the_house")
        _require_free_name(actor, names["name_en"], but=need.pk)
        for column, value in names.items():
            setattr(need, column, value)
        need.save(update_fields=list(names))
        _told(actor, deed, need)


def offer_need(actor: Actor, now: datetime, need_id: int, is_offered: bool) -> None:
    """Offer a need, or stop: who has it in an open handoff keeps it there. Refuses `last_need`."""
    with acting(actor, now, KEEP) as deed:
        _queue(actor)
        need, listed = _found(actor, need_id), need_list(actor)
        others = [one for one in listed if one.is_offered and one.need.pk != need.pk]
        _require(is_offered or bool(others), "last_need")
        _keep_order(actor, [one.need.pk for one in listed])
        NeedOffer.objects.filter(organization_id=actor.home, need=need).update(is_offered=is_offered)
        _told(actor, deed, need)


def move_need(actor: Actor, now: datetime, need_id: int, is_up: bool) -> None:
    """Move a need one place up or down; at the end of the list nothing happens."""
    with acting(actor, now, KEEP) as deed:
        _queue(actor)
        need = _found(actor, need_id)
        order = [one.need.pk for one in need_list(actor)]
        place = order.index(need.pk)
        other = place - 1 if is_up else place + 1
        if 0 <= other < len(order):
            order[place], order[other] = order[other], order[place]
        _keep_order(actor, order)
        _told(actor, deed, need)


def map_need(actor: Actor, now: datetime, need_id: int, program_ids: Iterable[int]) -> None:
    """Say which of the organization's programs serve a need, and no others."""
    wanted = set(program_ids)
    with acting(actor, now, KEEP) as deed:
        need = _found(actor, need_id)
        mine = Program.objects.filter(organization_id=actor.home)
        chosen = list(mine.filter(pk__in=wanted))
        _require(len(chosen) == len(wanted), "unknown_choice")
        need.programs.remove(*mine.exclude(pk__in=wanted).filter(needs=need))
        need.programs.add(*chosen)
        _told(actor, deed, need)


def _names(name_en: str, name_es: str, say_en: str, say_es: str) -> dict[str, str]:
    names = {
        "name_en": _short(name_en, LONGEST_NAME), "name_es": _short(name_es, LONGEST_NAME),
        "say_en": _short(say_en, LONGEST_SAID), "say_es": _short(say_es, LONGEST_SAID),
    }  # fmt: skip
    _require(not any(sign in text for text in names.values() for sign in "{}"), "need_with_braces")
    return names


def _short(text: str, longest: int) -> str:
    tidied = checks.name(text)
    _require(len(tidied) <= longest, "text_too_long")
    return tidied


def _require(condition: bool, reason: str) -> None:
    if not condition:
        raise Refusal(reason)


def _queue(actor: Actor) -> None:
    """Let two who change the list at once come one after the other."""
    list(Organization.objects.select_for_update(no_key=True).filter(pk=actor.home).values_list("pk"))


def _found(actor: Actor, need_id: int) -> Need:
    known = Need.objects.filter(Q(organization=None) | Q(organization_id=actor.home))
    need = known.filter(pk=need_id).first()
    if need is None:
        raise Refusal("not_found")
    return need


def _require_free_name(actor: Actor, name_en: str, but: int | None = None) -> None:
    """Refuse a name that the list has already: two needs of one name could not be told apart."""
    known = Need.objects.filter(Q(organization=None) | Q(organization_id=actor.home), name_en__iexact=name_en)
    _require(not known.exclude(pk=but or 0).exists(), "need_name_taken")


def _code(actor: Actor, name_en: str) -> str:
    """Return a code that neither the house nor the organization has; files name needs by it."""
    base = slugify(name_en)[:40].replace("-", "_") or "need"
    known = Need.objects.filter(Q(organization=None) | Q(organization_id=actor.home))
    taken = set(known.values_list("code", flat=True))
    codes = [base, *(f"{base}_{number}" for number in range(2, MOST + 2))]
    return next(code for code in codes if code not in taken)


def _keep_order(actor: Actor, order: list[int]) -> None:
    """Write the place of every need of the list; whether it is offered stays as it was."""
    rows = [NeedOffer(organization_id=actor.home, need_id=pk, position=n) for n, pk in enumerate(order, 1)]
    NeedOffer.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["organization", "need"], update_fields=["position"]
    )


def _told(actor: Actor, deed: Deed, need: Need) -> None:
    deed.on(f"need:{need.pk}")
    tell([f"org:{actor.home}"])
