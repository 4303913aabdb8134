"""The public directory: the same for everybody, in the order of names, and nothing in it that a partner did not choose."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.core import pack
from partnership.core.exports import ListCell, ListExport
from partnership.core.kept import STARTED, Version
from partnership.partners.models import (
    IN_DIRECTORY,
    Commitment,
    Contact,
    Identifier,
    Partner,
    PartnerPlace,
    kept_of,
)
from partnership.partners.queries.organisations import place_words, sector_words
from partnership.partners.queries.pledges import PublicPledge, public_pledges
from partnership.partners.queries.standing import Signature, signed

ON_A_PAGE = 50
AT_ONCE = 500  # partners whose signatures are read in one go
LICENCE = "Creative Commons Attribution 4.0"
NOBODY = None  # the directory shows everybody what somebody without an account may see


@dataclass(frozen=True, slots=True)
class Listed:
    """A partner in the directory."""

    slug: str
    name: str
    sector: str
    places: tuple[str, ...]
    website: str
    since: date | None
    signature: Signature | None
    fictional: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A partner in a line of the page."""

    slug: str
    name: str
    sector: str
    places: tuple[str, ...]
    version: str  # of the charter that it signed; empty: it has not
    fictional: bool


@dataclass(frozen=True, slots=True)
class Directory:
    """One page of the directory."""

    lines: tuple[Line, ...]
    page: Page[Any]
    filters: Mapping[str, str]

    @property
    def made_from(self) -> Version:
        """Name everything that the page shows: another line, count or word is another name, whatever changed it."""
        shown = (self.lines, self.page.number, self.page.paginator.count, sorted(self.filters.items()))
        digest = hashlib.sha256(repr(shown).encode()).hexdigest()
        return Version(digest, STARTED, dated=False, words=f"{pack.current().folder} {pack.edition()}")


@dataclass(frozen=True, slots=True)
class Relative:
    """An organisation that this one is part of, or that is part of it."""

    slug: str
    name: str
    how: str


@dataclass(frozen=True, slots=True)
class PublicPartner:
    """What anybody may read about a partner."""

    listed: Listed
    about: str
    contacts: tuple[tuple[str, str, str], ...]  # what for, which kind, how
    identifiers: tuple[tuple[str, str], ...]
    parent: Relative | None
    parts: tuple[Relative, ...]
    pledges: tuple[PublicPledge, ...]


def _partners(filters: Mapping[str, str]) -> QuerySet[Partner]:
    joined = Min("standings__since_at", filter=Q(standings__state__in=IN_DIRECTORY))
    return _chosen(filters).annotate(since=joined).prefetch_related("places")


def _chosen(filters: Mapping[str, str]) -> QuerySet[Partner]:
    rows = Partner.objects.visible_to(NOBODY)
    if filters.get("sector"):
        rows = rows.filter(sector=filters["sector"])
    if filters.get("place"):
        rows = rows.filter(pk__in=Partner.objects.filter(places__place=filters["place"]).values("pk"))
    if filters.get("text"):
        rows = rows.filter(name__icontains=filters["text"])
    if filters.get("signed"):
        stands = Exists(Commitment.objects.visible_to(NOBODY).standing().filter(partner=OuterRef("pk")))
        rows = rows.filter(stands if filters["signed"] == "yes" else ~stands)
    return rows.order_by("name", "pk")


def directory(filters: Mapping[str, str], page: str | None) -> Directory:
    """Give one page of the partners that fit the filters."""
    chosen = _chosen(filters).values_list("pk", "slug", "name", "sector", "fictional")
    shown = Paginator(chosen, ON_A_PAGE).get_page(page)
    rows = list(shown.object_list)
    keys = [pk for pk, *_said in rows]
    versions, places = _versions_of(keys), _places_of(keys)
    in_words = {sector: sector_words(sector) for _pk, _slug, _name, sector, _fictional in rows}
    lines = (
        Line(
            slug=slug,
            name=name,
            sector=in_words[sector],
            places=tuple(places.get(pk, ())),
            version=versions.get(pk, ""),
            fictional=fictional,
        )
        for pk, slug, name, sector, fictional in rows
    )
    return Directory(tuple(lines), shown, filters)


def _versions_of(partners: list[int]) -> Mapping[int, str]:
    return dict(Commitment.objects.standing().filter(partner__in=partners).order_by().values_list("partner", "version"))


def _places_of(partners: list[int]) -> Mapping[int, list[str]]:
    rows = list(PartnerPlace.objects.filter(partner__in=partners).values_list("partner", "place"))
    in_words = {code: place_words(code) for code in {place for _partner, place in rows}}
    found: dict[int, list[str]] = {}
    for partner, place in rows:
        found.setdefault(partner, []).append(in_words[place])
    return found


