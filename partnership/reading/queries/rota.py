"""Who reads when and in which languages, on which days nobody does, and how each reader is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.refusals import why_not
from partnership.partners.models import Partner, Role
from partnership.reading.models import Conflict, Debrief, Reader, Shift, looks_after_safety
from partnership.reading.queries.queue import debrief_offered, language_words
from partnership.reading.rules import rota as rules
from partnership.reading.rules.rota import on_duty

AHEAD = 60  # days, in which a gap is said


def somebody_reads(day: date | None = None, language: str | None = None) -> bool:
    """Whether a trained reader is on the rota on a day (today), for a language or for any."""
    return any(language is None or language in shift.languages for shift in on_duty(day))


@dataclass(frozen=True, slots=True)
class Gap:
    """From when on nobody reads a language."""

    language: str
    from_on: date
    sentence: str


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """One stretch of days on which somebody reads."""

    pk: int
    name: str
    starts_on: date
    last_on: date
    languages: str
    mine: bool
    began: bool


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """One reader as a safeguarding lead sees them."""

    pk: int
    name: str
    trained_on: date | None
    declared_on: date | None
    limit: int
    close_to: int
    debrief: int | None  # one that was asked for and not had
    had_on: date | None


@dataclass(frozen=True, slots=True)
class RotaPage:
    """The rota, its gaps, and the readers."""

    gaps: tuple[Gap, ...]
    shifts: tuple[ShiftLine, ...]
    readers: tuple[ReaderLine, ...]
    may_plan: str
    sees_readers: bool


def gaps(today: date | None = None) -> tuple[Gap, ...]:
    """Say from which day on nobody reads a language, as far as the rota looks ahead."""
    first = today or timezone.localdate()
    shifts = _of_trained_readers(first)
    found = ((one, _first_without(one, shifts, first)) for one in rules.languages_told_in())
    return tuple(Gap(one, day, _gap_words(one, day, first)) for one, day in found if day)


def _of_trained_readers(first: date) -> list[Shift]:
    readers = Role.objects.current(first).filter(kind__in=rules.READERS, place="", partner=None).order_by()
    standing = Shift.objects.filter(ends_on__gt=first, starts_on__lte=first + timedelta(days=AHEAD))
    standing = standing.filter(person__in=readers.values("person"), person__is_active=True)
    return list(standing.filter(person__reader__trained_on__isnull=False))


def _first_without(language: str, shifts: list[Shift], first: date) -> date | None:
    days = (first + timedelta(days=ahead) for ahead in range(AHEAD))
    able = [one for one in shifts if language in one.languages]
    return next((day for day in days if not any(one.starts_on <= day < one.ends_on for one in able)), None)


def _gap_words(language: str, day: date, today: date) -> str:
    said = {"language": language_words(language), "day": date_format(day, "j F Y")}
    if day == today:
        return _("Nobody reads %(language)s today: the page in that language is closed.") % said
    return _("Nobody reads %(language)s from %(day)s: the page in that language closes itself.") % said


def rota_page(person: Person) -> RotaPage:
    """Show who reads from today on, and to safeguarding leads how each reader is."""
    today = timezone.localdate()
    shifts = Shift.objects.visible_to(person).filter(ends_on__gt=today).select_related("person")
    sees = looks_after_safety(person)
    return RotaPage(
        gaps=gaps(today),
        shifts=tuple(_shift(one, person, today) for one in shifts),
        readers=_readers(person) if sees else (),
        may_plan=why_not(rules.check_plans_the_rota, person),
        sees_readers=sees,
    )


def _shift(one: Shift, person: Person, today: date) -> ShiftLine:
    return ShiftLine(
        pk=one.pk,
        name=str(one.person),
        starts_on=one.starts_on,
        last_on=one.ends_on - timedelta(days=1),
        languages=", ".join(map(language_words, one.languages)),
        mine=one.person_id == person.pk,
        began=one.starts_on <= today,
    )


def readers_today() -> list[Person]:
    """Give everybody who holds the role of a reader or a safeguarding lead of the whole today."""
    held = Role.objects.current().filter(kind__in=rules.READERS, place="", partner=None).order_by()
    return list(Person.objects.filter(pk__in=held.values("person"), is_active=True).order_by("name"))


def _readers(person: Person) -> tuple[ReaderLine, ...]:
    people = readers_today()
    known = {one.person_id: one for one in Reader.objects.visible_to(person).filter(person__in=people)}
    close = dict(
        Conflict.objects.visible_to(person)
        .filter(person__in=people)
        .order_by()
        .values_list("person")
        .annotate(Count("pk"))
    )
    talks = Debrief.objects.visible_to(person).filter(person__in=people).order_by().values("person")
    asked = {
        row["person"]: row for row in talks.annotate(open=Max("pk", filter=Q(had_on__isnull=True)), had=Max("had_on"))
    }
    return tuple(_reader_line(one, known.get(one.pk), close.get(one.pk, 0), asked.get(one.pk, {})) for one in people)


def _reader_line(person: Person, reader: Reader | None, close_to: int, talks: Mapping[str, object]) -> ReaderLine:
    row = reader or Reader(person=person)
    return ReaderLine(
        pk=person.pk,
        name=str(person),
        trained_on=row.trained_on,
        declared_on=row.declared_on,
        limit=row.daily_limit,
        close_to=close_to,
        debrief=talks.get("open"),  # type: ignore[arg-type]
        had_on=talks.get("had"),  # type: ignore[arg-type]
    )


@dataclass(frozen=True, slots=True)
class MyReading:
    """What is so of one reader, as they see it themselves."""

    trained_on: date | None
    declared_on: date | None
    limit: int
    close_to: tuple[Partner, ...]
    shifts: tuple[ShiftLine, ...]
    asked: Debrief | None  # a talk that was asked for and not had
    had_on: date | None
    offer: str


def my_reading(person: Person) -> MyReading:
    """Show somebody what is written down of them as a reader."""
    today = timezone.localdate()
    row = Reader.objects.filter(person=person).first() or Reader(person=person)
    talks = list(Debrief.objects.filter(person=person))
    mine = Shift.objects.filter(person=person, ends_on__gt=today).select_related("person")
    return MyReading(
        trained_on=row.trained_on,
        declared_on=row.declared_on,
        limit=row.daily_limit,
        close_to=tuple(Partner.objects.filter(pk__in=Conflict.objects.filter(person=person).values("partner"))),
        shifts=tuple(_shift(one, person, today) for one in mine),
        asked=next((one for one in talks if one.had_on is None), None),
        had_on=max((one.had_on for one in talks if one.had_on), default=None),
        offer=debrief_offered(person),
    )
