"""A backup is whole or not there; a restore gives the same rows and hashes or changes nothing."""

from __future__ import annotations

import io
import tarfile
from datetime import UTC, datetime

import pyrage
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from partnership.core import backups, events
from partnership.core.models import Event, Notice, PageReport
from partnership.partners.models import Kind, Partner, Role
from tests.people import a_partner, a_person, a_role, somebody

pytestmark = pytest.mark.django_db(transaction=True)


def empty():
    """Empty every table, as losing the database would."""
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)


def a_world() -> Partner:
    partner = a_partner("Invented Homes", about="Łódź, “quotes”, and\nlines")
    lead = somebody(Kind.PARTNER_LEAD, partner=partner)
    events.record(by=lead, verb="partner.joined", thing=partner)
    PageReport.objects.create(kind="wrong", page="/", reported_by=lead)
    return partner


@pytest.fixture
def key():
    return backups.new_key()


@pytest.fixture
def archive(tmp_path, key):
    a_world()
    (tmp_path / "content" / "somewhere" / "charter").mkdir(parents=True)
    (tmp_path / "content" / "somewhere" / "charter" / "2026-9.yaml").write_text("version: 2026-9\n")
    path = tmp_path / "backups" / "one.tar.gz.age"
    backups.write(path, data=tmp_path, recipient=key[1])
    return path


def test_same_counts_and_same_hashes_after_the_database_is_gone(archive, key, tmp_path):
    before = {model._meta.label: models.QuerySet(model).count() for model in backups.tables()}
    empty()
    (tmp_path / "content" / "somewhere" / "charter" / "2026-9.yaml").unlink()

    manifest = backups.restore(archive, data=tmp_path, identity=key[0])

    assert {label: rows for label, (rows, _digest) in manifest.tables.items()} == before
    assert Partner.objects.get().about == "Łódź, “quotes”, and\nlines"
    assert (tmp_path / "content" / "somewhere" / "charter" / "2026-9.yaml").read_text() == "version: 2026-9\n"


def test_new_rows_can_follow_restored_ones(archive, key, tmp_path):
    empty()
    backups.restore(archive, data=tmp_path, identity=key[0])

    partner = a_partner("Another")
    a_role(a_person("Another"), Kind.CHAMPION, partner=partner)

    assert Partner.objects.count() == 2
    assert Role.objects.count() == 2


def next_number(model):
    """Give the number that the database will give to the next row, from its own counter."""
    postgres = "SELECT nextval(pg_get_serial_sequence(%s, 'id'))"
    sqlite = "SELECT seq + 1 FROM sqlite_sequence WHERE name = %s"
    with connection.cursor() as cursor:
        cursor.execute(postgres if connection.vendor == "postgresql" else sqlite, [model._meta.db_table])
        return cursor.fetchone()[0]


def test_every_number_that_is_given_next_is_free(archive, key, tmp_path):
    empty()
    backups.restore(archive, data=tmp_path, identity=key[0])

    counted = [model for model in backups.tables() if not isinstance(model._meta.pk, models.UUIDField)]
    held = {model: models.QuerySet(model).aggregate(last=models.Max("pk"))["last"] for model in counted}
    numbered = {model: last for model, last in held.items() if last}
    assert len(numbered) >= 6
    for model, last in numbered.items():
        assert next_number(model) > last, model._meta.label


def test_rows_are_written_alike_on_either_database(tmp_path):
    """PostgreSQL keeps the keys inside a column in an order of its own; an archive of one can be restored into the other."""
    told = Notice.objects.create(
        person=a_person(),
        category="people",
        sentence="%(name)s",
        words={"partner": "“Łódź”", "name": {"zz": 1.5, "a": None}},
        href="/",
        thing="urn:heartwood:x",
    )
    Notice.objects.update(told_at=datetime(2026, 3, 29, 1, 30, 0, 123456, tzinfo=UTC))

    backups.fingerprint(tmp_path)

    assert (tmp_path / "core.Notice.jsonl").read_text(encoding="utf-8") == (
        '{"fields": {"category": "people","href": "/","mailed_at": null,'
        f'"person": {told.person_id},"read_at": null,"sentence": "%(name)s","thing": "urn:heartwood:x",'
        '"told_at": "2026-03-29T01:30:00.123456+00:00","words": {"name": {"a": null,"zz": 1.5},"partner": "“Łódź”"}},'
        f'"model": "core.notice","pk": {told.pk}}}\n'
    )


