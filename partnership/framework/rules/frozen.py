"""An edition that somebody was asked with stays in the pack, word for word: or the site does not start.

`heartwood framework check` holds an offered edition to the hash beside it. Whoever changes a word and its hash together, or
takes an edition away, gets past that, and not past this: each assessment remembers the words that it asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.core import checks
from django.db import connections

from partnership.core import pack
from partnership.framework.models import Assessment

ANEW = (
    "Put the edition back as it was: organisations answered these words. Other words are another edition: copy its folder, "
    "change it there, and say in framework/mappings what became of each standard. docs/how-to/write-a-framework.md, part 5."
)


@checks.register(checks.Tags.database)
def editions_in_use_are_as_they_were(
    app_configs: object, databases: Sequence[str] | None = None, **kwargs: object
) -> list[checks.CheckMessage]:
    """Refuse a pack without an edition that assessments use, or with other words in it. Asked with every `migrate`."""
    return [found for alias in databases or () if _remembers(alias) for found in _changed(alias)]


def _remembers(alias: str) -> bool:
    """Whether the table is there, with the column: before the first migration it is not."""
    connection, table = connections[alias], Assessment._meta.db_table
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return False
        columns = {one.name for one in connection.introspection.get_table_description(cursor, table)}
    return {"edition", "words_sha256"} <= columns


def _changed(alias: str) -> Iterator[checks.CheckMessage]:
    editions = pack.current().frameworks
    used = Assessment._base_manager.using(alias).order_by().values_list("edition", "words_sha256").distinct()
    for key, words in used:
        if key not in editions:
            said = f'Assessments use the edition "{key}" of the framework, and the pack has none of this name.'
            yield checks.Error(said, hint=ANEW, obj=f"framework/{key}", id="framework.E001")
        elif words and words != editions[key].sha256["en"]:
            said = f'Assessments asked the edition "{key}" of the framework, and its words are others now.'
            yield checks.Error(said, hint=ANEW, obj=f"framework/{key}", id="framework.E002")
