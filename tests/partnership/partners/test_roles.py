"""Roles: who may give which to whom, for what, until when; and the one thing that accounts is told."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core.models import Event, Notice
from partnership.core.refusals import Refusal
from partnership.partners.actions import people, roles
from partnership.partners.models import ROLES, Kind, Membership, Role, reach
from partnership.partners.models.roles import PARTNER, PLACE, WHOLE
from partnership.partners.rules.roles import may_give
from tests.people import a_partner, a_person, a_role, somebody

pytestmark = pytest.mark.django_db


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


def member(partner):
    return somebody(Kind.PRACTITIONER, partner=partner)


def where(scope, partner, place):
    return {WHOLE: {}, PLACE: {"place": place}, PARTNER: {"partner": partner}}[scope]


@pytest.mark.parametrize("kind", [kind for kind, rule in ROLES.items() if Kind.PROGRAMME_TEAM in rule.given_by])
def test_programme_gives_and_ends_each_of_its_roles(kind, team, partner, place):
    person = a_person()
    people.add_member(person, partner, by=team, works_as="volunteer" if kind == Kind.PRACTITIONER else "employee")
    for scope in ROLES[kind].scopes:
        role = roles.give_role(person, kind, by=team, **where(scope, partner, place))
        person.refresh_from_db()
        assert person.second_factor_required == ROLES[kind].second_factor
        roles.end_role(role, by=team)
    person.refresh_from_db()
    assert not person.second_factor_required


@pytest.mark.parametrize(
    ("kind", "scope"),
    [(kind, scope) for kind, scope in product(Kind, (WHOLE, PLACE, PARTNER)) if scope not in ROLES[kind].scopes],
)
def test_role_is_given_only_for_what_its_table_names(kind, scope, team, partner, place):
    with pytest.raises(Refusal, match="is not given for that"):
        roles.give_role(member(partner), kind, by=team, **where(scope, partner, place))


def test_role_is_for_one_thing_and_one_place_of_the_pack(team, partner, place):
    with pytest.raises(Refusal, match="is not given for that"):
        roles.give_role(member(partner), Kind.CHAMPION, by=team, partner=partner, place=place)
    with pytest.raises(Refusal, match="“E12000003” is not one of the places"):
        roles.give_role(a_person(), Kind.PLACE_LEAD, by=team, place="E12000003")


def test_lead_gives_roles_of_their_own_partner_only(lead, partner):
    colleague, other = member(partner), a_partner()
    assert roles.give_role(colleague, Kind.CHAMPION, by=lead, partner=partner).given_by == lead
    with pytest.raises(Refusal, match="You cannot give"):
        roles.give_role(member(other), Kind.CHAMPION, by=lead, partner=other)
    with pytest.raises(Refusal, match="You cannot give"):
        roles.give_role(colleague, Kind.TRAINER, by=lead, partner=partner)
    with pytest.raises(Refusal, match="You cannot give"):
        roles.give_role(colleague, Kind.PROGRAMME_TEAM, by=lead)


def test_nobody_without_a_role_gives_any(partner, place):
    stranger = a_person()
    given = [
        kind
        for kind, rule in ROLES.items()
        for scope in rule.scopes
        if may_give(stranger, kind, **where(scope, partner, place))
    ]
    assert given == []


def test_role_that_opens_much_is_given_by_somebody_else(team):
    with pytest.raises(Refusal, match="Somebody else has to give you"):
        roles.give_role(team, Kind.SAFEGUARDING_LEAD, by=team)
    assert roles.give_role(team, Kind.MENTOR, by=team)


def test_role_of_a_partner_needs_belonging(team, partner):
    with pytest.raises(Refusal, match="do not belong to Three Chairs yet"):
        roles.give_role(a_person(), Kind.CHAMPION, by=team, partner=partner)


def test_role_is_held_once_and_by_somebody_who_is_there(team, place):
    person = a_person()
    roles.give_role(person, Kind.FELLOW, by=team, until_on=timezone.localdate() + timedelta(days=30))
    with pytest.raises(Refusal, match="hold this role already"):
        roles.give_role(person, Kind.FELLOW, by=team)
    assert roles.give_role(person, Kind.FELLOW, by=team, place=place)
    for nobody in (Person.objects.system("loader"), a_person(is_active=False)):
        with pytest.raises(Refusal, match="nobody behind this account"):
            roles.give_role(nobody, Kind.FELLOW, by=team)


def test_last_day_lies_ahead(team):
    with pytest.raises(Refusal, match="after today"):
        roles.give_role(a_person(), Kind.FELLOW, by=team, until_on=timezone.localdate())


def test_role_that_ended_yesterday_opens_nothing(client, partner):
    person = a_person()
    role = a_role(person, Kind.PARTNER_LEAD, partner=partner)
    today = timezone.localdate()
    Role.objects.filter(pk=role.pk).update(from_on=today - timedelta(days=9), until_on=today - timedelta(days=1))
    client.force_login(person)
    for page in ("", "people/"):
        answer = client.get(f"/for/{partner.slug}/{page}")
        assert answer.status_code == 403
        assert f"You hold no role at {partner.name} any more" in answer.text


def test_role_that_ends_today_is_over_today(team):
    person = a_person()
    role = roles.give_role(person, Kind.FELLOW, by=team)
    roles.end_role(role, by=team)
    assert reach(person) == reach(Person.objects.get(pk=person.pk))
    assert not reach(person).belongs
    assert Event.objects.filter(verb="role.ended").count() == 1
    with pytest.raises(Refusal, match="has ended already"):
        roles.end_role(role, by=team)


def test_people_end_their_own_roles_and_nobody_elses(team, partner, lead):
    person = member(partner)
    role = roles.give_role(person, Kind.CHAMPION, by=lead, partner=partner)
    with pytest.raises(Refusal, match="You cannot end"):
        roles.end_role(role, by=member(partner))
    assert roles.end_role(role, by=person).ended_by == person


def test_only_role_in_a_partner_ends_with_the_membership(lead, partner):
    role = Role.objects.get(person=member(partner))
    with pytest.raises(Refusal, match="End their membership instead"):
        roles.end_role(role, by=lead)


def test_last_lead_who_only_gives_the_role_up_hands_over_too(team, partner):
    person = a_person()
    people.add_member(person, partner, by=team)
    first, second = (
        roles.give_role(each, Kind.PARTNER_LEAD, by=team, partner=partner) for each in (person, _second(partner, team))
    )
    roles.end_role(first, by=team)
    assert not Notice.objects.exists()
    roles.end_role(second, by=team)
    assert "has no lead any more" in str(Notice.objects.get(person=team))


def _second(partner, team):
    person = a_person()
    people.add_member(person, partner, by=team)
    return person


def test_lived_experience_is_given_by_safeguarding_leads_alone(team, place):
    person = a_person("Kit")
    here, elsewhere = somebody(Kind.SAFEGUARDING_LEAD, place=place), somebody(Kind.SAFEGUARDING_LEAD, place="x")
    for other in (team, elsewhere, Person.objects.system("housekeeper")):
        with pytest.raises(Refusal, match="You cannot give"):
            roles.give_role(person, Kind.LIVED_EXPERIENCE, by=other, place=place)
    with pytest.raises(Refusal, match="You cannot give"):
        roles.give_role(person, Kind.LIVED_EXPERIENCE, by=here)
    role = roles.give_role(person, Kind.LIVED_EXPERIENCE, by=here, place=place)

    assert not Notice.objects.exists()
    seen_by = {who for who in (team, here, elsewhere, person, None) if Role.objects.visible_to(who).filter(pk=role.pk)}
    assert seen_by == {here, person}
    assert Role.objects.visible_to(somebody(Kind.SAFEGUARDING_LEAD)).filter(pk=role.pk).exists()


def test_person_of_whom_only_a_confided_role_is_known_is_known_to_nobody(team, client):
    kit = a_person("Kit Unknown")
    roles.give_role(kit, Kind.LIVED_EXPERIENCE, by=somebody(Kind.SAFEGUARDING_LEAD))
    from partnership.partners.queries.programme import known_people  # noqa: PLC0415

    assert kit not in known_people(team)


def test_place_lead_sees_who_leads_in_the_place(partner, lead, place):
    member(partner)
    partner.places.create(place=place)
    seen = Role.objects.visible_to(somebody(Kind.PLACE_LEAD, place=place)).filter(partner=partner)
    assert [role.person for role in seen] == [lead]


def test_second_factor_is_asked_until_the_last_role_that_needs_it_has_gone(team):
    person = a_person()
    first = roles.give_role(person, Kind.ANALYST, by=team)
    second = roles.give_role(person, Kind.MODERATOR, by=team)
    roles.end_role(first, by=team)
    assert Person.objects.get(pk=person.pk).second_factor_required
    roles.end_role(second, by=team)
    assert not Person.objects.get(pk=person.pk).second_factor_required


def test_role_that_ran_out_is_closed_at_night_with_all_that_follows(team, partner, lead):
    person = a_person()
    roles.give_role(person, Kind.ANALYST, by=team)
    roles.give_role(a_person(), Kind.ANALYST, by=team)
    ran_out = Role.objects.filter(person__in=(person, lead)).exclude(kind=Kind.PRACTITIONER)
    ran_out.update(until_on=timezone.localdate())
    with pytest.raises(Refusal, match="does this itself"):
        roles.close_roles(by=team)
    housekeeper = Person.objects.system("housekeeper")
    assert (roles.close_roles(by=housekeeper), roles.close_roles(by=housekeeper)) == (2, 0)
    assert not Person.objects.get(pk=person.pk).second_factor_required
    assert set(ran_out.values_list("ended_by", flat=True)) == {housekeeper.pk}
    assert "has no lead any more" in str(Notice.objects.get(person=team))


def test_first_of_the_programme_team_is_appointed_on_the_server(capsys, team):
    call_command("appoint_programme_team", "First@example.org", name="First")
    first = Person.objects.get(email="first@example.org")
    assert (first.name, first.second_factor_required, reach(first).runs_programme) == ("First", True, True)
    assert "first@example.org is of the programme team now" in capsys.readouterr().out
    with pytest.raises(CommandError, match="hold this role already"):
        call_command("appoint_programme_team", "first@example.org")
    with pytest.raises(CommandError, match="is not an e-mail address"):
        call_command("appoint_programme_team", "first")
    with pytest.raises(Refusal, match="appointed on the server"):
        roles.appoint_programme_team("x@example.org", "", by=team)


def test_appointed_without_a_name_goes_by_the_address():
    assert roles.appoint_programme_team("sam@example.org", "", by=Person.objects.system("housekeeper")).name == "sam"


def test_member_who_left_holds_nothing_there(partner, lead):
    person = member(partner)
    people.end_membership(Membership.objects.get(person=person), by=lead)
    assert not reach(Person.objects.get(pk=person.pk)).partners
