"""One embedded server: made once, started, stopped, and started again after anything."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg

from handclasp.config.embedded.account import Account, server_account
from handclasp.config.embedded.binaries import SHARED_FALLBACK, Programs, find_programs, reachable_programs
from handclasp.config.embedded.leash import leash
from handclasp.config.embedded.leftovers import stop_leftover
from handclasp.config.mistakes import Mistake
from handclasp.config.places import Places, socket_folder

SUPERUSER = "handclasp_server"
START_SECONDS = 60.0
STOP_SECONDS = 20.0


@dataclass
class Server:
    """A PostgreSQL on a socket in a folder of its own; nothing of it listens on a network."""

    cluster: Path
    run: Path
    programs: Programs
    account: Account
    options: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def url(self, user: str, database: str) -> str:
        """Return the address of `database` for `user`."""
        return f"postgresql://{quote(user)}@/{quote(database)}?host={quote(str(self.run), safe='/')}"

    @property
    def is_running(self) -> bool:
        """Say whether the server's first process is alive."""
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Make the cluster if there is none, stop what a crash left behind, and wait until it answers."""
        if not (self.cluster / "PG_VERSION").exists():
            self._initialize()
        self._refuse_another_version()
        for attempt in range(3):
            stop_leftover(self.cluster)
            self._launch()
            if self._answers_within(START_SECONDS):
                return
            self.stop()
            time.sleep(0.5 * (attempt + 1))
        raise Mistake(f"The embedded PostgreSQL does not start. Its own words are in {self.log}.")

    def stop(self) -> None:
        """Stop the server without waiting for its clients; what was committed stays."""
        if self.process is None:
            return
        for number, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
            if self.process.poll() is not None:
                break
            self.process.send_signal(number)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                continue
        self.process = None

    @property
    def log(self) -> Path:
        """Return the file with the server's own messages."""
        return self.cluster.parent / "postgresql.log"

    def _initialize(self) -> None:
        unfinished = self.cluster.with_name(self.cluster.name + ".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        self.account.give(unfinished)
        command = [self.programs.path("initdb"), "-D", str(unfinished), "-U", SUPERUSER, "--auth=trust"]
        command += ["--encoding=UTF8", "--no-instructions", *self._locale()]
        if self.options.get("fsync") == "off":
            command.append("--no-sync")
        done = subprocess.run(  # type: ignore[call-overload]
            command,
            cwd="/",
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
            **self.account.switch(),
        )
        if done.returncode:
            raise Mistake(f"The embedded PostgreSQL could not be set up: {done.stderr.strip()[-600:]}")
        unfinished.rename(self.cluster)  # a crash before this line leaves nothing that looks like a cluster

    def _locale(self) -> list[str]:
        if self.programs.major() >= 17:
            return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        return ["--locale=C.UTF-8"]

    def _refuse_another_version(self) -> None:
        made_by = (self.cluster / "PG_VERSION").read_text().strip()
        if made_by != str(self.programs.major()):
            raise Mistake(
                f"The data in {self.cluster} was made by PostgreSQL {made_by}, "
                f"this is {self.programs.major()}. Make a backup with the version of Handclasp that "
                "wrote it; restore it into a new folder."
            )

    def _launch(self) -> None:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.run),
            "unix_socket_permissions": "0700",
            "max_connections": "200",
            "jit": "off",
        } | self.options
        command = [self.programs.path("postgres"), "-D", str(self.cluster)]
        command += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # type: ignore[call-overload]
                command,
                cwd="/",
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=leash(signal.SIGINT),
                **self.account.switch(),
            )

    def _answers_within(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.is_running:
            try:
                psycopg.connect(self.url(SUPERUSER, "postgres"), connect_timeout=5).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return True
        return False

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return kept | {"LC_ALL": "C", "TZ": "UTC"}


def embedded_server(
    places: Places,
    wish: str = "",
    options: dict[str, str] | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Server:
    """Return the server of a data folder, not started; `say` hears where things went if they had to move."""
    cluster = places.data / "postgresql"
    account = server_account(cluster)
    if not account.can_enter(places.data):
        home = SHARED_FALLBACK / f"data-{places.mark}"
        home.mkdir(parents=True, exist_ok=True)
        SHARED_FALLBACK.chmod(0o755)
        home.chmod(0o755)
        cluster = home / "postgresql"
        account = server_account(cluster)
        say(f"The database is kept in {home}: the account that runs PostgreSQL cannot reach {places.data}.")
    programs, moved = reachable_programs(find_programs(wish), account)
    if moved:
        say(moved)
    return Server(cluster, socket_folder(cluster, account.uid), programs, account, options or {})
