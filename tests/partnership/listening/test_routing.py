"""Where a story may go: with a yes to it, never against a no, and only where somebody can answer."""

import pytest
from django.utils import timezone

from partnership.accounts.models import Person, System
from partnership.core.calendars import after_working_days
from partnership.core.events import urn
from partnership.core.models import Event, Notice, sealed
from partnership.core.refusals import Refusal
from partnership.listening.actions import routing as actions
from partnership.listening.models import Kept, Never, Route, Story
from partnership.listening.rules import routing as rules
from partnership.partners.models import Kind
from partnership.reading.models import Conflict, Text
from tests.answers import WORDS, a_read_story, an_organisation, made_ready
from tests.people import a_partner, a_role, somebody
from tests.stories import a_reader, a_safeguarding_lead, a_story, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return a_reader()


def refused(person, story, partner):
    with pytest.raises(Refusal) as refusal:
        rules.check_can_tell(person, story, partner)
    return refusal.value.sentence


def test_reader_tells_an_organisation_and_its_leads_hear_that_there_is_something(reader):
    partner, story = an_organisation(), a_read_story(reader)
    (route,) = actions.tell_partners(story, [partner], by=reader)
    today = timezone.localdate()
    assert story.state == "told"
    assert (route.acknowledge_by, route.answer_by) == tuple(after_working_days(today, days) for days in (3, 20))
    (notice,) = Notice.objects.filter(category="listening")
    assert notice.person.name == "Lead of The Ward"
    assert notice.href == f"/for/{partner.slug}/told/"
    assert WORDS not in str(notice.words)
    assert Event.objects.filter(verb="route.told", by=reader, thing=urn(route)).count() == 1


def test_several_are_told_or_none(reader):
    story = a_read_story(reader)
    near, far = an_organisation(), an_organisation("Far", state="left")
    with pytest.raises(Refusal, match="is not active here now"):
        actions.tell_partners(story, [near, far], by=reader)
    assert not Route.objects.exists()
    assert Story.objects.get().state == "read"
    with pytest.raises(Refusal, match="at least one organisation"):
        actions.tell_partners(story, [], by=reader)


def test_only_trained_readers_tell(reader):
    partner, story = an_organisation(), a_read_story(reader)
    for person in (somebody(Kind.PROGRAMME_TEAM), somebody(Kind.PARTNER_LEAD, partner=partner)):
        assert (
            refused(person, story, partner) == "Only trained readers and safeguarding leads decide where a story goes."
        )


def test_reader_who_is_close_to_it_tells_nobody(reader):
    partner, other = an_organisation(), an_organisation("Other")
    about, free = a_read_story(reader, partner=partner), a_read_story(reader)
    Conflict.objects.create(person=reader, partner=partner, declared_at=timezone.now())
    assert "Another reader looks at it" in refused(reader, about, other)
    assert "You are close to The Ward" in refused(reader, free, partner)
    told(free, partner, reader)
    assert "Another reader looks at it" in refused(reader, free, other)


@pytest.mark.parametrize("state", ["received", "being-read", "duplicate", "cannot-share", "withdrawn"])
def test_story_goes_nowhere_before_it_is_read_or_after_it_is_settled(reader, state):
    assert "so it goes nowhere now" in refused(reader, made_ready(a_story(state=state), reader), an_organisation())


def test_without_a_yes_to_telling_it_goes_nowhere(reader):
    story = a_read_story(reader, uses=("count", "learn"))
    assert refused(reader, story, an_organisation()) == "Whoever told this did not say that a service may be told."
    story.uses.filter(use="tell").delete()  # no answer is a no
    assert refused(reader, story, an_organisation()) == "Whoever told this did not say that a service may be told."


def test_nobody_and_not_sure_go_nowhere(reader):
    partner = an_organisation()
    assert "we cannot be sure. It goes nowhere" in refused(reader, a_read_story(reader, never_any=True), partner)
    for said, words in (
        ({"kind": Kept.PARTNER}, "we cannot be sure who"),
        ({"kind": Kept.SERVICE, "which": "somewhere"}, "we cannot be sure which"),
        ({"kind": Kept.SERVICE}, "we cannot be sure which"),
        ({"kind": Kept.ROLE, "which": "social-worker"}, "so it goes nowhere"),
    ):
        story = a_read_story(reader)
        Never.objects.create(story=story, **said)
        assert words in refused(reader, story, partner)


