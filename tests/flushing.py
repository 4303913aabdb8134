"""A test that commits has to empty the database after it. What migrations put there is put back at once.

Django leaves the database bare after such a test, until the next one of its kind: whoever meets it in between (a fixture of
a whole module, for one) finds nobody to do the site's own deeds. So emptying and filling are one step here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.test import TransactionTestCase


def contents() -> list[Model]:
    """Give every row that the database holds now."""
    return [row for model in _tables() for row in QuerySet(model).order_by("pk")]


def put_back(held: Sequence[Model]) -> None:
    """Empty the database and fill it with these rows; the numbers of new ones follow theirs."""
    with transaction.atomic():
        _empty()
        for row in held:
            row.save_base(raw=True, force_insert=True)
        _count_on_from_here()


def teardown(held: Sequence[Model]) -> Callable[[TransactionTestCase], None]:
    """Give what takes the place of `TransactionTestCase._fixture_teardown`, which flushes and leaves it at that."""

    def empty_and_fill(_case: TransactionTestCase) -> None:
        put_back(held)

    return empty_and_fill


def _tables() -> list[type[Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.can_migrate(connection)]


def _empty() -> None:
    # Not a flush: TRUNCATE takes ten times as long as DELETE where tables hold some rows each.
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")


def _count_on_from_here() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _tables()):
            cursor.execute(statement)
