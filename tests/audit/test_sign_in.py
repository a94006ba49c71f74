"""What happens at the door is in the audit: who, when, from where, and nothing that a stranger typed."""

from datetime import UTC, datetime
from typing import Any

import pytest
from allauth.mfa import signals as mfa
from django.test import Client, RequestFactory

from handclasp.directory.commands import invitations
from handclasp.directory.commands.sessions import end_sessions
from handclasp.directory.models import Office
from handclasp.directory.queries import actor_for_staff
from handclasp.directory.single_sign_on import user_of_identity
from handclasp.directory.tokens import hash_of
from tests.audit.entries import entries, events, newest
from tests.web.staffing import PASSWORD, House, furnish, signed_in

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
LOGIN = "/accounts/login/"


@pytest.fixture
def house(db_clone: str) -> House:
    """A small house with real commits."""
    return furnish()


def _try(browser: Client, email: str, password: str, **more: Any) -> Any:
    return browser.post(
        LOGIN, {"login": email, "password": password}, headers={"User-Agent": FIREFOX}, **more
    )


def test_signing_in_and_out_is_written_with_the_place_it_came_from(house: House) -> None:
    browser = Client(REMOTE_ADDR="192.0.2.7")
    _try(browser, house.wes.email, PASSWORD)
    browser.post("/accounts/logout/")
    assert events(house.wes.pk) == ["signed_in", "signed_out"]
    entry = entries(action="sign_in:signed_in")[0]
    assert (entry.actor, entry.label) == (f"staff:{house.wes.pk}", "Dr. Wes Halvorsen")
    assert (entry.door, entry.origin, entry.device) == ("web", "192.0.2.7", "Firefox on Windows")
    assert entry.organization_id == house.organization.pk


def test_a_wrong_password_is_written_under_nobodys_name(house: House) -> None:
    _try(Client(), house.wes.email.upper(), "not the pass phrase")
    entry = newest()
    assert (entry.action, entry.actor) == ("sign_in:wrong_password", "system:sign_in")
    assert (entry.subject, entry.organization_id) == (f"staff:{house.wes.pk}", house.organization.pk)


def test_an_address_that_nobody_has_leaves_no_trace(house: House) -> None:
    _try(Client(), "quill.vantongeren@example.org", "whatever it is")
    assert entries() == []


def test_knocking_on_and_on_is_written_once(house: House) -> None:
    browser = Client()
    for _ in range(12):
        _try(browser, house.wes.email, "not the pass phrase")
    assert events(house.wes.pk) == ["wrong_password"] * 5 + ["locked_out"]


def test_a_changed_password_and_ended_sessions_are_written(house: House) -> None:
    browser = signed_in(house.wes)
    browser.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "quite another phrase", "password2": "quite another phrase"},
    )
    assert events(house.wes.pk) == ["signed_in", "password_changed"]
    actor = actor_for_staff(house.wes.pk)
    assert actor is not None
    end_sessions(actor, house.wes.pk, datetime.now(UTC))
    assert (newest().action, newest().subject) == ("account:keep", f"sessions:{house.wes.pk}")


def test_an_accepted_invitation_is_written_under_the_name_of_who_accepts(house: House) -> None:
    Office.objects.create(staff=house.imani, role="admin")
    admin, now = actor_for_staff(house.imani.pk), datetime.now(UTC)
    assert admin is not None
    token = invitations.invite_staff(admin, now, house.wes.pk).token
    assert newest().subject == f"staff:{house.wes.pk}"
    invitations.accept_invitation(hash_of(token), "quite another phrase", now)
    entry = newest()
    assert (entry.actor, entry.action) == (f"staff:{house.wes.pk}", "account:keep")
    assert entry.subject.startswith("invitation:")


def test_second_factors_are_written_when_they_come_go_or_do_not_fit(house: House) -> None:
    browser = RequestFactory().post("/")

    class App:
        type = "totp"

    for signal in (mfa.authenticator_added, mfa.authentication_failed, mfa.authenticator_removed):
        signal.send(sender=App, request=browser, user=house.wes.user, authenticator=App())
    assert [(one.action, one.actor, one.subject) for one in entries()] == [
        ("sign_in:factor_added", f"staff:{house.wes.pk}", "factor:totp"),
        ("sign_in:wrong_code", "system:sign_in", f"staff:{house.wes.pk}"),
        ("sign_in:factor_removed", f"staff:{house.wes.pk}", "factor:totp"),
    ]


def test_the_first_single_sign_on_is_written_as_a_link(house: House) -> None:
    now = datetime.now(UTC)
    for _ in range(2):  # the second time nothing is linked any more
        user_of_identity("provider", "subject-1", house.wes.email, now)
    assert [(one.action, one.subject) for one in entries()] == [("sign_in:linked", f"staff:{house.wes.pk}")]


def test_whoever_is_not_on_the_staff_signs_in_without_an_entry(house: House) -> None:
    browser, user = Client(), house.wes.user
    type(house.wes).objects.filter(pk=house.wes.pk).update(user=None)
    assert user is not None
    _try(browser, user.email, PASSWORD)
    assert entries() == []
