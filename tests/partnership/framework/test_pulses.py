"""Culture over time: a few questions without a name, from ten people or not at all."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.core.refusals import Refusal
from partnership.framework import tasks
from partnership.framework.actions import arranging
from partnership.framework.actions import campaigns as asking
from partnership.framework.models import AgreedLevel, Assessment
from partnership.framework.queries import gathered, pulses
from partnership.framework.rules import meeting, peers
from partnership.framework.rules import pulses as rules
from partnership.partners.models import Kind
from tests import assessments
from tests.commitments import a_lead
from tests.people import a_partner, a_person, sign_in, somebody

pytestmark = pytest.mark.django_db
PULSE = "pulse-2026"
LOW, HIGH = [1, 2, 2, 3], [4, 5, 4, 5]


def asked(partner, lead, each, **more):
    """Ask a pulse, and let it open."""
    invited = {"staff": max(len(each), 10)}
    made, _lead = assessments.begun(partner, lead, edition=PULSE, invited=invited, **more)
    assessments.responses(assessments.seat_of(made, "staff"), each)
    assessments.closed_for_an_hour(made, lead)
    return tasks.open_now(made, by=lead)


def mixed(levels, number):
    """Give answers of so many people, not all alike."""
    return [[levels[at % len(levels)]] for at in range(number)]


def culture(partner, lead):
    return pulses.culture_page(partner, lead)


def first(page):
    return page.parts[0].questions[0]


def test_pulse_is_beside_the_framework_and_never_instead(pack):
    assert (pack.framework.key, pack.pulse.key) == ("short-2026", PULSE)
    assert [seat.anonymous for seat in pack.pulse.seats.values()] == [True]
    assert {len(one.seats["staff"].levels) for one in pack.pulse.standards} == {5}


def test_pulse_opens_from_ten_whatever_was_asked():
    partner, lead = a_lead()
    made = assessments.started(partner, lead, edition=PULSE)
    assert made.least == 10
    with pytest.raises(Refusal, match="opens from 10 people"):
        arranging.change_assessment(made, {"least": 9}, seen=made.revision, by=lead)
    assert arranging.change_assessment(made, {"least": 12}, seen=made.revision, by=lead).least == 12
    other = a_lead(a_partner())
    with pytest.raises(Refusal, match="fewer than 10 people"):
        assessments.started(*other, edition=PULSE, seats={"staff": 9})


def test_nine_answers_are_silent_and_ten_are_shown():
    partner, lead = a_lead()
    asked(partner, lead, mixed(LOW, 9))
    (silent,) = first(culture(partner, lead)).spreads
    assert (silent.bars, silent.as_before) == ((), False)
    assert "few" in silent.why.lower()
    asked(partner, lead, mixed(LOW, 10))
    question = first(culture(partner, lead))
    assert [len(one.bars) for one in question.spreads] == [0, 5]
    assert question.moved == ()


def test_movement_is_said_in_words_with_its_interval():
    partner, lead = a_lead()
    asked(partner, lead, mixed(LOW, 20))
    asked(partner, lead, mixed(HIGH, 20))
    (said,) = first(culture(partner, lead)).moved
    assert "Higher than last time: in about" in said
    assert ", between " in said


def test_a_pulse_is_held_against_the_last_one_though_the_framework_was_asked_in_between():
    partner, lead = a_lead()
    asked(partner, lead, mixed(LOW, 12))
    between, _lead = assessments.begun(partner, lead, invited={"staff": 12})
    assessments.responses(assessments.seat_of(between, "staff"), mixed(HIGH, 12))
    assessments.closed_for_an_hour(between, lead)
    tasks.open_now(between, by=lead)
    asked(partner, lead, [*mixed(LOW, 12), [5]])
    _before, now = first(culture(partner, lead)).spreads
    assert now.as_before


def test_parts_stand_apart_and_the_whole_comes_first():
    partner, lead = a_lead()
    asked(partner, lead, mixed(LOW, 10), scope="team", scope_name="Night shift")
    asked(partner, lead, mixed(LOW, 10), scope="team", scope_name="night shift")
    asked(partner, lead, mixed(HIGH, 10))
    page = culture(partner, lead)
    assert [(one.title, one.pulses) for one in page.parts] == [("The whole organisation", 1), ("night shift", 2)]


def test_pulse_has_no_meeting_no_peer_and_no_campaign():
    partner, lead = a_lead()
    made = asked(partner, lead, mixed(LOW, 10))
    with pytest.raises(Refusal, match="no meeting"):
        meeting.check_can_record(lead, made)
    running = assessments.started(partner, lead, edition=PULSE)
    with pytest.raises(Refusal, match="no seat for a peer"):
        peers.check_can_ask_for_visit(lead, running)
    team, day = somebody(Kind.PROGRAMME_TEAM), timezone.localdate() + timedelta(days=30)
    with pytest.raises(Refusal, match="not offered"):
        asking.make_campaign("Pulses", PULSE, day, by=team)


def test_pulse_is_in_no_picture_of_the_whole():
    partner, lead = a_lead()
    made = asked(partner, lead, mixed(LOW, 10))
    now = timezone.now()
    Assessment.objects.filter(pk=made.pk).update(shared_at=now, shared_by=lead)
    AgreedLevel.objects.create(assessment=made, standard="safe-at-work", level=3, agreed_at=now, agreed_by=lead)
    assert gathered.gathered().names == ()


def test_start_is_for_a_lead():
    partner, lead = a_lead()
    rules.check_can_start_pulse(lead, partner)
    with pytest.raises(Refusal, match="Only a lead"):
        rules.check_can_start_pulse(somebody(Kind.PRACTITIONER, partner=partner), partner)


def test_from_asking_to_the_page(client):
    partner, lead = a_lead()
    sign_in(client, lead)
    here = {"partner": partner.slug}
    assert "Nobody was asked yet." in client.get(reverse("culture", kwargs=here)).text
    day = (timezone.localdate() + timedelta(days=10)).isoformat()
    told = {"scope": "whole", "closes_on": day, "invited": "9"}
    wrong = client.post(reverse("start-pulse", kwargs=here), told).text
    assert "Ask at least 10 people" in wrong
    assert f'value="{day}"' in wrong
    assert "Give the site" in client.post(reverse("start-pulse", kwargs=here), {**told, "scope": "team"}).text
    client.post(reverse("start-pulse", kwargs=here), {**told, "invited": "12"})
    made = Assessment.objects.get()
    assert (made.edition, made.least, made.seats.get().invited) == (PULSE, 10, 12)
    page = client.get(reverse("culture", kwargs=here)).text
    assert reverse("assessment", kwargs={**here, "pk": made.pk}) in page
    assert client.get(reverse("assessments", kwargs=here)).text.count("Culture over time") == 1


def test_everybody_there_reads_it_and_nobody_else(client):
    partner, lead = a_lead()
    asked(partner, lead, mixed(LOW, 10))
    here = reverse("culture", kwargs={"partner": partner.slug})
    colleague = somebody(Kind.PRACTITIONER, partner=partner)
    assert "Feeling safe at work" in sign_in(client, colleague).get(here).text
    for stranger in (a_person(), a_lead(a_partner("Other"))[1]):
        assert sign_in(client, stranger).get(here).status_code == 404
    led_on = sign_in(client, somebody(Kind.PROGRAMME_TEAM)).get(here)
    assert led_on.headers["Location"] == f"/programme/partners/{partner.slug}/"


def test_it_stands_on_the_framework_page_under_a_heading_of_its_own(client):
    page = client.get("/framework/").text
    assert page.index("Short pulses") < page.index(f"/framework/{PULSE}/")
    for path in ("", "safe-at-work/", "sheets/staff/"):
        assert client.get(f"/framework/{PULSE}/{path}").status_code == 200
    assert client.get(f"/framework/{PULSE}.json").json()["edition"] == PULSE


@pytest.mark.parametrize("how_many", [1, 3])
def test_page_asks_as_often_for_one_as_for_three(how_many, client, django_assert_num_queries):
    partner, lead = a_lead()
    for _number in range(how_many):
        asked(partner, lead, mixed(LOW, 10))
    sign_in(client, lead)
    with django_assert_num_queries(CULTURE):
        client.get(reverse("culture", kwargs={"partner": partner.slug}))


CULTURE = 6
