"""A real browser for the journeys: the machine's own, Debian's package, or Playwright's."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tools import environment
from tools.steps import StepError, run, say

QUIET = (
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
OURS = "from playwright.sync_api import sync_playwright as p\nwith p() as made: print(made.chromium.executable_path)"


def _on_the_machine() -> Path | None:
    named = os.environ.get("HEARTWOOD_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None


def _from_playwright() -> Path | None:
    told = subprocess.run([environment.PYTHON, "-c", OURS], capture_output=True, text=True, check=False).stdout
    path = Path(told.strip() or "nowhere")
    if not path.is_file():
        try:
            run([environment.PYTHON, "-m", "playwright", "install", "chromium"], quiet=True)
        except StepError:
            return None
    return path if path.is_file() else None


def ready() -> Path | None:
    """Give a Chromium, installing one where there is none; None where that cannot be done."""
    found = _on_the_machine()
    if found:
        return found
    say("  Chromium …")
    if environment.install_debian("chromium"):
        return _on_the_machine()
    return _from_playwright()
