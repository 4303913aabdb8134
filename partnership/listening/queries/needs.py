"""What waits for somebody in being heard: /my-work/ gathers it. No sentence says what anybody told us."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.core.components import Need
from partnership.listening.models import routes_of_mine
from partnership.listening.queries.answering import lines_of
from partnership.listening.queries.onward import replies_to_check, stories_to_tell
from partnership.listening.queries.reading import wordless
from partnership.listening.queries.replying import stories_to_answer
from partnership.listening.rules.routing import is_reader

if TYPE_CHECKING:
    from partnership.accounts.models import Person


def needs(person: Person) -> tuple[Need, ...]:
    """Give what waits for this person."""
    return (*_to_answer(person), *_after_reading(person))


def _to_answer(person: Person) -> Iterator[Need]:
    mine = routes_of_mine(person)
    rows = list(mine.select_related("story", "partner")) if mine is not None else []
    lines = lines_of(rows) if rows else []
    waiting = [row for row, line in zip(rows, lines, strict=True) if line.is_open]
    days = {row.partner: row.due_on for row in sorted(waiting, key=lambda row: row.due_on, reverse=True)}
    for partner, count in Counter(row.partner for row in waiting).items():
        said = ngettext(
            "One thing that people told %(partner)s waits for an answer",
            "%(count)s things that people told %(partner)s wait for an answer",
            count,
        )
        href = reverse("told-stories", kwargs={"partner": partner.slug})
        yield Need(said % {"count": count, "partner": partner}, href, days[partner], _("What people told us"))


def _after_reading(person: Person) -> Iterator[Need]:
    if not is_reader(person):
        return
    onward, without_words = reverse("reading-onward"), f"{reverse('stories')}?turn=wordless"
    for count, said, href in (
        (wordless(person), _without_words, without_words),
        (replies_to_check(person).count(), _answers, onward),
        (stories_to_answer(person).count(), _to_answer_as_reader, onward),
        (stories_to_tell(person), _to_tell, onward),
    ):
        if count:
            yield Need(said(count) % {"count": count}, href, kind=_("After reading"))


def _without_words(count: int) -> str:
    return ngettext(
        "One story without words of its own waits for a look",
        "%(count)s stories without words of their own wait for a look",
        count,
    )


def _answers(count: int) -> str:
    return ngettext("One answer waits for a look", "%(count)s answers wait for a look", count)


def _to_answer_as_reader(count: int) -> str:
    return ngettext(
        "One story asks for an answer that no organisation gives",
        "%(count)s stories ask for an answer that no organisation gives",
        count,
    )


def _to_tell(count: int) -> str:
    return ngettext("One story could be told to a service", "%(count)s stories could be told to services", count)
