"""A spreadsheet counts when somebody has confirmed it; what is bad is said, and nothing good is lost."""

from __future__ import annotations

import pytest

from partnership.accounts.models import Person
from partnership.core.models import Event
from partnership.core.refusals import Refusal
from partnership.partners.actions import imports as actions
from partnership.partners.models import ImportRow, Invitation, Kind, Membership, Role
from tests.people import a_partner, a_person, a_role, somebody

pytestmark = pytest.mark.django_db

HEADINGS = ["Name", "Email", "Organisation", "Volunteer", "Job title"]


def rows_of(*people):
    """Give rows as a file has them: the first under the headings is row 2."""
    return [(number, list(cells)) for number, cells in enumerate(people, start=2)]


def brought_in(rows, *, by, kind="people", headings=HEADINGS, partner=None):
    batch = actions.upload(kind, headings, rows, by=by, partner=partner, file_name="list.csv")
    return actions.look_through(batch, batch.columns, by=by)


def counts(batch):
    found = ImportRow.objects.filter(batch=batch).values_list("verdict", flat=True)
    return {verdict: list(found).count(verdict) for verdict in sorted(set(found))}


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


def test_import_counts_nothing_until_it_is_confirmed(team):
    home = a_partner("Lantern House")
    people = [(f"Person Nr{number}", f"p{number}@example.org", "Lantern House", "N", "") for number in range(20)]
    batch = brought_in(rows_of(*people), by=team)
    assert (counts(batch), Membership.objects.count()) == ({"new": 20}, 0)
    actions.confirm(batch, by=team)
    belonging = Membership.objects.filter(partner=home)
    assert set(belonging.values_list("state", "listed", "came_by", "works_as")) == {
        ("current", False, "imported", "employee")
    }
    assert (belonging.count(), Role.objects.filter(kind="practitioner", partner=home).count()) == (20, 20)
    assert not any(person.has_usable_password() for person in Person.objects.filter(memberships__partner=home))


def test_import_of_ten_thousand_with_forty_bad_rows_loses_none_of_the_rest(team):
    a_partner("Lantern House")
    people = [
        [f"Person {chr(65 + number % 26)}{number}", f"p{number}@example.org", "Lantern House", "", ""]
        for number in range(10_000)
    ]
    for number in range(0, 10_000, 250):
        people[number][1] = "nobody at all"
    batch = brought_in(rows_of(*people), by=team)
    assert (counts(batch).get("bad"), Person.objects.filter(memberships__isnull=False).count()) == (40, 0)
    bad = ImportRow.objects.filter(batch=batch, verdict="bad").first()
    assert (bad.number, bad.problems) == (
        2,
        [["Email", "nobody at all", "“nobody at all” is not an e-mail address. “sam@example.org” would do."]],
    )
    also = list(ImportRow.objects.filter(batch=batch, verdict="alike").values_list("number", flat=True))
    actions.confirm(batch, by=team, also=also)
    assert (counts(batch), Membership.objects.count()) == ({"bad": 40, "made": 9960}, 9960)


def test_rows_that_cannot_be_taken_say_what_would_do(team):
    a_partner("Lantern House")
    known = a_person("Jo Smith", email="jo@example.org")
    a_role(known, Kind.PRACTITIONER, partner=a_partner("Long Run"))
    batch = brought_in(
        rows_of(
            ("", "a@example.org", "Lantern House", "", ""),
            ("Ada Byre", "", "Lantern House", "", ""),
            ("Ada Byre", "a@example.org", "Lantern Hose", "", ""),
            ("Ada Byre", "a@example.org", "", "perhaps", "x" * 130),
            ("Bea Cole", "b@example.org", "lantern house ltd", "Y", ""),
            ("Bea Cole", "b@example.org", "Lantern House", "", ""),
            ("Cy Dunn", "b@example.org", "Lantern House", "", ""),
            ("Bea Coles", "bea@example.org", "Lantern House", "", ""),
            ("Jo Smith", "JO@example.org", "Long Run", "", ""),
            ("Jo Smith", "jo@example.org", "Lantern House", "", ""),
        ),
        by=team,
    )
    rows = ImportRow.objects.filter(batch=batch)
    assert {row.number: (row.verdict, [tuple(one) for one in row.problems]) for row in rows} == {
        2: ("bad", [("Name", "", "Nothing that reads like a name stands here. “Sam Oakleaf” would do.")]),
        3: (
            "bad",
            [
                (
                    "Email",
                    "",
                    "Nothing stands here. Without an e-mail address nobody can tell them that they are listed.",
                )
            ],
        ),
        4: (
            "bad",
            [("Organisation", "Lantern Hose", "“Lantern Hose” is no organisation here. Is it “Lantern House”?")],
        ),
        5: (
            "bad",
            [
                (
                    "Volunteer",
                    "perhaps",
                    "“perhaps” is neither employed nor volunteer. “employed” or “volunteer” would do.",
                ),
                ("Job title", "x" * 130, "This is longer than 120 letters. Shorten it."),
                ("Organisation", "", "Nothing stands here. The name of an organisation that has joined would do."),
            ],
        ),
        6: ("new", []),
        7: ("bad", [("Email", "b@example.org", "The same as row 6 of this file. One of the two would do.")]),
        8: (
            "bad",
            [
                (
                    "Email",
                    "b@example.org",
                    "Row 6 has the same address with another name. Everybody needs an address of their own.",
                )
            ],
        ),
        9: (
            "alike",
            [
                (
                    "Name",
                    "Bea Coles",
                    "Lantern House has somebody of nearly this name, with the address b@example.org. The same person?",
                )
            ],
        ),
        10: ("here", []),
        11: ("new", []),
    }
    actions.confirm(batch, by=team)
    assert set(
        Membership.objects.filter(came_by="imported").values_list("person__email", "partner__name", "works_as")
    ) == {
        ("b@example.org", "Lantern House", "volunteer"),
        ("jo@example.org", "Lantern House", "employee"),
    }
    assert ImportRow.objects.get(batch=batch, number=6).cells == []
    assert ImportRow.objects.get(batch=batch, number=4).cells == ["Ada Byre", "a@example.org", "Lantern Hose", "", ""]


