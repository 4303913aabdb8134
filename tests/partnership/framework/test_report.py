"""The report says what the meeting shows, as a page, a paper and files, and no more of a seat than the screen."""

import csv
import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from partnership.framework.actions import meeting as actions
from partnership.framework.queries import report
from partnership.partners.models import Kind
from tests import assessments
from tests.partnership.framework.open_seats import FEELS_SAFE, TOLD_ONCE, at, met, text
from tests.people import sign_in, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreed():
    """Give what a meeting agreed on, with dissent, evidence, and a standard that does not apply."""
    made, lead = met()
    said = {"level": 2, "because": "The waiting room", "dissent": "Staff saw it lower"}
    actions.record_level(made, FEELS_SAFE, said, seen=0, by=lead)
    actions.record_level(made, TOLD_ONCE, {"level": None, "why_not": "Nobody comes twice"}, seen=0, by=lead)
    actions.show_evidence(made, FEELS_SAFE, "A walk round", where="Office", dated_on=date(2026, 3, 1), by=lead)
    actions.show_evidence(made, "", "A council of pupils", by=lead)
    return actions.agree_assessment(made, by=lead), lead


SAID = ("Agreed: level 2", "The waiting room", "Staff saw it lower", "Nobody comes twice", "A walk round",
        "A council of pupils", "at least 10 answered", "3 answered by name")  # fmt: skip


def test_page_says_what_was_agreed_shown_and_seen_otherwise(client, agreed):
    made, lead = agreed
    page = text(sign_in(client, lead).get(at(made, "assessment-report")))
    assert [words for words in SAID if words not in page] == []


def test_paper_is_accessible_and_says_the_same(client, agreed):
    made, lead = agreed
    answer = sign_in(client, lead).get(at(made, "assessment-report-pdf"))
    assert answer.content.startswith(b"%PDF")
    assert b"pdfuaid" in answer.content
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "private, no-store")
    page = report.report_page(made, lead)
    paper = report.paper(page)
    words = " ".join(
        [*(f"{fact.label} {fact.value}" for fact in paper.facts)]
        + [text for one in paper.sections for text in (*one.paragraphs, *(part.text for part in one.parts))]
    )
    assert [said for said in SAID if said not in words] == []
    assert report.report_pdf(made, lead) == report.report_pdf(made, lead)


def test_paper_of_invented_organisations_says_so(agreed):
    made, lead = agreed
    made.partner.fictional = True
    assert report.paper(report.report_page(made, lead)).warning == "Invented, to show how this site works."


def rows(answer):
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_csv_has_a_row_for_each_seat_and_the_words_of_the_bars(client, agreed):
    made, lead = agreed
    found = rows(sign_in(client, lead).get(at(made, "assessment-file", ending="csv")))
    here = [row for row in found if row["Key"] == FEELS_SAFE]
    assert [row["Seat"][:14] for row in here] == ["People who lea", "People who wor", "People who use"]
    staff = here[1]
    assert [staff[f"Level {level}"] for level in range(1, 6)] == ["about 5", "about 5", *["few or none"] * 3]
    assert (staff["Agreed level"], staff["Seen otherwise"]) == ("2", "Staff saw it lower")
    assert staff["How many answered"] == "at least 10 answered"
    assert {row["Standard"] for row in found if row["Key"] == ""} == {""}
    assert {row["Seat"][:14] for row in found if row["Key"] == ""} == {"People who use"}


def test_workbook_holds_the_same_rows(client, agreed):
    made, lead = agreed
    sign_in(client, lead)
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(at(made, "assessment-file", ending="xlsx")).content))
    table = book.get_sheet_by_name("List").to_python()
    listed = rows(client.get(at(made, "assessment-file", ending="csv")))
    assert [row[3] for row in table[1:]] == [row["Seat"] for row in listed]


def test_json_gives_it_whole(client, agreed):
    made, lead = agreed
    record = sign_in(client, lead).get(at(made, "assessment-file", ending="json")).json()
    assert (record["edition"], record["state"]) == (made.edition, "agreed")
    standards = {one["key"]: one for domain in record["domains"] for one in domain["standards"]}
    assert list(standards) == list(assessments.standards(made))
    assert standards[FEELS_SAFE]["agreed"]["level"] == 2
    assert standards[TOLD_ONCE]["agreed"]["why_not"] == "Nobody comes twice"
    assert standards[FEELS_SAFE]["evidence"] == [{"what": "A walk round", "where": "Office", "dated_on": "2026-03-01"}]
    assert [one["what"] for one in record["heard"]] == ["A council of pupils"]
    assert record["opened_on"] <= record["agreed_on"]


def test_file_of_another_kind_is_not_found(client, agreed):
    made, lead = agreed
    assert sign_in(client, lead).get(at(made, "assessment-file", ending="exe")).status_code == 404


def test_standard_without_any_seat_has_one_row_with_what_was_agreed():
    made, lead = met(people=0, staff=0, leaders=0)
    actions.record_level(made, FEELS_SAFE, {"level": 2, "dissent": "Both"}, seen=0, by=lead)
    found = list(report.report_export(made, lead).rows)
    assert len(found) == 12
    assert [row[13] for row in found if row[2] == FEELS_SAFE] == [2]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("name", "more"), [("assessment-report", {}), ("assessment-file", {"ending": "csv"})])
def test_report_asks_as_much_for_three_as_for_one(client, django_assert_num_queries, number, name, more):
    made, lead = met(staff=10 * number)
    for key in assessments.standards(made)[:number]:
        actions.record_level(made, key, {"level": 3}, seen=0, by=lead)
        actions.show_evidence(made, key, "A rule", by=lead)
    sign_in(client, lead).get(at(made, name, **more))
    with django_assert_num_queries(9):
        assert client.get(at(made, name, **more)).status_code == 200


def test_nobody_outside_the_partner_takes_it_away(client, agreed):
    made, _lead = agreed
    sign_in(client, somebody(Kind.PROGRAMME_TEAM))
    for name, more in (("assessment-report-pdf", {}), ("assessment-file", {"ending": "json"})):
        assert client.get(at(made, name, **more)).status_code != 200
