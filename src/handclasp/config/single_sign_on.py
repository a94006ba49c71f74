"""Single sign-on by OpenID Connect, as the environment sets it up; every mistake is a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from handclasp.config.mistakes import Mistake
from handclasp.config.readings import issuer

ADDRESS: Final = "HANDCLASP_OIDC_URL"
CLIENT: Final = "HANDCLASP_OIDC_CLIENT_ID"
SECRET: Final = "HANDCLASP_OIDC_CLIENT_SECRET"  # noqa: S105 - the variable's name
NAME: Final = "HANDCLASP_OIDC_NAME"
IS_SECOND_FACTOR: Final = "HANDCLASP_OIDC_IS_SECOND_FACTOR"


@dataclass(frozen=True)
class SingleSignOn:
    """An identity provider; `url` is its issuer, `name` stands on the button."""

    url: str
    client_id: str
    secret: str
    name: str
    is_second_factor: bool

    @property
    def key(self) -> str:
        """Return what linked accounts are kept under: people of another provider are never taken for these."""
        return f"sso-{sha256(self.url.encode()).hexdigest()[:16]}"

    def app(self) -> dict[str, Any]:
        """Return it as django-allauth takes it."""
        return {
            "provider_id": self.key,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.secret,
            "settings": {"server_url": self.url, "oauth_pkce_enabled": True},
        }


def single_sign_on(environment: Mapping[str, str]) -> SingleSignOn | None:
    """Return the provider that the environment names, None where it names none; a `Mistake` says what is wrong."""
    given = {name: environment.get(name, "").strip() for name in (ADDRESS, CLIENT, SECRET)}
    if not any(given.values()):
        return None
    if missing := [name for name, value in given.items() if not value]:
        raise Mistake(
            f"{' and '.join(missing)} must be set too: single sign-on needs all of {', '.join(given)}."
        )
    if mistake := issuer(ADDRESS, given[ADDRESS]):
        raise Mistake(mistake)
    url = given[ADDRESS].removesuffix("/.well-known/openid-configuration").rstrip("/")
    name = environment.get(NAME, "").strip() or "single sign-on"
    return SingleSignOn(
        url, given[CLIENT], given[SECRET], name, environment.get(IS_SECOND_FACTOR, "") == "yes"
    )
