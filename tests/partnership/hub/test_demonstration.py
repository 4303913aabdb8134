"""The invented partnership: it is loaded once here, and shows every role and state, in an order that can have happened."""

from collections import Counter

import pytest
from django.db import transaction
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.models import Event
from partnership.hub.management.commands.load_demonstration import load_all
from partnership.partners.management import demonstration
from partnership.partners.models import (
    LIFECYCLE,
    Commitment,
    Invitation,
    Kind,
    Membership,
    Partner,
    Pledge,
    PledgeReport,
    ReadinessCheck,
    Role,
    Standing,
)
from partnership.partners.queries import receipts
from partnership.partners.queries.charter import difference_for
from partnership.plans.models import LIFECYCLE as OF_ACTIONS
from partnership.plans.models import Action, Dependency, Evidence, Note, Prevention, Purpose, ShownTo

# The served sites of the journeys load it on PostgreSQL too.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def people(django_db_setup, django_db_blocker):
    """Give everybody invented, by key; loaded once and taken back after."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_all()
        transaction.set_rollback(True)


@pytest.fixture
def joined(people, db):
    """Give when each partner joined."""
    return {one.partner_id: one.since_at for one in Standing.objects.filter(state="joined")}


def test_every_role_is_held_and_every_state_is_there(people):
    assert {kind for kind in Kind.values if not Role.objects.current().filter(kind=kind)} == set()
    assert set(Partner.objects.values_list("state", flat=True)) == set(LIFECYCLE.states)
    assert set(Membership.objects.values_list("state", flat=True)) >= {"asked", "current", "ended"}
    assert set(Membership.objects.values_list("came_by", flat=True)) == {"asked", "invited", "imported"}
    assert Invitation.objects.open().exists()


def test_key_of_each_person_says_what_they_are(people):
    for kind in Kind.values:
        assert Role.objects.current().filter(person=people[kind], kind=kind).exists()


def test_everything_is_marked_as_made_up(people):
    assert not Person.objects.real().filter(fictional=False).exists()
    assert not Partner.objects.filter(fictional=False).exists()
    assert {person.email.partition("@")[2] for person in people.values()} == {"example.org"}


def test_every_role_of_theirs_came_by_a_deed(people):
    given = Role.objects.filter(person__in=people.values())
    things = {f"urn:heartwood:partners.role:{pk}" for pk in given.values_list("pk", flat=True)}
    assert things - set(Event.objects.filter(verb="role.given").values_list("thing", flat=True)) == set()


def test_key_of_each_partner_is_its_address(people):
    assert set(pack.demonstration("partners")) - {one.slug for one in Partner.objects.all()} == set()


def test_pack_without_invented_people_loads_none(monkeypatch, tmp_path):
    monkeypatch.setattr(pack, "demonstration", lambda name: {})
    who = {}
    demonstration.load(who)
    assert who == {}


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


def test_demonstration_has_every_story_of_a_commitment(people):
    states = Counter(Commitment.objects.values_list("state", flat=True))
    assert states == {"signed": 4, "paused": 1, "superseded": 1, "withdrawn": 1, "awaiting": 1, "draft": 1}
    assert set(Pledge.objects.values_list("state", flat=True)) == {
        *("proposed", "agreed", "in-progress", "paused", "kept", "not-kept", "withdrawn"),
    }
    assert set(PledgeReport.objects.values_list("outcome", flat=True)) == {"kept", "partly-kept", "not-kept"}
    assert {check.finished_at is None for check in ReadinessCheck.objects.all()} == {True, False}
    assert ReadinessCheck.objects.filter(shared_at__isnull=False).count() == 2
    signed = Commitment.objects.ever_signed()
    assert any(difference_for(one) for one in signed.filter(state="signed"))
    for one in signed:
        assert receipts.verify_file(bytes(one.pdf)).known
        assert receipts.receipt(one.code).fictional


def test_demonstration_has_actions_of_every_sort(people):
    assert Action.objects.count() >= 25
    assert set(Action.objects.values_list("state", flat=True)) == set(OF_ACTIONS.states)
    assert set(Action.objects.values_list("kind", flat=True)) == {*Prevention.values, ""}
    assert set(Action.objects.values_list("shown_to", flat=True)) == set(ShownTo.values)
    for model in (Note, Evidence, Dependency, Purpose):
        assert model.objects.exists()
    assert Action.objects.without_an_owner().exists()
    assert Purpose.objects.filter(kind="clause").values("urn").distinct().count() >= 5
