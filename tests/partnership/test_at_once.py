"""Fifty people at the same moment: nothing is lost, nothing is there twice, and nobody waits for somebody who waits for them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.accounts.models import Person, System
from partnership.core.models import Event
from partnership.core.revisions import Changed
from partnership.partners.actions import charter, invitations, lifecycle, merges, organisations, people, rights, roles
from partnership.partners.models import Commitment, Kind, Membership, Merge, Partner, Role
from tests.at_once import FIFTY, ON_POSTGRESQL, at_once, kinds
from tests.commitments import prepared
from tests.people import a_partner, a_person, a_role, somebody

pytestmark = ON_POSTGRESQL


def lead_of(partner: Partner) -> Person:
    return somebody(Kind.PARTNER_LEAD, partner=partner)


def asking(partner: Partner) -> Membership:
    return people.ask_to_join(partner, by=a_person())


def deeds(verb: str) -> int:
    return Event.objects.filter(verb=verb).count()


def test_fifty_edits_of_one_partner_are_all_there():
    partner = a_partner(about="")
    leads = [lead_of(partner) for _number in range(FIFTY)]

    def add_a_line(lead):
        """Save as a patient person does: read what the other wrote, put one's own beside it, send again."""
        while True:
            now = Partner.objects.get(pk=partner.pk)
            about = {"about": f"{now.about}line-{lead.pk} "}
            try:
                return organisations.edit_partner(now, about, by=lead, seen=now.revision)
            except Changed:
                continue

    assert kinds(at_once(add_a_line, leads)) == {"Partner": FIFTY}
    partner.refresh_from_db()
    assert sorted(partner.about.split()) == sorted(f"line-{lead.pk}" for lead in leads)
    assert deeds("partner.edited") == FIFTY


def test_fifty_partners_sign_at_once_and_each_has_its_own_receipt():
    ready = []
    for _number in range(FIFTY):
        partner = a_partner()
        lead = lead_of(partner)
        made = prepared(partner, lead)
        ready.append((charter.state_authority(made, "head", by=lead, seen=made.revision), lead))

    answers = at_once(lambda made, lead: charter.sign(made, lead.name, by=lead, seen=made.revision), ready)

    assert kinds(answers) == {"Commitment": FIFTY}
    for receipt in ("code", "receipt_sha256", "pdf_sha256"):
        assert Commitment.objects.standing().values(receipt).distinct().count() == FIFTY


def test_person_who_asks_fifty_times_at_once_has_asked_once():
    asked = [(a_partner(), a_person())] * FIFTY

    answers = at_once(lambda partner, person: people.ask_to_join(partner, by=person), asked)

    assert kinds(answers) == {"Membership": 1, "Refusal": FIFTY - 1}
    assert Membership.objects.count() == deeds("membership.asked") == 1


