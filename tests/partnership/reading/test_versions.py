"""Words are made ready for others: never a word more, never another meaning; and opened again only with a reason."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.accounts.models import Person, System
from partnership.core import sealing
from partnership.core.models import sealed
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind
from partnership.reading.actions import queue
from partnership.reading.actions import reading as actions
from partnership.reading.models import Opening, Shift, Text
from partnership.reading.queries import reading as queries
from partnership.reading.rules import versions as rules
from tests.people import a_partner, a_role
from tests.stories import a_reader, a_safeguarding_lead, a_text

pytestmark = pytest.mark.django_db
ABOUT = "urn:heartwood:listening.story:1"
SAID = "My sister Anna, who is 14, did not get help from Dr Osei."


def being_read(reader, words=SAID):
    text = a_text(words, about=ABOUT)
    queue.take_texts([text], by=reader)
    return text


def was_read(reader, words=SAID):
    text = being_read(reader, words)
    queue.finish_texts([text], 3, by=reader)
    return text


@pytest.mark.parametrize(
    "left",
    [
        SAID,
        "My […], who is 14, did not get help from [doctor].",
        "[…] did not get help from Dr Osei.",
        "My sister […], who is [...], did not get help […].",
        "My sister Anna, who is 14,\n\ndid not get help from […]",
    ],
)
def test_leaving_out_leaves_a_mark_and_nothing_else_changes(left):
    rules.check_is_left_as_it_was(SAID, left, ["doctor"])


@pytest.mark.parametrize(
    ("left", "strange"),
    [
        ("My sister Anna, who is 14, did get help from Dr Osei.", "“My sister Anna"),
        ("My sister […], who is 14, did get help from Dr Osei.", "did get help"),
        ("My sister […], who is 14, did not get help from the doctor.", "from the doctor"),
        ("My sister Anna, who is 14, did not get help", "did not get help"),
        ("[…] help from Dr Osei. They lied.", "They lied"),
        ("sister Anna, who is 14, did not get help from Dr Osei.", "“sister Anna"),
        ("My sister Anna[…], who is 14, did not get help from Dr Osei.", "who is 14"),
        ("My sister [a liar], who is 14, did not get help from Dr Osei.", "“\\[a liar\\]” says something"),
        ("[…]", "Nothing is left"),
        ("Anna, who is 14, did not get help from Dr Osei. My […] sister", "is not as it was written"),
    ],
)
def test_a_changed_meaning_is_refused_with_the_words(left, strange):
    with pytest.raises(Refusal, match=strange):
        rules.check_is_left_as_it_was(SAID, left, ["doctor"])


def test_whoever_writes_in_brackets_may():
    rules.check_is_left_as_it_was("They [the desk] lied to Anna.", "They [the desk] lied to […].", [])


def test_words_for_a_service_stand_at_once_and_those_for_everybody_wait_for_a_yes():
    reader = a_reader()
    text = being_read(reader)
    made = actions.make_version(text, "service", "My sister […]", ["names"], by=reader)
    assert (made.state, made.risks, made.made_by) == ("approved", ["names"], reader)
    assert sealed.read(made, "sealed") == "My sister […]"
    assert made.forget_on == timezone.localdate() + timedelta(days=1095)
    assert actions.make_version(text, "public", "My sister […]", [], by=reader).state == "ready"


def test_a_newer_version_takes_the_place_of_the_earlier():
    reader = a_reader()
    text = being_read(reader)
    earlier = actions.make_version(text, "service", SAID, [], by=reader)
    inside = actions.make_version(text, "inside", SAID, [], by=reader)
    newer = actions.make_version(text, "service", "My sister […]", [], by=reader)
    earlier.refresh_from_db()
    inside.refresh_from_db()
    assert (earlier.state, earlier.sealed) == ("withdrawn", "")
    assert (inside.state, newer.state) == ("approved", "approved")


def test_a_version_is_made_only_by_whoever_sees_the_words():
    reader, other = a_reader(), a_reader("Alder Finch")
    text = being_read(reader)
    with pytest.raises(Refusal, match="These words are closed"):
        actions.make_version(text, "service", SAID, [], by=other)
    queue.finish_texts([text], 0, by=reader)
    with pytest.raises(Refusal, match="These words are closed"):
        actions.make_version(text, "service", SAID, [], by=reader)


def test_what_a_child_told_goes_public_only_past_two_people():
    lead = a_safeguarding_lead()
    reader = a_reader()
    text = was_read(reader)
    actions.open_again(text, "A second look", by=reader)
    with pytest.raises(Refusal, match="may be under 18"):
        actions.make_version(text, "public", SAID, [], by=reader, child=True)
    assert actions.make_version(text, "service", SAID, [], by=reader, child=True)
    actions.open_again(text, "A second look", by=lead)
    assert actions.make_version(text, "public", SAID, [], by=lead, child=True).state == "ready"
    a_role(reader, Kind.SAFEGUARDING_LEAD)
    with pytest.raises(Refusal, match="did not read it first"):
        actions.make_version(text, "public", SAID, [], by=reader, child=True)


def test_opening_again_needs_a_reason_and_closes_after_an_hour():
    reader = a_reader()
    text = was_read(reader)
    assert queries.text_seen(text, reader).words == ""
    with pytest.raises(Refusal, match="Say why"):
        actions.open_again(text, " ", by=reader)
    actions.open_again(text, "The service asks for it", by=reader)
    seen = queries.text_seen(Text.objects.get(pk=text.pk), reader)
    assert (seen.words, seen.openings[0].who, seen.openings[0].why) == (SAID, str(reader), "The service asks for it")
    Opening.objects.update(opened_at=timezone.now() - timedelta(minutes=61))
    assert queries.text_seen(Text.objects.get(pk=text.pk), reader).words == ""


def test_custody_is_with_safeguarding_leads_and_readers_on_duty():
    reader, lead, off = a_reader(), a_safeguarding_lead(), a_reader("Alder Finch")
    text = was_read(reader)
    Shift.objects.filter(person=off).delete()
    with pytest.raises(Refusal, match="or a reader who reads today"):
        actions.open_again(text, "I want to", by=off)
    actions.open_again(text, "It may be a danger", by=lead)
    assert queries.text_seen(Text.objects.get(pk=text.pk), lead).words == SAID
    assert queries.text_seen(Text.objects.get(pk=text.pk), reader).words == ""


def test_nobody_opens_what_is_about_people_they_know_or_was_not_read():
    reader, partner = a_reader(), a_partner()
    text = a_text(SAID, about=ABOUT)
    with pytest.raises(Refusal, match="only after it was read"):
        actions.open_again(text, "I want to", by=reader)
    text.concerned.create(partner=partner)
    a_role(reader, Kind.PRACTITIONER, partner=partner)
    with pytest.raises(Refusal, match="belong or are close to"):
        actions.open_again(text, "I want to", by=reader)


def test_erasing_takes_what_was_made_of_it_unless_only_its_own_time_is_over():
    reader, nobody = a_reader(), Person.objects.system(System.WITHOUT_ACCOUNT)
    house = Person.objects.system(System.HOUSEKEEPER)
    one, other = being_read(reader), being_read(reader)
    made = [actions.make_version(text, "service", SAID, [], by=reader) for text in (one, other)]
    actions.erase_text(one, by=nobody)
    actions.erase_text(other, by=house, versions_too=False)
    for version in made:
        version.refresh_from_db()
    assert [(bool(version.sealed), version.state) for version in made] == [(False, "withdrawn"), (True, "approved")]


def test_a_version_can_be_taken_back_by_a_reader_or_whoever_wrote_it_once():
    reader, nobody = a_reader(), Person.objects.system(System.WITHOUT_ACCOUNT)
    text = being_read(reader)
    one, other = (actions.make_version(text, use, SAID, [], by=reader) for use in ("service", "public"))
    actions.withdraw_version(one, by=reader)
    actions.withdraw_version(other, by=nobody)
    with pytest.raises(Refusal, match="now “Taken back”"):
        actions.withdraw_version(other, by=reader)


def test_words_whose_key_is_lost_say_so():
    reader = a_reader()
    text, other = being_read(reader), a_text("Other words.", about=ABOUT)
    Text.objects.filter(pk=text.pk).update(sealed=other.sealed)
    seen = queries.text_seen(Text.objects.get(pk=text.pk), reader)
    assert seen.words == ""
    assert "cannot be opened" in seen.lost
    assert sealing.is_sealed(other.sealed)


def test_what_could_show_who_it_is_is_said_beside_the_words():
    reader = a_reader()
    page = queries.version_page(being_read(reader), "service", reader, alike=2)
    assert [one.key for one in page.risks] == ["names", "ages", "relations", "few"]
    assert page.start == SAID
    assert "nurse" in page.jobs
    assert queries.risk_name("unheard-of") == "unheard-of"
