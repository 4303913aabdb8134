"""Rows of partners: each needs a name and a sector; one body is one row, whatever it is called elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.partners.models import Identifier, Partner, Verdict
from partnership.partners.models.columns import fold_body
from partnership.partners.rules import cells
from partnership.partners.rules.likeness import MAILBOXES_OF_EVERYBODY, nearest_body
from partnership.partners.rules.rows import Found, the_same_as

SCHEMES = tuple(cells.SHAPES)


@dataclass(slots=True)
class GroundOfPartners:
    """Which bodies are here, by name, by identifier and by the domain of their addresses."""

    by: Person
    columns: Mapping[str, int]
    headings: Sequence[str]
    partner: Partner | None = None
    names: dict[str, str] = field(default_factory=dict)  # folded name: where it stands, in words
    sectors: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    identifiers: dict[tuple[str, str], str] = field(default_factory=dict)
    domains: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)  # folded name or identifier: row of this file

    def __post_init__(self) -> None:
        """Read what is here: two queries, however long the file."""
        for partner in Partner.objects.visible_to(self.by):
            folded = fold_body(partner.name)
            self.names[folded] = self.sectors[partner.sector][folded] = partner.name
            if partner.email_domain:
                self.domains[partner.email_domain.lower()] = partner.name
        for row in Identifier.objects.visible_to(self.by).select_related("partner"):
            self.identifiers[row.scheme, row.value.upper()] = row.partner.name

    def read(self, row: Found, take: Callable[..., Any]) -> None:
        """Take everything that can stand in a row of a partner."""
        row.values = {key: take(key, read) for key, read in READERS.items()}
        row.values["identifiers"] = {key: value for key in SCHEMES if (value := take(key, cells.an_identifier(key)))}
        if row.verdict == Verdict.NEW:
            self._compare(row)

    def _compare(self, row: Found) -> None:
        folded = fold_body(row.values["name"])
        own = [*row.values["identifiers"].items()]
        twice = next((self.rows[key] for key in (folded, *map(str, own)) if key in self.rows), 0)
        here = next((self.identifiers[one] for one in own if one in self.identifiers), self.names.get(folded))
        if twice:
            self._say(row, the_same_as(twice), Verdict.BAD)
        elif here:
            row.verdict = Verdict.HERE
        elif like := self._like(row, folded):
            self._say(row, _("“%s” is here already. Is it the same organisation?") % like, Verdict.ALIKE)
        self.rows.update(dict.fromkeys((folded, *map(str, own)), row.number))

    def _like(self, row: Found, folded: str) -> str:
        """Give the partner here that is perhaps the same, by its name within the sector or by its addresses."""
        domain = row.values["email_domain"] or (row.values["email"] or "").rpartition("@")[2]
        if domain in self.domains and domain not in MAILBOXES_OF_EVERYBODY:
            return self.domains[domain]
        near = self.sectors[row.values["sector"]]
        same = nearest_body(folded, near)
        return near[same] if same else ""

    def _say(self, row: Found, sentence: str, verdict: str) -> None:
        at = self.columns["name"]
        row.say(self.headings[at], row.cells[at] if at < len(row.cells) else "", sentence, verdict)


def _a_body(found: str) -> str:
    if not any(letter.isalnum() for letter in found):
        raise cells.Unread(_("Nothing stands here. The name of the organisation would do."))
    return cells.some_text(200)(cells.no_formula(found))


def _perhaps_an_email(found: str) -> str:
    return cells.an_email(found) if found else ""


READERS: Mapping[str, Callable[[str], Any]] = {
    "name": _a_body,
    "sector": cells.a_sector,
    "about": cells.some_text(2000),
    "website": cells.a_website,
    "email_domain": cells.a_domain,
    "employees": cells.a_band,
    "volunteers": cells.a_band,
    "places": cells.some_places,
    "state": cells.a_state,
    "since": cells.a_day,
    "email": _perhaps_an_email,
    "phone": cells.some_text(60),
    "listed": cells.yes_or_no,
    "parent_relation": cells.a_relation,  # of which one is said when the whole file is known
}
