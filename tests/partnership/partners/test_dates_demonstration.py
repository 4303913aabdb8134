"""The invented partners have a past in the right order: first they joined, then they talked, signed and pledged."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.partners.models import (
    Commitment,
    Invitation,
    Membership,
    Partner,
    Pledge,
    ReadinessCheck,
    Role,
    Standing,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def joined():
    """Load everything invented, and give when each partner joined."""
    call_command("load_demonstration", verbosity=0)
    return {one.partner_id: one.since_at for one in Standing.objects.filter(state="joined")}


def test_nobody_checked_signed_or_pledged_before_joining(joined):
    acts = [
        *ReadinessCheck.objects.values_list("partner", "started_at"),
        *Commitment.objects.values_list("partner", "prepared_at"),
        *Commitment.objects.ever_signed().values_list("partner", "signed_at"),
        *Pledge.objects.values_list("partner", "proposed_at"),
    ]
    assert len(acts) > 30
    assert [one for one in acts if one[1] < joined[one[0]]] == []


def test_nobody_signed_before_they_belonged_and_held_a_role(joined):
    for one in Commitment.objects.ever_signed():
        mine = {"person": one.signed_by, "partner": one.partner}
        assert Membership.objects.filter(**mine, decided_at__lt=one.signed_at).exists(), one
        assert Role.objects.filter(**mine, from_on__lt=timezone.localdate(one.signed_at)).exists(), one


def test_standings_follow_one_another_in_time_as_in_the_story(joined):
    for partner in Partner.objects.all():
        told = list(partner.standings.order_by("pk").values_list("since_at", flat=True))
        assert told == sorted(told), partner
        assert partner.added_at <= told[0], partner
        assert list(partner.standings.values_list("state", flat=True))[-1] == partner.state, partner


def test_most_partners_joined_on_days_of_their_own(joined):
    days = {timezone.localdate(at) for at in joined.values()}
    assert len(days) > 10


def test_people_came_after_their_partner_and_before_today(joined):
    for one in Membership.objects.filter(partner__in=joined).exclude(decided_at=None):
        assert joined[one.partner_id] <= one.decided_at, one
        assert one.asked_at <= one.decided_at, one
        assert one.ended_at is None or one.decided_at <= one.ended_at, one
    assert not Invitation.objects.filter(answered_at__gt=timezone.now()).exists()
    for person in Person.objects.filter(fictional=True):
        given = person.roles.order_by("given_at").first()
        assert given is None or person.joined_at <= given.given_at, person
