"""What came of asking: who reads what, that the silences never look alike, and that no small number follows from others."""

import csv
import io
import re
from datetime import timedelta
from itertools import combinations

import pytest
from django.utils import timezone

from partnership.academy import tasks
from partnership.academy.actions import asked as actions
from partnership.academy.models import Asking, Lot
from partnership.academy.queries import asked_pages, asked_results
from partnership.academy.queries.asked_counting import words_ready
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind
from partnership.plans.models import Action
from partnership.reading.models import Text
from tests.asking import AFTER, BEFORE, LATER, a_lot, an_asking, held, moved, nobody, say, site
from tests.own_words import read
from tests.partnership.plain_words import reading_age, said_on
from tests.people import a_partner, a_person, sign_in, somebody
from tests.stories import a_reader

pytestmark = pytest.mark.django_db
OLDEST = 11
LEEDS, BRADFORD = "E08000035", "E08000032"
COURSE, PAGE = "/academy/courses/foundation/", "/academy/courses/foundation/changed/"
PROGRAMME = "/programme/academy/changed/"
WORDS = "The forms are too long for the time that we have."


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


def main(answer):
    return re.search(r"<main.*?</main>", answer.text, re.DOTALL).group()


# --- a course


def test_nobody_asked_being_asked_and_too_few_never_look_alike(client):
    said = [main(client.get(PAGE))]
    asking = an_asking()
    said.append(main(client.get(PAGE)))
    moved(held(asking), 120)
    said.append(main(client.get(PAGE)))
    a_lot()
    said.append(main(client.get(PAGE)))
    sentences = (
        "Nobody has been asked yet",
        "People are being asked",
        "Too few people answered",
        "Three months later: did",
    )
    found = [[one in page for one in sentences] for page in said]
    assert found == [[number == at for at in range(4)] for number in range(4)]


def test_course_page_says_it_in_a_line_and_that_it_is_no_proof(client):
    a_lot(people=20)
    page = client.get(COURSE).text
    assert "about 100 of 100" in page
    assert "That is no proof: nobody who was not trained was asked." in page
    assert client.get("/academy/courses/talking-it-through/changed/").status_code == 404
    assert "Did it change anything?" not in client.get("/academy/courses/talking-it-through/").text


def test_change_is_of_matched_people_and_the_rest_stand_apart():
    a_lot(people=20)
    (series,) = asked_results.changed_of("foundation").series
    shouting = series.knowledge[0]
    assert (shouting.before.value_words, shouting.after.value_words) == ("about 0 of 100", "about 100 of 100")
    assert shouting.change.value_words == "100 more of 100"
    assert shouting.rest_before.value_words == "too few to show"
    sure = series.confidence[0]
    assert sure.steps.value_words == "+1.0 steps"
    assert series.matched.value_words == "about 20"


def test_everything_shown_is_a_multiple_of_five_people():
    a_lot(people=14, later={**LATER, "did": ["yes"]})
    (series,) = asked_results.changed_of("foundation").series
    assert [one.figure.value_words for one in series.answered] == ["about 15, of about 15 who came"] * 3
    a_lot(people=13)  # one person more or fewer in all: the same is shown
    (both,) = asked_results.changed_of("foundation").series
    assert both.matched.value_words == "about 25"


def test_a_barrier_that_fewer_than_ten_named_is_too_few_though_more_answered(team):
    lot = a_lot(people=12)
    counted = {**lot.counted, "choices": {**lot.counted["choices"], "later/barriers": {"": 12, "time": 10, "rules": 9}}}
    Lot.objects.update(counted=counted)
    rows = {one.key: one.figure for one in asked_pages.programme_changed(team).places[0].rows}
    assert [rows[key].mark.is_silence for key in ("time", "rules", "lead")] == [False, True, True]


def test_editions_and_versions_are_never_added_up():
    a_lot()
    a_lot()
    newest = Lot.objects.order_by("-pk").first()
    Lot.objects.filter(pk=newest.pk).update(edition="foundation@2027-1")
    found = asked_results.changed_of("foundation").series
    assert [(one.edition, one.matched.value_words) for one in found] == [
        ("foundation@2027-1", "about 10"),
        ("foundation@2026-1", "about 10"),
    ]
    Lot.objects.filter(pk=newest.pk).update(version="1999-1")  # questions that the pack has no more
    assert len(asked_results.changed_of("foundation").series) == 1