def _lines(partners: list[Partner]) -> Iterator[Listed]:
    signatures = signed(partners)
    for one in partners:
        signature = signatures.get(one.pk)
        joined = [timezone.localdate(one.since)] if one.since else []  # type: ignore[attr-defined]
        joined += [signature.since_on] if signature else []  # whoever has signed was part of it by then
        yield Listed(
            slug=one.slug,
            name=one.name,
            sector=sector_words(one.sector),
            places=tuple(place_words(part.place) for part in one.places.all()),
            website=one.website,
            since=min(joined, default=None),
            signature=signature,
            fictional=one.fictional,
        )


def public_partner(slug: str) -> PublicPartner | None:
    """Gather what anybody may read about the partner at this address."""
    partner = _partners({}).select_related("parent").filter(slug=slug).first()
    if partner is None:
        return None
    listed = next(_lines([partner]))
    contacts = Contact.objects.visible_to(NOBODY).filter(partner=partner)
    identifiers = Identifier.objects.visible_to(NOBODY).filter(partner=partner)
    seen = Partner.objects.visible_to(NOBODY)
    parent = seen.filter(parts=partner).first()
    return PublicPartner(
        listed=listed,
        about=partner.about,
        contacts=tuple((one.label, one.kind, one.value) for one in contacts),
        identifiers=tuple((one.get_scheme_display(), one.value) for one in identifiers),
        parent=Relative(parent.slug, parent.name, partner.get_parent_relation_display()) if parent else None,
        parts=tuple(
            Relative(one.slug, one.name, one.get_parent_relation_display()) for one in seen.filter(parent=partner)
        ),
        pledges=public_pledges(partner),
    )


def moved_to(slug: str) -> str:
    """Give the address of the listed partner that the one at this address was merged into; nothing if there is none."""
    gone = Partner.objects.filter(slug=slug).first()
    kept = kept_of(gone) if gone else None
    return kept.slug if kept and kept != gone and Partner.objects.visible_to(NOBODY).filter(pk=kept.pk).exists() else ""


def directory_export(filters: Mapping[str, str], in_words: Mapping[str, str]) -> ListExport:
    """Give the directory as a table, as it was filtered."""
    return ListExport(
        name=("directory",),
        about=_("One row is one organisation that has joined and chose to be in the public directory. %(licence)s.")
        % {"licence": LICENCE},
        columns=(
            *(_("Name"), _("Sector"), _("Places"), _("Website"), _("Part of this since")),
            *(_("Charter signed"), _("Version"), _("Made up"), _("Page")),
        ),
        rows=map(_cells, _everything(filters)),
        filters=in_words,
        who_may_see=_("Anybody."),
    )


def _everything(filters: Mapping[str, str]) -> Iterator[Listed]:
    partners = _partners(filters).iterator(chunk_size=AT_ONCE)
    while some := list(islice(partners, AT_ONCE)):
        yield from _lines(some)


def _cells(one: Listed) -> tuple[ListCell, ...]:
    signature, says = one.signature, (_("no"), _("yes"))
    return (
        *(one.name, one.sector, ", ".join(one.places), one.website, one.since),
        *(signature.signed_on if signature else None, signature.version if signature else "", says[one.fictional]),
        f"{settings.SITE_ADDRESS}/directory/{one.slug}/",
    )


def directory_records(filters: Mapping[str, str], in_words: Mapping[str, str]) -> dict[str, Any]:
    """Give the directory for programs, with what it is and under which licence."""
    rows = [_record(one) for one in _everything(filters)]
    about = {
        "title": _("Organisations of the partnership that chose to be listed"),
        "what_one_row_is": _("One organisation. Rows that are made up say so."),
        "licence": LICENCE,
        "page": f"{settings.SITE_ADDRESS}/directory/",
        "filters": {name: value for name, value in in_words.items() if value},
        "as_of": timezone.now().isoformat(timespec="seconds"),
        "count": len(rows),
    }
    return {"about": about, "rows": rows}


def _record(one: Listed) -> dict[str, Any]:
    signature = one.signature
    return {
        **asdict(one),
        "since": one.since.isoformat() if one.since else None,
        "signature": {
            "version": signature.version,
            "signed_on": signature.signed_on.isoformat(),
            "paused": signature.paused,
            "receipt": f"{settings.SITE_ADDRESS}/receipts/{signature.code}/",
        }
        if signature
        else None,
        "page": f"{settings.SITE_ADDRESS}/directory/{one.slug}/",
    }
