"""The Python environment: `.venv`, made from a lock of hashes, with the project itself in it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.steps import BIN, ROOT, VENV, StepError, once, run

LOCKS = ROOT / "requirements"
PYTHON = BIN / "python"


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def install_debian(*packages: str) -> bool:
    """Install Debian packages where that is ours to do (root, with apt-get); say whether it was done."""
    if not (_is_root() and shutil.which("apt-get")):
        return False
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        run(["apt-get", "-qq", "update"], env=quiet, quiet=True)
        run(["apt-get", "-qq", "install", "-y", "--no-install-recommends", *packages], env=quiet, quiet=True)
    except StepError:
        return False
    return True


def _is_sound() -> bool:
    """Whether there is an environment already, made here and for this Python."""
    told = "import sys; print(sys.prefix, *sys.version_info[:2])"
    try:
        done = subprocess.run([PYTHON, "-c", told], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.stdout.split() == [str(VENV), *map(str, sys.version_info[:2])]


def _make_venv() -> None:
    if _is_sound():
        return
    if not importlib.util.find_spec("ensurepip"):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        if not install_debian(f"python{version}-venv"):
            raise StepError(f"This Python comes without pip. Install python{version}-venv, then try again.")
    run([sys.executable, "-m", "venv", "--clear", VENV])


def _pip(*arguments: str) -> None:
    run([PYTHON, "-m", "pip", "install", "--disable-pip-version-check", *arguments], quiet=True)


def install(lock: str) -> None:
    """Install a lock of `requirements/`, every file checked against its hash."""
    path = LOCKS / f"{lock}.txt"
    here: list[Path | str] = [path, str(ROOT), sys.version]
    # The lock names everything that is needed. Left to look for itself, pip meets `coverage[toml]`, takes the newest that
    # was published since, finds no hash for that one, and stops.
    whole = ("--no-deps", "--require-hashes", "--requirement", str(path))
    once(f"dependencies ({lock})", here, lambda: _pip(*whole), [PYTHON])


def ready(*, development: bool = False) -> None:
    """Make the environment that running needs, or the one that working on the project needs."""
    once("environment", [str(ROOT), sys.version], _make_venv, [PYTHON])
    install("dev" if development else "run")
    project: list[Path | str] = [ROOT / "pyproject.toml", str(ROOT), sys.version]
    once("project", project, lambda: _pip("--no-deps", "--no-build-isolation", "--editable", "."), [BIN / "heartwood"])
