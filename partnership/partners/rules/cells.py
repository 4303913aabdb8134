"""What may stand in a cell of a spreadsheet, and what would do where it may not."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from rapidfuzz import process

from partnership.core import pack
from partnership.partners.models import LIFECYCLE, ROLES, Band, Identifier, Kind, Partner
from partnership.partners.models.columns import fold
from partnership.partners.models.roles import PARTNER

Value = TypeVar("Value")
YES = {"y", "yes", "true", "1", "x", "t", "volunteer", "listed", "public", "ok"}
NO = {"n", "no", "false", "0", "f", "", "none", "na", "n a", "nil", "not listed"}
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%B %Y", "%b %Y", "%Y")
SHAPES = {
    "nhs-ods": (re.compile(r"[A-Z0-9]{3,8}"), "RX123"),
    "companies-house": (re.compile(r"[A-Z]{2}\d{6}|\d{8}"), "01234567"),
    "charity": (re.compile(r"(?:SC|NIC)?\d{5,7}(?:-\d+)?"), "1234567"),
    "school-urn": (re.compile(r"\d{5,6}"), "123456"),
}
_CONFIDED = {fold(str(kind.label)) for kind, rule in ROLES.items() if rule.confided} | {"lived experience", "survivor"}
NEARLY_A_PLACE = 94  # a letter too many in a long name, but not another name
_NUMBER = re.compile(r"\d+")
_url = URLValidator(schemes=["http", "https"])


class Unread(ValueError):
    """A cell that cannot be taken as it is; the sentence says what was found and what would do."""


def an_email(found: str) -> str:
    """Give the address in small letters."""
    address = found.removeprefix("mailto:").strip("<>;, ").lower()
    if not address:
        raise Unread(_("Nothing stands here. Without an e-mail address nobody can tell them that they are listed."))
    try:
        validate_email(address)
    except ValidationError:
        raise Unread(_("“%s” is not an e-mail address. “sam@example.org” would do.") % found) from None
    return address


def no_formula(found: str) -> str:
    """Give the text, unless a spreadsheet would work it out: then what was meant stands elsewhere."""
    if found[:1] in ("=", "@", "+"):
        raise Unread(_("“%s” is a formula. What it shows would do.") % found)
    return found


def a_name(found: str) -> str:
    """Give the name; "Surname, First" is turned round."""
    no_formula(found)
    last, comma, first = found.partition(",")
    name = f"{first.strip()} {last.strip()}" if comma and first.strip() else found
    if not any(letter.isalpha() for letter in name):
        raise Unread(_("Nothing that reads like a name stands here. “Sam Oakleaf” would do."))
    if len(name) > 100:
        raise Unread(_("This name is longer than 100 letters. Is it the right column?"))
    return name


def a_day(found: str) -> date | None:
    """Give the day; day before month, as in Britain."""
    if not found:
        return None
    plain = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", found.split("T")[0].removesuffix(" 00:00:00"))
    for shape in DAYS:
        try:
            day = datetime.strptime(plain, shape).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
        if date(1900, 1, 1) <= day <= timezone.localdate():
            return day
        raise Unread(_("“%s” lies in the future, or very far back. A day that has been would do.") % found)
    raise Unread(_("“%s” is not a date that we can read. “2024-09-30” or “30/09/2024” would do.") % found)


def yes_or_no(found: str) -> bool:
    """Give whether it says yes."""
    if fold(found) in YES:
        return True
    if fold(found) in NO:
        return False
    raise Unread(_("“%s” is neither yes nor no. “Y” or “N” would do.") % found)


def works_as(found: str) -> str:
    """Give how somebody belongs: employed unless the cell says volunteer, or yes under the heading volunteer."""
    folded = fold(found)
    if folded in YES or folded.startswith(("volunt", "unpaid")):
        return "volunteer"
    if folded in NO or folded.startswith(("employ", "staff", "paid", "worker", "full time", "part time", "permanent")):
        return "employee"
    raise Unread(_("“%s” is neither employed nor volunteer. “employed” or “volunteer” would do.") % found)


def a_role(found: str) -> Kind | None:
    """Give the role that can be held for an organisation; one that is confided is never taken from a spreadsheet."""
    folded = fold(found)
    if not folded:
        return None
    if any(word in folded for word in _CONFIDED):
        raise Unread(_("Such a role is never taken from a spreadsheet, and what stood here was not kept."))
    words = {kind: fold(str(kind.label)) for kind, rule in ROLES.items() if PARTNER in rule.scopes}
    for kind, word in words.items():
        if folded in (word, kind.value.replace("-", " ")):
            return kind
    would = ", ".join(f"“{kind.label}”" for kind in words)
    raise Unread(_("“%(found)s” is not a role for an organisation. These would do: %(would)s.") % _words(found, would))


def _words(found: str, would: str) -> dict[str, str]:
    """Name what was found and what would do, for a sentence."""
    return {"found": found, "would": would}


def is_confided(found: str) -> bool:
    """Whether a cell names what is confided to a safeguarding lead alone."""
    return any(word in fold(found) for word in _CONFIDED)


def a_sector(found: str) -> str:
    """Give the key of the sector; its name, its key, or nearly its name."""
    names = {key: fold(pack.in_language(words)) for key, words in pack.current().sectors.items()}
    folded = fold(found)
    for key, name in names.items():
        if folded and folded in (name, key.replace("-", " ")):
            return key
    near = process.extractOne(folded, names, score_cutoff=75) if folded else None
    shown = pack.in_language(pack.current().sectors[near[2] if near else next(iter(names))])
    raise Unread(_("“%(found)s” is not one of the sectors here. “%(would)s” would do.") % _words(found, shown))


def a_band(found: str) -> str:
    """Give roughly how many: a number, a band, or nothing."""
    numbers = [int(one) for one in _NUMBER.findall(found.replace(",", ""))]
    if not numbers:
        if fold(found) in NO:
            return Band.NONE if fold(found) in ("none", "nil", "no") else ""
        raise Unread(_("“%s” is not a number of people. “45” or “10-49” would do.") % found)
    for band, most in ((Band.NONE, 0), (Band.TO_9, 9), (Band.TO_49, 49), (Band.TO_249, 249), (Band.TO_999, 999)):
        if numbers[-1] <= most:
            return band
    return Band.MORE


def some_places(found: str) -> tuple[str, ...]:
    """Give the codes of the places; several with commas, semicolons or strokes between them."""
    districts = pack.current().districts
    known = {fold(word): one.code for one in districts for word in (pack.in_language(one.name), one.slug, one.code)}
    if fold(found) in ("all", "whole", "everywhere", "all places"):
        return tuple(one.code for one in districts)
    codes: list[str] = []
    for part in filter(None, map(str.strip, re.split(r"[,;/|+]", found))):
        near, score, _at = process.extractOne(fold(part), list(known))
        if score < NEARLY_A_PLACE:
            would = next(pack.in_language(one.name) for one in districts if one.code == known[near])
            raise Unread(_("“%(found)s” is not one of the places here. “%(would)s” would do.") % _words(part, would))
        codes.append(known[near])
    return tuple(dict.fromkeys(codes))


def an_identifier(scheme: str) -> Callable[[str], str]:
    """Give a reader of numbers of this register; spreadsheets take away noughts in front, which come back."""
    shape, would = SHAPES[scheme]

    def read(found: str) -> str:
        value = re.sub(r"[\s.]", "", found).upper()
        if scheme == "companies-house" and value.isdigit():
            value = value.zfill(8)
        if value and not shape.fullmatch(value):
            words = {"found": found, "register": dict(Identifier.SCHEMES)[scheme], "would": would}
            raise Unread(_("“%(found)s” does not look like a %(register)s. “%(would)s” would do.") % words)
        return value

    return read


def a_website(found: str) -> str:
    """Give the address of a website, with https where nothing was said."""
    address = found if not found or "://" in found else f"https://{found}"
    try:
        if address:
            _url(address)
    except ValidationError:
        raise Unread(_("“%s” is not the address of a website. “https://example.org” would do.") % found) from None
    return address


def a_domain(found: str) -> str:
    """Give what stands behind the @ of an organisation's addresses."""
    domain = found.rpartition("@")[2].strip().lower()
    if domain and not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain):
        raise Unread(_("“%s” is not what stands behind the @ of an address. “example.org” would do.") % found)
    return domain


