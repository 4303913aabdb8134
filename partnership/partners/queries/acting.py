"""For whom somebody acts."""

from __future__ import annotations

from partnership.accounts.models import Person
from partnership.partners.models import Partner, kept_of, reach


def partner_of_address(person: Person, slug: str) -> Partner | None:
    """Give the partner of this address if the person holds a role in it today.

    The address of a partner that was merged into another leads to that one: it stands in letters and in bookmarks.
    """
    mine = reach(person).partners
    found = Partner.objects.filter(slug=slug, pk__in=mine).first()
    gone = Partner.objects.filter(slug=slug, state="left").first() if mine and not found else None
    kept = kept_of(gone) if gone else None
    return kept if kept and kept.pk in mine else found
