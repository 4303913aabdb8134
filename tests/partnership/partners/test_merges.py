"""Two rows become one and nothing is lost; taken back, everything stands where it stood."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core import serializers
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import search
from partnership.core.models import Event, Notice, SavedFilter, SearchAudience
from partnership.core.refusals import Refusal
from partnership.partners.actions import merges as actions
from partnership.partners.actions.rights import erase
from partnership.partners.models import (
    Contact,
    Identifier,
    Kind,
    Membership,
    Merge,
    MergeJournal,
    Partner,
    PartnerPlace,
    Role,
    Standing,
    kept_of,
)
from partnership.partners.models.links import links_to
from partnership.partners.queries import partner_of_address
from tests.people import a_partner, a_person, a_role, sign_in, somebody

pytestmark = pytest.mark.django_db
NOT_COMPARED = ("core.event", "partners.merge", "partners.mergejournal")  # that it happened stays written down
NOT_COMPARED += ("core.searchentry", "core.searchaudience", "core.searchword")  # a copy, written anew by every deed


def everything():
    """Give every row of every table of ours, but for what says that the merge happened; revisions only ever count up."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith(("partnership.", "allauth.")) and model._meta.label_lower not in NOT_COMPARED:
            for row in serializers.serialize("python", model._base_manager.order_by("pk")):
                row["fields"].pop("revision", None)
                found[row["model"], row["pk"]] = row["fields"]
    return found


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


def two_partners():
    """Give two that were written down twice: shared people, shared places, each with something of its own."""
    kept, gone = a_partner("Lantern House"), a_partner("The Lantern House", employees="10-49", about="Warm.")
    both, asks, only = a_person("In Both"), a_person("Asks There"), a_person("Only There")
    for partner in (kept, gone):
        a_role(both, Kind.PRACTITIONER, partner=partner)
        Standing.objects.create(partner=partner, state="joined", since_at=timezone.now(), since_by=both)
        PartnerPlace.objects.create(partner=partner, place="E08000035")
    PartnerPlace.objects.create(partner=gone, place="E08000032")
    Membership.objects.create(person=asks, partner=kept)
    a_role(asks, Kind.VOLUNTEER, partner=gone)
    role = a_role(only, Kind.CHAMPION, partner=gone)
    Role.objects.filter(pk=role.pk).update(from_on=date(2020, 1, 1), until_on=date(2021, 1, 1))
    a_role(only, Kind.CHAMPION, partner=gone)
    Identifier.objects.create(partner=gone, scheme="charity", value="9999999")
    Contact.objects.create(partner=gone, label="Door", kind="phone", value="01632 960000")
    Partner.objects.create(slug="part", name="A part", sector="housing", parent=gone, parent_relation="part")
    return kept, gone


def test_merge_of_partners_loses_no_dated_row(team):
    kept, gone = two_partners()
    before = {model: model.objects.count() for model in (Membership, Role, Standing, Identifier, Contact, PartnerPlace)}
    actions.merge_partners(kept, gone, by=team, chosen=["employees"])
    after = {model: model.objects.count() for model in before}
    assert after == before | {Standing: before[Standing] + 2}
    assert (kept.employees, kept.about) == ("10-49", "")
    assert set(Role.objects.filter(partner=kept).values_list("person__name", "kind", "until_on")) >= {
        ("Only There", "champion", date(2021, 1, 1)),
        ("Only There", "champion", None),
        ("In Both", "practitioner", None),
        ("In Both", "practitioner", timezone.localdate()),
    }
    assert sorted(Membership.objects.filter(partner=kept).values_list("person__name", "state")) == [
        ("Asks There", "current"),
        ("Asks There", "ended"),
        ("In Both", "current"),
        ("In Both", "ended"),
        ("Only There", "current"),
    ]
    assert not Membership.objects.filter(partner=gone).exists()
    gone.refresh_from_db()
    assert (gone.state, gone.listed, kept_of(gone)) == ("left", False, kept)
    assert list(PartnerPlace.objects.filter(partner=gone).values_list("place", flat=True)) == ["E08000035"]
    assert set(kept.parts.values_list("name", flat=True)) == {"A part"}


