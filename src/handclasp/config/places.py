"""Where one copy of Handclasp keeps its data and its sockets."""

import hashlib
import os
import secrets
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from handclasp.config.mistakes import Mistake

SOCKET_PATH_LIMIT = 107  # bytes in sockaddr_un.sun_path, less the closing null
DEMO, REAL = "demo", "real"
OURS, ROOTS = 0o700, 0o711  # root's server runs as another account, which must pass through and see nothing
SOCKET_NAME = ".s.PGSQL.5432"


@dataclass(frozen=True)
class Places:
    """The folders and files of one copy; `data` is what a backup of the machine must hold."""

    data: Path

    @property
    def lock(self) -> Path:
        """Return the file that the running copy keeps locked."""
        return self.data / "running.lock"

    @property
    def secret_key(self) -> Path:
        """Return the file with the key that signs sessions."""
        return self.data / "secret_key"

    @property
    def static(self) -> Path:
        """Return the folder of the collected static files."""
        return self.data / "static"

    @property
    def kind(self) -> Path:
        """Return the file that says whether the data is invented or real."""
        return self.data / "kind"

    @property
    def is_demo(self) -> bool:
        """Say whether the folder was claimed for the demo."""
        return self.kind.exists() and self.kind.read_text().strip() == DEMO

    @property
    def mark(self) -> str:
        """Return eight characters that tell this data folder from any other."""
        return hashlib.sha256(os.fsencode(self.data)).hexdigest()[:8]


def open_places(folder: str) -> Places:
    """Make the data folder if it is missing and return it; a `Mistake` says why it cannot be used."""
    data = Path(folder).expanduser().resolve()
    try:
        data.mkdir(mode=ROOTS if os.geteuid() == 0 else OURS, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data):
            pass
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        raise Mistake(
            f"The data folder {data} cannot be used: {reason}. "
            f"Choose another with HANDCLASP_DATA=/some/folder."
        ) from error
    return Places(data)


def refuse_an_open_folder(places: Places) -> None:
    """Refuse a data folder that other accounts of this machine can look into or change."""
    if places.data.stat().st_mode & 0o066:
        mode = ROOTS if os.geteuid() == 0 else OURS
        raise Mistake(
            f"The data folder {places.data} is open to others on this machine. Close it: chmod {mode:o} {places.data}"
        )


def claim(places: Places, *, demo: bool) -> None:
    """Keep the folder for invented data or for real data; a `Mistake` refuses to change it afterwards."""
    kind = DEMO if demo else REAL
    if not places.kind.exists():
        if (places.data / "postgresql").exists():  # made by a command, which never loads the demo
            kind = REAL
        places.kind.write_text(kind + "\n")
    if places.is_demo and not demo:
        raise Mistake(
            f"{places.data} holds the demo. Serve real data from another folder: HANDCLASP_DATA=/some/folder."
        )
    if demo and not places.is_demo:
        raise Mistake(
            f"{places.data} is for real data, and the demo lets anybody sign in as anybody. "
            f"Give the demo another folder: HANDCLASP_DATA=/some/folder."
        )


def secret_key(places: Places) -> str:
    """Return the data folder's own key, made on first use and readable by its owner only."""
    try:
        descriptor = os.open(places.secret_key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _stored_key(places)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return _stored_key(places)


def _stored_key(places: Places) -> str:
    key = places.secret_key.read_text().strip()
    if len(key) < 32:  # a crash between making and filling the file
        key = secrets.token_urlsafe(48)
        places.secret_key.write_text(key)
    return key


def socket_folder(cluster: Path, uid: int) -> Path:
    """Return a folder for the server's socket, short enough for the kernel's limit and closed to others."""
    beside = cluster.parent / "run"
    if len(os.fsencode(beside / SOCKET_NAME)) <= SOCKET_PATH_LIMIT:
        return _private_folder(beside, uid)
    mark = hashlib.sha256(os.fsencode(cluster)).hexdigest()[:12]
    return _private_folder(Path("/tmp") / f"handclasp-{uid}-{mark}", uid)  # noqa: S108 - ownership is checked


def _private_folder(folder: Path, uid: int) -> Path:
    try:
        folder.mkdir(mode=0o700)
        if os.geteuid() != uid:
            os.chown(folder, uid, -1)
    except FileExistsError:
        pass
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (uid, 0):
        raise Mistake(f"{folder} belongs to somebody else. Remove it, or choose another HANDCLASP_DATA.")
    if os.geteuid() in (0, found.st_uid):
        os.chown(folder, uid, -1)
        folder.chmod(0o700)
    return folder
