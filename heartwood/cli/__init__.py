"""The command `heartwood`: check a pack, load evidence, read it."""

from __future__ import annotations

import click

from heartwood.cli.lazy import LazyGroup


@click.group(
    cls=LazyGroup,
    later={
        "evidence": ("heartwood.cli.evidence_commands", "evidence", "Load publishers' files and read what they say."),
        "framework": (
            "heartwood.cli.framework_commands",
            "framework",
            "Check the standards that organisations look at themselves with.",
        ),
        "pack": ("heartwood.cli.pack_commands", "pack", "Check a partnership's content files."),
    },
)
@click.version_option(package_name="heartwood")
def main() -> None:
    """Heartwood: a place's evidence, each number with its doubt."""
