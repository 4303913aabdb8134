"""You said, we did: gathered by one, published by another, and nothing shown by which somebody could be known."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.core import search
from partnership.core.refusals import Refusal
from partnership.core.revisions import Changed
from partnership.listening.actions import themes as actions
from partnership.listening.models import Route, Story, Theme, ThemeStory, Verdict
from partnership.listening.queries import tending
from partnership.listening.queries import themes as queries
from partnership.listening.rules import themes as rules
from partnership.partners.models import Kind
from partnership.plans.models import Action
from tests.answers import an_organisation
from tests.people import somebody
from tests.stories import a_reader, a_story, told
from tests.themes import a_theme, many, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM, name="Ada")


@pytest.fixture
def second():
    return somebody(Kind.PROGRAMME_TEAM, name="Bo")


def test_what_waits_for_a_second_person_stands_first(team, second):
    waits = a_theme(team)
    published(team, second)
    assert tending.programme_themes(second).themes[0].line.pk == waits.pk


def refusal(check, *given):
    with pytest.raises(Refusal) as refused:
        check(*given)
    return refused.value.sentence


def judged(stories, by, *, better):
    """Have people say of each story in turn whether it helped."""
    partner = an_organisation()
    today = timezone.localdate()
    for story, word in zip(stories, better, strict=True):
        route = told(story, partner, by)
        Verdict.objects.create(story=story, route=route, weeks=4, better=word, said_on=today)


def test_stories_that_say_it_now_stand_behind_a_theme(team):
    wanted = many(3)
    many(1, barriers=("waiting",))
    many(1, service="school")
    many(1, uses=("learn",))
    many(1, state="withdrawn")
    a_story(state="received")  # nobody has read it yet
    theme = a_theme(team)
    assert set(theme.stories.values_list("story", flat=True)) == {one.pk for one in wanted}


def test_theme_of_a_place_and_a_partner_holds_only_theirs(team):
    partner = an_organisation()
    (here,) = many(1, place="E08000035", partner=partner)
    many(2, place="E08000036")
    many(1, place="E08000035")
    assert a_theme(team, place="E08000035").stories.count() == 2
    assert list(a_theme(team, partner=partner).stories.values_list("story", flat=True)) == [here.pk]


def test_only_the_team_and_readers_gather(team):
    assert "gather what many people said" in refusal(
        rules.check_can_gather_theme, somebody(Kind.PLACE_LEAD, place="E08000035"), ["waiting"]
    )
    rules.check_can_gather_theme(a_reader(), ["waiting"])
    assert refusal(rules.check_can_gather_theme, team, []) == "Choose what got in the way."
    assert refusal(rules.check_can_gather_theme, team, ["weather"]) == "Choose what got in the way."


def test_second_person_publishes_and_whoever_wrote_any_of_it_does_not(team, second):
    many()
    theme, third = a_theme(team), a_reader()
    assert "You wrote some of this" in refusal(rules.check_can_publish_theme, team, theme)
    actions.change_theme(theme, {"title": "Once"}, seen=theme.revision, by=second)
    assert "You wrote some of this" in refusal(rules.check_can_publish_theme, second, theme)
    actions.publish_theme(theme, by=third)
    assert "published already" in refusal(rules.check_can_publish_theme, third, theme)
    assert search.find("Once", ("anyone",), ("theme",)).count == 1


def test_what_few_said_is_not_published(team, second):
    many(9)
    theme = a_theme(team)
    assert "Fewer than 10 people said this" in refusal(rules.check_can_publish_theme, second, theme)
    many(1)
    actions.change_theme(theme, {"said": "They say it again."}, seen=theme.revision, by=team)
    actions.publish_theme(theme, by=second)
    Story.objects.filter(pk=ThemeStory.objects.first().story_id).update(state="withdrawn")
    actions.take_theme_down(theme, by=team)
    assert "Fewer than 10 people" in refusal(rules.check_can_publish_theme, second, theme)
    assert refusal(rules.check_can_take_theme_down, team, theme) == "This is not published."


def test_changed_words_leave_the_page_and_the_search_until_somebody_looked(team, second):
    theme = published(team, second)
    actions.change_theme(theme, {"said": "Otherwise."}, seen=theme.revision, by=second)
    assert not Theme.objects.published().exists()
    assert search.find("Saying", ("anyone",), ("theme",)).count == 0
    with pytest.raises(Changed):
        actions.change_theme(theme, {"said": "Again."}, seen=0, by=team)
    assert refusal(rules.check_can_change_theme, team, theme, []) == "Choose what got in the way."


def test_theme_goes_from_gathered_to_done_or_not_possible_with_the_words_for_it(team, second):
    theme = published(team, second)
    check = rules.check_can_move_theme
    assert "who looks after it" in refusal(check, team, theme, "taken_up", "", "")
    actions.change_theme(theme, {"owner": team, "reply_by": timezone.localdate()}, seen=theme.revision, by=team)
    actions.move_theme(theme, "taken_up", by=team)
    assert refusal(check, team, theme, "done", " ", "") == "Say what was done."
    assert "People can live with a reason" in refusal(check, team, theme, "declined", "", " ")
    actions.move_theme(theme, "declined", because="There is no money this year.", by=team)
    assert (theme.state, theme.because) == ("not-possible", "There is no money this year.")
    assert "cannot be done any more" in refusal(check, team, theme, "begun", "", "")


def test_new_words_with_a_step_wait_for_a_second_person_and_a_step_alone_does_not(team, second):
    theme = published(team, second, owner=second, reply_by=timezone.localdate())
    actions.move_theme(theme, "taken_up", by=team)
    assert Theme.objects.published().exists()
    actions.move_theme(theme, "done", did="They write it down.", by=second)
    assert not Theme.objects.published().exists()
    assert "You wrote some of this" in refusal(rules.check_can_publish_theme, second, theme)


def test_owner_touches_it_and_others_do_not(team):
    owner = somebody(Kind.PLACE_LEAD, place="E08000035")
    theme = a_theme(team, owner=owner, reply_by=timezone.localdate())
    actions.move_theme(theme, "taken_up", by=owner)
    assert list(Theme.objects.visible_to(owner)) == [theme]
    other = somebody(Kind.PLACE_LEAD, place="E08000036")
    assert "gather what many people said" in refusal(rules.check_can_touch_theme, other, theme)
    assert not Theme.objects.visible_to(other).exists()


def test_action_about_a_theme_serves_it_and_what_got_in_the_way(team):
    theme = a_theme(team)
    assert "Say in a few words" in refusal(rules.check_can_raise_for_theme, team, theme, " ")
    actions.raise_for_theme(theme, "Write it down once", shown_to="anyone", by=team)
    urns = set(Action.objects.get().purposes.values_list("urn", flat=True))
    assert urns == {
        f"urn:heartwood:listening.theme:{theme.pk}",
        "urn:heartwood:barrier:west-yorkshire:telling-again",
    }
    assert [row.title for row in queries.theme_page(theme, None).actions] == ["Write it down once"]


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "fewer than 10"),
        (9, "fewer than 10"),
        (10, "at least 10"),
        (24, "at least 10"),
        (25, "at least 25"),
        (700, "at least 500"),
    ],
)
def test_how_many_is_said_in_steps(count, said):
    assert queries.at_least(count) == said


def test_what_people_say_of_it_is_shown_from_ten_and_in_fifths(team, second):
    stories = many(12)
    theme = actions.publish_theme(a_theme(team), by=second)
    judged(stories[:9], team, better=["better"] * 9)
    (line,) = queries.lines([theme])
    assert line.verdict == "Too few have told us whether it helped to show it."
    judged(stories[9:], team, better=["same", "worse", "worse"])
    (line,) = queries.lines([theme])
    assert line.verdict == "Of at least 10 people who told us: about 4 in 5 say better; about 1 in 5 say worse."


def test_last_word_of_each_story_counts_once_and_what_was_taken_back_not_at_all(team, second):
    stories = many(11)
    theme = actions.publish_theme(a_theme(team), by=second)
    judged(stories, team, better=["worse"] * 11)
    for route in Route.objects.all():
        Verdict.objects.create(story=route.story, route=route, weeks=12, better="better", said_on=timezone.localdate())
    assert "about 5 in 5 say better." in queries.lines([theme])[0].verdict
    Story.objects.filter(pk__in=[one.pk for one in stories[:2]]).update(state="withdrawn")
    assert queries.lines([theme])[0].verdict.startswith("Too few")


@pytest.mark.parametrize(
    ("days", "state", "words"),
    [
        (5, "gathered", "We have not answered yet. It is promised by"),
        (-5, "gathered", "and that day has passed."),
        (None, "gathered", "nobody has said by when."),
        (-5, "done", ""),
    ],
)
def test_what_is_not_answered_says_by_when(team, days, state, words):
    theme = a_theme(team)
    theme.state = state
    theme.reply_by = None if days is None else timezone.localdate() + timedelta(days=days)
    said = queries.lines([theme])[0].promised
    assert words in said
    assert bool(said) == bool(words)


def test_silence_is_measured_and_says_nothing_of_few(team):
    partner, now = an_organisation(), timezone.now()
    said = queries.silence()
    assert (said.waiting, said.late) == ("fewer than 10", "fewer than 10")
    assert said.took == "Too few were answered to say how long it took."
    for number, story in enumerate(many(24)):
        route = told(story, partner, team)
        if number < 10:
            Route.objects.filter(pk=route.pk).update(
                state="answered", answered_at=now, answered_by=team, told_at=now - timedelta(days=number + 1)
            )
        elif number == 23:
            Route.objects.filter(pk=route.pk).update(state="called-back")
    Route.objects.filter(state="with-organisation").update(answer_by=timezone.localdate() - timedelta(days=1))
    said = queries.silence()
    assert (said.waiting, said.late) == ("at least 10", "at least 10")
    assert said.took == "Half were answered within 6 days; the middle half took between 3 and 8 days."


@pytest.mark.parametrize("themes", [1, 3])
def test_public_page_costs_as_many_questions_for_one_as_for_three(team, second, themes, django_assert_num_queries):
    many()
    for _number in range(themes):
        actions.publish_theme(a_theme(team), by=second)
    with django_assert_num_queries(4):
        assert len(queries.what_changed({}).lines) == themes


@pytest.mark.parametrize("themes", [1, 3])
def test_page_of_the_team_costs_as_many_questions_for_one_as_for_three(team, themes, django_assert_num_queries):
    many()
    for _number in range(themes):
        a_theme(team)
    with django_assert_num_queries(6):
        assert len(tending.programme_themes(team).themes) == themes


def test_page_of_the_team_shows_what_ten_have_said_and_no_theme_holds(team):
    many(10, place="E08000035")
    many(9, barriers=("waiting",))
    page = tending.programme_themes(team)
    assert [(one.barrier, one.place, one.how_many) for one in page.recurs] == [
        ("Having to tell it again", "", "at least 10"),
        ("Having to tell it again", "Leeds", "at least 10"),
    ]
    a_theme(team)
    assert [one.place for one in tending.programme_themes(team).recurs] == ["Leeds"]
    assert "gather what many people said" in refusal(tending.programme_themes, somebody(Kind.ANALYST))


def test_page_of_the_team_leads_from_what_gets_in_the_way_to_standards_and_actions(team):
    theme = a_theme(team)
    actions.raise_for_theme(theme, "Write it down once", by=team)
    follows = {one.barrier: one for one in tending.programme_themes(team).follows}
    row = follows["Having to tell it again"]
    assert row.actions == 1
    assert [href.rsplit("/", 2)[1] for _title, href in row.standards] == ["told-once"]
    assert follows["Waiting"].actions == 0


def test_clocks_name_only_organisations_that_were_told_ten(team):
    often, seldom = an_organisation("Often"), an_organisation("Seldom")
    for number, story in enumerate(many(10)):
        told(story, often, team)
        if number < 9:
            told(story, seldom, team)
    Route.objects.filter(partner=often).update(answer_by=timezone.localdate() - timedelta(days=1))
    (line,) = tending.answer_clocks(team).lines
    assert (line.partner, line.told, line.waiting, line.late) == ("Often", "at least 10", "at least 10", "at least 10")
    Route.objects.filter(partner=often).update(state="answered")
    assert tending.answer_clocks(team).lines[0].waiting == "none"
    assert "gather what many people said" in refusal(tending.answer_clocks, somebody(Kind.PARTNER_LEAD, partner=often))
