"""From what partners agreed and chose to share, to the panels of the library: in six questions to the database.

Nothing here goes by `visible_to`: everybody is counted, nobody is named, and the library closes what would show a few.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from heartwood.framework.gathering import Partner as Counted
from heartwood.framework.gathering import gather, in_tens
from heartwood.framework.system import Panel
from partnership.core import pack
from partnership.core.pack import FrameworkEdition
from partnership.framework.models import AgreedLevel, Assessment, Instead, Invited, Scope
from partnership.partners.models import Band, Partner
from partnership.partners.queries.organisations import place_words, sector_words

YEARS = 5
HEALTH = "health"  # the sector of the health service
SEVERAL, NOWHERE = "several", "nowhere"
MIDDLE = {  # people, of each band; the last has no middle
    Band.NONE: 0,
    Band.TO_9: 5,
    Band.TO_49: 30,
    Band.TO_249: 150,
    Band.TO_999: 625,
    Band.MORE: 1500,
}
NOT_SAID = MIDDLE[Band.TO_9]


Groups = tuple[tuple[str, ...], list[int]]  # their keys, and in which each partner is


@dataclass(frozen=True, slots=True)
class Look:
    """One assessment that counts for a partner in a year, and since when it does."""

    assessment: int
    edition: str
    since: datetime
    carried: bool


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that the picture of the whole is made from."""

    edition: FrameworkEdition
    years: tuple[int, ...]
    names: tuple[str, ...]
    panels: Mapping[str, Panel]  # by "sector" and by "place"
    keys: Mapping[str, tuple[str, ...]]  # of the groups of each
    answered: Panel  # one standard: whether whoever was asked in a campaign has finished
    carried: frozenset[int]  # years in which some was carried forward


def gathered() -> Gathered | None:
    """Gather what was shared in the last five years; nothing where no edition is offered."""
    edition = pack.current().framework
    if edition is None:
        return None
    this = timezone.localdate().year
    years = tuple(range(this - YEARS + 1, this + 1))
    looks, asked = _looks(years), list(_asked(years))
    keys = {*(partner for partner, _year in looks), *(partner for partner, _year, _done in asked)}
    partners = list(Partner.objects.filter(pk__in=keys).prefetch_related("places").order_by("pk"))
    groups = _groups(partners)
    return Gathered(
        edition=edition,
        years=years,
        names=tuple(one.name for one in partners),
        keys={name: found for name, (found, _of) in groups.items()},
        carried=frozenset(year for (_partner, year), look in looks.items() if look.carried),
        **_panels(edition, partners, groups, looks, asked),
    )


def _panels(
    edition: FrameworkEdition,
    partners: list[Partner],
    groups: Mapping[str, Groups],
    looks: Mapping[tuple[int, int], Look],
    asked: list[tuple[int, int, bool]],
) -> dict[str, Any]:
    at = {one.pk: number for number, one in enumerate(partners)}
    said = list(_said(edition, {(at[partner], year): look for (partner, year), look in looks.items()}))
    invited = [(at[partner], year) for partner, year, _done in asked]
    done = [(at[partner], year, 0, 1) for partner, year, finished in asked if finished]
    shape = (YEARS, len(edition.standards))
    made = {
        name: gather(_counted(partners, of), [_words(name, key) for key in found], shape, said, invited)
        for name, (found, of) in groups.items()
    }
    keys, of = groups["sector"]
    return {"panels": made, "answered": gather(_counted(partners, of), keys, (YEARS, 1), done, invited)}


def _looks(years: tuple[int, ...]) -> dict[tuple[int, int], Look]:
    """Give, for each partner and year, the newest assessment; in each year as many as make whole tens."""
    looks = dict(_own(years))
    looks = {**dict(_carried(years)), **looks}
    kept: dict[tuple[int, int], Look] = {}
    for year in range(len(years)):
        came = sorted((look.since, partner) for (partner, when), look in looks.items() if when == year)
        kept |= {(partner, year): looks[partner, year] for partner in in_tens([partner for _since, partner in came])}
    return kept


Row = tuple[tuple[int, int], Look]


def _own(years: tuple[int, ...]) -> Iterator[Row]:
    """Give what was agreed of a whole organisation and shared, the newest last."""
    shared = Assessment.objects.filter(scope=Scope.WHOLE, state="agreed", shared_at__isnull=False)  # a pulse is never
    rows = shared.order_by("agreed_at", "pk").values_list("partner", "pk", "edition", "agreed_at", "shared_at")
    for partner, pk, edition, agreed_at, shared_at in rows:
        if agreed_at is None or shared_at is None:
            continue
        year = timezone.localtime(agreed_at).year
        if year in years:
            yield (partner, years.index(year)), Look(pk, edition, max(agreed_at, shared_at), carried=False)


