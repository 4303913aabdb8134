"""Write everything that was published on the site into a folder, as the files of a pack."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from partnership.content import queries


class Command(BaseCommand):
    """The same files as the page /content/ gives in a zip."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Write the files and say how many."""
        files = queries.everything_published().files
        for name, text in files.items():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        self.stdout.write(f"{len(files) - 1} files were written to {folder}. README.txt there says where each goes.")
