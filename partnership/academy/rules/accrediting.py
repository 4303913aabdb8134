"""Who may lead a course, what renews that, and how it is taken back: the reason first, to the person, and then time.

A pack that says nothing under `teaching` accredits nobody, and whoever is asked can lead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.academy.models import (
    ACCREDITATION,
    Accreditation,
    Completion,
    Leading,
    Observation,
    Session,
    Task,
)
from partnership.academy.rules.completing import months_after
from partnership.core import pack
from partnership.core.pack import Evidence, Teaching, Way
from partnership.core.refusals import Refusal
from partnership.partners.models import reach

if TYPE_CHECKING:
    from partnership.accounts.models import Person


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one trainer: days on which they were watched and read what was seen, days of sessions they led."""

    observed: tuple[date, ...] = ()
    led: tuple[date, ...] = ()


def teaching() -> Teaching | None:
    """Give what the pack says of who may lead; nothing where it says nothing."""
    academy = pack.current().academy
    return academy.teaching if academy else None


def way_of(key: str) -> Way | None:
    """Give the way by which somebody became a trainer, as the pack says today; none where it is no longer there."""
    found = teaching()
    return found.ways.get(key) if found else None


# --- what renews it


def is_whole(part: Evidence, record: Record, today: date) -> bool:
    """Whether everything is there that renews it."""
    if part.kind in ("all", "any"):
        found = (is_whole(one, record, today) for one in part.parts)
        return all(found) if part.kind == "all" else any(found)
    return len(_within(part, record, today)) >= max(part.sessions, 1)


def _within(part: Evidence, record: Record, today: date) -> list[date]:
    since = months_after(today, -part.months)
    return [one for one in (record.led if part.kind == "led" else record.observed) if since <= one <= today]


def missing(part: Evidence, record: Record, today: date) -> tuple[str, ...]:
    """Say what is still missing, a sentence for each leaf; nothing where it is whole."""
    if is_whole(part, record, today):
        return ()
    if part.kind == "all":
        return tuple(sentence for one in part.parts for sentence in missing(one, record, today))
    if part.kind == "any":
        ways = [" ".join(missing(one, record, today)) for one in part.parts]
        return (_("One of these is enough: %s") % _(" Or: ").join(ways),)
    return (_leaf(part, record, today),)


def _leaf(part: Evidence, record: Record, today: date) -> str:
    since = formats.date_format(months_after(today, -part.months), "j F Y")
    if part.kind == "observed":
        return _("Somebody watches a session, and what they saw is read. None since %(since)s.") % {"since": since}
    left = part.sessions - len(_within(part, record, today))
    said = ngettext(
        "One more session is led. Sessions since %(since)s count.",
        "%(left)s more sessions are led. Sessions since %(since)s count.",
        left,
    )
    return said % {"left": left, "since": since}


def records_of(people: Collection[int]) -> Mapping[int, Record]:
    """Put together what is known of some people, by their keys, in two questions however many they are."""
    observed, led = defaultdict(list), defaultdict(list)
    seen = Observation.objects.read().filter(trainer__in=people, session__starts_at__isnull=False)
    for person, starts in seen.values_list("trainer", "session__starts_at"):
        observed[person].append(timezone.localdate(starts))
    tasks = Leading.objects.standing().filter(person__in=people, task=Task.FACILITATES, session__state="held")
    for person, starts in tasks.exclude(session__course="").values_list("person", "session__starts_at"):
        led[person].append(timezone.localdate(starts))
    return {one: Record(tuple(sorted(observed[one])), tuple(sorted(led[one]))) for one in people}


def still_missing(accreditation: Accreditation, record: Record) -> tuple[str, ...]:
    """Say what is missing before an accreditation can be renewed."""
    way = way_of(accreditation.way)
    if way is None:
        return (_("The course that made them a trainer is not taught here any more."),)
    return missing(way.renewal, record, timezone.localdate())


def is_ending(accreditation: Accreditation, today: date) -> bool:
    """Whether it counts today and not much longer."""
    academy = pack.current().academy
    days = academy.terms.expiring_days if academy else 0
    return today <= accreditation.valid_until <= today + timedelta(days=days)


# --- who may lead


def accredited_among(people: Collection[int], course: str, day: date) -> set[int]:
    """Give the keys of those who may lead a course on a day."""
    found = teaching()
    ways = found.leading_to(course) if found else ()
    counting = Accreditation.objects.counting_on(day).filter(person__in=people, way__in=ways)
    return set(counting.values_list("person", flat=True))


def asks_for_accredited(course: str) -> int:
    """Give how many of those who lead a session have to be accredited: none for an event, or a course without a level."""
    academy = pack.current().academy
    found = academy.courses.get(course) if academy else None
    return academy.teaching.each_session if academy and academy.teaching and found and found.level else 0


def too_few_accredited(course: str, leaders: Collection[int], day: date | None) -> str:
    """Say that too few of those who lead are accredited on the day; nothing where enough are."""
    needed = asks_for_accredited(course)
    if not needed or day is None:
        return ""
    left = needed - len(accredited_among(leaders, course, day))
    said = ngettext(
        "One more person who leads it and is accredited on %(day)s is needed.",
        "%(left)s more people who lead it and are accredited on %(day)s are needed.",
        left,
    )
    return said % {"left": left, "day": formats.date_format(day, "j F Y")} if left > 0 else ""


