"""Watching how a session is led: agreed by both, written by one, read first by the other, and never made a mark of."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.academy.actions import accrediting
from partnership.academy.actions import observing as deeds
from partnership.academy.models import (
    OBSERVATION,
    Accreditation,
    Observation,
    ObservationWords,
    ObservedItem,
    Session,
    SessionPart,
)
from partnership.academy.queries.observed import observed_page
from partnership.academy.rules import accrediting as renewing
from partnership.academy.rules import observing as rules
from partnership.core.models import Notice, sealed
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind
from tests.partnership.academy.planned import the_team
from tests.people import a_person, sign_in, somebody
from tests.teaching import a_leader, a_session, a_trainer

pytestmark = pytest.mark.django_db
ITEMS = 10


def told(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("sentence", flat=True))


def two(*, days=-3, course="foundation", trainer=None):
    """Give a session, whoever leads it, and somebody who may watch."""
    session = a_session(course, state="held" if days < 0 else "announced", days=days)
    return session, a_leader(session, trainer or a_trainer()), a_trainer()


def agreed(**more):
    session, trainer, observer = two(**more)
    found = deeds.ask_to_watch(session, trainer=trainer, observer=observer, by=trainer)
    return deeds.agree_to_watch(found, by=observer)


def seen(**otherwise):
    """Give what was seen, everything but what is named."""
    checklist = rules.checklist_for("foundation")
    said = {one.key: "seen" for one in checklist.items}
    return {**said, "kind": "You waited.", "to_try": "Wait once more.", **otherwise}


def filled(**more):
    found = agreed(**more)
    return deeds.fill_observation(found, seen(), by=found.observer)


def read(*, was_so=True, **more):
    found = filled(**more)
    return deeds.answer_observation(found, was_so=was_so, reply="Thank you.", by=found.trainer)


# --- agreeing


def test_whoever_leads_asks_or_whoever_may_watch_offers_and_the_other_says_yes_or_no():
    session, trainer, observer = two(days=5)
    asked = deeds.ask_to_watch(session, trainer=trainer, observer=observer, by=trainer)
    assert told(observer) == [deeds.ASKED]
    deeds.agree_to_watch(asked, by=observer)
    assert told(trainer) == [deeds.AGREED]
    offered = deeds.ask_to_watch(session, trainer=trainer, observer=(other := the_team()), by=other)
    assert told(trainer)[-1] == deeds.OFFERED
    deeds.decline_to_watch(offered, by=trainer)
    assert (offered.state, told(other)) == ("declined", [deeds.DECLINED])


def test_asking_refuses_with_a_sentence():
    session, trainer, observer = two(days=5)
    with_task, planned = a_trainer(), a_session(state="planned")
    a_leader(session, with_task, task="wellbeing")
    long_ago = a_session(state="held", days=-120)
    for where, leads, watches, by, said in (
        (a_session("", title="An event"), trainer, observer, trainer, "no checklist"),
        (planned, trainer, observer, trainer, "Being planned"),
        (long_ago, trainer, observer, trainer, "too long ago"),
        (session, trainer, observer, a_trainer(), "Whoever leads asks somebody else"),
        (session, trainer, trainer, trainer, "Whoever leads asks somebody else"),
        (session, with_task, observer, observer, "Only somebody who leads"),
        (session, trainer, with_task, trainer, "has a task at a session"),
        (session, trainer, a_person(), trainer, "accredited today, or of the programme team"),
        (session, trainer, a_trainer(a_person(is_active=False)), trainer, "accredited today"),
        (session, trainer, a_trainer(days_left=-1), trainer, "accredited today"),
    ):
        with pytest.raises(Refusal, match=said):
            deeds.ask_to_watch(where, trainer=leads, observer=watches, by=by)
    found = deeds.ask_to_watch(session, trainer=trainer, observer=observer, by=trainer)
    with pytest.raises(Refusal, match="asked already"):
        deeds.ask_to_watch(session, trainer=trainer, observer=observer, by=observer)
    deeds.decline_to_watch(found, by=observer)
    with pytest.raises(Refusal, match="said no to this already"):
        deeds.ask_to_watch(session, trainer=trainer, observer=observer, by=trainer)


def test_only_whoever_was_asked_answers_and_either_calls_it_off_until_it_is_written():
    session, trainer, observer = two(days=5)
    found = deeds.ask_to_watch(session, trainer=trainer, observer=observer, by=trainer)
    for deed in (deeds.agree_to_watch, deeds.decline_to_watch):
        for by in (trainer, the_team()):
            with pytest.raises(Refusal, match="Only whoever was asked"):
                deed(found, by=by)
    with pytest.raises(Refusal, match="Only the two of them"):
        deeds.call_off_watching(found, by=the_team())
    deeds.call_off_watching(found, by=trainer)
    assert told(observer)[-1] == deeds.CALLED_OFF
    with pytest.raises(Refusal, match="cannot be done any more"):
        deeds.agree_to_watch(found, by=observer)
    again = deeds.ask_to_watch(session, trainer=trainer, observer=observer, by=observer)
    deeds.call_off_watching(deeds.agree_to_watch(again, by=trainer), by=observer)
    with pytest.raises(Refusal, match="cannot be done any more"):
        deeds.call_off_watching(filled(), by=Observation.objects.get(state="filled").trainer)


# --- writing it and reading it


def test_what_was_seen_is_kept_and_words_are_locked_and_whoever_leads_reads_first():
    found = filled()
    assert (found.state, ObservedItem.objects.count()) == ("filled", ITEMS)
    words = ObservationWords.objects.get()
    assert "You waited." not in words.kind
    assert sealed.read(words, "to_try") == "Wait once more."
    assert told(found.trainer)[-1] == deeds.FILLED
    team = the_team()
    for table in (Observation, ObservedItem, ObservationWords):
        assert not table.objects.visible_to(team).exists()
    assert renewing.records_of([found.trainer_id])[found.trainer_id].observed == ()


@pytest.mark.parametrize("was_so", [True, False])
def test_once_read_the_programme_sees_that_it_took_place_and_the_items_and_no_words(was_so):
    found, team = read(was_so=was_so), the_team()
    assert found.state == ("accepted" if was_so else "contested")
    assert Observation.objects.visible_to(team).count() == 1
    assert ObservedItem.objects.visible_to(team).count() == ITEMS
    assert not ObservationWords.objects.visible_to(team).exists()
    assert sealed.read(ObservationWords.objects.visible_to(found.observer).get(), "reply") == "Thank you."
    assert told(found.observer)[-1] == deeds.ANSWERED
    assert len(renewing.records_of([found.trainer_id])[found.trainer_id].observed) == 1  # it counts either way


def test_nobody_else_sees_any_of_it():
    read()
    for other in (a_trainer(), somebody(Kind.PLACE_LEAD, place="E08000035"), None):
        for table in (Observation, ObservedItem, ObservationWords):
            assert not table.objects.visible_to(other).exists()


def test_answering_needs_no_words():
    found = filled()
    deeds.answer_observation(found, was_so=True, by=found.trainer)
    assert ObservationWords.objects.get().reply == ""


def test_words_that_were_erased_do_not_stop_an_answer():
    found = filled()
    ObservationWords.objects.all().delete()
    assert deeds.answer_observation(found, was_so=False, reply="No.", by=found.trainer).state == "contested"


def test_writing_and_reading_refuse_with_a_sentence():
    found = agreed()
    with pytest.raises(Refusal, match="Only whoever watched"):
        deeds.fill_observation(found, seen(), by=found.trainer)
    with pytest.raises(Refusal, match="Say something of every item"):
        deeds.fill_observation(found, seen(choice="perhaps"), by=found.observer)
    with pytest.raises(Refusal, match="one thing that was good, and one thing to try"):
        deeds.fill_observation(found, seen(to_try=" "), by=found.observer)
    with pytest.raises(Refusal, match="Only whoever was watched"):
        deeds.answer_observation(found, was_so=True, by=found.observer)
    with pytest.raises(Refusal, match="cannot be done any more"):
        deeds.answer_observation(found, was_so=True, by=found.trainer)
    early = agreed(days=5)
    with pytest.raises(Refusal, match="has not begun"):
        deeds.fill_observation(early, seen(), by=early.observer)


def test_checklist_that_is_gone_leaves_nothing_to_write(monkeypatch):
    found = agreed()
    said = seen()
    monkeypatch.setattr(rules, "checklist_for", lambda _course: None)
    with pytest.raises(Refusal, match="no checklist"):
        deeds.fill_observation(found, said, by=found.observer)


def test_every_state_of_an_observation_is_reached_and_none_is_a_trap():
    assert OBSERVATION.reached() == set(OBSERVATION.states)
    assert OBSERVATION.traps() == set()


def test_being_watched_renews_that_somebody_may_lead():
    trainer, team = a_trainer(days_left=20), the_team()
    read(trainer=trainer)
    a_leader(a_session(state="held", days=-40), trainer)
    one = Accreditation.objects.get(person=trainer)
    assert accrediting.renew(one, by=team).renewed_by == team


# --- over all trainers together


def several(count, trainers, *, state="accepted", **otherwise):
    """Let so many observations have been read, of so many trainers in turn, without the deeds that lead there."""
    people, before = [a_person() for _one in range(trainers)], Observation.objects.count()
    session, said = a_session(state="held", days=-5), seen(**otherwise)
    for number in range(count):
        one = Observation.objects.create(
            **{"session": session, "trainer": people[number % trainers], "observer": people[0], "state": state},
            **{"checklist": "leading@2026-1", "asked_at": timezone.now(), "asked_by": people[0]},
            **{"read_at": timezone.now() + timedelta(hours=before + number)},
        )
        items = [key for key in said if key not in ("kind", "to_try")]
        ObservedItem.objects.bulk_create(ObservedItem(observation=one, item=key, seen=said[key]) for key in items)


def figures():
    return {item.text: item.figure.value_words for one in observed_page().courses for item in one.items}


def test_share_is_shown_from_ten_observations_of_five_trainers_with_its_interval():
    several(9, 5)
    assert observed_page().courses == ()
    assert len(observed_page().too_few) == 1
    several(1, 1, choice="not")
    (course,) = observed_page().courses
    shares = {item.text: item.figure for item in course.items}
    assert len(shares) == ITEMS
    choice = next(figure for text, figure in shares.items() if text.startswith("Gives a choice"))
    assert (choice.value_words, choice.interval_words) == ("seen in 90%", "60% to 98%")


def test_share_of_few_trainers_or_of_what_was_called_not_so_is_no_share():
    several(40, 4)
    several(40, 8, state="contested")
    several(40, 8, state="filled")
    assert observed_page().courses == ()


def test_what_could_not_be_seen_is_left_out_and_too_little_of_one_item_is_a_silence():
    several(10, 5, notices="could-not")
    several(2, 2, choice="not")
    said = figures()
    assert [text for text, words in said.items() if words == "too few to show"] == [
        next(text for text in said if text.startswith("Notices when"))
    ]
    assert set(said.values()) == {"too few to show", "seen in 100%"}  # the last two wait for eight more


# --- pages


def at(name, **kwargs):
    return reverse(name, kwargs=kwargs)


def text_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_asking_to_a_reply_on_the_pages(client):
    session, trainer, observer = two(days=3)
    sign_in(client, trainer)
    assert at("observations") in text_of(client.get(at("i-lead")))
    assert "Ask somebody to watch" in text_of(client.get(at("observations")))
    page = text_of(client.post(at("ask-to-watch"), {"session": session.pk, "trainer": "", "email": "x@example.org"}))
    assert "Nobody has an account with this address" in page
    assert "Choose one of the trainers, or write one address." in text_of(
        client.post(at("ask-to-watch"), {"session": session.pk})
    )
    client.post(at("ask-to-watch"), {"session": session.pk, "trainer": "", "email": observer.email})
    found = Observation.objects.get()
    one = at("observation", pk=found.pk)
    sign_in(client, observer)
    assert "Somebody asks you about watching" in text_of(client.get("/my-work/"))
    assert "Say yes" in text_of(client.get(one))
    client.post(at("agree-to-watch", pk=found.pk))
    fill = at("fill-observation", pk=found.pk)
    assert client.get(fill).status_code == 403  # it has not begun
    for rows in (Session.objects.filter(pk=session.pk), SessionPart.objects.filter(session=session)):
        rows.update(starts_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now() - timedelta(hours=1))
    half = {"what-comes": "seen", "kind": "You waited."}
    page = text_of(client.post(fill, half))
    assert "Choose one. “Could not be seen that day” is an answer too." in page
    assert "You waited." in page  # nothing typed is lost
    client.post(fill, seen())
    assert "You waited." in text_of(client.get(one))
    sign_in(client, trainer)
    assert "waits for you to read it first" in text_of(client.get("/my-work/"))
    page = text_of(client.get(one))
    assert "Nobody else sees any of this before you answer." in page
    answer = at("answer-observation", pk=found.pk)
    assert "Was it so?" in text_of(client.get(answer))
    assert "needs an answer" in text_of(client.post(answer, {"reply": "Thanks."}))
    client.post(answer, {"was_so": "yes", "reply": "I will wait once more."})
    assert "I will wait once more." in text_of(sign_in(client, observer).get(one))
    team = text_of(sign_in(client, the_team()).get(one))
    assert "Gives a choice in every exercise" in team
    for words in ("You waited.", "Wait once more.", "I will wait once more."):
        assert words not in team


def test_offer_is_made_on_the_page_of_a_session_and_declined_without_a_word(client):
    session, trainer, observer = two(days=3)
    sign_in(client, observer)
    offer = at("offer-to-watch", pk=session.pk)
    assert offer in text_of(client.get(at("session", pk=session.pk)))
    assert trainer.name in text_of(client.get(offer))
    client.post(offer, {"trainer": trainer.pk})
    found = Observation.objects.get()
    sign_in(client, trainer)
    client.post(at("decline-to-watch", pk=found.pk))
    assert "The other said no" in text_of(client.get(at("observations")))
    sign_in(client, a_person())
    assert offer not in text_of(client.get(at("session", pk=session.pk)))
    assert client.get(at("observation", pk=found.pk)).status_code == 404


def test_offer_is_no_ones_who_leads_there_or_may_not_watch(client):
    session, trainer, _observer = two(days=3)
    for person in (trainer, a_person()):
        page = text_of(sign_in(client, person).get(at("session", pk=session.pk)))
        assert at("offer-to-watch", pk=session.pk) not in page


def test_calling_it_off_on_the_page(client):
    found = agreed(days=3)
    sign_in(client, found.trainer)
    assert "Let it be" in text_of(client.get(at("observation", pk=found.pk)))
    client.post(at("call-off-watching", pk=found.pk))
    assert Observation.objects.get().state == "called-off"


def test_programme_reads_on_the_page_of_a_trainer_what_took_place(client):
    found = read()
    one = Accreditation.objects.get(person=found.trainer)
    page = text_of(sign_in(client, the_team()).get(at("trainer", pk=one.pk)))
    assert "Gives a choice in every exercise" in page
    assert "You waited." not in page
    assert "%" not in page.split("<main")[1].split("</main")[0]  # no share of one person


def test_item_of_a_checklist_that_is_gone_is_named_by_its_key(client):
    found = read()
    Observation.objects.update(checklist="leading@1999")
    assert "what-comes" in text_of(sign_in(client, found.trainer).get(at("observation", pk=found.pk)))


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_as_many_questions_however_many(client, django_assert_num_queries, count):
    trainer = a_trainer()
    for number in range(count):
        read(trainer=trainer, days=-3 - number)
    sign_in(client, trainer)
    with django_assert_num_queries(6):
        client.get(at("observations"))


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_a_trainer_asks_as_many_questions_however_many(client, django_assert_num_queries, count):
    trainer = a_trainer()
    for number in range(count):
        read(trainer=trainer, days=-3 - number)
    one = Accreditation.objects.get(person=trainer)
    sign_in(client, the_team())
    with django_assert_num_queries(10):
        client.get(at("trainer", pk=one.pk))


@pytest.mark.parametrize("count", [10, 30])
def test_shares_ask_one_question_however_many(client, django_assert_num_queries, count):
    several(count, 5)
    sign_in(client, the_team())
    with django_assert_num_queries(4):
        page = text_of(client.get(at("observed")))
    assert "seen in 100%" in page


def test_shares_are_for_the_programme_and_for_trainers(client):
    assert sign_in(client, a_person()).get(at("observed")).status_code == 403
    assert "Not enough was seen" in text_of(sign_in(client, a_trainer()).get(at("observed")))
