"""When two names are perhaps the same. A likeness only asks somebody to look; it never decides."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

ALIKE_PEOPLE = 90  # of 100: "Jo Smyth" and "Jo Smith"; lower and every Jo is every Joe
ALIKE_BODIES = 88  # within one sector: "Calder Valley Homes" and "Calder Vally Homes"
MAILBOXES_OF_EVERYBODY = frozenset(
    {
        "gmail.com",
        "outlook.com",
        "hotmail.com",
        "hotmail.co.uk",
        "yahoo.com",
        "yahoo.co.uk",
        "icloud.com",
        "btinternet.com",
    }
    | {"nhs.net", "live.co.uk", "aol.com", "me.com", "sky.com", "protonmail.com", "example.org"}
)


def drawer(folded: str) -> str:
    """Give the drawer that a folded name lies in: its first letters in order, and its numbers.

    Only names of one drawer are compared, so that ten thousand of them are not a hundred million pairs; and Ward 3 is
    never nearly Ward 4.
    """
    words = folded.split()
    return "".join(sorted(word[0] for word in words if word[0].isalpha())) + _numbers(folded)


def _numbers(folded: str) -> str:
    return "".join(letter for letter in folded if letter.isdigit())


def nearest_body(folded: str, others: Iterable[str]) -> str:
    """Give the name most like this one among folded names of organisations, if it is like enough; else nothing."""
    comparable = [other for other in others if _numbers(other) == _numbers(folded)]
    same = process.extractOne(folded, comparable, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE_BODIES)
    return str(same[0]) if same else ""
