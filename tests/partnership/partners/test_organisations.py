"""Adding organisations and changing what is said of them: what may be done, what is written, what is refused."""

import pytest

from partnership.accounts.models import Person
from partnership.core.models import Event
from partnership.core.refusals import Refusal
from partnership.core.revisions import Changed
from partnership.partners.actions import organisations
from partnership.partners.models import Kind, Partner, Standing
from tests.people import a_partner, a_person, somebody

pytestmark = pytest.mark.django_db

DETAILS = {"name": "Open Door", "sector": "voluntary", "about": "Soup and time."}


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


@pytest.fixture
def partner():
    return a_partner("Three Chairs")


@pytest.fixture
def lead(partner):
    return somebody(Kind.PARTNER_LEAD, partner=partner)


@pytest.fixture
def place(pack):
    return pack.districts[0].code


def verbs():
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def test_enquiring_writes_the_organisation_its_standing_and_who_asked(place):
    asker = a_person()
    partner = organisations.enquire(DETAILS, by=asker, places=[place], works_as="volunteer")

    standing = Standing.objects.get()
    assert (partner.slug, partner.state, partner.listed) == ("open-door", "enquired", False)
    assert (standing.state, standing.since_by) == ("enquired", asker)
    assert [one.place for one in partner.places.all()] == [place]
    (membership,) = partner.memberships.all()
    assert (membership.person, membership.state, membership.works_as) == (asker, "asked", "volunteer")
    assert verbs() == ["partner.enquired"]


@pytest.mark.parametrize(
    ("changes", "places", "sentence"),
    [
        ({"name": "  "}, [], "needs a name"),
        ({"sector": "magic"}, [], "“magic” is not one of the sectors"),
        ({}, ["E12000003"], "“E12000003” is not one of the places"),
    ],
)
def test_enquiry_that_the_pack_does_not_know_is_refused(changes, places, sentence):
    with pytest.raises(Refusal, match=sentence):
        organisations.enquire({**DETAILS, **changes}, by=a_person(), places=places)


def test_enquiry_needs_somebody_who_can_be_answered():
    with pytest.raises(Refusal, match="Sign in first"):
        organisations.enquire(DETAILS, by=Person.objects.system("without-account"))


def test_organisation_that_anybody_can_find_is_not_asked_for_again():
    a_partner("Open Door")
    with pytest.raises(Refusal, match="is here already"):
        organisations.enquire({**DETAILS, "name": "open door "}, by=a_person())


def test_name_of_an_organisation_that_nobody_can_find_is_not_given_away():
    a_partner("Open Door", listed=False)
    assert organisations.enquire(DETAILS, by=a_person()).name == "Open Door"


def test_many_enquiries_by_one_person_wait():
    asker = a_person()
    for number in range(5):
        organisations.enquire({**DETAILS, "name": f"Open Door {number}"}, by=asker)
    with pytest.raises(Refusal, match="wait until we have answered"):
        organisations.enquire(DETAILS, by=asker)


def test_only_the_programme_adds_an_organisation_that_belongs_already(team, lead):
    with pytest.raises(Refusal, match="Only the programme team"):
        organisations.add_partner(DETAILS, by=lead)

    partner = organisations.add_partner(DETAILS, by=team)
    assert (partner.state, Standing.objects.get(partner=partner).since_by) == ("joined", team)
    assert verbs() == ["partner.added"]


def test_second_organisation_of_a_name_gets_an_address_of_its_own(team):
    made = [organisations.add_partner(DETAILS, by=team).slug for _each in range(3)]
    nameless = organisations.add_partner({**DETAILS, "name": "…"}, by=team)
    assert (*made, nameless.slug) == ("open-door", "open-door-2", "open-door-3", "partner")


def test_row_that_cannot_be_kept_for_another_reason_is_not_tried_for_ever(team):
    with pytest.raises(Exception, match="constraint"):
        organisations.add_partner({**DETAILS, "parent_relation": "part"}, by=team)


def test_lead_changes_what_the_organisation_says_and_where_it_works(partner, lead, pack):
    first, second, third = (area.code for area in pack.districts[:3])
    organisations.edit_partner(partner, {"about": "A"}, by=lead, seen=0, places=[first, second])
    organisations.edit_partner(partner, {"about": "B"}, by=lead, seen=1, places=[second, third])

    assert (partner.about, partner.revision) == ("B", 2)
    assert sorted(one.place for one in partner.places.all()) == sorted([second, third])
    assert verbs() == ["partner.edited", "partner.edited"]


def test_edit_without_places_leaves_them(partner, lead, place):
    organisations.edit_partner(partner, {}, by=lead, seen=0, places=[place])
    organisations.edit_partner(partner, {"about": "B"}, by=lead, seen=1)
    assert [one.place for one in partner.places.all()] == [place]


def test_second_tab_is_told_what_changed_and_overwrites_nothing(partner, lead, team):
    organisations.edit_partner(partner, {"about": "First"}, by=team, seen=0)
    with pytest.raises(Changed, match="about") as told:
        organisations.edit_partner(partner, {"about": "Second"}, by=lead, seen=0, places=["E08000032"])

    partner.refresh_from_db()
    assert (partner.about, told.value.now.about, told.value.status) == ("First", "First", 409)
    assert not partner.places.exists()


