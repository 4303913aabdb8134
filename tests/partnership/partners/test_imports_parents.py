"""What an organisation in a spreadsheet is part of: one that is here, or another row, wherever it stands."""

from __future__ import annotations

import pytest

from partnership.partners.actions import imports as actions
from partnership.partners.actions import merges
from partnership.partners.models import Identifier, ImportRow, Kind, Partner
from partnership.partners.models.columns import guess
from tests.people import a_partner, a_person, a_role, somebody

pytestmark = pytest.mark.django_db
HEADINGS = ["Organisation", "Sector", "ODS code", "Part of", "Relationship"]


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


def brought_in(*rows, by, headings=HEADINGS):
    filled = [(number, [*row, *[""] * (len(headings) - len(row))]) for number, row in enumerate(rows, start=2)]
    batch = actions.upload("partners", headings, filled, by=by, file_name="list.csv")
    return actions.look_through(batch, batch.columns, by=by)


def said(batch):
    rows = ImportRow.objects.filter(batch=batch)
    return {row.number: (row.verdict, [tuple(one) for one in row.problems]) for row in rows}


def parts():
    rows = Partner.objects.filter(parent__isnull=False)
    return {name: (above, how) for name, above, how in rows.values_list("name", "parent__name", "parent_relation")}


def test_parent_is_found_by_name_by_address_and_by_number_in_a_register(team):
    trust = a_partner("Calder Trust")
    Identifier.objects.create(partner=trust, scheme="nhs-ods", value="RX123")
    batch = brought_in(
        ("Ward One", "Housing", "", "The Calder Trust Ltd", "is run by"),
        ("Ward Two", "Housing", "", "rx123", "member of"),
        ("Ward Six", "Housing", "", trust.slug, ""),
        ("Ward Ten", "Housing", "", "", "none"),
        by=team,
    )
    assert {verdict for verdict, _problems in said(batch).values()} == {"new"}
    actions.confirm(batch, by=team)
    assert parts() == {
        "Ward One": ("Calder Trust", "run-by"),
        "Ward Two": ("Calder Trust", "member"),
        "Ward Six": ("Calder Trust", "part"),
    }


def test_parent_may_stand_anywhere_in_the_same_file(team):
    batch = brought_in(
        ("Ward One", "Housing", "", "RX777"),
        ("Alder Division", "Housing", "", "Beck Trust"),
        ("Beck Trust", "Police", "RX777"),
        ("Ward Two", "Housing", "", "alder division"),
        by=team,
    )
    actions.confirm(batch, by=team)
    assert parts() == {
        "Ward One": ("Beck Trust", "part"),
        "Alder Division": ("Beck Trust", "part"),
        "Ward Two": ("Alder Division", "part"),
    }


def test_heading_says_how_where_nothing_else_does(team):
    a_partner("Calder Trust")
    batch = brought_in(("Ward One", "Housing", "Calder Trust"), by=team, headings=["Name", "Sector", "Managed by"])
    actions.confirm(batch, by=team)
    assert parts() == {"Ward One": ("Calder Trust", "run-by")}


def test_parent_that_nobody_knows_is_an_error_of_that_row_and_column(team):
    a_partner("Calder Trust")
    a_partner("Twice")
    a_partner("Twice")
    batch = brought_in(
        ("Ward One", "Housing", "", "Calder Trsut"),
        ("Ward Two", "Housing", "", "Zzyzx"),
        ("Ward Six", "Housing", "", "Twice"),
        ("Ward Ten", "Housing", "", "Ward Ten"),
        ("Alder", "Housing", "", "", "is run by"),
        ("Beck", "Housing", "", "Calder Trust", "a friend of"),
        by=team,
    )
    several = "Several organisations here are called “Twice”. Its number in a register would do."
    no_way = "“a friend of” does not say how it is part of another. These would do: “is part of”, “is run by”, “is a member of”."
    alone = "How it is part of another stands here, and not of which. The name of that one would do."
    unknown = "“Zzyzx” is neither here nor in this file. A name or a number in a register would do."
    assert said(batch) == {
        2: (
            "bad",
            [("Part of", "Calder Trsut", "“Calder Trsut” is neither here nor in this file. Is it “Calder Trust”?")],
        ),
        3: ("bad", [("Part of", "Zzyzx", unknown)]),
        4: ("bad", [("Part of", "Twice", several)]),
        5: ("bad", [("Part of", "Ward Ten", "An organisation cannot be part of itself.")]),
        6: ("bad", [("Part of", "", alone)]),
        7: ("bad", [("Relationship", "a friend of", no_way)]),
    }
    actions.confirm(batch, by=team)
    assert not Partner.objects.filter(name__startswith="Ward").exists()


