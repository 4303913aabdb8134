"""Who plans the days on which readers read, who says that somebody is trained, and who looks after readers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind, Role, reach
from partnership.reading.models import Debrief, Shift, looks_after_safety, reads

LEAST, MOST = 1, 20  # a day
READERS = (Kind.MODERATOR, Kind.SAFEGUARDING_LEAD)


def on_duty(day: date | None = None) -> tuple[Shift, ...]:
    """Give the shifts of a day in which somebody reads who is trained and a reader on that day."""
    asked = day or timezone.localdate()
    readers = Role.objects.current(asked).filter(kind__in=READERS, place="", partner=None).order_by()
    shifts = Shift.objects.on(asked).filter(person__in=readers.values("person"), person__is_active=True)
    return tuple(shifts.filter(person__reader__trained_on__isnull=False).select_related("person"))


def is_on_duty(person: Person) -> bool:
    """Whether somebody reads today."""
    return any(shift.person_id == person.pk for shift in on_duty())


def languages_told_in() -> tuple[str, ...]:
    """Give the languages in which somebody can tell us something, English first."""
    return tuple(pack.current().telling) or ("en",)


def plans_the_rota(person: Person) -> bool:
    """Safeguarding leads and the programme team."""
    return looks_after_safety(person) or reach(person).runs_programme


def check_can_see_rota(person: Person) -> None:
    """Those who plan it and those who stand in it."""
    if not (plans_the_rota(person) or reads(person)):
        raise Refusal(_("The rota is for readers, safeguarding leads and the programme team."))


def check_plans_the_rota(person: Person) -> None:
    """Safeguarding leads and the programme team."""
    if not plans_the_rota(person):
        raise Refusal(_("Only safeguarding leads and the programme team plan who reads when."))


def check_can_plan_shift(
    person: Person, reader: Person, starts_on: date, ends_on: date, languages: Collection[str]
) -> None:
    """For somebody who is a reader today, with a last day after the first, in languages that somebody tells in."""
    check_plans_the_rota(person)
    if not (reads(reader) or looks_after_safety(reader)):
        raise Refusal(_("%(name)s is no reader today.") % {"name": reader})
    if ends_on <= starts_on:
        raise Refusal(_("The last day comes before the first one."))
    if not languages:
        raise Refusal(_("Choose at least one language."))
    if Shift.objects.filter(person=reader, starts_on__lt=ends_on, ends_on__gt=starts_on).exists():
        raise Refusal(_("%(name)s reads on some of these days already.") % {"name": reader})


def check_can_end_shift(person: Person, shift: Shift, ends_on: date) -> None:
    """Whoever plans it, or the reader themselves: nobody is kept reading."""
    if shift.person_id != person.pk:
        check_plans_the_rota(person)
    if not shift.starts_on < ends_on <= shift.ends_on:
        raise Refusal(_("Choose a last day within these days."))


def check_can_call_shift_off(person: Person, shift: Shift) -> None:
    """Whoever plans it, or the reader themselves, before it began."""
    if shift.person_id != person.pk:
        check_plans_the_rota(person)
    if shift.starts_on <= timezone.localdate():
        raise Refusal(_("This has begun. Choose a last day for it."))


def check_can_note_training(person: Person, reader: Person, day: date) -> None:
    """A safeguarding lead, for somebody else, on a day that has been."""
    if not looks_after_safety(person) or person == reader:
        raise Refusal(_("A safeguarding lead writes this down, and nobody for themselves."))
    if day > timezone.localdate():
        raise Refusal(_("Write it down once it has been."))


def check_looks_after_readers(person: Person) -> None:
    """Safeguarding leads."""
    if not looks_after_safety(person):
        raise Refusal(_("Safeguarding leads look after readers."))


def check_can_set_limit(person: Person, reader: Person, limit: int, now: int) -> None:
    """The reader themselves, downwards; upwards only a safeguarding lead, and nobody for themselves."""
    if not LEAST <= limit <= MOST:
        raise Refusal(_("Choose from %(least)s to %(most)s.") % {"least": LEAST, "most": MOST})
    if person == reader:
        check_stands_for_reading(person)
        if limit > now:
            raise Refusal(_("You can choose fewer. For more, ask a safeguarding lead."))
    elif not looks_after_safety(person):
        raise Refusal(_("The reader can choose fewer; a safeguarding lead can allow more."))


def check_stands_for_reading(person: Person) -> None:
    """Trained readers and safeguarding leads."""
    if not (reads(person) or looks_after_safety(person)):
        raise Refusal(_("This is for trained readers and safeguarding leads."))


def check_can_declare(person: Person) -> None:
    """Every reader for themselves. Nobody asks why."""
    check_stands_for_reading(person)


def check_can_ask_for_debrief(person: Person) -> None:
    """Every reader, at any time, once until it was had."""
    check_stands_for_reading(person)
    if Debrief.objects.filter(person=person, had_on__isnull=True).exists():
        raise Refusal(_("You asked for this already. Somebody will find a time with you."))


def check_can_note_debrief(person: Person, debrief: Debrief, day: date) -> None:
    """The reader or a safeguarding lead, once, on a day that has been. What was said is written nowhere."""
    if debrief.person_id != person.pk and not looks_after_safety(person):
        raise Refusal(_("The reader or a safeguarding lead writes this down."))
    if debrief.had_on:
        raise Refusal(_("This was written down already."))
    if day > timezone.localdate():
        raise Refusal(_("Write it down once it has been."))
