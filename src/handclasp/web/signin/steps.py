"""allauth's views for codes and passkeys, with what our templates need beside."""

import json
from typing import Any

from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy

from handclasp.web.signin.forms import use_first_code
from handclasp.web.signin.pages import drawn, in_groups

SECURITY = reverse_lazy("mfa_index")


class _Options:
    """Gives the template what the browser's passkey dialog needs, as text."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the context."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        (options,) = context["js_data"].values()
        context["options"] = json.dumps(options)
        return context


class SecondFactor(_Options, AuthenticateView):  # type: ignore[misc]
    """The second step of a sign-in."""


class AddApp(ActivateTOTPView):  # type: ignore[misc]
    """Begin to use an authenticator app."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the context, with the code to scan and the same in letters."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"drawing": drawn(context["totp_url"]), "letters": in_groups(context["form"].secret)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the app, and let its first code count once."""
        answer: HttpResponse = super().form_valid(form)
        use_first_code(self.request.user.pk, form.cleaned_data["code"])
        return answer


class RemoveApp(DeactivateTOTPView):  # type: ignore[misc]
    """Stop using the authenticator app."""


class RecoveryCodes(ViewRecoveryCodesView):  # type: ignore[misc]
    """Recovery codes, shown once."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show them; codes that this site can no longer read are made anew."""
        try:
            answer: HttpResponseBase = super().get(request, *args, **kwargs)
        except ValidationError:
            return redirect("mfa_generate_recovery_codes")
        return answer


class AddPasskey(_Options, AddWebAuthnView):  # type: ignore[misc]
    """Add a passkey."""


class RenamePasskey(EditWebAuthnView):  # type: ignore[misc]
    """Give a passkey another name."""

    success_url = SECURITY


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]
    """Remove a passkey."""

    success_url = SECURITY


class PasskeySignIn(LoginWebAuthnView):  # type: ignore[misc]
    """Sign in with a passkey alone."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Go back to the sign-in page and say why."""
        for words in form.errors.get("credential", []):
            messages.error(self.request, words)
        return redirect("account_login")


class PasskeyAgain(_Options, ReauthenticateWebAuthnView):  # type: ignore[misc]
    """Show with a passkey who you are, once more."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the page again and say why."""
        answer: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return answer