def test_import_keeps_nothing_of_a_role_that_is_confided(team):
    a_partner("Lantern House")
    headings = ["Name", "Email", "Organisation", "Role"]
    batch = brought_in(
        rows_of(("Ada Byre", "a@example.org", "Lantern House", "Member with lived experience")),
        by=team,
        headings=headings,
    )
    row = ImportRow.objects.get(batch=batch)
    assert (row.cells, row.problems) == (
        ["Ada Byre", "a@example.org", "Lantern House", ""],
        [["Role", "", "Such a role is never taken from a spreadsheet, and what stood here was not kept."]],
    )


def test_import_asks_people_with_an_account_that_the_importer_cannot_see(team, django_capture_on_commit_callbacks):
    home = a_partner("Lantern House")
    lead = somebody(Kind.PARTNER_LEAD, partner=home)
    a_person("Chosen Name", email="quiet@example.org")
    rows = rows_of(("Given Name", "quiet@example.org", "", ""), ("Ada Byre", "a@example.org", "", ""))
    headings = ["Name", "Email", "Volunteer", "Job title"]
    with django_capture_on_commit_callbacks(execute=True):
        batch = brought_in(rows, by=lead, headings=headings, partner=home)
        assert counts(batch) == {"new": 2}
        actions.confirm(batch, by=lead)
    assert list(Invitation.objects.values_list("email", "partner")) == [("quiet@example.org", home.pk)]
    assert list(Membership.objects.filter(came_by="imported").values_list("person__email", flat=True)) == [
        "a@example.org"
    ]


def test_import_gives_roles_that_the_importer_may_give(team):
    home = a_partner("Lantern House")
    lead = somebody(Kind.PARTNER_LEAD, partner=home)
    headings = ["Name", "Email", "Role", "Since"]
    rows = rows_of(
        ("Ada Byre", "a@example.org", "Champion", "30/09/2024"), ("Bea Cole", "b@example.org", "Trainer", "")
    )
    batch = brought_in(rows, by=lead, headings=headings, partner=home)
    assert counts(batch) == {"bad": 1, "new": 1}
    actions.confirm(batch, by=lead)
    assert sorted(Role.objects.filter(person__email="a@example.org").values_list("kind", "from_on__year")) == [
        ("champion", 2024),
        ("practitioner", 2024),
    ]


def test_import_is_undone_but_for_what_somebody_used_since(team):
    home = a_partner("Lantern House")
    batch = brought_in(
        rows_of(*((f"{name} Byre", f"{name}@example.org", home.name, "", "") for name in ("Ada", "Bea", "Cy"))), by=team
    )
    actions.confirm(batch, by=team)
    Person.objects.filter(email="bea@example.org").update(last_login="2026-11-20T12:00Z")
    a_role(Person.objects.get(email="cy@example.org"), Kind.TRAINER, partner=home)
    actions.undo(batch, by=team)
    rows = {row.number: (row.verdict, row.problems) for row in ImportRow.objects.filter(batch=batch)}
    assert rows == {
        2: ("gone", []),
        3: ("made", [["", "", "They have signed in since."]]),
        4: ("made", [["", "", "Something here belongs to it by now."]]),
    }
    left = Membership.objects.filter(partner=home).order_by("person__email").values_list("person__email", flat=True)
    assert (list(left), Person.objects.filter(email="ada@example.org").exists()) == (
        ["bea@example.org", "cy@example.org"],
        False,
    )
    with pytest.raises(Refusal, match="Undone"):
        actions.undo(batch, by=team)


def test_import_writes_a_line_for_itself_and_for_everything_made(team):
    a_partner("Lantern House")
    batch = brought_in(rows_of(("Ada Byre", "a@example.org", "Lantern House", "", "")), by=team)
    actions.confirm(batch, by=team)
    assert sorted(Event.objects.filter(by=team).values_list("verb", flat=True)) == [
        "import.confirmed",
        "import.looked_through",
        "import.uploaded",
        "membership.imported",
        "person.imported",
        "role.imported",
    ]


def test_import_remembers_what_the_columns_meant(team):
    headings = ["Who", "Where to write", "Body"]
    a_partner("Lantern House")
    rows = rows_of(("Ada Byre", "a@example.org", "Lantern House"))
    batch = actions.upload("people", headings, rows, by=team)
    assert batch.columns == {}
    actions.look_through(batch, {"name": 0, "email": 1, "partner": 2}, by=team)
    assert actions.upload("people", headings, rows, by=team).columns == {"name": 0, "email": 1, "partner": 2}