def test_no_difference_between_pages_is_of_fewer_than_ten_people():
    """Every total that any page shows, taken from every other: what is left over are lots, each of ten or more."""
    leaders = [a_person(), a_person()]
    for people, place, leader in ((12, LEEDS, 0), (11, LEEDS, 1), (13, BRADFORD, 0), (6, BRADFORD, 1), (4, LEEDS, 1)):
        asking = an_asking(days=-120, people=people, place=place, leader=leaders[leader])
        for wave, chosen in (("before", BEFORE), ("after", AFTER), ("later", LATER)):
            say(asking, wave, people, chosen, code="a")
    tasks.add_up_answers.call()
    every = set(Lot.objects.values_list("pk", flat=True))
    shown = [every, *({one.pk for one in asked_results.led_by(leader)} for leader in leaders)]
    shown += [set(Lot.objects.filter(place=place).values_list("pk", flat=True)) for place in (LEEDS, BRADFORD)]
    people = {one.pk: one.counted["matched"] for one in Lot.objects.all()}
    assert sorted(people.values()) == [12, 13, 15]  # eleven and four led by one at one place went together; six wait
    for one, other in combinations(shown, 2):
        for left in (one - other, other - one):
            assert not left or sum(people[pk] for pk in left) >= 10


def test_file_says_what_it_is_in_every_row(client):
    a_lot()
    text = client.get("/academy/courses/foundation/changed.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {"course", "edition", "questions", "when", "who", "question", "answer", "figure", "doubt", "method"} <= set(
        rows[0]
    )
    assert all("a change is no cause" in one["What this is"] for one in rows)
    assert {one["who"] for one in rows} == {"everybody", "matched", "the rest"}
    assert client.get("/academy/courses/foundation/changed.json").json()["rows"]
    assert client.get("/academy/courses/foundation/changed.pdf").status_code == 404


def test_pages_are_plain(client):
    a_lot(people=20)
    for path in (COURSE, PAGE):
        assert reading_age(said_on(client.get(path).text)) <= OLDEST


@pytest.mark.parametrize("many", [1, 3])
def test_pages_ask_the_same_however_many_lots_there_are(client, team, many, django_assert_num_queries):
    leader = a_person()
    for _number in range(many):
        a_lot(leader=leader)
    with django_assert_num_queries(1):
        client.get(PAGE)
    browser = sign_in(client, team)
    browser.get(PROGRAMME)
    for path, queries in ((PROGRAMME, 6), ("/programme/academy/changed/leading/", 4)):
        with django_assert_num_queries(queries):
            browser.get(path)
    browser = sign_in(client, leader)
    browser.get("/academy/i-lead/changed/")
    with django_assert_num_queries(3):
        browser.get("/academy/i-lead/changed/")


# --- whoever leads


def test_page_of_whoever_leads_is_theirs_and_the_programmes(client, team):
    leader, other = a_person(), a_person()
    a_lot(leader=leader)
    assert "about 10" in main(sign_in(client, leader).get("/academy/i-lead/changed/"))
    rows = client.get("/academy/i-lead/changed.json").json()["rows"]
    assert {one["course"] for one in rows} == {"foundation"}
    assert "Nothing can be shown yet" in main(sign_in(client, other).get("/academy/i-lead/changed/"))
    page = f"/programme/academy/changed/leading/{leader.pk}/"
    for person in (leader, other):
        assert sign_in(client, person).get(page).status_code == 403
    browser = sign_in(client, team)
    assert leader.name in browser.get(page).text
    assert browser.get(f"/programme/academy/changed/leading/{other.pk}/").status_code == 404


def test_list_of_whoever_leads_is_by_name_and_holds_no_number(client, team):
    for name, people in (("Zora Vale", 30), ("Ada Thorn", 12)):
        a_lot(leader=a_person(name), people=people)
    page = main(sign_in(client, team).get("/programme/academy/changed/leading/"))
    assert page.index("Ada Thorn") < page.index("Zora Vale")
    assert "of 100" not in page


def test_lot_of_several_peoples_sessions_is_in_nobodys_page():
    for leader in (a_person(), a_person()):
        asking = an_asking(days=-220, people=6, place=LEEDS, leader=leader)
        for wave, chosen in (("before", BEFORE), ("after", AFTER), ("later", LATER)):
            say(asking, wave, 6, chosen, code="a")
    tasks.add_up_answers.call()
    (lot,) = Lot.objects.all()
    assert (lot.by_trainer, lot.place, asked_pages.trainers()) == (False, LEEDS, ())


def test_address_is_handed_on_by_whoever_leads_and_tells_nothing_of_answers(client):
    leader = a_person()
    asking = an_asking(leader=leader)
    page = f"/academy/sessions/{asking.session_id}/questions/"
    assert asking.link_secret in sign_in(client, leader).get(page).text
    assert sign_in(client, a_person()).get(page).status_code == 403
    Asking.objects.all().delete()
    assert "Nobody is asked yet" in sign_in(client, leader).get(page).text


