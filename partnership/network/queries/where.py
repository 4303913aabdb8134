"""Where are we: which partners joined, talked about readiness, signed, and since when it is quiet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.exports import ListExport
from partnership.core.models import Event
from partnership.network.rules import where as rules
from partnership.partners.models import Commitment, Kind, Partner, PartnerPlace, ReadinessCheck, Standing, reach

ON_A_PAGE = 50
QUIET_AFTER = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Where:
    """How far one partner has come."""

    name: str
    slug: str
    fictional: bool
    sector: str
    state: str
    joined_on: date | None
    checked_on: date | None
    signed_on: date | None
    last_deed_on: date | None
    quiet: bool


@dataclass(frozen=True, slots=True)
class HowMany:
    """How many partners have come how far; each is counted once in each line."""

    joined: int
    checked: int
    signed: int
    quiet: int


@dataclass(frozen=True, slots=True)
class WhereWeAre:
    """One page of it."""

    rows: tuple[Where, ...]
    page: Page[Any]
    counts: HowMany


def _latest(rows: QuerySet[Any], field: str) -> Subquery:
    return Subquery(rows.order_by(f"-{field}").values(field)[:1])


def _overseen(person: Person) -> QuerySet[Partner]:
    """Give the partners in the person's care that are part of this now; a place lead's are those in their place."""
    partners = Partner.objects.visible_to(person).current()
    held = reach(person)
    if held.runs_programme:
        return partners
    led = [place for place, kinds in held.places.items() if Kind.PLACE_LEAD in kinds]
    return partners.filter(pk__in=PartnerPlace.objects.filter(place__in=led).values("partner"))


def _dated(partners: QuerySet[Partner], person: Person) -> QuerySet[Any]:
    of = {"partner": OuterRef("pk")}
    joined = (
        Standing.objects.visible_to(person)
        if reach(person).runs_programme
        else Standing.objects.filter(partner__in=partners)
    )
    return partners.annotate(
        joined_at=Subquery(joined.filter(state="joined", **of).order_by("since_at").values("since_at")[:1]),
        checked_at=_latest(ReadinessCheck.objects.visible_to(person).finished().filter(**of), "finished_at"),
        signed_at=_latest(Commitment.objects.visible_to(person).standing().filter(**of), "signed_at"),
        last_deed_at=_latest(
            Event.objects.filter(by__memberships__partner=OuterRef("pk"), by__memberships__state="current"), "at"
        ),
    )


def _chosen(partners: QuerySet[Any], asked: dict[str, str]) -> QuerySet[Any]:
    """Narrow the list by sector, place and how far they have come."""
    if asked.get("sector"):
        partners = partners.filter(sector=asked["sector"])
    if asked.get("place"):
        partners = partners.filter(pk__in=PartnerPlace.objects.filter(place=asked["place"]).values("partner"))
    narrowed = {
        "not-checked": Q(checked_at=None),
        "not-signed": Q(signed_at=None),
        "quiet": _quiet(),
    }.get(asked.get("step", ""))
    return partners.filter(narrowed) if narrowed is not None else partners


def _quiet() -> Q:
    before = timezone.now() - QUIET_AFTER
    return Q(last_deed_at__lt=before) | Q(last_deed_at=None, added_at__lt=before)


def where_we_are(person: Person, asked: dict[str, str]) -> WhereWeAre:
    """Give one page of the list, and how many have come how far.

    Raises
    ------
    Refusal
        If the person looks after nobody's partners.
    """
    rules.check_can_see_where_we_are(person)
    everyone = _dated(_overseen(person), person)
    page = Paginator(_chosen(everyone, asked), ON_A_PAGE).get_page(asked.get("page"))
    return WhereWeAre(tuple(map(_where, page)), page, _counts(everyone))


def _counts(partners: QuerySet[Any]) -> HowMany:
    joined, checked, signed, quiet = 0, 0, 0, 0
    before = timezone.now() - QUIET_AFTER
    for checked_at, signed_at, last, added in partners.values_list(
        "checked_at", "signed_at", "last_deed_at", "added_at"
    ):
        joined += 1
        checked += checked_at is not None
        signed += signed_at is not None
        quiet += (last or added) < before
    return HowMany(joined, checked, signed, quiet)


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None


def _where(partner: Any) -> Where:
    content = pack.current()
    return Where(
        name=partner.name,
        slug=partner.slug,
        fictional=partner.fictional,
        sector=pack.in_language(content.sectors.get(partner.sector)),
        state=partner.get_state_display(),
        joined_on=_day(partner.joined_at),
        checked_on=_day(partner.checked_at),
        signed_on=_day(partner.signed_at),
        last_deed_on=_day(partner.last_deed_at),
        quiet=(partner.last_deed_at or partner.added_at) < timezone.now() - QUIET_AFTER,
    )


def export(person: Person, asked: dict[str, str]) -> ListExport:
    """Give the list as it is filtered, to take away."""
    rules.check_can_see_where_we_are(person)
    partners = _chosen(_dated(_overseen(person), person), asked)
    return ListExport(
        name=("where-we-are",),
        about=_("Partners that are part of this now, and how far each has come. It is for helping, not for comparing."),
        columns=(_("Partner"), _("Sector"), _("Stands"), _("Joined"), _("Readiness"), _("Signed"), _("Last deed")),
        rows=_cells(map(_where, partners.iterator(chunk_size=500))),
        filters={
            name: asked.get(key, "")
            for name, key in ((_("Sector"), "sector"), (_("Place"), "place"), (_("Step"), "step"))
        },
    )


def _cells(rows: Iterator[Where]) -> Iterator[tuple[str | date | None, ...]]:
    for one in rows:
        yield one.name, one.sector, one.state, one.joined_on, one.checked_on, one.signed_on, one.last_deed_on
