"""What the page of announcements shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.refusals import allowed
from partnership.network.models import Announcement
from partnership.network.queries.workstreams import place_name
from partnership.network.rules import announcements as rules
from partnership.partners.models import reach


@dataclass(frozen=True, slots=True)
class Told:
    """One announcement."""

    pk: int
    title: str
    text: str
    by: str
    at: datetime
    state: str  # draft published withdrawn
    sectors: tuple[str, ...]
    places: tuple[str, ...]
    revision: int
    may_edit: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class Announcements:
    """What somebody may read, and what they are writing."""

    published: tuple[Told, ...]
    drafts: tuple[Told, ...]
    withdrawn: tuple[Told, ...]
    may_write: bool
    has_more: bool


def told(one: Announcement, person: Person) -> Told:
    """Give one announcement as its reader sees it; its audience must be prefetched."""
    content = pack.current()
    rows = list(one.audience.all())
    state = "withdrawn" if one.withdrawn_at else "published" if one.published_at else "draft"
    mine = one.written_by_id == person.pk or reach(person).runs_programme
    return Told(
        pk=one.pk,
        title=one.title,
        text=one.text,
        by=str(one.written_by),
        at=one.published_at or one.written_at,
        state=state,
        sectors=tuple(pack.in_language(content.sectors.get(row.key)) for row in rows if row.kind == "sector"),
        places=tuple(place_name(row.key) for row in rows if row.kind == "place"),
        revision=one.revision,
        may_edit=mine and state == "draft",
        may_withdraw=mine and state == "published",
    )


SHOWN = 50


def announcements(person: Person) -> Announcements:
    """Give what was announced, newest first."""
    rows = Announcement.objects.visible_to(person).select_related("written_by").prefetch_related("audience")
    found = [told(one, person) for one in rows[: SHOWN + 1]]
    by_state = {
        state: tuple(one for one in found[:SHOWN] if one.state == state)
        for state in ("published", "draft", "withdrawn")
    }
    may_write = allowed(rules.check_can_write_announcement, person, (), tuple(reach(person).places))
    return Announcements(by_state["published"], by_state["draft"], by_state["withdrawn"], may_write, len(found) > SHOWN)
