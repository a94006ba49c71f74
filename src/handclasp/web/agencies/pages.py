"""Services of outside agencies as a page."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from handclasp.directory.models import Listing, Program
from handclasp.directory.queries import needs
from handclasp.directory.queries.agencies import are_agencies_known, find_agencies
from handclasp.domain.hsds.languages import language_words
from handclasp.domain.text_of_hours import hours_words
from handclasp.platform.actor import Actor
from handclasp.web.agencies.forms import Search

PAGE = 30


@dataclass(frozen=True)
class NeedChoice:
    """A need to look for."""

    code: str
    name: str
    is_chosen: bool


@dataclass(frozen=True)
class Passage:
    """What an agency says of a service under one heading."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ServiceLine:
    """A service of an agency at one place; `url` is empty unless it is a web address."""

    number: int
    name: str
    agency: str
    place: str
    phone: str
    email: str
    url: str
    hours: tuple[str, ...]
    facts: str
    notice: str
    is_closed: bool
    passages: tuple[Passage, ...]
    source: str
    checked: str


@dataclass(frozen=True)
class AgenciesPage:
    """The whole page."""

    text: str
    needs: tuple[NeedChoice, ...]
    services: tuple[ServiceLine, ...]
    found_words: str
    next_url: str
    is_searched: bool
    is_empty: bool
    can_import: bool


def agencies_page(actor: Actor, search: Search) -> AgenciesPage:
    """Return the services that fit, a page of them."""
    found = find_agencies(actor, search.text, search.need, PAGE + 1, search.start)
    shown = found[:PAGE]
    following = urlencode({"q": search.text, "need": search.need, "start": search.start + PAGE})
    return AgenciesPage(
        text=search.text,
        needs=tuple(NeedChoice(one.code, one.name_en, one.code == search.need) for one in needs(actor)),
        services=tuple(_line(program) for program in shown),
        found_words=_found_words(len(shown), search, has_more=len(found) > PAGE),
        next_url=f"{reverse('agencies')}?{following}" if len(found) > PAGE else "",
        is_searched=bool(search.text or search.need),
        is_empty=not shown and not are_agencies_known(),
        can_import=actor.is_admin,
    )


def _line(program: Program) -> ServiceLine:
    listing, site = program.listing, program.site
    named = (site.address,) if site.address.startswith(site.name) else (site.name, site.address)
    return ServiceLine(
        number=program.pk,
        name=program.name,
        agency=program.organization.name,
        place=", ".join(part for part in named if part),
        phone=program.phone or site.phone or program.organization.phone,
        email=listing.email,
        url=listing.url if listing.url.startswith(("https://", "http://")) else "",
        hours=_hours(program),
        facts=_facts(program),
        notice=listing.notice,
        is_closed=listing.status == "temporarily closed",
        passages=_passages(listing),
        source=program.source_system,
        checked=_day(listing.checked_on) if listing.checked_on else "",
    )


def _hours(program: Program) -> tuple[str, ...]:
    """Return the hours of the service, else those of its place."""
    if program.listing.hours:
        return tuple(program.listing.hours.splitlines())
    site = program.site
    return (hours_words(site.opens_at, site.closes_at, site.open_weekdays),) if site.open_weekdays else ()


def _facts(program: Program) -> str:
    """Return `Helps with food. Speaks Spanish. From 18 years.`"""
    helps = ", ".join(need.name_en.lower() for need in program.needs.all())
    spoken = ", ".join(language_words(tag) for tag in program.languages)
    parts = (
        f"Helps with {helps}" if helps else "",
        f"Speaks {spoken}" if spoken else "",
        _ages(program.listing),
    )
    return " ".join(f"{part}." for part in parts if part)


def _ages(listing: Listing) -> str:
    low, high = listing.minimum_age, listing.maximum_age
    if low and high is not None and high < 100:
        return f"Ages {low} to {high}"
    if low:
        return f"From {low} years"
    return f"Up to {high} years" if high is not None and high < 100 else ""


def _passages(listing: Listing) -> tuple[Passage, ...]:
    titled = (
        ("What it is", listing.about), ("Who it is for", listing.eligibility),
        ("How to apply", listing.how_to_apply), ("What to bring", listing.bring), ("Cost", listing.cost),
        ("Wait", listing.wait), ("Interpreters", listing.interpreters),
    )  # fmt: skip
    return tuple(Passage(title, tuple(text.splitlines())) for title, text in titled if text)


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _found_words(shown: int, search: Search, *, has_more: bool) -> str:
    if not shown:
        return ""
    if search.start or has_more:
        return f"{search.start + 1} to {search.start + shown}"
    return "One service" if shown == 1 else f"{shown} services"
