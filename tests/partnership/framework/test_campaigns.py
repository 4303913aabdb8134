"""The programme asks many partners at once: whom, how far each is, gently, and never what was said."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.core.models import Event, Notice
from partnership.core.refusals import Refusal
from partnership.framework.actions import arranging
from partnership.framework.actions import campaigns as actions
from partnership.framework.models import COME_SO_FAR, Assessment, Campaign, Invited
from partnership.framework.queries import campaigns as queries
from partnership.framework.queries import invitations
from partnership.framework.rules import campaigns as rules
from partnership.partners.models import Kind
from tests import assessments
from tests.campaigns import a_campaign, agreed, invited
from tests.commitments import a_lead
from tests.people import a_partner, a_person, somebody

pytestmark = pytest.mark.django_db
LATER = timedelta(days=60)


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


@pytest.fixture
def campaign(team):
    return a_campaign(team)


def so_far(invited):
    return Invited.objects.followed().get(pk=invited.pk).so_far


def test_campaign_is_made_by_the_programme_team_alone():
    with pytest.raises(Refusal, match="for the programme team"):
        actions.make_campaign("Spring", assessments.SHORT, timezone.localdate() + LATER, by=a_lead()[1])


@pytest.mark.parametrize(
    ("edition", "days", "sentence"),
    [("long-2026", 60, "not offered"), ("short-2026", -1, "passed already"), ("short-2026", 400, "a year away")],
)
def test_campaign_asks_what_is_offered_until_a_day_to_come(team, edition, days, sentence):
    with pytest.raises(Refusal, match=sentence):
        actions.make_campaign("Spring", edition, timezone.localdate() + timedelta(days=days), by=team)


def test_change_keeps_to_a_day_to_come_and_to_an_open_campaign(team, campaign):
    with pytest.raises(Refusal, match="passed already"):
        actions.change_campaign(campaign, {"closes_on": date(2020, 1, 1)}, seen=campaign.revision, by=team)
    actions.change_campaign(campaign, {"name": "Summer"}, seen=campaign.revision, by=team)
    actions.close_campaign(campaign, by=team)
    with pytest.raises(Refusal, match="is closed"):
        actions.change_campaign(campaign, {"name": "Autumn"}, seen=campaign.revision, by=team)
    assert campaign.name == "Summer"


def test_nobody_is_invited_or_told_twice(campaign):
    partner, lead = a_lead()
    assert len(invited(campaign, partner, partner)) == 1
    assert len(invited(campaign, partner, a_partner())) == 1
    assert campaign.invited.count() == 2
    (told,) = Notice.objects.filter(person=lead)
    one = campaign.invited.get(partner=partner)
    assert told.href == reverse("campaign-invitation", kwargs={"partner": partner.slug, "pk": one.pk})
    assert told.category == "assessment"


def test_invite_refuses_nobody_and_whoever_is_not_part_of_this(team, campaign):
    with pytest.raises(Refusal, match="at least one"):
        actions.invite_partners(campaign, [], by=team)
    with pytest.raises(Refusal, match=r"Not part of the partnership at the moment: Gone\. Nobody"):
        actions.invite_partners(campaign, [a_partner(), a_partner("Gone", state="left")], by=team)
    assert not campaign.invited.exists()


def test_invite_refuses_after_the_last_day_and_after_closing(team, campaign):
    Campaign.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refusal, match="last day of this campaign is over"):
        actions.invite_partners(campaign, [a_partner()], by=team)
    actions.close_campaign(campaign, by=team)
    with pytest.raises(Refusal, match="is closed"):
        actions.invite_partners(campaign, [a_partner()], by=team)


def test_how_far_is_told_from_the_assessment_of_the_whole(campaign):
    partner, lead = a_lead()
    (one,) = invited(campaign, partner)
    seen = [so_far(one)]
    assessments.started(partner, lead, campaign=campaign, scope="team", scope_name="Night shift")
    Assessment.objects.update(state="open")
    seen.append(so_far(one))
    whole = assessments.started(partner, lead, campaign=campaign)
    seen.append(so_far(one))
    for state in ("answering", "closed", "open", "agreed"):
        Assessment.objects.filter(pk=whole.pk).update(state=state)
        seen.append(so_far(one))
    assert seen == ["not-begun", "open", "preparing", "answering", "closed", "open", "agreed"]
    assert set(seen) < set(COME_SO_FAR)


def test_what_was_called_off_or_is_of_another_campaign_counts_nothing(team, campaign):
    partner, lead = a_lead()
    (one,) = invited(campaign, partner)
    other = a_campaign(team, "Other")
    invited(other, partner)
    made, _lead = assessments.begun(partner, lead, campaign=campaign)
    arranging.call_off_assessment(made, "We moved", by=lead)
    assessments.started(partner, lead, campaign=other)
    assert so_far(one) == "not-begun"


def test_start_for_a_campaign_needs_an_invitation_its_edition_and_that_it_is_open(team, campaign):
    partner, lead = a_lead()
    with pytest.raises(Refusal, match="is not invited"):
        assessments.started(partner, lead, campaign=campaign)
    invited(campaign, partner)
    Campaign.objects.filter(pk=campaign.pk).update(edition="short-2025")
    campaign.refresh_from_db()
    with pytest.raises(Refusal, match="another edition"):
        assessments.started(partner, lead, campaign=campaign)
    actions.close_campaign(campaign, by=team)
    with pytest.raises(Refusal, match="or it is over"):
        assessments.started(partner, lead, campaign=campaign)


def test_remind_reaches_who_has_not_finished_once_in_14_days(team, campaign):
    (partner, lead), (done, its_lead) = a_lead(a_partner("Waits")), a_lead(a_partner("Done"))
    silent = a_partner("Has no lead")
    invited(campaign, partner, done, silent, days_ago=15)
    agreed(done, its_lead, campaign=campaign)
    new, _lead = a_lead(a_partner("New"))
    invited(campaign, new)
    Notice.objects.all().delete()

    page = queries.reminder_page(team, campaign)
    assert (page.names, page.finished, page.lately, page.without_lead) == (("Waits",), 1, 1, 1)
    assert actions.remind_partners(campaign, by=team) == 1
    assert list(Notice.objects.values_list("person", flat=True)) == [lead.pk]
    with pytest.raises(Refusal, match=r"within 14 days. You can remind them from \d+ \w+ \d{4}\."):
        actions.remind_partners(campaign, by=team)
    assert actions.remind_partners(campaign, by=team, at=timezone.now() + timedelta(days=15)) == 2


def test_remind_refuses_where_there_is_nobody_to_tell(team, campaign):
    with pytest.raises(Refusal, match="nobody to remind"):
        actions.remind_partners(campaign, by=team)
    invited(campaign, a_partner(), days_ago=20)
    with pytest.raises(Refusal, match="no lead who could be told"):
        actions.remind_partners(campaign, by=team)
    actions.close_campaign(campaign, by=team)
    with pytest.raises(Refusal, match="is closed"):
        actions.remind_partners(campaign, by=team)


def test_closing_stops_nobody_from_answering(team, campaign):
    partner, lead = a_lead()
    (one,) = invited(campaign, partner)
    made, _lead = assessments.begun(partner, lead, campaign=campaign)
    actions.close_campaign(campaign, by=team)
    made.refresh_from_db()
    assert made.state == "answering"
    arranging.close_assessment(made, by=lead)
    assert so_far(one) == "closed"
    with pytest.raises(Refusal, match="closed already"):
        actions.close_campaign(campaign, by=team)


def test_excuse_says_why_and_can_be_taken_back(team, campaign):
    (one,) = invited(campaign, a_lead()[0])
    with pytest.raises(Refusal, match="Say why"):
        actions.excuse_partner(one, " ", by=team)
    actions.excuse_partner(one, "Two services merge", by=team)
    assert so_far(one) == "excused"
    with pytest.raises(Refusal, match="stands instead"):
        actions.excuse_partner(one, "Again", by=team)
    actions.take_back_instead(one, by=team)
    one.refresh_from_db()
    assert (so_far(one), one.why, one.decided_by) == ("not-begun", "", None)
    with pytest.raises(Refusal, match="nothing to take back"):
        actions.take_back_instead(one, by=team)


def test_whoever_has_agreed_is_not_excused(team, campaign):
    partner, lead = a_lead()
    (one,) = invited(campaign, partner)
    agreed(partner, lead, campaign=campaign)
    with pytest.raises(Refusal, match="has agreed its levels"):
        actions.excuse_partner(one, "Why not", by=team)


def test_carry_forward_is_the_partners_own_unless_the_team_knows_of_it(team, campaign):
    partner, lead = a_lead()
    (one,) = invited(campaign, partner)
    with pytest.raises(Refusal, match="no agreed assessment"):
        actions.carry_forward(one, "It still holds", by=lead)
    last = agreed(partner, lead)
    with pytest.raises(Refusal, match="know of no assessment"):
        actions.carry_forward(one, "It still holds", by=team)
    actions.carry_forward(one, "It still holds", by=lead)
    assert (so_far(one), one.carried_from) == ("carried", last)
    actions.take_back_instead(one, by=lead)

    before = a_campaign(team, "Before")
    Assessment.objects.filter(pk=last.pk).update(campaign=before)
    actions.carry_forward(one, "It still holds", by=team)
    with pytest.raises(Refusal, match="for the programme team"):
        actions.take_back_instead(one, by=a_person())


def test_a_lead_does_not_excuse_nor_take_back_an_excuse(team, campaign):
    partner, lead = a_lead()
    (one,) = invited(campaign, partner)
    with pytest.raises(Refusal, match="for the programme team"):
        actions.excuse_partner(one, "We would rather not", by=lead)
    actions.excuse_partner(one, "Two services merge", by=team)
    with pytest.raises(Refusal, match="for the programme team"):
        actions.take_back_instead(one, by=lead)


def test_what_was_begun_before_the_invitation_can_count(team, campaign):
    partner, lead = a_lead()
    made, _lead = assessments.begun(partner, lead)
    (one,) = invited(campaign, partner)
    assert not Assessment.objects.visible_to(team).exists()
    assert [each.pk for each in invitations.invitation_page(lead, one).under_way] == [made.pk]
    actions.count_for_campaign(made, one, by=lead)
    assert so_far(one) == "answering"
    with pytest.raises(Refusal, match="cannot count here"):
        actions.count_for_campaign(made, one, by=lead)
    with pytest.raises(Refusal, match="Only people who belong"):
        actions.count_for_campaign(made, one, by=team)
    actions.close_campaign(campaign, by=team)
    with pytest.raises(Refusal, match="is closed"):
        rules.check_can_count_for_campaign(lead, one)


def test_every_deed_is_in_the_log(team, campaign):
    (one,) = invited(campaign, a_lead()[0], days_ago=15)
    actions.remind_partners(campaign, by=team)
    actions.excuse_partner(one, "Why", by=team)
    actions.take_back_instead(one, by=team)
    actions.close_campaign(campaign, by=team)
    verbs = Event.objects.filter(by=team, verb__startswith="campaign.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [
        *("campaign.made", "campaign.partners_invited", "campaign.partners_reminded", "campaign.partner_excused"),
        *("campaign.instead_taken_back", "campaign.closed"),
    ]


def test_what_waits_is_told_to_the_lead_and_to_the_team(team, campaign):
    partner, lead = a_lead()
    invited(campaign, partner)
    (need,) = invitations.needs(lead)
    assert need.sentence == f"{partner.name} is invited to look honestly at itself: “Spring 2027”"
    assert invitations.needs(team) == ()
    Campaign.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    (need,) = invitations.needs(team)
    assert need.href == reverse("campaign", kwargs={"pk": campaign.pk})
    assessments.started(partner, lead, campaign=campaign)
    assert invitations.needs(lead) == ()
