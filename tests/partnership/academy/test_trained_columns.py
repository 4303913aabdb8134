"""Columns read as text say the same as rows read one by one, on every database."""

from datetime import date

import numpy as np
import pytest

from partnership.academy.models import Completion
from partnership.academy.queries import trained_columns
from tests.people import a_partner
from tests.teaching import a_completion

pytestmark = pytest.mark.django_db
ASKED = {
    "numbers": ("id", "person_id", "partner_id"),
    "days": ("completed_on", "valid_until"),
    "texts": ("level", "family", "place"),
}


def test_columns_hold_what_rows_hold():
    a_completion(partner=a_partner(), family="leading", place="E08000035", completed_on=date(2025, 1, 31))
    a_completion(valid_until=None, level="", family="a, “b”", completed_on=date(2024, 2, 29))
    a_completion(completed_on=date(1999, 12, 31), valid_until=date(9999, 12, 31))
    found = trained_columns.read(Completion.objects.all(), **ASKED)
    rows = {one.pk: one for one in Completion.objects.all()}
    assert sorted(found["id"].tolist()) == sorted(rows)
    for at, pk in enumerate(found["id"].tolist()):
        one = rows[pk]
        assert found["person_id"][at] == one.person_id
        assert found["partner_id"][at] == (one.partner_id or 0)
        assert found["completed_on"][at] == np.datetime64(one.completed_on)
        assert (
            np.isnat(found["valid_until"][at])
            if one.valid_until is None
            else found["valid_until"][at] == np.datetime64(one.valid_until)
        )
        assert [found[name][at] for name in ASKED["texts"]] == [one.level, one.family, one.place]


def test_nothing_is_columns_of_no_rows():
    found = trained_columns.read(Completion.objects.all(), **ASKED)
    assert {len(values) for values in found.values()} == {0}


def test_one_row_without_a_text_is_one_row():
    a_completion(family="", place="", level="")
    assert trained_columns.read(Completion.objects.all(), **ASKED)["family"] == [""]


def test_text_with_what_stands_between_two_is_refused_and_never_told_apart_wrongly():
    a_completion(family=f"leading{trained_columns.BETWEEN}support")
    with pytest.raises(ValueError, match="family"):
        trained_columns.read(Completion.objects.all(), **ASKED)


def test_counting_reads_an_index_and_not_the_table(django_assert_num_queries):
    """What is read stands in one index: whoever adds a column to the reading adds it there too."""
    index = next(one for one in Completion._meta.indexes if one.name == "completion_as_it_is_counted")
    read = {"id", "person", "partner", "completed_on", "valid_until", "level", "family", "place", "revoked_at"}
    assert set(index.fields) == read
    a_completion()
    with django_assert_num_queries(1):
        trained_columns.read(Completion.objects.all(), **ASKED)
