"""Whom the embedded server runs as: us, or an unprivileged account when we are root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from handclasp.config.mistakes import Mistake

CANDIDATES = ("handclasp", "postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """An operating-system account; `is_other` when it is not the one we run as."""

    uid: int
    gid: int
    is_other: bool

    def switch(self) -> dict[str, object]:
        """Return what `subprocess` needs to start a program as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.is_other else {}

    def can_run(self, program: Path) -> bool:
        """Say whether this account can reach and start `program`."""
        try:
            return _succeeds([str(program), "--version"], self)
        except OSError:
            return False

    def can_enter(self, folder: Path) -> bool:
        """Say whether this account can reach `folder`."""
        return not self.is_other or _succeeds(["/usr/bin/test", "-x", str(folder)], self)

    def give(self, folder: Path) -> None:
        """Make this account the owner of `folder`, which is closed to everybody else."""
        if self.is_other:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)


def server_account(cluster: Path) -> Account:
    """Return who runs the server of `cluster`: its owner, or ourselves, or an unprivileged account."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), is_other=False)
    if cluster.exists() and cluster.stat().st_uid != 0:
        found = cluster.stat()
        return Account(found.st_uid, found.st_gid, is_other=True)
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, is_other=True)
    raise Mistake(
        "PostgreSQL refuses to run as root, and there is no account `handclasp`, `postgres` or `nobody` "
        "to run it as. Make one (useradd --system handclasp), or start Handclasp as an ordinary user."
    )


def _succeeds(command: list[str], account: Account) -> bool:
    done = subprocess.run(  # type: ignore[call-overload]
        command, cwd="/", capture_output=True, check=False, timeout=30, **account.switch()
    )
    return bool(done.returncode == 0)
