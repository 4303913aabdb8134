"""Lists of organisations."""

from __future__ import annotations

import pytest

from partnership.core.refusals import Refusal
from partnership.partners.actions import imports as actions
from partnership.partners.models import Contact, Identifier, ImportRow, Kind, Partner, Standing
from tests.people import a_partner, somebody

pytestmark = pytest.mark.django_db
HEADINGS = [
    *("Organisation", "Type", "District", "Staff", "Charity number", "Companies House number"),
    *("Status", "Joined", "Email", "Telephone", "Public", "Domain"),
]


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


def a_row(name, sector="Housing", **more):
    told = dict.fromkeys(HEADINGS, "") | {"Organisation": name, "Type": sector} | more
    return [told[heading] for heading in HEADINGS]


def brought_in(*rows, by):
    batch = actions.upload("partners", HEADINGS, list(enumerate(rows, start=2)), by=by, file_name="list.csv")
    return actions.look_through(batch, batch.columns, by=by)


def verdicts(batch):
    return dict(ImportRow.objects.filter(batch=batch).values_list("number", "verdict"))


def test_partners_come_with_their_places_numbers_and_ways_to_reach_them(team, pack):
    district = pack.districts[0]
    batch = brought_in(
        a_row(
            "Beck Foot Homes",
            **{"District": str(district.name), "Staff": "45", "Charity number": "9999999"},
            **{"Companies House number": "123456", "Joined": "30/09/2023", "Email": "hello@beck.example.org"},
            **{"Telephone": "01632 960000", "Public": "Y"},
        ),
        by=team,
    )
    actions.confirm(batch, by=team, fictional=True)
    partner = Partner.objects.get(slug="beck-foot-homes")
    assert (partner.sector, partner.employees, partner.state, partner.listed, partner.fictional) == (
        *("housing", "10-49", "joined"),
        True,
        True,
    )
    assert list(partner.places.values_list("place", flat=True)) == [district.code]
    assert dict(Identifier.objects.values_list("scheme", "value")) == {
        "charity": "9999999",
        "companies-house": "00123456",
    }
    assert sorted(Contact.objects.values_list("kind", "public")) == [("email", False), ("phone", False)]
    assert Standing.objects.get().since_at.date().isoformat() == "2023-09-30"


def test_partners_that_are_here_already_or_perhaps_are_told_apart(team):
    here = a_partner("Lantern House", email_domain="lantern.example.org")
    Identifier.objects.create(partner=here, scheme="charity", value="9999999")
    a_partner("Calder Valley Homes")
    batch = brought_in(
        a_row("The Lantern House Ltd"),
        a_row("Another name", **{"Charity number": "9999999"}),
        a_row("Calder Vally Homes"),
        a_row("Calder Vally Homes", "Police"),
        a_row("Something else", "Police", Domain="lantern.example.org"),
        a_row("Something new", "Police", Email="who@gmail.com"),
        a_row("Something new", "Police"),
        a_row("", "Police"),
        a_row("No such sector", "Wizards"),
        a_row("Ward 3", "Police"),
        a_row("Ward 4", "Police"),
        by=team,
    )
    assert verdicts(batch) == {
        **{2: "here", 3: "here", 4: "alike", 5: "bad", 6: "alike", 7: "new", 8: "bad"},
        **{9: "bad", 10: "bad", 11: "new", 12: "new"},
    }
    actions.confirm(batch, by=team, also=[4])
    assert set(Partner.objects.filter(state="joined").values_list("name", flat=True)) == {
        *("Calder Vally Homes", "Something new", "Ward 3", "Ward 4")
    }


def test_partners_of_one_name_get_addresses_of_their_own(team):
    Partner.objects.create(slug="beck-house", name="Something", sector="police")
    actions.confirm(brought_in(a_row("Beck House"), by=team), by=team)
    assert Partner.objects.get(name="Beck House").slug == "beck-house-2"


def test_partners_are_taken_back_unless_somebody_came(team):
    batch = brought_in(a_row("Beck House", Email="a@beck.example.org"), a_row("Alder School", "Police"), by=team)
    actions.confirm(batch, by=team)
    people = actions.upload(
        "people", ["Name", "Email", "Organisation"], [(2, ["Ada", "a@example.org", "Alder School"])], by=team
    )
    actions.look_through(people, people.columns, by=team)
    actions.confirm(people, by=team)
    actions.undo(batch, by=team)
    assert list(Partner.objects.values_list("name", flat=True)) == ["Alder School"]
    assert verdicts(batch) == {2: "gone", 3: "made"}


def test_import_goes_its_way_and_no_other(team):
    home = a_partner("Lantern House")
    batch = brought_in(a_row("Beck House"), by=team)
    lead = somebody(Kind.PARTNER_LEAD, partner=home)
    for act, said in (
        (lambda: actions.upload("partners", HEADINGS, [], by=lead, partner=home), "Only a lead"),
        (lambda: actions.upload("people", HEADINGS, [], by=lead), "Only the programme team"),
        (lambda: actions.confirm(batch, by=lead), "Only the programme team"),
        (lambda: actions.undo(batch, by=team), "Looked at"),
        (lambda: actions.look_through(batch, {"name": 0}, by=team), "Say which column holds this: Sector"),
        (lambda: actions.look_through(batch, {"name": 0, "sector": 0}, by=team), "chosen for two things"),
    ):
        with pytest.raises(Refusal, match=said):
            act()
    actions.drop(batch, by=team)
    with pytest.raises(Refusal, match="Put aside"):
        actions.confirm(batch, by=team)
    Partner.objects.filter(pk=home.pk).update(state="left")
    home.refresh_from_db()
    with pytest.raises(Refusal, match="not part of the partnership"):
        actions.upload("people", HEADINGS, [], by=team, partner=home)


def test_imports_that_nobody_confirms_do_not_pile_up(team):
    for _each in range(20):
        actions.upload("partners", HEADINGS, [], by=team)
    with pytest.raises(Refusal, match="wait for you"):
        actions.upload("partners", HEADINGS, [], by=team)
