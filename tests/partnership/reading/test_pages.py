"""The pages of readers: the queue without a word in it, reading, making ready, the rota, and who may not see them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.partners.models import Kind
from partnership.partners.models.reach import forget_reach
from partnership.reading.actions import queue, safety
from partnership.reading.actions import reading as of_words
from partnership.reading.models import Concern, Concerned, Conflict, Debrief, Reader, Shift, Text, Version
from partnership.reading.queries import needs
from partnership.reading.queries import rota as rota_queries
from partnership.reading.queries.queue import waited_words
from tests.people import a_partner, sign_in, somebody
from tests.stories import a_reader, a_safeguarding_lead, a_text

pytestmark = pytest.mark.django_db
WORDS = "They locked Margaret in the blue room."
SEAT = "urn:heartwood:framework.askedseat:1"
QUEUE, CONCERNS, ROTA, NEEDS_OF_READER, NEEDS_OF_LEAD = 13, 5, 9, 9, 11


def words(**more):
    return a_text(WORDS, about=SEAT, part="framework-words", **more)


def at(name, *args):
    return reverse(name, args=args)


@pytest.fixture
def reader():
    return a_reader()


@pytest.fixture
def page(client, reader):
    return sign_in(client, reader)


def test_the_queue_shows_what_waits_and_never_a_word(page):
    words(first=True)
    shown = page.get(at("reading"))
    assert "From looking at an organisation" in shown.text
    assert "came today" in shown.text
    assert "Margaret" not in shown.text
    assert "You took 0 today, of 8 at most." in shown.text
    assert shown.headers["Cache-Control"] == "private, no-store"


def test_the_first_ones_stand_first_then_the_day_that_was_promised(page):
    today = timezone.localdate()
    words(arrived_on=today - timedelta(days=9))
    words(arrived_on=today - timedelta(days=20), language="ur")
    words(first=True)
    shown = page.get(at("reading")).text
    assert shown.index("came today") < shown.index("waits for 2 weeks") < shown.index("waits for 9 days")
    assert "and late" in shown
    narrowed = page.get(at("reading"), {"language": "ur"}).text
    assert ("waits for 2 weeks" in narrowed, "waits for 9 days" in narrowed) == (True, False)
    assert "waits for 9 days" not in page.get(at("reading"), {"kind": "first"}).text


@pytest.mark.parametrize(("days", "said"), [(0, "came today"), (1, "came yesterday"), (3, "3 days"), (21, "3 weeks")])
def test_waiting_is_said_in_words(days, said):
    assert said in waited_words(days)


def test_nothing_about_an_organisation_the_reader_is_close_to(page, reader):
    partner, text = a_partner(), words()
    Concerned.objects.create(text=text, partner=partner)
    Conflict.objects.create(person=reader, partner=partner, declared_at=timezone.now())
    assert "Nothing waits here" in page.get(at("reading")).text
    assert page.get(at("read-text", text.pk)).status_code == 404


@pytest.mark.parametrize("kind", [Kind.PROGRAMME_TEAM, Kind.RESPONSIBLE_OFFICER, Kind.PARTNER_LEAD])
def test_nobody_else_comes_in(client, kind):
    text = words()
    sign_in(client, somebody(kind, partner=a_partner() if kind == Kind.PARTNER_LEAD else None))
    for name, args in (("reading", ()), ("read-text", (text.pk,)), ("concerns", ()), ("my-reading", ())):
        assert client.get(at(name, *args)).status_code == 403
    assert client.post(at("take-text", text.pk)).status_code == 403


def test_a_reader_chooses_to_see_the_words_reads_them_and_they_are_closed(page, reader):
    text = words()
    assert "Margaret" not in page.get(at("read-text", text.pk)).text
    before = page.post(at("take-text", text.pk), follow=True).text
    assert ("Before you read" in before, "Margaret" in before) == (True, False)
    shown = page.get(at("read-text", text.pk) + "?words=1").text
    assert "Margaret" in shown
    assert "Say how grave it is" in page.post(at("read-text", text.pk), {"criticality": ""}).text
    after = page.post(at("read-text", text.pk), {"criticality": "4"}, follow=True).text
    assert ("The words are closed" in after, "Margaret" in after) == (True, False)
    assert "Something you read was grave" in page.get(at("reading")).text


def test_handing_back_leads_to_the_queue(page):
    text = words()
    page.post(at("take-text", text.pk))
    assert "Handed back" in page.post(at("hand-back-text", text.pk), follow=True).text
    assert Text.objects.get().state == "waiting"


def test_a_text_that_belongs_to_a_story_is_read_on_its_page(page):
    text = words(href="/reading/stories/7/")
    assert page.get(at("read-text", text.pk)).headers["Location"] == "/reading/stories/7/"


def test_abuse_is_folded_and_shown_only_to_whoever_unfolds_it(page, reader):
    text = words()
    page.post(at("take-text", text.pk))
    page.post(at("fold-text", text.pk))
    shown = page.get(at("read-text", text.pk)).text
    assert ("Folded" in shown or "folded" in shown, "Margaret" in shown) == (True, False)
    page.post(at("unfold-text", text.pk))
    assert Text.objects.get().state == "read"


def test_opening_again_asks_why_and_shows_who_did(page, reader):
    text = words()
    queue.take_texts([text], by=reader)
    queue.finish_texts([text], 1, by=reader)
    assert "Say why, in a few words." in page.post(at("open-text", text.pk), {"why": ""}).text
    shown = page.post(at("open-text", text.pk), {"why": "The seat opens"}, follow=True).text
    assert "Margaret" in shown
    assert "The seat opens" in shown
    assert page.get(at("open-text", text.pk)).status_code == 200


def test_making_ready_refuses_another_word_and_loses_nothing_that_was_typed(page, reader):
    text = words()
    queue.take_texts([text], by=reader)
    address = at("make-version", text.pk, "service")
    assert "This may be a name: Margaret." in page.get(address).text
    warned = page.post(address, {"words": WORDS}).text
    assert "Something could show who it is" in warned
    refused = page.post(address, {"words": "They locked somebody in the blue room."}).text
    assert "is not as it was written" in refused
    assert "They locked somebody in the blue room." in refused
    page.post(address, {"words": "They locked […] in the blue room."})
    assert [(one.use, one.risks, one.state) for one in Version.objects.all()] == [("service", [], "approved")]
    page.post(address, {"words": WORDS, "looked": "on"})
    assert Version.objects.get(state="approved").risks == ["names"]
    (made,) = Version.objects.filter(state="approved")
    assert "Taken back" in page.post(at("withdraw-version", text.pk, made.pk), follow=True).text


def test_a_concern_goes_from_the_reader_to_the_lead(client, reader):
    text, lead, partner = words(), a_safeguarding_lead(), a_partner("Sorrel House")
    queue.take_texts([text], by=reader)
    sign_in(client, reader)
    assert "999 first" in client.get(at("raise-concern", text.pk)).text
    told = client.post(at("raise-concern", text.pk), {"about": "child", "of": partner.pk}, follow=True).text
    assert "A safeguarding lead is told now" in told
    made = Concern.objects.get()
    assert "It is theirs now" in client.get(at("concern", made.pk)).text
    assert client.post(at("take-concern", made.pk)).status_code == 403
    sign_in(client, lead)
    client.post(at("take-concern", made.pk))
    client.post(at("concern", made.pk), {"words": "Rang the front door."})
    said = client.post(at("decide-concern", made.pk), {"to": "nobody"}).text
    assert "Say why nothing is passed on" in said
    client.post(at("decide-concern", made.pk), {"to": "children", "told_person": "on"})
    shown = client.post(at("close-concern", made.pk), follow=True).text
    assert "Rang the front door." in shown
    assert "children&#39;s social care" in shown or "children's social care" in shown
    client.post(at("take-concern", made.pk))
    client.post(at("decide-concern", made.pk), {"to": "nobody", "words": "Known."})
    assert Concern.objects.get().state == "not-referred"


def test_where_no_lead_may_see_it_the_reader_is_told_so(page, reader):
    text = words()
    queue.take_texts([text], by=reader)
    told = page.post(at("raise-concern", text.pk), {"about": "adult"}, follow=True).text
    assert "no safeguarding lead here may see it" in told


def test_the_rota_is_planned_changed_and_says_its_gaps(client):
    lead, reader = a_safeguarding_lead(), a_reader()
    sign_in(client, lead)
    Shift.objects.all().delete()
    assert "Nobody reads English today" in client.get(at("rota")).text
    today = timezone.localdate()
    told = {"reader": reader.pk, "starts_on": today, "last_on": today + timedelta(days=9), "languages": ["en"]}
    assert "comes before the first" in client.post(at("plan-shift"), {**told, "last_on": "2020-01-01"}).text
    client.post(at("plan-shift"), told)
    assert "on some of these days already" in client.post(at("plan-shift"), told).text
    (gap,) = [one for one in rota_queries.gaps() if one.language == "en"]
    assert gap.from_on == today + timedelta(days=10)
    assert "closes itself" in gap.sentence
    shift = Shift.objects.get()
    assert "within these days" in client.post(at("end-shift", shift.pk), {"last_on": "2040-01-01"}).text
    client.post(at("end-shift", shift.pk), {"last_on": today + timedelta(days=1)})
    assert Shift.objects.get().ends_on == today + timedelta(days=2)
    assert "This has begun" in client.post(at("call-shift-off", shift.pk)).text
    later = {**told, "starts_on": today + timedelta(days=20), "last_on": today + timedelta(days=21)}
    client.post(at("plan-shift"), later)
    client.post(at("call-shift-off", Shift.objects.latest("starts_on").pk))
    assert Shift.objects.count() == 1


def test_the_programme_team_plans_and_readers_end_their_own_days(client):
    team, reader, other = somebody(Kind.PROGRAMME_TEAM), a_reader(), a_reader("Alder Finch")
    sign_in(client, team)
    assert "Plan who reads" in client.get(at("rota")).text
    assert "Training and limit" not in client.get(at("rota")).text
    assert client.get(at("care-for-reader", reader.pk)).status_code == 403
    sign_in(client, other)
    shift = Shift.objects.get(person=reader)
    last = {"last_on": timezone.localdate()}
    assert client.post(at("end-shift", shift.pk), last).status_code == 200
    assert client.post(at("end-shift", Shift.objects.get(person=other).pk), last).status_code == 302
    assert client.get(at("plan-shift")).status_code == 403


def test_a_lead_notes_training_and_a_limit_and_nobody_for_themselves(client):
    lead, moderator = a_safeguarding_lead(), somebody(Kind.MODERATOR)
    sign_in(client, lead)
    today = timezone.localdate()
    asked = {"trained_on": today, "daily_limit": 12}
    client.post(at("care-for-reader", moderator.pk), asked)
    assert Reader.objects.values_list("trained_on", "daily_limit").get(person=moderator) == (today, 12)
    wrong = [
        ({**asked, "daily_limit": 21}, "from 1 to 20"),
        ({**asked, "trained_on": "2099-01-01"}, "once it has been"),
    ]
    for told, said in wrong:
        assert said in client.post(at("care-for-reader", moderator.pk), told).text
    assert "nobody for themselves" in client.post(at("care-for-reader", lead.pk), asked).text
    assert client.get(at("care-for-reader", 10**6)).status_code == 404


def test_a_reader_reads_less_but_not_more_says_whom_they_know_and_asks_for_a_talk(page, reader):
    partner = a_partner("Sorrel House")
    assert "ask a safeguarding lead" in page.post(at("my-reading"), {"daily_limit": "9"}).text
    page.post(at("my-reading"), {"daily_limit": "3"})
    page.post(at("close-to"), {"partners": [partner.pk]})
    page.post(at("ask-for-talk"))
    assert page.post(at("ask-for-talk")).status_code == 403
    shown = page.get(at("my-reading")).text
    assert "Sorrel House" in shown
    assert "You asked for a talk" in shown
    assert Reader.objects.get(person=reader).daily_limit == 3
    page.post(at("close-to"), {})
    assert not Conflict.objects.exists()
    talk = Debrief.objects.get()
    assert "once it has been" in page.post(at("note-talk", talk.pk), {"had_on": "2099-01-01"}).text
    page.post(at("note-talk", talk.pk), {"had_on": timezone.localdate()})
    assert "written down already" in page.post(at("note-talk", talk.pk), {"had_on": timezone.localdate()}).text


def test_what_waits_is_said_in_my_work_and_never_a_word_of_it(client, reader):
    lead = a_safeguarding_lead()
    assert needs(somebody(Kind.PROGRAMME_TEAM)) == ()
    text = words()
    assert [one.sentence for one in needs(reader)] == ["One thing waits for a reader"]
    queue.take_texts([text], by=reader)
    assert [one.sentence for one in needs(reader)] == ["You are reading one thing"]
    queue.finish_texts([text], 0, by=reader)
    assert [one.sentence for one in needs(reader)] == [
        "You have been reading this week. Would you like to talk to somebody about it?"
    ]
    Debrief.objects.create(person=reader, asked_at=timezone.now())
    assert needs(reader) == ()
    assert [one.sentence for one in needs(lead)] == ["One reader asked for a talk"]
    shown = sign_in(client, lead).get("/my-work/").text
    assert 'href="/reading/"' in shown
    assert "Margaret" not in shown


@pytest.mark.parametrize("how_many", [1, 3])
def test_pages_ask_as_often_for_one_as_for_three(how_many, client, django_assert_num_queries):
    reader = a_reader()
    lead = a_safeguarding_lead()
    for _number in range(how_many):
        text = words()
        queue.take_texts([text], by=reader)
        safety.raise_concern(text, "child", by=reader)
        words()
        a_reader(f"Reader {_number}")
        Debrief.objects.create(person=reader, asked_at=timezone.now(), had_on=timezone.localdate())
    for who, name, number in ((reader, "reading", QUEUE), (lead, "concerns", CONCERNS), (lead, "rota", ROTA)):
        sign_in(client, who)
        with django_assert_num_queries(number):
            assert client.get(at(name)).status_code == 200
    for who, number in ((reader, NEEDS_OF_READER), (lead, NEEDS_OF_LEAD)):
        forget_reach(who)
        with django_assert_num_queries(number):
            assert needs(who)


def test_a_version_is_shown_to_readers_with_what_was_looked_at(page, reader):
    text = words()
    queue.take_texts([text], by=reader)
    of_words.make_version(text, "service", "They locked […] in the blue room.", ["names"], by=reader)
    queue.finish_texts([text], 0, by=reader)
    shown = page.get(at("read-text", text.pk)).text
    assert "They locked […] in the blue room." in shown
    assert "perhaps a name" in shown
    assert "Margaret" not in shown
