"""Words of their own: a reader first, then all of a seat together, from as many as the seat needs, in no order."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from partnership.accounts.models import Person, System
from partnership.core.events import urn
from partnership.core.models import Event, sealed
from partnership.core.refusals import Refusal
from partnership.framework import tasks
from partnership.framework.actions import answering, arranging
from partnership.framework.actions import words as actions
from partnership.framework.models import TIMES_TO_WRITE, AskedSeat, Assessment, Response, keys_of_words, random_letters
from partnership.framework.queries import words as queries
from partnership.framework.rules import words as rules
from partnership.framework.rules.answering import TooLate
from partnership.partners.models import Kind
from partnership.reading.actions import queue, safety
from partnership.reading.actions.reading import make_version, open_again, withdraw_version
from partnership.reading.models import Concern, Concerned, Text, Version
from tests import assessments
from tests.own_words import SAID, nobody, opened, read, read_all, show, write
from tests.people import a_role
from tests.stories import a_reader, a_safeguarding_lead

pytestmark = pytest.mark.django_db
SEVERAL = [f"{number} people share one kettle, and it is broken." for number in ["two", "three", "four", "five", "six"]]


@pytest.fixture
def reader():
    return a_reader()


@pytest.fixture
def asked(reader):
    return assessments.begun()


@pytest.fixture
def staff(asked):
    return assessments.seat_of(asked[0], "staff")


def begin(seat):
    return answering.begin_response(seat, by=nobody())


def shown(seat):
    """Give the words of all seats that a meeting reads."""
    found = queries.words_shown(Assessment.objects.get(pk=seat.assessment_id))
    return [words for one in found for words in one.words]


def everything(asked, reader, several=SEVERAL, seat="staff"):
    """Let so many write in a seat, be read, and results open."""
    made, lead = asked
    staff = assessments.seat_of(made, seat)
    for words in several:
        write(staff, words)
    read_all(staff, reader)
    opened(made, lead)
    return AskedSeat.objects.get(pk=staff.pk)


# --- writing


def test_words_go_to_a_reader_locked_and_nobody_of_the_partner_reads_them(staff, asked):
    write(staff)
    text = Text.objects.get()
    assert (text.about, text.part, text.href) == (urn(staff), "framework-words", "")
    assert SAID not in text.sealed
    assert [one.partner for one in Concerned.objects.all()] == [asked[0].partner]
    assert not Text.objects.visible_to(asked[1]).exists()
    assert Text.objects.visible_to(a_reader("Lee Far")).exists()


def test_a_reader_who_belongs_to_the_partner_never_sees_them(staff, asked):
    write(staff)
    near = a_reader("Lee Near")
    a_role(near, Kind.PRACTITIONER, partner=asked[0].partner)
    assert not Text.objects.visible_to(Person.objects.get(pk=near.pk)).exists()


def test_the_log_says_once_a_day_that_something_came_and_never_whose(staff):
    for _person in range(3):
        write(staff)
    lines = Event.objects.filter(verb__in=("text.arrived", "words.written"))
    assert lines.count() == 2
    assert {(one.by, one.thing) for one in lines} == {(nobody(), "urn:heartwood:reading:queue")}


def test_nothing_in_a_response_leads_to_words_and_the_code_does(staff):
    code = write(staff)
    text, response = Text.objects.get(), Response.objects.get()
    assert text.pk in keys_of_words(code)
    assert text.pk not in keys_of_words(response.code_secret)
    assert str(text.pk) not in str(list(Response.objects.values()))
    assert len(set(keys_of_words(code)) | set(keys_of_words(random_letters(12)))) == 2 * TIMES_TO_WRITE


def test_with_one_code_one_text_at_a_time_and_others_after_taking_back(staff):
    response, code = begin(staff)
    for number in range(TIMES_TO_WRITE):
        actions.write_words(response, f"{SAID} {number}", holder=nobody(), by=nobody(), code=code)
        with pytest.raises(Refusal, match="A reader has your words already"):
            actions.write_words(response, SAID, holder=nobody(), by=nobody(), code=code)
        actions.take_words_back(staff, code, by=nobody())
    with pytest.raises(Refusal, match="as often as one code can"):
        actions.write_words(response, SAID, holder=nobody(), by=nobody(), code=code)
    assert set(Text.objects.values_list("state", "sealed")) == {("erased", "")}


def test_somebody_elses_response_takes_no_words(staff):
    response, code = begin(staff)
    with pytest.raises(Refusal, match="somebody else"):
        actions.write_words(response, SAID, holder=staff.assessment.started_by, by=nobody(), code=code)


def test_too_late_is_too_late_and_so_is_a_response_that_is_gone(staff, asked):
    response, code = begin(staff)
    made, lead = asked
    arranging.close_assessment(made, by=lead, at=timezone.now() - timedelta(hours=2))
    with pytest.raises(TooLate):
        actions.write_words(Response.objects.get(), SAID, holder=nobody(), by=nobody(), code=code)
    Response.objects.all().delete()
    with pytest.raises(TooLate):
        actions.write_words(response, SAID, holder=nobody(), by=nobody(), code=code)


@pytest.mark.parametrize("why", ["nobody on duty", "late"])
def test_where_nobody_reads_in_time_nothing_is_taken(staff, reader, why):
    if why == "late":
        write(staff)
        Text.objects.update(read_by_on=timezone.localdate() - timedelta(days=1))
    else:
        reader.reading_shifts.all().delete()
    response, code = begin(staff)
    with pytest.raises(Refusal, match="Nobody can read your words in time"):
        actions.write_words(response, SAID, holder=nobody(), by=nobody(), code=code)
    assert not queries.are_taken(staff)


def test_a_pulse_asks_for_no_words_and_a_peer_neither(reader, asked):
    made, _lead = assessments.begun(edition="pulse-2026", invited={"staff": 12})
    with pytest.raises(Refusal, match="Nobody is asked for words"):
        rules.check_are_read(assessments.seat_of(made, "staff"))
    assert not queries.are_taken(assessments.seat_of(asked[0], "peer"))


def test_by_name_words_stand_without_the_name_and_cannot_be_taken_back(asked, reader):
    made, lead = asked
    response = arranging.ask_by_name(assessments.seat_of(made, "leaders"), lead, by=lead)
    actions.write_words(response, SAID, holder=lead, by=nobody())
    assert not Event.objects.filter(by=lead, verb__in=("text.arrived", "words.written")).exists()
    with pytest.raises(Refusal, match="without a name here"):
        actions.write_words(response, SAID, holder=lead, by=lead)
    assert Text.objects.get().taken_by is None
    answering.take_back(response, by=lead)
    assert Text.objects.get().state == "waiting"
    with pytest.raises(Refusal, match="Nothing is here"):
        actions.take_words_back(response.seat, "", by=nobody())


def test_deleting_all_answers_erases_the_words_too_also_while_they_are_read(staff, reader):
    code = write(staff)
    queue.take_texts([Text.objects.get()], by=reader)
    answering.take_back(Response.objects.get(), by=nobody(), code=code)
    assert (Text.objects.get().state, Response.objects.count()) == ("erased", 0)


# --- reading


def test_only_what_people_were_told_of_is_made_ready(staff, reader):
    write(staff)
    text = Text.objects.get()
    queue.take_texts([text], by=reader)
    for use in ("inside", "public"):
        with pytest.raises(Refusal, match="and to nobody else"):
            make_version(text, use, SAID, [], by=reader)
    make_version(text, "service", SAID, [], by=reader)


def test_an_allegation_goes_to_a_safeguarding_lead_and_never_to_the_people_it_concerns(asked, reader):
    lead = a_safeguarding_lead()
    made, partner_lead = asked
    staff = assessments.seat_of(made, "staff")
    for words in SEVERAL:
        write(staff, words)
    write(staff, "My manager hits the children.")
    texts = list(rules.words_of(staff))
    for text in texts:
        read(text, reader)
    (about,) = (one for one in texts if "hits" in sealed.read(Text.objects.get(pk=one.pk), "sealed"))
    open_again(about, "It raised a concern", by=reader)
    concern = safety.raise_concern(about, "staff-child", by=reader)
    assert list(Concern.objects.visible_to(lead)) == [concern]
    assert not Concern.objects.visible_to(partner_lead).exists()
    opened(made, partner_lead)
    assert sorted(shown(show(staff))) == sorted(SEVERAL)


# --- showing


def test_words_are_shown_once_all_were_read_the_day_after_and_all_together(asked, reader):
    staff = everything(asked, reader)
    site = Person.objects.system(System.HOUSEKEEPER)
    assert not tasks.words_wait()
    with pytest.raises(Refusal, match="Not every text"):
        tasks.open_words_now(staff, by=site)  # today: it would tell which was read last
    assert shown(staff) == []
    assert sorted(shown(show(staff))) == sorted(SEVERAL)


def test_unread_words_hold_back_all_others(asked, reader):
    made, lead = asked
    staff = assessments.seat_of(made, "staff")
    for words in SEVERAL:
        write(staff, words)
    read_all(staff, reader)
    write(staff, "A sixth one came on the last day.")
    opened(made, lead)
    with pytest.raises(Refusal, match="Not every text"):
        show(staff)


@pytest.mark.parametrize("many", [0, 1, 4])
def test_fewer_than_the_seat_needs_looks_the_same_as_none(asked, reader, many):
    staff = everything(asked, reader, SEVERAL[:many])
    assert show(staff).words_open == []
    assert shown(staff) == []


def test_what_a_reader_makes_ready_of_none_does_not_count(asked, reader):
    made, lead = asked
    staff = assessments.seat_of(made, "staff")
    for words in SEVERAL:
        write(staff, words)
    first, *others = rules.words_of(staff)
    read(first, reader, ready="")
    for text in others:
        read(text, reader)
    opened(made, lead)
    assert show(staff).words_open == []


def test_a_partner_that_asks_for_more_people_asks_for_more_words(asked, reader):
    made, _lead = asked
    Assessment.objects.filter(pk=made.pk).update(least=6)
    made.refresh_from_db()
    staff = everything((made, asked[1]), reader)
    assert show(staff).words_open == []


def test_seat_whose_answers_stay_shut_shows_no_words(asked, reader):
    made, lead = asked
    staff = assessments.seat_of(made, "staff")
    for words in SEVERAL:
        write(staff, words)
    Response.objects.first().delete()  # four answered in the end
    read_all(staff, reader)
    opened(made, lead)
    assert show(staff).words_open == []


def test_by_name_too_few_people_who_handed_in_show_no_words_however_much_one_writes(asked, reader):
    made, lead = asked
    leaders = assessments.seat_of(made, "leaders")
    response = arranging.ask_by_name(leaders, lead, by=lead)
    answering.save_answer(response, assessments.standards(made)[0], 4, by=lead)
    answering.hand_in(response, by=lead)
    for words in SEVERAL:
        actions.write_words(response, words, holder=lead, by=nobody())
    read_all(leaders, reader)
    opened(made, lead)
    assert show(leaders).words_open == []


def test_what_is_made_ready_later_is_never_added_and_nothing_is_shown_twice(asked, reader):
    staff = show(everything(asked, reader))
    late = rules.words_of(staff).first()
    before = sorted(shown(staff))
    words = sealed.read(late, "sealed")
    open_again(late, "To make it ready again", by=reader)
    made = make_version(late, "service", words, [], by=reader)
    assert made.pk not in staff.words_open
    assert sorted(shown(staff)) == [one for one in before if one != words]  # the new one does not stand alone
    with pytest.raises(Refusal, match="shown once"):
        show(staff)


def test_the_order_is_chance_and_neither_that_of_writing_nor_that_of_reading(asked, reader, monkeypatch):
    staff = everything(asked, reader)
    monkeypatch.setattr(actions.CHANCE, "shuffle", lambda keys: keys.sort(reverse=True))
    keys = show(staff).words_open
    assert keys == sorted(keys, reverse=True)
    assert shown(staff) == [sealed.read(Version.objects.get(pk=key), "sealed") for key in keys]


def test_chance_orders_the_keys_differently_each_time(asked, reader):
    orders = set()
    for _time in range(20):
        keys = list(range(5))
        actions.CHANCE.shuffle(keys)
        orders.add(tuple(keys))
    assert len(orders) > 1


def test_what_is_taken_back_or_folded_or_raises_a_concern_later_is_gone_from_the_page(asked, reader):
    made, lead = asked
    staff = assessments.seat_of(made, "staff")
    codes = [write(staff, words) for words in SEVERAL]
    read_all(staff, reader)
    opened(made, lead)
    show(staff)
    actions.take_words_back(staff, codes[0], by=nobody())
    first, second, third, _fourth = rules.words_of(staff)
    queue.fold_text(first, by=reader)
    withdraw_version(second.versions.get(), by=reader)
    safety.raise_concern(third, "adult", by=a_safeguarding_lead())
    assert len(shown(staff)) == 1


def test_only_the_site_itself_shows_words(asked, reader):
    staff = everything(asked, reader)
    with pytest.raises(Refusal, match="The site itself"):
        actions.open_words(staff, [], timezone.localdate(), by=asked[1])
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refusal, match="Too few"):
        actions.open_words(staff, [1], tomorrow, by=Person.objects.system(System.HOUSEKEEPER))


def test_words_of_an_assessment_that_is_called_off_are_read_and_never_shown(asked, reader):
    made, lead = asked
    staff = assessments.seat_of(made, "staff")
    for words in SEVERAL:
        write(staff, words)
    read_all(staff, reader)
    arranging.call_off_assessment(made, "Another time", by=lead)
    with pytest.raises(Refusal, match="Not every text"):
        show(staff)
    assert shown(staff) == []


def test_the_site_shows_what_waits_by_itself(asked, reader):
    staff = everything(asked, reader)
    made = asked[0]
    yesterday = timezone.now() - timedelta(days=1)
    Assessment.objects.filter(pk=made.pk).update(opened_at=yesterday)
    Text.objects.update(read_at=yesterday)
    assert tasks.words_wait()
    tasks.open_words_that_were_read.call()
    assert sorted(shown(staff)) == sorted(SEVERAL)
    assert not tasks.words_wait()


# --- attacks


def test_whoever_knows_when_a_colleague_wrote_finds_no_hour_and_no_order_anywhere(staff, reader):
    write(staff)
    write(staff)
    kept = {field.name: field for field in Text._meta.get_fields() if getattr(field, "column", None)}
    moments = [name for name, field in kept.items() if field.get_internal_type() == "DateTimeField"]
    assert sorted(moments) == ["read_at", "taken_at"]  # of the reader, and empty before
    assert set(Text.objects.values_list("taken_at", "read_at")) == {(None, None)}
    first, second = Text.objects.values_list("pk", flat=True)
    assert abs(first - second) > 2  # keys do not count up


def test_not_one_word_stands_in_clear_in_any_table(asked, reader):
    staff = show(everything(asked, reader))
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "kettle" not in repr(cursor.fetchall()), table
    assert "kettle" in " ".join(shown(staff))
