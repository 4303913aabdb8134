"""What in somebody's words may show who they are: found by plain rules, so that they can look again before they send.

It misses things, and finds things that show nobody. It changes nothing, keeps nothing, and tells nobody but them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST = 12  # to look at; who has more of them sees the first
_MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",  # an e-mail address
        r"(?<!\w)@\w{2,}",  # a name on a social network
        r"(?:https?://|www\.)\S+",
        r"(?<!\d)\+?\d(?:[ ().-]{0,2}\d){8,14}(?!\d)",  # a telephone, an NHS number
        r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",  # a postcode
        rf"\b{_DAY} (?:of )?(?:{_MONTHS})\b(?: \d{{2,4}})?",
        rf"\b(?:{_MONTHS}) {_DAY}\b(?:,? \d{{4}})?",
        r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b",
        r"\b\d{4}-\d\d-\d\d\b",
    )
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Doctor|Nurse|Sister|PC|Sergeant|Sgt|Judge|Professor|Prof)\.? [A-Z][\w'-]+"
)
_CALLED = re.compile(r"\b(?:[Mm]y name is|I am called|I'm called|named|called) ([A-Z][\w'-]+(?: [A-Z][\w'-]+)*)")
_CAPITAL = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}(?: [A-Z][a-z'-]+)*")  # in the middle of a sentence
_PAIR = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z'-]+)+")
_BEGINS = frozenset(
    re.findall(
        r"\w+", "A After An And At But For He Her His I If In It My No Nobody On One Our She So The Then They We When"
    )
)
_NOBODY = frozenset(
    re.findall(
        r"\w+",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
        "September October November December Christmas Easter Ramadan Eid Diwali English Polish Urdu Punjabi British "
        "Muslim Christian Hindu Sikh Jewish Roma Traveller God Covid Zoom Google Facebook Internet Council Police Hospital "
        "Ward School Childline Samaritans",
    )
)


def may_show_who(texts: Iterable[str]) -> tuple[str, ...]:
    """Give the places in these texts at which somebody could be known again, each once, in the order of the texts.

    >>> may_show_who(["Karen Hill rang me on 07700 900 123.", "I told Nurse Ash and my friend Ali on 3 May."])
    ('07700 900 123', 'Karen Hill', '3 May', 'Nurse Ash', 'Ali')
    >>> may_show_who(["Nobody in A&E asked. I waited until Monday."])
    ()
    """
    found = [one for text in texts for one in _found_in(text)]
    return tuple(dict.fromkeys(found))[:MOST]


def _found_in(text: str) -> list[str]:
    found = [match.group().strip() for pattern in _PATTERNS for match in pattern.finditer(text)]
    found += [match.group() for match in _TITLED.finditer(text)]
    found += [match.group(1) for match in _CALLED.finditer(text)]
    pairs = [one.partition(" ")[2] if one.split()[0] in _BEGINS else one for one in _PAIR.findall(text)]
    capitals = pairs + _CAPITAL.findall(text)
    names = [one for one in capitals if not set(one.split()) <= _NOBODY]
    for one in names:
        if not any(one in other for other in found):
            found.append(one)
    return found
