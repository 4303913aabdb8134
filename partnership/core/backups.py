"""Everything that the site remembers in one locked archive, and back again.

The archive is a gzipped tar inside the age format (age-encryption.org/v1): `age -d -i KEY FILE | tar tz` lists it without
this program. In it `manifest.json` names every table with its number of rows and the SHA-256 of its file, and every file
of edited content. Sessions, the queue and what Django makes for itself stay outside; so does the ledger of erasures,
which is kept apart so that somebody who was erased after the backup is erased again after the restore.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import pyrage
from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model
from django.utils import timezone

LEFT_OUT = {
    "contenttypes",
    "auth",
    "sessions",
    "django_tasks",
    "django_tasks_database",
    "django_tasks_db",
    "usersessions",
}
FORMAT = 1
CONTENT = "content"


class BackupError(Exception):
    """Why an archive could not be written or read, in a sentence."""


@dataclass(frozen=True)
class Manifest:
    """What an archive holds: rows and hash of each table, hash of each file, and the layout of the tables."""

    format: int
    made_at: str
    engine: str
    layout: list[str]
    tables: dict[str, tuple[int, str]]
    files: dict[str, str]


def tables() -> list[type[Model]]:
    """Give every table that is backed up."""
    return [model for model in apps.get_models() if model._meta.app_label not in LEFT_OUT]


def layout() -> list[str]:
    """Give the migrations of the tables that are backed up, as the database has them."""
    labels = {model._meta.app_label for model in tables()}
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied if app in labels)


class _Exact(DjangoJSONEncoder):
    """Moments to the microsecond: Django's own would cut them, and the ledger would not know its people again."""

    def default(self, o: object) -> object:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def _write_table(model: type[Model], path: Path) -> tuple[int, str]:
    rows: models.QuerySet[Model] = models.QuerySet(model).order_by("pk")
    with path.open("w", encoding="utf-8") as out:  # keys in order: PostgreSQL keeps those inside a column in its own
        serializers.serialize("jsonl", rows.iterator(chunk_size=2000), stream=out, cls=_Exact, sort_keys=True)
    return rows.count(), _sha256(path)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _one_moment() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _write_tables(folder: Path) -> dict[str, tuple[int, str]]:
    return {model._meta.label: _write_table(model, folder / f"{model._meta.label}.jsonl") for model in tables()}


def fingerprint(folder: Path) -> dict[str, tuple[int, str]]:
    """Write every table into the folder, as one moment saw them; give rows and hash of each."""
    with transaction.atomic():
        _one_moment()
        return _write_tables(folder)


def _content_files(data: Path) -> Iterator[Path]:
    return (path for path in sorted((data / CONTENT).rglob("*")) if path.is_file())


def write(archive: Path, *, data: Path, recipient: str) -> Manifest:
    """Write the archive, locked for the recipient (`age1…`); it is there whole or not at all.

    Raises
    ------
    BackupError
        If the recipient is no age recipient, or there is a file of that name already.
    """
    if archive.exists():
        raise BackupError(
            f"There is a file {archive.name} already. Backups are never written over; choose another name."
        )
    try:
        key = pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError:
        raise BackupError("The recipient is no age recipient; it begins with age1 and has 62 letters.") from None
    archive.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=archive.parent, prefix=".backup-") as folder:
        manifest, plain = _pack(Path(folder), data)
        aside = Path(folder) / "locked"
        with plain.open("rb") as source, aside.open("wb") as target:
            pyrage.encrypt_io(source, target, [key])
        aside.chmod(0o600)
        aside.replace(archive)
    return manifest


def _pack(folder: Path, data: Path) -> tuple[Manifest, Path]:
    made = fingerprint(folder)
    files = {str(path.relative_to(data)): _sha256(path) for path in _content_files(data)}
    manifest = Manifest(FORMAT, timezone.now().isoformat(), connection.vendor, layout(), made, files)
    (folder / "manifest.json").write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    plain = folder / "plain.tar.gz"
    with tarfile.open(plain, "w:gz", compresslevel=6) as tar:
        tar.add(folder / "manifest.json", "manifest.json")
        for label in made:
            tar.add(folder / f"{label}.jsonl", f"tables/{label}.jsonl")
        for name in files:
            tar.add(data / name, name)
    return manifest, plain


