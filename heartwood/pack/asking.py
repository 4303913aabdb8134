"""What people are asked before training, after it, and three months later: from plain content to questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from heartwood.pack.making import Content, day, maybe_words, texts, words
from heartwood.pack.shapes import Words


class Wave(StrEnum):
    """When people are asked."""

    BEFORE = "before"
    AFTER = "after"
    LATER = "later"


class Sort(StrEnum):
    """What an instrument is about; it decides when it is asked."""

    KNOWLEDGE = "knowledge"
    CONFIDENCE = "confidence"
    REACTION = "reaction"
    TRANSFER = "transfer"
    BARRIERS = "barriers"


ASKED_AT: Mapping[Sort, tuple[Wave, ...]] = {
    Sort.KNOWLEDGE: (Wave.BEFORE, Wave.AFTER),
    Sort.CONFIDENCE: (Wave.BEFORE, Wave.AFTER),
    Sort.REACTION: (Wave.AFTER,),
    Sort.TRANSFER: (Wave.LATER,),
    Sort.BARRIERS: (Wave.LATER,),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One line to choose. `counts` where it is among those whose share is told: the right one, sure, did it."""

    key: str
    text: Words
    counts: bool
    standards: tuple[str, ...]  # of something that gets in the way: the standards that it is about


@dataclass(frozen=True, slots=True)
class AskedItem:
    """One question with its lines, in order."""

    key: str
    ask: Words
    choices: tuple[Choice, ...]
    several: bool  # whether more than one line can be chosen
    told: Words | None  # what the lines that count have in common, as results say it

    @property
    def counting(self) -> tuple[str, ...]:
        """The lines whose share is told."""
        return tuple(one.key for one in self.choices if one.counts)

    def place(self, choice: str) -> int:
        """Say at which place a line stands."""
        return [one.key for one in self.choices].index(choice)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A few questions of one sort."""

    key: str
    sort: Sort
    title: Words
    items: tuple[AskedItem, ...]
    own_words: Words | None  # the question for words of their own, which a reader reads first

    @property
    def waves(self) -> tuple[Wave, ...]:
        """When it is asked."""
        return ASKED_AT[self.sort]


@dataclass(frozen=True, slots=True)
class CodeQuestion:
    """One small question whose answer somebody gives the same way each time."""

    key: str
    ask: Words
    letters: int
    digits: bool


@dataclass(frozen=True, slots=True)
class Bank:
    """Every question, in one version. Answers to another version are never added to those of this one."""

    version: str
    since: date
    source: Words
    licence: str
    before_days: int
    open_days: int
    room: int
    code: tuple[CodeQuestion, ...]
    instruments: Mapping[str, Instrument]
    default: tuple[str, ...]

    def of(self, keys: tuple[str, ...], wave: str) -> tuple[Instrument, ...]:
        """Give the instruments of these that are asked at one time, in the order of the file."""
        return tuple(one for one in self.instruments.values() if one.key in keys and wave in one.waves)

    def items(self, keys: tuple[str, ...], wave: str = "") -> Iterator[tuple[Instrument, AskedItem]]:
        """Give each question of these instruments, or of those asked at one time."""
        for one in self.instruments.values():
            if one.key in keys and (not wave or wave in one.waves):
                yield from ((one, item) for item in one.items)


def make_bank(content: Content) -> Bank:
    """Make the questions of one version."""
    return Bank(
        version=content["version"],
        since=day(content["since"]),
        source=words(content["source"]),
        licence=content["licence"],
        before_days=content["before_days"],
        open_days=content["open_days"],
        room=content["room"],
        code=tuple(_code_question(one) for one in content["code"]),
        instruments={one["key"]: _instrument(one) for one in content["instruments"]},
        default=tuple(content["default"]),
    )


def _code_question(content: Content) -> CodeQuestion:
    return CodeQuestion(content["key"], words(content["ask"]), content["letters"], content["digits"])


def _instrument(content: Content) -> Instrument:
    items = tuple(map(_item, content["items"]))
    own = maybe_words(content.get("own_words"))
    return Instrument(content["key"], Sort(content["sort"]), words(content["title"]), items, own)


def _item(content: Content) -> AskedItem:
    choices = tuple(map(_choice, content["choices"]))
    told = maybe_words(content.get("told"))
    return AskedItem(
        content["key"], **texts(content, "ask"), choices=choices, several=content.get("several", False), told=told
    )


def _choice(content: Content) -> Choice:
    standards = tuple(content.get("standards", ()))
    return Choice(content["key"], words(content["text"]), content.get("counts", False), standards)
