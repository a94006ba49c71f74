"""Guessing ends, and nobody is locked out by somebody who guesses."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client, RequestFactory

from handclasp.platform.signins import counting
from handclasp.platform.signins.counting import Allowance
from handclasp.web.shell.networks import network_of
from handclasp.web.signin import lockout
from tests.web.signing import at_the_door, signs_in
from tests.web.signing import quick_passwords as quick_passwords
from tests.web.staffing import PASSWORD, House, furnish, hire

pytestmark = pytest.mark.usefixtures("db_clone", "quick_passwords")
HOME, ATTACKER = "192.0.2.1", "203.0.113.66"
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TOO_OFTEN = "The password was wrong too often"


@pytest.fixture
def house() -> House:
    return furnish()


def guesses(house: House, times: int, network: str = ATTACKER) -> str:
    """Guess the password of Wes so often, each time in a new browser; return the last answer."""
    page = ""
    for _ in range(times):
        page = signs_in(Client(REMOTE_ADDR=network), house.wes, "a guess").content.decode()
    return page


def test_a_guesser_is_stopped_and_told_no_more_about_real_accounts_than_about_others(house: House) -> None:
    assert TOO_OFTEN not in guesses(house, 5)
    assert TOO_OFTEN in guesses(house, 1)
    for _ in range(6):
        answer = Client(REMOTE_ADDR="203.0.113.67").post(
            "/accounts/login/", {"login": "nobody@example.org", "password": "a guess"}
        )
    assert TOO_OFTEN in answer.content.decode()


def test_the_right_password_does_not_help_a_guesser_who_is_stopped(house: House) -> None:
    guesses(house, 6)
    assert TOO_OFTEN in signs_in(Client(REMOTE_ADDR=ATTACKER), house.wes).content.decode()


def test_a_colleague_who_is_signed_in_works_on_while_somebody_guesses(house: House) -> None:
    wes = at_the_door(house.wes, HOME)
    guesses(house, 6)
    assert wes.get("/people/").status_code == 200


def test_a_colleague_signs_in_on_their_own_device_while_somebody_guesses(house: House) -> None:
    wes = at_the_door(house.wes, HOME)
    wes.post("/accounts/logout/")
    for number in range(40):  # from everywhere, so that strangers are stopped at this account
        guesses(house, 1, f"203.0.113.{number}")
    assert TOO_OFTEN in signs_in(Client(REMOTE_ADDR="198.51.100.7"), house.wes).content.decode()
    assert signs_in(wes, house.wes).status_code == 302


def test_a_known_device_has_a_limit_of_its_own(house: House) -> None:
    wes = at_the_door(house.wes, HOME)
    wes.post("/accounts/logout/")
    for _ in range(10):
        assert TOO_OFTEN not in signs_in(wes, house.wes, "forgotten").content.decode()
    assert TOO_OFTEN in signs_in(wes, house.wes, "forgotten").content.decode()


def test_a_device_is_known_for_those_who_signed_in_there_only(house: House) -> None:
    wes = at_the_door(house.wes, ATTACKER)
    wes.post("/accounts/logout/")
    for _ in range(6):
        answer = signs_in(wes, house.imani, "a guess")
    assert TOO_OFTEN in answer.content.decode()
    assert signs_in(Client(REMOTE_ADDR=HOME), house.imani).status_code == 302


def test_a_made_up_device_is_no_known_device(house: House) -> None:
    browser = Client(REMOTE_ADDR=ATTACKER)
    guesses(house, 6)
    browser.cookies[settings.DEVICE_COOKIE_NAME] = "0123.abcd:signed"
    assert TOO_OFTEN in signs_in(browser, house.wes).content.decode()


def test_the_device_is_known_by_nothing_about_its_people(house: House) -> None:
    cookie = at_the_door(house.wes).cookies[settings.DEVICE_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    for word in ("wes", "halvorsen", "example", "@"):
        assert word not in cookie.value.lower()
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(name, ' ') FROM signins_count")
        assert "@" not in cursor.fetchone()[0]


def test_one_password_tried_at_many_accounts_is_stopped(house: House) -> None:
    people = [hire(house.organization, house.wes.site, f"Person{n}", "Lind") for n in range(36)]
    answers = [signs_in(Client(REMOTE_ADDR=ATTACKER), one, "a guess").content.decode() for one in people]
    assert TOO_OFTEN not in answers[29]
    assert TOO_OFTEN in answers[35]
    assert signs_in(Client(REMOTE_ADDR=HOME), house.wes).status_code == 302


def test_signing_in_all_morning_from_one_clinic_uses_nothing_up(house: House) -> None:
    for _ in range(40):
        assert signs_in(Client(REMOTE_ADDR=HOME), house.wes).status_code == 302


def test_a_count_leaks_away_by_itself() -> None:
    five = Allowance(5, timedelta(minutes=5))
    assert [counting.take("a", five, NOON) for _ in range(6)] == [True] * 5 + [False]
    assert not counting.take("a", five, NOON + timedelta(seconds=59))
    assert counting.take("a", five, NOON + timedelta(seconds=60))
    assert not counting.take("a", five, NOON + timedelta(seconds=61))
    assert [counting.take("a", five, NOON + timedelta(hours=1)) for _ in range(6)] == [True] * 5 + [False]


def test_tries_at_the_same_instant_all_count() -> None:
    five = Allowance(5, timedelta(hours=1))

    def guess(_: int) -> bool:
        try:
            return counting.take("crowd", five, NOON)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as crowd:
        assert sum(crowd.map(guess, range(48))) == 5


def test_what_was_refused_in_one_place_counts_in_none() -> None:
    full, free = (
        lockout.Count("full", Allowance(1, timedelta(hours=1))),
        lockout.Count("free", lockout.MANY_ACCOUNTS),
    )
    assert lockout.count([full], NOON) == ["full"]
    assert lockout.count([free, full], NOON) is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT level FROM signins_count WHERE name = 'free'")
        assert cursor.fetchone()[0] == 0


def test_old_counts_are_forgotten() -> None:
    counting.take("old", lockout.MANY_ACCOUNTS, NOON)
    counting.forget_old(NOON + timedelta(days=2))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM signins_count")
        assert cursor.fetchone()[0] == 0


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.7"),
        ("", "unknown"),
        ("/run/a.sock", "unknown"),
    ],
)
def test_one_household_counts_as_one_network(address: str, network: str) -> None:
    assert network_of(RequestFactory().get("/", REMOTE_ADDR=address)) == network


def test_the_password_of_before_still_works_after_wrong_ones(house: House) -> None:
    guesses(house, 4, HOME)
    assert signs_in(Client(REMOTE_ADDR=HOME), house.wes, PASSWORD).status_code == 302
