"""Words that were read are opened again with a reason, made ready for others, taken back and erased."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from partnership.accounts.models import Person, System
from partnership.core import events
from partnership.core.models import sealed
from partnership.core.transitions import move
from partnership.partners.models import held
from partnership.reading.models import Opening, Text, Use, Version
from partnership.reading.rules import versions as rules
from partnership.reading.rules.queue import promised

STANDING = ("ready", "approved")


@transaction.atomic
def open_again(text: Text, why: str, *, by: Person) -> Opening:
    """Open words again that were read, for an hour. Whoever wrote them can see who did, when, and why."""
    rules.check_can_open_again(by, held(text), why)
    opened: Opening = text.openings.create(why=why.strip(), opened_at=timezone.now(), opened_by=by)
    events.record(by=by, verb="text.opened", thing=text)
    return opened


@transaction.atomic
def make_version(
    text: Text,
    use: str,
    words: str,
    risks: Sequence[str],
    *,
    by: Person,
    child: bool = False,
    jobs: Collection[str] = (),
) -> Version:
    """Keep what a reader left of the words, for one use. For everybody it waits for the yes of whoever wrote it."""
    rules.check_can_make_version(by, held(text), use, words, child=child, jobs=jobs)
    for earlier in text.versions.filter(use=use, state__in=STANDING):
        _empty(earlier)
    made = Version(text=text, use=use, risks=list(risks), made_at=timezone.now(), made_by=by)
    made.forget_on = timezone.localdate() + timedelta(days=promised("approved_days"))
    sealed.put(made, "sealed", words.strip())
    made.save(force_insert=True)
    if use != Use.PUBLIC:
        move(made, "approved")  # by the reader: whoever wrote it said yes to this use when they sent it
    events.record(by=by, verb="version.made", thing=made)
    return made


@transaction.atomic
def withdraw_version(version: Version, *, by: Person) -> Version:
    """Take it back: its words are gone."""
    rules.check_can_withdraw_version(by, held(version))
    _empty(version)
    events.record(by=by, verb="version.withdrawn", thing=version, only_the_day=_is_nobody(by))
    return version


@transaction.atomic
def erase_text(text: Text, *, by: Person, versions_too: bool = True) -> Text:
    """Erase the words; with them what was made of them, unless only the time of the words themselves is over."""
    rules.check_can_erase_text(by, held(text))
    text.sealed = ""
    text.save(update_fields=["sealed"])
    move(text, "erased")
    if versions_too:
        for version in text.versions.filter(state__in=STANDING):
            _empty(version)
    events.record(by=by, verb="text.erased", thing=text, only_the_day=_is_nobody(by))
    return text


def _empty(version: Version) -> None:
    move(version, "withdrawn")
    version.sealed = ""
    version.save(update_fields=["sealed"])


def _is_nobody(person: Person) -> bool:
    return person.system == System.WITHOUT_ACCOUNT
