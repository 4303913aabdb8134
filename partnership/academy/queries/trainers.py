"""Who may lead courses: as the programme looks after it, and as each trainer sees it of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.academy.models import Accreditation, Completion
from partnership.academy.queries.lineage import MyLineage, my_lineage
from partnership.academy.queries.saying import course_title
from partnership.academy.rules import accrediting as rules
from partnership.accounts.models import Person
from partnership.core.refusals import why_not


@dataclass(frozen=True, slots=True)
class TrainerLine:
    """One accreditation, and what is missing before it can be renewed."""

    pk: int
    name: str
    course: str
    until: date
    stands: str  # how it stands, in words
    missing: tuple[str, ...]
    is_ending: bool
    has_ended: bool
    is_told: bool
    is_withdrawn: bool
    made_up: bool


@dataclass(frozen=True, slots=True)
class CouldLead:
    """Somebody who completed the course that makes a trainer, and is not accredited."""

    person: int
    name: str
    way: str
    course: str
    why_not: str


@dataclass(frozen=True, slots=True)
class TrainersPage:
    """Everybody who may lead, who might, and who no longer may."""

    asks: str  # what the place asks of every session
    counting: tuple[TrainerLine, ...]
    over: tuple[TrainerLine, ...]
    could: tuple[CouldLead, ...]


@dataclass(frozen=True, slots=True)
class TrainerPage:
    """One accreditation as the programme team sees it."""

    line: TrainerLine
    person: int
    why_not_renew: str
    why: str
    answer: str
    told_on: date | None
    why_not_withdraw: str
    why_not_tell: str
    granted_on: date


@dataclass(frozen=True, slots=True)
class MyAccreditation:
    """One accreditation as its trainer sees it."""

    line: TrainerLine
    why: str
    answer: str
    may_answer: bool
    decided_from: date | None


def trainers_page(by: Person) -> TrainersPage:
    """Give everybody who may lead, in as many questions however many they are."""
    found = list(Accreditation.objects.visible_to(by).select_related("person").order_by("valid_until", "person__name"))
    lines = _lines(found)
    return TrainersPage(
        asks=asks_words(),
        counting=tuple(one for one in lines if not one.has_ended and not one.is_withdrawn),
        over=tuple(one for one in lines if one.has_ended or one.is_withdrawn),
        could=_could(by, found),
    )


def asks_words() -> str:
    """Say what the place asks of those who lead a session; nothing where it asks nothing."""
    found = rules.teaching()
    if found is None or not found.each_session:
        return ""
    said = ngettext(
        "At least one of those who lead a session is accredited.",
        "At least %(count)s of those who lead a session are accredited.",
        found.each_session,
    )
    return said % {"count": found.each_session}


def stands_words(person: Person) -> str:
    """Say how somebody's own stands today, the one that lasts longest; nothing where they have none."""
    found = seen(person).filter(person=person).order_by("valid_until", "pk").last()
    return f"{_stands(found, ended=found.valid_until < timezone.localdate())}." if found else ""


def asks_words_of(course: str) -> str:
    """Say the same of one course; nothing where nobody need be accredited for it."""
    return asks_words() if rules.asks_for_accredited(course) else ""


def _lines(found: Iterable[Accreditation]) -> tuple[TrainerLine, ...]:
    several = list(found)
    records = rules.records_of({one.person_id for one in several})
    return tuple(_line(one, records) for one in several)


def _line(one: Accreditation, records: Mapping[int, rules.Record]) -> TrainerLine:
    today, withdrawn = timezone.localdate(), one.state == "withdrawn"
    ended = one.valid_until < today
    return TrainerLine(
        pk=one.pk,
        name=str(one.person),
        course=course_title(one.way),
        until=one.valid_until,
        stands=_stands(one, ended=ended),
        missing=() if withdrawn else rules.still_missing(one, records[one.person_id]),
        is_ending=not withdrawn and rules.is_ending(one, today),
        has_ended=not withdrawn and ended,
        is_told=one.state == "told",
        is_withdrawn=withdrawn,
        made_up=one.person.fictional,
    )


def _stands(one: Accreditation, *, ended: bool) -> str:
    if one.state != "standing":
        return str(one.get_state_display())
    said = {"day": formats.date_format(one.valid_until, "j F Y")}
    return _("Counted until %(day)s") % said if ended else _("Counts until %(day)s") % said


def _could(by: Person, known: Iterable[Accreditation]) -> tuple[CouldLead, ...]:
    """Give those who completed the course; not those who have it, and nobody whose was taken back as if nothing were."""
    found, has = rules.teaching(), {(one.person_id, one.way) for one in known if one.state != "withdrawn"}
    done = (
        Completion.objects.visible_to(by)
        .counting_on(timezone.localdate())
        .filter(course__in=found.ways if found else ())
    )
    rows = done.filter(person__is_active=True).select_related("person").order_by("person__name", "person", "course")
    pairs = {(one.person_id, one.course): one.person for one in rows if (one.person_id, one.course) not in has}
    own = _("Somebody else of the programme team decides about you.")
    return tuple(
        CouldLead(person.pk, str(person), way, course_title(way), own if person == by else "")
        for (_pk, way), person in pairs.items()
    )


def seen(by: Person) -> QuerySet[Accreditation]:
    """Give the accreditations that somebody may see."""
    return Accreditation.objects.visible_to(by).select_related("person", "told_by")


def trainer_page(one: Accreditation, by: Person) -> TrainerPage:
    """Give one accreditation as the programme team sees it."""
    (line,) = _lines([one])
    return TrainerPage(
        line=line,
        person=one.person_id,
        why_not_renew=why_not(rules.check_can_renew, by, one),
        why=one.why,
        answer=one.answer,
        told_on=timezone.localdate(one.told_at) if one.told_at else None,
        why_not_withdraw=why_not(rules.check_can_withdraw, by, one) if one.state == "told" else "",
        why_not_tell=why_not(rules.check_can_tell_withdrawal, by, one),
        granted_on=timezone.localdate(one.granted_at),
    )


@dataclass(frozen=True, slots=True)
class MyPage:
    """That somebody may lead, and who taught them to teach."""

    asks: str
    mine: tuple[MyAccreditation, ...]
    line: MyLineage


def my_page(person: Person) -> MyPage:
    """Give somebody's own, whatever became of it."""
    found = list(seen(person).filter(person=person).order_by("-valid_until", "pk"))
    pairs = zip(found, _lines(found), strict=True)
    return MyPage(asks_words(), tuple(_mine(one, line) for one, line in pairs), my_lineage(person))


def _mine(one: Accreditation, line: TrainerLine) -> MyAccreditation:
    day = rules.withdrawn_from(one) if one.state == "told" else None
    return MyAccreditation(line, one.why, one.answer, one.state == "told", day)
