"""Papers that people show, for whoever was asked to look; and what stands in passports from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.academy.models import CameFrom, Completion, ShownPaper
from partnership.accounts.models import Person
from partnership.core.components import Need
from partnership.partners.models import Membership, Partner, reach

MOST = 50


@dataclass(frozen=True, slots=True)
class PaperShown:
    """One paper: whose, what, and how it stands."""

    pk: int
    name: str
    title: str
    taught_by: str
    completed_on: date
    hours: Decimal
    about: str
    asked_on: date
    accepted: bool | None
    why: str
    partner: str


@dataclass(frozen=True, slots=True)
class FromElsewhere:
    """One completion that came from elsewhere."""

    pk: int
    name: str
    title: str
    taught_by: str
    completed_on: date
    came_from: str
    revoked: bool
    may_take_back: bool


def papers_of(person: Person) -> tuple[PaperShown, ...]:
    """Give one's own papers, newest first."""
    mine = ShownPaper.objects.visible_to(person).filter(person=person)
    return tuple(map(_paper, mine.select_related("person", "partner").order_by("-asked_at")))


def papers_to_look_at(person: Person, partner: Partner | None) -> tuple[PaperShown, ...]:
    """Give those that wait for somebody here to look: of an organisation, or those that the programme was asked for."""
    return tuple(map(_paper, _waiting(person).filter(partner=partner)[:MOST]))


def paper_page(paper: ShownPaper) -> PaperShown:
    """Show one paper."""
    return _paper(paper)


def from_elsewhere(person: Person, partner: Partner | None) -> tuple[FromElsewhere, ...]:
    """Give what came into passports from elsewhere, newest first: of the people of an organisation, or of everybody."""
    seen = Completion.objects.visible_to(person).exclude(came_from=CameFrom.HERE)
    if partner:
        seen = seen.filter(person__in=Membership.objects.current().filter(partner=partner).values("person"))
    may = reach(person).runs_programme
    found = seen.select_related("person").order_by("-recorded_at", "pk")[:MOST]
    return tuple(
        FromElsewhere(
            *(one.pk, str(one.person), one.title, one.taught_by, one.completed_on, one.get_came_from_display()),
            revoked=one.revoked_at is not None,
            may_take_back=may and one.revoked_at is None,
        )
        for one in found
    )


def needs(person: Person) -> Iterator[Need]:
    """Say that papers wait to be looked at, by those of whom it was asked."""
    held = reach(person)
    if not (held.leads or held.runs_programme):
        return
    asked = _waiting(person).filter(partner__in=held.leads) if held.leads else _waiting(person).filter(partner=None)
    found = list(asked.values_list("partner__slug", flat=True))
    for slug in dict.fromkeys(found):
        said = ngettext(
            "One person asks you to look at a paper", "%(count)s papers wait for you to look", found.count(slug)
        )
        href = reverse("partner-learning-files", kwargs={"partner": slug}) if slug else reverse("learning-files")
        yield Need(said % {"count": found.count(slug)}, f"{href}#papers", kind=_("Training"))


def _waiting(person: Person) -> QuerySet[ShownPaper]:
    seen = ShownPaper.objects.visible_to(person).waiting().exclude(person=person)
    return seen.select_related("person", "partner")


def _paper(one: ShownPaper) -> PaperShown:
    same = ("pk", "title", "taught_by", "completed_on", "hours", "about", "accepted", "why")
    return PaperShown(
        **{name: getattr(one, name) for name in same},
        name=str(one.person),
        asked_on=timezone.localdate(one.asked_at),
        partner=one.partner.name if one.partner else "",
    )
