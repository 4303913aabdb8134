"""What whoever told a story may do by its code, and what is done then."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from partnership.accounts.models import Person, System
from partnership.core import erasures
from partnership.core.calendars import after_working_days
from partnership.core.events import urn
from partnership.core.models import Event, sealed
from partnership.core.refusals import Refusal, why_not
from partnership.listening.actions import back as actions
from partnership.listening.models import (
    Draft,
    Kept,
    Never,
    Purpose,
    Reply,
    Route,
    Story,
    StoryUse,
    Theme,
    ThemeStory,
    Verdict,
)
from partnership.listening.queries import back as queries
from partnership.listening.rules import back as rules
from partnership.reading.models import Text, Use, Version
from tests.coming_back import (
    ANOTHER,
    UNKNOWN,
    a_draft,
    a_story_with_a_code,
    a_version,
    an_answered_story,
    held,
    nobody,
)
from tests.people import a_partner
from tests.stories import a_reader, a_safeguarding_lead, a_story, a_text, told

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def reader():
    return a_reader()


@pytest.fixture
def story():
    return a_story_with_a_code()


def refusal(check, *args):
    return why_not(check, nobody(), *args)


# --- who holds it


def test_code_opens_its_story_and_its_draft_and_nothing_else(story):
    draft = a_draft()
    assert queries.found_by(held()) == queries.Found(story, draft)
    assert not queries.found_by(held(UNKNOWN))
    assert queries.found_by(held(ANOTHER)) == queries.Found(None, None)


@pytest.mark.parametrize("gone", [{"locked": True}, {"state": "withdrawn"}])
def test_locked_and_withdrawn_are_as_if_unknown(gone, django_assert_num_queries):
    a_story_with_a_code(**gone)
    for code in (held(), held(UNKNOWN)):
        with django_assert_num_queries(2):
            assert not queries.found_by(code)


@pytest.mark.parametrize("gone", [{"locked": True}, {"state": "withdrawn"}, {"code_secret": None}])
def test_nobody_holds_what_was_locked_or_taken_back(gone):
    assert refusal(rules.check_can_lock_code, a_story_with_a_code(**gone)) == "This cannot be opened any more."


def test_somebody_with_an_account_holds_nothing(story, reader):
    for check in (rules.check_can_come_in, rules.check_can_withdraw_story, rules.check_can_lock_code):
        assert why_not(check, reader, story) == "Only whoever told this can do that, by their code."
    assert "Only whoever began this" in why_not(rules.check_can_delete_draft, reader, a_draft())


def test_coming_in_leaves_a_day_and_not_which_story(story):
    actions.come_in(story, by=nobody())
    story.refresh_from_db()
    assert story.seen_on == TODAY()
    line = Event.objects.get(verb="code.shown")
    assert (line.thing, timezone.localtime(line.at).hour) == (actions.CODES, 0)


# --- adding


def test_what_is_added_waits_for_a_reader_who_is_close_to_nobody_concerned(reader):
    told_one, about, never = a_partner(), a_partner(), a_partner()
    story = a_story_with_a_code(partner=about, state="told", under_18="yes", language="en")
    told(story, told_one, reader)
    Never.objects.create(story=story, kind=Kept.PARTNER, partner=never)
    text = actions.add_words(story, "  And again on Monday. ", by=nobody())
    text.refresh_from_db()
    assert (text.part, text.state, text.first, text.inside) == ("added", "waiting", True, True)
    assert sealed.read(text, "sealed") == "And again on Monday."
    assert set(text.concerned.values_list("partner", flat=True)) == {told_one.pk, about.pk, never.pk}
    assert text.href == f"/reading/stories/{story.pk}/"


@pytest.mark.parametrize("state", ["received", "being-read", "read", "told", "duplicate", "cannot-share"])
def test_something_can_be_added_in_every_state(state):
    assert actions.add_words(a_story_with_a_code(state=state), "More", by=nobody()).state == "waiting"


@pytest.mark.parametrize("state", [*rules.ANSWERED, "not-ours", "called-back"])
def test_something_can_be_added_after_any_answer(state, reader):
    story = a_story_with_a_code(state="told")
    told(story, a_partner(), reader, state=state, passed_on_to="The council")
    assert actions.add_words(story, "More", by=nobody()).state == "waiting"


def test_nothing_and_too_much_get_a_sentence(story):
    assert refusal(rules.check_can_add_words, story, " \n") == "Write something first. One word is enough."
    assert "You wrote 1001." in refusal(rules.check_can_add_words, story, "a" * 1001)


# --- correcting


def corrected(**more):
    given = {"barriers": ("waiting", "digital"), "service": "school", "place": "", "stage": "", "season": "2026"}
    return rules.Corrected(**{**given, **more})


def test_closed_answers_are_put_right(story):
    kept = story.barriers.get()
    actions.correct_story(story, corrected(barriers=("telling-again", "waiting")), by=nobody())
    story.refresh_from_db()
    assert (story.service, story.season) == ("school", "2026")
    assert sorted(story.barriers.values_list("barrier", flat=True)) == ["telling-again", "waiting"]
    assert story.barriers.get(barrier="telling-again") == kept
    assert queries.closed_answers(story)["service"] == "school"


@pytest.mark.parametrize(
    "wrong",
    [{"barriers": ("no",)}, {"service": "no"}, {"place": "no"}, {"stage": "no"}, {"season": "2026-11-29"}],
)
def test_only_what_is_offered_can_be_chosen(story, wrong):
    assert "no such answer" in refusal(rules.check_can_correct_story, story, corrected(**wrong))


# --- one use at a time


def test_telling_is_stopped_and_organisations_are_called_back(reader):
    story, route = an_answered_story(a_partner(), reader)
    service, public = a_version(story, reader, use=Use.SERVICE), a_version(story, reader)
    actions.set_use(story, Purpose.TELL, given=False, by=nobody())
    for row in (route, service, public):
        row.refresh_from_db()
    assert (route.state, service.state, public.state) == ("called-back", "withdrawn", "ready")
    assert service.sealed == ""
    assert StoryUse.objects.get(story=story, use="tell").given is False
    assert rules.allows(story, Purpose.PUBLISH)


@pytest.mark.parametrize(
    ("use", "made_for"), [(Purpose.LEARN, Use.INSIDE), (Purpose.PUBLISH, Use.PUBLIC), (Purpose.TELL, Use.SERVICE)]
)
def test_what_was_made_for_one_use_is_erased_with_it(story, reader, use, made_for):
    versions = {one: a_version(story, reader, use=one, state="approved") for one in Use.values}
    actions.set_use(story, use, given=False, by=nobody())
    held_now = {one: Version.objects.get(pk=versions[one].pk) for one in Use.values}
    assert {one for one in Use.values if not held_now[one].sealed} == {made_for}


@pytest.mark.parametrize("use", ["count", "learn"])
def test_story_that_may_not_be_counted_stands_behind_no_theme(story, reader, use):
    ThemeStory.objects.create(theme=Theme.objects.create(title="Told again", said="Many", made_by=reader), story=story)
    Story.objects.update(state="read")
    actions.set_use(story, use, given=False, by=nobody())
    assert not ThemeStory.objects.exists()
    assert Story.objects.counted().filter(pk=story.pk).exists() is (use == "learn")


def test_use_is_given_again(story):
    StoryUse.objects.filter(story=story).delete()
    assert not rules.allows(story, Purpose.ANSWER)
    actions.set_use(story, Purpose.ANSWER, given=True, by=nobody())
    assert queries.uses(story) == {use: use == "answer" for use in Purpose.values}
    assert refusal(rules.check_can_set_use, story, "sell") == "We do not ask for that."


# --- words for everybody


def test_words_are_approved_once(story, reader):
    version = a_version(story, reader)
    actions.approve_version(story, version, by=nobody())
    version.refresh_from_db()
    assert (version.state, version.decided_on) == ("approved", TODAY())
    assert sealed.read(version, "sealed") == "They asked me […] five times."
    assert "decided about these words already" in refusal(rules.check_can_refuse_version, story, version)


def test_refused_words_are_erased(story, reader):
    version = a_version(story, reader, risks=["small-place"])
    actions.refuse_version(story, version, by=nobody())
    version.refresh_from_db()
    assert (version.state, version.sealed, version.risks) == ("refused", "", [])


def test_words_of_others_and_for_a_service_are_not_theirs_to_decide(story, reader):
    others = a_version(a_story("Something else"), reader)
    service = a_version(story, reader, use=Use.SERVICE)
    for version in (others, service):
        assert refusal(rules.check_can_approve_version, story, version) == "These are not words of yours."
        assert queries.version_of(story, version.pk) is None


def test_nothing_is_published_without_a_yes_to_publishing(reader):
    story = a_story_with_a_code(uses=("count",))
    assert "we may not publish" in refusal(rules.check_can_approve_version, story, a_version(story, reader))


def test_child_alone_cannot_publish(reader):
    story, lead = a_story_with_a_code(under_18="yes"), a_safeguarding_lead()
    version = a_version(story, reader)
    assert "second person" in refusal(rules.check_can_approve_version, story, version)
    Text.objects.filter(pk=version.text_id).update(read_by=reader, read_at=timezone.now())
    for made_by, waits in ((reader, True), (a_reader(), True), (lead, False)):
        Version.objects.filter(pk=version.pk).update(made_by=made_by)
        again = queries.version_of(story, version.pk)
        assert queries.public_words(story, again).waits is waits
        assert bool(refusal(rules.check_can_approve_version, story, again)) is waits
    actions.refuse_version(story, a_version(story, reader), by=nobody())  # a no needs nobody else


# --- better, the same, worse


@pytest.mark.parametrize(("weeks", "asked"), [(0, 0), (3, 0), (4, 4), (11, 4), (12, 12), (50, 12)])
def test_it_is_asked_at_4_and_at_12_weeks(reader, weeks, asked):
    _story, route = an_answered_story(a_partner(), reader, weeks=weeks)
    assert rules.asked_about(route) == asked
    assert bool(refusal(rules.check_can_judge, route, "better")) is (asked == 0)


def test_better_confirms_and_worse_opens_it_again(reader):
    _story, route = an_answered_story(a_partner(), reader)
    Route.objects.filter(pk=route.pk).update(answer_by=TODAY() - timedelta(days=9))
    actions.judge(route, "better", by=nobody())
    assert Route.objects.get().state == "confirmed"
    actions.judge(route, "worse", by=nobody())
    route = Route.objects.get()
    assert (route.state, route.answer_by) == ("not-better", after_working_days(TODAY(), 20))
    assert list(Verdict.objects.values_list("weeks", "better", "said_on")) == [(4, "worse", TODAY())]


@pytest.mark.parametrize("state", rules.ANSWERED)
@pytest.mark.parametrize("better", ["better", "same", "worse"])
def test_every_word_can_be_said_in_every_answered_state(reader, state, better):
    _story, route = an_answered_story(a_partner(), reader)
    Route.objects.filter(pk=route.pk).update(state=state)
    route.refresh_from_db()
    actions.judge(route, better, by=nobody())
    route.refresh_from_db()
    unmoved = state == "not-possible" and better == "better"
    assert route.state == (state if unmoved else "confirmed" if better == "better" else "not-better")
    assert Verdict.objects.get().better == better


def test_after_not_better_and_another_answer_the_word_can_be_changed_at_once(reader):
    _story, route = an_answered_story(a_partner(), reader)
    actions.judge(route, "same", by=nobody())
    Route.objects.filter(pk=route.pk).update(state="change-made", answered_at=timezone.now())
    route.refresh_from_db()
    actions.judge(route, "better", by=nobody())
    assert Verdict.objects.get().better == "better"
    assert Route.objects.get().state == "confirmed"


def test_twelve_weeks_are_a_second_word(reader):
    _story, route = an_answered_story(a_partner(), reader)
    actions.judge(route, "better", by=nobody())
    Route.objects.filter(pk=route.pk).update(answered_at=timezone.now() - timedelta(weeks=13))
    route.refresh_from_db()
    actions.judge(route, "worse", by=nobody())
    assert sorted(Verdict.objects.values_list("weeks", "better")) == [(4, "better"), (12, "worse")]


def test_only_one_of_the_lines_can_be_chosen(reader):
    _story, route = an_answered_story(a_partner(), reader)
    assert refusal(rules.check_can_judge, route, "best") == "Choose one of the lines."


# --- taking back, locking, deleting


def test_everything_is_taken_back(reader):
    partner = a_partner()
    story, route = an_answered_story(partner, reader, partner=partner, season="2026", under_18="no")
    a_version(story, reader, state="approved")
    a_text("More", about=urn(story), part="added")
    Never.objects.create(story=story, kind=Kept.POLICE)
    ThemeStory.objects.create(theme=Theme.objects.create(title="Told again", said="Many", made_by=reader), story=story)
    actions.judge(route, "worse", by=nobody())
    actions.withdraw_story(story, by=nobody())
    story.refresh_from_db()
    assert (story.state, story.code_secret, story.partner, story.service, story.season) == (
        "withdrawn",
        None,
        None,
        "",
        "",
    )
    assert set(Text.objects.values_list("state", "sealed")) == {("erased", "")}
    assert set(Version.objects.values_list("state", "sealed")) == {("withdrawn", "")}
    assert set(Reply.objects.values_list("sealed", flat=True)) == {""}
    assert Route.objects.get().state == "called-back"
    for rows in (story.barriers, story.uses, story.never, story.verdicts, story.themes):
        assert not rows.exists()
    assert not Story.objects.counted().exists()
    assert not queries.found_by(held())
    with pytest.raises(Refusal, match="cannot be opened"):
        actions.withdraw_story(story, by=nobody())


def test_what_was_taken_back_is_taken_back_again_after_a_restore(
    story, data_folder, django_capture_on_commit_callbacks
):
    housekeeper = Person.objects.system(System.HOUSEKEEPER)
    kept = {name: getattr(story, name) for name in ("code_secret", "service", "state")}
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw_story(story, by=nobody())
    assert actions.withdraw_again(by=housekeeper) == 0  # it is taken back already
    assert {timezone.localtime(datetime.fromisoformat(one.at)).hour for one in erasures.entries()} == {0}
    Story.objects.filter(pk=story.pk).update(**kept)  # as the backup has it
    another = a_story("Something else")
    assert actions.withdraw_again(by=housekeeper) == 1
    story.refresh_from_db()
    another.refresh_from_db()
    assert (story.state, story.code_secret, another.state) == ("withdrawn", None, "received")
    Story.objects.filter(pk=story.pk).update(**kept, sent_on=TODAY() - timedelta(days=9))  # another of the same number
    assert actions.withdraw_again(by=housekeeper) == 0
    assert "by itself" in why_not(rules.check_can_withdraw_again, nobody())


def test_locked_code_opens_nothing_and_the_story_goes_on(story):
    actions.lock_code(story, by=nobody())
    story.refresh_from_db()
    assert (story.locked, story.code_secret, story.state) == (True, None, "received")
    assert not queries.found_by(held())
    assert Event.objects.get(verb="code.locked").thing == actions.CODES


def test_draft_is_deleted(story):
    actions.delete_draft(a_draft(), by=nobody())
    assert not Draft.objects.exists()
    assert queries.found_by(held()).story == story


def test_story_that_is_gone_meanwhile_is_refused(story):
    Story.objects.filter(pk=story.pk).delete()
    with pytest.raises(Refusal, match="cannot be opened"):
        actions.add_words(story, "More", by=nobody())


def test_log_says_neither_hour_nor_word(story):
    actions.add_words(story, "More", by=nobody())
    actions.correct_story(story, corrected(), by=nobody())
    actions.set_use(story, Purpose.QUOTE, given=False, by=nobody())
    lines = Event.objects.filter(by=nobody())
    assert {timezone.localtime(line.at).hour for line in lines} == {0}
    assert all(line.pk < 0 for line in lines)
