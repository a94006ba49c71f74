"""Who an identity of the organization's provider belongs to, and how the provider is set up."""

import pytest
from allauth.socialaccount.models import SocialAccount
from tests.web.staffing import House, furnish, hire

from handclasp.config.mistakes import Mistake
from handclasp.config.single_sign_on import SingleSignOn, single_sign_on
from handclasp.directory.single_sign_on import user_of_identity
from handclasp.domain.refusals import REFUSALS
from handclasp.platform.clock import wall_now
from handclasp.platform.refusals import Refusal
from handclasp.web.signin.single_sign_on import verified_email

PROVIDER = "sso-test"
GIVEN = {
    "HANDCLASP_OIDC_URL": "https://login.example.org/clinic/",
    "HANDCLASP_OIDC_CLIENT_ID": "handclasp",
    "HANDCLASP_OIDC_CLIENT_SECRET": "a secret",
}


@pytest.fixture
def house(db_rollback: None) -> House:
    return furnish()


def who(subject: str, email: str, provider: str = PROVIDER) -> int:
    return user_of_identity(provider, subject, email, wall_now()).pk


def refused(reason: str, subject: str, email: str) -> None:
    with pytest.raises(Refusal) as told:
        who(subject, email)
    assert told.value.reason == reason
    assert reason in REFUSALS


def test_the_first_time_a_verified_address_links_and_from_then_on_the_identity_counts(house: House) -> None:
    assert who("17", house.wes.email.upper()) == house.wes.user_id
    assert who("17", "") == house.wes.user_id
    assert who("17", house.imani.email) == house.wes.user_id
    assert SocialAccount.objects.get().extra_data == {}


def test_an_unverified_address_links_nobody(house: House) -> None:
    refused("sign_on_unverified", "17", "")
    assert not SocialAccount.objects.exists()


def test_an_address_that_nobody_here_has_links_nobody(house: House) -> None:
    refused("sign_on_unknown", "17", "stranger@example.org")
    refused("sign_on_unknown", "17", house.wes.email.replace("i", "ı").replace("w", "ẉ"))


def test_a_dotless_i_is_not_an_i(house: House) -> None:
    imani = hire(house.organization, house.program.site, "Ilse", "Okafor")
    refused("sign_on_unknown", "17", imani.email.replace("i", "ı", 1))


def test_who_left_is_not_let_in_whether_linked_or_not(house: House) -> None:
    who("17", house.wes.email)
    for staff in (house.wes, house.imani):
        staff.is_active = False
        staff.save(update_fields=["is_active"])
    refused("sign_on_unknown", "17", house.wes.email)
    refused("sign_on_unknown", "18", house.imani.email)


def test_an_address_that_was_given_to_somebody_new_opens_nothing(house: House) -> None:
    who("17", house.wes.email)
    refused("sign_on_taken", "18", house.wes.email)


def test_people_of_another_provider_are_never_taken_for_these(house: House) -> None:
    who("17", house.wes.email)
    assert who("17", house.imani.email, "sso-other") == house.imani.user_id


@pytest.mark.parametrize(
    ("claims", "address"),
    [
        ({"email": "w@x.org", "email_verified": True}, "w@x.org"),
        ({"email": "w@x.org", "email_verified": "true"}, "w@x.org"),
        ({"email": "w@x.org", "email_verified": "false"}, ""),
        ({"email": "w@x.org", "email_verified": 2}, ""),
        ({"email": "w@x.org"}, ""),
        ({"email": ["w@x.org"], "email_verified": True}, ""),
        ({}, ""),
    ],
)
def test_only_an_address_that_the_provider_vouches_for_counts(
    claims: dict[str, object], address: str
) -> None:
    assert verified_email(claims) == address


def test_without_settings_there_is_no_single_sign_on() -> None:
    assert single_sign_on({}) is None


def test_a_provider_is_set_up_by_three_settings() -> None:
    found = single_sign_on(GIVEN)
    assert isinstance(found, SingleSignOn)
    assert (found.url, found.name, found.is_second_factor) == (
        "https://login.example.org/clinic", "single sign-on", False,
    )  # fmt: skip
    elsewhere = single_sign_on(GIVEN | {"HANDCLASP_OIDC_URL": "https://login.example.net"})
    assert elsewhere is not None
    assert elsewhere.key != found.key
    counted = single_sign_on(GIVEN | {"HANDCLASP_OIDC_IS_SECOND_FACTOR": "yes"})
    assert counted is not None
    assert counted.is_second_factor


@pytest.mark.parametrize("missing", sorted(GIVEN))
def test_half_a_provider_is_a_mistake_in_a_sentence(missing: str) -> None:
    with pytest.raises(Mistake, match=missing):
        single_sign_on({name: value for name, value in GIVEN.items() if name != missing})


@pytest.mark.parametrize(
    "address", ["http://login.example.org", "login.example.org", "https://", "https://u:p@x.org", "https://[", "ftp://x"]
)  # fmt: skip
def test_a_provider_that_cannot_be_trusted_on_the_way_is_a_mistake(address: str) -> None:
    with pytest.raises(Mistake, match="HANDCLASP_OIDC_URL"):
        single_sign_on(GIVEN | {"HANDCLASP_OIDC_URL": address})
