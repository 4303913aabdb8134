"""What is found: filtered by audience inside the query, counted and ranked there too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add, and_, or_
from typing import Any

from django.db import connection
from django.db.models import Case, Count, F, IntegerField, Max, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from partnership.core.models import SearchEntry
from partnership.core.search.nearly import VOCABULARY, near
from partnership.core.search.putting import KINDS
from partnership.core.search.wording import Asked, asked, weighed

ON_A_PAGE, OF_EACH_KIND = 20, 5
SAME, BEGINS, NEARLY = 4, 2, 1  # times the weight of the word
LAST = "\U0010ffff"

Near = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found."""

    title: str
    about: str
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: how many that the asker may see, and some of them."""

    kind: str
    name: str
    count: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a question."""

    text: str
    groups: tuple[Group, ...] = ()
    nearly: bool = False  # nothing had these words; these have words that look like them
    page: int = 1
    pages: int = 1

    @property
    def count(self) -> int:
        """How many things were found, all kinds together."""
        return sum(group.count for group in self.groups)


@dataclass(frozen=True, slots=True)
class Known:
    """Something public that stands in no table, such as a measure of the pack, ready to be found."""

    kind: str
    hit: Hit
    words: Mapping[str, int]


def known(*, kind: str, title: str, href: str, about: str = "", words: str = "") -> Known:
    """Make something public ready to be found."""
    return Known(kind, Hit(title, about, href), weighed(title, words, about))


def find(
    text: str, audience: Sequence[str], kinds: Sequence[str] = (), page: int = 1, also: Sequence[Known] = ()
) -> Found:
    """Find what holds all of the words, among what this audience may see and what is known to everybody.

    Without kinds, the best few of every kind; with kinds, one page of those. Where nothing holds the words as they were
    typed, what holds words that look like them. At most four queries, however much there is.
    """
    question = asked(text)
    if not question.slots:
        return Found(text)
    among = Among(tuple(audience), tuple(kinds), page, tuple(one for one in also if not kinds or one.kind in kinds))
    groups = among.meet(question, {})
    if groups or not (alike := _alike(question, also)):
        return Found(text, groups, page=page, pages=_pages(groups, kinds))
    groups = among.meet(question, alike)
    return Found(text, groups, nearly=bool(groups), page=page, pages=_pages(groups, kinds))


