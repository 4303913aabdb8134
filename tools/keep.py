"""Back the site up into one locked archive, or fill an empty database from one: `keep backup`, `keep restore FILE`."""

from __future__ import annotations

import os
import sys

from tools import environment, serve, steps
from tools.steps import StepError, run


def main() -> None:
    """Do what was asked, with the site's own settings."""
    what, *arguments = sys.argv[1:] or [""]
    if what not in ("backup", "restore"):
        raise StepError(f'"{what}" is nothing to do here; backup or restore would do.')
    if what == "restore" and not arguments:
        raise StepError("Which archive? make restore FROM=data/backups/heartwood-….tar.gz.age (KEY=file names its key)")
    environment.ready()
    env = serve.site_settings()
    if what == "restore":
        run([environment.PYTHON, "manage.py", "migrate", "--no-input"], env=env, quiet=True)
    key = ["--key", os.environ["KEY"]] if what == "restore" and os.environ.get("KEY") else []
    run([environment.PYTHON, "manage.py", what, *arguments, *key], env=env)


if __name__ == "__main__":
    steps.main(main)
