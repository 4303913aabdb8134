"""`heartwood pack`: check a partnership's content."""

from __future__ import annotations

import click


@click.group()
def pack() -> None:
    """Check a partnership's content files."""
