"""Whether what is asked of whoever tells us something fits the rest, and says the same in each language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from heartwood.check.faults import Fault, unknown
from heartwood.pack import Pack, TellingWords, lacking
from heartwood.pack.files import LISTENING, TELLING

_BLANK = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A language that does not say everything yet, so it cannot open."""

    language: str
    name: str
    keys: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name} ({self.language}) cannot open: it does not say {', '.join(self.keys)}."


def unsaid(pack: Pack) -> tuple[Unsaid, ...]:
    """Name the languages that do not say everything yet, and what each lacks."""
    if pack.listening is None:
        return ()
    found = ((one, lacking(pack.listening, pack.telling, one.language)) for one in pack.telling.values())
    return tuple(Unsaid(one.language, one.name, keys) for one, keys in found if keys)


def barrier_faults(pack: Pack) -> Iterator[Fault]:
    """Say which standards a barrier is said to be about that are not in the edition that is offered."""
    if pack.listening is None or pack.framework is None:
        return
    known = {one.key: one for one in pack.framework.standards}
    for place, barrier in enumerate(pack.listening.barriers.values()):
        steps = ("barriers", place, "standards")
        yield from unknown(LISTENING, steps, "a standard of the offered edition", barrier.standards, known)


def telling_faults(pack: Pack) -> Iterator[Fault]:
    """Say where a language was marked as checked too early, or leaves out or invents what is filled in."""
    missing = {one.language: one for one in unsaid(pack)}
    for words in pack.telling.values():
        file = f"{TELLING}/{words.language}.yaml"
        if words.is_checked and words.language in missing:
            found = f"this language is marked as checked and does not say {missing[words.language].keys[0]}"
            yield Fault(file, ("checked",), found, "every key of en.yaml and every name of listening.yaml")
        if "en" in pack.telling:
            yield from _blank_faults(file, words, pack.telling["en"])


def _blank_faults(file: str, words: TellingWords, english: TellingWords) -> Iterator[Fault]:
    """A number or a name that is filled in must be filled in everywhere: the promise of a day, the name of a place."""
    for key, text in words.said.items():
        ours, wanted = blanks(text), blanks(english.said.get(key, text))
        if ours != wanted:
            found = f'"{key}" fills in {", ".join(sorted(ours)) or "nothing"}'
            yield Fault(file, ("said", key), found, ", ".join(sorted(wanted)) or "nothing to fill in")


def blanks(text: str) -> frozenset[str]:
    """Give the names of what is filled into a text.

    >>> sorted(blanks("Read within {days} days by %(who)s"))
    ['days', 'who']
    """
    return frozenset(one or other for one, other in _BLANK.findall(text))
