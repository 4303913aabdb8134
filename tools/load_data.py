"""Make a build from publishers' files in a folder, or say where the files are published."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from tools import environment, serve, steps
from tools.steps import BIN, ROOT, StepError, run, say

SOURCES = ROOT / "heartwood" / "evidence" / "sources"
FILES = {  # what each source reads, in a folder with one folder for each publisher
    "lookups": ("lookups/*.csv", "lookups/*.csv.gz"),
    "ons_els": ("ons_els/*.csv",),
    "fingertips": ("fingertips/*.data.csv", "fingertips/*CountyUA.data.csv"),
    "dfe_ees": ("dfe/absence_la.csv", "dfe/b1_*.csv", "dfe/c3_*.csv", "dfe/cla_*.csv", "dfe/UD_NEET*.csv"),
    "dfe_lait": ("dfe/LAIT_*.parquet", "dfe/LAIT_*.csv"),
    "iod": ("imd/File_*", "imd/iod2025_*.csv.gz", "imd/imd2019_file7_*.csv"),
}
PAGE = re.compile(r"^\s*(?:page|address):\s*(\S+)", re.MULTILINE)


def _say_where() -> None:
    say("Which folder? `make data FROM=folder` makes a build from the files of publishers in it, one folder for each:")
    for source, patterns in FILES.items():
        described = SOURCES / f"{source}.yaml"
        pages = PAGE.findall(described.read_text(encoding="utf-8")) if described.is_file() else []
        say(
            f"  {source:<11} {', '.join(patterns)}"
            + "".join(f"\n              {page}" for page in dict.fromkeys(pages))
        )
    say("`heartwood evidence load SOURCE FILE…` loads single files; docs/how-to/load-a-dataset.md says more.")


def _load(source: str, files: list[Path], env: dict[str, str]) -> bool:
    say(f"\n== {source}: {len(files)} files")
    try:
        run([BIN / "heartwood", "evidence", "load", source, *files], env=env)
    except StepError:
        return False
    return True


def main() -> None:
    """Load every source whose files are in the folder; one that is refused does not stop the others."""
    environment.ready()
    if len(sys.argv) < 2:
        _say_where()
        return
    folder, env = Path(sys.argv[1]).resolve(), serve.site_settings()
    found = {
        source: sorted({file for pattern in patterns for file in folder.glob(pattern)})
        for source, patterns in FILES.items()
    }
    if not any(found.values()):
        raise StepError(
            f"There is none of these publishers' files in {folder}. `make data` alone says what is looked for."
        )
    refused = [source for source, files in found.items() if files and not _load(source, files, env)]
    if refused:
        raise StepError(
            f"\nRefused: {', '.join(refused)}. The lines above say why; everything else is in the newest build."
        )


if __name__ == "__main__":
    steps.main(main)
