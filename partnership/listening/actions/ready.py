"""The programme says what is in order, or that it is not any more; and is told before something runs out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core import events, pack
from partnership.core.models import Notice
from partnership.core.notices import tell
from partnership.core.pack import in_language
from partnership.listening.models import Assurance
from partnership.listening.rules import ready as rules
from partnership.partners.models import Kind, Role

SOON = timedelta(days=30)
RUNS_OUT = gettext_noop("“%(what)s” has to be looked at again by %(day)s. After that nobody can tell us anything.")
RAN_OUT = gettext_noop("“%(what)s” had to be looked at by %(day)s. Nobody can tell us anything until it is.")
NOBODY_READS = gettext_noop("Nobody is on duty to read on %(day)s. On that day nobody can tell us anything.")


@transaction.atomic
def record_assurance(key: str, told: rules.Assured, *, by: Person) -> Assurance:
    """Say what or who it is, from when, and by when somebody looks again. What stood there before gives way."""
    rules.check_can_record_assurance(by, key, told)
    said = {"named": told.named.strip(), "dated_on": told.dated_on, "review_on": told.review_on, "link": told.link}
    who = {"recorded_at": timezone.now(), "recorded_by": by}
    made, _new = Assurance.objects.update_or_create(key=key, defaults={**said, **who})
    events.record(by=by, verb="assurance.recorded", thing=_urn(key))
    return made


@transaction.atomic
def take_back_assurance(assurance: Assurance, *, by: Person) -> None:
    """Say that it is in order no more. From this moment nobody is asked to tell anything."""
    rules.check_can_take_back_assurance(by, assurance)
    events.record(by=by, verb="assurance.taken_back", thing=_urn(assurance.key))
    assurance.delete()


@transaction.atomic
def tell_what_runs_out(today: date, unread_days: Iterable[date], *, by: Person) -> int:
    """Tell the programme team and safeguarding leads, each thing once; give how many were told.

    `unread_days` are days to come on which nobody is on duty to read; the first of them is told.
    """
    rules.check_can_tell_what_runs_out(by)
    people = list(_whom())
    told = sum(_tell_once(person, *news) for news in _news(today, unread_days) for person in people)
    events.record(by=by, verb="assurances.looked_at", thing=f"urn:heartwood:listening.ready:{today:%Y-%m-%d}")
    return told


def _urn(key: str) -> str:
    return f"urn:heartwood:listening.assurance:{key}"


def _whom() -> QuerySet[Person]:
    kinds = (Kind.PROGRAMME_TEAM, Kind.RESPONSIBLE_OFFICER, Kind.SAFEGUARDING_LEAD)
    roles = Role.objects.current().filter(kind__in=kinds, place="", partner=None)
    return Person.objects.filter(pk__in=roles.values("person"), is_active=True)


def _news(today: date, unread_days: Iterable[date]) -> Iterable[tuple[str, str, Mapping[str, str]]]:
    for one in Assurance.objects.filter(review_on__lte=today + SOON):
        sentence = RAN_OUT if one.review_on < today else RUNS_OUT
        yield sentence, _urn(one.key), {"what": _name(one.key), "day": _written(one.review_on)}
    for day in list(unread_days)[:1]:
        yield NOBODY_READS, _urn("reading-rota"), {"day": _written(day)}


def _name(key: str) -> str:
    listening = pack.current().listening
    found = listening.must_be_ready.get(key) if listening else None
    return in_language(found.name) if found else key


def _written(day: date) -> str:
    return str(formats.date_format(day, "j F Y"))


def _tell_once(person: Person, sentence: str, thing: str, words: Mapping[str, str]) -> int:
    told = {"person": person, "thing": thing, "sentence": sentence, "words": dict(words)}
    if Notice.objects.filter(**told).exists():
        return 0
    tell(person, "listening", sentence, href=reverse("programme-ready"), thing=thing, **words)
    return 1
