"""What can be found is written in the transaction of the deed that changed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnership.core.events import urn
from partnership.core.models import SearchAudience, SearchEntry, SearchWord
from partnership.core.search.wording import TITLE, weighed

BATCH = 2000  # rows in one statement; SQLite takes no more than some thousands of values

KINDS: Mapping[str, str | Promise] = {  # in the order in which a search shows them
    "helpline": _("Help now"),
    "place": _("Places"),
    "partner": _("Organisations"),
    "person": _("People"),
    "action": _("Actions"),
    "workstream": _("Workstreams"),
    "meeting": _("Meetings"),
    "theme": _("You said, we did"),
    "announcement": _("Announcements"),
    "opportunity": _("Working together"),
    "charter": _("The charter"),
    "standard": _("Standards of the framework"),
    "course": _("Courses"),
    "session": _("Events"),
    "pledge": _("Pledges"),
    "indicator": _("Measures"),
    "transition": _("Turning points"),
    "setting": _("Everyday settings"),
    "method": _("How figures are worked out"),
    "page": _("Pages"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is said of one thing that can be found."""

    thing: Model | str  # a row, or the urn of what is no row
    kind: str
    title: str
    href: str
    audience: Sequence[str]
    about: str = ""
    words: str = ""  # by which it is found and which nobody is shown

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f'"{self.kind}" is not a kind of thing that can be found; add it to core.search.KINDS.')


def put(
    thing: Model | str,
    *,
    kind: str,
    title: str,
    href: str,
    audience: Sequence[str],
    about: str = "",
    words: str = "",
) -> None:
    """Let the thing be found by this audience and by nobody else, in these words and in no others from before."""
    put_many(
        [Entry(thing=thing, kind=kind, title=title, href=href, audience=audience, about=about, words=words)],
    )


@transaction.atomic
def put_many(entries: Iterable[Entry]) -> None:
    """Let many things be found, in a few statements."""
    by_urn = {urn(entry.thing): entry for entry in entries}
    remove_many([name for name, entry in by_urn.items() if not entry.audience])
    seen = {name: entry for name, entry in by_urn.items() if entry.audience}
    rows = {row.urn: row for row in _rows(seen)}
    _forget_words_of([row.pk for row in rows.values()])
    audiences = (
        SearchAudience(entry=rows[name], key=key) for name, one in seen.items() for key in dict.fromkeys(one.audience)
    )
    SearchAudience.objects.bulk_create(audiences, batch_size=BATCH)
    words = (
        SearchWord(entry=rows[name], text=text, weight=weight)
        for name, one in seen.items()
        for text, weight in weighed(one.title, one.words, one.about).items()
    )
    SearchWord.objects.bulk_create(words, batch_size=BATCH)


def _forget_words_of(entries: Sequence[int]) -> None:
    for start in range(0, len(entries), BATCH):
        SearchWord.objects.filter(entry__in=entries[start : start + BATCH]).delete()
        SearchAudience.objects.filter(entry__in=entries[start : start + BATCH]).delete()


def _rows(entries: Mapping[str, Entry]) -> list[SearchEntry]:
    """Write the rows themselves; where one was there, it is changed and held until the deed is done."""
    now = timezone.now()
    made = [
        SearchEntry(
            urn=name, kind=one.kind, title=one.title[:300], about=one.about[:500], href=one.href, changed_at=now
        )
        for name, one in entries.items()
    ]
    said = ["kind", "title", "about", "href", "changed_at"]
    return SearchEntry.objects.bulk_create(
        made, batch_size=BATCH, update_conflicts=True, unique_fields=["urn"], update_fields=said
    )


def _with_parts(thing: Model | str) -> QuerySet[SearchEntry]:
    """Give the entry of the thing, and those of what belongs to it: `urn:heartwood:accounts.person:7:in:3`."""
    return SearchEntry.objects.filter(Q(urn=urn(thing)) | Q(urn__startswith=f"{urn(thing)}:"))


def remove(thing: Model | str) -> None:
    """Let nobody find the thing any more, nor what belongs to it, and forget the words by which it was found."""
    _with_parts(thing).delete()


@transaction.atomic
def retitle(thing: Model | str, title: str) -> None:
    """Let the thing, and what belongs to it, be found by its new name and not by the old one."""
    rows = list(_with_parts(thing).select_for_update())
    SearchEntry.objects.filter(pk__in=[row.pk for row in rows]).update(title=title[:300], changed_at=timezone.now())
    SearchWord.objects.filter(entry__in=rows, weight=TITLE).delete()
    words = [SearchWord(entry=row, text=text, weight=weight) for row in rows for text, weight in weighed(title).items()]
    SearchWord.objects.bulk_create(
        words, update_conflicts=True, unique_fields=["entry", "text"], update_fields=["weight"]
    )


@transaction.atomic
def remove_many(urns: Sequence[str]) -> None:
    """Let nobody find these any more."""
    for start in range(0, len(urns), BATCH):
        SearchEntry.objects.filter(urn__in=urns[start : start + BATCH]).delete()