def test_leads_who_ask_to_join_each_others_partners_do_not_wait_for_each_other():
    pairs = []
    for _number in range(FIFTY // 2):
        one, other = a_partner(), a_partner()
        pairs += [(one, lead_of(other)), (other, lead_of(one))]

    answers = at_once(lambda partner, person: people.ask_to_join(partner, by=person), pairs)

    assert kinds(answers) == {"Membership": FIFTY}


def test_fifty_leads_let_the_same_person_in_and_they_belong_once():
    partner = a_partner()
    membership = asking(partner)
    leads = [(membership, lead_of(partner)) for _number in range(FIFTY)]

    answers = at_once(lambda asked, lead: people.approve(asked, by=lead), leads)

    assert kinds(answers) == {"Membership": 1, "Refusal": FIFTY - 1}
    assert Role.objects.filter(person=membership.person).count() == 1
    assert deeds("membership.approved") == 1


def test_fifty_people_with_the_same_link_and_one_of_them_joins():
    partner = a_partner()
    invitation = invitations.invite_person(partner, "somebody@example.org", by=lead_of(partner))
    holders = [(invitation, a_person()) for _number in range(FIFTY)]

    answers = at_once(lambda link, person: invitations.accept_invitation(link, by=person), holders)

    assert kinds(answers) == {"Membership": 1, "Refusal": FIFTY - 1}
    assert deeds("invitation.accepted") == 1


def leave(lead: Person) -> Membership:
    return people.leave_partner(Membership.objects.current().get(person=lead), by=lead)


def step_down(lead: Person) -> Role:
    return roles.end_role(Role.objects.current().get(person=lead, kind=Kind.PARTNER_LEAD), by=lead)


@pytest.mark.parametrize(
    ("first", "second"), [(leave, leave), (step_down, step_down), (leave, step_down)], ids=lambda deed: deed.__name__
)
def test_last_two_leads_go_at_the_same_moment_and_the_programme_takes_over_once(first, second):
    partners = [a_partner() for _number in range(FIFTY // 2)]
    going = [(deed, lead_of(partner)) for partner in partners for deed in (first, second)]
    for _deed, lead in going:
        a_role(lead, Kind.PRACTITIONER, partner=Membership.objects.get(person=lead).partner)

    answers = at_once(lambda deed, lead: deed(lead), going)

    assert "Refusal" not in kinds(answers)
    assert not Role.objects.current().of(Kind.PARTNER_LEAD).exists()
    handed_over = Event.objects.filter(verb="partner.handed_over").values_list("thing", flat=True)
    assert sorted(handed_over) == sorted(f"urn:heartwood:partners.partner:{partner.pk}" for partner in partners)


def test_night_comes_eight_times_at_once_and_each_role_ends_once():
    partner = a_partner()
    yesterday = timezone.localdate() - timedelta(days=1)
    for _number in range(8):
        role = Role.objects.get(person=somebody(Kind.CHAMPION, partner=partner))
        Role.objects.filter(pk=role.pk).update(from_on=yesterday, until_on=yesterday)

    closed = at_once(lambda site: roles.close_roles(by=site), [Person.objects.system(System.HOUSEKEEPER)] * 8)

    assert sorted(closed) == [0] * 7 + [8]
    assert deeds("role.ended") == 8


def test_people_are_taken_out_and_erase_themselves_at_the_same_moment(data_folder):
    partner = a_partner()
    members = [somebody(Kind.PRACTITIONER, partner=partner) for _number in range(FIFTY // 5)]
    lead = lead_of(partner)

    def take_out(member):
        return people.end_membership(Membership.objects.get(person=member), by=lead)

    def erase(member):
        return rights.erase(member, by=member)

    at_once(lambda deed, member: deed(member), [(deed, one) for one in members for deed in (take_out, erase)])

    assert Person.objects.filter(erased_at__isnull=False).count() == deeds("person.erased") == len(members)
    assert [one.person for one in Membership.objects.current()] == [lead]
    assert deeds("membership.ended") == len(members)


def test_nobody_is_let_into_a_partner_that_leaves_at_the_same_moment():
    team = somebody(Kind.PROGRAMME_TEAM)
    partners = [a_partner() for _number in range(10)]
    asked = [asking(partner) for partner in partners for _number in range(4)]

    def let_in(membership):
        return people.approve(membership, by=team)

    def go(partner):
        return lifecycle.leave(partner, by=team)

    at_once(
        lambda deed, thing: deed(thing),
        [*((go, partner) for partner in partners), *((let_in, one) for one in asked)],
    )

    assert {partner.state for partner in Partner.objects.all()} == {"left"}
    assert not Membership.objects.filter(state__in=("asked", "current")).exists()
    assert not Role.objects.current().filter(partner__isnull=False).exists()


def test_lead_leaves_while_their_partner_does():
    team = somebody(Kind.PROGRAMME_TEAM)
    partners = [a_partner() for _number in range(FIFTY // 5)]
    leads = [lead_of(partner) for partner in partners for _number in range(4)]

    def go(partner):
        return lifecycle.leave(partner, by=team)

    at_once(lambda deed, thing: deed(thing), [*((go, one) for one in partners), *((leave, one) for one in leads)])

    assert not Membership.objects.current().exists()
    assert deeds("membership.ended") + deeds("membership.left") == len(leads)


@pytest.mark.parametrize("kind", ["partners", "people"])
def test_fifty_merges_of_the_same_pair_and_one_of_them_counts(kind):
    team = somebody(Kind.PROGRAMME_TEAM)
    partner = a_partner()
    if kind == "partners":
        merge, one, other = merges.merge_partners, partner, a_partner()
    else:
        merge = merges.merge_people
        one, other = (somebody(Kind.PRACTITIONER, partner=partner) for _number in range(2))
    pairs = [(one, other), (other, one)] * (FIFTY // 2)

    answers = at_once(lambda kept, gone: merge(kept, gone, by=team), pairs)

    assert kinds(answers) == {"Merge": 1, "Refusal": FIFTY - 1}
    assert Merge.objects.count() == deeds(f"{kind}.merged") == 1
