"""Coming by the organization's own sign-in, against a real provider, in a real browser."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from playwright.sync_api import Page, expect

from handclasp.config.web_server import open_socket
from handclasp.directory.models import Organization
from tests.ground.browsers import People
from tests.ground.identity_provider import PASSWORD, Provider, provider, settings_for
from tests.ground.serving import Running
from tests.ground.whole import free_port
from tests.journeys.steps import is_at
from tests.web.staffing import House, furnish

STRANGER = "stranger@example.org"


@dataclass
class Two:
    """Handclasp, the provider it trusts, and the house whose people come."""

    handclasp: Running
    provider: Provider
    house: House

    @property
    def callback(self) -> str:
        """Return where the provider sends people back to."""
        return f"{self.handclasp.url}/accounts/sso/callback/"


Opening = Callable[..., Two]


@pytest.fixture
def opened(db_clone: str, tmp_path: Path, collected_static: str, people: People) -> Iterator[Opening]:
    """Return what starts both; people's browsers may be told no."""
    people.expects_trouble = True
    with ExitStack() as stack:

        def start(**more: str) -> Two:
            house, port = furnish(), free_port()
            settings = settings_for(f"http://localhost:{port}", **more) | {
                "HANDCLASP_STATIC": collected_static
            }
            handclasp = Running(
                db_clone, open_socket("127.0.0.1", 0), tmp_path / "log", settings, is_demo=False
            )
            stack.callback(handclasp.close)
            known = {house.wes.email: True, house.imani.email: False, STRANGER: True}
            back_to = f"{handclasp.url}/accounts/sso/callback/"
            there = stack.enter_context(provider(port, tmp_path, back_to, known))
            handclasp.start("web", "worker")
            return Two(handclasp, there, house)

        yield start


def leave(page: Page) -> None:
    """Press the button of the sign-in page."""
    page.goto("/accounts/login/?next=/people/")
    page.get_by_role("link", name="Sign in with Fernhollow account").click()


def at_the_provider(page: Page, email: str) -> None:
    """Type address and password there."""
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")


def allow(page: Page) -> None:
    """Let the provider tell who one is."""
    page.get_by_role("button", name="Authorize").click()


def is_signed_out(page: Page) -> None:
    """Expect that nobody is signed in."""
    page.goto("/people/")
    is_at(page, r"/accounts/login/\?next=/people/")


def answer_of_the_provider(two: Two, page: Page, email: str) -> dict[str, str]:
    """Go as far as the provider's answer, keep it from arriving, and return what it says."""
    caught: list[str] = []
    session = page.context.new_cdp_session(page)  # a redirect passes by a route of Playwright's

    def keep(event: dict[str, Any]) -> None:
        caught.append(event["request"]["url"])
        session.send("Fetch.failRequest", {"requestId": event["requestId"], "errorReason": "Aborted"})

    session.on("Fetch.requestPaused", keep)
    session.send("Fetch.enable", {"patterns": [{"urlPattern": f"{two.callback}*"}]})
    leave(page)
    at_the_provider(page, email)
    with page.expect_event("requestfailed", lambda request: request.url.startswith(two.callback)):
        allow(page)
    session.send("Fetch.disable")
    return {name: values[0] for name, values in parse_qs(urlsplit(caught[0]).query).items()}


def test_somebody_of_the_staff_comes_in_and_lands_where_they_wanted(opened: Opening, people: People) -> None:
    two = opened()
    page = people.arrive("wes", at=two.handclasp.url)
    leave(page)
    at_the_provider(page, two.house.wes.email)
    allow(page)
    is_at(page, "/people/")
    expect(page.locator(".topbar .me")).to_contain_text("Dr. Wes Halvorsen")

    TOTP.activate(two.house.wes.user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    again = people.arrive("wes, with an app", at=two.handclasp.url)
    leave(again)
    at_the_provider(again, two.house.wes.email)
    allow(again)
    expect(again.get_by_role("heading", name="One more step")).to_be_visible()
    again.goto("/people/")
    is_at(again, "/accounts/login/second/")


def test_who_is_not_on_the_staff_or_not_vouched_for_is_told_whom_to_ask(
    opened: Opening, people: People
) -> None:
    two = opened()
    for email, words in ((STRANGER, "No active person"), (two.house.imani.email, "really yours")):
        page = people.arrive(email, at=two.handclasp.url)
        leave(page)
        at_the_provider(page, email)
        allow(page)
        expect(page.get_by_role("heading", name="You are not signed in")).to_be_visible()
        expect(page.get_by_text(words)).to_be_visible()
        is_signed_out(page)


def test_who_turns_back_and_who_finds_the_provider_down_is_told_what_to_do(
    opened: Opening, people: People
) -> None:
    two = opened()
    page = people.arrive("wes", at=two.handclasp.url)
    leave(page)
    at_the_provider(page, two.house.wes.email)
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("heading", name="You turned back")).to_be_visible()
    is_signed_out(page)
    two.provider.stop()
    leave(page)
    expect(page.get_by_text("Fernhollow account again in a minute")).to_be_visible()
    is_signed_out(page)


def test_an_answer_that_was_not_asked_for_here_opens_nothing(opened: Opening, people: People) -> None:
    two = opened()
    thief = people.arrive("the thief", at=two.handclasp.url)
    told = answer_of_the_provider(two, thief, two.house.wes.email)
    victim = people.arrive("the victim", at=two.handclasp.url)
    leave(victim)
    own = parse_qs(urlsplit(parse_qs(urlsplit(victim.url).query)["next"][0]).query)["state"][0]
    forged = (
        f"code={told['code']}&state={told['state']}",  # the thief's whole answer in the victim's browser
        f"code={told['code']}&state={own}",  # the thief's code under the victim's own question
        f"code=guessed&state={own}",
        f"code={told['code']}&state=",
        "",
    )
    for query in forged:
        victim.goto(f"/accounts/sso/callback/?{query}")
        expect(victim.get_by_role("heading", name="That sign-in could not be finished")).to_be_visible()
    is_signed_out(victim)
    thief.goto(f"/accounts/sso/callback/?code={told['code']}&state={told['state']}x")
    is_signed_out(thief)


def test_the_providers_own_factor_counts_only_where_the_setting_says_so(
    opened: Opening, people: People
) -> None:
    two = opened(HANDCLASP_OIDC_IS_SECOND_FACTOR="yes")
    TOTP.activate(two.house.wes.user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    Organization.objects.update(second_factor_roles=["clinician"])
    page = people.arrive("wes", at=two.handclasp.url)
    leave(page)
    at_the_provider(page, two.house.wes.email)
    allow(page)
    is_at(page, "/people/")
