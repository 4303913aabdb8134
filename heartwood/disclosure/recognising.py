"""What in somebody's own words could show who they are, although no name is asked for.

It finds signs, not people: a capital letter inside a sentence, an age, a date, a number, a word for a relation, and a
service, season and place that few others told of. It misses much (a scar, a job, a story that a whole street knows) and
points at much that is harmless. A person decides; this only asks them to look. No figure leaves this module.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

NAMES, AGES, DATES, NUMBERS, RELATIONS, PLACES, FEW = "names", "ages", "dates", "numbers", "relations", "places", "few"

SENTENCES: Mapping[str, str] = {
    NAMES: "This may be a name: %(found)s.",
    AGES: "This may say how old somebody is: %(found)s.",
    DATES: "This says when it was: %(found)s.",
    NUMBERS: "A number can be looked up: %(found)s.",
    RELATIONS: "This says who belongs to whom: %(found)s.",
    PLACES: "This names a place: %(found)s.",
    FEW: "Few others told of the same kind of service, time and place, so people there may know who it is.",
}

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
# Written with a capital by everybody: they name nobody.
_NOT_A_NAME = {"I", "OK", "TV", "GP", "NHS", "A&E", "CAMHS", "PTSD", "ADHD", "English", "Christmas", "Easter", "Eid"}
_NOT_A_NAME |= {"Ramadan", "Diwali", "God", *_MONTHS, *_DAYS}
# Words with which sentences often begin. Another one that begins with a capital there is asked about: better once too often.
_ORDINARY = (
    "a about after again all also although always am an and another any anyone anything are as ask at away back bad be "
    "because before being both but by can come could day did do does don't each even every everybody everyone "
    "everything few finally first for four from get give go good had has have he help her here hers him his how however "
    "i if in into is isn't it its it's just last later let like listen long look make many maybe me more most much my "
    "need neither never next no nobody none nor not nothing now of off often on once one only or other our out over "
    "people perhaps please put read same say see send several she should simply since so some somebody someone "
    "something sometimes somewhere soon staff still stop suddenly talk tell thank thanks that that's the their them then "
    "there there's these they they're thing things this those three time to today together tomorrow too treat try two "
    "under until up us use very wait was wasn't we well were what whatever when where which while who whoever why will "
    "with without work would write yes yesterday yet you your doctor doctors nurse nurses teacher teachers police"
)
_BEGIN = frozenset(_ORDINARY.split())
_RELATIONS = (
    "mum mother mam dad father parent son daughter child children baby twin twins sister brother husband wife partner "
    "boyfriend girlfriend ex nan nana gran grandma grandad grandmother grandfather aunt auntie uncle niece nephew cousin "
    "stepdad stepmum carer"
)
_RELATION = re.compile(rf"\b(?:my|our|her|his|their)\s+(?:\w+\s+)?(?:{_RELATIONS.replace(' ', '|')})\b", re.IGNORECASE)
_AGE = re.compile(
    r"\b(?:aged?\s+\d{1,3}|\d{1,3}[- ](?:years?|months?|weeks?)[- ]old"
    r"|(?:i'm|i\u2019m|(?<!\bit )(?<!\bthere )(?<!\bthat )(?:is|am|was|turned))\s+\d{1,2}"
    r"(?!\d|[:.]\d|\s*(?:am|pm|years|weeks|months|hours|minutes|days|times|stone|miles)\b))",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:of\s+)?(?:{'|'.join(_MONTHS)})\b"
    rf"(?:\s+\d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,?\s+\d{{4}})?|(?:19|20)\d{{2}}\b)"
)
_LONG_NUMBER = re.compile(
    r"(?<![\w/.-])\+?\d(?:[\d \-]{3,}\d)(?![\w/.-])|\b[A-Z]{1,2}\d[\dA-Z]?\s*\d[A-Z]{2}\b|\S+@\S+\.\S+"
)
_CAPITAL = re.compile(r"[A-Z][\w'\u2019&-]*")
_STARTS = re.compile(r"(?:^|[.!?:\u2026]['\"\u2019\u201d)]*\s+|\n\s*|[\u201c\"(]\s*)$")


@dataclass(frozen=True, slots=True)
class Risk:
    """One kind of sign, and the words in which it was found, as they stand there."""

    key: str
    found: tuple[str, ...] = ()


def recognisable(
    words: str, *, alike: int | None = None, enough: int = 10, places: Iterable[str] = ()
) -> tuple[Risk, ...]:
    """Look for what could show who wrote something.

    Parameters
    ----------
    words
        What is to be shown to others.
    alike
        How many told of the same kind of service, season and place, this one included. None: nobody knows.
    enough
        From how many on nobody stands out.
    places
        Names of places that are looked for as they are written.

    Returns
    -------
    tuple[Risk, ...]
        One for each kind of sign that was found, in a settled order.

    Examples
    --------
    >>> [(one.key, one.found) for one in recognisable("I told Dr Okafor that my sister is 14 years old.")]
    [('names', ('Dr', 'Okafor')), ('ages', ('14 years old',)), ('relations', ('my sister',))]
    >>> recognisable("They asked me five times. I left.", alike=12)
    ()
    >>> [one.key for one in recognisable("They asked me five times.", alike=3)]
    ['few']
    """
    dates, places = _found(_DATE, words), _places(words, places)
    known = {word for text in places for word in text.split()}
    found = {
        NAMES: tuple(name for name in _capitals(words) if name not in known),
        AGES: _found(_AGE, words),
        DATES: dates,
        NUMBERS: tuple(one for one in _found(_LONG_NUMBER, words) if one not in dates),
        RELATIONS: _found(_RELATION, words),
        PLACES: places,
    }
    few = (Risk(FEW),) if alike is not None and alike < enough else ()
    return (*(Risk(key, spans) for key, spans in found.items() if spans), *few)


def say_risk(risk: Risk, translated: Callable[[str], str] = str) -> str:
    """Say a risk in a sentence.

    >>> say_risk(Risk("names", ("Okafor",)))
    'This may be a name: Okafor.'
    """
    return translated(SENTENCES[risk.key]) % {"found": ", ".join(risk.found)}


def _found(pattern: re.Pattern[str], words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.group().strip() for match in pattern.finditer(words)))


def _places(words: str, places: Iterable[str]) -> tuple[str, ...]:
    return tuple(one for one in places if re.search(rf"\b{re.escape(one)}\b", words, re.IGNORECASE))


def _capitals(words: str) -> tuple[str, ...]:
    """Give words with a capital, unless they begin a sentence as ordinary words do."""
    found = (match.group() for match in _CAPITAL.finditer(words) if _stands_out(match, words))
    return tuple(dict.fromkeys(one for one in found if re.split(r"['\u2019]", one)[0] not in _NOT_A_NAME))


def _stands_out(match: re.Match[str], words: str) -> bool:
    if not _STARTS.search(words[: match.start()]):
        return True
    small = match.group().lower().replace("\u2019", "'")
    ordinary = small in _BEGIN or small in _RELATIONS.split() or small.endswith(("ing", "ly", "n't"))
    return not ordinary and not re.search(rf"\b{re.escape(small)}\b", words)
