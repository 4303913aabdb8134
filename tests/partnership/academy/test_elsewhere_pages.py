"""The pages of what was learned elsewhere: a report is chosen, looked at, confirmed; each says what happens before it does."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from partnership.academy import tasks
from partnership.academy.actions import elsewhere as actions
from partnership.academy.models import Completion, LearningFile
from partnership.partners.models import Kind
from tests.partnership.academy.reports import PLAIN, as_csv, as_workbook
from tests.partnership.academy.test_elsewhere import OURS, SAID, brought
from tests.people import a_partner, a_person, sign_in, somebody

pytestmark = pytest.mark.django_db
LIST_QUERIES, PAGE_QUERIES = 8, 8
PROGRAMME = "/programme/academy/elsewhere/"


@pytest.fixture
def partner():
    return a_partner("Alder House", slug="alder")


@pytest.fixture
def lead(partner):
    return somebody(Kind.PARTNER_LEAD, partner=partner)


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


@pytest.fixture
def as_team(client, team):
    return sign_in(client, team)


@pytest.fixture
def as_lead(lead):
    return sign_in(Client(), lead)


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def upload(client, home, content, name="report.csv", **said):
    told = {"layout": "", "course": "", "title": "", "taught_by": "An invented hospital", **said}
    return client.post(f"{home}bring-in/", {**told, "file": SimpleUploadedFile(name, content)}, follow=True)


def test_lead_brings_in_looks_and_confirms(as_lead, partner, lead):
    member = somebody(Kind.PRACTITIONER, partner=partner)
    home = "/for/alder/training/elsewhere/"
    assert "What they learned elsewhere" in as_lead.get("/for/alder/training/").text
    assert "No report has been brought in yet." in words(as_lead.get(home))
    page = upload(as_lead, home, as_workbook(PLAIN, ("Sam", member.email, OURS, "2026-03-14")), "a.xlsx")
    assert "Step 2 of 2: look at it, then confirm." in words(page)
    assert f"{OURS} 14 March 2026" in words(page)
    assert not Completion.objects.exists()
    (file,) = LearningFile.objects.all()
    page = as_lead.post(f"{home}{file.pk}/confirm/", follow=True)
    assert "Written down on" in words(page)
    assert Completion.objects.get().person == member
    assert OURS in sign_in(Client(), member).get("/my-training/passport/").text
    again = upload(as_lead, home, as_workbook(PLAIN, ("Sam", member.email, OURS, "2026-03-14")), "a.xlsx")
    assert "There is nothing new in this file." in words(again)


def test_what_is_wrong_is_said_beside_the_question_and_nothing_typed_is_lost(as_team):
    page = upload(as_team, PROGRAMME, as_csv(("A", "B"), ("1", "2")), taught_by="The brigade")
    assert "We do not know this report by its headings: A, B." in words(page)
    assert 'value="The brigade"' in page.text


def test_rows_that_were_not_understood_are_shown_and_can_be_taken_away(as_team, team):
    file = brought(team, ("Sam", "sam", OURS, "2026-03-14"), ("Fern", "f@example.org", "Fire safety", "2026-03-14"))
    page = as_team.get(f"{PROGRAMME}{file.pk}/")
    assert "“sam” is no e-mail address. sam@example.org would do." in words(page)
    assert "One row was not understood and is left out." in words(page)
    assert "Keep courses that nobody here knows, too." in words(page)
    only = as_team.get(f"{PROGRAMME}{file.pk}/?show=bad")
    assert ("Row 2" in words(only), "Row 3" in words(only)) == (True, False)
    taken = as_team.get(f"{PROGRAMME}{file.pk}/to-mend.csv").content.decode()
    assert 'sam,"What hurt does' in taken
    assert "E-mail: “sam” is no e-mail address." in taken


def test_long_report_shows_how_far_it_is_and_can_be_stopped(as_team, team, monkeypatch):
    monkeypatch.setattr(tasks, "ROWS_AT_ONCE", 0)
    file = actions.bring_in("plain", PLAIN, [(2, ["A", "a@example.org", OURS, "2026-03-14"])], by=team, **SAID)
    here = f"{PROGRAMME}{file.pk}/"
    assert "0 of 1 rows looked at" in words(as_team.get(here))
    assert "Nothing in it counts." in words(as_team.post(f"{here}stop/", follow=True))
    assert "0 of 1 rows looked at" in words(as_team.post(f"{here}go-on/", follow=True))
    assert "Step 2 of 2" in words(as_team.post(f"{here}now/", follow=True))
    dropped = as_team.post(f"{here}drop/", follow=True)
    assert "Put aside. Nothing was written down" in words(dropped)
    assert "put aside" in words(as_team.get(here))


def test_who_may_not_sees_why_or_nothing(as_lead, as_team, team, lead):
    file = brought(team, ("Sam", "sam@example.org", OURS, "2026-03-14"))
    assert as_lead.get(PROGRAMME).status_code == 403
    assert as_lead.get(f"{PROGRAMME}{file.pk}/").status_code == 404
    assert as_lead.get(f"/for/alder/training/elsewhere/{file.pk}/").status_code == 404
    a_partner("Birch", slug="birch")
    assert as_lead.get("/for/birch/training/elsewhere/").status_code == 404
    nobody = sign_in(Client(), a_person())
    assert nobody.get(PROGRAMME).status_code == 403
    assert Client().get(PROGRAMME).status_code == 302
    member = sign_in(Client(), somebody(Kind.PRACTITIONER, partner=lead.memberships.get().partner))
    assert member.get("/for/alder/training/elsewhere/").status_code == 403
    assert as_team.get(f"{PROGRAMME}{file.pk}/").status_code == 200


def test_example_is_a_list_that_can_be_read(as_team):
    content = as_team.get(f"{PROGRAMME}example.csv").content
    assert "Step 2 of 2" in words(upload(as_team, PROGRAMME, content))


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_as_many_questions_however_many_reports(as_team, team, django_assert_num_queries, count):
    for _each in range(count):
        brought(team, ("Sam", "sam@example.org", OURS, "2026-03-14"))
    with django_assert_num_queries(LIST_QUERIES):
        assert as_team.get(PROGRAMME).text.count("report.csv") == count


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_as_many_questions_however_many_rows(as_team, team, django_assert_num_queries, count):
    rows = [("Sam", f"sam{number}@example.org", OURS, "2026-03-14") for number in range(count)]
    file = brought(team, *rows)
    with django_assert_num_queries(PAGE_QUERIES):
        assert as_team.get(f"{PROGRAMME}{file.pk}/").text.count("@example.org") == count
