"""What a text belongs to stands above this room: it is told, in the same transaction, how far its texts were read."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.module_loading import import_string

from partnership.accounts.models import Person
from partnership.reading.models import Text


def _follow(texts: Iterable[Text], *, by: Person) -> None:
    for about in dict.fromkeys(text.about for text in texts):
        kind = about.removeprefix("urn:heartwood:").rpartition(":")[0]
        if kind in settings.FOLLOWS_READING:
            import_string(settings.FOLLOWS_READING[kind])(about, by=by)
