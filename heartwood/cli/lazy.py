"""A group whose commands are imported when they are asked for, so that `--help` answers at once."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """Commands by name: module, attribute, and the line that `--help` shows."""

    def __init__(self, *args: Any, later: Mapping[str, tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.later = later

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name all commands, imported or not."""
        return sorted({*super().list_commands(ctx), *self.later})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command if it is one of those."""
        if cmd_name not in self.later:
            return super().get_command(ctx, cmd_name)
        module, attribute, _ = self.later[cmd_name]
        command = getattr(import_module(module), attribute)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each command's line without importing it."""
        lines = {name: command.get_short_help_str() for name, command in self.commands.items()}
        lines |= {name: line for name, (_, _, line) in self.later.items()}
        with formatter.section("Commands"):
            formatter.write_dl(sorted(lines.items()))
