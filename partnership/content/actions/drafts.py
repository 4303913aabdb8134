"""Writing words, and sending them on their way."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnership.content import rules
from partnership.content.models import KINDS, Draft, Kind, keep_what_counts, name_for, programme_team, standing
from partnership.core import events, pack, revisions
from partnership.core.notices import tell
from partnership.core.transitions import move

if TYPE_CHECKING:
    from partnership.accounts.models import Person


@transaction.atomic
def begin(kind: str, *, by: Person, taken_from: str = "", removal: bool = False) -> Draft:
    """Begin a draft: from a file as it is now, or from nothing. Of a version, the next one is begun."""
    rules.check_can_begin(by, kind, taken_from, removal=removal)
    found = pack.file(taken_from) if taken_from else None
    words, name = dict(found.content) if found else {}, taken_from
    if KINDS[Kind(kind)].versions:
        words, name = _next_version(Kind(kind), words), ""
    keep_what_counts(taken_from)
    draft = Draft.objects.create(
        kind=kind,
        name=name,
        content=words,
        languages=_languages_of(words),
        base=standing(name),
        taken_from=taken_from,
        removal=removal,
        begun_by=by,
    )
    draft.writers.add(by)
    events.record(by=by, verb="draft.begun", thing=draft)
    return draft


def _next_version(kind: Kind, words: dict[str, Any]) -> dict[str, Any]:
    # Nobody with lived experience has read the new words yet, so what was said of the old ones goes.
    taken = {name.rpartition("/")[2].removesuffix(".yaml") for name in pack.files(KINDS[kind].folder)}
    version = str(words.get("version", "0"))
    while version in taken or version == "0":
        head, number = re.fullmatch(r"(.*?)(\d+)", version).groups()  # type: ignore[union-attr]
        version = f"{head}{int(number) + 1}"
    without = {key: value for key, value in words.items() if key != "reviewed_by"}
    return {**without, "version": version, "published": timezone.localdate().isoformat()}


def _languages_of(content: Any) -> list[str]:
    """Give the languages that stand anywhere in the content, English first."""
    return ["en", *sorted(_languages(content) - {"en"})]


def _languages(content: Any) -> set[str]:
    if isinstance(content, list):
        return set().union(*map(_languages, content))
    if not isinstance(content, dict):
        return set()
    if "en" in content and all(isinstance(text, str) for text in content.values()):
        return set(content)
    return set().union(*map(_languages, content.values()))


def _held(draft: Draft) -> Draft:
    draft.refresh_from_db(from_queryset=Draft.objects.select_for_update())
    return draft


@transaction.atomic
def write(
    draft: Draft,
    content: Mapping[str, Any],
    *,
    by: Person,
    seen: int,
    why: str = "",
    languages: Sequence[str] = ("en",),
) -> Draft:
    """Keep what was typed, if nobody kept anything since revision `seen`. What was checked has to be checked again."""
    rules.check_can_write(by, _held(draft))
    name = draft.name if not draft.is_new else name_for(Kind(draft.kind), content)
    changes = {"content": dict(content), "languages": list(languages), "why": why, "name": name, "state": "draft"}
    revisions.keep(draft, changes, seen=seen)
    draft.writers.add(by)
    events.record(by=by, verb="draft.written", thing=draft)
    return draft


@transaction.atomic
def check(draft: Draft, *, problems: Sequence[object], by: Person) -> Draft:
    """Say that the same check as `heartwood pack check` found nothing to put right."""
    rules.check_can_check(by, draft, problems)
    move(draft, "checked")
    events.record(by=by, verb="draft.checked", thing=draft)
    return draft


@transaction.atomic
def ask(draft: Draft, *, by: Person) -> Draft:
    """Ask the rest of the programme team to read it."""
    rules.check_can_ask(by, draft)
    move(draft, "asked")
    events.record(by=by, verb="draft.asked_for_second", thing=draft)
    for person in programme_team(but=[by.pk, draft.begun_by_id, *draft.writers.values_list("pk", flat=True)]):
        tell(
            person,
            "content",
            gettext_noop("Words wait for a second person: %(title)s"),
            href=reverse("draft", kwargs={"pk": draft.pk}),
            thing=draft,
            title=str(draft),
        )
    return draft


@transaction.atomic
def take_back(draft: Draft, *, by: Person) -> Draft:
    """Go on writing after all."""
    rules.check_can_take_back(by, draft)
    move(draft, "taken_back")
    events.record(by=by, verb="draft.taken_back", thing=draft)
    return draft


@transaction.atomic
def catch_up(draft: Draft, *, by: Person) -> Draft:
    """Say that the draft may take the place of the edition that came out since it was begun."""
    rules.check_can_catch_up(by, draft)
    keep_what_counts(draft.name)
    revisions.keep(draft, {"base": standing(draft.name), "state": "draft"}, seen=draft.revision)
    events.record(by=by, verb="draft.caught_up", thing=draft)
    return draft


@transaction.atomic
def drop(draft: Draft, *, by: Person) -> Draft:
    """Put it away. Its words stay in the record and on no page."""
    rules.check_can_drop(by, draft)
    move(draft, "dropped")
    events.record(by=by, verb="draft.dropped", thing=draft)
    return draft
