"""The doors to telling: as a group, with a helper, in easy words; and that behind each nobody is written down."""

import json
import re

import pytest
from django.contrib.sessions.models import Session

from partnership.core import codes, pace
from partnership.core.events import urn
from partnership.core.models import Event, sealed
from partnership.core.refusals import Refusal
from partnership.listening.models import Story
from partnership.listening.rules import channels as rules
from partnership.partners.models import Kind
from partnership.reading.models import Concerned, Text
from tests import ready
from tests.partnership.plain_words import reading_age, said_on
from tests.people import a_partner, a_person, a_role, sign_in, somebody
from tests.telling import HIDDEN, Teller

pytestmark = pytest.mark.django_db
GROUP, HELPER, EASY, WAYS = (
    "/tell-us/as-a-group/",
    "/tell-us/with-somebody/",
    "/tell-us/easy-read/",
    "/tell-us/other-ways/",
)
HELPER_QUERIES = 7  # who asks, their roles and organisations, and whether we are ready
WORDS = "We all waited nine months."
TELLS = {"barriers": {"barriers": ["waiting"]}, "own_words": {"words": WORDS}, "uses": {"uses": ["count", "tell"]}}


@pytest.fixture(autouse=True)
def _open(settings):
    ready.open_to_tell(settings)
    pace.forget()


@pytest.fixture
def teller(client):
    return Teller(client)


@pytest.fixture
def helper():
    return somebody(Kind.VOLUNTEER, partner=a_partner("Rowan Yard"), name="Wren Holloway")


def sent(teller, kind="none"):
    """Answer some questions, pass the rest, and send."""
    teller.to_the_end_of_questions(**TELLS).press("send").press("next", kind=kind)
    if kind != "none":
        teller.press("next", typed=teller.code)
    return Story.objects.get()


# --- as a group


def begin_as_group(teller, size):
    page = teller.client.get(GROUP)
    for told in re.findall(r'name="told" value="([^"]*)"', page.text):
        carried = json.loads(told.replace("&#34;", '"').replace("&quot;", '"'))
        if carried["group_size"] == size:
            teller.answer = teller.client.post(
                "/tell-us/tell/", {"told": json.dumps(carried), "step": "", "go": "begin"}
            )
            return teller
    raise AssertionError(size)


@pytest.mark.parametrize("size", ["2-5", "6-15", "16+"])
def test_group_says_how_many_it_is_with_one_press_and_has_one_code(teller, size):
    story = sent(begin_as_group(teller, size), "digits")
    assert (story.came_by, story.group_size) == ("group", size)
    assert story.code_secret


def test_group_is_told_to_leave_out_one_persons_story_and_to_choose_who_keeps_the_code(client):
    said = " ".join(client.get(GROUP).text.split())
    for sentence in (
        "Leave out what happened to one person.",
        "Choose together who keeps it.",
        "only where all of you say yes",
    ):
        assert sentence in said


# --- with a helper


def begin_with_helper(teller, helper, **typed):
    sign_in(teller.client, helper)
    teller.answer = teller.client.post(HELPER, {"language": "en", **typed})
    assert "Read this aloud" in teller.answer.text
    return teller.press("begin")


def test_helper_is_told_what_they_see_and_what_they_cannot_see_later(client, helper):
    sign_in(client, helper)
    said = " ".join(client.get(HELPER).text.split())
    for sentence in (
        "You hear and see everything that they say while you type.",
        "You cannot read the answer. Only their code can.",
        "We do not write down who helped.",
        "It is their yes.",
        "turn the screen to them and look away",
        "Nobody of Rowan Yard may ever see it",
    ):
        assert sentence in said


def test_page_that_is_read_aloud_says_what_the_first_page_says_and_names_no_helper(client, helper):
    sign_in(client, helper)
    said = " ".join(client.post(HELPER, {"language": "en"}).text.split())
    for sentence in (
        "It stops no clock.",
        "A court can order us to show what we hold.",
        "Without a code you cannot take",
    ):
        assert sentence in said
    assert helper.name not in said
    assert helper.email not in said


def test_helper_stands_nowhere_beside_the_story(teller, helper):
    begin_with_helper(teller, helper)
    before = set(Session.objects.values_list("session_key", "session_data"))
    story = sent(teller, "words")
    assert story.came_by == "assisted"
    assert not Event.objects.filter(by=helper).exists()
    assert {one.by.system for one in Event.objects.filter(verb__in=("story.sent", "text.arrived"))} == {
        "without-account"
    }
    fields = [getattr(story, one.attname) for one in story._meta.concrete_fields]
    assert helper.pk not in [one for one in fields if isinstance(one, int)]
    text = Text.objects.get(about=urn(story))
    assert (text.taken_by, text.read_by) == (None, None)
    assert sealed.read(text, "sealed") == WORDS
    assert set(Session.objects.values_list("session_key", "session_data")) == before


def test_nothing_of_it_stays_in_the_browser_and_the_helper_cannot_come_back(teller, helper):
    begin_with_helper(teller, helper)
    cookies = set(teller.client.cookies)
    sent(teller, "digits")
    assert set(teller.client.cookies) == cookies
    assert "told" not in json.loads(teller.carries.get("told", "{}")).get("words", {})
    assert WORDS not in teller.answer.text
    assert teller.answer.headers["Cache-Control"] == "private, no-store"
    assert WORDS not in teller.client.get(HELPER).text


def test_code_that_the_person_keeps_opens_the_story(teller, helper):
    begin_with_helper(teller, helper).to_the_end_of_questions(**TELLS).press("send").press("next", kind="digits")
    code = teller.code
    teller.press("next", typed=code)
    assert Story.objects.get().code_secret == codes.held(code).lookup


