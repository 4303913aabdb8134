"""Results open once, an hour after closing; what was answered without a name is then gone, and two dates know each other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from heartwood.disclosure.opening import LEAST as LIBRARY_LEAST
from heartwood.estimates import Shown
from partnership.core.models import Event
from partnership.core.refusals import Refusal
from partnership.framework import tasks
from partnership.framework.actions.opening import open_results
from partnership.framework.models import LEAST, Answer, Assessment, Response
from partnership.framework.queries.opened import opened, openings, seats_opened
from partnership.partners.models import Kind
from tests import assessments
from tests.frameworks import an_edition_of_next_year
from tests.people import somebody

pytestmark = pytest.mark.django_db
MIXED = [[1], [2], [2], [3], [3], [3], [4], [4], [4], [5], [5], [5]]


def closed(each=MIXED, seat="staff", **more):
    made, lead = assessments.begun(**more)
    assessments.responses(assessments.seat_of(made, seat), each)
    return assessments.closed_for_an_hour(made, lead), lead


def again(made, lead, each):
    """Open once more for the same partner, whether or not anything was agreed."""
    return closed(each, partner=made.partner, by=lead)[0]


def tables(assessment, seat="staff"):
    return opened(assessments.seat_of(assessment, seat)).tables


def test_both_hold_to_the_same_least_number():
    assert LEAST == LIBRARY_LEAST


def test_opening_keeps_what_is_shown_and_deletes_every_answer_without_a_name():
    made, lead = assessments.begun()
    staff, leaders = (assessments.seat_of(made, key) for key in ("staff", "leaders"))
    assessments.responses(staff, MIXED)
    begun = Response.objects.create(seat=staff)
    begun.answers.create(standard="feels-safe", level=1)
    named = assessments.respond(leaders, [4], person=lead)
    tasks.open_now(assessments.closed_for_an_hour(made, lead), by=lead)
    assert list(Response.objects.all()) == [named]
    assert set(Answer.objects.values_list("response", flat=True)) == {named.pk}
    shown = seats_opened(Assessment.objects.get(pk=made.pk))
    assert list(shown) == ["leaders", "staff", "people", "peer"]
    assert [(table.bars, table.shown) for table in shown["staff"].tables] == [((0, 0, 5, 5, 5), Shown.SHOWN)] * 12
    assert {table.bars for table in shown["leaders"].tables} == {(0, 0, 0, 1, 0)}
    assert (shown["people"].people_at_least, shown["people"].shown) == (0, Shown.TOO_FEW)
    assert (made.state, made.opened_by) == ("open", lead)
    assert Event.objects.filter(verb="assessment.opened", by=lead).count() == 1


def test_under_ten_people_open_domains_only(pack):
    made, lead = closed(MIXED[:6], "people")
    tasks.open_now(made, by=lead)
    found = [table.standards for table in tables(made, "people")]
    assert (len(found), sum(map(len, found))) == (10, 12)
    assert ("feels-safe",) in found
    assert [table.domain for table in tables(made, "people")] == list(pack.framework.domains)


def test_partner_that_asked_for_more_people_opens_from_more():
    made, lead = closed(MIXED[:7], least=8)
    tasks.open_now(made, by=lead)
    assert opened(assessments.seat_of(made, "staff")).shown is Shown.TOO_FEW


def test_what_was_not_handed_in_is_in_no_table():
    made, _lead = closed(MIXED[:9])
    begun = Response.objects.create(seat=assessments.seat_of(made, "staff"))
    begun.answers.create(standard="feels-safe", level=1)
    assert openings(made)["staff"].opened["people_at_least"] == 5


def test_answers_are_read_in_as_many_queries_for_many_as_for_few(django_assert_num_queries):
    for each in (MIXED[:1], MIXED):
        made, _lead = closed(each)
        with django_assert_num_queries(4):
            openings(made)


def test_open_refuses_before_an_hour_has_passed():
    made, lead = assessments.begun()
    with pytest.raises(Refusal, match="People are answering"):
        tasks.open_now(made, by=lead)
    closing = timezone.now()
    made = tasks.close_assessment(made, by=lead, at=closing)
    with pytest.raises(Refusal, match="an hour after closing"):
        tasks.open_now(made, by=lead, at=closing + timedelta(minutes=59))
    assert tasks.open_now(made, by=lead, at=closing + timedelta(minutes=60)).state == "open"


def test_open_refuses_whoever_does_not_lead_and_a_second_time():
    made, lead = closed()
    with pytest.raises(Refusal, match="Only a lead"):
        tasks.open_now(made, by=somebody(Kind.PRACTITIONER, partner=made.partner))
    tasks.open_now(made, by=lead)
    with pytest.raises(Refusal, match="Results are open"):
        tasks.open_now(made, by=lead)


def test_every_seat_opens_at_once():
    made, lead = closed()
    some = openings(made)
    with pytest.raises(Refusal, match="Every seat opens at the same time"):
        open_results(made, {"staff": some["staff"]}, by=lead)
    assert Response.objects.exists()


def test_two_dates_are_held_against_each_other_even_if_nothing_was_agreed_in_between():
    made, lead = closed()
    tasks.open_now(made, by=lead)
    second = again(made, lead, [*MIXED, [1]])
    assert second.previous is None
    tasks.open_now(second, by=lead)
    assert {table.as_before for table in tables(second)} == {True}
    assert [table.counts for table in tables(second)] == [table.counts for table in tables(made)]


def test_another_team_is_not_held_against_the_whole():
    made, lead = closed()
    tasks.open_now(made, by=lead)
    other = closed(
        [[5], [5], [5], [4], [4], [4], [3], [3], [1], [1]],
        partner=made.partner,
        by=lead,
        scope="team",
        scope_name="Nights",
    )[0]
    tasks.open_now(other, by=lead)
    assert {table.as_before for table in tables(other)} == {False}


def test_site_closes_after_the_last_day_and_opens_an_hour_later():
    made, _lead = assessments.begun()
    assessments.responses(assessments.seat_of(made, "staff"), MIXED)
    assert not tasks.assessments_wait()
    Assessment.objects.filter(pk=made.pk).update(closes_on=timezone.localdate() - timedelta(days=1))
    assert tasks.assessments_wait()
    tasks.close_and_open_assessments.func()
    made.refresh_from_db()
    assert (made.state, made.closed_by.system, tasks.assessments_wait()) == ("closed", "housekeeper", False)
    Assessment.objects.filter(pk=made.pk).update(closed_at=timezone.now() - timedelta(minutes=61))
    assert tasks.assessments_wait()
    tasks.close_and_open_assessments.func()
    made.refresh_from_db()
    assert (made.state, made.opened_by.system, tasks.assessments_wait()) == ("open", "housekeeper", False)


def test_answers_of_an_older_edition_go_on_where_the_question_stayed(framework_folder, pack):
    *same, other = [one.key for one in pack.framework.standards]
    an_edition_of_next_year(framework_folder, same)
    made, lead = closed()
    tasks.open_now(made, by=lead)
    second = closed([*MIXED, [1]], partner=made.partner, by=lead, edition="short-2027")[0]
    tasks.open_now(second, by=lead)
    assert [table.standards for table in tables(second) if not table.as_before] == [(other,)]


def test_a_domain_of_an_older_edition_goes_on_only_whole(framework_folder, pack):
    an_edition_of_next_year(framework_folder, [one.key for one in pack.framework.standards if one.key != "fair-to-all"])
    made, lead = closed(MIXED[:7])
    tasks.open_now(made, by=lead)
    second = closed(MIXED[:8], partner=made.partner, by=lead, edition="short-2027")[0]
    tasks.open_now(second, by=lead)
    anew = [table.standards for table in tables(second) if not table.as_before]
    assert anew == [("decide-together", "fair-to-all")]
