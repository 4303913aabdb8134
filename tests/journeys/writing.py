"""Words of their own, in a browser: passed, sent to a reader, and taken back with the code."""

from __future__ import annotations

from typing import Any


def writes(one: Any, words: str) -> None:
    """Send words to a reader, or go on without."""
    if not words:
        one.when_they_follow("Go on without words")
        return
    one.when_they_type("Your words", words)
    one.when_they_press("Send it to a reader")
    one.then_they_read("You sent words to a reader.")


def takes_words_back(one: Any, link: str, code: str) -> None:
    """Look what became of the words, and take them back."""
    one.given_the_page(link)
    one.when_they_follow("My own words")
    one.when_they_type("Your code", code)
    one.when_they_press("See what became of them")
    one.then_they_read("Your words wait for a reader.")
    one.when_they_press("Take my words back")
    one.then_the_page_is_about("Your words are taken back")
