"""What the programme team sees of a campaign: who was asked and how far each is, never what was answered or agreed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.exports import ListExport
from partnership.core.pack import in_language
from partnership.framework.models import COME_SO_FAR, FINISHED, NOT_BEGUN, Campaign, Instead, Invited
from partnership.framework.rules import campaigns as rules
from partnership.partners.models import Partner, PartnerPlace
from partnership.partners.queries.organisations import place_words, sector_words

EACH_PAGE = 50
MOST_TO_TICK = 900  # a browser sends each tick as a field, and a request may have a thousand


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """One campaign, in a list of all."""

    pk: int
    name: str
    edition: str
    closes_on: date
    closed: bool
    invited: int
    finished: int


@dataclass(frozen=True, slots=True)
class InvitedRow:
    """One partner in a campaign, and how far it has come."""

    pk: int
    slug: str
    name: str
    sector: str
    places: str
    so_far: str
    so_far_words: str
    why: str
    invited_on: date
    reminded_on: date | None
    fictional: bool


@dataclass(frozen=True, slots=True)
class HowFar:
    """How many have come so far."""

    key: str
    words: str
    partners: int


@dataclass(frozen=True, slots=True)
class OfSector:
    """How far those of one sector have come together."""

    key: str
    words: str
    invited: int
    begun: int
    finished: int


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """A campaign, with whom it invited, as filtered."""

    line: CampaignLine
    about: str
    over: bool  # its last day is
    states: tuple[HowFar, ...]
    sectors: tuple[OfSector, ...]
    rows: tuple[InvitedRow, ...]
    pages: Page[Any]


@dataclass(frozen=True, slots=True)
class ToInvite:
    """A partner that may be invited."""

    pk: int
    name: str
    sector: str
    places: str
    has_lead: bool


@dataclass(frozen=True, slots=True)
class InvitePage:
    """Whom a campaign may still invite, as filtered; how many more there are than can be ticked at once."""

    line: CampaignLine
    rows: tuple[ToInvite, ...]
    left_off: int
    invited_before: int


@dataclass(frozen=True, slots=True)
class ReminderPage:
    """Whom a reminder reaches, and why it does not reach others."""

    line: CampaignLine
    names: tuple[str, ...]
    finished: int
    lately: int
    without_lead: int


@dataclass(frozen=True, slots=True)
class InsteadPage:
    """One invitation, and what may stand instead of a new assessment."""

    line: CampaignLine
    row: InvitedRow
    carried_on: date | None  # when what is carried forward was agreed


def _line(campaign: Campaign, invited: int, finished: int) -> CampaignLine:
    edition = pack.current().frameworks.get(campaign.edition)
    return CampaignLine(
        pk=campaign.pk,
        name=campaign.name,
        edition=in_language(edition.title) if edition else campaign.edition,
        closes_on=campaign.closes_on,
        closed=campaign.closed_at is not None,
        invited=invited,
        finished=finished,
    )


def campaigns(person: Person) -> tuple[CampaignLine, ...]:
    """Give every campaign, the newest first."""
    found = list(Campaign.objects.visible_to(person).order_by("-made_at", "-pk"))
    numbers: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    of_them = Invited.objects.visible_to(person).filter(campaign__in=found).followed()
    for campaign, so_far, number in of_them.counted("campaign", "so_far"):
        numbers[campaign][0] += number
        numbers[campaign][1] += number if so_far in FINISHED else 0
    return tuple(_line(one, *numbers[one.pk]) for one in found)


def campaign_line(person: Person, campaign: Campaign) -> CampaignLine:
    """Say one campaign in a line."""
    return _line(campaign, *_sums([("", *one) for one in _invited(person, campaign).counted("so_far")]))


def _invited(person: Person, campaign: Campaign) -> Any:  # a QuerySet with the words of `AllInvited`
    return Invited.objects.visible_to(person).filter(campaign=campaign).followed()


def _chosen(person: Person, campaign: Campaign, filters: Mapping[str, str]) -> QuerySet[Any]:
    rows: QuerySet[Any] = _invited(person, campaign).select_related("partner").prefetch_related("partner__places")
    plain = {"sector": "partner__sector", "so_far": "so_far", "q": "partner__name__icontains"}
    rows = rows.filter(**{column: filters[name] for name, column in plain.items() if filters.get(name)})
    if place := filters.get("place"):
        rows = rows.filter(partner__in=PartnerPlace.objects.filter(place=place).values("partner"))
    return rows.order_by("partner__name", "pk")


def campaign_page(person: Person, campaign: Campaign, filters: Mapping[str, str], number: int | str) -> CampaignPage:
    """Show a campaign: how many have come how far, in all and by sector, and each partner, as filtered."""
    pages = Paginator(_chosen(person, campaign, filters), EACH_PAGE).get_page(number)
    counted = list(_invited(person, campaign).counted("partner__sector", "so_far"))
    invited, finished = _sums(counted)
    return CampaignPage(
        line=_line(campaign, invited, finished),
        about=campaign.about,
        over=campaign.closes_on < timezone.localdate(),
        states=_states(counted),
        sectors=_sectors(counted),
        rows=tuple(map(_row, pages)),
        pages=pages,
    )


Counted = tuple[str, str, int]  # sector, how far, how many


def _sums(counted: list[Counted]) -> tuple[int, int]:
    return sum(one[2] for one in counted), sum(number for _sector, so_far, number in counted if so_far in FINISHED)


def _states(counted: list[Counted]) -> tuple[HowFar, ...]:
    return tuple(
        HowFar(key, str(words), sum(number for _sector, so_far, number in counted if so_far == key))
        for key, words in COME_SO_FAR.items()
    )


def _sectors(counted: list[Counted]) -> tuple[OfSector, ...]:
    keys = sorted({sector for sector, _so_far, _number in counted}, key=sector_words)
    return tuple(_of_sector(key, [one for one in counted if one[0] == key]) for key in keys)


def _of_sector(key: str, counted: list[Counted]) -> OfSector:
    invited, finished = _sums(counted)
    waiting = sum(number for _sector, so_far, number in counted if so_far == NOT_BEGUN)
    return OfSector(key, sector_words(key), invited, invited - waiting - finished, finished)


def _row(one: Any) -> InvitedRow:
    return InvitedRow(
        pk=one.pk,
        slug=one.partner.slug,
        name=one.partner.name,
        sector=sector_words(one.partner.sector),
        places=", ".join(place_words(each.place) for each in one.partner.places.all()),
        so_far=one.so_far,
        so_far_words=str(COME_SO_FAR[one.so_far]),
        why=one.why,
        invited_on=timezone.localdate(one.invited_at),
        reminded_on=timezone.localdate(one.reminded_at) if one.reminded_at else None,
        fictional=one.partner.fictional,
    )


def campaign_export(person: Person, campaign: Campaign, filters: Mapping[str, str]) -> ListExport:
    """Give whom a campaign invited and how far each has come, as filtered, to take away."""
    columns = (_("Organisation"), _("Sector"), _("Places"), _("How far"), _("Why"), _("Invited"), _("Reminded"))
    return ListExport(
        name=("campaign", campaign.name),
        about=_("One row is one organisation that was invited. What was answered or agreed is not in it."),
        columns=columns,
        rows=_cells(map(_row, _chosen(person, campaign, filters))),
        filters={
            _("Name contains"): filters.get("q", ""),
            _("Sector"): sector_words(filters.get("sector", "")),
            _("Place"): place_words(filters.get("place", "")),
            _("How far"): str(COME_SO_FAR.get(filters.get("so_far", ""), "")),
        },
        who_may_see=_("The programme team."),
    )


def _cells(rows: Iterator[InvitedRow]) -> Iterator[tuple[str | date | None, ...]]:
    for one in rows:
        yield one.name, one.sector, one.places, one.so_far_words, one.why, one.invited_on, one.reminded_on


def invite_page(person: Person, campaign: Campaign, filters: Mapping[str, str]) -> InvitePage:
    """Show whom a campaign may still invite."""
    rows = _to_invite(person, campaign, filters)
    shown = list(rows[: MOST_TO_TICK + 1])
    left_off = rows.count() - MOST_TO_TICK if len(shown) > MOST_TO_TICK else 0
    leads = set(rules.who_is_told([one.pk for one in shown]).values_list("partner", flat=True)) if shown else set()
    line = campaign_line(person, campaign)
    return InvitePage(
        line, tuple(_to_tick(one, one.pk in leads) for one in shown[:MOST_TO_TICK]), left_off, line.invited
    )


def _to_invite(person: Person, campaign: Campaign, filters: Mapping[str, str]) -> QuerySet[Partner]:
    rows = Partner.objects.visible_to(person).current().prefetch_related("places")
    rows = rows.exclude(pk__in=campaign.invited.values("partner"))
    if sector := filters.get("sector"):
        rows = rows.filter(sector=sector)
    if place := filters.get("place"):
        rows = rows.filter(pk__in=PartnerPlace.objects.filter(place=place).values("partner"))
    if filters.get("active"):
        rows = rows.filter(state="active")
    return rows.order_by("name", "pk")


def _to_tick(one: Partner, has_lead: bool) -> ToInvite:
    places = ", ".join(place_words(each.place) for each in one.places.all())
    return ToInvite(one.pk, one.name, sector_words(one.sector), places, has_lead)


def partners_to_invite(person: Person, keys: list[int]) -> list[Partner]:
    """Give the partners that were ticked, as far as the person sees them."""
    return list(Partner.objects.visible_to(person).filter(pk__in=keys))


def reminder_page(person: Person, campaign: Campaign) -> ReminderPage:
    """Say beforehand whom a reminder reaches."""
    line = campaign_line(person, campaign)
    names = tuple(one.partner.name for one in rules.to_remind(campaign))
    waiting = campaign.invited.unfinished()
    lately = waiting.filter(rules.written_to_lately())
    silent = waiting.exclude(rules.written_to_lately()).exclude(rules.with_somebody_to_tell())
    return ReminderPage(line, names, line.finished, lately.count(), silent.count())


def instead_page(person: Person, invited: Invited) -> InsteadPage:
    """Show one invitation, and what stands or may stand instead of a new assessment."""
    row = _row(_chosen(person, invited.campaign, {}).get(pk=invited.pk))
    carried = invited.carried_from if invited.instead == Instead.CARRIED else None
    agreed = timezone.localdate(carried.agreed_at) if carried and carried.agreed_at else None
    return InsteadPage(campaign_line(person, invited.campaign), row, agreed)
