"""What is found: filtered by audience inside the query, then ranked and counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Q

from partnership.core.models import SearchEntry, SearchWord
from partnership.core.search.knowing import LAST, Catalogue, Hit, Known
from partnership.core.search.nearly import VOCABULARY, near
from partnership.core.search.putting import KINDS
from partnership.core.search.wording import Asked, asked

ON_A_PAGE, OF_EACH_KIND = 20, 5
SAME, BEGINS, NEARLY = 4, 2, 1  # times the weight of the word

Near = Mapping[str, frozenset[str]]


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


def find(
    text: str, audience: Sequence[str], kinds: Sequence[str] = (), page: int = 1, also: Iterable[Known] = ()
) -> Found:
    """Find what holds all of the words, among what this audience may see and what is known to everybody.

    Without kinds, the best few of every kind; with kinds, one page of those. Where nothing holds the words as they were
    typed, what holds words that look like them. At most four queries, however much there is.
    """
    question = asked(text)
    if not question.slots:
        return Found(text)
    content = also if isinstance(also, Catalogue) else Catalogue(also)
    among = Among(tuple(audience), tuple(kinds), page, content)
    groups = among.meet(question, {})
    alike: Near = {}
    if not groups and (alike := _alike(question, content)):
        groups = among.meet(question, alike)
    pages = _pages(groups, kinds)
    if page > pages:
        return find(text, audience, kinds, pages, also)
    return Found(text, groups, nearly=bool(groups and alike), page=page, pages=pages)


def _pages(groups: Sequence[Group], kinds: Sequence[str]) -> int:
    longest = max((group.count for group in groups), default=0)
    return max(1, -(-longest // ON_A_PAGE)) if kinds else 1


def _alike(question: Asked, content: Catalogue) -> Near:
    typed = [word for word in question.words if word in question.typed]
    found = {word: alike | near(word, content.texts) for word, alike in VOCABULARY.near(typed).items()}
    return {word: alike for word, alike in found.items() if alike}


@dataclass(frozen=True, slots=True)
class Among:
    """Where is looked: who asks, for which kinds, which page of them, and what everybody may know."""

    audience: tuple[str, ...]
    kinds: tuple[str, ...]
    page: int
    also: Catalogue

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
        (first, last), worth = self.places, Worth(question, alike)
        met: dict[str, list[tuple[int, str, int]]] = {}
        for (kind, title, pk), words in self._words(question, alike).items():
            if score := worth.score(words):
                met.setdefault(kind, []).append((-score, title, pk))
        shown = {kind: sorted(entries)[first - 1 : last] for kind, entries in met.items()}
        hits = _hits(pk for entries in shown.values() for _score, _title, pk in entries)
        return {
            kind: Group(kind, str(KINDS[kind]), len(met[kind]), tuple(hits[pk] for _score, _title, pk in entries))
            for kind, entries in shown.items()
        }

    def _words(self, question: Asked, alike: Near) -> dict[tuple[str, str, int], list[tuple[str, int]]]:
        """Give the words that are looked for, by the entry that holds them: none of an entry that is not for the asker.

        What an entry is worth is summed up here and not in the database: asking it that takes Django longer to write
        down than all the rest together. An entry for two of the asker's audiences brings its words twice, which counts
        once. The longest word stands in the fewest entries, mostly, so SQLite is asked for that one first.
        """
        rows = SearchWord.objects.filter(
            _condition(question.words, question, alike), entry__audiences__key__in=self.audience
        )
        rows = rows.filter(entry__kind__in=self.kinds) if self.kinds else rows
        slots = [{word for phrase in slot for word in phrase} for slot in question.slots]
        for words in sorted(slots, key=lambda words: -max(map(len, words))) if len(slots) > 1 else ():
            rows = rows.filter(entry__in=SearchWord.objects.filter(_condition(words, question, alike)).values("entry"))
        found: dict[tuple[str, str, int], list[tuple[str, int]]] = {}
        for kind, title, pk, text, weight in rows.values_list(
            "entry__kind", "entry__title", "entry_id", "text", "weight"
        ):
            found.setdefault((kind, title, pk), []).append((text, weight))
        return found

    def _known(self, question: Asked, alike: Near) -> dict[str, Group]:
        (first, last), worth = self.places, Worth(question, alike)
        held = self.also.holding(worth.texts(self.also))
        seen = [one for one in held if not self.kinds or one.kind in self.kinds]
        scored = [(score, one) for one in seen if (score := worth.score(one.words.items()))]
        scored.sort(key=lambda pair: (-pair[0], pair[1].hit.title))
        groups: dict[str, Group] = {}
        for kind in dict.fromkeys(one.kind for _score, one in scored):
            hits = [one.hit for _score, one in scored if one.kind == kind]
            groups[kind] = Group(kind, str(KINDS[kind]), len(hits), tuple(hits[first - 1 : last]))
        return groups


def _hits(pks: Iterable[int]) -> dict[int, Hit]:
    wanted = list(pks)
    rows = SearchEntry.objects.filter(pk__in=wanted).values_list("pk", "title", "about", "href") if wanted else ()
    return {pk: Hit(title, about, href) for pk, title, about, href in rows}


def _longer(word: str, question: Asked) -> bool:
    """Whether longer words that begin with this one are meant too: not of a letter or two, nor of a synonym."""
    return len(word) > 2 and word in question.typed


def _condition(words: Iterable[str], question: Asked, alike: Near) -> Q:
    """Condition for these words, those that begin with one of them, and those that look like one.

    Each word is asked for once: SQLite walks the index for every part of an "or", and a word begins with itself.
    """
    wanted = sorted(words)
    begin = [word for word in wanted if _longer(word, question)]
    same = {*wanted, *(text for word in wanted for text in alike.get(word, ()))}
    rest = sorted(text for text in same if not text.startswith(tuple(begin)))
    return reduce(or_, [*map(_begins, begin), *([Q(text__in=rest)] if rest else [])])


def _begins(word: str) -> Q:
    """Condition for words that begin so, in the form that each database can answer from its index."""
    if connection.vendor == "sqlite":
        return Q(text__gte=word, text__lt=word + LAST)
    return Q(text__startswith=word)


class Worth:
    """What the words of an entry are worth to one question; each text is weighed up once, however many entries hold it."""

    def __init__(self, question: Asked, alike: Near) -> None:
        self.question = question
        self._known: dict[str, list[tuple[str, int]]] = {}
        self._asked = [(word, _longer(word, question), alike.get(word, frozenset())) for word in question.words]

    def _of(self, text: str) -> list[tuple[str, int]]:
        """Give the words that were asked for which this text stands, and how well it does."""
        found = []
        for word, longer, alike in self._asked:
            if text == word:
                found.append((word, SAME))
            elif longer and text.startswith(word):
                found.append((word, BEGINS))
            elif text in alike:
                found.append((word, NEARLY))
        return found

    def texts(self, content: Catalogue) -> set[str]:
        """Give the texts that stand for any word that was asked for."""
        longer = {text for word, longer, _alike in self._asked if longer for text in content.beginning(word)}
        return longer.union(*({word, *alike} for word, _longer, alike in self._asked))

    def score(self, words: Iterable[tuple[str, int]]) -> int:
        """Give what something with these words is worth; nothing if it does not meet every slot of the question."""
        worth: dict[str, int] = {}
        for text, weight in words:
            if text not in self._known:
                self._known[text] = self._of(text)
            for word, times in self._known[text]:
                worth[word] = max(worth.get(word, 0), weight * times)
        met = all(any(all(word in worth for word in phrase) for phrase in slot) for slot in self.question.slots)
        return sum(worth.values()) if met else 0
