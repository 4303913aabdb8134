"""The directory in the shape of Open Referral UK (HSDS-UK 3.0), for directories of services that gather from many.

The standard describes services and we know organisations. So each listed organisation is given as one service that
stands for all that it does, under its own name; nothing is said of a service that nobody told us.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from partnership.partners.models import Contact, Partner

PROFILE = "https://docs.openreferraluk.org/en/latest/"
OURS = UUID("5b1f5a52-0a53-5b8e-9b0c-3c6b8e6f8d10")  # under which our rows get identifiers that stay the same
MOST = 100


def about() -> dict[str, str]:
    """Say which version and profile this is."""
    return {
        "version": "3.0",
        "profile": PROFILE,
        "openapi_url": "https://raw.githubusercontent.com/OpenReferralUK/uk-profile/main/schema/openapi.json",
    }


def services(number: str | None, each: str | None) -> dict[str, Any]:
    """Give one page of services."""
    size = min(int(each), MOST) if each and each.isdecimal() and int(each) else MOST
    pages = Paginator(Partner.objects.visible_to(None).order_by("name", "pk"), size)
    page = pages.get_page(number)
    partners = list(page)
    emails = _emails(partners)
    return {
        "total_items": pages.count,
        "total_pages": pages.num_pages,
        "page_number": page.number,
        "size": len(partners),
        "first_page": not page.has_previous(),
        "last_page": not page.has_next(),
        "empty": not partners,
        "contents": [_service(one, emails) for one in partners],
    }


def service(identifier: UUID) -> dict[str, Any] | None:
    """Give one service by its identifier."""
    seen = Partner.objects.visible_to(None)
    partner = next((one for one in seen if _identifier("service", one.pk) == str(identifier)), None)
    return _service(partner, _emails([partner])) if partner else None


def _identifier(kind: str, key: int) -> str:
    return str(uuid5(OURS, f"{settings.SITE_ADDRESS}/{kind}/{key}"))


def _emails(partners: list[Partner]) -> dict[int, str]:
    rows = Contact.objects.visible_to(None).filter(kind="email", partner__in=partners)
    return dict(rows.order_by("-label", "-pk").values_list("partner", "value"))


def _service(one: Partner, emails: dict[int, str]) -> dict[str, Any]:
    organization = _organization(one, emails)
    return {
        "id": _identifier("service", one.pk),
        "organization_id": organization["id"],
        "status": "active",
        "url": one.website or organization["uri"],
        **{name: organization[name] for name in ("name", "description", "email") if name in organization},
        "organization": organization,
    }


def _organization(one: Partner, emails: dict[int, str]) -> dict[str, Any]:
    return {
        "id": _identifier("organization", one.pk),
        "name": one.name,
        "description": one.about or _("An organisation of this partnership."),
        "uri": f"{settings.SITE_ADDRESS}/directory/{one.slug}/",
        **({"website": one.website} if one.website else {}),
        **({"email": emails[one.pk]} if one.pk in emails else {}),
    }
