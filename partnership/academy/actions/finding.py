"""An event can be found by its title while it can be booked. Days of a course are not: whoever finds the course finds them."""

from __future__ import annotations

from django.urls import reverse

from partnership.academy.models import Session
from partnership.core import search


def _can_be_found(session: Session) -> None:
    """Write the entry anew, or take it away."""
    if session.course:
        return
    search.put(
        session,
        kind="session",
        title=session.title,
        about=session.about[:300],
        words=f"{session.about} {session.venue}",
        href=reverse("session", kwargs={"pk": session.pk}),
        audience=_audience(session),
    )


def _audience(session: Session) -> list[str]:
    if session.state != "announced":
        return []
    return [f"partner:{session.only_for_id}"] if session.only_for_id else ["anyone"]
