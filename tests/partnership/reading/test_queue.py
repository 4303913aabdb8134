"""What comes into the readers' queue, who takes it, and what is kept of it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from partnership.accounts.models import Person, System
from partnership.core.models import Event, sealed
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind
from partnership.reading.actions import arriving
from partnership.reading.actions import queue as actions
from partnership.reading.actions.reading import erase_text
from partnership.reading.models import Concerned, Conflict, Reader, Shift, Text
from partnership.reading.queries.queue import is_late
from partnership.reading.queries.rota import somebody_reads
from partnership.reading.rules import queue as rules
from tests.people import a_partner, a_role, somebody
from tests.stories import a_reader, a_text

pytestmark = pytest.mark.django_db
ABOUT = "urn:heartwood:listening.story:1"


def nobody():
    return Person.objects.system(System.WITHOUT_ACCOUNT)


def put(words="They kept us waiting.", **more):
    told = {"about": ABOUT, "href": "/reading/stories/1/", "part": "own-words", "words": words, "by": nobody()}
    return arriving.put_in_queue(**{**told, **more})


def test_what_arrives_is_locked_waits_for_its_day_and_leaves_no_hour():
    partner = a_partner()
    text = put(" They kept us waiting. ", language="ur", first=True, concerned=[partner, partner])
    kept = Text.objects.get(pk=text.pk)
    assert sealed.read(kept, "sealed") == "They kept us waiting."
    assert (kept.state, kept.language, kept.first) == ("waiting", "ur", True)
    assert kept.arrived_on < kept.read_by_on <= kept.arrived_on + timedelta(days=4)
    assert kept.read_by_on.weekday() < 5
    assert [one.partner for one in kept.concerned.all()] == [partner]
    (line,) = Event.objects.filter(verb="text.arrived")
    assert timezone.localtime(line.at).hour == timezone.localtime(line.at).minute == 0


@pytest.mark.parametrize(("words", "said"), [("  ", "no words"), ("a" * 1001, "1001 letters long. Up to 1000")])
def test_what_cannot_be_read_does_not_arrive(words, said):
    with pytest.raises(Refusal, match=said):
        put(words)


def test_it_is_late_once_something_waits_longer_than_promised():
    text = a_text("Waiting.", about=ABOUT)
    assert not is_late()
    Text.objects.filter(pk=text.pk).update(read_by_on=timezone.localdate() - timedelta(days=1))
    assert is_late()
    erase_text(text, by=nobody())
    assert not is_late()


def test_somebody_reads_only_on_days_and_in_languages_of_the_rota():
    assert not somebody_reads()
    reader = a_reader(languages=["en", "pl"])
    assert somebody_reads()
    assert somebody_reads(language="pl")
    assert not somebody_reads(language="ur")
    assert not somebody_reads(timezone.localdate() + timedelta(days=60))
    Reader.objects.filter(person=reader).update(trained_on=None)
    assert not somebody_reads()


def test_whoever_is_no_reader_any_more_does_not_count():
    reader = a_reader()
    reader.roles.update(until_on=timezone.localdate())
    assert not somebody_reads()
    assert Shift.objects.exists()


def test_one_takes_what_belongs_together_and_nobody_else_gets_it():
    one, other = a_reader(), a_reader("Alder Finch")
    texts = [put(), put("A chair.", part="would-help")]
    actions.take_texts(texts, by=one)
    assert set(Text.objects.values_list("state", "taken_by")) == {("being-read", one.pk)}
    assert rules.read_on(one, timezone.localdate()) == 1
    with pytest.raises(Refusal, match="now “Being read”"):
        actions.take_texts(texts, by=other)
    with pytest.raises(Refusal, match="not reading this"):
        actions.finish_texts(texts, 2, by=other)
    with pytest.raises(Refusal, match="not reading this"):
        actions.hand_back([], by=one)
    with pytest.raises(Refusal, match="Somebody else took this"):
        actions.take_texts([], by=one)


def test_handing_back_asks_for_no_reason_and_gives_the_day_back():
    reader, text = a_reader(), put()
    actions.take_texts([text], by=reader)
    actions.hand_back([text], by=reader)
    text.refresh_from_db()
    assert (text.state, text.taken_by, text.taken_at) == ("waiting", None, None)
    assert rules.read_on(reader, timezone.localdate()) == 0


def test_what_was_read_is_closed_until_its_time_is_over():
    reader, text = a_reader(), put()
    actions.take_texts([text], by=reader)
    with pytest.raises(Refusal, match="from 0 to 5"):
        actions.finish_texts([text], 6, by=reader)
    actions.finish_texts([text], 5, by=reader)
    text.refresh_from_db()
    assert (text.state, text.criticality, text.read_by) == ("read", 5, reader)
    assert text.forget_on == timezone.localdate() + timedelta(days=180)


def test_a_reader_reads_no_more_than_their_own_limit():
    reader = a_reader()
    Reader.objects.filter(person=reader).update(daily_limit=1)
    actions.take_texts([put()], by=reader)
    with pytest.raises(Refusal, match="You have read 1 today, and that is enough"):
        actions.take_texts([put(about="urn:heartwood:listening.story:2")], by=reader)


def test_nobody_reads_before_training_and_saying_whom_they_are_close_to():
    moderator, text = somebody(Kind.MODERATOR), put()
    with pytest.raises(Refusal, match="once your training is written down"):
        actions.take_texts([text], by=moderator)
    reader = Reader.objects.create(person=moderator, trained_on=date(2026, 1, 5))
    with pytest.raises(Refusal, match="say which organisations you are close to"):
        actions.take_texts([text], by=moderator)
    reader.declared_on = timezone.localdate()
    reader.save()
    assert actions.take_texts([text], by=moderator)


def test_nobody_else_reads_at_all():
    with pytest.raises(Refusal, match="Only trained readers"):
        actions.take_texts([put()], by=somebody(Kind.PROGRAMME_TEAM))


def test_nobody_reads_about_people_they_know():
    partner, near, belongs = a_partner(), a_reader(), a_reader("Alder Finch")
    Conflict.objects.create(person=near, partner=partner, declared_at=timezone.now())
    a_role(belongs, Kind.PRACTITIONER, partner=partner)
    text = put(concerned=[partner])
    for reader in (near, belongs):
        with pytest.raises(Refusal, match="belong or are close to"):
            actions.take_texts([text], by=reader)


def test_abuse_is_folded_away_and_can_be_unfolded():
    reader, other, text = a_reader(), a_reader("Alder Finch"), put()
    with pytest.raises(Refusal, match="now “Waiting to be read”"):
        actions.fold_text(text, by=reader)
    actions.take_texts([text], by=reader)
    with pytest.raises(Refusal, match="not reading this"):
        actions.fold_text(text, by=other)
    actions.fold_text(text, by=reader)
    text.refresh_from_db()
    assert (text.state, text.read_by) == ("folded", reader)
    actions.unfold_text(text, by=other)
    assert text.state == "read"
    with pytest.raises(Refusal, match="not folded away"):
        actions.unfold_text(text, by=other)
    actions.fold_text(text, by=other)
    assert text.read_by == reader


def test_only_whoever_wrote_it_or_the_site_erases_words():
    reader, text = a_reader(), put()
    with pytest.raises(Refusal, match="Only whoever wrote it"):
        erase_text(text, by=reader)
    erase_text(text, by=nobody())
    text.refresh_from_db()
    assert (text.state, text.sealed) == ("erased", "")
    assert not Concerned.objects.exists()
    with pytest.raises(Refusal, match="now “Erased”"):
        erase_text(text, by=nobody())
