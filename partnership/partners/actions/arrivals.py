"""Telling people who were imported that they are here, and letting them out by the link in that letter."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import events, letters
from partnership.partners.actions.rights import _held_with_all, erase
from partnership.partners.models import ArrivalLetter, Membership
from partnership.partners.models.arrivals import leaving_code
from partnership.partners.rules import imports as rules

TIME_TO_UNDO = timedelta(days=3)  # so that an import by mistake writes to nobody; the law gives a month
TRIED_AGAIN_AFTER = timedelta(hours=12)
AT_ONCE = 200


@transaction.atomic
def tell_imported(now: datetime, *, by: Person) -> int:
    """Write to people who were imported, once; give to how many. Called again until it gives 0."""
    rules.check_can_tell_imported(by)
    people = list(_not_told(now)[:AT_ONCE])
    for person in people:
        ArrivalLetter.objects.update_or_create(person=person, defaults={"tried_at": now, "told_at": now})
        transaction.on_commit(partial(_write_to, person))
    events.record(by=by, verb="imported.told", thing=f"urn:heartwood:partners.arrivalletter:{now:%Y-%m-%d}")
    return len(people)


@transaction.atomic
def object_to_import(person: Person, *, by: Person) -> None:
    """Take oneself out by the link in the letter: everything about them goes, and no account is needed."""
    rules.check_can_object(by, _held_with_all(person))
    ArrivalLetter.objects.filter(person=person).update(left_at=timezone.now())
    erase(person, by=person)
    events.record(by=by, verb="import.objected_to", thing=person)


def _not_told(now: datetime) -> QuerySet[Person]:
    imported = Membership.objects.current().filter(
        person=OuterRef("pk"), came_by="imported", decided_at__lte=now - TIME_TO_UNDO
    )
    letter = ArrivalLetter.objects.filter(person=OuterRef("pk"))
    told = letter.filter(told_at__isnull=False) | letter.filter(tried_at__gt=now - TRIED_AGAIN_AFTER)
    people = Person.objects.real().filter(Exists(imported), ~Exists(told), is_active=True, last_login=None)
    return people.filter(email__isnull=False).order_by("pk")


def _write_to(person: Person) -> None:
    """Send the letter; where the mail server is away, it is tried again half a day later."""
    partners = Membership.objects.current().filter(person=person, came_by="imported")
    names = sorted(partners.values_list("partner__name", flat=True))
    link = f"{settings.SITE_ADDRESS}/leave/{leaving_code(person)}/"
    ways: dict[str, Any] = {"link": link, "way_in": f"{settings.SITE_ADDRESS}/accounts/login/"}
    ways["privacy"] = settings.SITE_ADDRESS + reverse("about-privacy")
    if not letters.send("partners/arrival", to=person.email or "", person=person, partners=names, **ways):
        ArrivalLetter.objects.filter(person=person).update(told_at=None)
