"""Two doors to one PostgreSQL: the application's role and the owner's."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def databases_from_environment(environment: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return Django's DATABASES: `default` is the role that owns nothing, `owner` migrates and checks."""
    application = environment.get("DATABASE_URL", "")
    owner = environment.get("DATABASE_OWNER_URL", application)
    default = _from_url(application)
    if pool := int(environment.get("HANDCLASP_POOL", "0") or 0):
        default["CONN_HEALTH_CHECKS"] = (
            True  # a server that was restarted leaves dead connections in the pool
        )
        default["OPTIONS"]["pool"] = {"min_size": 2, "max_size": pool, "timeout": 10}
    return {"default": default, "owner": _from_url(owner) | {"TEST": {"MIRROR": "default"}}}


class OnlyTheOwnerMigrates:
    """A router: tables are made through `owner`, and both aliases see the same rows."""

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool:
        """Say yes for the owner's role only."""
        return db == "owner"

    def allow_relation(self, first: object, second: object, **hints: object) -> bool:
        """Say yes: it is one database."""
        return True


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
