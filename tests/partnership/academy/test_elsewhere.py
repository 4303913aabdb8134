"""Bringing in what people learned elsewhere: read in the layouts of others, looked at, confirmed; once, all or nothing."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from partnership.academy import tasks
from partnership.academy.actions import elsewhere as actions
from partnership.academy.forms.elsewhere import BringInForm
from partnership.academy.models import Awaiting, Completion, LearningFile, LearningRow
from partnership.academy.queries import elsewhere as queries
from partnership.core.models import Notice
from partnership.core.refusals import Refusal
from partnership.partners.actions.merges import merge_people
from partnership.partners.models import Kind
from tests.partnership.academy.reports import ELFH, ESR, MOODLE, PLAIN, as_csv, as_moodle_for_excel, as_workbook
from tests.people import a_partner, a_person, somebody

pytestmark = pytest.mark.django_db
SAID = {"taught_by": "An invented hospital", "file_name": "report.csv"}
OURS = "What hurt does, and what helps"


@pytest.fixture
def partner():
    return a_partner("Alder House")


@pytest.fixture
def lead(partner):
    return somebody(Kind.PARTNER_LEAD, partner=partner)


@pytest.fixture
def member(partner):
    found = somebody(Kind.PRACTITIONER, partner=partner)
    found.email = "sam@example.org"
    found.save()
    return found


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


def form_of(content, name="report.csv", **said):
    told = {"layout": "", "course": "", "title": "", "taught_by": "An invented hospital", **said}
    return BringInForm(told, {"file": SimpleUploadedFile(name, content)})


def brought(by, *rows, layout="plain", headings=PLAIN, partner=None, **said):
    """Give a report of these rows, looked through."""
    numbered = [(number, [str(cell) for cell in row]) for number, row in enumerate(rows, start=2)]
    file = actions.bring_in(layout, headings, numbered, by=by, partner=partner, **{**SAID, **said})
    tasks.begin_learning(file, by=by)
    file.refresh_from_db()
    return file


def becomes(file):
    return list(file.rows.values_list("becomes", flat=True))


def sentences(file):
    return [each[2] for row in file.rows.all() for each in row.problems]


def kept(file, by, **said):
    actions.confirm_learning(file, keeps_unknown=said.get("keeps_unknown", False), by=by)
    tasks.begin_learning(file, by=by)
    file.refresh_from_db()
    return file


# --- in the layouts of others


def read_through(form, by):
    assert form.is_valid(), form.errors
    file = actions.bring_in(form.read_as.key, form.sheet.headings, form.sheet.rows, by=by, **form.said)
    tasks.begin_learning(file, by=by)
    page = queries.file_page(file, by)
    return [(one.title, one.completed_on, one.becomes) for one in page.rows]


@pytest.mark.parametrize("written", [as_csv, as_moodle_for_excel, as_workbook])
def test_course_completion_report_of_moodle(team, written):
    a_person(email="sam@example.org")
    content = written(
        MOODLE,
        ("7", "Sam Oakleaf", "sam@example.org", "Completed", "14/03/26, 10:30", "14/03/26, 11:05"),
        ("8", "Ash Hill", "ash@example.org", "Not completed", "", ""),
        ("9", "Fern Low", "fern@example.org", "Completed", "01/02/26, 10:30", "01/02/26, 11:05"),
    )
    form = form_of(content, course="foundation")
    assert read_through(form, team) == [
        (OURS, date(2026, 3, 14), "new"),
        ("", None, "not-done"),
        (OURS, date(2026, 2, 1), "awaits"),
    ]
    assert form.read_as.key == "moodle-course"


def test_report_of_moodle_does_not_say_which_course(team):
    form = form_of(as_csv(MOODLE, ("7", "Sam", "sam@example.org", "", "", "14/03/26, 11:05")), layout="moodle-course")
    assert form.errors == {
        "course": ["This report is about one course and does not name it. Choose which, or write its name below."]
    }
    assert form["taught_by"].value() == "An invented hospital"


def test_competences_of_the_staff_record(team):
    content = as_workbook(
        ESR,
        ("Oakleaf, Sam", "sam@example.org", "LOCAL|Trauma awareness|", date(2026, 3, 14), date(2028, 3, 14), "457"),
        ("Low, Fern", "fern@example.org", "NHS|CSTF|Fire Safety - 2 Years|", "01-Jan-2026", "No expiry", "457"),
        ("Hill, Ash", "", "LOCAL|Trauma awareness|", 46_095, "", "457"),
        above="Competence report",
    )
    form = form_of(content, "esr.xlsx")
    assert read_through(form, team) == [
        (OURS, date(2026, 3, 14), "awaits"),
        ("NHS|CSTF|Fire Safety - 2 Years|", date(2026, 1, 1), "unknown"),
        ("", None, "bad"),
    ]
    assert form.read_as.key == "esr"
    assert sentences(LearningFile.objects.get()) == ["No e-mail address stands here, so nobody knows whose this is."]


def test_activity_report_of_elfh(team):
    content = as_csv(
        ELFH,
        ("Sam Oakleaf", "sam@example.org", "Trauma awareness", "Completed", "2026-03-14 10:30:00"),
        ("Fern Low", "fern@example.org", "Trauma awareness", "In progress", ""),
    )
    form = form_of(content)
    assert read_through(form, team) == [(OURS, date(2026, 3, 14), "awaits"), ("", None, "not-done")]
    assert form.read_as.key == "elfh"


def test_list_of_our_own(team):
    form = form_of(queries.example().encode())
    assert read_through(form, team) == [(OURS, date(2026, 3, 14), "awaits")]
    assert form.read_as.key == "plain"


def test_serial_days_of_a_workbook(team):
    form = form_of(as_workbook(PLAIN, ("Sam", "sam@example.org", "foundation", 46_095)), "a.xlsx")
    assert read_through(form, team) == [(OURS, date(2026, 3, 14), "awaits")]


def test_merged_cells_get_a_sentence():
    rows = [("Sam", "sam@example.org", "foundation", ""), ("Fern", "fern@example.org", "foundation", "")]
    form = form_of(as_workbook(PLAIN, *rows, merged="D2:D3"), "a.xlsx")
    assert form.errors == {"file": ["Cells D2 to D3 are one merged cell. Give each row a cell of its own."]}


def test_missing_column_is_named_with_what_was_found():
    form = form_of(as_csv(("Name", "Course"), ("Sam", "foundation")), layout="esr")
    (said, *_more) = form.errors["file"]
    assert said.startswith("There is no column for the e-mail address. It would be called: Email Address / ")
    assert said.endswith("Found: Name, Course.")


def test_report_that_nobody_knows_is_told():
    form = form_of(as_csv(("A", "B"), ("1", "2")))
    assert form.errors["file"] == ["We do not know this report by its headings: A, B. Choose which report it is."]


# --- what each row would become


def test_nothing_counts_before_it_is_confirmed(team, member):
    file = brought(team, ("Sam", "sam@example.org", OURS, "2026-03-14"), ("Fern", "f@example.org", OURS, "2026-03-14"))
    assert (file.state, becomes(file)) == ("looked", ["new", "awaits"])
    assert not Completion.objects.exists()
    assert not Awaiting.objects.exists()


def test_what_is_confirmed_is_written_down(team, partner, member):
    file = brought(team, ("Sam", "sam@example.org", OURS, "2026-03-14"), ("Fern", "f@example.org", OURS, "2026-03-14"))
    assert kept(file, team).state == "kept"
    done = Completion.objects.get()
    assert (done.person, done.course, done.level, done.hours) == (member, "foundation", "informed", 2)
    assert (done.came_from, done.taught_by, done.valid_until) == ("file", "An invented hospital", date(2028, 3, 14))
    assert (done.partner, done.works_as, done.recorded_by) == (partner, "employee", team)
    assert Awaiting.objects.get().said["title"] == OURS
    assert file.counts == {"new": 1, "awaits": 1}
    assert not file.rows.exists()
    assert Notice.objects.filter(person=member).count() == 1


def test_same_file_twice_is_all_known(team, member):
    rows = [("Sam", "sam@example.org", OURS, "2026-03-14"), ("Fern", "f@example.org", OURS, "2026-03-14")]
    kept(brought(team, *rows), team)
    again = brought(team, *rows)
    assert becomes(again) == ["known", "known"]
    assert kept(again, team).counts == {"known": 2}
    assert (Completion.objects.count(), Awaiting.objects.count()) == (1, 1)


def test_row_twice_in_one_file_counts_once(team, member):
    row = ("Sam", "sam@example.org", OURS, "2026-03-14")
    file = brought(team, row, ("S.", "SAM@example.org", "foundation", "14/03/2026"), (*row[:3], "2026-03-15"))
    assert becomes(file) == ["new", "known", "new"]
    kept(file, team)
    assert Completion.objects.count() == 2


def test_row_twice_is_found_across_pieces(team, member):
    rows = [("Sam", "sam@example.org", OURS, "2026-03-14")] * 3
    file = actions.bring_in("plain", PLAIN, list(enumerate(rows, start=2)), by=team, **SAID)
    while actions.look_further(file, 1, by=team):
        pass
    assert becomes(file) == ["new", "known", "known"]


def test_second_address_is_the_same_person(team, member):
    EmailAddress.objects.create(user=member, email="sam.second@example.org", verified=True)
    file = brought(
        team, ("Sam", "sam@example.org", OURS, "2026-03-14"), ("Sam", "Sam.Second@example.org", OURS, "2026-03-14")
    )
    assert becomes(file) == ["new", "known"]


def test_merged_people_count_once(team, partner, member):
    other = somebody(Kind.PRACTITIONER, partner=a_partner())
    rows = [("Sam", "sam@example.org", OURS, "2026-03-14"), ("Sam", other.email, OURS, "2026-03-14")]
    kept(brought(team, *rows), team)
    merge_people(member, other, by=team)
    assert Completion.objects.filter(person=member).standing().count() == 1
    assert Completion.objects.standing().count() == 1


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("Sam", "sam@example.org", OURS, "{tomorrow}"), "“{tomorrow}” has not come yet. A day until today would do."),
        (("Sam", "sam@example.org", OURS, ""), "No day stands here. 2026-03-14 or 14/03/2026 would do."),
        (
            ("Sam", "sam@example.org", OURS, "soon"),
            "“soon” is no day that we can read. 2026-03-14 or 14/03/2026 would do.",
        ),
        (("Sam", "sam@example.org", OURS, "1989-01-01"), "“1989-01-01” is before 1990. Is it the right column?"),
        (("Sam", "sam", OURS, "2026-03-14"), "“sam” is no e-mail address. sam@example.org would do."),
        (("Sam", "", OURS, "2026-03-14"), "No e-mail address stands here, so nobody knows whose this is."),
        (("Sam", "sam@example.org", "", "2026-03-14"), "No course stands here. The name of a course would do."),
        (("Sam", "sam@example.org", "=A1", "2026-03-14"), "“=A1” is a formula. What it shows would do."),
    ],
)
def test_what_cannot_be_read_gets_a_sentence_and_the_rest_is_kept(team, member, row, said):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    row = tuple(cell.replace("{tomorrow}", tomorrow) for cell in row)
    file = brought(team, ("Sam", "sam@example.org", OURS, "2026-03-14"), row)
    assert becomes(file) == ["new", "bad"]
    assert sentences(file) == [said.replace("{tomorrow}", tomorrow)]
    kept(file, team)
    assert (Completion.objects.count(), becomes(file)) == (1, ["bad"])


def test_days_with_the_month_first_are_told_and_never_guessed(team):
    rows = [
        ("A", f"{one}@example.org", OURS, day) for one, day in enumerate(["03/14/2026", "03/04/2026", "25/03/2026"])
    ]
    file = brought(team, *rows)
    assert becomes(file) == ["bad", "bad", "awaits"]
    assert "has the month first" in sentences(file)[0]
    assert "can be two days" in sentences(file)[1]


@pytest.mark.parametrize("keeps_unknown", [True, False])
def test_course_that_nobody_knows_is_kept_without_a_level_if_somebody_says_so(team, member, keeps_unknown):
    headings = (*PLAIN, "Hours", "Counts until", "Taught by")
    file = brought(
        team,
        ("Sam", "sam@example.org", "Fire safety", "2026-03-14", "1,5", "2027-03-14", "The brigade"),
        ("Fern", "f@example.org", "Fire safety", "2026-03-14", "", "", ""),
        headings=headings,
    )
    assert becomes(file) == ["unknown", "unknown"]
    kept(file, team, keeps_unknown=keeps_unknown)
    told = Completion.objects.values_list("title", "level", "hours", "valid_until", "taught_by")
    said = ("Fire safety", "", 1.5, date(2027, 3, 14), "The brigade")
    assert list(told) == ([said] if keeps_unknown else [])
    assert Awaiting.objects.count() == int(keeps_unknown)


# --- who may, and of whom


def test_lead_brings_in_their_own_people_only(lead, partner, member):
    a_person(email="other@example.org")
    file = brought(
        lead,
        ("Sam", "sam@example.org", OURS, "2026-03-14"),
        ("Other", "other@example.org", OURS, "2026-03-14"),
        partner=partner,
    )
    assert becomes(file) == ["new", "bad"]
    assert sentences(file) == ["This person does not belong to Alder House here. The programme team can bring it in."]
    kept(file, lead)
    assert Completion.objects.get().partner == partner


def test_whoever_leaves_before_it_is_confirmed_is_told(lead, partner, member):
    file = brought(lead, ("Sam", "sam@example.org", OURS, "2026-03-14"), partner=partner)
    member.memberships.update(state="ended", ended_at=timezone.now(), ended_by=lead)
    kept(file, lead)
    assert (file.counts, becomes(file)) == ({"bad": 1}, ["bad"])
    assert not Completion.objects.exists()


def test_who_may_bring_in(lead, partner, team):
    for by, of, said in (
        (lead, None, "Only the programme team"),
        (lead, a_partner("Birch"), "Only those who lead Birch"),
        (a_person(), partner, "Only those who lead Alder House"),
    ):
        with pytest.raises(Refusal, match=said):
            actions.bring_in("plain", PLAIN, [], by=by, partner=of, **SAID)
    assert actions.bring_in("plain", PLAIN, [], by=team, partner=partner, **SAID)
    gone = a_partner("Gone", state="left")
    with pytest.raises(Refusal, match="is not part of the partnership at the moment"):
        actions.bring_in("plain", PLAIN, [], by=team, partner=gone, **SAID)


def test_nobody_leaves_too_many_waiting(team):
    for _each in range(20):
        actions.bring_in("plain", PLAIN, [], by=team, **SAID)
    with pytest.raises(Refusal, match="Very many reports wait for you"):
        actions.bring_in("plain", PLAIN, [], by=team, **SAID)


def test_only_who_sees_a_report_handles_it(team, member):
    file = brought(team, ("Sam", "sam@example.org", OURS, "2026-03-14"))
    other = somebody(Kind.PARTNER_LEAD, partner=a_partner())
    for deed in (
        lambda: actions.confirm_learning(file, keeps_unknown=False, by=other),
        lambda: actions.drop_learning(file, by=other),
        lambda: actions.stop_learning(file, by=other),
        lambda: actions.look_further(file, by=other),
        lambda: actions.keep_learning(file, by=other),
        lambda: actions.go_on_with_learning(file, by=other),
    ):
        with pytest.raises(Refusal, match="Only those who lead this organisation"):
            deed()
    assert not LearningFile.objects.visible_to(other)
    assert not LearningRow.objects.visible_to(other)
    assert not LearningRow.objects.visible_to(None)


def test_layout_that_is_gone_is_told(team):
    with pytest.raises(Refusal, match="not known here any more"):
        actions.bring_in("gone", PLAIN, [], by=team, **SAID)
