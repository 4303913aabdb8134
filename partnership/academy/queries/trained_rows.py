"""From the tables of the site to the columns of the library: who belongs where, what they completed, who is who.

There may be hundreds of thousands of rows. So completions come as columns of text, and no row becomes a model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import repeat
from typing import Any

import numpy as np
from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce, Substr
from django.utils import timezone

from heartwood.workforce.definitions import Definition
from heartwood.workforce.records import (
    EMPLOYMENT,
    NOT_KNOWN,
    Attendances,
    Codes,
    Completions,
    Groups,
    How,
    Levels,
    Merged,
    Posts,
    codes,
)
from partnership.academy.models import Attendance, Came, Completion
from partnership.academy.queries import trained_columns as columns
from partnership.core import pack
from partnership.partners.models import Membership, Merge, Partner, PartnerPlace

NAT = np.datetime64("NaT", "D")
DAY = 10  # letters of 2026-03-31


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything that a count of one day rests on."""

    completions: Completions
    posts: Posts
    merged: Merged


def levels(taught: pack.Academy) -> Levels:
    """Give the levels as the library reads them."""
    return Levels(tuple(taught.levels.levels), How(taught.levels.levelling.value))


def groups(taught: pack.Academy) -> Groups:
    """Give the groups by which people are told apart, in the order of the pack."""
    content = pack.current()
    return Groups(tuple(taught.families), tuple(content.sectors), tuple(one.code for one in content.districts))


def definition(taught: pack.Academy, means: pack.TrainedMeans) -> Definition:
    """Give what "trained" meant, as the library keeps it beside every number."""
    number = [one.version for one in taught.trained].index(means.version) + 1
    counted, not_counted = str(means.counted), str(means.not_counted)
    return Definition(f"trained {means.version}", number, means.since, counted, (counted,), (not_counted,))


def rows_on(at: date, taught: pack.Academy, partner: Partner | None = None) -> Rows:
    """Load what counts on a day: everything completed by then, and everybody who belonged somewhere on it."""
    merged = _merged()
    named = _Named(groups(taught), levels(taught))
    told = _completed(at)
    completions = named.completions(told)
    return Rows(completions, _posts(at, named, completions, told, merged, partner), merged)


@dataclass(frozen=True, slots=True)
class _Told:
    """Columns of completions as they came from the database."""

    number: Codes
    person: Codes
    partner: Codes
    texts: Mapping[str, Sequence[str]]
    completed_on: Any
    valid_until: Any
    revoked_on: Any


TEXTS = ("level", "family", "place")


def _completed(at: date) -> _Told:
    """Read what was completed by a day, through the index that holds all of it."""
    found = columns.read(
        Completion.objects.filter(completed_on__lte=at),
        numbers=("id", "person_id", "partner_id"),
        days=("completed_on", "valid_until"),
        texts=(*TEXTS, "revoked_at"),
    )
    return _Told(
        number=found["id"],
        person=found["person_id"],
        partner=found["partner_id"],
        texts={name: found[name] for name in TEXTS},
        completed_on=found["completed_on"],
        valid_until=found["valid_until"],
        revoked_on=_local_days(found["revoked_at"]),
    )


def _columns(rows: QuerySet[Any], *names: Any) -> tuple[Sequence[Any], ...]:
    """Give columns of a query: tuples, turned round once."""
    found = tuple(zip(*rows.values_list(*names), strict=True))
    return found or ((),) * len(names)


def _local_days(moments: Sequence[str]) -> Any:
    """Give the days of a few moments among many rows that have none."""
    found = np.full(len(moments), NAT)
    for at, moment in enumerate(moments):
        if moment:
            told = datetime.fromisoformat(moment)
            found[at] = np.datetime64(timezone.localdate(told if told.tzinfo else told.replace(tzinfo=UTC)), "D")
    return found


@dataclass(frozen=True, slots=True)
class _Named:
    """Numbers for the keys of the pack. A key that it does not hold any more is not known."""

    groups: Groups
    levels: Levels

    def completions(self, told: _Told) -> Completions:
        numbers = {key: at for at, key in enumerate(self.levels.names, start=1)}
        level = np.fromiter(map(numbers.get, told.texts["level"], repeat(0)), dtype=np.int8)
        days_of = told.completed_on, told.valid_until, told.revoked_on
        return Completions(told.person, np.zeros_like(told.person), level, *days_of)  # by which course counts nothing


def _numbers(keys: Iterable[str], names: Sequence[str]) -> Codes:
    known = {name: at for at, name in enumerate(names)}
    return np.fromiter(map(known.get, keys, repeat(NOT_KNOWN)), dtype=np.int64)


def _merged() -> Merged:
    gone, kept = _columns(Merge.objects.standing().exclude(person_gone=None).order_by(), "person_gone", "person")
    return Merged(codes(gone), codes(kept))


