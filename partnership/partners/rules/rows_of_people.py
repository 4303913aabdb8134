"""Rows of people: each needs a name, an e-mail address and an organisation that is here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from partnership.accounts.models import Person
from partnership.partners.models import Identifier, Membership, Merge, Partner, Verdict
from partnership.partners.models.columns import fold, fold_body
from partnership.partners.rules import cells
from partnership.partners.rules.likeness import ALIKE_PEOPLE, drawer
from partnership.partners.rules.roles import may_give
from partnership.partners.rules.rows import Found, the_same_as


@dataclass(slots=True)
class GroundOfPeople:
    """Which partners there are, and whom the one who imports knows to be here.

    Only people whom `by` may see count as known. Whoever else has an account is not given away: for the one who imports
    they look new, and they are asked before they belong anywhere.
    """

    by: Person
    columns: Mapping[str, int]
    headings: Sequence[str]
    partner: Partner | None = None
    partners: dict[str, Partner] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    belongs: set[tuple[str, int]] = field(default_factory=set)
    names: dict[tuple[int, str], dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    seen: dict[str, tuple[int, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read what is here: three queries, however long the file."""
        self.partners = partners_by_name(self.partner)
        rows = Membership.objects.visible_to(self.by).filter(
            state__in=("asked", "current"), person__email__isnull=False
        )
        for person, email, name, partner in rows.values_list("person", "person__email", "person__name", "partner"):
            address, folded = (email or "").lower(), fold(name)
            self.known[address] = person
            self.belongs.add((address, partner))
            self.names[partner, drawer(folded)][address] = folded

    def read(self, row: Found, take: Callable[..., Any]) -> None:
        """Take everything that can stand in a row of a person."""
        name = take("name", self._name_in(row))
        values = {key: take(key, read) for key, read in READERS.items()}
        partner = self.partner or take("partner", self._partner)
        values |= {"name": name, "partner": partner.pk if partner else None}
        if values["role"] and partner and not may_give(self.by, values["role"], partner):
            self._say(row, "role", _("Only the programme team gives this role. “Practitioner” would do."))
        row.values = values
        if row.verdict == Verdict.NEW and partner:
            self._compare(row, partner)

    def _name_in(self, row: Found) -> Callable[[str], str]:
        parts = [self._cell(row, key) for key in ("first_name", "last_name")]
        return lambda found: cells.a_name(found or " ".join(filter(None, parts)))

    def _cell(self, row: Found, key: str) -> str:
        at = self.columns.get(key)
        return row.cells[at] if at is not None and at < len(row.cells) else ""

    def _partner(self, found: str) -> Partner:
        partner = self.partners.get(fold_body(found))
        if partner:
            return partner
        if not found:
            raise cells.Unread(_("Nothing stands here. The name of an organisation that has joined would do."))
        near = process.extractOne(fold_body(found), list(self.partners), score_cutoff=60)
        if near:
            would = {"found": found, "would": self.partners[near[0]].name}
            raise cells.Unread(_("“%(found)s” is no organisation here. Is it “%(would)s”?") % would)
        raise cells.Unread(_("“%s” is no organisation here. The name of one that has joined would do.") % found)

    def _say(self, row: Found, key: str, sentence: str, verdict: str = Verdict.BAD) -> None:
        at = self.columns.get(key)
        row.say("" if at is None else self.headings[at], self._cell(row, key), sentence, verdict)

    def _compare(self, row: Found, partner: Partner) -> None:
        """Look for the same address and for a name that is nearly the same, here and higher up in the file."""
        email, folded = row.values["email"], fold(row.values["name"])
        number, other = self.seen.get(email, (0, folded))
        if fuzz.token_sort_ratio(folded, other) < ALIKE_PEOPLE:
            sentence = _("Row %s has the same address with another name. Everybody needs an address of their own.")
            self._say(row, "email", sentence % number)
        elif (email, partner.pk) in self.belongs:
            self._belongs_already(row, number, email)
        else:
            self._alike(row, partner, email, folded)
        self.seen.setdefault(email, (row.number, folded))

    def _belongs_already(self, row: Found, number: int, email: str) -> None:
        if number:
            self._say(row, "email", the_same_as(number))
        else:
            row.verdict = Verdict.HERE
            row.values["person"] = self.known[email]

    def _alike(self, row: Found, partner: Partner, email: str, folded: str) -> None:
        near = self.names[partner.pk, drawer(folded)]
        same = process.extractOne(folded, near, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE_PEOPLE)
        if same and email not in self.known:
            sentence = _("%(partner)s has somebody of nearly this name, with the address %(address)s. The same person?")
            words = {"partner": partner.name, "address": same[2]}
            self._say(row, "name" if "name" in self.columns else "last_name", sentence % words, Verdict.ALIKE)
        row.values["person"] = self.known.get(email)
        self.belongs.add((email, partner.pk))
        near[email] = folded


READERS: Mapping[str, Callable[[str], Any]] = {
    "email": cells.an_email,
    "works_as": cells.works_as,
    "job": cells.some_text(120),
    "role": cells.a_role,
    "from_on": cells.a_day,
}


def partners_by_name(only: Partner | None) -> dict[str, Partner]:
    """Give the partners that people can belong to, by every name that a spreadsheet may have for them."""
    if only:
        return {}
    current = {partner.pk: partner for partner in Partner.objects.current()}
    named = {fold_body(word): partner for partner in current.values() for word in (partner.slug, partner.name)}
    for value, partner in Identifier.objects.filter(partner__in=current).values_list("value", "partner"):
        named.setdefault(fold_body(value), current[partner])
    gone = Merge.objects.standing().filter(partner__in=current).values_list("partner_gone__name", "partner")
    for name, partner in gone:
        named.setdefault(fold_body(name), current[partner])
    return named
