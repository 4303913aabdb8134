"""Plain words are measured: whoever is 11 can read what the site says to everybody, and what it refuses with."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.partnership.plain_words import WORD, reading_age, refusals, said_on, sentences, syllables

pytestmark = pytest.mark.once
OLDEST = 11  # what producers of health information aim for is 9 to 11
MOST_WORDS = 30
SAID_TO_EVERYBODY = (
    *(
        "home",
        "about",
        "about-privacy",
        "about-accessibility",
        "about-protecting",
        "about-who-sees-what",
        "about-processing",
    ),
    *("charter", "directory", "join", "verify", "working-together", "search", "report-page"),
    *("account_login", "account_signup", "tell-us-safely", "what-changed"),
)
WRITTEN_FOR_LAWYERS = {"about-words-of-others"}


def too_long(said):
    return [one for one in said if len(WORD.findall(one)) > MOST_WORDS]


@pytest.mark.django_db
@pytest.mark.parametrize("name", SAID_TO_EVERYBODY)
def test_page_can_be_read_by_whoever_is_11(client, name, settings, facts_build):
    settings.DATA = facts_build.parent.parent
    said = said_on(client.get(reverse(name)).text)
    assert said
    assert reading_age(said) <= OLDEST
    assert too_long(said) == []


def test_refusals_can_be_read_by_whoever_is_11(root):
    said = list(refusals(root / "partnership"))
    assert len(said) > 200
    assert reading_age(said) <= OLDEST
    assert too_long(said) == []


def test_hard_words_and_long_sentences_make_a_text_older():
    easy = sentences("We send a code to it. That is all you need.")
    hard = sentences("Organisational accountability necessitates comprehensive documentation of participation.")
    assert reading_age(easy) < 7
    assert reading_age(hard) > 18
    assert too_long(["word " * 31 + "."]) != []


def test_grade_is_the_published_formula():
    # 11 words, 2 sentences, 12 syllables: 0.39 * 11 / 2 + 11.8 * 12 / 11 - 15.59 = -0.57, and children of grade 0 are 5.
    assert round(reading_age(sentences("The cat sat on a mat. It was a fine table.")), 2) == 4.43


@pytest.mark.parametrize(
    ("word", "count"),
    [("place", 1), ("table", 2), ("people", 2), ("organisation", 5), ("asked", 1), ("wanted", 2), ("nobody\u2019s", 3)],
)
def test_syllables_are_counted(word, count):
    assert syllables(word) == count


def test_only_the_running_text_of_the_main_part_counts():
    html = "<nav>Not this.</nav><main><h1>Nor a title</h1><p>One. Two!</p><ul><li>a label</li></ul></main>"
    assert said_on(html) == ["One.", "Two!"]
