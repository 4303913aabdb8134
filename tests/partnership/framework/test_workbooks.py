"""A whole assessment without a connection: what goes out, what comes back, and a sentence for each cell that is wrong."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from partnership.core.models import Event, Notice
from partnership.core.refusals import Refusal
from partnership.framework import tasks
from partnership.framework.actions import arranging
from partnership.framework.actions import workbooks as actions
from partnership.framework.forms.cells import read_workbook
from partnership.framework.models import Answer, Assessment, Response
from partnership.framework.queries import workbooks as queries
from partnership.framework.rules import workbooks as rules
from partnership.framework.rules.workbooks import LEAD, SEALED
from partnership.partners.models import Kind
from tests import assessments, years
from tests.commitments import a_lead
from tests.people import a_partner, sign_in, somebody
from tests.workbooks import answer, brought_in, filled, put, sent, sheets_of, taken, words

pytestmark = pytest.mark.django_db
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SEEN = "What this workbook would do"


def test_leads_workbook_holds_named_seats_and_no_anonymous_one(asked):
    sheets = sheets_of(taken(asked, LEAD))
    assert list(sheets) == ["Read me", "leaders", "Agreed", "Evidence"]
    (heading,) = sheets["leaders"][1][8:]
    response = Response.objects.get()
    assert heading == f"R1 {rules.code_of(response)} {response.person.name}"
    assert [row[0] for row in sheets["leaders"][2:]] == list(assessments.standards(asked))


def test_sealed_workbook_holds_anonymous_seats_with_codes_of_their_own(asked):
    first, again = sheets_of(taken(asked, SEALED)), sheets_of(taken(asked, SEALED))
    assert list(first) == ["Read me", "staff", "people"]
    assert (len(first["staff"][1]) - 8, len(first["people"][1]) - 8) == (12, 6)
    codes = {heading for sheets in (first, again) for seat in ("staff", "people") for heading in sheets[seat][1][8:]}
    assert len(codes) == 2 * 18
    assert "Sealed means" in " ".join(str(row[0]) for row in first["Read me"] if row)


def test_sealed_answers_are_handed_in_and_nothing_leads_back_to_a_column(asked, outside):
    content = filled(taken(asked, SEALED), lambda sheets: answer(sheets, "staff", [[3], [4, None], [5]]))
    brought_in(asked, SEALED, content, outside)
    found = list(Response.objects.filter(seat__seat="staff"))
    assert {(one.handed_in, one.came_by, one.person, one.code_secret) for one in found} == {
        (True, "workbook", None, None)
    }
    assert sorted(one.answers.filter(level__isnull=False).count() for one in found) == [6, 12, 12]
    assert Answer.objects.count() == 36
    kept = assessments.seat_of(asked, "staff").columns_taken
    headings = sheets_of(content)["staff"][1][8:11]
    assert kept == sorted(rules.taken(heading.split()[1]) for heading in headings)
    event = Event.objects.get(verb="workbook.brought_in")
    assert (event.at.astimezone().minute, event.at.astimezone().second, event.at.microsecond) == (0, 0, 0)


def test_same_column_is_not_brought_in_twice_and_the_rest_is_said_to_wait(asked, outside):
    content = filled(taken(asked, SEALED), lambda sheets: answer(sheets, "staff", [[3]]))
    brought_in(asked, SEALED, content, outside)
    more = filled(content, lambda sheets: answer(sheets, "staff", [[3], [4]]))
    workbook, _problems = read_workbook(asked, SEALED, more)
    (problem,) = queries.preview(asked, workbook, []).problems
    assert (problem.cell, problem.sentence) == (
        "I2",
        "This column was brought in already. Delete it, then bring in the rest.",
    )
    with pytest.raises(Refusal, match=r"Nothing was brought in\. Sheet “staff”, cell I2"):
        actions.bring_in_workbook(asked, workbook, by=outside)
    assert Response.objects.filter(seat__seat="staff").count() == 1


def test_named_answers_come_in_and_whoever_gave_them_is_told(asked):
    lead = asked.started_by
    content = filled(taken(asked, LEAD), lambda sheets: answer(sheets, "leaders", [[4]]))
    brought_in(asked, LEAD, content, lead)
    response = Response.objects.get(person=lead)
    assert (response.came_by, response.handed_in, response.answers.count()) == ("workbook", True, 12)
    notice = Notice.objects.get(person=lead)
    assert str(notice).startswith("Answers in your name came in a workbook: ")
    with pytest.raises(Refusal, match="is here already"):
        brought_in(asked, LEAD, content, lead)


def test_what_somebody_said_on_the_site_stays(asked):
    lead = asked.started_by
    Response.objects.get(person=lead).answers.create(standard="feels-safe", level=2)
    content = filled(taken(asked, LEAD), lambda sheets: answer(sheets, "leaders", [[4]]))
    (problem,) = queries.preview(asked, read_workbook(asked, LEAD, content)[0], []).problems
    assert (problem.cell, problem.sentence) == (
        "I2",
        f"{lead.name} has answered on the site, and that stays. Empty this column, then bring the file in again.",
    )


def agree(sheets):
    put(sheets, "Agreed", "feels-safe", "Level", 3)
    put(sheets, "Agreed", "feels-safe", "What convinced you", "The waiting room\nand the letters")
    put(sheets, "Agreed", "told-once", "Why it does not apply", "Nobody comes twice")
    put(sheets, "Evidence", "feels-safe", "What you can show", "A walk through with four people")
    put(sheets, "Evidence", "feels-safe", "From when it is", date(2026, 3, 1))


def test_what_a_meeting_agreed_waits_until_results_are_open_and_comes_in_then():
    made, lead = assessments.begun()
    content = filled(taken(made, LEAD), agree)
    workbook, _problems = read_workbook(made, LEAD, content)
    seen = queries.preview(made, workbook, [])
    assert (seen.can_bring, "bring it in again then" in seen.waits[0]) == (False, True)
    with pytest.raises(Refusal, match="have to wait until results are open"):
        actions.bring_in_workbook(made, workbook, by=lead)
    tasks.open_now(assessments.closed_for_an_hour(made, lead), by=lead)
    brought_in(made, LEAD, content, lead)
    agreed = {one.standard: (one.level, one.why_not, one.because) for one in made.agreed_levels.all()}
    assert agreed == {
        "feels-safe": (3, "", "The waiting room\nand the letters"),
        "told-once": (None, "Nobody comes twice", ""),
    }
    evidence = made.evidence.get()
    assert (evidence.standard, evidence.what, evidence.dated_on) == (
        "feels-safe",
        "A walk through with four people",
        date(2026, 3, 1),
    )


def test_workbook_taken_after_the_meeting_brings_nothing_twice():
    partner, lead = a_lead()
    made = years.looked(partner, lead, answers={})
    brought_in(made, LEAD, filled(taken(made, LEAD), agree), lead)
    with pytest.raises(Refusal, match="Everything in this workbook is here already"):
        brought_in(made, LEAD, taken(made, LEAD), lead)


def test_what_changed_on_the_site_meanwhile_is_not_written_over():
    partner, lead = a_lead()
    made = years.looked(partner, lead, answers={})
    old = filled(taken(made, LEAD), agree)
    made.agreed_levels.create(standard="feels-safe", level=5, agreed_at=made.opened_at, agreed_by=lead, revision=1)
    workbook, _problems = read_workbook(made, LEAD, old)
    (problem,) = queries.preview(made, workbook, []).problems
    assert (problem.sheet, problem.found) == ("Agreed", "3")
    assert "Somebody changed this on the site" in problem.sentence
    with pytest.raises(Refusal):
        actions.bring_in_workbook(made, workbook, by=lead)
    assert made.agreed_levels.get().level == 5
    assert not made.evidence.exists()


def test_closed_meanwhile_says_what_to_do_and_loses_nothing(asked, outside, client):
    content = filled(taken(asked, SEALED), lambda sheets: answer(sheets, "staff", [[3]]))
    workbook, _problems = read_workbook(asked, SEALED, content)
    assessments.closed_for_an_hour(asked, asked.started_by)
    shown = sent(client, outside, asked, content, "import-sealed-workbook")
    assert "The time to answer is over, so answers in this workbook can no longer be counted." in shown
    assert "the file stays yours" in shown
    with pytest.raises(Refusal, match="The time to answer is over"):
        actions.bring_in_workbook(asked, workbook, by=outside)
    Assessment.objects.filter(pk=asked.pk).update(state="open")
    late = words(sign_in(client, outside).get(reverse("import-sealed-workbook", args=[asked.pk])), 403)
    assert "the file stays yours" in late


def test_preview_brings_in_nothing_and_the_button_everything(asked, outside, client):
    content = filled(taken(asked, SEALED), lambda sheets: answer(sheets, "staff", [[3], [4]]))
    site = sign_in(client, outside)
    where = reverse("import-sealed-workbook", args=[asked.pk])
    page = site.post(where, {"file": SimpleUploadedFile("w.xlsx", content, XLSX)})
    assert "People who work or volunteer here: answers of 2 people" in words(page)
    assert not Response.objects.filter(seat__anonymous=True).exists()
    token = re.search(r'name="token" value="([^"]+)"', page.text)[1]
    done = site.post(reverse("bring-in-sealed-workbook", args=[asked.pk]), {"token": token}, follow=True)
    assert "Everything in the workbook is here now." in words(done)
    assert Response.objects.filter(seat__seat="staff", handed_in=True).count() == 2
    again = words(site.post(reverse("bring-in-sealed-workbook", args=[asked.pk]), {"token": token}), 403)
    assert "This column was brought in already." in again


@pytest.mark.parametrize("people", [1, 3])
def test_bringing_in_asks_the_database_as_often_for_one_as_for_three(asked, outside, people, django_assert_num_queries):
    content = filled(taken(asked, SEALED), lambda sheets: answer(sheets, "staff", [[3]] * people))
    workbook, _problems = read_workbook(asked, SEALED, content)
    with django_assert_num_queries(12):
        actions.bring_in_workbook(asked, workbook, by=outside)
    assert Answer.objects.count() == 12 * people


def test_preview_of_another_assessment_brings_in_nothing(asked, outside, client):
    site = sign_in(client, outside)
    reply = site.post(reverse("bring-in-sealed-workbook", args=[asked.pk]), {"token": "made-up"}, follow=True)
    assert "Choose the file again." in words(reply)


def test_lead_takes_it_and_brings_it_in_on_their_pages(asked, client):
    lead, kwargs = asked.started_by, {"partner": asked.partner.slug, "pk": asked.pk}
    site = sign_in(client, lead)
    assert "The workbook (XLSX)" in words(site.get(reverse("import-workbook", kwargs=kwargs)))
    content = site.get(reverse("assessment-workbook", kwargs=kwargs)).content
    changed = filled(content, lambda sheets: answer(sheets, "leaders", [[2]]))
    page = site.post(reverse("import-workbook", kwargs=kwargs), {"file": SimpleUploadedFile("w.xlsx", changed, XLSX)})
    assert "People who lead: answers of one person" in words(page)
    token = re.search(r'name="token" value="([^"]+)"', page.text)[1]
    assert "is here now" in words(site.post(reverse("bring-in-workbook", kwargs=kwargs), {"token": token}, follow=True))
    assert Response.objects.get(person=lead).handed_in


def test_nobody_of_the_partner_touches_the_sealed_one_and_nobody_outside_the_leads(asked, outside, client):
    colleague = somebody(Kind.PRACTITIONER, partner=asked.partner)
    with pytest.raises(Refusal, match="for their own organisation"):
        rules.check_can_use_workbook(asked.started_by, asked, SEALED)
    with pytest.raises(Refusal, match="Only a lead"):
        rules.check_can_use_workbook(colleague, asked, LEAD)
    with pytest.raises(Refusal, match="Somebody else"):
        rules.check_can_use_workbook(somebody(Kind.PROGRAMME_TEAM), asked, SEALED)
    for name in ("sealed-workbook", "import-sealed-workbook"):
        for person in (asked.started_by, colleague, somebody(Kind.PRACTITIONER, partner=a_partner())):
            assert sign_in(client, person).get(reverse(name, args=[asked.pk])).status_code == 403
        client.logout()
        assert client.get(reverse(name, args=[asked.pk])).status_code == 302


def test_pulse_has_no_workbook_for_a_lead_and_a_sealed_one_for_paper(outside):
    made, lead = assessments.begun(edition="pulse-2026", invited={"staff": 12})
    arranging.name_typist(made, outside, by=lead)
    with pytest.raises(Refusal, match="no workbook could hold it"):
        rules.check_can_use_workbook(lead, made, LEAD)
    brought_in(made, SEALED, filled(taken(made, SEALED), lambda sheets: answer(sheets, "staff", [[3], [4]])), outside)
    assert Response.objects.filter(seat__seat="staff", handed_in=True).count() == 2


def test_page_where_a_sheet_is_typed_in_leads_to_the_workbook(asked, outside, client):
    page = sign_in(client, outside).get(reverse("sheet-to-type", kwargs={"pk": asked.pk, "seat": "staff"}))
    assert f'href="{reverse("import-sealed-workbook", args=[asked.pk])}"' in page.text


def test_where_nobody_was_named_the_programme_team_brings_it_in_with_a_sheet_in_its_hand(client):
    made, lead = assessments.begun()
    team, where = somebody(Kind.PROGRAMME_TEAM), reverse("sealed-workbook", args=[made.pk])
    site = sign_in(client, team)
    assert site.get(where).status_code == 403
    site.post(reverse("typing"), {"link": assessments.seat_of(made, "people").link_secret})
    content = site.get(where).content
    brought_in(made, SEALED, filled(content, lambda sheets: answer(sheets, "people", [[1]] * 6)), team)
    assert Response.objects.filter(seat__seat="people").count() == 6
    assert sign_in(client, lead).get(where).status_code == 403


def test_before_it_has_begun_the_file_waits():
    made = assessments.started(*a_lead(), seats={"staff": 12})
    content = filled(taken(made, SEALED), lambda sheets: answer(sheets, "staff", [[3]]))
    workbook, _problems = read_workbook(made, SEALED, content)
    with pytest.raises(Refusal, match="People are not asked yet"):
        actions.bring_in_workbook(made, workbook, by=somebody(Kind.PROGRAMME_TEAM))
