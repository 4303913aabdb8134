"""Sentences that a page may show, marked where they are written so that translators find them."""

from __future__ import annotations


def sentence(english: str) -> str:
    """Give the sentence back unchanged. Babel extracts every call of this name; `translate` finds it again.

    The library keeps English in its results. Whoever shows a result calls ``translate(result.why)``.
    """
    return english
