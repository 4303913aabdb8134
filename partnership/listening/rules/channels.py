"""Who may type for somebody, and whom they can keep out: nobody where the helper works need ever see it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.refusals import Refusal
from partnership.listening.models import Kept
from partnership.listening.rules.telling import partners_to_name
from partnership.listening.rules.told import kept_from
from partnership.partners.models import Partner, reach


def check_can_help(person: Person) -> None:
    """Whoever works or volunteers somewhere here. The helper is written down nowhere beside what they type."""
    if not reach(person).belongs:
        raise Refusal(_("Workers and volunteers of organisations that are part of this can type for somebody."))


def own_organisations(person: Person) -> tuple[Partner, ...]:
    """Give the organisations that the helper works for or helps in."""
    return tuple(Partner.objects.filter(pk__in=reach(person).partners).order_by("name", "pk"))


def kept_out(partners: Iterable[Partner]) -> tuple[str, ...]:
    """Write down that none of these may see it; where one cannot be named, nobody of its kind may."""
    chosen = list(partners)
    named = set(partners_to_name().filter(pk__in=[one.pk for one in chosen]).values_list("pk", flat=True))
    written = (
        kept_from(Kept.PARTNER, one.pk) if one.pk in named else kept_from(Kept.SERVICE, one.sector) for one in chosen
    )
    return tuple(dict.fromkeys(written))
