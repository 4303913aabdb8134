"""Who reads when, in which languages, and on which days nobody does."""

from __future__ import annotations

from datetime import date

from partnership.reading.rules.rota import on_duty


def somebody_reads(day: date | None = None, language: str | None = None) -> bool:
    """Whether a trained reader is on the rota on a day (today), for a language or for any."""
    return any(language is None or language in shift.languages for shift in on_duty(day))
