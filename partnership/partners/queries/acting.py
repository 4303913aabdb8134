"""For whom somebody acts."""

from __future__ import annotations

from partnership.accounts.models import Person
from partnership.partners.models import Partner, reach


def partner_of_address(person: Person, slug: str) -> Partner | None:
    """Give the partner of this address if the person holds a role in it today."""
    return Partner.objects.filter(slug=slug, pk__in=reach(person).partners).first()
