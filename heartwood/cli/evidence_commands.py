"""`heartwood evidence`: load publishers' files, list the builds, read them."""

from __future__ import annotations

import click


@click.group()
def evidence() -> None:
    """Load publishers' files and read what they say."""