# --- the programme, and what gets in the way


def test_programme_page_is_for_the_team_and_leads_of_places_who_see_their_own(client, team):
    a_lot(place=LEEDS)
    a_lot(place=BRADFORD)
    lead = somebody(Kind.PLACE_LEAD, place=LEEDS)
    assert sign_in(client, a_person()).get(PROGRAMME).status_code == 403
    assert [one.place for one in asked_pages.programme_changed(lead).places] == [LEEDS]
    assert "Everywhere" in sign_in(client, team).get(PROGRAMME).text
    assert "People who lead" not in sign_in(client, lead).get(PROGRAMME).text


def test_action_is_raised_from_what_gets_in_the_way_and_tied_to_the_standard(client):
    a_lot(place=LEEDS)
    lead = somebody(Kind.PLACE_LEAD, place=LEEDS)
    browser, page = sign_in(client, lead), "/academy/in-the-way/time/raise/"
    assert 'value="place:E08000035" selected' in browser.get(f"{page}?place={LEEDS}").text
    assert "Say in a few words" in browser.post(page, {"whose": f"place:{LEEDS}", "what": "More hands"}).text
    browser.post(page, {"whose": f"place:{LEEDS}", "title": "Ten minutes after each hard call"})
    action = Action.objects.get()
    assert (action.place, action.raised_from_label) == (LEEDS, "Not enough time")
    assert [one.label for one in action.purposes.all()] == ["There is time and money for it"]


def test_partner_lead_raises_for_their_own(client):
    partner = a_partner()
    lead = somebody(Kind.PARTNER_LEAD, partner=partner)
    said = {"whose": f"partner:{partner.pk}", "title": "Read our forms together"}
    sign_in(client, lead).post("/academy/in-the-way/rules/raise/", said)
    assert Action.objects.get().partner == partner


def test_raise_refuses_whoever_leads_nothing_another_place_and_what_nobody_was_asked(client, team):
    lead = somebody(Kind.PLACE_LEAD, place=LEEDS)
    more = {"ties": (), "raised_from": ("urn:heartwood:academy.barrier:time", "Time", "")}
    for person, barrier, place, sentence in (
        (a_person(), "time", "", "Leads raise this"),
        (lead, "time", BRADFORD, "Leads raise this"),
        (team, "moon", "", "Nobody was asked"),
    ):
        with pytest.raises(Refusal, match=sentence):
            actions.raise_for_barrier(barrier, "Do it", by=person, place=place, **more)
    assert sign_in(client, a_person()).get("/academy/in-the-way/time/raise/").status_code == 403
    assert sign_in(client, team).get("/academy/in-the-way/moon/raise/").status_code == 404


# --- words


def written(many):
    """Let so many people have written after a session that is over with, and have it added up."""
    reader = a_reader()
    asking = moved(held(an_asking(people=14)), 92)
    for key in range(1, 13):
        words = WORDS if key <= many else ""
        actions.answer_asked(asking, "later", LATER, by=nobody(), key=key, words=words)
    moved(asking, 400)
    tasks.add_up_answers.call()
    return reader, Lot.objects.get()


def show(lot):
    tomorrow = timezone.localdate() + timedelta(days=1)
    return actions.open_asked_words(lot, words_ready(lot), tomorrow, by=site())


def test_words_are_shown_to_the_programme_once_all_are_read_and_ten_are_there(client, team):
    reader, lot = written(10)
    with pytest.raises(Refusal, match="Not every text"):
        actions.open_asked_words(lot, [], timezone.localdate(), by=site())
    assert WORDS not in sign_in(client, team).get(PROGRAMME).text
    for text in Text.objects.all():
        read(text, reader)
    show(lot)
    assert sign_in(client, team).get(PROGRAMME).text.count(WORDS) == 10
    lead = somebody(Kind.PLACE_LEAD, place=LEEDS)
    assert WORDS not in sign_in(client, lead).get(PROGRAMME).text
    with pytest.raises(Refusal, match="shown once"):
        show(lot)


def test_nine_who_wrote_are_never_shown(client, team):
    reader, lot = written(9)
    for text in Text.objects.all():
        read(text, reader)
    show(lot)
    assert Lot.objects.get().words_open == []
    assert WORDS not in sign_in(client, team).get(PROGRAMME).text
    Lot.objects.update(words_open=None)
    with pytest.raises(Refusal, match="Too few people wrote"):
        actions.open_asked_words(Lot.objects.get(), [1], timezone.localdate() + timedelta(days=1), by=site())
