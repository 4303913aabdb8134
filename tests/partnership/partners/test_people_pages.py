"""The pages about people: of one organisation, and of the whole."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from partnership.partners.actions import invitations, people, roles
from partnership.partners.models import Invitation, Kind, Membership, Role
from tests.people import a_partner, a_person, a_role, sign_in, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return a_partner("Three Chairs", slug="three-chairs")


@pytest.fixture
def lead(partner):
    return somebody(Kind.PARTNER_LEAD, partner=partner, name="Blythe")


@pytest.fixture
def as_lead(client, lead):
    return sign_in(client, lead)


@pytest.fixture
def as_team(client):
    return sign_in(client, somebody(Kind.PROGRAMME_TEAM, name="Ansel"))


PEOPLE = "/for/three-chairs/people/"


def a_member(partner, name, **more):
    person = somebody(Kind.PRACTITIONER, partner=partner, name=name)
    Membership.objects.filter(person=person).update(**more)
    return Membership.objects.get(person=person)


def test_lead_finds_people_by_name_role_and_how_they_belong(as_lead, partner):
    a_member(partner, "Asha", works_as="volunteer")
    a_member(partner, "Bertil")
    text = as_lead.get(PEOPLE).text
    assert "3 people" in text
    assert "(you)" in text
    for query, name in (("q=ASH", "Asha"), ("works_as=volunteer", "Asha"), ("role=partner-lead", "Blythe")):
        found = as_lead.get(f"{PEOPLE}?{query}").text
        assert "One person" in found
        assert name in found
    assert "Nobody fits that" in as_lead.get(f"{PEOPLE}?q=nobody").text
    assert "3 people" in as_lead.get(f"{PEOPLE}?role=no-such-role&q=").text


def test_colleague_finds_only_who_chose_to_be_found(client, partner, lead):
    a_member(partner, "Asha", listed=True)
    a_member(partner, "Bertil")
    text = sign_in(client, a_member(partner, "Cosmo").person).get(PEOPLE).text
    assert "Asha" in text
    assert "Blythe" in text
    assert "Bertil" not in text
    assert "Invite somebody" not in text


@pytest.mark.parametrize("many", [1, 3])
def test_list_of_people_asks_the_same_number_of_questions(as_lead, partner, lead, many, django_assert_num_queries):
    for number in range(many):
        a_role(a_member(partner, f"Asha {number}").person, Kind.CHAMPION, partner=partner)
        people.ask_to_join(partner, by=a_person())
        invitations.invite_person(partner, f"x{number}@example.org", by=lead)
    as_lead.get("/")
    with django_assert_num_queries(11):
        as_lead.get(PEOPLE)


def test_long_list_has_pages(as_lead, partner):
    for number in range(51):
        a_member(partner, f"Asha {number:02}")
    assert "Page 1 of 2" in as_lead.get(PEOPLE).text
    second = as_lead.get(f"{PEOPLE}?q=Asha&page=2").text
    assert "Asha 50" in second
    assert "q=Asha&amp;page=1" in second.replace("&amp;&amp;", "&amp;")


def test_list_leaves_as_a_file_of_the_same_rows(as_lead, partner):
    a_member(partner, "=Asha", job="Cook")
    text = as_lead.get("/for/three-chairs/people.csv?q=asha").text
    assert "'=Asha,Cook" in text
    assert "Blythe" not in text
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_lead.get("/for/three-chairs/people.xlsx").content))
    assert len(book.get_sheet_by_name("List").to_python()) == 3


def test_inviting_in_the_browser(as_lead, client, partner):
    assert "names neither you nor your organisation" in as_lead.get(f"{PEOPLE}invite/").text
    text = as_lead.post(f"{PEOPLE}invite/", {"email": "nobody", "kind": "volunteer"}).text
    assert "Write an e-mail address like" in text
    assert 'value="nobody"' in text
    assert as_lead.post(f"{PEOPLE}invite/", {"email": "new@example.org", "kind": "volunteer"}).url == PEOPLE
    assert "new@example.org" in as_lead.get(PEOPLE).text
    as_lead.post(f"{PEOPLE}invitations/{Invitation.objects.get().pk}/withdraw/")
    assert "new@example.org" not in as_lead.get(PEOPLE).text
    assert sign_in(client, a_member(partner, "Asha").person).get(f"{PEOPLE}invite/").status_code == 403


def test_letting_in_and_saying_no_in_the_browser(as_lead, partner):
    first, second = (people.ask_to_join(partner, by=a_person(name)) for name in ("Asha", "Bertil"))
    assert "Who asks to join" in as_lead.get(PEOPLE).text
    assert "Let in" in as_lead.get(f"{PEOPLE}{first.pk}/").text
    as_lead.post(f"{PEOPLE}{first.pk}/approve/")
    as_lead.post(f"{PEOPLE}{second.pk}/decline/")
    assert list(Membership.objects.filter(pk__in=(first.pk, second.pk)).values_list("state", flat=True)) == [
        "current",
        "declined",
    ]
    assert "Not accepted" in as_lead.get(f"{PEOPLE}{second.pk}/").text


def test_own_page_says_what_colleagues_see_and_how_to_leave(client, partner, lead):
    membership = a_member(partner, "Asha")
    sign_in(client, membership.person)
    address = f"{PEOPLE}{membership.pk}/"
    assert "Colleagues in this organisation can find me" in client.get(address).text
    assert "employed there or a volunteer" in client.post(address, {"works_as": "ghost", "job": "Cook"}).text
    assert client.post(address, {"works_as": "volunteer", "job": "Cook", "listed": "on"}).url == address
    assert "Your account stays yours" in client.get(f"{address}leave/").text
    assert client.post(f"{address}leave/").url == "/join/"
    assert client.get(address).status_code == 403  # and told that their role has ended


def test_e_mail_address_is_for_leads_and_oneself(client, partner, lead):
    membership = a_member(partner, "Asha", listed=True)
    colleague = a_member(partner, "Bertil").person
    address = f"{PEOPLE}{membership.pk}/"
    assert membership.person.email in sign_in(client, lead).get(address).text
    assert membership.person.email not in sign_in(client, colleague).get(address).text


def test_giving_and_ending_a_role_in_the_browser(as_lead, partner):
    membership = a_member(partner, "Asha")
    address = f"{PEOPLE}{membership.pk}/"
    text = as_lead.get(f"{address}give-role/").text
    assert "Champion" in text
    assert "Programme team" not in text
    assert "Choose the role" in as_lead.post(f"{address}give-role/", {"until_on": ""}).text
    assert "like 2027-03-31" in as_lead.post(f"{address}give-role/", {"kind": "champion", "until_on": "soon"}).text
    until = timezone.localdate() + timedelta(days=90)
    assert as_lead.post(f"{address}give-role/", {"kind": "champion", "until_on": until.isoformat()}).url == address
    role = Role.objects.get(kind="champion")
    assert role.until_on == until
    as_lead.post(f"{address}roles/{role.pk}/end/")
    assert "ended by Blythe" in as_lead.get(address).text


def test_taking_somebody_out_asks_first(as_lead, partner):
    membership = a_member(partner, "Asha")
    assert "Asha will no longer belong to Three Chairs" in as_lead.get(f"{PEOPLE}{membership.pk}/end/").text
    assert as_lead.post(f"{PEOPLE}{membership.pk}/end/").url == PEOPLE
    membership.refresh_from_db()
    assert membership.state == "ended"


def test_person_of_another_organisation_is_not_there(as_lead):
    assert as_lead.get(f"{PEOPLE}{a_member(a_partner(), 'Asha').pk}/").status_code == 404


def test_everybody_stands_once_however_many_roles(as_team, partner):
    person = a_member(partner, "Asha").person
    for kind in (Kind.FELLOW, Kind.MENTOR):
        a_role(person, kind)
    other = a_partner("Long Run")
    a_role(person, Kind.CHAMPION, partner=other)
    text = as_team.get("/programme/people/?q=asha").text
    assert "One person" in text
    for words in ("Three Chairs", "Long Run", "Fellow", "Mentor", "Champion"):
        assert words in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=asha@example.org", {"Asha"}),
        ("role=practitioner", {"Asha"}),
        ("partner=three-chairs", {"Asha"}),
        ("place=E08000032", {"Asha", "Bertil"}),
        ("now=now", {"Asha", "Bertil", "Ansel"}),
        ("", {"Asha", "Bertil", "Ansel", "Cosmo"}),
    ],
)
def test_everybody_is_filtered(as_team, partner, query, found):
    partner.places.create(place="E08000032")
    a_member(partner, "Asha")
    type(Membership.objects.get().person).objects.filter(name="Asha").update(email="asha@example.org")
    somebody(Kind.FELLOW, place="E08000032", name="Bertil")
    gone = a_member(partner, "Cosmo")
    people.leave_partner(gone, by=gone.person)
    people.ask_to_join(partner, by=a_person("Asker Not Counted"))
    text = as_team.get(f"/programme/people.csv?{query}").text
    assert {name for name in ("Asha", "Bertil", "Cosmo", "Ansel") if f"\n{name}," in text.replace("\r", "")} == found


@pytest.mark.parametrize("many", [1, 3])
def test_everybody_asks_the_same_number_of_questions(as_team, many, django_assert_num_queries):
    for number in range(many):
        a_role(a_member(a_partner(), f"Asha {number}").person, Kind.FELLOW)
    as_team.get("/")
    with django_assert_num_queries(7):
        as_team.get("/programme/people/")


def test_one_person_for_the_programme(as_team, partner):
    membership = a_member(partner, "Asha")
    address = f"/programme/people/{membership.person.pk}/"
    text = as_team.get(address).text
    assert membership.person.email in text
    assert as_team.post(f"{address}give-role/", {"kind": "place-lead", "what_for": "place:E08000032"}).url == address
    as_team.post(f"{address}give-role/", {"kind": "champion", "what_for": f"partner:{partner.pk}"})
    as_team.post(f"{address}give-role/", {"kind": "fellow", "what_for": "whole"})
    assert set(Role.objects.filter(person=membership.person).values_list("kind", "place", "partner")) == {
        ("practitioner", "", partner.pk),
        ("place-lead", "E08000032", None),
        ("champion", "", partner.pk),
        ("fellow", "", None),
    }
    role = Role.objects.get(kind="place-lead")
    assert as_team.post(f"{address}roles/{role.pk}/end/").url == address
    as_team.post(f"{address}belongs/{membership.pk}/end/")
    assert "until" in as_team.get(address).text


def test_programme_can_let_in_where_nobody_leads(as_team, partner):
    membership = people.ask_to_join(partner, by=a_person("Asha"))
    address = f"/programme/people/{membership.person.pk}/"
    assert "Let in" in as_team.get(address).text
    as_team.post(f"{address}belongs/{membership.pk}/approve/")
    membership.refresh_from_db()
    assert membership.state == "current"


def test_role_and_what_it_is_for_have_to_fit(as_team, partner):
    person = a_member(partner, "Asha").person
    answer = as_team.post(f"/programme/people/{person.pk}/give-role/", {"kind": "place-lead", "what_for": "whole"})
    assert answer.status_code == 403
    assert "is not given for that" in answer.text


def test_confided_roles_stand_on_one_page_for_safeguarding_leads(client, partner):
    kit = a_person("Kit", email="kit@example.org")
    keeper = somebody(Kind.SAFEGUARDING_LEAD)
    sign_in(client, keeper)
    assert "no account with this address" in client.post("/programme/confided/", {"email": "x@example.org"}).text
    assert client.post("/programme/confided/", {"email": "Kit@example.org", "place": ""}).url == "/programme/confided/"
    assert "Kit" in client.get("/programme/confided/").text
    role = Role.objects.get(person=kit)

    team = sign_in(type(client)(), somebody(Kind.PROGRAMME_TEAM))
    assert team.get("/programme/confided/").status_code == 403
    assert "Kit" not in team.get("/programme/people/").text
    assert team.get(f"/programme/people/{kit.pk}/").status_code == 404
    client.post(f"/programme/confided/{role.pk}/end/")
    role.refresh_from_db()
    assert role.ended_by == keeper


def test_lived_experience_stands_in_no_list_or_count_of_the_programme(as_team, partner):
    linnet = a_member(partner, "Linnet").person
    roles.give_role(linnet, Kind.LIVED_EXPERIENCE, by=somebody(Kind.SAFEGUARDING_LEAD))
    for address in (
        *("/programme/people/", "/programme/people.csv", "/programme/counts/", f"/programme/people/{linnet.pk}/"),
        f"/programme/people/{linnet.pk}/give-role/",
    ):
        assert "lived experience" not in as_team.get(address).text.lower().replace("with people who have", "")


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [
        (Kind.PRACTITIONER, set()),
        (Kind.LIVED_EXPERIENCE, set()),
        (Kind.ANALYST, set()),
        (Kind.PLACE_LEAD, {"", "partners/", "partners.csv"}),
        (Kind.SAFEGUARDING_LEAD, {"", "confided/"}),
        (Kind.PROGRAMME_TEAM, {"", "partners/", "partners.csv", "people/", "people.csv", "counts/", "add-partner/"}),
    ],
)
def test_pages_of_the_programme_open_for_their_people_only(client, partner, kind, allowed):
    where = {Kind.PRACTITIONER: {"partner": partner}, Kind.PLACE_LEAD: {"place": "E08000032"}}
    sign_in(client, somebody(kind, **where.get(kind, {})))
    parts = ("", "partners/", "partners.csv", "people/", "people.csv", "counts/", "add-partner/", "confided/")
    assert {part for part in parts if client.get(f"/programme/{part}").status_code == 200} == allowed


def test_nobody_is_asked_to_sign_in(client):
    for part in ("", "people/", "people.csv", "partners.xlsx"):
        assert client.get(f"/programme/{part}").url.startswith("/accounts/login/?next=/programme/")
