"""For whom somebody acts."""

from __future__ import annotations

from partnership.accounts.models import Person
from partnership.partners.models import Partner, kept_of, reach
from partnership.partners.rules.people import check_can_act_for


def partner_of_address(person: Person, slug: str) -> Partner | None:
    """Give the partner of this address if the person holds a role in it today.

    The address of a partner that was merged into another leads to that one: it stands in letters and in bookmarks.
    """
    mine = reach(person).partners
    found = Partner.objects.filter(slug=slug, pk__in=mine).first()
    gone = Partner.objects.filter(slug=slug, state="left").first() if mine and not found else None
    kept = kept_of(gone) if gone else None
    return kept if kept and kept.pk in mine else found


def address_instead(person: Person, slug: str) -> str:
    """Give where somebody goes who holds no role at this address: the programme to its own page of that partner.

    Whoever held a role there is told that it ended. Anybody else learns nothing, not even that there is such a partner.
    """
    partner = Partner.objects.filter(slug=slug).first()
    if partner is None:
        return ""
    if reach(person).runs_programme:
        return f"/programme/partners/{kept_of(partner).slug}/"
    check_can_act_for(person, partner)
    return ""
