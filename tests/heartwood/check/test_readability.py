"""Reading age: what a child can read, what only a colleague can, and that an index of words knows its limits."""

from __future__ import annotations

import pytest

from heartwood.check.readability import OLDEST, reading_age


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("", 0.0),
        ("1 2 3.", 0.0),
        # five words in one sentence, five syllables: 0.39 * 5 + 11.8 * 1 - 15.59 + 5
        ("We all feel safe here.", 3.16),
        # "table" keeps the e that "safe" does not: eight syllables in six words, two sentences
        ("The table is here. They ask.", 0.39 * 3 + 11.8 * 7 / 6 - 10.59),
    ],
)
def test_reading_age_is_the_published_formula(text, age):
    assert reading_age(text) == pytest.approx(age)


def test_longer_words_and_longer_sentences_need_somebody_older():
    plain = "They ask us. Then they change it."
    assert reading_age(plain) < reading_age("They ask us and then they change it") < OLDEST
    assert reading_age("Engagement mechanisms facilitate organisational transformation.") > OLDEST


def test_word_without_a_vowel_is_one_syllable():
    assert reading_age("Hm.") == pytest.approx(0.39 + 11.8 - 10.59)
