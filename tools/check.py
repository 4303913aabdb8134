"""Everything that can be known without running the site, in under a minute."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools import environment, front_end, serve, steps
from tools.environment import PYTHON
from tools.steps import BIN, ROOT, say

AS_IN_PRODUCTION = {
    "HEARTWOOD_PROFILE": "production",
    "SECRET_KEY": "only to check the settings with, and long enough for that: 0123456789 abcdefghijklm",
    "ALLOWED_HOSTS": "heartwood.example",
    "ROLE_MAILBOX": "mailbox@heartwood.example",
    "DATABASE_URL": "sqlite://:memory:",
}
MANAGE = (str(PYTHON), "manage.py")
CHECKS: dict[str, tuple[str | Path, ...]] = {
    "types": (BIN / "mypy",),
    "format": (BIN / "ruff", "format", "--check", "."),
    "lint": (BIN / "ruff", "check", "."),
    "contracts": (BIN / "lint-imports",),
    "templates": (PYTHON, "-m", "tools.check_templates"),
    "migrations": (*MANAGE, "makemigrations", "--check", "--dry-run"),
    "site": (*MANAGE, "check", "--fail-level", "WARNING"),
    "site, as in production": (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"),
    "pack": (BIN / "heartwood", "pack", "check", serve.pack_folder()),
    "files": (PYTHON, "-m", "tools.check_files"),
    "docs": (PYTHON, "-m", "tools.check_docs"),
}


@dataclass(frozen=True)
class Result:
    """How one check went."""

    name: str
    good: bool
    seconds: float
    output: str


def as_in_production() -> dict[str, str]:
    """Give the settings of a production site, with a key where such a site keeps one: outside of everything else."""
    folder = Path(tempfile.mkdtemp(prefix="heartwood-keys-"))
    atexit.register(shutil.rmtree, folder)
    settings = {**AS_IN_PRODUCTION, "HEARTWOOD_KEYS": str(folder)}
    steps.run([*MANAGE, "new_key"], env=settings, quiet=True)
    return settings


def try_one(name: str) -> Result:
    """Run one check, keeping its output for when it fails."""
    began = time.monotonic()
    extra = as_in_production() if "production" in name else serve.site_settings()
    done = subprocess.run(
        [str(part) for part in CHECKS[name]],
        cwd=ROOT,
        env={**os.environ, **extra},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Result(name, done.returncode == 0, time.monotonic() - began, done.stdout)


def main() -> int:
    """Run every check, two at a time; say each, and show the output of those that failed."""
    environment.ready(development=True)
    front_end.ready()
    began = time.monotonic()
    failed = []
    with ThreadPoolExecutor(max_workers=2) as two:
        for result in two.map(try_one, CHECKS):
            say(f"{'ok    ' if result.good else 'FAILED'}  {result.name} ({result.seconds:.1f} s)")
            failed += [] if result.good else [result]
    for result in failed:
        say(f"\n== {result.name}\n{result.output.rstrip()}")
    say(f"\n{len(CHECKS) - len(failed)} of {len(CHECKS)} checks passed in {time.monotonic() - began:.0f} s.")
    return 1 if failed else 0


if __name__ == "__main__":
    steps.main(main)