def test_merge_of_partners_taken_back_is_as_if_it_never_was(team):
    kept, gone = two_partners()
    before = everything()
    merge = actions.merge_partners(kept, gone, by=team, chosen=["name", "employees", "about", "listed"])
    assert everything() != before
    assert actions.undo_merge(merge, by=team) == 0
    assert everything() == before
    assert not MergeJournal.objects.exists()


def two_people():
    from allauth.account.models import EmailAddress  # noqa: PLC0415

    home, other = a_partner("Lantern House"), a_partner("Long Run")
    kept, gone = a_person("Jo Smith", email="jo@work.example.org"), a_person("Joanna Smith", email="jo@example.org")
    for person in (kept, gone):
        a_role(person, Kind.PRACTITIONER, partner=home)
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    a_role(gone, Kind.PARTNER_LEAD, partner=other)
    a_role(gone, Kind.LIVED_EXPERIENCE)
    Notice.objects.create(person=gone, category="partner", sentence="Hello.", href="/", thing="urn:heartwood:x:1")
    Person.objects.filter(pk=gone.pk).update(last_login=timezone.now(), second_factor_required=True)
    gone.refresh_from_db()
    return kept, gone


def test_merge_of_people_leaves_a_row_that_names_nobody(team):
    kept, gone = two_people()
    deeds = Event.objects.filter(by=gone).count()
    actions.merge_people(kept, gone, by=team, chosen=["email"])
    gone.refresh_from_db()
    kept.refresh_from_db()
    assert (gone.email, gone.name, gone.is_active, gone.last_login) == (None, "", False, None)
    assert (kept.name, kept.email, kept.second_factor_required) == ("Jo Smith", "jo@example.org", True)
    assert set(kept.roles.filter(until_on=None).values_list("kind", flat=True)) == {
        "practitioner",
        "partner-lead",
        "lived-experience",
    }
    assert (kept.notices.count(), gone.memberships.count(), Event.objects.filter(by=gone).count()) == (1, 0, deeds)


def test_merge_of_people_taken_back_is_as_if_it_never_was(team):
    kept, gone = two_people()
    before = everything()
    merge = actions.merge_people(kept, gone, by=team, chosen=["name", "email"])
    assert actions.undo_merge(merge, by=team) == 0
    assert everything() == before


def test_undo_merge_leaves_what_somebody_changed_since(team):
    kept, gone = two_partners()
    merge = actions.merge_partners(kept, gone, by=team, chosen=["about"])
    Partner.objects.filter(pk=kept.pk).update(about="Warmer.")
    Contact.objects.filter(partner=kept).delete()
    assert actions.undo_merge(merge, by=team) == 2
    kept.refresh_from_db()
    assert kept.about == "Warmer."


def test_merge_refuses_what_is_no_merge(team):
    kept, gone = two_partners()
    part = gone.parts.get()
    elsewhere = a_partner("Gone", state="left")
    made_up = a_partner("Made up", fictional=True)
    for first, second, said in (
        (kept, kept, "cannot be merged with itself"),
        (gone, part, "part of the other"),
        (part, gone, "part of the other"),
        (elsewhere, kept, "Keep the other one"),
        (kept, made_up, "made up"),
    ):
        with pytest.raises(Refusal, match=said):
            actions.merge_partners(first, second, by=team)
    with pytest.raises(Refusal, match="Only the programme team"):
        actions.merge_partners(kept, gone, by=somebody(Kind.PARTNER_LEAD, partner=kept))
    actions.merge_partners(kept, gone, by=team)
    with pytest.raises(Refusal, match="merged into another"):
        actions.merge_partners(kept, gone, by=team)


def test_merge_of_people_refuses_oneself_and_whoever_is_not_seen(team):
    kept, gone = two_people()
    confided = a_person("Quiet")
    a_role(confided, Kind.LIVED_EXPERIENCE)
    home = kept.memberships.get().partner
    a_role(team, Kind.PRACTITIONER, partner=home)
    for first, second, said in (
        (kept, kept, "with themselves"),
        (kept, confided, "belong to an organisation"),
        (team, gone, "One of them is you"),
        (kept, Person.objects.system("housekeeper"), "nobody behind"),
    ):
        with pytest.raises(Refusal, match=said):
            actions.merge_people(first, second, by=team)


