"""The command `heartwood`: check a pack, load evidence, read it."""

from __future__ import annotations

import click

from heartwood.cli.evidence_commands import evidence
from heartwood.cli.pack_commands import pack


@click.group()
@click.version_option(package_name="heartwood")
def main() -> None:
    """Heartwood: a place's evidence, each number with its doubt."""


main.add_command(pack)
main.add_command(evidence)
