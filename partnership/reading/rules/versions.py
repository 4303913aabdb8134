"""What a reader may leave out of somebody's words before others read them: never a word more, never another meaning."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.models import sealed
from partnership.core.refusals import Refusal
from partnership.reading.models import Text, Use, Version, looks_after_safety
from partnership.reading.rules import queue
from partnership.reading.rules.rota import is_on_duty

LEFT_OUT = "[…]"
# Whoever wrote it was told of this use and no other: their organisation, or the programme team.
ONLY_FOR = {"framework-words": (Use.SERVICE,), "academy-words": (Use.SERVICE,)}
OPEN_FOR = timedelta(hours=1)  # after somebody opened it again, with a reason
_MARK = re.compile(r"\[([^\[\]]*)\]")
_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*|[^\w\s]")  # a word, or a sign between words


def may_see_words(person: Person, text: Text) -> bool:
    """Whether the words stand open before somebody: while they read them, and for an hour after they said why."""
    if text.state == "being-read":
        return text.taken_by_id == person.pk
    if text.state not in ("read", "folded"):
        return False
    since = timezone.now() - OPEN_FOR
    return any(one.opened_by_id == person.pk and one.opened_at > since for one in text.openings.all())


def check_can_open_again(person: Person, text: Text, why: str) -> None:
    """Custody: a safeguarding lead or a reader on duty today, with a reason that whoever wrote it can see."""
    queue.check_reads(person)
    queue.check_is_not_close(person, [text])
    check_has_custody(person)
    check_opens_now(text)
    if not why.strip():
        raise Refusal(_("Say why. Whoever wrote these words can see who opened them, and the reason."))


def check_has_custody(person: Person) -> None:
    """A safeguarding lead, or a reader who reads today."""
    if not (looks_after_safety(person) or is_on_duty(person)):
        raise Refusal(_("These words are closed. A safeguarding lead, or a reader who reads today, can open them."))


def check_opens_now(text: Text) -> None:
    """Once it was read, and as long as there are words."""
    if text.state not in ("read", "folded"):
        raise Refusal(_("This can be opened again only after it was read, and before it was taken back."))


def check_sees_words(person: Person, text: Text) -> None:
    """Whoever reads it, or opened it just now."""
    queue.check_reads(person)
    queue.check_is_not_close(person, [text])
    check_is_open(person, text)


def check_is_open(person: Person, text: Text) -> None:
    """While they stand open before this person."""
    if not may_see_words(person, text):
        raise Refusal(_("These words are closed. To see them again, say why."))


def check_can_make_version(
    person: Person, text: Text, use: str, words: str, *, child: bool, jobs: Collection[str]
) -> None:
    """Whoever sees the words; what is left is theirs, word for word; a child's go public only past two people."""
    check_sees_words(person, text)
    check_use(text, use)
    check_second_look(person, text, use, child=child)
    check_is_left_as_it_was(sealed.read(text, "sealed"), words, jobs)


def check_use(text: Text, use: str) -> None:
    """For what whoever wrote it was told of; stories carry a yes or no for each use, which their own rules ask."""
    if use not in ONLY_FOR.get(text.part, Use.values):
        raise Refusal(_("Whoever wrote this was told that it may be shown to their organisation, and to nobody else."))


def check_second_look(person: Person, text: Text, use: str, *, child: bool) -> None:
    """What a child told is made ready for everybody only by a safeguarding lead who was not its reader."""
    if use != Use.PUBLIC or not child:
        return
    if not looks_after_safety(person) or person.pk in (text.read_by_id, text.taken_by_id):
        raise Refusal(
            _("Whoever told this may be under 18. A safeguarding lead who did not read it first looks at it too.")
        )


def check_is_left_as_it_was(original: str, words: str, jobs: Collection[str] = ()) -> None:
    """Every word is the writer's; what is left out leaves a mark, or the name of a job in its place."""
    kept = [_WORD.findall(part) for part in _between_marks(original, words, jobs)]
    if not any(kept):
        raise Refusal(_("Nothing is left of the words. Then there is nothing to show."))
    strange = strange_words(_WORD.findall(original), kept)
    if strange:
        raise Refusal(
            _("“%(words)s” is not as it was written. Leave their words as they are, and put […] where one goes.")
            % {"words": strange}
        )


def _between_marks(original: str, words: str, jobs: Collection[str]) -> list[str]:
    parts, end = [], 0
    for mark in _MARK.finditer(words):
        said = mark.group(1).strip()
        if said not in ("…", "...", *jobs):
            if mark.group() in original:
                continue  # somebody who writes in brackets may
            raise Refusal(
                _("“[%(mark)s]” says something that is not theirs. “[…]” or a job such as “[nurse]” may stand there.")
                % {"mark": said}
            )
        parts.append(words[end : mark.start()])
        end = mark.end()
    return [*parts, words[end:]]


def strange_words(original: list[str], kept: list[list[str]]) -> str:
    """Give the first words that do not stand where they stood; nothing where all do.

    `kept` are the stretches between the marks: each stands whole in the original, in order; the first begins it, the
    last ends it, and between two of them at least one word is gone.
    """
    at = 0
    for number, part in enumerate(kept):
        first, last = number == 0, number == len(kept) - 1
        found = _find(original, part, at, anchored=first, ends=last, gone=not first)
        if found is None:
            return " ".join(part) or " ".join(original[at : at + 3])
        at = found + len(part)
    return ""


def _find(original: list[str], part: list[str], at: int, *, anchored: bool, ends: bool, gone: bool) -> int | None:
    """Give where a stretch begins, or None; where it also ends the text, only there."""
    length = len(part)
    last = len(original) - length
    starts = range(at, at + 1) if anchored else range(at + gone, last + 1)
    if ends:
        starts = range(last, last + 1) if last in starts else range(0)
    return next((start for start in starts if original[start : start + length] == part), None)


def check_can_withdraw_version(person: Person, version: Version) -> None:
    """A reader, or whoever wrote it."""
    if not person.system:
        queue.check_reads(person)
        queue.check_is_not_close(person, [version.text])
    Version.TRANSITIONS.check("withdrawn", version.state)


def check_can_erase_text(person: Person, text: Text) -> None:
    """Whoever wrote it, who has no name here, or the site itself when its time is over."""
    if not person.system:
        raise Refusal(_("Only whoever wrote it can take it back. When its time is over the site erases it by itself."))
    Text.TRANSITIONS.check("erased", text.state)