def _carried(years: tuple[int, ...]) -> Iterator[Row]:
    """Give what was carried forward to a campaign, in the year of its last day."""
    carried = Invited.objects.filter(instead=Instead.CARRIED, **_STILL_SHARED).order_by("decided_at", "pk")
    names = ("partner", "carried_from", "carried_from__edition", "campaign__closes_on", "decided_at")
    for partner, pk, edition, closes_on, decided_at in carried.values_list(*names):
        if closes_on.year in years:
            yield (partner, years.index(closes_on.year)), Look(pk, edition, decided_at, carried=True)


_STILL_SHARED = {
    "carried_from__state": "agreed",
    "carried_from__scope": Scope.WHOLE,
    "carried_from__shared_at__isnull": False,
}


def _asked(years: tuple[int, ...]) -> Iterator[tuple[int, int, bool]]:
    """Give who was invited to a campaign in which year, and whether they finished; not who was excused."""
    rows = Invited.objects.followed().exclude(so_far=Instead.EXCUSED).order_by("pk")
    for partner, closes_on, so_far in rows.values_list("partner", "campaign__closes_on", "so_far"):
        if closes_on.year in years:
            yield partner, years.index(closes_on.year), so_far in ("agreed", Instead.CARRIED)


def same_questions(old: str, new: FrameworkEdition) -> dict[str, str]:
    """Say which standards of an edition ask the same in another: by the mapping, or by their keys where there is none."""
    if old == new.key:
        return {one.key: one.key for one in new.standards}
    mapping = pack.current().mappings.get((old, new.key))
    return mapping.asks_the_same if mapping else {one.key: one.key for one in new.standards}


def _said(edition: FrameworkEdition, looks: Mapping[tuple[int, int], Look]) -> Iterator[tuple[int, int, int, int]]:
    counts: dict[int, list[tuple[int, int]]] = {}
    for cell, look in looks.items():
        counts.setdefault(look.assessment, []).append(cell)
    place = {one.key: number for number, one in enumerate(edition.standards)}
    asked = {look.assessment: look.edition for look in looks.values()}
    names = {old: same_questions(old, edition) for old in set(asked.values())}
    for pk, standard, level in _levels(asked):
        at = place.get(names[asked[pk]].get(standard, ""))
        if at is not None:
            yield from ((partner, year, at, level) for partner, year in counts[pk])


def _levels(assessments: Iterable[int]) -> Iterator[tuple[int, str, int]]:
    rows = AgreedLevel.objects.filter(assessment__in=list(assessments)).order_by()
    for assessment, standard, level in rows.values_list("assessment", "standard", "level"):
        if level is not None:
            yield assessment, standard, level


def workforce(partner: Partner) -> float:
    """Give how many work there, paid or not: the middle of its bands."""
    said = [band for band in (partner.employees, partner.volunteers) if band]
    return max(sum(MIDDLE[Band(band)] for band in said), 1) if said else NOT_SAID


def _groups(partners: list[Partner]) -> dict[str, Groups]:
    content = pack.current()
    places = (*(area.code for area in content.districts), SEVERAL, NOWHERE)
    return {"sector": _by(partners, _sector, content.sectors), "place": _by(partners, _place, places)}


def _sector(partner: Partner) -> str:
    return partner.sector


def _place(partner: Partner) -> str:
    places = [one.place for one in partner.places.all()]
    return places[0] if len(places) == 1 else SEVERAL if places else NOWHERE


def _words(name: str, key: str) -> str:
    if name == "sector":
        return sector_words(key)
    return {SEVERAL: _("Several places"), NOWHERE: _("No place named")}.get(key) or place_words(key)


def _by(partners: list[Partner], of: Callable[[Partner], str], known: Iterable[str]) -> Groups:
    """Give the keys of the groups, and in which each partner is. Every one that is known has its row, whoever answered."""
    found = [of(one) for one in partners]
    keys = tuple(dict.fromkeys([*known, *found]))
    place = {key: number for number, key in enumerate(keys)}
    return keys, [place[key] for key in found]


def _counted(partners: list[Partner], groups: list[int]) -> list[Counted]:
    return [Counted(workforce(one), group, one.sector == HEALTH) for one, group in zip(partners, groups, strict=True)]