def test_loop_is_refused_and_whatever_hangs_on_it_waits(team):
    batch = brought_in(
        ("Alder", "Housing", "", "Beck"),
        ("Beck", "Housing", "", "Cove"),
        ("Cove", "Housing", "", "Alder"),
        ("Dene", "Housing", "", "Cove"),
        ("Elms", "Housing"),
        by=team,
    )
    loop = "By way of the others in this file it is part of itself. One of them belongs to nobody."
    waits = "“Cove” is row 4, which has to be mended first. Upload both again then."
    assert said(batch) == {
        2: ("bad", [("Part of", "Beck", loop)]),
        3: ("bad", [("Part of", "Cove", loop)]),
        4: ("bad", [("Part of", "Alder", loop)]),
        5: ("bad", [("Part of", "Cove", waits)]),
        6: ("new", []),
    }


def test_parent_in_a_row_that_is_here_or_perhaps_here(team):
    here = a_partner("Calder Valley Homes")
    Identifier.objects.create(partner=here, scheme="nhs-ods", value="RX123")
    batch = brought_in(
        ("Another name", "Housing", "RX123"),
        ("Ward One", "Housing", "", "Another name"),
        ("Calder Vally Homes", "Housing"),
        ("Ward Two", "Housing", "", "Calder Vally Homes"),
        by=team,
    )
    perhaps = "“Calder Vally Homes”, row 4, is perhaps here already. The name that it has here would do."
    assert {number: verdict for number, (verdict, _problems) in said(batch).items()} == {
        **{2: "here", 3: "new"},
        **{4: "alike", 5: "bad"},
    }
    assert said(batch)[5] == ("bad", [("Part of", "Calder Vally Homes", perhaps)])
    actions.confirm(batch, by=team)
    assert parts() == {"Ward One": ("Calder Valley Homes", "part")}


def test_parent_by_the_name_of_one_that_gave_way_in_a_merge(team):
    kept, gone = a_partner("Lantern House"), a_partner("Torch House")
    merges.merge_partners(kept, gone, by=team)
    actions.confirm(brought_in(("Ward One", "Housing", "", "Torch House"), by=team), by=team)
    assert parts() == {"Ward One": ("Lantern House", "part")}


def test_parts_are_taken_back_with_what_they_are_part_of_and_keep_it_where_they_stay(team):
    batch = brought_in(
        ("Alder Trust", "Housing"),
        ("Alder Ward", "Housing", "", "Alder Trust"),
        ("Beck Trust", "Police"),
        ("Beck Ward", "Police", "", "Beck Trust"),
        by=team,
    )
    actions.confirm(batch, by=team)
    a_role(a_person(), Kind.PRACTITIONER, partner=Partner.objects.get(name="Beck Ward"))
    actions.undo(batch, by=team)
    belongs = [("", "", "Something here belongs to it by now.")]
    assert said(batch) == {2: ("gone", []), 3: ("gone", []), 4: ("made", belongs), 5: ("made", belongs)}
    assert parts() == {"Beck Ward": ("Beck Trust", "part")}


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["Organisation", "Type", "Parent"], {"name": 0, "sector": 1, "parent": 2}),
        (["Organisation", "Type", "Partner"], {"name": 0, "sector": 1}),
        (["Organisation", "Type", "Parent organistion"], {"name": 0, "sector": 1, "parent": 2}),
        (["Name", "Type", "Run by", "Relationship"], {"name": 0, "sector": 1, "parent": 2, "parent_relation": 3}),
    ],
)
def test_columns_of_parents_are_known_by_the_headings_that_people_use(headings, found):
    assert guess("partners", headings) == found
