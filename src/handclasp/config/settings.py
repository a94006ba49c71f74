"""Settings, read once from the environment."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from handclasp.config.databases import databases_from_environment
from handclasp.config.hosts import allowed_hosts
from handclasp.config.logs import LOGGING as LOGGING
from handclasp.config.secret_files import fill_from_files
from handclasp.config.single_sign_on import single_sign_on

PACKAGE = Path(__file__).resolve().parent.parent
DEMO = os.environ.get("HANDCLASP_DEMO") == "1"
DEBUG = False
fill_from_files(os.environ)  # for whoever serves `handclasp.config.asgi` without the command line
SECRET_KEY = os.environ.get("HANDCLASP_SECRET_KEY", "")
SECRET_KEY_FALLBACKS = os.environ.get("HANDCLASP_OLD_SECRET_KEYS", "").split()
ADDRESS = urlsplit(os.environ.get("HANDCLASP_URL", ""))
ALLOWED_HOSTS = allowed_hosts(os.environ)
CSRF_TRUSTED_ORIGINS = [f"{ADDRESS.scheme}://{ADDRESS.netloc}"] if ADDRESS.netloc else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ADDRESS.scheme == "https"
HOST_ONLY = "__Host-" if SESSION_COOKIE_SECURE else ""
FILE_UPLOAD_HANDLERS = ["handclasp.web.shell.bodies.OnlyPhotos"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # as `web.shell.bodies.LARGEST`
SECURE_HSTS_SECONDS = 31_536_000 if ADDRESS.scheme == "https" else 0

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
    "handclasp.platform",
    "handclasp.platform.signins",
    "handclasp.directory",
    "handclasp.clients",
    "handclasp.availability",
    "handclasp.handoffs",
    "handclasp.web.shell",
    "handclasp.web.signin",
]
MIDDLEWARE = [
    "handclasp.web.shell.middleware.Policy",
    "django.middleware.security.SecurityMiddleware",
    "handclasp.web.shell.static_files.StaticFiles",
    "handclasp.web.shell.middleware.ReadableInput",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "handclasp.web.signin.middleware.Sessions",
    "handclasp.web.shell.too_often.NotTooOften",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "handclasp.web.shell.middleware.Person",
    "handclasp.web.signin.demand.SecondFactor",
]
ROOT_URLCONF = "handclasp.config.urls"
ASGI_APPLICATION = "handclasp.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted((PACKAGE / "web").glob("*/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "handclasp.web.shell.context.shell",
            ]
        },
    }
]
DATABASES = databases_from_environment(os.environ)
DATABASE_ROUTERS = ["handclasp.config.databases.OnlyTheOwnerMigrates"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "handclasp.web.signin.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {  # a whole clinic may share one address
    "login": None,  # every change is counted by web.shell.too_often, wrong passwords by web.signin.lockout
    "login_failed": "60/m/ip,5/5m/key",  # codes of a second factor
}
SECOND_FACTOR_DEMANDED = not DEMO or os.environ.get("HANDCLASP_DEMO_SECOND_FACTOR") == "1"
SINGLE_SIGN_ON = single_sign_on(os.environ)
OIDC_IS_SECOND_FACTOR = bool(SINGLE_SIGN_ON and SINGLE_SIGN_ON.is_second_factor)
SOCIALACCOUNT_ADAPTER = "handclasp.web.signin.single_sign_on.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [SINGLE_SIGN_ON.app()] if SINGLE_SIGN_ON else []}}
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10  # seconds, for each question to the provider
MFA_ADAPTER = "handclasp.web.signin.factors.Factors"
MFA_FORMS = {
    "activate_totp": "handclasp.web.signin.forms.FirstCode",
    "authenticate": "handclasp.web.signin.forms.Code",
    "reauthenticate": "handclasp.web.signin.forms.CodeAgain",
    "add_webauthn": "handclasp.web.signin.forms.NewPasskey",
    "edit_webauthn": "handclasp.web.signin.forms.NameOfPasskey",
    "authenticate_webauthn": "handclasp.web.signin.forms.PasskeyAsSecond",
    "reauthenticate_webauthn": "handclasp.web.signin.forms.PasskeyAgain",
    "login_webauthn": "handclasp.web.signin.forms.PasskeyAlone",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator adds people, nobody claims an address
MFA_TOTP_ISSUER = "Handclasp"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off; a code still counts once only
MFA_RATE_LIMITS = {"webauthn_login": "600/m/ip"}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/demo/" if DEMO else "/accounts/login/"
IDLE_MINUTES = int(os.environ.get("HANDCLASP_IDLE_MINUTES", "") or 15)
SESSION_HOURS = int(os.environ.get("HANDCLASP_SESSION_HOURS", "") or 12)
CHANGES_A_MINUTE = 120
SESSION_ENGINE = "handclasp.platform.signins.store"
SESSION_COOKIE_AGE = (SESSION_HOURS + 24) * 3600  # an expired session is known for a day, to go on in place
SESSION_COOKIE_NAME = f"{HOST_ONLY}sessionid"
CSRF_COOKIE_NAME = f"{HOST_ONLY}csrftoken"
DEVICE_COOKIE_NAME = f"{HOST_ONLY}device"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "signins_cache"}}
SESSION_SAVE_EVERY_REQUEST = False
CSRF_FAILURE_VIEW = "handclasp.web.shell.errors.form_too_old"
EMAIL_HOST = os.environ.get("HANDCLASP_MAIL_HOST", "")
MAIL_SECURITY = os.environ.get("HANDCLASP_MAIL_SECURITY", "") or "starttls"
EMAIL_PORT = int(os.environ.get("HANDCLASP_MAIL_PORT", "") or (465 if MAIL_SECURITY == "tls" else 587))
EMAIL_HOST_USER = os.environ.get("HANDCLASP_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("HANDCLASP_MAIL_PASSWORD", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL_SECURITY == "starttls", MAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("HANDCLASP_MAIL_FROM", "handclasp@localhost")
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STATIC_ROOT = os.environ.get("HANDCLASP_STATIC") or None
HASHED_STATIC = "handclasp.config.static_names.HashedStaticFiles"
PLAIN_STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": HASHED_STATIC if STATIC_ROOT else PLAIN_STATIC},
}
WHITENOISE_USE_FINDERS = not STATIC_ROOT
WHITENOISE_AUTOREFRESH = False