def test_named_organisation_its_whole_and_its_parts_are_never_told(reader):
    trust = an_organisation("Trust")
    ward = an_organisation("Ward", parent=trust, parent_relation="part")
    room = an_organisation("Room", parent=ward, parent_relation="run-by")
    friend, free = an_organisation("Friend", parent=trust, parent_relation="member"), an_organisation("Free")
    for named in (trust, ward, room):
        story = a_read_story(reader)
        Never.objects.create(story=story, kind=Kept.PARTNER, partner=named)
        for partner in (trust, ward, room):
            assert f"said that {partner} must never see it" in refused(reader, story, partner)
        rules.check_can_tell(reader, story, free)
        rules.check_can_tell(reader, story, friend)


@pytest.mark.parametrize("which", ["health", "hospital"])
def test_no_service_of_a_kind_is_told_whether_a_sector_or_a_kind_was_named(reader, which):
    story = a_read_story(reader)
    Never.objects.create(story=story, kind=Kept.SERVICE, which=which)
    assert "no service of this kind may see it" in refused(reader, story, an_organisation())
    rules.check_can_tell(reader, story, an_organisation("Home", sector="housing"))


def test_police_are_never_told(reader):
    story = a_read_story(reader)
    Never.objects.create(story=story, kind=Kept.POLICE)
    assert refused(reader, story, an_organisation(sector="police")).endswith("the police must never see it.")
    rules.check_can_tell(reader, story, an_organisation("Home"))


def test_story_that_waits_for_others_is_told_when_five_say_the_same(reader):
    partner = an_organisation()
    story = a_read_story(reader, only_if_others=True, partner=partner, barriers=("waiting", "telling-again"))
    same = {"partner": partner, "barriers": ("telling-again",), "state": "read"}
    for other in ({}, {"barriers": ("waiting",)}, {"service": "school"}, {"partner": None}, {"state": "received"}):
        a_story(**{**same, **other})
    for _number in range(2):
        a_story(**same)
    assert rules.others_alike(story) == 4
    assert "Too few do yet" in refused(reader, story, partner)
    a_story(**same)
    rules.check_can_tell(reader, story, partner)


def test_story_without_a_kind_of_service_waits_on(reader):
    story = a_read_story(reader, only_if_others=True, service="")
    for _number in range(9):
        a_story(state="read", service="")
    assert rules.waits_for_others(story)
    assert "Too few do yet" in refused(reader, story, an_organisation())


def test_words_are_made_ready_first_and_without_words_nothing_has_to_be(reader):
    partner = an_organisation()
    assert "Make the words ready" in refused(reader, a_story(state="read"), partner)
    for state in ("refused", "withdrawn"):
        assert "Make the words ready" in refused(
            reader, made_ready(a_story(state="read"), reader, state=state), partner
        )
    rules.check_can_tell(reader, a_story("", state="read"), partner)
    Text.objects.update(state="erased", sealed="")
    rules.check_can_tell(reader, a_story("", state="read"), partner)


def test_newest_words_of_each_text_count(reader):
    story = a_read_story(reader)
    made_ready(story, reader, words="Shorter.")
    assert [sealed.read(one, "sealed") for one in rules.versions_for_services(story)] == ["Shorter."]


def test_where_nobody_can_answer_nobody_is_told(reader):
    story, partner = a_read_story(reader), a_partner("Empty")
    assert "Nobody leads Empty who may see this" in refused(reader, story, partner)
    told(story, an_organisation("Twice"), reader)
    assert refused(reader, story, Route.objects.get().partner) == "Twice was told already."


def test_lead_who_also_belongs_where_it_must_never_be_seen_is_told_nothing(reader):
    partner, police = an_organisation("Home", sector="housing"), a_partner("Police", sector="police")
    lead = partner.roles.get().person
    a_role(lead, Kind.PRACTITIONER, partner=police)
    story = a_read_story(reader)
    Never.objects.create(story=story, kind=Kept.POLICE)
    assert "Nobody leads Home who may see this" in refused(reader, story, partner)
    second = somebody(Kind.PARTNER_LEAD, partner=partner, name="Second")
    (route,) = actions.tell_partners(story, [partner], by=reader)
    assert [notice.person for notice in Notice.objects.filter(category="listening")] == [second]
    assert not Route.objects.visible_to(lead).exists()
    assert not Story.objects.visible_to(lead).exists()
    assert list(Route.objects.visible_to(second)) == [route]


