"""A story before its reader: what was chosen beside its words, who must never see it, and what becomes of it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.core.events import urn
from partnership.core.models import sealed
from partnership.core.refusals import Refusal
from partnership.listening.actions import reading as actions
from partnership.listening.models import Kept, Never, Story
from partnership.listening.queries import needs
from partnership.listening.queries import reading as queries
from partnership.listening.rules import reading as rules
from partnership.partners.models import Kind
from partnership.reading.models import Conflict, Reader, Text, Version
from tests.people import a_partner, a_role, sign_in, somebody
from tests.stories import a_reader, a_safeguarding_lead, a_story, a_text

pytestmark = pytest.mark.django_db
WORDS = "They asked Margaret the same questions five times."
LIST, STORY = 6, 30


def at(name, *args):
    return reverse(name, args=args)


def story_with(words=WORDS, **more):
    return a_story(words, **more)


def linked(story):
    Text.objects.filter(about=urn(story)).update(href=f"/reading/stories/{story.pk}/")
    return story


@pytest.fixture
def reader():
    return a_reader()


@pytest.fixture
def page(client, reader):
    return sign_in(client, reader)


def test_a_story_and_all_its_words_are_taken_handed_back_and_read_together(reader):
    story = story_with()
    a_text("A chair.", about=urn(story), part="would-help")
    actions.take_story(story, by=reader)
    assert (story.state, set(Text.objects.values_list("state", flat=True))) == ("being-read", {"being-read"})
    actions.hand_story_back(story, by=reader)
    assert (story.state, set(Text.objects.values_list("state", flat=True))) == ("received", {"waiting"})
    actions.take_story(story, by=reader)
    actions.finish_story(story, 2, "read", by=reader)
    assert (story.state, set(Text.objects.values_list("state", "criticality"))) == ("read", {("read", 2)})


def test_words_that_were_added_are_read_without_the_story_going_back(reader):
    story = story_with(state="told")
    actions.take_story(story, by=reader)
    assert story.state == "told"
    actions.finish_story(story, 0, "read", by=reader)
    story.refresh_from_db()
    assert story.state == "told"
    a_text("It happened again.", about=urn(story), part="added")
    actions.take_story(story, by=reader)
    actions.hand_story_back(story, by=reader)
    assert Story.objects.get().state == "told"


@pytest.mark.parametrize(("outcome", "state"), [("doubled", "duplicate"), ("kept_back", "cannot-share")])
def test_a_reader_says_what_becomes_of_it(reader, outcome, state):
    story = story_with()
    actions.take_story(story, by=reader)
    with pytest.raises(Refusal, match="what becomes of it"):
        actions.finish_story(story, 0, "burnt", by=reader)
    actions.finish_story(story, 0, outcome, by=reader)
    assert story.state == state


def test_a_story_without_words_of_its_own_is_looked_at_too(page, reader):
    story = story_with("")
    assert "Having to tell it again" in page.get(at("stories"), {"turn": "wordless"}).text
    page.post(at("take-story", story.pk))
    page.post(at("hand-story-back", story.pk))
    page.post(at("take-story", story.pk))
    shown = page.get(at("read-story", story.pk) + "?words=1").text
    assert "they chose answers only" in shown
    page.post(at("read-story", story.pk), {"criticality": "0", "outcome": "read"})
    assert Story.objects.get().state == "read"
    assert "Having to tell it again" in page.get(at("stories")).text


def test_a_story_can_be_taken_by_one_reader_only(reader):
    story = story_with()
    actions.take_story(story, by=reader)
    with pytest.raises(Refusal, match="nothing left to read"):
        actions.take_story(story, by=a_reader("Alder Finch"))
    with pytest.raises(Refusal, match="not reading this"):
        actions.finish_story(story, 0, "read", by=a_reader("Hazel Wren"))


def test_nobody_reads_a_story_that_was_taken_back_or_is_about_people_they_know(reader):
    partner = a_partner()
    gone, near, never = story_with(state="withdrawn"), story_with(partner=partner), story_with()
    Never.objects.create(story=never, kind=Kept.PARTNER, partner=partner)
    Conflict.objects.create(person=reader, partner=partner, declared_at=timezone.now())
    with pytest.raises(Refusal, match="took it back"):
        actions.take_story(gone, by=reader)
    for story in (near, never):
        with pytest.raises(Refusal, match="belong or are close to"):
            actions.take_story(story, by=reader)


def test_a_reader_who_read_enough_takes_no_story(reader):
    Reader.objects.filter(person=reader).update(daily_limit=1)
    actions.take_story(linked(story_with()), by=reader)
    for story in (story_with(), story_with("")):
        with pytest.raises(Refusal, match="that is enough"):
            actions.take_story(story, by=reader)


def test_words_are_made_ready_only_for_what_whoever_told_it_said_yes_to(reader):
    story = story_with(uses=["count", "tell"])
    actions.take_story(story, by=reader)
    text = Text.objects.get()
    made = actions.make_story_version(story, text, "service", "They asked […]", ["names"], by=reader)
    assert sealed.read(made, "sealed") == "They asked […]"
    for use in ("public", "inside"):
        with pytest.raises(Refusal, match="did not say yes"):
            actions.make_story_version(story, text, use, WORDS, [], by=reader)
    with pytest.raises(Refusal, match="for the programme, for a service"):
        actions.make_story_version(story, text, "press", WORDS, [], by=reader)


def test_a_childs_words_go_public_only_past_a_safeguarding_lead(reader):
    lead = a_safeguarding_lead()
    story = story_with(under_18="yes")
    actions.take_story(story, by=reader)
    text = Text.objects.get()
    with pytest.raises(Refusal, match="may be under 18"):
        actions.make_story_version(story, text, "public", WORDS, [], by=reader)
    actions.finish_story(story, 0, "read", by=reader)
    from partnership.reading.actions.reading import open_again  # noqa: PLC0415

    open_again(text, "A second look", by=lead)
    assert actions.make_story_version(story, text, "public", WORDS, [], by=lead).state == "ready"


def test_the_page_shows_what_was_chosen_and_the_words_only_by_choice(page):
    partner = a_partner("Sorrel House")
    story = linked(
        story_with(partner=partner, place="E08000035", stage="18-24", season="2026-autumn", only_if_others=True)
    )
    for kind, which in ((Kept.POLICE, ""), (Kept.ROLE, "teacher"), (Kept.SERVICE, "hospital")):
        Never.objects.create(story=story, kind=kind, which=which)
    Never.objects.create(story=story, kind=Kept.PARTNER, partner=a_partner("Hazel Court"))
    shown = page.get(at("read-story", story.pk)).text
    for words in (
        "Having to tell it again",
        "Sorrel House",
        "The police",
        "Hazel Court",
        "only when others say the same",
    ):
        assert words in shown
    assert "Some of it waits for a reader" in shown
    note = page.post(at("take-story", story.pk), follow=True).text
    assert ("Before you read" in note, "Margaret" in note) == (True, False)
    assert "Margaret" in page.get(at("read-story", story.pk) + "?words=1").text
    done = {"criticality": "1", "outcome": "read"}
    after = page.post(at("read-story", story.pk), done, follow=True).text
    assert ("The words are closed" in after, "Margaret" in after) == (True, False)


def test_the_queue_leads_to_the_story_and_takes_it(page):
    story = linked(story_with())
    assert f'action="/reading/stories/{story.pk}/take/"' in page.get(at("reading")).text
    page.post(f"/reading/stories/{story.pk}/take/")
    assert f'href="/reading/stories/{story.pk}/"' in page.get(at("reading")).text
    assert "Handed back" in page.post(at("hand-story-back", story.pk), follow=True).text


def test_making_ready_says_that_few_told_the_same_and_asks_for_a_look(page, reader):
    story = linked(story_with())
    actions.take_story(story, by=reader)
    address = at("story-version", story.pk, Text.objects.get().pk, "service")
    assert "Few others told of the same" in page.get(address).text
    assert "say that you looked at it" in page.post(address, {"words": "They asked […]"}).text
    assert "is not as it was written" in page.post(address, {"words": "They begged […]", "looked": "on"}).text
    page.post(address, {"words": "They asked […]", "looked": "on"})
    assert Version.objects.get().risks == ["few"]


def test_a_text_of_another_story_is_not_found_under_this_one(page, reader):
    one, other = story_with(), story_with("Another.")
    actions.take_story(one, by=reader)
    strange = Text.objects.get(about=urn(other))
    assert page.get(at("story-version", one.pk, strange.pk, "service")).status_code == 404


def test_how_many_are_alike_is_the_smallest_group_that_a_story_is_in():
    stories = [story_with(season="2026-autumn") for _number in range(3)]
    story_with(season="2026-autumn", state="withdrawn")
    story_with(season="2026-summer")
    assert queries.alike(stories[0]) == 3
    assert queries.alike(story_with(season="2026-autumn", language="ur")) == 1
    assert queries.names_to_look_for(stories[0]) == ()


@pytest.mark.parametrize("kind", [Kind.PROGRAMME_TEAM, Kind.PARTNER_LEAD, Kind.ANALYST])
def test_nobody_else_sees_a_story(client, kind):
    story, partner = story_with(), a_partner()
    who = somebody(kind, partner=partner if kind == Kind.PARTNER_LEAD else None)
    sign_in(client, who)
    for name in ("read-story", "stories"):
        args = (story.pk,) if name == "read-story" else ()
        assert client.get(at(name, *args)).status_code == 403
    with pytest.raises(Refusal, match="Only trained readers"):
        rules.check_can_read_story(who, story)


def test_a_reader_who_belongs_to_the_organisation_does_not_find_it(page, reader):
    partner = a_partner()
    a_role(reader, Kind.PRACTITIONER, partner=partner)
    assert page.get(at("read-story", story_with(partner=partner).pk)).status_code == 404


@pytest.mark.parametrize("how_many", [1, 3])
def test_pages_ask_as_often_for_one_as_for_three(how_many, page, reader, django_assert_num_queries):
    stories = [story_with(state="read") for _number in range(how_many)]
    for number in range(how_many):
        a_text(f"{number}", about=urn(stories[0]), part="added")
    for name, args, number in (("stories", (), LIST), ("read-story", (stories[0].pk,), STORY)):
        with django_assert_num_queries(number):
            assert page.get(at(name, *args)).status_code == 200


def test_reader_hears_of_stories_without_words_for_none_is_counted_before_somebody_looked(reader):
    a_story("", state="received")
    a_story("With words", state="received")
    assert [one.sentence for one in needs.needs(reader)] == ["One story without words of its own waits for a look"]
