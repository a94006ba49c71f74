"""allauth's forms for codes and passkeys, with what it leaves open: a code counts once, and no input is a defect."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt, encrypt
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms

from handclasp.directory.commands import use_time_step
from handclasp.directory.second_factor import factors_of
from handclasp.domain.plain_text import tidy_line

LONGEST_NAME: Final = 60
LONGEST_CREDENTIAL: Final = 20_000
GARBAGE: Final = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, struct.error)


class _CodeOnce(forms.Form):
    """Refuses an authenticator's code whose time step was used before (RFC 6238, section 5.2).

    allauth remembers used codes for one step in one process; a code is good for three steps, in every process.
    """

    authenticator: Authenticator

    def clean_code(self) -> str:
        """Return a code that fits and is fresh."""
        with _not_too_often():
            code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP:
            use_code(self.authenticator, code)
        return code


class Code(_CodeOnce, AuthenticateForm):  # type: ignore[misc]
    """The second step of a sign-in."""


class CodeAgain(_CodeOnce, ReauthenticateForm):  # type: ignore[misc]
    """Who you are, once more, before something is changed."""


class FirstCode(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""

    def clean_code(self) -> str:
        """Return a code that fits."""
        with _not_too_often():
            code: str = super().clean_code()
        return code


def use_code(factor: Authenticator, code: str) -> None:
    """Note the time step of a code as used, or refuse the code."""
    secret = decrypt(factor.data["secret"])
    step = step_of(secret, code)
    if step is None or not use_time_step(factor.pk, step, encrypt(secret)):
        raise get_adapter().validation_error("code_used")


def use_first_code(user_id: int, code: str) -> None:
    """Note the code that a new authenticator app began with as used."""
    for factor in factors_of(user_id, "totp"):
        use_code(factor, code)


def step_of(secret: str, code: str) -> int | None:
    """Return the latest time step that a code belongs to, or None."""
    steps = sorted(totp.yield_hotp_counters_from_time(), reverse=True)
    values = ((step, totp.format_hotp_value(totp.hotp_value(secret, step))) for step in steps)
    return next((step for step, value in values if compare_user_code(actual=code, expected=value)), None)


@contextmanager
def _not_too_often() -> Iterator[None]:
    """Say of codes what allauth says of passwords."""
    try:
        yield
    except forms.ValidationError as error:
        if error.code not in {"too_many_login_attempts", "rate_limited"}:
            raise
        raise get_adapter().validation_error("codes_too_often") from error


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Let whatever a browser or an attacker sends in a passkey's place be a wrong passkey."""
    try:
        yield
    except GARBAGE as error:
        raise get_adapter().validation_error("incorrect_code") from error


class Credential(forms.JSONField):
    """What a browser says about a passkey: JSON of a sensible size and depth."""

    def to_python(self, value: Any) -> Any:
        """Return it read, or refuse."""
        try:
            if len(str(value)) > LONGEST_CREDENTIAL:
                raise RecursionError
            return super().to_python(value)
        except RecursionError as error:
            raise get_adapter().validation_error("incorrect_code") from error


class _Passkey(forms.Form):
    credential = Credential(widget=forms.HiddenInput)

    def clean_credential(self) -> Authenticator:
        """Return whose passkey this is."""
        with _no_garbage():
            return super().clean_credential()  # type: ignore[misc]


class PasskeyAlone(_Passkey, LoginWebAuthnForm):  # type: ignore[misc]
    """Sign in with a passkey and nothing else: it is both factors."""


class PasskeyAsSecond(_Passkey, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""


class PasskeyAgain(_Passkey, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Who you are, once more, by passkey."""


class NewPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey to add, which always asks for a finger, a face or a PIN."""

    credential = Credential(widget=forms.HiddenInput)

    def clean_name(self) -> str:
        """Return a short plain name."""
        return _plain(super().clean_name())

    def clean(self) -> dict[str, Any]:
        """Take it only when the device asked who holds it."""
        self.cleaned_data["passwordless"] = True
        with _no_garbage():
            cleaned: dict[str, Any] = super().clean()
        return cleaned


class NameOfPasskey(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def clean_name(self) -> str:
        """Return a short plain name."""
        return _plain(self.cleaned_data["name"])


def _plain(name: str) -> str:
    try:
        return tidy_line(name)[:LONGEST_NAME] or "Passkey"
    except ValueError:
        return "Passkey"
