"""Many people at the same moment, each with a thread and a connection of their own, as with a real server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections
from django.db.models import Model

from partnership.core.refusals import Refusal

FIFTY = 50
ON_POSTGRESQL = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="SQLite lets one writer in at a time, so nothing can meet: this is tried on PostgreSQL",
    ),
]


def at_once(deed: Callable[..., Any], things: Sequence[Any]) -> list[Any]:
    """Do the deed with each of the things, all from the same moment; give what came of it, be it a refusal.

    Each reads its own rows first, as every request does. What is no refusal (a deadlock, a broken constraint) is raised.
    """
    gate = Barrier(len(things))

    def one(thing: Any) -> Any:
        try:
            rows = [_as_a_request_reads_it(part) for part in (thing if isinstance(thing, tuple) else (thing,))]
            gate.wait(timeout=60)
            return deed(*rows)
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(things)) as threads:
        return list(threads.map(one, things))


def _as_a_request_reads_it(thing: Any) -> Any:
    return type(thing)._base_manager.get(pk=thing.pk) if isinstance(thing, Model) else thing


def kinds(answers: Iterable[Any]) -> Counter[str]:
    """Count what came of it, by its kind."""
    return Counter(type(answer).__name__ for answer in answers)
