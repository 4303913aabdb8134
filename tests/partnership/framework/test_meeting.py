import re
from datetime import date

import pytest
from django.test import Client

from partnership.core.models import Event, Notice
from partnership.core.refusals import Refusal
from partnership.core.revisions import Changed
from partnership.framework import tasks
from partnership.framework.actions import meeting as actions
from partnership.framework.models import AgreedLevel, ShownEvidence
from partnership.framework.queries import meeting as queries
from partnership.framework.rules import meeting as rules
from partnership.partners.models import Kind
from tests import assessments
from tests.commitments import a_lead
from tests.partnership.framework.open_seats import FEELS_SAFE, TOLD_ONCE, at, met, text
from tests.people import a_person, sign_in, somebody

pytestmark = pytest.mark.django_db
QUERIES = 9


def test_meeting_shows_seats_side_by_side_in_words(client):
    made, lead = met()
    page = text(sign_in(client, lead).get(at(made)))
    assert "at least 10 answered" in page
    assert "at least 5 answered" in page
    assert "3 answered by name" in page
    assert "about 5" in page
    assert "Nobody in this seat answered." in page  # the peer
    assert "We cannot tell people who work or volunteer here and people who use the service apart" in page
    assert "nearly all may be all" not in page


def test_under_ten_people_are_seen_in_whole_domains_only(client):
    made, lead = met()
    page = queries.meeting_page(made, lead)
    several = [one for one in page.domains if len(one.standards) > 1]
    assert [[spread.seat for spread in one.spreads] for one in several] == [["people"], ["people"]]
    assert {spread.seat for domain in several for one in domain.standards for spread in one.spreads} == {
        "leaders",
        "staff",
    }


def test_the_largest_gap_comes_first_unless_the_framework_order_is_chosen(client, pack):
    made, lead = met()
    found = {order: [one.key for one in queries.meeting_page(made, lead, order).domains] for order in ("", "framework")}
    assert found[""][0] == "environment"
    assert found["framework"] == list(pack.framework.domains)
    sizes = [one.largest for one in queries.meeting_page(made, lead).domains]
    assert sizes == sorted(sizes, reverse=True)
    page = sign_in(client, lead).get(at(made), {"order": "framework"}).text
    assert page.index('id="domain-leadership"') < page.index('id="domain-environment"')


def test_twelve_staff_and_six_parents_who_differ_little_cannot_be_told_apart():
    made, lead = met()
    told = {
        gap.told for domain in queries.meeting_page(made, lead).domains for one in domain.standards for gap in one.gaps
    }
    assert {"higher", "not_apart"} <= told


def test_seats_that_agree_have_an_interval_and_a_seat_of_one_has_a_reason():
    made, lead = met()
    seats = {one.key: one for one in queries.meeting_page(made, lead).seats}
    assert re.fullmatch(r"between -?[01].[0-9]{2} and [01].[0-9]{2}", seats["staff"].agreement.interval_words)
    assert (seats["peer"].people, seats["peer"].agreement) == ("", None)


def test_seat_that_is_all_alike_has_a_reason_instead_of_an_agreement():
    made, lead = assessments.begun()
    assessments.responses(assessments.seat_of(made, "staff"), [[4]] * 12)
    tasks.open_now(assessments.closed_for_an_hour(made, lead), by=lead)
    staff = next(one for one in queries.meeting_page(made, lead).seats if one.key == "staff")
    assert staff.agreement.value_words == "cannot be said"
    assert staff.agreement.why.startswith("Every standard was answered alike")


@pytest.mark.parametrize("number", [1, 3])
def test_meeting_asks_as_much_for_three_people_and_things_as_for_one(client, django_assert_num_queries, number):
    made, lead = assessments.begun()
    assessments.responses(assessments.seat_of(made, "staff"), [[4]] * number)
    assessments.responses(assessments.seat_of(made, "people"), [[number]] * 5 * number)
    tasks.open_now(assessments.closed_for_an_hour(made, lead), by=lead)
    for key in assessments.standards(made)[:number]:
        actions.record_level(made, key, {"level": 3}, seen=0, by=lead)
        actions.show_evidence(made, key, "A rule", by=lead)
    sign_in(client, lead).get(at(made))
    with django_assert_num_queries(QUERIES):
        assert client.get(at(made)).status_code == 200


def test_before_results_are_open_there_is_no_meeting(client):
    made, lead = assessments.begun()
    assert "Results are not open yet" in text(sign_in(client, lead).get(at(made)), 403)
    assert client.get(at(made, "assessment-file", ending="json")).status_code == 403


