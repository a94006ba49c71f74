"""How django-allauth keeps second factors in this house."""

from base64 import urlsafe_b64encode

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from handclasp.directory.second_factor import factors_of
from handclasp.web.shell.second_factor import came_by_single_sign_on

PURPOSE = b"handclasp second factors at rest"


class Factors(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets are encrypted at rest with keys that are derived from the site's secret keys."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That did not fit. Try again with the code or the passkey of this account.",
        "code_used": "That code was used already. Wait for the next one, then type it.",
        "codes_too_often": "Too many codes did not fit. Wait five minutes, then try again.",
        "unreadable_secret": "This factor cannot be read any more. Use another one, or ask an administrator of "
        "your organization to reset it.",
        "cannot_generate_recovery_codes": "Codes stand in for an authenticator app or a passkey. Add one of "
        "these first.",
    }

    def encrypt(self, text: str) -> str:
        """Return what may lie in the database."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret, or refuse where no key of this site fits (an empty secret would open to anybody)."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            refusal: ValidationError = self.validation_error("unreadable_secret")
            raise refusal from error

    def _get_site_name(self) -> str:
        """Return the name under which phones and apps keep this account."""
        return "Handclasp"

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """Return a plain name for a passkey that was given none."""
        return f"Passkey {len(factors_of(user.pk, type)) + 1}"


class SecondStep(AuthenticateStage):  # type: ignore[misc]
    """Asks for the second factor, except where the identity provider's own factor counts as one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        if settings.OIDC_IS_SECOND_FACTOR and came_by_single_sign_on(request, self.login.user):
            return False
        return bool(super()._should_handle(request))


def login_stages(stages: list[str]) -> list[str]:
    """Return allauth's steps of a sign-in with ours in the place of its second one."""
    ours = f"{SecondStep.__module__}.{SecondStep.__qualname__}"
    theirs = f"{AuthenticateStage.__module__}.{AuthenticateStage.__qualname__}"
    return [ours if stage == theirs else stage for stage in stages]


def _box() -> MultiFernet:
    return MultiFernet([_key(str(text)) for text in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return Fernet(urlsafe_b64encode(derived))
