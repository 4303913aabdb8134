"""What is perhaps here twice: partners and people that are alike, unless somebody has said that they are two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from partnership.accounts.models import Person
from partnership.partners.models import Contact, Distinction, Membership, Merge, Partner
from partnership.partners.models.columns import fold, fold_body
from partnership.partners.rules.likeness import ALIKE_BODIES, ALIKE_PEOPLE, MAILBOXES_OF_EVERYBODY, drawer

MOST = 50  # on one page: when these are settled, the next ones come

Keys = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Double:
    """Two rows that are perhaps one, and why we think so. The older one stands first."""

    kind: str
    first: int
    first_name: str
    second: int
    second_name: str
    why: tuple[str, ...]


def double_partners(by: Person) -> tuple[Double, ...]:
    """Give the partners that the person sees and that are alike."""
    partners = list(Partner.objects.visible_to(by).exclude(pk__in=_merged("partner_gone", by)))
    whys: dict[Keys, list[str]] = defaultdict(list)
    for pair in _alike_bodies(partners):
        whys[pair].append(_("nearly the same name, in the same sector"))
    for said, groups in (
        (_("the same name"), _by(partners, lambda one: fold_body(one.name))),
        (_("the same website"), _by(partners, lambda one: one.website.partition("//")[2].strip("/").lower())),
        (_("the same e-mail domain"), _by(partners, _own_domain)),
        (_("the same way to reach them"), _by_contact(by)),
    ):
        for pair in _pairs(groups):
            whys[pair].append(said)
    names = {partner.pk: partner.name for partner in partners}
    apart = {frozenset((one.pk, one.parent_id)) for one in partners if one.parent_id} | _said_distinct("partner", by)
    return _doubles("partner", whys, names, apart)


def double_people(by: Person) -> tuple[Double, ...]:
    """Give the people whom the person sees and who are alike. Whoever belongs nowhere is not looked at."""
    rows = Membership.objects.visible_to(by).filter(state__in=("asked", "current"), person__is_active=True)
    told = list(rows.values_list("person", "person__name", "person__email", "partner"))
    names = {person: name for person, name, _email, _partner in told}
    drawers: dict[tuple[int, str], set[int]] = defaultdict(set)
    mailboxes: dict[str, set[int]] = defaultdict(set)
    for person, name, email, partner in told:
        drawers[partner, drawer(fold(name))].add(person)
        mailboxes[(email or "").partition("@")[0]].add(person)
    whys: dict[Keys, list[str]] = defaultdict(list)
    for within in drawers.values():
        for pair in _alike_people(sorted(within), names):
            whys[pair].append(_("nearly the same name, in the same organisation"))
    for pair in _pairs(found for mailbox, found in mailboxes.items() if "." in mailbox):
        if _alike(names, pair):
            whys[pair].append(_("nearly the same name and e-mail address"))
    return _doubles("person", whys, names, _said_distinct("person", by))


def _alike_people(keys: list[int], names: dict[int, str]) -> Iterator[Keys]:
    """Compare everybody in one drawer with everybody else, in one call: a police force fills some of them."""
    folded = [fold(names[key]) for key in keys]
    scores = process.cdist(folded, folded, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE_PEOPLE)
    for one, other in np.argwhere(np.triu(scores, k=1)):
        yield keys[one], keys[other]


def _alike(names: dict[int, str], pair: Keys) -> bool:
    one, other = (fold(names[key]) for key in pair)
    return bool(fuzz.token_sort_ratio(one, other) >= ALIKE_PEOPLE)


def _doubles(
    kind: str, whys: dict[Keys, list[str]], names: dict[int, str], apart: set[frozenset[int]]
) -> tuple[Double, ...]:
    found = [
        Double(kind, first, names[first], second, names[second], tuple(dict.fromkeys(why)))
        for (first, second), why in whys.items()
        if first in names and second in names and frozenset((first, second)) not in apart
    ]
    return tuple(sorted(found, key=lambda double: (-len(double.why), double.first_name, double.first))[:MOST])


def _alike_bodies(partners: list[Partner]) -> Iterator[Keys]:
    sectors: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for partner in partners:
        folded = fold_body(partner.name)
        numbers = "".join(letter for letter in folded if letter.isdigit())
        sectors[partner.sector, numbers].append((partner.pk, folded))
    for within in sectors.values():
        for (one, its), (other, theirs) in combinations(within, 2):
            if its != theirs and fuzz.token_sort_ratio(its, theirs, score_cutoff=ALIKE_BODIES):
                yield min(one, other), max(one, other)


def _by(partners: list[Partner], word: Callable[[Partner], str]) -> Iterable[set[int]]:
    groups: dict[str, set[int]] = defaultdict(set)
    for partner in partners:
        groups[word(partner)].add(partner.pk)
    groups.pop("", None)
    return groups.values()


def _own_domain(partner: Partner) -> str:
    domain = partner.email_domain.lower()
    return "" if domain in MAILBOXES_OF_EVERYBODY else domain


def _by_contact(by: Person) -> Iterable[set[int]]:
    groups: dict[str, set[int]] = defaultdict(set)
    rows = Contact.objects.visible_to(by).filter(kind__in=("email", "phone"))
    for value, partner in rows.values_list("value", "partner"):
        groups[value.replace(" ", "").lower()].add(partner)
    return groups.values()


def _pairs(groups: Iterable[set[int]]) -> Iterator[Keys]:
    """Give every two of each group; one word that twenty share says nothing about any two."""
    for group in groups:
        if 1 < len(group) <= 20:
            yield from combinations(sorted(group), 2)


def _merged(column: str, by: Person) -> list[int]:
    return list(
        Merge.objects.visible_to(by).standing().filter(**{f"{column}__isnull": False}).values_list(column, flat=True)
    )


def _said_distinct(kind: str, by: Person) -> set[frozenset[int]]:
    rows = Distinction.objects.visible_to(by).filter(**{f"first_{kind}__isnull": False})
    return {frozenset(pair) for pair in rows.values_list(f"first_{kind}", f"second_{kind}")}
