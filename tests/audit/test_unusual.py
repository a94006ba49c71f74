"""What looks unusual stands above the search until the privacy officer says what they found."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from handclasp.directory.models import Site
from handclasp.domain import unusual
from handclasp.handoffs.commands.auditing import note_look, note_search
from handclasp.handoffs.facts import hours_of
from handclasp.handoffs.queries.findings import Finding
from handclasp.handoffs.queries.unusual import unusual_lately
from handclasp.platform.actor import Actor
from handclasp.platform.clock import wall_now
from handclasp.platform.db import reading
from handclasp.platform.models import AuditLook
from tests.audit.entries import newest
from tests.audit.officer import acts, browser_of, officer, read_page_of, wrote
from tests.cast import refused
from tests.web.clinic import Clinic, ago, client, open_clinic


@pytest.fixture
def house(db_clone: str) -> Clinic:
    """A clinic that is open day and night, so that darkness comes only where a test closes it."""
    house = open_clinic()
    Site.objects.update(opens_at=time(0, 0), closes_at=time(23, 59))
    return house


def _found(house: Clinic, who: Actor | None = None) -> list[Finding]:
    facts = unusual_lately(who or acts(officer(house)), wall_now())
    assert facts is not None
    return list(facts.open)


def _rules(house: Clinic) -> list[str]:
    return [one.rule for one in _found(house)]


def test_an_ordinary_day_shows_nothing(house: Clinic) -> None:
    read_page_of(house.wes, [client(house).pk] * 5, relation="own")
    read_page_of(house.imani, [client(house, "Ana", "Prado").pk], relation="program")
    assert _rules(house) == []


def test_reading_about_ones_own_family_is_shown_once_a_day_and_counted(house: Clinic) -> None:
    noon = datetime.combine(ago(days=1).date(), time(17), UTC)
    cousin = client(house, "Joy", "Halvorsen-Reyes")
    read_page_of(house.wes, [cousin.pk] * 3, noon, relation="own")
    read_page_of(house.wes, [cousin.pk], noon - timedelta(days=1), relation="own")
    found = _found(house)
    assert [(one.rule, one.times, one.client) for one in found] == [
        ("own_name", 3, "Joy H."), ("own_name", 1, "Joy H."),
    ]  # fmt: skip


def test_reading_about_a_coworker_is_shown_by_name_and_by_phone(house: Clinic) -> None:
    house.tomas.phone = "541-555-0148"  # as the client's
    house.tomas.save()
    read_page_of(house.wes, [client(house, "Imani", "Castellane").pk], relation="own")
    assert [one.rule for one in _found(house)] == ["coworker"]


def test_opening_a_strangers_handoff_is_shown_and_finding_a_name_is_not(house: Clinic) -> None:
    marisol = client(house)
    wrote(house.wes, "client:find", "read", ago(hours=1), client_id=marisol.pk, relation="organization")
    assert _rules(house) == []
    read_page_of(house.tomas, [marisol.pk], handoff_id=7)
    assert _rules(house) == ["no_relation"]


def test_more_than_thirty_in_an_hour_are_very_many(house: Clinic) -> None:
    some = [client(house, f"Ana{number}", "Prado").pk for number in range(unusual.MANY_OPENED + 1)]
    read_page_of(house.imani, some[:-1], ago(minutes=50))
    assert _rules(house) == []
    read_page_of(house.imani, some[-1:], ago(minutes=5))
    assert [(one.rule, one.times) for one in _found(house)] == [("many", unusual.MANY_OPENED + 1)]


def test_an_hour_over_midnight_is_one_hour(house: Clinic) -> None:
    zone = hours_of(house.clinic.site).zone
    today = ago(hours=2).astimezone(zone).date()
    midnight = datetime.combine(today, time(), zone)
    some = [client(house, f"Ana{number}", "Prado").pk for number in range(unusual.MANY_OPENED + 1)]
    read_page_of(house.imani, some[:-1], midnight - timedelta(minutes=20))
    assert _rules(house) == []
    read_page_of(house.imani, some[-1:], midnight + timedelta(minutes=20))
    [found] = _found(house)
    assert (found.rule, found.times) == ("many", unusual.MANY_OPENED + 1)
    assert found.about.endswith(today.isoformat())  # the day on which the hour ended


def test_the_busiest_hour_of_a_day_is_said(house: Clinic) -> None:
    noon = datetime.combine(ago(days=1).date(), time(17), UTC)
    some = [client(house, f"Ana{number}", "Prado").pk for number in range(unusual.MANY_OPENED + 3)]
    read_page_of(house.imani, some[:2], noon - timedelta(minutes=50))
    read_page_of(house.imani, some[2:], noon)
    later = noon + timedelta(minutes=30)  # the hour that ends here holds two fewer
    read_page_of(house.imani, some[-1:], later)
    assert [(one.rule, one.times) for one in _found(house)] == [("many", unusual.MANY_OPENED + 3)]


def test_ones_own_program_is_never_very_many(house: Clinic) -> None:
    some = [client(house, f"Ana{number}", "Prado").pk for number in range(unusual.MANY_OPENED + 5)]
    read_page_of(house.imani, some, ago(minutes=50), relation="program")
    assert _rules(house) == []


def test_reading_when_the_site_is_closed_is_shown(house: Clinic) -> None:
    marisol = client(house)
    wrote(house.wes, "handoff:read", "read", ago(days=1), client_id=marisol.pk, relation="own")
    Site.objects.update(closed_on=[ago(days=number).date() for number in range(4)])
    wrote(house.wes, "handoff:read", "read", ago(days=1), client_id=client(house, "Ana").pk, relation="own")
    [found] = _found(house)  # one for the whole day, whoever was read
    assert (found.rule, found.client, found.times) == ("after_dark", "", 2)


def test_an_administrator_who_gives_themself_a_role_and_reads_is_shown(house: Clinic) -> None:
    marisol = client(house)
    wrote(house.oren, "role:grant", "change", ago(hours=5), subject=f"staff:{house.wes.pk}")
    wrote(house.oren, "handoff:read", "read", ago(hours=4), client_id=marisol.pk, relation="own")
    assert _rules(house) == []
    wrote(house.oren, "role:grant", "change", ago(hours=5), subject=f"staff:{house.oren.pk}")
    assert _rules(house) == ["own_role"]


def test_guesses_and_then_a_sign_in_from_elsewhere_are_shown(house: Clinic) -> None:
    door = Actor(None, house.organization.pk, "sign_in")
    wrote(house.wes, "sign_in:signed_in", "change", ago(days=20), origin="192.0.2.1")
    for number in range(3):
        at = ago(minutes=40 - number)
        wrote(door, "sign_in:wrong_password", "change", at, "203.0.113.5", subject=f"staff:{house.wes.pk}")
    wrote(house.wes, "sign_in:signed_in", "change", ago(minutes=30), origin="192.0.2.1")
    assert _rules(house) == []
    wrote(house.wes, "sign_in:signed_in", "change", ago(minutes=20), origin="203.0.113.5")
    assert _rules(house) == ["new_address"]


def test_what_is_older_than_a_week_is_not_shown(house: Clinic) -> None:
    cousin = client(house, "Joy", "Halvorsen")
    read_page_of(house.wes, [cousin.pk], ago(days=7, minutes=1), relation="own")
    assert _rules(house) == []
    read_page_of(house.wes, [cousin.pk], ago(days=6, hours=23), relation="own")
    assert _rules(house) == ["own_name"]


def test_another_organizations_day_is_not_shown(house: Clinic) -> None:
    away = open_clinic("Lakeside")
    Site.objects.update(opens_at=time(0, 0), closes_at=time(23, 59))
    read_page_of(away.wes, [client(away, "Joy", "Halvorsen").pk], relation="own")
    assert _rules(house) == []


def _one(house: Clinic) -> tuple[Actor, Finding]:
    read_page_of(house.wes, [client(house, "Joy", "Halvorsen").pk], relation="own")
    sabet = acts(officer(house))
    return sabet, _found(house, sabet)[0]


def test_what_was_looked_at_leaves_the_list_with_a_note_and_an_entry(house: Clinic) -> None:
    sabet, found = _one(house)
    note_look(sabet, found.rule, found.about, "  A different \n family. ", wall_now())
    facts = unusual_lately(sabet, wall_now())
    assert facts is not None
    assert (facts.open, facts.counts["own_name"]) == ((), 0)
    assert [(one.note, one.by) for one in facts.looked] == [("A different family.", "Sabet Farahani")]
    assert (newest().action, newest().kind, newest().subject) == ("audit:read", "change", "unusual:own_name")
    assert newest().client_id == found.client_id


def test_looking_needs_words_and_something_to_look_at(house: Clinic) -> None:
    sabet, found = _one(house)
    for reason, rule, about, note in (
        ("missing", found.rule, found.about, " \n "),
        ("too_long", found.rule, found.about, "x" * 2001),
        ("not_found", found.rule, "staff:1 client:1 2026-01-01", "words"),
        ("not_found", "no such rule", found.about, "words"),
    ):
        with refused(reason):
            note_look(sabet, rule, about, note, wall_now())
    note_look(sabet, found.rule, found.about, "words", wall_now())
    with refused("changed_by_now"):
        note_look(sabet, found.rule, found.about, "other words", wall_now())
    assert AuditLook.objects.count() == 1


def test_only_the_officer_looks(house: Clinic) -> None:
    _, found = _one(house)
    for staff in (house.wes, house.dana, house.oren):
        assert unusual_lately(acts(staff), wall_now()) is None
        with refused("not_your_role"):
            note_look(acts(staff), found.rule, found.about, "words", wall_now())
        with refused("not_your_role"):
            note_search(acts(staff), None, "search", wall_now())


def test_the_database_lets_nobody_else_read_or_add_what_was_found_and_nobody_change_it(house: Clinic) -> None:
    sabet, found = _one(house)
    note_look(sabet, found.rule, found.about, "words", wall_now())
    for staff in (house.wes, house.dana, house.oren):
        with reading(acts(staff)):
            assert AuditLook.objects.count() == 0
        with pytest.raises(ProgrammingError, match="row-level security"), reading(acts(staff)):
            _add(acts(staff))
    with pytest.raises(ProgrammingError, match="row-level security"), reading(sabet):
        _add(acts(house.wes))  # in somebody else's name
    for statement in ("UPDATE platform_auditlook SET note = 'other'", "DELETE FROM platform_auditlook"):
        with pytest.raises(Exception, match="append-only"), reading(sabet), transaction.atomic():
            connection.cursor().execute(statement)


def _add(actor: Actor) -> None:
    AuditLook.objects.create(
        organization_id=actor.home,
        rule="many",
        about="x",
        note="n",
        actor=actor.signature,
        label="",
        at=wall_now(),
    )


def test_the_page_shows_it_and_takes_the_note(house: Clinic) -> None:
    read_page_of(house.wes, [client(house, "Joy", "Halvorsen").pk], relation="own")
    browser = browser_of(house)
    page = _text(browser.get("/audit/"))
    assert "Same family name" in page
    about = page.split('name="about" value="')[1].split('"')[0]
    sent = {"rule": "own_name", "about": about}
    empty = browser.post("/audit/look/", sent | {"note": " "})
    assert empty.status_code == 422
    assert "Something is missing" in _text(empty)
    assert browser.post("/audit/look/", sent | {"about": "staff:1", "note": "x"}).status_code == 404
    assert browser.post("/audit/look/", {"note": "x"}).status_code == 404
    kept = browser.post("/audit/look/", sent | {"note": "Another <family>"}, follow=True)
    assert "Nothing stands to be looked at" in _text(kept)
    assert "Another &lt;family&gt;" in _text(kept)


def _text(answer: Any) -> str:
    return str(answer.content.decode())
