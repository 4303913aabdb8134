"""Where evidence is kept: snapshots of what was fetched, tidy tables, builds."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """Give the data folder: HEARTWOOD_DATA, else `data` in the folder where one stands."""
    return Path(os.environ.get("HEARTWOOD_DATA") or "data")


def builds_folder(folder: Path | None = None) -> Path:
    """Give the folder of builds, from the data folder or from that folder itself."""
    folder = data_folder() if folder is None else folder
    return folder if folder.name == "builds" else folder / "builds"
