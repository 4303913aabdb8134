"""Tell the partnership's people something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import events, revisions
from partnership.network.models import Announcement, AnnouncementFor
from partnership.network.rules import announcements as rules


@transaction.atomic
def write_announcement(
    title: str, text: str, *, by: Person, sectors: Sequence[str] = (), places: Sequence[str] = ()
) -> Announcement:
    """Write it; nobody else sees it before it is published."""
    rules.check_can_write_announcement(by, sectors, places)
    announcement = Announcement.objects.create(title=title, text=text, written_by=by)
    _address(announcement, sectors, places)
    events.record(by=by, verb="announcement.written", thing=announcement)
    return announcement


def _address(announcement: Announcement, sectors: Sequence[str], places: Sequence[str]) -> None:
    announcement.audience.all().delete()
    keys = [*(("sector", one) for one in sectors), *(("place", one) for one in places)]
    AnnouncementFor.objects.bulk_create(
        AnnouncementFor(announcement=announcement, kind=kind, key=key) for kind, key in keys
    )


@transaction.atomic
def edit_announcement(
    announcement: Announcement,
    details: Mapping[str, object],
    *,
    by: Person,
    seen: int,
    sectors: Sequence[str] = (),
    places: Sequence[str] = (),
) -> Announcement:
    """Change a draft, unless somebody else just did."""
    rules.check_can_edit_announcement(by, announcement)
    rules.check_can_write_announcement(by, sectors, places)
    revisions.keep(announcement, details, seen=seen)
    _address(announcement, sectors, places)
    events.record(by=by, verb="announcement.edited", thing=announcement)
    return announcement


@transaction.atomic
def publish_announcement(announcement: Announcement, *, by: Person) -> Announcement:
    """Show it to those whom it is for."""
    rules.check_can_publish_announcement(by, announcement)
    revisions.keep(announcement, {"published_at": timezone.now(), "published_by": by}, seen=announcement.revision)
    events.record(by=by, verb="announcement.published", thing=announcement)
    return announcement


@transaction.atomic
def withdraw_announcement(announcement: Announcement, *, by: Person) -> Announcement:
    """Take it back; the programme team still sees what was said."""
    rules.check_can_withdraw_announcement(by, announcement)
    revisions.keep(announcement, {"withdrawn_at": timezone.now(), "withdrawn_by": by}, seen=announcement.revision)
    events.record(by=by, verb="announcement.withdrawn", thing=announcement)
    return announcement
