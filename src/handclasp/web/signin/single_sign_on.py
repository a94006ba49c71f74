"""Single sign-on by OpenID Connect: allauth's client with a nonce, one provider, and no sign-up."""

from secrets import compare_digest, token_urlsafe
from typing import Any, Final
from urllib.parse import urlsplit

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from requests import RequestException

from handclasp.directory.single_sign_on import user_of_identity
from handclasp.platform.clock import now
from handclasp.platform.refusals import Refusal
from handclasp.web.shell import errors
from handclasp.web.signin import sign_on_problems

GARBAGE: Final = (KeyError, TypeError, ValueError, AttributeError, ImproperlyConfigured)


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Only who is on the active staff comes in; what goes wrong is a page in words."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find or link the account, or refuse."""
        email = getattr(sociallogin, "verified_email", "")
        account = sociallogin.account
        try:
            sociallogin.user = user_of_identity(account.provider, account.uid, email, now())
        except Refusal as refusal:
            problem = sign_on_problems.refused(refusal.reason)
            raise ImmediateHttpResponse(errors.answer(request, problem)) from refusal

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Say no: an administrator adds people."""
        return False

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, **_: Any
    ) -> None:
        """Answer with what happened and what to do next."""
        if error == AuthError.CANCELLED:
            problem = sign_on_problems.cancelled()
        elif isinstance(exception, RequestException):
            problem = sign_on_problems.unreachable()
        else:
            problem = sign_on_problems.GARBLED
        raise ImmediateHttpResponse(errors.answer(request, problem))


class Door(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The way to the provider and back; `nonce` ties what comes back to the browser that left."""

    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return what the provider says about itself, which must be the provider we were told of."""
        config: dict[str, Any] = super().openid_config
        told = _told()
        if not isinstance(config, dict) or str(config.get("issuer", "")).rstrip("/") != told.url:
            raise OAuth2Error("another issuer answered")
        return config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """Return where the provider sends people back to."""
        path = reverse("sso_callback")
        if settings.ADDRESS.netloc:
            return f"{settings.ADDRESS.scheme}://{settings.ADDRESS.netloc}{path}"
        return request.build_absolute_uri(path)

    def parse_token(self, data: dict[str, Any]) -> SocialToken:
        """Return the token, or raise OAuth2Error for what is none."""
        try:
            return super().parse_token(data)
        except GARBAGE as error:
            raise OAuth2Error("an unreadable token") from error

    def complete_login(
        self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Return who came, after proof that this browser asked and that both answers are about one person."""
        try:
            claims = self._decode_id_token(app, kwargs["response"]["id_token"])
            if not self.nonce or not compare_digest(str(claims["nonce"]), self.nonce):
                raise OAuth2Error("another sign-in's answer")
            told = self._fetch_user_info(token.token)
            if told["sub"] != claims["sub"]:
                raise OAuth2Error("two people in one answer")
            login = self.get_provider().sociallogin_from_response(request, {"userinfo": told})
        except GARBAGE as error:
            raise OAuth2Error("an unreadable answer") from error
        login.account.extra_data = {}  # what the provider knows about a person is not ours to keep
        login.verified_email = verified_email(told) or verified_email(claims)
        return login


class Callback(OAuth2CallbackView):  # type: ignore[misc]
    """The way back."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        state, response = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, response


def verified_email(claims: dict[str, Any]) -> str:
    """Return the address that the provider vouches for, else an empty string (some send `true` as text)."""
    is_verified = claims.get("email_verified") in (True, "true")
    email = claims.get("email")
    return email if is_verified and isinstance(email, str) else ""


def leave_for_provider(request: HttpRequest, next_url: str | None, *, again: bool) -> HttpResponseBase:
    """Send the browser to the provider; `again` lets it ask for the person's password once more."""
    provider = get_adapter().get_provider(request, provider=_told().key)
    provider.oauth2_adapter_class = Door
    nonce = token_urlsafe(24)
    asked = {"nonce": nonce} | ({"prompt": "login"} if again else {})
    try:
        answer: HttpResponseBase = provider.redirect(
            request, AuthProcess.LOGIN, next_url, auth_params=asked, nonce=nonce
        )
    except RequestException:
        return errors.answer(request, sign_on_problems.unreachable())
    except (OAuth2Error, *GARBAGE):
        return errors.answer(request, sign_on_problems.GARBLED)
    location = urlsplit(answer.headers.get("Location", ""))
    return (
        answer if location.scheme in ("https", "http") else errors.answer(request, sign_on_problems.GARBLED)
    )


def come_back(request: HttpRequest) -> HttpResponseBase:
    """Answer what the provider sent the browser back with."""
    view = Callback.adapter_view(Door(request, _told().key))
    answer: HttpResponseBase = view(request)
    return answer


def _told() -> Any:
    """Return the provider that the environment names; the doors exist only where it names one."""
    found = settings.SINGLE_SIGN_ON
    if found is None:
        raise Http404
    return found
