"""What people do in core."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from partnership.core import events, letters, rules
from partnership.core.models import Notice, NoticeChoice, PageReport, SavedFilter

if TYPE_CHECKING:
    from partnership.accounts.models import Person

LETTERS_GO = (time(8), time(20))  # nobody's telephone lights up at night
MONDAY, A_WEEK = 0, timedelta(days=7)


@transaction.atomic
def report_page(page: str, kind: str, *, by: Person) -> PageReport:
    """Tell the people who look after the site that a page is wrong, hurts or cannot be used."""
    rules.check_can_report_page(by, page, kind)
    report = PageReport.objects.create(page=page, kind=kind, reported_by=by)
    events.record(by=by, verb="page.reported", thing=report)
    transaction.on_commit(partial(letters.send, "core/page-reported", to=settings.ROLE_MAILBOX, report=report))
    return report


@transaction.atomic
def read_notice(notice: Notice, *, by: Person) -> None:
    """Put a notice away: it needs nobody any more."""
    rules.check_can_read_notice(by, notice)
    if not notice.read_at:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
        events.record(by=by, verb="notice.read", thing=notice)


@transaction.atomic
def read_all_notices(*, by: Person) -> int:
    """Put all of one's notices away; give how many."""
    rules.check_can_read_all_notices(by)
    read: int = Notice.objects.visible_to(by).unread().update(read_at=timezone.now())
    events.record(by=by, verb="notices.read", thing=by)
    return read


@transaction.atomic
def choose_letters(choices: Mapping[str, str], *, by: Person) -> None:
    """Keep how somebody wants to hear of each category."""
    rules.check_can_choose_letters(by)
    for category, how in choices.items():
        NoticeChoice.objects.update_or_create(person=by, category=category, defaults={"how": how})
    events.record(by=by, verb="letters.chosen", thing=by)


@transaction.atomic
def stop_letters(*, by: Person) -> None:
    """Send somebody no letters about notices any more, of whatever category, until they choose some."""
    rules.check_can_stop_letters(by)
    NoticeChoice.objects.filter(person=by).delete()
    NoticeChoice.objects.create(person=by, how=NoticeChoice.How.SITE)
    events.record(by=by, verb="letters.stopped", thing=by)


@transaction.atomic
def keep_filter(name: str, page: str, query: str, *, by: Person) -> SavedFilter:
    """Keep a list as somebody has filtered it; the same name for the same list replaces what it was."""
    rules.check_can_keep_filter(by, page)
    kept, _new = SavedFilter.objects.update_or_create(person=by, page=page, name=name, defaults={"query": query})
    events.record(by=by, verb="filter.kept", thing=kept)
    return kept


@transaction.atomic
def forget_filter(kept: SavedFilter, *, by: Person) -> None:
    """Remove a kept filter."""
    rules.check_can_forget_filter(by, kept)
    events.record(by=by, verb="filter.forgotten", thing=kept)
    kept.delete()


@transaction.atomic
def send_digests(now: datetime, *, by: Person, most: int = 500) -> int:
    """Write to people for whom something waits: that it does, never what. At most one letter a day to anybody.

    Give how many letters; call it again until there are none. Two workers at once write to nobody twice: each holds the
    notices that it writes about, and looks again at who got a letter today once it holds them.
    """
    rules.check_can_send_digests(by)
    if not LETTERS_GO[0] <= timezone.localtime(now).time() < LETTERS_GO[1]:
        return 0
    people = list(_due(now).order_by("person").values_list("person", flat=True).distinct()[:most])
    held = list(_due(now).filter(person__in=people).select_related("person").select_for_update(of=("self",)))
    written_to = set(_mailed_today(now).filter(person__in=people).values_list("person", flat=True))
    due = [notice for notice in held if notice.person_id not in written_to]
    Notice.objects.filter(pk__in=[notice.pk for notice in due]).update(mailed_at=now)
    persons = {notice.person for notice in due}
    _write(persons, now)
    if persons:
        events.record(by=by, verb="digests.sent", thing=f"urn:heartwood:core.notice:digests-{now:%Y-%m-%dT%H:%M}")
    return len(persons)


def _mailed_today(now: datetime) -> QuerySet[Notice]:
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return Notice.objects.filter(mailed_at__gte=midnight)


def _due(now: datetime) -> QuerySet[Notice]:
    """Give the notices that a letter should be about now: daily ones on any day, weekly ones on a Monday."""
    notices: QuerySet[Notice] = Notice.objects.unread().with_letters().filter(mailed_at=None, told_at__lte=now)
    notices = notices.filter(person__is_active=True, person__email__isnull=False)
    notices = notices.exclude(Exists(_mailed_today(now).filter(person=OuterRef("person"))))
    if timezone.localtime(now).weekday() == MONDAY:
        return notices
    missed_its_monday = Q(told_at__lte=now - A_WEEK)
    return notices.filter(missed_its_monday | Q(how=NoticeChoice.How.DAILY))


def _write(persons: set[Person], now: datetime) -> None:
    """Send the letters when all of this is committed; where one cannot be sent, the next day tries again."""
    unread = Notice.objects.unread().with_letters().filter(person__in=persons)
    counts = dict(unread.order_by().values_list("person").annotate(Count("pk")))
    for person in persons:
        transaction.on_commit(partial(_send_digest, person, counts[person.pk], now))


def _send_digest(person: Person, count: int, now: datetime) -> None:
    stop = settings.SITE_ADDRESS + reverse("stop-letters", kwargs={"token": letters.STOPS_LETTERS.sign(str(person.pk))})
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    words: dict[str, Any] = {"count": count, "there": f"{settings.SITE_ADDRESS}/my-work/", "stop": stop}
    if not letters.send("core/digest", to=str(person.email), headers=headers, **words):
        Notice.objects.filter(person=person, mailed_at=now).update(mailed_at=None)
