"""Write everything that the site remembers into one locked archive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from partnership.core import backups


class Command(BaseCommand):
    """Back up."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the archive's name and the recipient."""
        parser.add_argument("archive", nargs="?", help="default: DATA/backups/heartwood-<time>.tar.gz.age")
        parser.add_argument("--recipient", default=settings.BACKUP_RECIPIENT, help="age1…; default: BACKUP_RECIPIENT")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, and say what it holds."""
        now = timezone.localtime()
        archive = Path(options["archive"] or settings.DATA / "backups" / f"heartwood-{now:%Y-%m-%d-%H%M%S}.tar.gz.age")
        try:
            recipient = options["recipient"] or self._own_key(settings.DATA / "backup-key")
            manifest = backups.write(archive, data=settings.DATA, recipient=recipient)
        except backups.BackupError as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(backups.as_text(manifest))
        self.stdout.write(f"Not in it: the keys to what was told in confidence ({settings.KEYS}). Copy them elsewhere.")
        self.stdout.write(f"Written and locked: {archive} ({archive.stat().st_size:,} bytes)")

    def _own_key(self, path: Path) -> str:
        if settings.PRODUCTION:
            raise backups.BackupError(
                "A production site needs BACKUP_RECIPIENT, so that the key which opens backups is not beside them. "
                "docs/how-to/back-up-and-restore.md says how to make one."
            )
        if not path.exists():
            identity, _recipient = backups.new_key()
            path.touch(mode=0o600)
            path.write_text(identity + "\n")
        self.stdout.write(f"The key that opens it: {path}. Keep a copy somewhere else.")
        return backups.recipient_of(path.read_text().strip())
