"""People are invited: by whom, for how long, and what the link opens."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import override_settings
from procrastinate.contrib.django.models import ProcrastinateJob
from tests import cast
from tests.cast import DAY, NOW, refused

from handclasp.directory import commands
from handclasp.directory.models import Invitation, Staff
from handclasp.directory.queries import actor_for_staff, open_invitation
from handclasp.directory.tasks import NotSent, send_invitation
from handclasp.directory.tokens import hash_of, token_with_hash
from handclasp.platform.actor import DEMO_LOADER, Actor

PHRASE = "quiet river walks home"
MAILS: dict[str, Any] = {
    "ADDRESS": urlsplit("https://handclasp.example"),
    "EMAIL_HOST": "mail.example",
    "EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
}

pytestmark = pytest.mark.usefixtures("clinic_rollback")


@pytest.fixture
def admin(clinic_rollback: None) -> Actor:
    """Let Dana administer the clinic."""
    commands.give_office(DEMO_LOADER, NOW, cast.staff("dana"), "admin")
    for key in cast.PEOPLE:
        Staff.objects.filter(pk=cast.staff(key)).update(email=f"{key}@cedar.example")
    return cast.actor("dana")


def invite(admin: Actor, key: str = "imani") -> commands.Invited:
    return commands.invite_staff(admin, NOW, cast.staff(key))


def newcomer(admin: Actor, **changes: Any) -> commands.Invited:
    usual: dict[str, Any] = {
        "given": "Joan", "family": "Pike", "email": "joan@cedar.example",
        "roles": {cast.program("Counseling"): "front_desk"}, "offices": ["privacy_officer"],
    }  # fmt: skip
    return commands.invite_colleague(admin, NOW, **(usual | changes))


def test_the_link_opens_once_and_the_password_is_theirs(admin: Actor) -> None:
    invited = invite(admin)
    user = commands.accept_invitation(hash_of(invited.token), PHRASE, NOW + 6 * DAY)
    assert user.check_password(PHRASE)
    assert Staff.objects.get(user=user).pk == cast.staff("imani")
    with refused("invitation_over"):
        commands.accept_invitation(hash_of(invited.token), "another pass phrase", NOW + 6 * DAY)
    user.refresh_from_db()
    assert user.check_password(PHRASE)


def test_the_link_ends_after_a_week_when_withdrawn_and_when_a_newer_one_is_given(admin: Actor) -> None:
    late, newer = invite(admin), invite(admin)
    assert open_invitation(hash_of(late.token), NOW) is None
    with refused("invitation_over"):
        commands.accept_invitation(hash_of(newer.token), PHRASE, NOW + timedelta(days=7))
    commands.withdraw_invitation(admin, NOW, cast.staff("imani"))
    for token in (late.token, newer.token, "nonsense"):
        with refused("invitation_over"):
            commands.accept_invitation(hash_of(token), PHRASE, NOW)


def test_neither_the_table_nor_a_job_holds_what_opens_the_door(admin: Actor) -> None:
    with override_settings(**MAILS):
        invited = invite(admin)
    row = Invitation.objects.values().get()
    assert invited.token not in str(row)
    assert row["invited_by_id"] == admin.staff_id
    assert [job.args for job in ProcrastinateJob.objects.all()] == [{"invitation_id": row["id"]}]
    with override_settings(SECRET_KEY="another key that whoever reads the table has to guess"):
        assert token_with_hash(row["nonce"], row["token_hash"]) is None


def test_an_easy_password_is_refused_and_the_link_still_opens(admin: Actor) -> None:
    invited = invite(admin)
    for easy in ("short", "startfinding", "imani@cedar.example"):
        with refused("password_easy"):
            commands.accept_invitation(hash_of(invited.token), easy, NOW)
    assert commands.accept_invitation(hash_of(invited.token), PHRASE, NOW).pk


def test_only_an_administrator_of_the_same_organization_invites(admin: Actor) -> None:
    with refused("not_allowed"):
        commands.invite_staff(cast.actor("wes"), NOW, cast.staff("imani"))
    with refused("not_allowed"):
        commands.withdraw_invitation(cast.actor("wes"), NOW, cast.staff("imani"))
    with refused("not_allowed"):
        newcomer(cast.actor("wes"))
    with refused("not_found"):
        invite(admin, "lena")


def test_an_invitation_needs_an_address_that_is_the_persons_own(admin: Actor) -> None:
    people = Staff.objects.filter(pk=cast.staff("imani"))
    people.update(email="")
    with refused("invite_without_email"):
        invite(admin)
    user = get_user_model().objects.create_user("lena@cedar.example", "lena@cedar.example")
    Staff.objects.filter(pk=cast.staff("lena")).update(user=user)
    people.update(email="LENA@cedar.example")
    with refused("email_taken"):
        invite(admin)
    people.update(is_active=False)
    with refused("invite_inactive"):
        invite(admin)


def test_a_colleague_is_added_with_roles_and_invited_or_not_at_all(admin: Actor) -> None:
    invited = newcomer(admin)
    actor = actor_for_staff(invited.staff_id)
    assert actor is not None
    assert actor.roles == {"staff", "front_desk", "privacy_officer"}
    assert Staff.objects.get(pk=invited.staff_id).user is not None
    with refused("already_on_the_staff"):
        newcomer(admin, email="Joan@Cedar.example")
    with refused("unknown_choice"):
        newcomer(admin, email="jo@cedar.example", roles={cast.program("Counseling"): "king"})
    with refused("not_found"):
        newcomer(admin, email="jo@cedar.example", roles={cast.program("Lakeside counseling"): "proxy"})
    with refused("invite_without_email"):
        newcomer(admin, email="")
    assert not Staff.objects.filter(email="jo@cedar.example").exists()


def test_who_left_meanwhile_does_not_come_in_by_the_link(admin: Actor) -> None:
    invited = invite(admin)
    Staff.objects.filter(pk=cast.staff("imani")).update(is_active=False)
    with refused("invitation_over"):
        commands.accept_invitation(hash_of(invited.token), PHRASE, NOW)


def test_the_letter_carries_the_link_and_no_name_but_theirs(
    admin: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with override_settings(**MAILS):
        invited = invite(admin)
        row = Invitation.objects.get()
        Invitation.objects.update(expires_at=row.invited_at + timedelta(days=30))
        monkeypatch.setattr("handclasp.platform.clock.now", lambda: NOW)
        send_invitation(row.pk)
        commands.withdraw_invitation(admin, NOW, cast.staff("imani"))
        send_invitation(row.pk)
    assert [letter.to for letter in mail.outbox] == [["imani@cedar.example"]]
    assert invited.token in mail.outbox[0].body
    assert "Dana Whitcombe at Cedar Row Health" in mail.outbox[0].body


def test_a_letter_that_does_not_go_out_tells_the_log_no_address(
    admin: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    invite(admin)
    monkeypatch.setattr("handclasp.platform.clock.now", lambda: NOW)
    with (
        override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=1, EMAIL_BACKEND=SMTP),
        pytest.raises(NotSent) as said,
    ):
        send_invitation(Invitation.objects.get().pk)
    assert str(said.value) == "ConnectionRefusedError"


SMTP = "django.core.mail.backends.smtp.EmailBackend"
