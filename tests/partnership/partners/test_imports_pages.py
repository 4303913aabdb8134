"""The pages of imports and merges: who reaches them, what they say, and how many questions they ask."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from partnership.partners.actions import imports as actions
from partnership.partners.models import Import, ImportRow, Kind, Membership, Merge
from tests.people import a_partner, a_person, a_role, sign_in, somebody

pytestmark = pytest.mark.django_db
LIST = "Name;E-Mail;Employer;Volunteer?\nÁine Byre;aine@example.org;Lantern House;Y\nBo;nobody;Lantern House;\n"


@pytest.fixture
def team(client):
    person = somebody(Kind.PROGRAMME_TEAM)
    sign_in(client, person)
    return person


def uploaded(content, name="list.csv"):
    return {"file": SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())}


def a_workbook(*rows):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Cover")
        sheet = book.add_worksheet("Members")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def test_import_goes_from_a_file_to_people_in_three_steps(client, team):
    home = a_partner("Lantern House")
    answer = client.post("/programme/imports/people/", uploaded(LIST.encode("cp1252")), follow=True)
    batch = Import.objects.get()
    assert answer.redirect_chain[-1][0] == f"/programme/imports/{batch.pk}/columns/"
    assert (batch.columns, batch.how_read) == (
        {"name": 0, "email": 1, "partner": 2, "works_as": 3},
        "Windows-1252, headings in row 1",
    )
    answer = client.post(f"/programme/imports/{batch.pk}/columns/", {k: str(v) for k, v in batch.columns.items()})
    page = client.get(answer["Location"]).text
    assert "“nobody” is not an e-mail address. “sam@example.org” would do." in page
    assert "Import one row" in page
    assert not Membership.objects.exists() or not Membership.objects.filter(partner=home).exists()
    client.post(f"/programme/imports/{batch.pk}/confirm/")
    assert list(Membership.objects.filter(partner=home).values_list("person__name", "works_as")) == [
        ("Áine Byre", "volunteer")
    ]
    mend = client.get(f"/programme/imports/{batch.pk}/to-mend.csv").text.splitlines()
    assert mend[0].startswith("\ufeffName,E-Mail,Employer,Volunteer?,Row,Why it was not imported")
    assert mend[1].startswith("Bo,nobody,Lantern House,,3,E-Mail: “nobody” is not an e-mail address.")
    again = client.post("/programme/imports/people/", uploaded("\n".join(mend)), follow=True)
    assert again.status_code == 200
    assert client.get(f"/programme/imports/{batch.pk}/undo/").status_code == 200
    client.post(f"/programme/imports/{batch.pk}/undo/")
    assert not Membership.objects.filter(partner=home).exists()


def test_import_reads_a_workbook_with_a_title_above_its_headings(client, team):
    a_partner("Lantern House")
    book = a_workbook(
        ["Our members, autumn"], [], ["Forename", "Surname", "Work email", "", "Agency"],
        ["Ada", "Byre", " ADA@example.org ", "", "Lantern House"],
    )  # fmt: skip
    client.post("/programme/imports/people/", uploaded(book, "members.xlsx"))
    batch = Import.objects.get()
    assert (batch.how_read, batch.headings) == (
        "The sheet “Members”, headings in row 3",
        ["Forename", "Surname", "Work email", "Agency"],
    )
    actions.look_through(batch, batch.columns, by=team)
    actions.confirm(batch, by=team)
    assert list(Membership.objects.filter(came_by="imported").values_list("person__name", "person__email")) == [
        ("Ada Byre", "ada@example.org")
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty"),
        (b"Name,Email\n", "There is no row under the headings"),
        (b"PK\x03\x04 not really", "We could not open this workbook"),
        (b"\x00\x01\x02\x03" * 10, "This is not a spreadsheet that we can read"),
        (b"a" * (10 * 1024 * 1024 + 1), "This file is larger than 10 MB"),
        (b"Name,Email\n" + b"a,b\n" * 20_001, "There are more than 20000 rows"),
    ],
)
def test_a_file_that_is_no_list_is_told_what_would_do(client, team, content, said):
    answer = client.post("/programme/imports/people/", uploaded(content))
    assert (said in answer.text, Import.objects.count()) == (True, 0)


def test_formula_is_no_name(team):
    a_partner("Lantern House")
    rows = [(2, ['=HYPERLINK("http://x","Ada")', "a@example.org", "Lantern House"])]
    batch = actions.upload("people", ["Name", "Email", "Organisation"], rows, by=team)
    actions.look_through(batch, batch.columns, by=team)
    assert ImportRow.objects.get().problems == [
        ["Name", '=HYPERLINK("http://x","Ada")', '“=HYPERLINK("http://x","Ada")” is a formula. What it shows would do.']
    ]


def test_columns_that_are_missing_or_chosen_twice_are_said_beside_them(client, team):
    batch = actions.upload("people", ["A", "B"], [(2, ["x", "y"])], by=team)
    page = client.post(f"/programme/imports/{batch.pk}/columns/", {"name": "0", "email": "0"}).text
    assert "Choose the column that holds this" in page
    assert "This column is chosen for something else too" in page


def test_imports_are_of_the_programme_and_of_leads_for_their_own_partner(client):
    home, other = a_partner("Lantern House"), a_partner("Long Run")
    lead = somebody(Kind.PARTNER_LEAD, partner=home)
    team = somebody(Kind.PROGRAMME_TEAM)
    batch = actions.upload("people", ["Name", "Email"], [(2, ["Ada", "a@example.org"])], by=lead, partner=home)
    theirs = actions.upload("people", ["Name", "Email"], [(2, ["Ada", "a@example.org"])], by=team, partner=other)
    sign_in(client, lead)
    assert client.get(f"/for/{home.slug}/people/import/{batch.pk}/").status_code == 200
    assert client.get(f"/for/{home.slug}/people/import/{theirs.pk}/").status_code == 404
    assert client.get("/programme/imports/").status_code == 403
    assert client.get("/programme/imports/partners/").status_code == 403
    assert client.get("/programme/merges/").status_code == 403
    sign_in(client, somebody(Kind.PRACTITIONER, partner=home))
    assert client.get(f"/for/{home.slug}/people/import/").status_code == 403
    assert client.get(f"/for/{home.slug}/people/import/{batch.pk}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_imports_asks_the_same_questions_for_one_and_for_three(client, team, number, django_assert_num_queries):
    for _each in range(number):
        actions.upload("people", ["Name", "Email"], [(2, ["Ada", "a@example.org"])], by=team)
    client.get("/programme/imports/")
    with django_assert_num_queries(7):
        client.get("/programme/imports/")


def test_merge_goes_from_two_that_look_alike_to_one_and_back(client, team):
    kept, gone = a_partner("Calder Valley Homes"), a_partner("Calder Vally Homes", about="Warm homes.")
    a_role(a_person(), Kind.PRACTITIONER, partner=gone)
    page = client.get("/programme/merges/").text
    assert "Calder Valley Homes and Calder Vally Homes" in page
    address = f"/programme/merges/partner/{kept.pk}/{gone.pk}/"
    page = client.get(address).text
    assert "Warm homes." in page
    client.post(address, {"name": "kept", "about": "gone"})
    merge = Merge.objects.get()
    kept.refresh_from_db()
    assert (kept.about, kept.memberships.count()) == ("Warm homes.", 1)
    assert "Take it back" in client.get(f"/programme/merges/{merge.pk}/").text
    client.post(f"/programme/merges/{merge.pk}/undo/")
    kept.refresh_from_db()
    assert (kept.about, kept.memberships.count()) == ("", 0)
    client.post(f"{address}distinct/")
    assert "Calder Vally" not in client.get("/programme/merges/").text.split("Merged before")[0]


def test_merge_finds_two_by_what_is_typed(client, team):
    home = a_partner("Lantern House")
    kept, gone = a_person("Ada Byre", email="ada@example.org"), a_person("Ada Byre", email="ada.byre@example.org")
    for person in (kept, gone):
        a_role(person, Kind.PRACTITIONER, partner=home)
    answer = client.get("/programme/merges/choose/", {"kept": "ada@example.org", "gone": "ADA.byre@example.org"})
    assert answer["Location"] == f"/programme/merges/person/{kept.pk}/{gone.pk}/"
    assert "We found no two" in client.get("/programme/merges/choose/", {"kept": "x", "gone": "y"}).text
    assert "Ada Byre and Ada Byre" in client.get("/programme/merges/").text


def test_people_with_lived_experience_are_never_a_double(client, team):
    home = a_partner("Lantern House")
    seen, quiet = a_person("Ada Byre"), a_person("Ada Byre")
    a_role(seen, Kind.PRACTITIONER, partner=home)
    a_role(quiet, Kind.LIVED_EXPERIENCE)
    assert "Ada Byre" not in client.get("/programme/merges/").text
    assert client.get(f"/programme/merges/person/{seen.pk}/{quiet.pk}/").status_code == 404


def test_rows_are_seen_by_whoever_sees_their_import(team):
    home = a_partner("Lantern House")
    lead = somebody(Kind.PARTNER_LEAD, partner=home)
    actions.upload("people", ["Name", "Email"], [(2, ["Ada", "a@example.org"])], by=team)
    assert (ImportRow.objects.visible_to(team).count(), ImportRow.objects.visible_to(lead).count()) == (1, 0)
    assert ImportRow.objects.visible_to(None).count() == 0


def test_lists_that_were_brought_in_can_be_taken_away_as_a_list(client):
    partner = a_partner("Mill Lane")
    lead, other = somebody(Kind.PARTNER_LEAD, partner=partner), somebody(Kind.PROGRAMME_TEAM)
    for by, of, name in ((lead, partner, "ours.csv"), (other, None, "everybody.csv")):
        actions.upload(
            "people", ["Name", "E-mail"], [(2, ["Asha", "asha@example.org"])], by=by, partner=of, file_name=name
        )
    home = f"/for/{partner.slug}/people/import/"
    ours = sign_in(client, lead).get(f"{home}all.csv").text
    assert f'href="{home}all.csv"' in client.get(home).text
    assert ("ours.csv" in ours, "everybody.csv" in ours) == (True, False)
    assert "everybody.csv" in sign_in(client, other).get("/programme/imports/all.csv").text