def test_nobody_else_reaches_a_meeting(client):
    made, _lead = met()
    other, stranger = a_lead(None, "Somebody else")
    assert sign_in(Client(), a_person()).get(at(made)).status_code == 404
    answer = sign_in(Client(), somebody(Kind.PROGRAMME_TEAM)).get(at(made))
    assert (answer.status_code, answer.url) == (302, f"/programme/partners/{made.partner.slug}/")
    address = at(made).replace(made.partner.slug, other.slug)
    assert sign_in(client, stranger).get(address).status_code == 404


def test_lead_opens_results_and_the_other_leads_are_told(client):
    made, lead = assessments.begun()
    second = somebody(Kind.PARTNER_LEAD, partner=made.partner)
    assessments.closed_for_an_hour(made, lead)
    answer = sign_in(client, lead).post(at(made, "open-results"), follow=True)
    assert "Results are open, for good." in text(answer)
    told = Notice.objects.filter(category="assessment")
    assert [(one.person, one.href) for one in told] == [(second, at(made))]


def test_meeting_records_a_level_with_what_convinced_and_who_saw_it_otherwise(client, pack):
    made, lead = met()
    here = at(made, "meeting-standard", standard=FEELS_SAFE)
    page = text(sign_in(client, lead).get(here))
    standard = pack.framework.standard(FEELS_SAFE)
    assert [str(level) for level in standard.levels if str(level) not in page] == []
    said = {"revision": 0, "level": "2", "because": "The waiting room", "dissent": "Staff saw it lower"}
    answer = client.post(here, said)
    following = pack.framework.standards[assessments.standards(made).index(FEELS_SAFE) + 1].key
    assert answer.url == at(made, "meeting-standard", standard=following)
    row = AgreedLevel.objects.get(standard=FEELS_SAFE)
    assert (row.level, row.because, row.dissent, row.agreed_by, row.revision) == (
        *(2, "The waiting room", "Staff saw it lower", lead, 1),
    )
    page = text(client.get(at(made)))
    assert "Agreed: level 2. We have looked" in page
    assert "Seen otherwise: Staff saw it lower" in page


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "both views stand"),
        ({"level": "9"}, "Select a valid choice"),
        ({"level": "not"}, "Say why it does not apply to you"),
        ({"level": "3", "why_not": "We have no rooms"}, "Leave this empty, or choose that it does not apply"),
    ],
)
def test_what_cannot_be_kept_is_told_and_stays_typed(client, said, sentence):
    made, lead = met()
    here = at(made, "meeting-standard", standard=FEELS_SAFE)
    page = text(sign_in(client, lead).post(here, {"revision": 0, "dissent": "Parents of two", **said}))
    assert sentence in page
    assert "Parents of two" in client.post(here, {"revision": 0, "dissent": "Parents of two", **said}).text
    assert not AgreedLevel.objects.exists()


def test_two_who_record_at_once_see_both_versions(client):
    made, lead = met()
    here = at(made, "meeting-standard", standard=FEELS_SAFE)
    sign_in(client, lead).post(here, {"revision": 0, "level": "2", "because": "The waiting room"})
    answer = client.post(here, {"revision": 0, "level": "4", "because": "The new door"})
    page = text(answer, 409)
    assert "It now says: “The waiting room”" in page
    assert "The new door" in answer.text
    assert AgreedLevel.objects.get().level == 2
    assert client.post(here, {"revision": 1, "level": "4", "because": "The new door"}).status_code == 302
    assert (AgreedLevel.objects.get().level, AgreedLevel.objects.get().revision) == (4, 2)


def test_standard_may_not_apply_with_a_reason_or_stay_open(client):
    made, lead = met()
    actions.record_level(made, FEELS_SAFE, {"level": None, "why_not": "No rooms"}, seen=0, by=lead)
    actions.record_level(made, TOLD_ONCE, {"level": None, "dissent": "Half and half"}, seen=0, by=lead)
    page = text(sign_in(client, lead).get(at(made)))
    assert "Agreed: it does not apply. No rooms" in page
    assert "Not agreed: both views stand." in page
    assert re.search(r'value="not" checked', client.get(at(made, "meeting-standard", standard=FEELS_SAFE)).text)
    assert re.search(r'value="open" checked', client.get(at(made, "meeting-standard", standard=TOLD_ONCE)).text)


