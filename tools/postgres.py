"""A PostgreSQL cluster of our own: made from the system's binaries, reached by a socket, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tools import environment
from tools.steps import StepError, say

OWNER = "postgres"
DEBIAN = Path("/usr/lib/postgresql")
NEWEST_LAST = "*/bin/initdb"


def _binaries() -> Path | None:
    versions = sorted(DEBIAN.glob(NEWEST_LAST), key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0)
    found = versions[-1] if versions else shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _find_or_install() -> Path | None:
    found = _binaries()
    if found is None:
        say("  PostgreSQL …")
        environment.install_debian("postgresql")
    return found or _binaries()


def _account() -> pwd.struct_passwd | None:
    """Give who the cluster belongs to: initdb refuses root, so root lends it to `postgres`."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(OWNER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", OWNER], check=True)
        return pwd.getpwnam(OWNER)


def _run(command: list[str], folder: Path, owner: pwd.struct_passwd | None) -> None:
    user, group = (owner.pw_uid, owner.pw_gid) if owner else (None, None)
    log = folder / "setup.log"
    with log.open("ab") as output:
        done = subprocess.run(
            command,
            cwd=folder,
            user=user,
            group=group,
            extra_groups=[] if owner else None,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            check=False,
        )
    if done.returncode:
        raise StepError(f"PostgreSQL would not start: {log.read_text(errors='replace')[-2000:]}")


def _make(binaries: Path, folder: Path, owner: pwd.struct_passwd | None) -> None:
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data, settings = str(folder / "data"), f"-c listen_addresses='' -c fsync=off -c max_connections=300 -k {folder}"
    new = ("--username=heartwood", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
    _run([str(binaries / "initdb"), "--pgdata", data, *new], folder, owner)
    start = ("--wait", "--silent", "--log", str(folder / "server.log"), "--options", settings)
    _run([str(binaries / "pg_ctl"), "start", "--pgdata", data, *start], folder, owner)


@contextmanager
def cluster() -> Iterator[str | None]:
    """Give the DATABASE_URL of a new empty cluster, or None where this machine cannot have one."""
    binaries = _find_or_install()
    if binaries is None:
        yield None
        return
    owner = _account()
    folder = Path(tempfile.mkdtemp(prefix="heartwood-pg-", dir="/tmp"))  # a socket's path may be 107 letters at most
    try:
        _make(binaries, folder, owner)
        yield f"postgres://heartwood@{quote(str(folder), safe='')}/postgres"
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            stop = [str(binaries / "pg_ctl"), "stop", "--mode=fast", "--silent", "--pgdata", str(folder / "data")]
            _run(stop, folder, owner)
        shutil.rmtree(folder, ignore_errors=True)
