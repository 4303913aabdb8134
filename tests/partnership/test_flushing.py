"""A test that commits leaves the database as migrations made it, whatever it did and whoever comes next."""

import unittest

import pytest
from django import test
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command

from partnership.accounts.models import Person, System
from partnership.core.models import Event
from tests.people import a_person

pytestmark = pytest.mark.django_db(transaction=True)


def run_another_test(deed):
    """Run a whole test of Django's kind that commits, from its beginning to the emptying at its end."""

    class Committing(test.TransactionTestCase):
        def commit(self):
            deed()

    result = unittest.TestResult()
    unittest.TestSuite([Committing("commit")]).run(result)
    assert result.wasSuccessful(), result.errors
    assert result.testsRun == 1


def add_somebody():
    Event.objects.create(by=a_person(), verb="page.reported", thing="urn:heartwood:page:x")


def flush():
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)


def number_rows_anew():
    call_command("flush", interactive=False, verbosity=0, reset_sequences=True)


def standing():
    """Give, whole, the people without sign-in, and the names under which tables are known."""
    people = [Person.objects.filter(system=one).values().get() for one in System]
    return people, set(ContentType.objects.values_list("pk", "app_label", "model"))


@pytest.mark.parametrize("deed", [add_somebody, flush, number_rows_anew])
def test_database_is_as_migrations_made_it_after_a_test_that_commits(deed):
    before = standing()

    run_another_test(deed)

    assert standing() == before
    assert Person.objects.count() == len(System)
    assert not Event.objects.exists()


@pytest.mark.parametrize("deed", [add_somebody, flush, number_rows_anew])
def test_new_rows_follow_those_that_came_back(deed):
    run_another_test(deed)

    assert a_person().pk > max(Person.objects.system(one).pk for one in System)
