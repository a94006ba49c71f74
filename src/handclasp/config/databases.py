"""Two doors to one PostgreSQL: the application's role and the owner's."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def databases_from_environment(environment: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return Django's DATABASES: `default` is the role that owns nothing, `owner` migrates and checks."""
    application = environment.get("DATABASE_URL", "")
    owner = environment.get("DATABASE_OWNER_URL", application)
    return {"default": _from_url(application), "owner": _from_url(owner) | {"TEST": {"MIRROR": "default"}}}


def _from_url(url: str) -> dict[str, Any]:
    parts = urlsplit(url or "postgresql:///handclasp")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": 0,
        "OPTIONS": query,
    }