def test_who_may_record():
    made, lead = met()
    named = assessments.seat_of(made, "leaders").responses.exclude(person=lead).first().person
    champion = somebody(Kind.CHAMPION, partner=made.partner)
    for person in (lead, named, champion):
        rules.check_can_record(person, made, FEELS_SAFE)
    for person, sentence in (
        (somebody(Kind.PRACTITIONER, partner=made.partner), "kept by a lead, a champion"),
        (a_person(), "Only people who belong"),
    ):
        with pytest.raises(Refusal, match=sentence):
            actions.record_level(made, FEELS_SAFE, {"level": 3}, seen=0, by=person)
    assert not AgreedLevel.objects.exists()


@pytest.mark.parametrize(
    ("standard", "changes", "sentence"),
    [
        ("moon", {"level": 3}, "no such standard"),
        (FEELS_SAFE, {"level": 6}, "from 1 to 5"),
        (FEELS_SAFE, {"level": 0}, "from 1 to 5"),
        (FEELS_SAFE, {"level": 3, "why_not": "No rooms"}, "not both"),
    ],
)
def test_record_refuses_what_is_no_level(standard, changes, sentence):
    made, lead = met()
    with pytest.raises(Refusal, match=sentence):
        actions.record_level(made, standard, changes, seen=0, by=lead)


def test_record_refuses_before_results_are_open_and_after_all_is_agreed():
    made, lead = assessments.begun()
    with pytest.raises(Refusal, match="not open yet"):
        actions.record_level(made, FEELS_SAFE, {"level": 3}, seen=0, by=lead)
    tasks.open_now(assessments.closed_for_an_hour(made, lead), by=lead)
    kept = actions.record_level(made, FEELS_SAFE, {"level": 3}, seen=0, by=lead)
    actions.agree_assessment(made, by=lead)
    with pytest.raises(Refusal, match="takes it up again first"):
        actions.record_level(made, FEELS_SAFE, {"level": 4}, seen=kept.revision, by=lead)
    actions.take_up_again(made, by=lead)
    with pytest.raises(Changed):
        actions.record_level(made, FEELS_SAFE, {"level": 4}, seen=0, by=lead)
    assert actions.record_level(made, FEELS_SAFE, {"level": 4}, seen=kept.revision, by=lead).level == 4


def test_evidence_is_added_with_a_day_and_taken_back_once(client):
    made, lead = met()
    page = at(made, "meeting-standard", standard=FEELS_SAFE)
    sign_in(client, lead)
    assert "Say what you can show" in text(client.post(page, {"show": "yes", "where": "The office"}))
    client.post(page, {"show": "yes", "what": "A walk round", "where": "The office", "dated_on": "2026-03-01"})
    shown = ShownEvidence.objects.get()
    assert (shown.standard, shown.what, shown.where, shown.dated_on) == (
        *(FEELS_SAFE, "A walk round", "The office", date(2026, 3, 1)),
    )
    assert "A walk round" in text(client.get(page))
    back = at(made, "take-evidence-back", evidence=shown.pk)
    assert client.post(back).url == page
    assert "A walk round" not in text(client.get(page))
    assert "taken back already" in text(client.post(back), 403)


def test_evidence_of_another_partner_cannot_be_taken_back(client):
    made, lead = met()
    other, their_lead = met()
    theirs = actions.show_evidence(other, FEELS_SAFE, "A rule", by=their_lead)
    assert sign_in(client, lead).post(at(made, "take-evidence-back", evidence=theirs.pk)).status_code == 404


def test_how_those_under_16_were_heard_is_kept_beside_the_standards(client):
    made, lead = met()
    here = at(made, "meeting-heard")
    sign_in(client, lead)
    assert "Nobody under 16 is sent a link" in text(client.get(here))
    assert client.post(here, {"what": "A pupils' council of twenty"}).url == here
    shown = ShownEvidence.objects.get()
    assert shown.standard == ""
    assert "A pupils' council of twenty" in text(client.get(at(made)))
    assert queries.meeting_page(made, lead).claims[1].words == "0 of 0 standards"
    assert client.post(at(made, "take-evidence-back", evidence=shown.pk)).url == here


@pytest.mark.parametrize("words", ["", "  "])
def test_evidence_without_words_is_refused(words):
    made, lead = met()
    with pytest.raises(Refusal, match="Say what you can show"):
        actions.show_evidence(made, FEELS_SAFE, words, by=lead)


