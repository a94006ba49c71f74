"""Static files with the hash of what they hold in their names, collected without a step of the user's."""

import hashlib
import os
import shutil
from pathlib import Path

KEPT = 2  # pages that were served by the version before may still ask for theirs


def collect(folder: Path) -> Path:
    """Return the folder inside `folder` with this version's static files, collected if need be."""
    target = folder / _fingerprint()
    if not target.exists():
        _collect_into(target)
        _forget_old(folder)
    return target


def _fingerprint() -> str:
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


def _collect_into(target: Path) -> None:
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import override_settings

    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": settings.HASHED_STATIC}}
    with override_settings(STATIC_ROOT=str(unfinished), STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    try:
        unfinished.rename(target)
    except OSError:  # another process was faster
        shutil.rmtree(unfinished, ignore_errors=True)


def _forget_old(folder: Path) -> None:
    found = sorted((f for f in folder.iterdir() if f.is_dir()), key=lambda f: f.stat().st_mtime, reverse=True)
    for old in found[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
