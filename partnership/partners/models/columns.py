"""The columns that a spreadsheet of partners or of people may have, and the headings under which people keep them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

MOST_BYTES, MOST_ROWS = 10 * 1024 * 1024, 20_000  # of one file
NEARLY = 88  # of 100: "Organistion" is Organisation; "Name of lead" is not Name
_NO_LETTER = re.compile(r"[^\w]+|_")
_FORMS = {"ltd", "limited", "plc", "llp", "cic", "cio", "the", "inc"}  # the same body with and without them


@dataclass(frozen=True, slots=True)
class Column:
    """Something that can stand in a spreadsheet: our key, its words, and the headings that others use for it."""

    key: str
    label: str | Promise
    names: tuple[str, ...]
    needed: bool = False


PEOPLE = (
    Column("name", _("Name"), ("name", "full name", "member", "person", "staff name", "member name", "display name")),
    Column("first_name", _("First name"), ("first name", "forename", "given name", "firstname", "first")),
    Column("last_name", _("Last name"), ("last name", "surname", "family name", "lastname", "last")),
    Column(
        "email",
        _("E-mail address"),
        ("email", "e mail", "email address", "e mail address", "mail", "work email", "contact email"),
        needed=True,
    ),
    Column(
        "partner",
        _("Organisation"),
        ("organisation", "organization", "partner", "employer", "agency", "company", "org", "organisation name"),
        needed=True,
    ),
    Column("works_as", _("Employed or volunteer"), ("employed or volunteer", "volunteer", "works as", "basis", "type")),
    Column("job", _("What they do there"), ("job", "job title", "position", "post", "what they do", "title")),
    Column("role", _("Role in the partnership"), ("role", "role in the partnership", "programme role", "network role")),
    Column(
        "from_on",
        _("Since"),
        ("since", "from", "joined", "date joined", "start date", "member since", "joined on", "start"),
    ),
)
PARTNERS = (
    Column("name", _("Name"), ("name", "organisation", "organization", "organisation name", "partner"), needed=True),
    Column("sector", _("Sector"), ("sector", "type", "kind", "organisation type", "category"), needed=True),
    Column("about", _("About"), ("about", "description", "what they do", "summary", "purpose")),
    Column("website", _("Website"), ("website", "web site", "web", "url", "web address", "homepage")),
    Column("email_domain", _("E-mail domain"), ("e mail domain", "email domain", "domain")),
    Column("employees", _("Employees"), ("employees", "staff", "number of staff", "workforce", "headcount")),
    Column("volunteers", _("Volunteers"), ("volunteers", "number of volunteers")),
    Column(
        "places", _("Places"), ("places", "place", "district", "districts", "area", "areas", "council area", "patch")
    ),
    Column("nhs-ods", _("NHS organisation code"), ("nhs organisation code", "ods", "ods code", "nhs ods", "nhs code")),
    Column(
        "companies-house",
        _("Companies House number"),
        ("companies house number", "company number", "companies house", "company no", "registered number"),
    ),
    Column("charity", _("Charity number"), ("charity number", "charity no", "registered charity", "charity")),
    Column("school-urn", _("School number (URN)"), ("school number urn", "urn", "school urn", "school number")),
    Column(
        "parent",
        _("Part of"),
        (
            *("part of", "parent", "parent organisation", "parent body", "belongs to", "umbrella", "umbrella body"),
            *("umbrella organisation", "run by", "managed by", "member of", "trust", "academy trust", "parent ods"),
            *("parent ods code", "parent code", "parent charity number", "parent company"),
        ),
    ),
    Column(
        "parent_relation",
        _("How it is part of it"),
        ("how it is part of it", "relation", "relationship", "relation to parent", "relationship to parent"),
    ),
    Column("state", _("How it stands"), ("how it stands", "status", "state", "stage", "membership status")),
    Column("since", _("Since"), ("since", "joined", "date joined", "joined on", "member since", "from")),
    Column("email", _("Shared e-mail"), ("shared e mail", "email", "e mail", "contact email", "general email")),
    Column("phone", _("Telephone"), ("telephone", "phone", "tel", "contact number", "phone number")),
    Column(
        "listed", _("In the public directory"), ("in the public directory", "listed", "public", "show in directory")
    ),
)
COLUMNS: Mapping[str, tuple[Column, ...]] = {"people": PEOPLE, "partners": PARTNERS}


def fold(text: str) -> str:
    """Write a text without capitals, accents and signs: Café & Co. is "cafe and co"."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    return " ".join(
        _NO_LETTER.sub(" ", "".join(one for one in plain if not unicodedata.combining(one)).replace("'", "")).split()
    )


def fold_body(text: str) -> str:
    """Write an organisation's name without what its legal form adds."""
    words = fold(text).split()
    return " ".join([word for word in words if word not in _FORMS] or words)


def fingerprint(headings: Iterable[str]) -> str:
    """Name a row of headings, so that the next spreadsheet with the same ones is known."""
    return hashlib.sha256("\n".join(map(fold, headings)).encode()).hexdigest()


def guess(kind: str, headings: Sequence[str]) -> dict[str, int]:
    """Say which column holds what: exact words first, then what is nearly the same; no column twice."""
    folded = {number: fold(heading) for number, heading in enumerate(headings) if heading}
    found: dict[str, int] = {}
    known = {name for column in COLUMNS[kind] for name in column.names}
    for column in COLUMNS[kind]:
        for name in column.names:
            exact = [number for number, heading in folded.items() if heading == name and number not in found.values()]
            if exact and column.key not in found:
                found[column.key] = exact[0]
    for column in COLUMNS[kind]:
        # A word of its own is no slip: "Partner" is not nearly "Parent".
        free = {at: one for at, one in folded.items() if at not in found.values() and one not in known}
        best = max(
            (process.extractOne(name, free, scorer=fuzz.ratio, score_cutoff=NEARLY) for name in column.names),
            key=lambda match: match[1] if match else 0,
        )
        if best and column.key not in found:
            found[column.key] = best[2]
    return found


def looks_like_headings(cells: Iterable[str]) -> int:
    """Count the cells that are a heading which somebody uses."""
    known = {name for columns in COLUMNS.values() for column in columns for name in column.names}
    return len({fold(cell) for cell in cells} & known)