def test_claimed_evidenced_and_corroborated_stand_side_by_side_and_are_never_added_up(client):
    made, lead = met()
    for key, level in ((FEELS_SAFE, 5), (TOLD_ONCE, 5)):
        actions.record_level(made, key, {"level": level}, seen=0, by=lead)
    actions.show_evidence(made, FEELS_SAFE, "A rule", by=lead)
    claims = queries.meeting_page(made, lead).claims
    assert [one.words for one in claims] == ["2 of 12 standards", "1 of 2 standards", "1 of 2 standards"]
    page = text(sign_in(client, lead).get(at(made)))
    assert "These three say different things. They are never added up." in page


def test_quality_is_noted_in_words():
    made, lead = met(people=3)
    for key in assessments.standards(made)[:3]:
        actions.record_level(made, key, {"level": 5}, seen=0, by=lead)
    actions.show_evidence(made, FEELS_SAFE, "An old rule", dated_on=date(2001, 1, 1), by=lead)
    said = " ".join(queries.meeting_page(made, lead).notes)
    for words in ("could not be heard on it", "the same level everywhere", "more than two years old"):
        assert words in said


def test_domain_level_says_its_formula_and_what_it_hangs_on(pack):
    made, lead = met()
    actions.record_level(made, FEELS_SAFE, {"level": 5}, seen=0, by=lead)
    page = queries.meeting_page(made, lead, "framework")
    assert page.formula.startswith("The level is the middle one of its standards")
    assert "Never above level 3 without: something that can be shown." in page.formula
    domain = next(one for one in page.domains if one.key == "environment")
    assert domain.level.value_words == "level 3"
    assert "Without the rule on “something that can be shown”: level 5 instead of 3." in domain.hangs_on
    actions.show_evidence(made, FEELS_SAFE, "A walk round", by=lead)
    domain = next(one for one in queries.meeting_page(made, lead).domains if one.key == "environment")
    assert domain.level.value_words == "level 5"


def test_edition_without_a_scoring_has_no_domain_level(framework_folder):
    path = framework_folder / "short-2026" / "edition.yaml"
    head, _, tail = path.read_text("utf-8").partition("scoring:\n")
    path.write_text(head + tail[tail.index("seats:") :], "utf-8")
    made, lead = met()
    page = queries.meeting_page(made, lead)
    assert (page.formula, {one.level for one in page.domains}) == ("", {None})


def test_meeting_ends_when_a_lead_says_so_and_is_taken_up_again(client):
    made, lead = met()
    with pytest.raises(Refusal, match="at least one standard first"):
        actions.agree_assessment(made, by=lead)
    actions.record_level(made, FEELS_SAFE, {"level": 3}, seen=0, by=lead)
    champion = somebody(Kind.CHAMPION, partner=made.partner)
    with pytest.raises(Refusal, match="Only a lead"):
        actions.agree_assessment(made, by=champion)
    assert sign_in(client, lead).post(at(made, "agree-assessment")).url == at(made, "assessment")
    made.refresh_from_db()
    assert (made.state, made.agreed_by) == ("agreed", lead)
    with pytest.raises(Refusal, match="Agreed"):
        actions.agree_assessment(made, by=lead)
    with pytest.raises(Refusal, match="Only a lead"):
        actions.take_up_again(made, by=champion)
    assert client.post(at(made, "take-up-again")).url == at(made)
    made.refresh_from_db()
    assert (made.state, made.agreed_at, made.agreed_by) == ("open", None, None)
    with pytest.raises(Refusal, match="Results are open"):
        actions.take_up_again(made, by=lead)


def test_each_deed_stands_in_the_log():
    made, lead = met()
    actions.record_level(made, FEELS_SAFE, {"level": 3}, seen=0, by=lead)
    shown = actions.show_evidence(made, FEELS_SAFE, "A rule", by=lead)
    actions.take_evidence_back(shown, by=lead)
    actions.agree_assessment(made, by=lead)
    actions.take_up_again(made, by=lead)
    verbs = Event.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[-5:] == [
        *("level.agreed", "evidence.shown", "evidence.taken_back", "assessment.agreed", "assessment.taken_up_again"),
    ]


def test_colleague_reads_and_cannot_record(client):
    made, lead = met()
    actions.record_level(made, FEELS_SAFE, {"level": 3}, seen=0, by=lead)
    sign_in(client, somebody(Kind.PRACTITIONER, partner=made.partner))
    answer = client.get(at(made, "meeting-standard", standard=FEELS_SAFE))
    assert "Agreed: level 3." in text(answer)
    assert "kept by a lead, a champion" in text(answer)
    assert "<form method" not in answer.text.split('id="seats"')[1]


def test_standard_that_is_not_there_is_not_found(client):
    made, lead = met()
    assert sign_in(client, lead).get(at(made, "meeting-standard", standard="moon")).status_code == 404
