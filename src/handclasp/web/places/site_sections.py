"""The sections of a site's page."""

from collections.abc import Mapping
from typing import Any, Final

from handclasp.directory import commands
from handclasp.directory.models import Site
from handclasp.directory.queries.places import SiteFacts
from handclasp.web.places import forms
from handclasp.web.places.sections import Section
from handclasp.web.shell.phones import phone_words


def about_form(facts: SiteFacts, sent: Any) -> forms.SiteForm:
    """Return the form of a site's name and address."""
    known = _of(facts.site, "name", "address", "time_zone") | {"phone": phone_words(facts.site.phone)}
    return forms.SiteForm(sent, initial=known, auto_id="about-%s")


def hours_form(facts: SiteFacts, sent: Any) -> forms.HoursForm:
    """Return the form of a site's hours."""
    known = _of(facts.site, "opens_at", "closes_at", "open_weekdays")
    return forms.HoursForm(sent, initial=known, auto_id="hours-%s")


def usual_form(facts: SiteFacts, sent: Any) -> forms.UsualForm:
    """Return the form of a site's usual minutes."""
    known = _of(facts.site, "minutes_on_a_floor", "minutes_per_floor")
    return forms.UsualForm(sent, initial=known, auto_id="usual-%s")


SITE: Final[Mapping[str, Section[SiteFacts]]] = {
    "rooms": Section(
        "Add rooms",
        lambda facts, sent: forms.RoomsForm(sent, initial={"floor": 0}, auto_id="rooms-%s"),
        lambda a, now, facts, form: commands.add_rooms(
            a, now, facts.site.pk, form.cleaned_data["names"].splitlines(),
            form.cleaned_data["floor"], form.cleaned_data["kind"],
        ),
        button="Add these rooms",
    ),
    "usual": Section(
        "Usual walk",
        usual_form,
        lambda a, now, facts, form: commands.update_site(a, now, facts.site.pk, **form.cleaned_data),
        lambda facts: "These minutes count wherever no other walk is said below.",
    ),
    "room-walk": Section(
        "A walk that takes longer, or less",
        lambda facts, sent: forms.RoomWalkForm(sent, rooms=facts.rooms, auto_id="room-walk-%s"),
        lambda a, now, facts, form: commands.set_room_walk(
            a, now, form.cleaned_data["first"], form.cleaned_data["second"], form.cleaned_data["minutes"]
        ),
        lambda facts: "Leave the minutes empty to let the usual walk count again.",
    ),
    "site-walk": Section(
        "On foot to another site",
        lambda facts, sent: forms.SiteWalkForm(sent, sites=facts.others, auto_id="site-walk-%s"),
        lambda a, now, facts, form: commands.set_site_walk(
            a, now, facts.site.pk, form.cleaned_data["site"], form.cleaned_data["minutes"]
        ),
        lambda facts: "Without minutes nobody is asked to walk there.",
    ),
    "about": Section(
        "Name and address",
        about_form,
        lambda a, now, facts, form: commands.update_site(a, now, facts.site.pk, **form.cleaned_data),
    ),
    "hours": Section(
        "Hours",
        hours_form,
        lambda a, now, facts, form: commands.update_site(a, now, facts.site.pk, **form.cleaned_data),
        lambda facts: "Promises and watches count in these hours.",
    ),
    "closed": Section(
        "Closed days",
        lambda facts, sent: forms.ClosedForm(sent, closed_on=facts.site.closed_on, auto_id="closed-%s"),
        lambda a, now, facts, form: commands.update_site(a, now, facts.site.pk, closed_on=form.chosen),
    ),
    "retire": Section(
        "Retire this site",
        lambda facts, sent: forms.RetireForm(sent),
        lambda a, now, facts, form: commands.update_site(a, now, facts.site.pk, is_active=form.is_active),
    ),
}  # fmt: skip


def _of(site: Site, *columns: str) -> dict[str, Any]:
    return {column: getattr(site, column) for column in columns}
