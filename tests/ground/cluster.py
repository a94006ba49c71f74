"""One throw-away PostgreSQL for a test run."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from handclasp.config.embedded.account import server_account
from handclasp.config.embedded.binaries import find_programs, reachable_programs
from handclasp.config.embedded.roles import prepare_roles
from handclasp.config.embedded.server import SUPERUSER, Server
from handclasp.config.places import socket_folder

HASTY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "1h",
    "log_min_messages": "panic",
}
ROOM_BYTES = 4 * 1024**3
ADDRESS = "HANDCLASP_TEST_SERVER"


@dataclass
class Cluster:
    """A server in a folder that goes away with it."""

    server: Server
    folder: Path

    def close(self) -> None:
        """Stop the server and remove its folder."""
        self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def start_cluster() -> Cluster:
    """Start a server: the wheel's, or Debian's with HANDCLASP_TEST_POSTGRES=system."""
    folder = Path(tempfile.mkdtemp(prefix="hc-test-", dir=memory_folder()))
    folder.chmod(0o755)
    cluster = folder / "postgresql"
    account = server_account(cluster)
    programs, _ = reachable_programs(find_programs(os.environ.get("HANDCLASP_TEST_POSTGRES", "")), account)
    server = Server(cluster, socket_folder(cluster, account.uid), programs, account, HASTY)
    server.start()
    prepare_roles(server)
    os.environ[ADDRESS] = server.url(SUPERUSER, "postgres")
    return Cluster(server, folder)


def memory_folder() -> str | None:
    """Return a folder kept in memory with room in it, if there is one: copies are ten times as fast there."""
    memory = Path("/dev/shm")
    try:
        roomy = shutil.disk_usage(memory).free > ROOM_BYTES
    except OSError:
        return None
    return str(memory) if roomy and os.access(memory, os.W_OK) else None
