"""A real identity provider (django-allauth's own) as a process of its own, for journeys by single sign-on."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from handclasp.config.embedded.leash import leash
from handclasp.config.web_server import open_socket

ROOT: Final = Path(__file__).resolve().parents[2]
CLIENT: Final = "handclasp"
SECRET: Final = "known to both sides of these tests"
PASSWORD: Final = "another long pass phrase"
PATIENCE_SECONDS: Final = 60.0


@dataclass
class Provider:
    """A provider at `url`; `people` are addresses with whether it vouches for them."""

    url: str
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """End it as a crash would."""
        self.process.kill()
        self.process.wait()


def settings_for(url: str, **more: str) -> dict[str, str]:
    """Return the environment in which Handclasp trusts the provider at `url`."""
    return {
        "HANDCLASP_OIDC_URL": url, "HANDCLASP_OIDC_CLIENT_ID": CLIENT, "HANDCLASP_OIDC_CLIENT_SECRET": SECRET,
        "HANDCLASP_OIDC_NAME": "Fernhollow account", **more,
    }  # fmt: skip


@contextmanager
def provider(port: int, folder: Path, back_to: str, people: dict[str, bool]) -> Iterator[Provider]:
    """Serve a provider that sends people back to `back_to`."""
    told = json.dumps({"folder": str(folder), "back_to": back_to, "people": people})
    with open_socket("127.0.0.1", port) as listening:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.ground.identity_server", str(listening.fileno()), told],
            env=os.environ
            | {"PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "tests.ground.identity_settings"},
            pass_fds=[listening.fileno()],
            preexec_fn=leash(signal.SIGKILL),
        )
    found = Provider(f"http://localhost:{port}", process)
    try:
        _wait(found)
        yield found
    finally:
        found.stop()


def _wait(found: Provider) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (configuration := _configuration(found.url)):
        assert found.process.poll() is None, "the provider ended"
        assert time.monotonic() < deadline, "the provider did not get ready"
        time.sleep(0.1)
    assert configuration["issuer"] == found.url


def _configuration(url: str) -> dict[str, Any]:
    try:
        with urllib.request.urlopen(f"{url}/.well-known/openid-configuration", timeout=5) as answer:
            found: dict[str, Any] = json.loads(answer.read())
            return found
    except OSError:
        return {}
