"""Fill an empty database from a backup, then erase and take back again what was erased and taken back since."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from partnership.accounts.models import Person, System
from partnership.core import backups
from partnership.listening.actions.back import withdraw_again
from partnership.partners.actions import rights


class Command(BaseCommand):
    """Restore."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the archive and the file with the key."""
        parser.add_argument("archive")
        parser.add_argument("--key", help="the file with the age key; default: DATA/backup-key")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore it, replay the ledger, and say what is there now."""
        archive, key = Path(options["archive"]), Path(options["key"] or settings.DATA / "backup-key")
        for path, what in ((archive, "an archive"), (key, "a key")):
            if not path.is_file():
                raise CommandError(f"{path} is not there; {what} would do.")
        try:
            manifest = backups.restore(archive, data=settings.DATA, identity=key.read_text().strip())
        except backups.BackupError as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(backups.as_text(manifest))
        self.stdout.write("Restored: every table has the rows and the hash of the archive.")
        housekeeper = Person.objects.system(System.HOUSEKEEPER)
        again = rights.replay(by=housekeeper) + withdraw_again(by=housekeeper)
        self.stdout.write(f"From the ledger: {again} erasures or withdrawals since then were done again.")
