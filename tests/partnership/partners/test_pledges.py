"""Pledges: proposed, agreed, reported each year while the year is open, paused gently, shown only where chosen."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core.models import Notice
from partnership.core.refusals import Refusal
from partnership.core.revisions import Changed
from partnership.partners.actions import charter
from partnership.partners.actions import pledges as actions
from partnership.partners.models import PLEDGING, Kind, Pledge, PledgeReport
from partnership.partners.models.years import anniversary, closed_year, open_year, year, year_opened
from partnership.partners.queries import pledges as queries
from tests.commitments import CLAUSE, a_lead, pledged, signed
from tests.people import a_partner, somebody

pytestmark = pytest.mark.django_db
LATER = date(2031, 1, 1)
SIGNED = datetime(2025, 3, 3, 12, 0, tzinfo=timezone.get_default_timezone())
OPEN = SIGNED.replace(year=2026, day=10)
CLOSED = SIGNED.replace(year=2026, month=7)


@pytest.fixture
def made():
    """A partner that signed on 3 March 2025 and agreed a pledge the same day."""
    partner, lead = a_lead()
    signed(partner, lead, at=SIGNED)
    return pledged(partner, lead, at=SIGNED)


@pytest.fixture
def housekeeper():
    return Person.objects.system("housekeeper")


def test_every_state_of_a_pledge_is_reached_and_none_is_a_trap():
    assert PLEDGING.reached() == set(PLEDGING.states)
    assert PLEDGING.traps() == set()


def test_years_open_a_month_before_they_end_and_close_three_months_after():
    since = date(2024, 2, 29)
    first = year(since, 1)
    assert (first.from_on, first.to_on) == (since, date(2025, 2, 28))
    assert anniversary(since, 4) == date(2028, 2, 29)
    assert year_opened(since, date(2024, 12, 1)) is None
    assert open_year(since, first.opens_on - timedelta(days=1)) is None
    assert open_year(since, first.opens_on) == first
    assert open_year(since, first.closes_on) is None
    assert closed_year(since, first.closes_on) == first
    assert closed_year(since, first.closes_on - timedelta(days=1)) is None
    assert closed_year(since, year(since, 2).to_on) == first
    assert closed_year(since, since) is None


def test_anybody_of_the_partner_proposes_and_a_lead_agrees_once_it_has_signed():
    partner, lead = a_lead()
    practitioner = somebody(Kind.PRACTITIONER, partner=partner)
    pledge = actions.propose_pledge(partner, CLAUSE, "We ask once.", LATER, owner=practitioner, by=practitioner)
    with pytest.raises(Refusal, match="Only a lead"):
        actions.agree_pledge(pledge, by=practitioner)
    with pytest.raises(Refusal, match="once your organisation has signed"):
        actions.agree_pledge(pledge, by=lead)
    signed(partner, lead)
    actions.agree_pledge(pledge, by=lead)
    assert pledge.state == "agreed"
    assert Notice.objects.filter(person=practitioner, category="pledge").count() == 1
    actions.start_pledge(pledge, by=practitioner)
    assert pledge.state == "in-progress"


@pytest.mark.parametrize(
    ("clause", "day", "sentence"),
    [
        ("urn:heartwood:charter:west-yorkshire:none", LATER, "Choose one of the clauses"),
        (CLAUSE, date(2020, 1, 1), "has passed"),
    ],
)
def test_propose_refuses_what_cannot_be(clause, day, sentence):
    partner, lead = a_lead()
    with pytest.raises(Refusal, match=sentence):
        actions.propose_pledge(partner, clause, "Something", day, by=lead)


def test_whoever_looks_after_a_pledge_belongs_to_the_partner():
    partner, lead = a_lead()
    with pytest.raises(Refusal, match="has to belong to"):
        actions.propose_pledge(partner, CLAUSE, "Something", LATER, owner=somebody(Kind.TRAINER), by=lead)


def test_edit_is_for_all_while_proposed_then_for_leads_then_for_nobody(made):
    lead = made.owner
    practitioner = somebody(Kind.PRACTITIONER, partner=made.partner)
    with pytest.raises(Refusal, match="Only a lead"):
        actions.edit_pledge(made, {"what": "Less"}, by=practitioner, seen=made.revision)
    seen = made.revision
    actions.edit_pledge(made, {"what": "More", "clause": "elsewhere"}, by=lead, seen=seen)
    assert (made.what, made.clause) == ("More", CLAUSE)
    with pytest.raises(Changed):
        actions.edit_pledge(made, {"what": "Most"}, by=lead, seen=seen)
    actions.withdraw_pledge(made, "The team has gone.", by=lead)
    with pytest.raises(Refusal, match="This pledge is closed"):
        actions.edit_pledge(made, {"what": "Other"}, by=lead, seen=made.revision)
    proposed = actions.propose_pledge(made.partner, CLAUSE, "A", LATER, by=practitioner)
    actions.edit_pledge(proposed, {"what": "B", "owner": lead}, by=practitioner, seen=0)
    assert (proposed.what, proposed.owner) == ("B", lead)


def test_withdraw_says_why(made):
    with pytest.raises(Refusal, match="Say in a sentence why"):
        actions.withdraw_pledge(made, " ", by=made.owner)


def test_report_waits_for_its_year(made):
    with pytest.raises(Refusal, match="no year to report on"):
        actions.report_on_pledge(made, "kept", by=made.owner, at=SIGNED + timedelta(days=90))


def test_report_is_for_its_owner_or_a_lead(made):
    with pytest.raises(Refusal, match="Only whoever looks after"):
        actions.report_on_pledge(made, "kept", by=somebody(Kind.PRACTITIONER, partner=made.partner), at=OPEN)


@pytest.mark.parametrize(("outcome", "sentence"), [("perhaps", "Choose kept"), ("not-kept", "why it was not kept")])
def test_report_is_one_of_three_and_not_kept_has_a_reason(made, outcome, sentence):
    with pytest.raises(Refusal, match=sentence):
        actions.report_on_pledge(made, outcome, " ", by=made.owner, at=OPEN)


def test_the_table_itself_refuses_not_kept_without_a_reason(made):
    report = actions.report_on_pledge(made, "kept", by=made.owner, at=OPEN)
    with pytest.raises(IntegrityError), transaction.atomic():
        PledgeReport.objects.filter(pk=report.pk).update(outcome="not-kept", words="")


def test_report_is_changed_until_its_year_closes(made):
    first = actions.report_on_pledge(made, "kept", finished=True, by=made.owner, at=OPEN)
    assert (made.state, first.year) == ("kept", 1)
    with pytest.raises(Changed):
        actions.report_on_pledge(made, "not-kept", "We stopped.", by=made.owner, at=OPEN)
    actions.report_on_pledge(made, "partly-kept", finished=True, by=made.owner, seen=first.revision, at=OPEN)
    assert made.state == "partly-kept"
    again = actions.report_on_pledge(made, "partly-kept", by=made.owner, seen=first.revision + 1, at=OPEN)
    assert made.state == "in-progress"
    assert made.reports.count() == 1
    with pytest.raises(Refusal, match="no year to report on"):
        actions.report_on_pledge(made, "kept", by=made.owner, seen=again.revision, at=CLOSED)


def test_a_pledge_that_goes_on_is_reported_again_next_year(made):
    actions.start_pledge(made, by=made.owner)
    actions.report_on_pledge(made, "kept", by=made.owner, at=OPEN)
    second = actions.report_on_pledge(
        made, "not-kept", "We ran out of time.", by=made.owner, at=OPEN.replace(year=2027)
    )
    assert (second.year, made.state) == (2, "in-progress")
    actions.report_on_pledge(made, "kept", finished=True, by=made.owner, seen=1, at=OPEN.replace(year=2027))
    with pytest.raises(Refusal, match="closed already"):
        actions.report_on_pledge(made, "kept", by=made.owner, at=OPEN.replace(year=2028))


def test_report_refuses_what_was_never_agreed_or_was_withdrawn(made):
    proposed = actions.propose_pledge(made.partner, CLAUSE, "A", LATER, by=made.owner)
    with pytest.raises(Refusal, match="now “Proposed”"):
        actions.report_on_pledge(proposed, "kept", by=made.owner, at=OPEN)
    charter.withdraw(made.partner.commitments.get(), by=made.owner)
    with pytest.raises(Refusal, match="no year to report on"):
        actions.report_on_pledge(made, "kept", by=made.owner, at=OPEN)


def test_a_year_without_a_word_pauses_gently_and_once(made, housekeeper):
    commitment = made.partner.commitments.get()
    assert actions.pause_lapsed(on=OPEN.date(), by=housekeeper) == 0
    assert actions.pause_lapsed(on=CLOSED.date(), by=housekeeper) == 1
    assert actions.pause_lapsed(on=CLOSED.date(), by=housekeeper) == 0
    commitment.refresh_from_db()
    made.refresh_from_db()
    assert (commitment.state, made.state) == ("paused", "paused")
    assert Notice.objects.filter(person=made.owner, sentence__contains="resting").count() == 1
    charter.resume(commitment, by=made.owner)
    assert actions.pause_lapsed(on=CLOSED.date(), by=housekeeper) == 0


def test_a_late_word_wakes_pledge_and_commitment(made, housekeeper):
    actions.pause_lapsed(on=CLOSED.date(), by=housekeeper)
    made.refresh_from_db()
    report = actions.report_on_pledge(made, "partly-kept", by=made.owner, at=CLOSED)
    assert (report.year, made.state) == (1, "in-progress")
    assert made.partner.commitments.get().state == "signed"


def test_a_late_word_can_be_the_last(made, housekeeper):
    actions.pause_lapsed(on=CLOSED.date(), by=housekeeper)
    made.refresh_from_db()
    actions.report_on_pledge(made, "kept", finished=True, by=made.owner, at=CLOSED)
    assert made.state == "kept"


def test_one_word_keeps_the_commitment_awake_and_only_the_silent_pledge_rests(made, housekeeper):
    silent = pledged(made.partner, made.owner, at=SIGNED, what="Another")
    new = pledged(made.partner, made.owner, at=SIGNED.replace(year=2026, month=2), what="New")
    actions.report_on_pledge(made, "kept", by=made.owner, at=OPEN)
    assert actions.pause_lapsed(on=CLOSED.date(), by=housekeeper) == 0
    assert [Pledge.objects.get(pk=one.pk).state for one in (made, silent, new)] == ["in-progress", "paused", "agreed"]


def test_a_signature_without_pledges_and_without_a_word_rests_too(housekeeper):
    partner, lead = a_lead()
    signed(partner, lead, at=SIGNED)
    assert actions.pause_lapsed(on=CLOSED.date(), by=housekeeper) == 1


def test_only_the_clock_or_the_programme_pauses_and_reminds(made):
    for action in (actions.pause_lapsed, actions.remind_due):
        with pytest.raises(Refusal, match="own schedule"):
            action(by=made.owner)
        assert action(on=SIGNED.date(), by=somebody(Kind.PROGRAMME_TEAM)) == 0


def test_leads_are_reminded_once_and_not_where_all_is_said(made, housekeeper):
    assert actions.remind_due(on=SIGNED.date() + timedelta(days=30), by=housekeeper) == 0
    assert actions.remind_due(on=OPEN.date(), by=housekeeper) == 1
    assert actions.remind_due(on=OPEN.date(), by=housekeeper) == 0
    told = Notice.objects.filter(person=made.owner, category="pledge")
    assert [notice.href for notice in told] == [f"/for/{made.partner.slug}/pledges/"]
    other, lead = a_lead(a_partner("Rowan House"))
    signed(other, lead, at=SIGNED)
    actions.report_on_pledge(pledged(other, lead, at=SIGNED), "kept", by=lead, at=OPEN)
    assert actions.remind_due(on=OPEN.date(), by=housekeeper) == 0


def test_pledges_are_the_partners_own_until_it_shows_them(made):
    partner, lead = made.partner, made.owner
    proposed = actions.propose_pledge(partner, CLAUSE, "Not yet", LATER, by=lead)
    assert queries.public_pledges(partner) == ()
    assert [one.what for one in queries.public_pledges(partner, lead)] == ["We ask once."]
    actions.show_pledges(partner, True, by=lead)
    assert [one.what for one in queries.public_pledges(partner)] == ["We ask once."]
    assert queries.public_pledges(partner) == queries.public_pledges(partner, lead)
    assert list(Pledge.objects.visible_to(None)) == [made]
    assert proposed in Pledge.objects.visible_to(lead)
    assert proposed not in Pledge.objects.visible_to(somebody(Kind.PRACTITIONER, partner=a_partner()))
    actions.show_pledges(partner, False, by=lead)
    assert queries.public_pledges(partner) == ()
    with pytest.raises(Refusal, match="Only a lead"):
        actions.show_pledges(partner, True, by=somebody(Kind.PRACTITIONER, partner=partner))


def test_unlisted_partners_show_nothing_whatever_they_chose(made):
    actions.show_pledges(made.partner, True, by=made.owner)
    made.partner.listed = False
    made.partner.save()
    assert queries.public_pledges(made.partner) == ()


def test_reports_are_seen_with_their_pledge(made):
    report = actions.report_on_pledge(made, "kept", "Every day.", by=made.owner, at=OPEN)
    assert list(PledgeReport.objects.visible_to(None)) == []
    actions.show_pledges(made.partner, True, by=made.owner)
    assert list(PledgeReport.objects.visible_to(None)) == [report]
    (shown,) = queries.public_pledges(made.partner)
    assert (shown.told[0].outcome, shown.told[0].words) == ("Kept", "Every day.")