def _unlock(archive: Path, identity: str, folder: Path) -> None:
    try:
        key = pyrage.x25519.Identity.from_str(identity)
    except pyrage.IdentityError:
        raise BackupError("The key is no age key; it begins with AGE-SECRET-KEY-1.") from None
    plain = folder / "plain.tar.gz"
    try:
        with archive.open("rb") as source, plain.open("wb") as target:
            pyrage.decrypt_io(source, target, [key])
        with tarfile.open(plain, "r:gz") as tar:
            tar.extractall(folder, filter="data")
    except (pyrage.DecryptError, tarfile.TarError, EOFError, OSError) as problem:
        raise BackupError(f"{archive.name} cannot be opened with this key, or is damaged: {problem}.") from None


def _manifest(folder: Path) -> Manifest:
    held = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    if held.get("format") != FORMAT:
        raise BackupError(f"The archive has format {held.get('format')}; this program reads format {FORMAT}.")
    tables_of = {label: (int(rows), str(digest)) for label, (rows, digest) in held["tables"].items()}
    return Manifest(**{**held, "tables": tables_of})


def _refuse_damage(folder: Path, manifest: Manifest) -> None:
    expected = {f"tables/{label}.jsonl": digest for label, (_rows, digest) in manifest.tables.items()} | manifest.files
    for name, digest in expected.items():
        path = folder / name
        if not path.is_file() or _sha256(path) != digest:
            raise BackupError(f"The archive is damaged: {name} is not what its manifest says. Nothing was restored.")


def _refuse_another_layout(manifest: Manifest) -> None:
    here = layout()
    if manifest.layout != here:
        other = sorted(set(manifest.layout) ^ set(here))
        raise BackupError(
            f"The archive was written by another version of this program ({other[0]} is only on one side). Restore it with "
            "that version, then move on by migrating. Nothing was restored."
        )


def _refuse_a_full_house() -> None:
    person = apps.get_model("accounts.Person")
    event = apps.get_model("core.Event")
    if models.QuerySet(person).filter(system__isnull=True).exists() or models.QuerySet(event).exists():
        raise BackupError("There are people or deeds in this database. A backup is restored into an empty one only.")


def _load(label: str, path: Path) -> None:
    model = apps.get_model(label)
    rows: models.QuerySet[Model] = models.QuerySet(model)
    rows._raw_delete(rows.db)  # only what migrations put there
    with path.open(encoding="utf-8") as lines:
        for row in serializers.deserialize("jsonl", lines):
            row.save(force_insert=True)


def _count_on_from_here(loaded: Iterable[str]) -> None:
    statements = connection.ops.sequence_reset_sql(no_style(), [apps.get_model(label) for label in loaded])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _refuse_a_difference(folder: Path, manifest: Manifest) -> None:
    aside = folder / "again"
    aside.mkdir()
    again = _write_tables(aside)
    different = [label for label, held in manifest.tables.items() if again[label] != held]
    if different:
        raise BackupError(f"After loading, {different[0]} was not what the archive holds. Nothing was restored.")


def restore(archive: Path, *, data: Path, identity: str) -> Manifest:
    """Fill an empty, migrated database from the archive: the same rows and hashes afterwards, or nothing was changed.

    Raises
    ------
    BackupError
        If the key does not fit, the archive is damaged or of another version, or the database is not empty.
    """
    with tempfile.TemporaryDirectory(prefix="restore-", dir=data) as name:
        folder = Path(name)
        _unlock(archive, identity, folder)
        manifest = _manifest(folder)
        _refuse_damage(folder, manifest)
        _refuse_another_layout(manifest)
        _refuse_a_full_house()
        with transaction.atomic():
            for label in manifest.tables:
                _load(label, folder / "tables" / f"{label}.jsonl")
            _count_on_from_here(manifest.tables)
            _refuse_a_difference(folder, manifest)
        _put_content(folder, manifest, data)
    return manifest


def _put_content(folder: Path, manifest: Manifest, data: Path) -> None:
    for name in manifest.files:
        target = data / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (folder / name).replace(target)


def new_key() -> tuple[str, str]:
    """Give a new pair: the key that opens (keep it elsewhere) and the recipient that locks (the site needs only this)."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recipient_of(identity: str) -> str:
    """Give the recipient that belongs to a key."""
    return str(pyrage.x25519.Identity.from_str(identity).to_public())


def as_text(manifest: Manifest) -> str:
    """Say what an archive holds, a line for each table with rows."""
    out = io.StringIO()
    for label, (rows, digest) in sorted(manifest.tables.items()):
        if rows:
            out.write(f"{rows:>9,} {label:<32} {digest[:16]}\n")
    out.write(f"{len(manifest.files):>9,} files of edited content\n")
    return out.getvalue()
