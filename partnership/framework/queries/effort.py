"""About how long one person needs to answer, worked out from the words that they read."""

from __future__ import annotations

from math import ceil

from partnership.core.pack import FrameworkEdition, in_language

WORDS_A_MINUTE = 150  # slower than most people read, because most do not read forms every day
SECONDS_TO_CHOOSE = 15


def words_to_read(edition: FrameworkEdition, seat: str) -> int:
    """Count the words that somebody in this seat reads: each question, and its levels."""
    wordings = (one.seats[seat] for one in edition.standards)
    return sum(len(in_language(text).split()) for one in wordings for text in (one.asks, *one.levels))


def minutes_to_answer(edition: FrameworkEdition, seat: str) -> int:
    """Give about how many minutes one person in this seat needs: reading, and a moment to choose each time."""
    choosing = len(edition.standards) * SECONDS_TO_CHOOSE / 60
    return ceil(words_to_read(edition, seat) / WORDS_A_MINUTE + choosing)