def a_state(found: str) -> str:
    """Give how a partner stands: joined where nothing is said; one that has left is not brought in."""
    states = {fold(str(words)): key for key, words in LIFECYCLE.states.items() if key != "left"}
    folded = fold(found) or "joined"
    state = states.get(folded, folded)
    if state in ("current", "member", "signed", "signed up", "yes", "y"):
        return "joined"
    if state not in states.values():
        would = ", ".join(f"“{words}”" for key, words in LIFECYCLE.states.items() if key != "left")
        raise Unread(_("“%(found)s” does not say how it stands. These would do: %(would)s.") % _words(found, would))
    return state


def a_relation(found: str) -> str:
    """Give how a partner is part of another; nothing where nothing is said."""
    folded = fold(found)
    words = {fold(str(label)): key for key, label in Partner.RELATIONS}
    for word, key in words.items():
        if folded in (word, word.removeprefix("is "), key.replace("-", " "), word.removeprefix("is a ")):
            return key
    if folded in NO:
        return ""
    would = ", ".join(f"“{label}”" for _key, label in Partner.RELATIONS)
    said = _("“%(found)s” does not say how it is part of another. These would do: %(would)s.")
    raise Unread(said % _words(found, would))


def some_text(most: int) -> Callable[[str], str]:
    """Give a reader of free text of at most so many letters."""

    def read(found: str) -> str:
        if len(found) > most:
            raise Unread(_("This is longer than %s letters. Shorten it.") % most)
        return found

    return read
