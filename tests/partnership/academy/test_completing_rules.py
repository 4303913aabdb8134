from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership.academy.rules import completing as rules
from partnership.academy.rules.completing import Record, attended, is_whole, missing, months_after
from partnership.core.pack import Part
from partnership.core.refusals import Refusal, why_not
from partnership.partners.models import Kind
from tests.people import a_person, somebody
from tests.teaching import a_booking, a_completion, a_leader, a_session

THERE, WRITTEN, PASSED = Part("attended", share=0.8), Part("reflection"), Part("assessment")
leaves = st.one_of(
    st.floats(0.1, 1).map(lambda share: Part("attended", share=share)), st.just(WRITTEN), st.just(PASSED)
)
trees = st.recursive(
    leaves,
    lambda inner: st.builds(
        Part, st.sampled_from(["all", "any"]), parts=st.lists(inner, min_size=1, max_size=3).map(tuple)
    ),
    max_leaves=8,
)
records = st.builds(Record, attended=st.floats(0, 1), reflection=st.booleans(), assessment=st.booleans())


ONCE_SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@ONCE_SLOW
@given(trees, records)
def test_nothing_is_missing_exactly_where_it_is_whole(tree, record):
    assert is_whole(tree, record) == (missing(tree, record) == ())


@ONCE_SLOW
@given(trees, records, st.floats(0, 1), st.booleans(), st.booleans())
def test_more_never_makes_a_course_less_whole(tree, record, attended, reflection, assessment):
    more = Record(max(record.attended, attended), record.reflection or reflection, record.assessment or assessment)
    assert is_whole(tree, more) or not is_whole(tree, record)


@ONCE_SLOW
@given(trees)
def test_who_did_everything_misses_nothing(tree):
    assert missing(tree, Record(1.0, True, True)) == ()


@pytest.mark.parametrize(
    ("tree", "record", "said"),
    [
        (THERE, Record(0.5), ("Be there for 80% of the time. The register says 50% so far.",)),
        (Part("attended", share=1.0), Record(0.5), ("Be there all the time. The register says 50% so far.",)),
        (WRITTEN, Record(), ("Write down what you take with you. Nobody else reads it.",)),
        (PASSED, Record(), ("Pass the assessment. Whoever leads the session writes down when you have.",)),
        (
            Part("any", parts=(WRITTEN, PASSED)),
            Record(),
            (
                "One of these is enough: Write down what you take with you. Nobody else reads it. Or: Pass the"
                " assessment. Whoever leads the session writes down when you have.",
            ),
        ),
    ],
)
def test_each_leaf_is_a_sentence(tree, record, said):
    assert missing(tree, record) == said


def test_all_says_only_what_is_still_missing():
    tree = Part("all", parts=(THERE, WRITTEN, PASSED))
    assert len(missing(tree, Record(attended=0.8))) == 2


def test_some_of_a_part_counts_for_half_of_it_and_longer_parts_for_more():
    assert attended([(60, "here"), (60, "partly"), (120, "not"), (0, "")]) == 0.375
    assert attended([]) == 0
    assert is_whole(THERE, Record(attended([(1, "here")] * 4 + [(1, "not")])))


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 3, 14), 24, date(2028, 3, 14)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
    ],
)
def test_months_are_those_of_the_calendar(day, months, after):
    assert months_after(day, months) == after


@pytest.mark.django_db
def test_nothing_is_completed_before_its_day():
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refusal, match=r"has not come yet\. A day until today would do"):
        rules.check_completed_on(tomorrow)
    rules.check_completed_on(timezone.localdate())


@pytest.mark.django_db
def test_who_may_complete_write_and_record():
    session = a_session(days=-1)
    booking, leader = a_booking(session, state="attended"), a_leader(session)
    assert why_not(rules.check_can_complete, leader, booking) == ""
    assert why_not(rules.check_can_complete, booking.person, booking) == ""
    assert why_not(rules.check_can_complete, a_person(), booking).startswith("Only those who lead or organise")
    assert why_not(rules.check_can_write_reflection, booking.person, booking) == ""
    assert why_not(rules.check_can_write_reflection, leader, booking).startswith("Only whoever came")
    assert why_not(rules.check_can_record_result, leader, booking) == ""
    assert why_not(rules.check_can_record_result, booking.person, booking).startswith("Nobody records their own")
    assert why_not(rules.check_can_record_result, a_person(), booking).startswith("Only those who lead or organise")


@pytest.mark.django_db
def test_nobody_looks_back_before_it_began_or_without_having_come():
    early, missed = a_booking(a_session(days=3)), a_booking(a_session(days=-1), state="absent")
    assert "has not begun" in why_not(rules.check_can_write_reflection, early.person, early)
    assert "were not at this session" in why_not(rules.check_can_write_reflection, missed.person, missed)
    leader = a_leader(missed.session)
    assert "does not say that they came" in why_not(rules.check_can_record_result, leader, missed)


@pytest.mark.django_db
def test_who_may_take_a_completion_back():
    team = somebody(Kind.PROGRAMME_TEAM)
    completion = a_completion()
    assert why_not(rules.check_can_revoke_completion, team, completion, "A mix-up.") == ""
    assert why_not(rules.check_can_revoke_completion, team, completion, " ").startswith("Say why")
    assert why_not(rules.check_can_revoke_completion, a_person(), completion, "No.").startswith("Only whoever")
    completion.revoked_at = timezone.now()
    assert why_not(rules.check_can_revoke_completion, team, completion, "No.").startswith("This was taken back")