def _posts(
    at: date, named: _Named, completions: Completions, told: _Told, merged: Merged, partner: Partner | None
) -> Posts:
    """Give everybody who belonged to an organisation on the day, one row for each; their kind of role and place as they said.

    Somebody says both with their newest course for that organisation. Who said no place works in the organisation's only
    one.
    """
    person, where, works_as, began = _belonged(at, partner)
    sectors, only = _of_partners()
    pairs = _Pairs.of(merged.apply(completions.person), told)
    asked = pairs.number(merged.apply(person), where)
    family = pairs.newest(_numbers(told.texts["family"], named.groups.role_families), asked)
    place = pairs.newest(_numbers(told.texts["place"], named.groups.places), asked)
    otherwise = _numbers([only.get(one, "") for one in where.tolist()], named.groups.places)
    return Posts(
        person=person,
        role_family=family,
        sector=_numbers([sectors.get(one, "") for one in where.tolist()], named.groups.sectors),
        place=np.where(place == NOT_KNOWN, otherwise, place),
        employment=_numbers(works_as, EMPLOYMENT),
        organisation=where,
        since=np.minimum(began, np.datetime64(at, "D")),
        until=np.full(len(person), NAT),
    )


def _belonged(at: date, partner: Partner | None) -> tuple[Codes, Codes, Sequence[str], Any]:
    """Give who belonged where when the day was over, the first that was written first. Who was never let in did not."""
    over = timezone.make_aware(datetime.combine(at + timedelta(days=1), time()))
    let_in = Membership.objects.filter(Q(state="current") | Q(state="ended", decided_at__isnull=False))
    then = let_in.annotate(began=Coalesce("decided_at", "asked_at")).filter(began__lt=over)
    there = then.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=over))
    ours = there.filter(partner=partner) if partner else there
    days_of = ours.annotate(since=Substr(Cast(F("began"), TextField()), 1, DAY))
    found = columns.read(days_of, numbers=("id", "person_id", "partner_id"), days=("since",), texts=("works_as",))
    order = np.argsort(found["id"])
    works_as = [found["works_as"][row] for row in order.tolist()]
    return found["person_id"][order], found["partner_id"][order], works_as, found["since"][order]


def _of_partners() -> tuple[dict[int, str], dict[int, str]]:
    """Give the sector of each organisation, and the place of each that works in only one."""
    sectors = dict(Partner.objects.order_by().values_list("pk", "sector"))
    places = list(PartnerPlace.objects.order_by().values_list("partner_id", "place"))
    many = Counter(one for one, _place in places)
    return sectors, {one: place for one, place in places if many[one] == 1}


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Completions by person and organisation, in the order of their days."""

    partners: Codes
    keys: Codes
    order: Codes

    @classmethod
    def of(cls, person: Codes, told: _Told) -> _Pairs:
        partners = np.unique(told.partner)
        keys = person * (len(partners) + 1) + np.searchsorted(partners, told.partner)
        return cls(partners, keys, np.lexsort((told.number, told.completed_on, keys)))  # of one day, by the key

    def number(self, person: Codes, partner: Codes) -> Codes:
        """Give the keys of other rows; an organisation that nobody learned for has one that no completion has."""
        at = np.minimum(np.searchsorted(self.partners, partner), max(len(self.partners) - 1, 0))
        there = self.partners[at] == partner if len(self.partners) else np.zeros(len(partner), dtype=bool)
        return person * (len(self.partners) + 1) + np.where(there, at, len(self.partners))

    def newest(self, said: Codes, asked: Codes) -> Codes:
        """Give what was said last for each key that is asked about; not known where nothing was."""
        rows = self.order[said[self.order] != NOT_KNOWN]
        keys = self.keys[rows]
        if not len(keys):
            return np.full(len(asked), NOT_KNOWN)
        last = np.maximum(np.searchsorted(keys, asked, side="right") - 1, 0)
        return np.where(keys[last] == asked, said[rows][last], NOT_KNOWN)


def attended(first: date, last: date) -> tuple[Attendances, Merged]:
    """Load who was at which part of a session between two days, both of them in it."""
    begins, over = (timezone.make_aware(datetime.combine(one, time())) for one in (first, last + timedelta(days=1)))
    there = Attendance.objects.exclude(came=Came.NOT).filter(part__starts_at__gte=begins, part__starts_at__lt=over)
    person, session, part, start, end = _columns(
        there.order_by(), "booking__person_id", "booking__session_id", "part_id", "part__starts_at", "part__ends_at"
    )
    hours = np.array([(til - since).total_seconds() / 3600 for since, til in zip(start, end, strict=True)], dtype=float)
    return Attendances(codes(person), codes(session), codes(part), hours), _merged()
