"""The programme asks many partners at once, reminds them gently, and stops asking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core import events, notices, revisions
from partnership.framework.models import Assessment, Campaign, Instead, Invited
from partnership.framework.rules import campaigns as rules
from partnership.partners.models import Partner, held

CATEGORY = "assessment"


@transaction.atomic
def make_campaign(
    name: str, edition: str, closes_on: date, *, by: Person, about: str = "", at: datetime | None = None
) -> Campaign:
    """Make a campaign; nobody is invited yet."""
    rules.check_can_make_campaign(by, edition, closes_on)
    made = Campaign.objects.create(
        **{"name": name.strip(), "about": about.strip(), "edition": edition, "closes_on": closes_on},
        **{"made_at": at or timezone.now(), "made_by": by},
    )
    events.record(by=by, verb="campaign.made", thing=made)
    return made


@transaction.atomic
def change_campaign(campaign: Campaign, changes: Mapping[str, Any], *, seen: int, by: Person) -> Campaign:
    """Change its name, what it is for, or its last day."""
    rules.check_can_change_campaign(by, held(campaign), changes.get("closes_on"))
    revisions.keep(campaign, changes, seen=seen)
    events.record(by=by, verb="campaign.changed", thing=campaign)
    return campaign


@transaction.atomic
def invite_partners(
    campaign: Campaign, partners: Sequence[Partner], *, by: Person, at: datetime | None = None
) -> list[Invited]:
    """Invite partners, each once, and tell their leads. Whoever was invited before is left as they are."""
    rules.check_can_invite_partners(by, held(campaign), partners)
    before = set(campaign.invited.values_list("partner", flat=True))
    new = {one.pk: one for one in partners if one.pk not in before}
    made = Invited.objects.bulk_create(
        Invited(campaign=campaign, partner=one, invited_at=at or timezone.now(), invited_by=by) for one in new.values()
    )
    sentence = gettext_noop("%(partner)s is invited to look honestly at itself: “%(campaign)s”, until %(day)s.")
    _tell(campaign, made, sentence)
    events.record(by=by, verb="campaign.partners_invited", thing=campaign)
    return made


def _tell(campaign: Campaign, invited: Iterable[Invited], sentence: str) -> None:
    """Tell the leads of those invited one sentence, in which %(partner)s, %(campaign)s and %(day)s may stand."""
    rows: dict[int | None, Invited] = {one.partner_id: one for one in invited}
    told: dict[int | None, set[Person]] = defaultdict(set)
    for role in rules.who_is_told(list(rows)):
        told[role.partner_id].add(role.person)
    day = formats.date_format(campaign.closes_on, "j F Y")
    for key, people in told.items():
        one = rows[key]
        href = reverse("campaign-invitation", kwargs={"partner": one.partner.slug, "pk": one.pk})
        words = {"partner": one.partner.name, "campaign": campaign.name, "day": day}
        for person in people:
            notices.tell(person, CATEGORY, sentence, href=href, thing=campaign, **words)


@transaction.atomic
def remind_partners(campaign: Campaign, *, by: Person, at: datetime | None = None) -> int:
    """Remind whoever has not finished and was not written to for 14 days; give how many partners that reached."""
    rules.check_can_remind_partners(by, held(campaign), at)
    reached = list(rules.to_remind(campaign, at))
    sentence = gettext_noop("A gentle reminder for %(partner)s: “%(campaign)s” goes on until %(day)s.")
    _tell(campaign, reached, sentence)
    rows = Invited.objects.filter(pk__in=[one.pk for one in reached])
    rows.update(reminded_at=at or timezone.now(), reminded_by=by)
    events.record(by=by, verb="campaign.partners_reminded", thing=campaign)
    return len(reached)


@transaction.atomic
def close_campaign(campaign: Campaign, *, by: Person, at: datetime | None = None) -> Campaign:
    """Invite and remind no more. Whoever is under way keeps going."""
    rules.check_can_close_campaign(by, held(campaign))
    campaign.closed_at, campaign.closed_by = at or timezone.now(), by
    campaign.save(update_fields=["closed_at", "closed_by"])
    events.record(by=by, verb="campaign.closed", thing=campaign)
    return campaign


@transaction.atomic
def excuse_partner(invited: Invited, why: str, *, by: Person, at: datetime | None = None) -> Invited:
    """Ask nothing of a partner this time, and say why."""
    rules.check_can_excuse_partner(by, held(invited), why)
    _decide(invited, Instead.EXCUSED, why, by, at)
    events.record(by=by, verb="campaign.partner_excused", thing=invited)
    return invited


@transaction.atomic
def carry_forward(invited: Invited, why: str, *, by: Person, at: datetime | None = None) -> Invited:
    """Let the last agreed assessment stand for this campaign too, and say why."""
    rules.check_can_carry_forward(by, held(invited), why)
    invited.carried_from = rules.last_agreed(invited.partner)
    _decide(invited, Instead.CARRIED, why, by, at)
    events.record(by=by, verb="campaign.assessment_carried_forward", thing=invited)
    return invited


def _decide(invited: Invited, instead: str, why: str, by: Person, at: datetime | None) -> None:
    invited.instead, invited.why = instead, why.strip()
    invited.decided_at, invited.decided_by = at or timezone.now(), by
    invited.save(update_fields=["instead", "why", "carried_from", "decided_at", "decided_by"])


@transaction.atomic
def take_back_instead(invited: Invited, *, by: Person) -> Invited:
    """Let nothing stand instead of a new assessment any more."""
    rules.check_can_take_back_instead(by, held(invited))
    invited.instead, invited.why, invited.carried_from = "", "", None
    invited.decided_at, invited.decided_by = None, None
    invited.save(update_fields=["instead", "why", "carried_from", "decided_at", "decided_by"])
    events.record(by=by, verb="campaign.instead_taken_back", thing=invited)
    return invited


@transaction.atomic
def count_for_campaign(assessment: Assessment, invited: Invited, *, by: Person) -> Assessment:
    """Let an assessment that was begun before the invitation count for the campaign."""
    rules.check_can_count_for_campaign(by, invited, held(assessment))
    assessment.campaign = invited.campaign
    assessment.save(update_fields=["campaign"])
    events.record(by=by, verb="assessment.counted_for_campaign", thing=assessment)
    return assessment
