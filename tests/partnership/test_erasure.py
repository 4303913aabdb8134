"""Somebody with a row in every table: all of it is in what they take away, and none of them is left once they are erased."""

import csv
import io
import json
import zipfile

import pytest
from django.db import connection

from partnership.accounts.models import Person, System
from partnership.core import privacy, takeaway
from partnership.core.models import Event
from partnership.core.privacy import rows_about, tables_about_people
from partnership.partners.actions import rights as actions
from partnership.partners.models import Erasure
from tests.people import a_person
from tests.rows import mentions, row_about

pytestmark = pytest.mark.django_db

NAME, ADDRESS = "Quilla Wimborough-Starling", "quilla.wimborough@example.org"
OTHER = "Yorrick Pennyfeather"


@pytest.fixture
def quilla(data_folder):
    """Give somebody with a row in every table that is about people; others did things to those rows."""
    person, other = a_person(NAME, email=ADDRESS), a_person(OTHER, email="yorrick@example.org")
    for table in tables_about_people():
        if not rows_about(table, person).exists():
            row_about(table, person, other)
    return person


def every_cell():
    """Give every value of every table of the database, read past all models."""
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            for row in cursor.fetchall():
                yield from ((name, str(cell)) for cell in row)


def naming(*words):
    return sorted({name for name, cell in every_cell() for word in words if word.lower() in cell.lower()})


def unzipped(person):
    return zipfile.ZipFile(io.BytesIO(b"".join(takeaway.takeaway(person))))


def test_everybody_has_a_row_in_every_table(quilla):
    without = [table.label for table in tables_about_people() if not rows_about(table, quilla).exists()]
    assert without == []


def test_zip_holds_every_table_twice(quilla):
    zipped = unzipped(quilla)
    for held in takeaway.held_on(quilla):
        rows = json.loads(zipped.read(f"{held.file}.json"))
        lines = list(csv.reader(io.StringIO(zipped.read(f"{held.file}.csv").decode("utf-8-sig"))))
        assert len(rows) == len(lines) - 1 == held.rows >= 1
        assert lines[0] == list(rows[0])
        assert f"{held.file} (" in zipped.read("README.txt").decode()
    assert len(takeaway.held_on(quilla)) == len(tables_about_people())


def test_zip_names_the_person_and_nobody_else(quilla):
    zipped = unzipped(quilla)
    text = "".join(zipped.read(name).decode("utf-8", "replace") for name in zipped.namelist())
    assert NAME in text
    assert OTHER not in text
    assert "yorrick@" not in text


def test_zip_holds_no_key(quilla):
    zipped = unzipped(quilla)
    for held in takeaway.held_on(quilla):
        (first, *_rest) = json.loads(zipped.read(f"{held.file}.json"))
        fields = held.table.model._meta.concrete_fields
        assert len(first) == len(fields) - len(held.table.ledger.secrets)


def test_erased_person_is_in_no_cell_of_the_database(quilla):
    assert naming(NAME, ADDRESS) != []

    actions.erase(quilla, by=quilla)

    assert naming(NAME, ADDRESS, "Wimborough") == []
    assert privacy.traces(quilla) == {}


def test_what_happened_is_kept(quilla):
    before = Event.objects.count()

    actions.erase(quilla, by=quilla)

    assert Event.objects.count() > before
    assert str(Event.objects.first().by) == "someone who left"


def test_page_says_beforehand_exactly_what_erasing_then_does(quilla):
    foreseen = privacy.foresee(quilla)
    # Ending what they belong to is written down as well, so events and endings are compared by the tables' own counts.
    done = privacy.erase_rows(quilla)

    assert {table.label: effect for table, effect in done.items()} == {
        table.label: effect for table, effect in foreseen.items()
    }


def test_words_of_others_lose_the_name(quilla):
    other = Person.objects.get(name=OTHER)
    assert mentions(quilla) not in mentions(other)
    housekeeper = Person.objects.system(System.HOUSEKEEPER)

    actions.erase(quilla, by=housekeeper, how=Erasure.How.UNUSED)

    assert naming(OTHER) != []
