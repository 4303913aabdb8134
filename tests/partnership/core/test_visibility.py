"""Who sees which rows is said beside the table; a table that says nothing shows nothing."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from partnership.accounts.models import Person
from partnership.core import visibility
from partnership.core.models import Notice, SavedFilter
from partnership.core.visibility import Sees, Visible
from tests.people import a_person

pytestmark = pytest.mark.django_db


def a_filter(person, name="Mine"):
    return SavedFilter.objects.create(person=person, name=name, page="/actions/", query="state=open")


def test_table_that_says_nothing_shows_nothing():
    person = a_person()

    assert list(Visible(Person).visible_to(person)) == []


def test_rows_of_the_person_are_theirs_alone():
    one, other = a_person(), a_person()
    kept = a_filter(one)

    assert list(SavedFilter.objects.visible_to(one)) == [kept]
    assert list(SavedFilter.objects.visible_to(other)) == []


@pytest.mark.parametrize("nobody", [None, AnonymousUser()])
def test_nobody_sees_what_is_for_people(nobody):
    a_filter(a_person())

    assert list(SavedFilter.objects.visible_to(nobody)) == []


def test_person_who_may_not_sign_in_is_nobody():
    person = a_person(is_active=False)
    a_filter(person)

    assert list(SavedFilter.objects.visible_to(person)) == []


def test_lines_add_up_and_no_row_comes_twice():
    class Twice(Visible):
        sees = (
            Sees("Anybody", "the first", lambda _person: Q(name="First")),
            Sees("Signed in", "all", visibility.signed_in),
            Sees("Anybody", "all", visibility.everyone),
        )

    person = a_person()
    first, second = a_filter(person, "First"), a_filter(person, "Second")

    assert list(Twice(SavedFilter).visible_to(None)) == [first, second]  # every row, although another line gives one
    assert list(Twice(SavedFilter).visible_to(person)) == [first, second]


def test_row_of_two_lines_comes_once():
    class Overlapping(Visible):
        sees = (
            Sees("Anybody", "the first", lambda _person: Q(name="First")),
            Sees("Anybody", "what begins with F", lambda _person: Q(name__startswith="F")),
        )

    kept = a_filter(a_person(), "First")
    a_filter(kept.person, "Second")

    assert list(Overlapping(SavedFilter).visible_to(None)) == [kept]


def test_signed_in_is_nothing_to_nobody():
    assert visibility.signed_in(None) is None


def test_tables_that_say_who_sees_them_are_found():
    assert {Notice, SavedFilter} <= set(visibility.visible_models())