def test_undo_merge_goes_for_thirty_days_and_newest_first(team):
    kept, gone = two_partners()
    third = a_partner("Lantern Houses")
    first = actions.merge_partners(kept, gone, by=team)
    second = actions.merge_partners(third, kept, by=team)
    assert kept_of(gone) == third
    with pytest.raises(Refusal, match="Take that back first"):
        actions.undo_merge(first, by=team)
    actions.undo_merge(second, by=team)
    Merge.objects.filter(pk=first.pk).update(merged_at=timezone.now() - timedelta(days=31))
    first.refresh_from_db()
    with pytest.raises(Refusal, match="thirty days"):
        actions.undo_merge(first, by=team)
    with pytest.raises(Refusal, match="already"):
        actions.undo_merge(second, by=team)


def test_two_rows_that_are_two_are_said_once(team):
    kept, gone = two_partners()
    assert actions.say_distinct(kept, gone, by=team) == actions.say_distinct(gone, kept, by=team)
    with pytest.raises(Refusal, match="same row"):
        actions.say_distinct(kept, kept, by=team)


def test_address_of_a_partner_that_was_merged_leads_its_people_to_the_other(client, team):
    kept, gone = two_partners()
    person = Person.objects.get(name="Only There")
    actions.merge_partners(kept, gone, by=team)
    assert partner_of_address(person, gone.slug) == kept
    assert partner_of_address(a_person(), gone.slug) is None
    assert partner_of_address(person, "nobody") is None


def test_erasing_somebody_empties_the_rows_that_could_not_move_when_they_were_merged(team):
    kept, gone = two_people()
    for person in (kept, gone):
        SavedFilter.objects.create(person=person, page="/x/", name="Mine", query="q")
    actions.merge_people(kept, gone, by=team)
    assert SavedFilter.objects.filter(person=gone).count() == 1
    erase(kept, by=kept)
    assert SavedFilter.objects.count() == 0
    assert not MergeJournal.objects.exists()
    with pytest.raises(Refusal, match="erased since"):
        actions.undo_merge(Merge.objects.get(), by=team)


def test_merge_lets_things_be_found_by_the_people_of_the_one_that_stays(team):
    kept, gone = two_partners()
    for number, audience in enumerate(([f"partner:{gone.pk}"], [f"partner:{gone.pk}", f"partner:{kept.pk}"])):
        search.put(f"urn:heartwood:x:{number}", kind="page", title="x", href="/", audience=audience)
    merge = actions.merge_partners(kept, gone, by=team)
    assert set(SearchAudience.objects.filter(key=f"partner:{kept.pk}").values_list("entry__urn", flat=True)) == {
        "urn:heartwood:x:0",
        "urn:heartwood:x:1",
    }
    actions.undo_merge(merge, by=team)
    assert SearchAudience.objects.filter(key=f"partner:{gone.pk}").count() == 2


def test_merge_moves_a_row_of_every_table_that_leads_to_a_partner_or_a_person(team):
    """Parts that are built later are covered too: whatever leads to the one that goes is found by the registry."""
    for model in (Partner, Person):
        tables = {table._meta.label for table, _field in links_to(model) if table.__module__.startswith("partnership.")}
        assert {"partners.Membership", "partners.Role", "plans.Action"} <= tables


def test_merges_can_be_taken_away_as_a_list(client):
    team, kept, gone = somebody(Kind.PROGRAMME_TEAM), a_partner("Mill Lane"), a_partner("Mill Lane CIC")
    actions.merge_partners(kept, gone, by=team)
    rows = sign_in(client, team).get("/programme/merges.csv").text
    assert 'href="/programme/merges.csv"' in client.get("/programme/merges/").text
    assert f"Mill Lane,Mill Lane CIC,{timezone.localdate().isoformat()},{team.name}," in rows
    assert sign_in(client, somebody(Kind.PARTNER_LEAD, partner=kept)).get("/programme/merges.csv").status_code == 403