@pytest.mark.parametrize("named", ["partner", "part", "whole", "sector", "kind"])
def test_lead_elsewhere_sees_nothing_that_was_kept_from_where_they_also_are(reader, named):
    home, trust = an_organisation("Home", sector="housing"), a_partner("Trust", sector="health")
    ward = a_partner("Ward", sector="health", parent=trust, parent_relation="part")
    lead = home.roles.get().person
    a_role(lead, Kind.PRACTITIONER, partner=ward if named == "whole" else trust)
    story = a_read_story(reader)
    never = {
        **{"partner": {"kind": Kept.PARTNER, "partner": trust}, "part": {"kind": Kept.PARTNER, "partner": ward}},
        **{"whole": {"kind": Kept.PARTNER, "partner": trust}, "sector": {"kind": Kept.SERVICE, "which": "health"}},
        "kind": {"kind": Kept.SERVICE, "which": "hospital"},
    }
    told(story, home, reader)
    assert Route.objects.visible_to(lead).exists()
    Never.objects.create(story=story, **never[named])
    assert not Route.objects.visible_to(lead).exists()


def test_what_is_taken_back_is_gone_from_the_organisation_at_once(reader):
    partner = an_organisation()
    lead = partner.roles.get().person
    (route,) = actions.tell_partners(a_read_story(reader), [partner], by=reader)
    story = route.story
    assert Route.objects.visible_to(lead).exists()
    story.uses.filter(use="tell").update(given=False)
    assert not Route.objects.visible_to(lead).exists()
    story.uses.filter(use="tell").update(given=True)
    Story.objects.update(state="withdrawn")
    assert not Route.objects.visible_to(lead).exists()


def test_reader_or_whoever_told_it_calls_it_back(reader):
    partner = an_organisation()
    (route,) = actions.tell_partners(a_read_story(reader), [partner], by=reader)
    for person in (partner.roles.get().person, somebody(Kind.PROGRAMME_TEAM)):
        with pytest.raises(Refusal, match="can call a story back"):
            actions.call_back(route, by=person)
    actions.call_back(route, by=Person.objects.system(System.WITHOUT_ACCOUNT))
    assert route.state == "called-back"
    assert not Route.objects.visible_to(partner.roles.get().person).exists()
    at = timezone.localtime(Event.objects.get(verb="route.called_back").at)
    assert (at.hour, at.minute, at.second) == (0, 0, 0)
    (other,) = actions.tell_partners(a_read_story(reader), [partner], by=reader)
    actions.call_back(other, by=reader)
    assert "was told already" in refused(reader, route.story, partner)


def test_reader_settles_what_goes_nowhere_and_counts_what_came_twice_once(reader):
    story, twice = a_read_story(reader), a_read_story(reader)
    with pytest.raises(Refusal, match="Only trained readers"):
        actions.keep_back(story, by=somebody(Kind.PROGRAMME_TEAM))
    assert actions.keep_back(story, by=a_safeguarding_lead()).state == "cannot-share"
    assert actions.count_once(twice, by=reader).state == "duplicate"
    with pytest.raises(Refusal, match="cannot be done any more"):
        actions.keep_back(twice, by=reader)
    assert list(Story.objects.counted()) == [story]


def test_choices_leave_out_whom_the_rule_would_refuse(reader):
    trust, police = an_organisation("Trust"), an_organisation("Police", sector="police")
    home, empty, gone = (
        an_organisation("Home", sector="housing"),
        a_partner("Empty"),
        an_organisation("Gone", state="left"),
    )
    near, story = an_organisation("Near"), a_read_story(reader)
    Conflict.objects.create(person=reader, partner=near, declared_at=timezone.now())
    Never.objects.create(story=story, kind=Kept.POLICE)
    Never.objects.create(story=story, kind=Kept.PARTNER, partner=trust)
    assert list(rules.could_be_told(story, reader)) == [home]
    for partner in (trust, police, empty, gone, near):
        refused(reader, story, partner)
    rules.check_can_tell(reader, story, home)
