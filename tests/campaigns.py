"""Campaigns with partners invited, and assessments as they stand once a meeting has agreed, made in one call each."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from partnership.accounts.models import Person
from partnership.framework.actions import campaigns
from partnership.framework.models import Assessment, Campaign, Invited
from partnership.partners.models import Partner
from tests import assessments


def a_campaign(by: Person, name: str = "Spring 2027", *, about: str = "So that we know.") -> Campaign:
    """Make a campaign that goes on for two months."""
    day = timezone.localdate() + timedelta(days=60)
    return campaigns.make_campaign(name, assessments.SHORT, day, by=by, about=about)


def invited(campaign: Campaign, *partners: Partner, days_ago: int = 0) -> list[Invited]:
    """Invite partners."""
    at = timezone.now() - timedelta(days=days_ago)
    return campaigns.invite_partners(campaign, partners, by=campaign.made_by, at=at)


def agreed(partner: Partner, lead: Person, **more: object) -> Assessment:
    """Give an assessment as it stands once a meeting has agreed."""
    made, _lead = assessments.begun(partner, lead, **more)
    Assessment.objects.filter(pk=made.pk).update(state="agreed", agreed_at=timezone.now(), agreed_by=lead)
    made.refresh_from_db()
    return made
