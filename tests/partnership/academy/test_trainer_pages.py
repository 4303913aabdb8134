"""The pages on which the programme looks after who may lead, and trainers read it of themselves."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.academy.actions import accrediting as deeds
from partnership.academy.models import Accreditation, Completion
from partnership.academy.queries.lineage import lineage, my_lineage
from partnership.partners.models import Kind
from tests.partnership.academy.planned import the_team
from tests.partnership.academy.test_accrediting import WAY, one_of, proven
from tests.people import a_person, sign_in, somebody
from tests.teaching import a_completion, a_leader, a_session, a_trainer

pytestmark = pytest.mark.django_db


def at(name, **kwargs):
    return reverse(name, kwargs=kwargs)


def text_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def taught_by(*teachers, learner=None, days_ago=100):
    """Let somebody have learned to teach from these."""
    session = a_session(WAY, state="held", days=-days_ago)
    for one in teachers:
        a_leader(session, one)
    on = timezone.localdate() - timedelta(days=days_ago)
    return a_completion(learner, WAY, session=session, completed_on=on).person


# --- who may lead


def test_programme_reads_who_may_lead_what_is_missing_and_who_could(client):
    team = the_team()
    ends, ready, over = a_trainer(days_left=20), a_trainer(days_left=30), a_trainer(days_left=-5)
    proven(ready)
    could = a_completion(course=WAY).person
    page = text_of(sign_in(client, team).get(at("trainers")))
    assert "At least one of those who lead a session is accredited." in page
    for words in (ends.name, ready.name, over.name, could.name, "Counted until", "Nothing is missing to renew it."):
        assert words in page


@pytest.mark.parametrize("count", [1, 3])
def test_programme_asks_as_many_questions_however_many_trainers(client, django_assert_num_queries, count):
    team = the_team()
    for _one in range(count):
        proven(a_trainer(days_left=20))
        a_completion(course=WAY)
    sign_in(client, team)
    with django_assert_num_queries(7):
        client.get(at("trainers"))


@pytest.mark.parametrize("name", ["trainers", "lineage"])
def test_pages_of_the_programme_are_the_programmes(client, name):
    assert sign_in(client, a_trainer(somebody(Kind.TRAINER))).get(at(name)).status_code == 403
    page = text_of(sign_in(client, the_team()).get(at(name)))
    assert "Nobody" in page


def test_programme_accredits_renews_and_takes_back_on_the_pages(client):
    team, person = the_team(), a_completion(course=WAY).person
    sign_in(client, team)
    client.post(at("accredit"), {"person": person.pk, "way": WAY})
    found = one_of(person)
    one = at("trainer", pk=found.pk)
    assert "It cannot be renewed yet" not in text_of(client.get(one))
    Accreditation.objects.filter(person=person).update(valid_until=timezone.localdate() + timedelta(days=9))
    proven(person)
    assert "Nothing is missing." in text_of(client.get(one))
    client.post(at("renew-trainer", pk=found.pk))
    assert one_of(person).renewed_by == team
    page = text_of(client.post(one, {"why": " "}))
    assert "Say why, in words that you would say to them" in page
    client.post(one, {"why": "You asked us to."})
    assert "to answer. After that it can be taken back." in text_of(client.get(one))
    client.post(at("drop-withdrawal", pk=found.pk))
    client.post(one, {"why": "You asked us to, again."})
    Accreditation.objects.filter(person=person).update(told_at=timezone.now() - timedelta(days=15))
    client.post(at("withdraw-trainer", pk=found.pk))
    assert one_of(person).state == "withdrawn"
    assert "Was taken back" in text_of(client.get(one))
    assert client.post(at("accredit"), {"person": "x"}).status_code == 403
    assert client.post(at("accredit"), {"person": 999999, "way": WAY}).status_code == 404


def test_trainer_reads_what_is_missing_and_answers(client):
    person, team = a_trainer(days_left=20), the_team()
    sign_in(client, person)
    page = text_of(client.get(at("my-accreditation")))
    assert "Somebody watches a session, and what they saw is read." in page
    assert text_of(client.get(at("i-lead"))).count("Counts until") == 1
    found = deeds.tell_withdrawal(one_of(person), "You asked us to rest.", by=team)
    page = text_of(client.get(at("my-accreditation")))
    assert "You asked us to rest." in page
    assert "Nothing is decided before" in page
    answer = at("answer-withdrawal", pk=found.pk)
    assert "You asked us to rest." in text_of(client.get(answer))
    assert "You need not." in text_of(client.post(answer, {"answer": ""}))
    client.post(answer, {"answer": "I will rest, and keep it."})
    assert "I will rest, and keep it." in text_of(client.get(at("my-accreditation")))
    assert "I will rest, and keep it." in text_of(sign_in(client, team).get(at("trainer", pk=found.pk)))


def test_nobody_reads_or_answers_what_was_written_to_another(client):
    found = deeds.tell_withdrawal(one_of(a_trainer()), "Between us.", by=the_team())
    other = sign_in(client, a_trainer())
    assert other.get(at("answer-withdrawal", pk=found.pk)).status_code == 404
    assert other.get(at("trainer", pk=found.pk)).status_code == 403
    assert "Between us." not in text_of(other.get(at("my-accreditation")))


def test_whoever_is_not_accredited_is_told_how_to_become_it(client):
    page = text_of(sign_in(client, a_person()).get(at("my-accreditation")))
    assert "You are not accredited." in page
    assert "Nobody here knows." in page


def test_course_says_that_it_is_led_by_accredited_trainers_and_names_nobody(client):
    trainer = a_trainer(a_person("Somebody Who Teaches"))
    page = text_of(client.get(at("course", key="foundation")))
    assert "At least one of those who lead a session is accredited." in page
    assert trainer.name not in page
    assert "accredited" not in text_of(client.get(at("course", key="talking-it-through")))


# --- who taught whom


def test_lineage_leads_from_teachers_to_those_they_taught_as_the_programme_sees_it():
    first, second, third = a_person("Ada"), a_person("Bea"), a_person("Cyd")
    alone = a_completion(a_person("Dot"), WAY).person
    taught_by(first, learner=second, days_ago=300)
    taught_by(second, learner=third, days_ago=100)
    taught_by(first, learner=third, days_ago=50)  # again: the first time by each counts
    found = lineage(the_team())
    (ada,) = found.lines
    assert [(one.name, one.again) for one in ada.taught] == [("Bea", False), ("Cyd", False)]
    assert [one.name for one in ada.taught[0].taught] == ["Cyd"]
    assert (ada.name, ada.on) == ("Ada", None)
    assert found.alone == (alone.name,)


def test_circle_has_a_beginning_and_an_end():
    ada, bea, cyd = a_person("Ada"), a_person("Bea"), a_person("Cyd")
    taught_by(ada, learner=bea, days_ago=300)
    taught_by(bea, learner=cyd, days_ago=200)
    taught_by(cyd, learner=ada, days_ago=100)
    (line,) = lineage(the_team()).lines
    assert line.name == "Ada"
    bottom = line.taught[0].taught[0].taught[0]
    assert (bottom.name, bottom.again, bottom.taught) == ("Ada", True, ())


def test_whoever_led_what_they_took_themselves_did_not_teach_themselves():
    ada = a_person("Ada")
    taught_by(ada, learner=ada)
    assert lineage(the_team()).lines == ()


def test_taken_back_and_declined_lead_nowhere():
    ada, bea = a_person("Ada"), a_person("Bea")
    done = Completion.objects.get(person=taught_by(ada, learner=bea))
    Completion.objects.update(revoked_at=timezone.now(), revoked_by=ada, why_revoked="-")
    assert lineage(the_team()).lines == ()
    Completion.objects.update(revoked_at=None, revoked_by=None, why_revoked="")
    done.session.leading.update(declined_at=timezone.now())
    assert lineage(the_team()).lines == ()


def test_trainer_sees_who_taught_them_and_whom_they_taught_and_no_further(client):
    ada, bea, cyd, dot = (a_person(name) for name in ("Ada", "Bea", "Cyd", "Dot"))
    taught_by(ada, learner=bea, days_ago=300)
    taught_by(bea, learner=cyd, days_ago=200)
    taught_by(cyd, learner=dot, days_ago=100)
    mine = my_lineage(bea)
    assert [name for name, _on in mine.learned] == ["Ada"]
    assert [one.name for one in mine.taught] == ["Cyd"]
    assert mine.taught[0].taught == ()  # whom Cyd taught is theirs to see
    page = text_of(sign_in(client, bea).get(at("my-accreditation")))
    assert "Ada" in page
    assert "Dot" not in page


def test_whoever_learned_elsewhere_is_told_so(client):
    person = a_completion(course=WAY).person
    assert my_lineage(person).learned_elsewhere
    assert "You learned it elsewhere." in text_of(sign_in(client, person).get(at("my-accreditation")))


@pytest.mark.parametrize("count", [1, 3])
def test_lineage_asks_as_many_questions_however_long_it_is(client, django_assert_num_queries, count):
    teacher = a_person()
    for number in range(count):
        teacher = taught_by(teacher, days_ago=500 - number)
    sign_in(client, the_team())
    with django_assert_num_queries(5):
        client.get(at("lineage"))
