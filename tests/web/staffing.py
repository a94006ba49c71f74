"""A small house for tests of pages: one organization, a few people who can sign in."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Page

from handclasp.directory.models import Membership, Organization, Program, Site, Staff

PASSWORD = "a long pass phrase"


@dataclass(frozen=True)
class House:
    """Who is there: `wes` belongs to the clinic, `imani` supervises the program, `solo` has no account."""

    organization: Organization
    program: Program
    wes: Staff
    imani: Staff


def furnish(name: str = "Fernhollow") -> House:
    """Write a house into the database."""
    organization = Organization.objects.create(
        name=name, time_zone="America/New_York", second_factor_roles=[]
    )
    site = Site.objects.create(organization=organization, name=f"{name} House")
    program = Program.objects.create(organization=organization, site=site, name=f"{name} Outpatient")
    wes = hire(organization, site, "Wes", "Halvorsen", prefix="Dr.")
    imani = hire(organization, site, "Imani", "Castellane", credential="LPC")
    Membership.objects.create(staff=wes, program=program)
    Membership.objects.create(staff=imani, program=program, role=Membership.SUPERVISOR)
    return House(organization, program, wes, imani)


def hire(organization: Organization, site: Site, given: str, family: str, **more: str) -> Staff:
    """Add somebody with an account whose password is `PASSWORD`."""
    email = f"{given}.{organization.pk}@example.org".lower()
    user = get_user_model().objects.create_user(email, email, PASSWORD)
    return Staff.objects.create(
        organization=organization, site=site, given=given, family=family, email=email, user=user, **more
    )


def signed_in(staff: Staff) -> Client:
    """Return a browser without a screen in which this person is signed in."""
    client = Client()
    client.force_login(staff.user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def become(page: Page, url: str, browser: Client) -> None:
    """Let a real browser's page at `url` be signed in as the test client is."""
    cookie = browser.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": url}])