def lacks_accredited(session: Session) -> str:
    """Say the same of a session as it stands. Whoever runs it asks before it is announced, and never after."""
    tasks = session.leading.standing().filter(task=Task.FACILITATES)
    day = timezone.localdate(session.starts_at) if session.starts_at else None
    return too_few_accredited(session.course, list(tasks.values_list("person", flat=True)), day)


def is_accredited(person: Person) -> bool:
    """Whether they may lead any course today."""
    return Accreditation.objects.counting_on(timezone.localdate()).filter(person=person).exists()


# --- who gives it, renews it, takes it back


def check_can_see_trainers(by: Person) -> None:
    """The programme team, where the pack accredits anybody."""
    if not reach(by).runs_programme:
        raise Refusal(_("Only the programme team looks after who may lead courses."))
    if teaching() is None:
        raise Refusal(_("The content of this place says nothing of who may lead a course. Whoever is asked can."))


def check_can_accredit(by: Person, person: Person, way: str) -> None:
    """The programme team, for somebody else who completed the course that makes a trainer, once at a time."""
    check_can_see_trainers(by)
    if person == by:
        raise Refusal(_("Nobody accredits themselves. Somebody else of the programme team can."))
    if person.system or not person.is_active:
        raise Refusal(_("Choose somebody who has an account here."))
    if way_of(way) is None:
        raise Refusal(_("This course makes nobody a trainer. The content of this place says which do."))
    if Accreditation.objects.standing().filter(person=person, way=way).exists():
        raise Refusal(_("%(name)s has this already. It can be renewed.") % {"name": person})
    if not Completion.objects.counting_on(timezone.localdate()).filter(person=person, course=way).exists():
        raise Refusal(
            _("%(name)s has not completed the course that makes a trainer, or it counts no more.") % {"name": person}
        )


def check_can_renew(by: Person, accreditation: Accreditation, record: Record | None = None) -> None:
    """The programme team, once nothing is missing; also where it has run out. Nobody renews their own."""
    check_can_see_trainers(by)
    if accreditation.person_id == by.pk:
        raise Refusal(_("Nobody renews their own. Somebody else of the programme team can."))
    if accreditation.state != "standing":
        raise Refusal(_("This is now “%(state)s”.") % {"state": accreditation.get_state_display()})
    known = record or records_of([accreditation.person_id])[accreditation.person_id]
    lacks = still_missing(accreditation, known)
    if lacks:
        raise Refusal(_("It cannot be renewed yet. %(missing)s") % {"missing": " ".join(lacks)})
    if accreditation.valid_until >= valid_from_today(accreditation.way):
        raise Refusal(_("It counts as long already as it would when renewed today."))


def valid_from_today(way: str) -> date:
    """Give the last day of what is given or renewed today."""
    found = way_of(way)
    return months_after(timezone.localdate(), found.months if found else 0)


def check_can_tell_withdrawal(by: Person, accreditation: Accreditation, why: str | None = None) -> None:
    """The programme team, with a reason that the person reads first."""
    check_can_see_trainers(by)
    if accreditation.person_id == by.pk:
        raise Refusal(_("Nobody decides about their own. Somebody else of the programme team can."))
    ACCREDITATION.check("withdrawal_told", accreditation.state)
    if why is not None and not why.strip():
        raise Refusal(_("Say why, in words that you would say to them. They read it first."))


def check_can_answer_withdrawal(by: Person, accreditation: Accreditation, words: str | None = None) -> None:
    """The person, as long as nothing is decided."""
    if accreditation.person_id != by.pk:
        raise Refusal(_("Only they can answer this."))
    if accreditation.state != "told":
        raise Refusal(_("There is nothing to answer: nothing is to be taken back."))
    if words is not None and not words.strip():
        raise Refusal(_("Write what you want the programme team to know. You need not."))


def check_can_drop_withdrawal(by: Person, accreditation: Accreditation) -> None:
    """The programme team: it stays as it was."""
    check_can_see_trainers(by)
    ACCREDITATION.check("withdrawal_dropped", accreditation.state)


def check_can_withdraw(by: Person, accreditation: Accreditation) -> None:
    """The programme team, some days after the person was told why."""
    check_can_see_trainers(by)
    ACCREDITATION.check("withdrawn", accreditation.state)
    day = withdrawn_from(accreditation)
    if day and timezone.localdate() < day:
        said = {"day": formats.date_format(day, "j F Y")}
        raise Refusal(
            _("They were told why, and have until %(day)s to answer. After that it can be taken back.") % said
        )


def withdrawn_from(accreditation: Accreditation) -> date | None:
    """Give the first day on which it can be taken back; none where nobody was told why."""
    found = teaching()
    if accreditation.told_at is None:
        return None
    return timezone.localdate(accreditation.told_at) + timedelta(days=found.notice_days if found else 0)


def check_can_tell_ending(by: Person) -> None:
    """The site itself does it, each night."""
    if not by.system:
        raise Refusal(_("The site tells people by itself what will soon count no more."))


def not_told(accreditations: Iterable[Accreditation], today: date) -> list[Accreditation]:
    """Leave those that end soon and of whose end nobody was told."""
    return [one for one in accreditations if is_ending(one, today) and one.told_of_end != one.valid_until]