def test_own_organisation_is_kept_out_with_one_tick_and_its_people_do_not_read_it(teller, helper):
    story = sent(begin_with_helper(teller, helper, keep_out="on"))
    never = story.never.get()
    assert never.partner.name == "Rowan Yard"
    assert Concerned.objects.filter(text__about=urn(story), partner=never.partner).exists()


def test_two_organisations_of_a_helper_stay_kept_out_whatever_is_answered_later(teller, helper):
    a_role(helper, Kind.VOLUNTEER, partner=a_partner("Elder Tree Works"))
    begin_with_helper(teller, helper, keep_out="on")
    teller.to_the_end_of_questions(**TELLS, never={"police": "on"}).press("send").press("next", kind="none")
    kept = Story.objects.get().never.all()
    assert {one.partner.name if one.partner else one.kind for one in kept} == {
        "Rowan Yard",
        "Elder Tree Works",
        "police",
    }


def test_without_the_tick_nobody_is_kept_out(teller, helper):
    assert not sent(begin_with_helper(teller, helper)).never.exists()


def test_organisation_that_cannot_be_named_is_kept_out_with_its_kind(teller):
    hidden = a_partner("Elder Tree Works", listed=False, sector="health")
    story = sent(begin_with_helper(teller, somebody(Kind.PRACTITIONER, partner=hidden), keep_out="on"))
    assert [(one.kind, one.which) for one in story.never.all()] == [("service", "health")]


def test_only_those_who_belong_somewhere_type_for_somebody(client):
    assert client.get(HELPER).headers["Location"].startswith("/accounts/login/")
    person = a_person()
    with pytest.raises(Refusal, match="Workers and volunteers"):
        rules.check_can_help(person)
    sign_in(client, person)
    assert "Workers and volunteers" in client.get(HELPER).text


def test_helper_chooses_a_language_that_is_open(client, helper):
    sign_in(client, helper)
    assert "“The language of the person you help” needs an answer" in client.post(HELPER, {"x": "1"}).text
    assert client.post(HELPER, {"language": "ur"}).status_code == 200
    assert "Read this aloud" not in client.post(HELPER, {"language": "ur"}).text


@pytest.mark.parametrize("partners", [1, 3])
def test_page_for_helpers_costs_as_many_questions_with_one_organisation_as_with_three(
    client, django_assert_num_queries, partners
):
    person = a_person()
    for _partner in range(partners):
        a_role(person, Kind.VOLUNTEER, partner=a_partner())
    sign_in(client, person)
    with django_assert_num_queries(HELPER_QUERIES):
        client.get(HELPER)


# --- in easy words


def test_easy_page_has_fewer_questions_and_leads_to_the_same_sending(client):
    page = client.get(EASY)
    assert not page.cookies
    carried = dict(HIDDEN.findall(page.text))
    teller = Teller(client)
    told = carried["told"].replace("&#34;", '"').replace("&quot;", '"')
    teller.answer = client.post(
        EASY, {"told": told, "under_18": "no", "barriers": ["waiting", "hurt-again"], "service": "school", "own_words": WORDS, "uses": ["count"]}
    )  # fmt: skip
    assert WORDS in teller.answer.text
    assert not Story.objects.exists()
    teller.press("send").press("next", kind="none")
    story = Story.objects.get()
    assert (story.came_by, story.service, story.under_18) == ("web", "school", "no")
    assert set(story.barriers.values_list("barrier", flat=True)) == {"waiting", "hurt-again"}
    assert sealed.read(Text.objects.get(), "sealed") == WORDS


def test_easy_page_has_a_picture_with_words_for_each_thing_and_nothing_inline(client, pack_folder):
    page = client.get(EASY).text
    shown = re.findall(r'<img class="hw-easy__picture" src="([^"]*)" alt="([^"]+)"', page)
    assert len(shown) == 6 + 12 + 4
    assert all(re.search(r"listening/easy/[\w-]+(\.\w+)?\.svg$", src) for src, _alt in shown)
    assert "style=" not in page.partition("<main")[2]


def test_easy_page_loses_nothing_of_what_is_too_long(client):
    page = client.post(EASY, {"own_words": "word " * 300})
    assert "Nothing is lost" in page.text
    assert "word " * 200 in page.text


@pytest.mark.parametrize(("address", "oldest"), [(EASY, 8), (GROUP, 11), (WAYS, 11)])
def test_pages_are_plain(client, address, oldest):
    said = said_on(client.get(address).text)
    assert len(said) > 8
    assert reading_age(said) <= oldest, (reading_age(said), said)


# --- all of them


@pytest.mark.parametrize("address", [GROUP, EASY, "/tell-us/on-paper/"])
def test_doors_are_closed_while_nobody_is_ready_to_listen(client, address, settings):
    settings.DEMONSTRATION = False
    assert client.get(address).headers["Location"] == "/tell-us/ready/"


def test_helper_finds_the_door_closed_too(client, helper, settings):
    settings.DEMONSTRATION = False
    sign_in(client, helper)
    assert client.get(HELPER).headers["Location"] == "/tell-us/ready/"


@pytest.mark.parametrize("address", [GROUP, EASY, WAYS])
def test_doors_leave_nothing_in_the_browser(client, address):
    page = client.get(address)
    assert page.headers["Cache-Control"] == "private, no-store"
    assert not page.cookies


def test_page_of_all_ways_leads_to_each(client):
    page = client.get(WAYS).text
    for address in ("/tell-us/", EASY, GROUP, HELPER, "/tell-us/on-paper/"):
        assert f'href="{address}"' in page
