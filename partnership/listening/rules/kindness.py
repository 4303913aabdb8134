"""A look at an answer before it goes: questions to whoever wrote it, never a verdict. One thing alone is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnership.listening.models import ReplyKind


@dataclass(frozen=True, slots=True)
class KindQuestion:
    """One thing to think about before an answer goes: which, what was found, and the question."""

    key: str
    found: str
    asks: str


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{one})\b" for one in patterns), re.IGNORECASE)


_WHO = (
    *(r"who (?:are you|you are)", r"your (?:full |first |last |sur)?name", r"your (?:date of birth|dob|birthday|age)"),
    *(r"your (?:nhs|patient|reference|case|ni|national insurance) number", r"your (?:address|postcode)"),
    *(r"your (?:e-?mail|(?:tele)?phone|mobile|contact)(?: address| number| details)?", r"identify yourself"),
    *(
        r"(?:what|which|on what) (?:day|date|time) (?:was|did|were)",
        r"which (?:ward|bed|class|cell|worker|nurse|doctor)",
    ),
    r"so that we can (?:identify|find|trace) you",
)
ASKS_WHO = _any(*_WHO)
_ASKED: dict[str, tuple[re.Pattern[str], str | Promise]] = {
    "blame": (
        _any(
            *(r"you (?:should|could|ought to) have", r"you (?:failed|refused|declined|neglected)", r"your fault"),
            *(
                r"if you had",
                r"you did(?: not|n't) (?:tell|say|ask|attend|engage|come|let)",
                r"(?:did not|non)[- ]engage",
            ),
            *(r"non-?complian(?:t|ce)", r"hard to reach", r"your behaviou?r"),
        ),
        _("Could it sound as if it were their fault?"),
    ),
    "defence": (
        _any(
            *(r"sorry (?:if|that you feel|you feel)", r"at no (?:point|time)", r"(?:policy|procedures?|protocol)"),
            *(r"in line with", r"correctly followed", r"we (?:strive|always|take .{0,30} seriously)", r"robust"),
            *(r"not aware of any", r"unfortunately", r"as you will appreciate"),
        ),
        _("Does it defend you before it answers them? What would it be like to read this, having been hurt?"),
    ),
    "name": (
        re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sister|Nurse|PC|Sgt|Sergeant|Inspector|Professor)\.? [A-Z][a-z]+"),
        _("Does it name a person? Say their job instead."),
    ),
    "reach": (
        re.compile(
            r"\b(?:ring|call|phone|email|e-mail|contact|write to|visit) (?:us|me|our)\b|\b0\d{9,10}\b|\S+@\S+",
            re.IGNORECASE,
        ),
        _("Does it ask them to come forward? They may never want to. Say what you will do without that."),
    ),
}
_SORRY = _any("sorry", r"apologi[sz]e", "apology", "wrong of us", "our mistake")


def asks_who_they_are(words: str) -> str:
    """Give what asks somebody who told something without a name for who they are; empty where nothing does."""
    found = ASKS_WHO.search(words)
    return found.group() if found else ""


def kind_questions(kind: str, words: str) -> tuple[KindQuestion, ...]:
    """Give what to think about before these words go. Whoever wrote them may send them as they are."""
    asked = []
    for key, (pattern, question) in _ASKED.items():
        found = pattern.search(words)
        if found:
            asked.append(KindQuestion(key, found.group(), str(question)))
    if kind == ReplyKind.SORRY and not _SORRY.search(words):
        asked.append(KindQuestion("no-sorry", "", str(_("You called it an apology. Does it say sorry?"))))
    return tuple(asked)
