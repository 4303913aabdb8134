"""The ledger of erasures: written before the commit, true after it, read back whole, and replayed after a restore."""

import json

import pytest
from django.db import transaction

from partnership.core import erasures
from partnership.core.erasures import Entry, LedgerDamaged
from tests.people import a_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person(data_folder):
    return a_person()


def write(person, what="erase"):
    with erasures.written_down(what, person, person.joined_at):
        pass


@transaction.atomic
def write_and_fail(person):
    write(person)
    raise ZeroDivisionError


def whats():
    return [entry.what for entry in erasures.entries()]


def test_ledger_that_is_not_there_is_empty(data_folder):
    assert erasures.entries() == []


def test_intention_stands_before_the_deed_and_done_after_the_commit(person):
    with transaction.atomic():
        with erasures.written_down("erase", person, person.joined_at):
            assert whats() == ["erase"]
        assert whats() == ["erase"]
    assert whats() == ["erase", "done"]


def test_deed_that_fails_is_undone_and_not_replayed(person):
    with (
        pytest.raises(ZeroDivisionError),
        transaction.atomic(),
        erasures.written_down("erase", person, person.joined_at),
    ):
        1 / 0  # noqa: B018

    assert whats() == ["erase", "undone"]
    assert erasures.standing() == []
    assert erasures.unsettled() == []


def test_commit_that_fails_leaves_an_intention_to_be_settled(person):
    with pytest.raises(ZeroDivisionError):
        write_and_fail(person)

    (left,) = erasures.unsettled()
    assert erasures.standing() == [left]

    erasures.settle([left], done=False)
    assert erasures.unsettled() == erasures.standing() == []


def test_intention_that_was_carried_out_can_be_settled_as_done(person):
    with pytest.raises(ZeroDivisionError):
        write_and_fail(person)

    erasures.settle(erasures.unsettled(), done=True)
    assert len(erasures.standing()) == 1


def test_line_holds_no_name_and_no_address(person):
    write(person)
    text = erasures.path().read_text()
    assert person.name not in text
    assert "@" not in text
    assert f"urn:heartwood:accounts.person:{person.pk}" in text


def test_number_that_somebody_else_got_later_is_another_row(person):
    write(person)
    (entry,) = erasures.standing()
    other = a_person()
    other.pk = person.pk

    assert erasures.is_of(entry, person, person.joined_at)
    assert not erasures.is_of(entry, other, other.joined_at)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda lines: [lines[0].replace('"erase"', '"undone"'), *lines[1:]], "line 1 is not as it was written"),
        (lambda lines: lines[1:], "line 1 is not as it was written, or a line before it is missing"),
        (lambda lines: ["{", *lines[1:]], "line 1 cannot be read"),
        (lambda lines: ['{"colour": 1}', *lines[1:]], "line 1 cannot be read"),
    ],
)
def test_ledger_that_was_changed_says_where(person, damage, said):
    write(person)
    file = erasures.path()
    file.write_text("\n".join([*damage(file.read_text().splitlines()), ""]))

    with pytest.raises(LedgerDamaged, match=said):
        erasures.entries()


def test_line_that_broke_off_is_left_out_and_written_over(person):
    write(person)
    with erasures.path().open("a") as ledger:
        ledger.write('{"what": "er')

    assert whats() == ["erase", "done"]
    write(person, "withdraw")
    assert whats() == ["erase", "done", "withdraw", "done"]


def test_ledger_kept_elsewhere_is_read_from_there(person, tmp_path):
    write(person)
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes(erasures.path().read_bytes())
    erasures.path().unlink()

    assert len(erasures.standing(copy)) == 1
    assert erasures.entries() == []


def test_lines_are_plain_json(person):
    write(person)
    first = json.loads(erasures.path().read_text().splitlines()[0])
    assert {*first} == {*Entry.__slots__}
