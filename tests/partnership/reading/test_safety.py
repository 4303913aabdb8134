"""Somebody may be in danger: who is told, who decides, by when; and that whom it is about never hears of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from partnership.core.models import Notice, sealed
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind
from partnership.reading.actions import queue
from partnership.reading.actions import safety as actions
from partnership.reading.models import Concern, ConcernNote, Conflict
from partnership.reading.queries import safety as queries
from partnership.reading.queries.needs import needs
from partnership.reading.rules import safety as rules
from tests.people import a_partner, a_role, somebody
from tests.stories import a_reader, a_safeguarding_lead, a_text

pytestmark = pytest.mark.django_db
ABOUT = "urn:heartwood:listening.story:1"


@pytest.fixture
def reader():
    return a_reader()


@pytest.fixture
def text(reader):
    made = a_text("He comes into my room.", about=ABOUT)
    queue.take_texts([made], by=reader)
    return made


def test_a_concern_has_its_own_clock_in_hours_of_weekdays():
    friday = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
    assert rules.decide_by("danger", friday).isoformat() == "2026-11-30T12:00:00+00:00"
    assert rules.decide_by("adult", friday).isoformat() == "2026-11-30T16:00:00+00:00"


def test_raising_tells_every_lead_who_is_close_to_nobody_in_it(reader, text):
    lead, belongs, close, partner = (
        a_safeguarding_lead(),
        a_safeguarding_lead("Ivy"),
        a_safeguarding_lead("Fern"),
        a_partner(),
    )
    a_role(belongs, Kind.PRACTITIONER, partner=partner)
    Conflict.objects.create(person=close, partner=partner, declared_at=timezone.now())
    made = actions.raise_concern(text, "staff-child", of=partner, by=reader)
    (notice,) = Notice.objects.filter(category="reading")
    assert (notice.person, notice.sentence, notice.words) == (lead, "Something waits for you.", {})
    assert list(Concern.objects.visible_to(lead)) == [made]
    for kept_out in (belongs, close):
        assert not Concern.objects.visible_to(kept_out)
        assert needs(kept_out) == ()
        with pytest.raises(Refusal, match="Another lead looks after it"):
            actions.take_concern(made, by=kept_out)
    assert needs(lead)[0].sentence == "One concern waits for a decision"


def test_people_of_the_organisation_it_is_about_never_hear_of_it(reader, text):
    partner = a_partner()
    led = somebody(Kind.PARTNER_LEAD, partner=partner)
    a_safeguarding_lead()
    actions.raise_concern(text, "staff-adult", of=partner, by=reader)
    assert not Notice.objects.filter(person=led)
    assert not Concern.objects.visible_to(led)


def test_only_whoever_sees_the_words_or_a_lead_raises_one(reader, text):
    other, lead = a_reader("Alder Finch"), a_safeguarding_lead()
    with pytest.raises(Refusal, match="These words are closed"):
        actions.raise_concern(text, "child", by=other)
    with pytest.raises(Refusal, match="what it is about"):
        actions.raise_concern(text, "nothing", by=reader)
    assert actions.raise_concern(text, "child", by=lead).state == "raised"


def test_a_concern_from_raising_to_closing_keeps_a_locked_log(reader, text):
    lead = a_safeguarding_lead()
    made = actions.raise_concern(text, "child", by=reader)
    with pytest.raises(Refusal, match="Take this first"):
        actions.write_concern_note(made, "Rang.", by=lead)
    actions.take_concern(made, by=lead)
    for words, said in (("", "Write down what was done"), ("a" * 2001, "more than 2000 letters")):
        with pytest.raises(Refusal, match=said):
            actions.write_concern_note(made, words, by=lead)
    actions.write_concern_note(made, "Rang the front door.", by=lead)
    with pytest.raises(Refusal, match="Choose to whom"):
        actions.refer_concern(made, "the-manager", by=lead)
    actions.refer_concern(made, "children", told_person=True, words="They take it on.", by=lead)
    actions.close_concern(made, by=lead)
    made.refresh_from_db()
    assert (made.state, made.passed_to, made.told_person, made.decided_by) == ("closed", "children", True, lead)
    assert [sealed.read(one, "sealed") for one in made.notes.all()] == ["Rang the front door.", "They take it on."]
    assert queries.concerns(lead)[0].state == "closed"


def test_passing_nothing_on_needs_a_reason_and_can_be_taken_up_again(reader, text):
    lead = a_safeguarding_lead()
    made = actions.take_concern(actions.raise_concern(text, "adult", by=reader), by=lead)
    with pytest.raises(Refusal, match="Say why nothing is passed on"):
        actions.do_not_refer_concern(made, " ", by=lead)
    actions.do_not_refer_concern(made, "It is known already.", by=lead)
    assert actions.close_concern(made, by=lead).state == "closed"
    assert actions.take_concern(made, by=lead).decided_by is None


def test_only_safeguarding_leads_look_after_concerns(reader, text):
    made = actions.raise_concern(text, "adult", by=reader)
    with pytest.raises(Refusal, match="Only safeguarding leads"):
        actions.take_concern(made, by=reader)
    page = queries.concern_page(made, reader)
    assert (page.may_look, page.notes, page.line.state_words) == (False, (), "Raised")


def test_notes_are_read_by_leads_alone_and_say_when_their_key_is_lost(reader, text):
    lead = a_safeguarding_lead()
    made = actions.take_concern(actions.raise_concern(text, "adult", by=reader), by=lead)
    actions.write_concern_note(made, "Rang.", by=lead)
    assert not ConcernNote.objects.visible_to(reader)
    assert queries.concern_page(made, lead).notes[0].words == "Rang."
    ConcernNote.objects.update(sealed=text.sealed)
    assert "cannot be opened" in queries.concern_page(made, lead).notes[0].words


def test_the_script_says_999_first_and_to_whom(reader, text):
    said = queries.script("staff-child")
    assert "999 first" in said.first
    assert [one.key for one in said.pass_to if one.fits] == ["lado", "police", "regulator"]
    assert said.checked is None
    made = actions.raise_concern(text, "danger", by=reader)
    Concern.objects.filter(pk=made.pk).update(decide_by=timezone.now() - timedelta(hours=1))
    assert queries.concerns(reader)[0].is_late
