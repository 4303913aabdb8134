"""Telling people, and those who lead where they work, that something will soon count no more. Each thing once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnership.academy.models import Completion
from partnership.academy.rules import expiring as rules
from partnership.accounts.models import Person
from partnership.core import events, notices, pack
from partnership.core.models import Notice
from partnership.partners.models import Kind, Membership, Partner, Role

TO_THEM = gettext_noop(
    "Something that you completed counts only for some weeks more. Your passport says what renews it."
)
TO_LEADS = gettext_noop(
    "Training of people at %(partner)s counts only for some weeks more. See whose, and what renews it."
)


@transaction.atomic
def tell_expiring(*, by: Person) -> int:
    """Tell each person once what of theirs runs out, and each lead once for all that newly does; give how many people."""
    rules.check_can_tell_expiring(by)
    new = [one for one in _expiring() if not _was_told(one)]
    for one in new:
        notices.tell(one.person, "training", TO_THEM, href="/my-training/passport/", thing=one)
    _tell_leads(new)
    events.record(by=by, verb="expiring.told", thing=f"urn:heartwood:academy.completion:{timezone.localdate()}")
    return len({one.person_id for one in new})


def _expiring() -> list[Completion]:
    academy = pack.current().academy
    last = timezone.localdate() + timedelta(days=academy.terms.expiring_days if academy else 0)
    soon = Completion.objects.standing().filter(valid_until__gte=timezone.localdate(), valid_until__lte=last)
    theirs = Completion.objects.filter(person__in=soon.values("person"), person__is_active=True)
    return rules.not_renewed(theirs.select_related("person"))


def _was_told(one: Completion) -> bool:
    return Notice.objects.filter(person=one.person_id, thing=events.urn(one)).exists()


def _tell_leads(new: Iterable[Completion]) -> None:
    people = {one.person_id for one in new}
    members = Membership.objects.current().filter(person__in=people)
    for partner in Partner.objects.filter(pk__in=members.values("partner")):
        leads = Role.objects.current().filter(kind=Kind.PARTNER_LEAD, partner=partner).select_related("person")
        for person in {one.person for one in leads}:
            href = f"/for/{partner.slug}/training/"
            notices.tell(person, "training", TO_LEADS, href=href, thing=partner, partner=partner.name)
