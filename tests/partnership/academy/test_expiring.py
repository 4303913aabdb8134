from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.academy.actions import expiring as actions
from partnership.academy.queries.expiring import expiring
from partnership.academy.rules.expiring import check_can_tell_expiring
from partnership.accounts.models import Person, System
from partnership.core.models import Notice
from partnership.core.refusals import why_not
from partnership.partners.models import Kind
from tests.people import a_partner, a_person, a_role, somebody
from tests.teaching import a_completion

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return a_partner()


@pytest.fixture
def lead(partner):
    return somebody(Kind.PARTNER_LEAD, partner=partner)


@pytest.fixture
def member(partner):
    return somebody(Kind.PRACTITIONER, partner=partner)


def ends_in(days, person, course="foundation", **more):
    today = timezone.localdate()
    completion = a_completion(person, course, completed_on=today - timedelta(days=500), **more)
    completion.valid_until = today + timedelta(days=days)
    completion.save()
    return completion


@pytest.mark.parametrize(("days", "listed"), [(-1, 0), (0, 1), (60, 1), (61, 0)])
def test_only_what_runs_out_within_the_days_is_listed(partner, lead, member, days, listed):
    ends_in(days, member)
    assert len(expiring(partner, lead)) == listed


def test_line_says_whose_until_when_and_what_renews_it(partner, lead, member):
    completion = ends_in(9, member)
    (line,) = expiring(partner, lead)
    assert (line.name, line.until, line.refresher) == (member.name, completion.valid_until, "refresher")


@pytest.mark.parametrize(("course", "renews"), [("foundation", True), ("refresher", True), ("skilled-practice", True)])
def test_what_was_renewed_is_not_listed(partner, lead, member, course, renews):
    ends_in(9, member)
    a_completion(member, course)
    assert (expiring(partner, lead) == ()) == renews


def test_a_lower_level_renews_no_higher_one(partner, lead, member):
    ends_in(9, member, "skilled-practice")
    a_completion(member, "foundation")
    assert [line.course for line in expiring(partner, lead)] == ["skilled-practice"]


def test_who_does_not_lead_sees_nothing_and_leads_nothing_of_others(partner, lead, member):
    ends_in(9, member)
    assert expiring(partner, a_person()) == ()
    assert expiring(a_partner(), lead) == ()


@pytest.mark.parametrize("people", [1, 3])
def test_asks_as_much_for_one_as_for_three(partner, lead, people, django_assert_num_queries):
    for _one in range(people):
        ends_in(9, somebody(Kind.PRACTITIONER, partner=partner))
    with django_assert_num_queries(2):
        assert len(expiring(partner, lead)) == people


def test_each_is_told_once_and_leads_once_for_all(partner, lead, member):
    other = a_person()
    a_role(other, Kind.PRACTITIONER, partner=partner)
    for one in (member, other):
        ends_in(9, one)
    site = Person.objects.system(System.HOUSEKEEPER)
    assert actions.tell_expiring(by=site) == 2
    assert actions.tell_expiring(by=site) == 0
    told = Notice.objects.values_list("person", "href")
    assert sorted(told) == sorted(
        [
            (member.pk, "/my-training/passport/"),
            (other.pk, "/my-training/passport/"),
            (lead.pk, f"/for/{partner.slug}/training/"),
        ]
    )


def test_nobody_but_the_site_tells_it(lead):
    assert "by itself" in why_not(check_can_tell_expiring, lead)