def test_nothing_that_is_kept_leads_to_what_is_left_out():
    led_to = {
        field.related_model._meta.app_label
        for model in backups.tables()
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.is_relation
    }
    assert led_to
    assert not led_to & backups.LEFT_OUT


def test_no_table_of_our_own_is_left_out():
    ours = {model for model in apps.get_models() if model.__module__.startswith("partnership.")}
    assert ours <= set(backups.tables())


def test_nothing_readable_stands_in_the_archive(archive):
    assert b"Invented Homes" not in archive.read_bytes()
    assert archive.read_bytes().startswith(b"age-encryption.org/v1")
    assert archive.stat().st_mode & 0o077 == 0


def test_another_key_opens_nothing(archive, tmp_path):
    empty()

    with pytest.raises(backups.BackupError, match="cannot be opened with this key"):
        backups.restore(archive, data=tmp_path, identity=backups.new_key()[0])


@pytest.mark.parametrize(("identity", "said"), [("a password", "The key is no age key")])
def test_what_is_no_key_is_said(archive, tmp_path, identity, said):
    with pytest.raises(backups.BackupError, match=said):
        backups.restore(archive, data=tmp_path, identity=identity)


def test_what_is_no_recipient_is_said(tmp_path):
    with pytest.raises(backups.BackupError, match="no age recipient"):
        backups.write(tmp_path / "x", data=tmp_path, recipient="somebody@example.org")


def test_archive_is_never_written_over(archive, key, tmp_path):
    with pytest.raises(backups.BackupError, match="already"):
        backups.write(archive, data=tmp_path, recipient=key[1])


def test_database_with_people_in_it_is_left_alone(archive, key, tmp_path):
    with pytest.raises(backups.BackupError, match="There are people or deeds in this database"):
        backups.restore(archive, data=tmp_path, identity=key[0])


def altered(archive, key, change):
    """Give the archive with one of its files changed, locked again by somebody who has the recipient."""
    plain = pyrage.decrypt(archive.read_bytes(), [pyrage.x25519.Identity.from_str(key[0])])
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(plain)) as old, tarfile.open(fileobj=out, mode="w:gz") as new:
        for member in old.getmembers():
            body = change(member.name, old.extractfile(member).read())
            if body is not None:
                member.size = len(body)
                new.addfile(member, io.BytesIO(body))
    path = archive.with_name("altered.tar.gz.age")
    path.write_bytes(pyrage.encrypt(out.getvalue(), [pyrage.x25519.Recipient.from_str(key[1])]))
    return path


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda name, body: body.replace(b"Invented", b"Inverted"),
            "partners.Partner.jsonl is not what its manifest says",
        ),
        (lambda name, body: None if name.endswith("Event.jsonl") else body, "core.Event.jsonl is not what"),
        (lambda name, body: body.replace(b'"format": 1', b'"format": 2'), "has format 2; this program reads format 1"),
        (
            lambda name, body: body.replace(b"core.0001_initial", b"core.0001_another"),
            "another version of this program",
        ),
    ],
    ids=["a-letter", "a-file", "format", "layout"],
)
def test_altered_archive_changes_nothing(archive, key, tmp_path, change, said):
    path = altered(archive, key, change)
    empty()

    with pytest.raises(backups.BackupError, match=said):
        backups.restore(path, data=tmp_path, identity=key[0])
    assert not Partner.objects.exists()


def test_rows_that_do_not_come_out_as_they_went_in_are_put_back(archive, key, tmp_path, monkeypatch):
    empty()
    real = backups._write_tables
    monkeypatch.setattr(backups, "_write_tables", lambda folder: {**real(folder), "core.Event": (0, "")})

    with pytest.raises(backups.BackupError, match=r"core\.Event was not what the archive holds"):
        backups.restore(archive, data=tmp_path, identity=key[0])
    assert not Event.objects.exists()


def test_whole_backup_is_one_moment(tmp_path, key):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        backups.write(tmp_path / "x.age", data=tmp_path, recipient=key[1])

    assert sum("REPEATABLE READ" in one["sql"] for one in asked) == (connection.vendor == "postgresql")


def test_manifest_can_be_read_aloud(archive, key, tmp_path):
    empty()
    said = backups.as_text(backups.restore(archive, data=tmp_path, identity=key[0]))

    assert "1 partners.Partner" in said
    assert "1 files of edited content" in said
