"""A second factor in a real browser: an app, a passkey, a code on paper."""

import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from handclasp.directory.models import Organization
from tests.ground.browsers import People
from tests.ground.serving import Running
from tests.journeys.steps import is_at
from tests.web.staffing import PASSWORD, furnish

DEVICE: dict[str, Any] = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def shown(secret: str, later: int = 0) -> str:
    """Return what an authenticator app shows `later` steps of half a minute from now."""
    return format_hotp_value(hotp_value(secret.replace(" ", ""), int(time.time()) // 30 + later))


def device(page: Page) -> None:
    """Give a browser a device that keeps passkeys and knows its person's finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def sign_in(page: Page, email: str) -> None:
    """Type address and password."""
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    """Sign out by the menu, when the page has fetched what it fetches by itself."""
    with page.expect_response(lambda answer: answer.url.endswith("/rings/")):
        page.goto("/accounts/security/")
    page.locator(".menu summary").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    is_at(page, "/accounts/login/")


def password_again(page: Page) -> None:
    """Type the password before something is changed."""
    expect(page.get_by_role("heading", name="Your password once more")).to_be_visible()
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def code(page: Page, text: str) -> None:
    """Type a code after the password."""
    page.locator("#id_code").fill(text)
    page.get_by_role("button", name="Sign in", exact=True).click()


def add_app(page: Page) -> tuple[str, list[str]]:
    """Add an authenticator app and return its secret and the recovery codes."""
    page.get_by_role("link", name="Add an authenticator app").click()
    password_again(page)
    secret = page.locator(".key").inner_text()
    page.locator("#id_code").fill(shown(secret))
    page.get_by_role("button", name="Add the app").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    codes = page.locator("#codes li").all_inner_texts()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download as a file").click()
    assert codes[9] in saved.value.path().read_text()
    page.get_by_role("link", name="I have kept them").click()
    return secret, codes


def add_passkey(page: Page, name: str) -> None:
    """Add a passkey under a name."""
    page.goto("/accounts/security/")
    page.get_by_role("link", name="Add a passkey").click()
    password_again(page)
    page.get_by_label("A name for it").fill(name)
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.locator(".factors bdi", has_text=name)).to_be_visible()


def test_a_supervisor_adds_an_app_and_from_then_on_types_its_code(running: Running, people: People) -> None:
    imani = furnish().imani
    Organization.objects.update(second_factor_roles=["supervisor"])
    page = people.arrive("imani", at=running.url)
    sign_in(page, imani.email)
    is_at(page, "/accounts/security/")
    expect(page.get_by_text("Add a second factor first")).to_be_visible()
    page.goto("/supervise/")
    is_at(page, "/accounts/security/")
    secret, codes = add_app(page)
    page.goto("/supervise/")
    is_at(page, "/supervise/")
    sign_out(page)
    sign_in(page, imani.email)
    code(page, "000000")
    expect(page.get_by_text("That did not fit")).to_be_visible()
    code(page, shown(secret, 1))  # the next one: each counts once, and a phone may be half a minute ahead
    is_at(page, f"{running.port}/")
    sign_out(page)
    sign_in(page, imani.email)
    code(page, codes[4])
    is_at(page, f"{running.port}/")
    page.goto("/accounts/security/")
    expect(page.get_by_text("9 left")).to_be_visible()


def test_a_passkey_opens_the_account_alone_and_after_the_password(running: Running, people: People) -> None:
    wes = furnish().wes
    page = people.arrive("wes", at=running.url)
    device(page)
    sign_in(page, wes.email)
    is_at(page, f"{running.port}/")
    add_passkey(page, "My phone")
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    is_at(page, f"{running.port}/")
    expect(page.locator(".topbar .me")).to_contain_text("Dr. Wes Halvorsen")
    sign_out(page)
    sign_in(page, wes.email)
    page.get_by_role("button", name="Use a passkey").click()
    is_at(page, f"{running.port}/")


def test_a_passkey_is_renamed_and_removed_and_then_opens_nothing(running: Running, people: People) -> None:
    wes = furnish().wes
    page = people.arrive("wes", at=running.url)
    device(page)
    sign_in(page, wes.email)
    is_at(page, f"{running.port}/")
    add_passkey(page, "My phone")
    sign_out(page)
    sign_in(page, wes.email)
    page.get_by_role("button", name="Use a passkey").click()
    is_at(page, f"{running.port}/")
    page.goto("/accounts/security/")
    page.get_by_role("link", name="Rename My phone").click()
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_label("Its name").fill("  Blue \u202e phone ")
    page.get_by_role("button", name="Save the name").click()
    expect(page.locator(".factors bdi", has_text="Blue phone")).to_be_visible()
    page.get_by_role("link", name="Remove Blue phone").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("None yet. A passkey")).to_be_visible()
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("That did not fit")).to_be_visible()


def test_without_a_device_a_passkey_is_refused_in_words(running: Running, people: People) -> None:
    furnish()
    page = people.arrive("somebody", at=running.url)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = DEVICE | {"isUserVerified": False}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("Nothing was changed")).to_be_visible(timeout=90_000)
