"""The style sheet: made by npm, the machine's own or one from a wheel."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tools import environment
from tools.steps import BIN, ROOT, once, run

OLDEST_NODE = 20
MODULES = ROOT / "node_modules"
STYLES = sorted((ROOT / "partnership").glob("*/styles"))
BUILT = ROOT / "partnership" / "core" / "static" / "built" / "site.css"


def _machine_npm() -> Path | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = told.strip().lstrip("v").split(".")[0]
    return Path(npm) if version.isdigit() and int(version) >= OLDEST_NODE else None


def _npm(*arguments: str) -> None:
    npm = _machine_npm()
    if not npm:
        environment.install("node")
        npm = BIN / "npm"
    run([npm, *arguments], env={"PATH": f"{npm.parent}{os.pathsep}{os.environ['PATH']}"}, quiet=True)


def ready() -> None:
    """Make the style sheet, and fetch what it is made from, where either is not there or is out of date."""
    package = [ROOT / "package.json", ROOT / "package-lock.json"]
    once("front-end packages", package, lambda: _npm("ci", "--no-audit", "--no-fund"), [MODULES / "nhsuk-frontend"])
    once("style sheet", [*package, *STYLES], lambda: _npm("run", "build"), [BUILT])