def _pages(groups: Sequence[Group], kinds: Sequence[str]) -> int:
    longest = max((group.count for group in groups), default=0)
    return max(1, -(-longest // ON_A_PAGE)) if kinds else 1


def _alike(question: Asked, also: Sequence[Known]) -> Near:
    words = {*VOCABULARY.words(), *(word for one in also for word in one.words)}
    found = {word: near(word, words) for word in question.words if word in question.typed}
    return {word: alike for word, alike in found.items() if alike}


@dataclass(frozen=True, slots=True)
class Among:
    """Where is looked: who asks, for which kinds, which page of them, and what everybody may know."""

    audience: tuple[str, ...]
    kinds: tuple[str, ...]
    page: int
    also: tuple[Known, ...]

    @property
    def places(self) -> tuple[int, int]:
        """The first and the last place within a kind that is shown."""
        if not self.kinds:
            return 1, OF_EACH_KIND
        return (self.page - 1) * ON_A_PAGE + 1, self.page * ON_A_PAGE

    def meet(self, question: Asked, alike: Near) -> tuple[Group, ...]:
        """Give what meets the question, by kind; what stands in tables and what does not are of different kinds."""
        by_kind = self._in_tables(question, alike) | self._known(question, alike)
        return tuple(by_kind[kind] for kind in KINDS if kind in by_kind)

    def _in_tables(self, question: Asked, alike: Near) -> dict[str, Group]:
        first, last = self.places
        rows = _ranked(_scored(SearchEntry.objects.found_by(self.audience), question, alike), self.kinds)
        groups: dict[str, Group] = {}
        for kind, title, about, href, count in rows.filter(place__gte=first, place__lte=last).values_list(
            "kind", "title", "about", "href", "of_kind"
        ):
            group = groups.get(kind) or Group(kind, str(KINDS[kind]), count, ())
            groups[kind] = replace(group, hits=(*group.hits, Hit(title, about, href)))
        return groups

    def _known(self, question: Asked, alike: Near) -> dict[str, Group]:
        first, last = self.places
        scored = [(score, one) for one in self.also if (score := _score(one.words, question, alike))]
        scored.sort(key=lambda pair: (-pair[0], pair[1].hit.title))
        groups: dict[str, Group] = {}
        for kind in dict.fromkeys(one.kind for _score, one in scored):
            hits = [one.hit for _score, one in scored if one.kind == kind]
            groups[kind] = Group(kind, str(KINDS[kind]), len(hits), tuple(hits[first - 1 : last]))
        return groups


def _begins(word: str) -> Q:
    """Condition for words that begin so, in the form that each database can answer from its index."""
    if connection.vendor == "sqlite":
        return Q(words__text__gte=word, words__text__lt=word + LAST)
    return Q(words__text__startswith=word)


def _longer(word: str, question: Asked) -> bool:
    """Whether longer words that begin with this one are meant too: not of a single letter, nor of a synonym."""
    return len(word) > 1 and word in question.typed


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


def _word(word: str, question: Asked, alike: Near) -> tuple[Q, Case]:
    """Give the condition for one word, and what an entry's word that meets it is worth."""
    ways = [(Q(words__text=word), SAME)]
    ways += [(_begins(word), BEGINS)] if _longer(word, question) else []
    ways += [(Q(words__text__in=sorted(alike[word])), NEARLY)] if word in alike else []
    worth = [When(way, then=F("words__weight") * times) for way, times in ways]
    return _any(way for way, _times in ways), Case(*worth, default=Value(0), output_field=IntegerField())


def _scored(entries: QuerySet[SearchEntry], question: Asked, alike: Near) -> QuerySet[SearchEntry]:
    """Keep the entries that meet every slot, with the sum of what their words are worth."""
    made = [_word(word, question, alike) for word in question.words]
    names = {word: f"worth_{number}" for number, word in enumerate(question.words)}
    entries = entries.filter(_any(condition for condition, _worth in made))
    entries = entries.annotate(**{names[word]: Max(worth) for word, (_, worth) in zip(names, made, strict=True)})
    met = [_any(_all(Q(**{f"{names[word]}__gt": 0}) for word in phrase) for phrase in slot) for slot in question.slots]
    total: Any = reduce(add, map(F, names.values()))
    return entries.filter(_all(met)).annotate(score=total)


def _all(conditions: Iterable[Q]) -> Q:
    return reduce(and_, conditions)


def _ranked(entries: QuerySet[SearchEntry], kinds: Sequence[str]) -> QuerySet[Any]:
    """Give each its place within its kind, and how many there are of that kind."""
    entries = entries.filter(kind__in=kinds) if kinds else entries
    order = (F("score").desc(), F("title").asc(), F("pk").asc())
    place = Window(RowNumber(), partition_by=[F("kind")], order_by=order)
    of_kind = Window(Count("pk"), partition_by=[F("kind")])
    return entries.annotate(place=place, of_kind=of_kind).order_by("kind", "place")


def _score(words: Mapping[str, int], question: Asked, alike: Near) -> int:
    """Give what something is worth to the question, as the query does; nothing if it does not meet it."""
    worth = {word: _best(words, word, question, alike) for word in question.words}
    met = all(any(all(worth[word] for word in phrase) for phrase in slot) for slot in question.slots)
    return sum(worth.values()) if met else 0


def _best(words: Mapping[str, int], word: str, question: Asked, alike: Near) -> int:
    close, longer = alike.get(word, frozenset()), _longer(word, question)
    same = [words[word] * SAME] if word in words else []
    begins = [weight * BEGINS for text, weight in words.items() if longer and text.startswith(word)]
    return max(same + begins + [words[text] * NEARLY for text in close if text in words], default=0)