def test_only_a_lead_or_the_programme_changes_details(partner):
    for person in (a_person(), somebody(Kind.PRACTITIONER, partner=partner), somebody(Kind.PLACE_LEAD, place="x")):
        with pytest.raises(Refusal, match="Only a lead of Three Chairs"):
            organisations.edit_partner(partner, {"about": "B"}, by=person, seen=0)


def test_organisation_that_left_is_changed_by_the_programme_only(team):
    gone = a_partner("Gone", state="left")
    lead = somebody(Kind.PARTNER_LEAD, partner=gone)
    with pytest.raises(Refusal, match="Gone has left"):
        organisations.edit_partner(gone, {"about": "B"}, by=lead, seen=0)
    assert organisations.edit_partner(gone, {"about": "B"}, by=team, seen=0).about == "B"


def test_what_it_is_part_of_is_for_the_programme_to_say(partner, lead, team):
    above = a_partner("Above")
    part_of = {"parent": above, "parent_relation": "part"}
    with pytest.raises(Refusal, match="Only the programme team can change what"):
        organisations.edit_partner(partner, part_of, by=lead, seen=0)
    with pytest.raises(Refusal, match="Only the programme team can change what"):
        organisations.edit_partner(partner, {"state": "left"}, by=team, seen=0)
    assert organisations.edit_partner(partner, part_of, by=team, seen=0).parent == above


@pytest.mark.parametrize(("parent", "relation"), [(True, ""), (False, "part")])
def test_parent_and_relation_come_together(partner, team, parent, relation):
    above = a_partner() if parent else None
    with pytest.raises(Refusal, match="Say both"):
        organisations.edit_partner(partner, {"parent": above, "parent_relation": relation}, by=team, seen=0)


def test_organisation_is_never_part_of_itself_by_way_of_others(partner, team):
    child = a_partner("Child", parent=partner, parent_relation="part")
    grandchild = a_partner("Grandchild", parent=child, parent_relation="part")
    for above in (partner, child, grandchild):
        with pytest.raises(Refusal, match="cannot be part of itself"):
            organisations.edit_partner(partner, {"parent": above, "parent_relation": "part"}, by=team, seen=0)


def test_number_elsewhere_belongs_to_one_organisation(partner, lead, team):
    identifier = organisations.add_identifier(partner, "charity", "ZZ9900001", by=lead)
    other = a_partner("Other")
    with pytest.raises(Refusal, match="“zz9900001” belongs to an organisation here already"):
        organisations.add_identifier(other, "charity", "zz9900001", by=team)

    organisations.remove_identifier(identifier, by=lead)
    organisations.add_identifier(other, "charity", "ZZ9900001", by=team)
    assert verbs() == ["identifier.added", "identifier.removed", "identifier.added"]


@pytest.mark.parametrize(("scheme", "value"), [("nobody", "1"), ("charity", "")])
def test_number_without_its_register_is_refused(partner, lead, scheme, value):
    with pytest.raises(Refusal, match="Choose the register"):
        organisations.add_identifier(partner, scheme, value, by=lead)


def test_identifiers_and_contacts_are_for_leads(partner, lead):
    identifier = organisations.add_identifier(partner, "charity", "ZZ9900001", by=lead)
    contact = organisations.add_contact(partner, "Desk", "phone", " 01632 960000 ", by=lead, public=True)
    stranger = a_person()
    assert contact.value == "01632 960000"
    for deed in (
        lambda: organisations.add_identifier(partner, "charity", "ZZ9900002", by=stranger),
        lambda: organisations.remove_identifier(identifier, by=stranger),
        lambda: organisations.add_contact(partner, "Desk", "phone", "1", by=stranger),
        lambda: organisations.remove_contact(contact, by=stranger),
    ):
        with pytest.raises(Refusal, match="Only a lead of Three Chairs"):
            deed()
    organisations.remove_contact(contact, by=lead)
    assert not partner.contacts.exists()


@pytest.mark.parametrize(("kind", "value"), [("pigeon", "x"), ("phone", "  ")])
def test_contact_without_its_kind_is_refused(partner, lead, kind, value):
    with pytest.raises(Refusal, match="what kind of contact"):
        organisations.add_contact(partner, "Desk", kind, value, by=lead)


def test_anybody_sees_listed_organisations_and_public_contacts_only(partner, lead):
    hidden = a_partner("Hidden", listed=False)
    organisations.add_contact(partner, "Desk", "phone", "1", by=lead, public=True)
    organisations.add_contact(partner, "Office", "phone", "2", by=lead)
    organisations.add_contact(hidden, "Desk", "phone", "3", by=somebody(Kind.PARTNER_LEAD, partner=hidden), public=True)

    assert [one.name for one in Partner.objects.visible_to(None)] == ["Three Chairs"]
    assert [one.value for one in partner.contacts.visible_to(None)] == ["1"]
    assert not hidden.contacts.visible_to(None).exists()
    assert {one.name for one in Partner.objects.visible_to(lead)} == {"Three Chairs"}


def test_role_in_a_place_that_is_not_its_lead_shows_no_hidden_organisation(place):
    hidden = a_partner("Hidden", listed=False)
    hidden.places.create(place=place)
    for kind in (Kind.FELLOW, Kind.ANALYST, Kind.LIVED_EXPERIENCE):
        assert not Partner.objects.visible_to(somebody(kind, place=place)).exists()
    assert Partner.objects.visible_to(somebody(Kind.PLACE_LEAD, place=place)).get() == hidden
