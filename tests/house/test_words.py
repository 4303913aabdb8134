"""Wherever one user's words reach another is listed on /about/words-of-others/: a text field that is not fails here.

Every column that can hold words is either in its table's `Privacy.words` (people write in it, others read it), in
`Privacy.not_words` (nobody writes in it, or nobody else reads it), a choice, or a secret.
"""

import pytest

from partnership.core import processing
from partnership.core.privacy import Ledger, Table, is_ours, ledger_of, tables, text_fields
from partnership.plans.models import Note


def undecided(table):
    ledger = table.ledger
    said = {*ledger.words, *ledger.not_words, *ledger.secrets}
    return [f"{table.label}.{one.name}" for one in text_fields(table.model) if one.name not in said and not one.choices]


def test_every_text_field_says_whether_words_in_it_reach_others():
    assert [name for table in tables() if is_ours(table.model) for name in undecided(table)] == []


def test_no_field_says_both():
    assert [table.label for table in tables() if {*table.ledger.words} & {*table.ledger.not_words}] == []


def test_field_that_is_not_listed_is_found():
    assert undecided(Table(Note, Ledger())) == ["plans.Note.words"]


@pytest.mark.parametrize("table", [table for table in tables() if table.ledger.words], ids=lambda table: table.label)
def test_words_say_to_whom_in_what_position_and_how_to_report_them(table):
    for reaches in table.ledger.words.values():
        assert str(reaches.to).endswith(".")
        assert str(reaches.position)
        assert str(reaches.report)


def test_page_lists_every_field_that_is_declared():
    declared = sum(len(table.ledger.words) for table in tables())
    listed = [field for one in processing.words_of_others() for place in one.places for field in place.fields]
    assert len(listed) == declared > 0
    assert ledger_of(Note).words
