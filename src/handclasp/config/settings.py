"""Settings, read once from the environment."""

import os
from pathlib import Path

from handclasp.config.databases import databases_from_environment

PACKAGE = Path(__file__).resolve().parent.parent
DEMO = os.environ.get("HANDCLASP_DEMO") == "1"
DEBUG = False
SECRET_KEY = os.environ.get("HANDCLASP_SECRET_KEY", "")
ALLOWED_HOSTS = [
    h for h in os.environ.get("HANDCLASP_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "procrastinate.contrib.django",
    "handclasp.platform",
    "handclasp.directory",
    "handclasp.clients",
    "handclasp.availability",
    "handclasp.handoffs",
    "handclasp.web.shell",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
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
