"""Under which names the pages answer."""

from collections.abc import Mapping
from urllib.parse import urlsplit

THIS_MACHINE = ["localhost", "127.0.0.1", "[::1]"]


def allowed_hosts(environment: Mapping[str, str]) -> list[str]:
    """Return this machine's names, that of `HANDCLASP_URL`, and those of `HANDCLASP_ALLOWED_HOSTS`."""
    named = [host.strip() for host in environment.get("HANDCLASP_ALLOWED_HOSTS", "").split(",")]
    public = urlsplit(environment.get("HANDCLASP_URL", "")).hostname
    return [*THIS_MACHINE, *(host for host in [public, *named] if host)]
