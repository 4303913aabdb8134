"""The pack's invented organisations and people, brought to life by the same deeds as real ones."""

from __future__ import annotations

from typing import Any

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.partners.actions import invitations, lifecycle, organisations, people, roles
from partnership.partners.management import commitments, dates, imported
from partnership.partners.models import Kind, Membership, Partner, forget_reach

Made = dict[str, Partner]


def load(who: dict[str, Person]) -> None:
    """Load organisations and people; `who` is filled by key, for the parts that come after."""
    told, partners = pack.demonstration("people"), pack.demonstration("partners")
    if not told:
        return
    _open_accounts(told, who)
    _give_roles(told, who, partner=False)
    made = {key: _partner(one, who) for key, one in partners.items()}
    for key, one in partners.items():
        _describe(made[key], one, made, who)
    for key, one in told.items():
        _belong(who[key], one, made, partners, who)
    _give_roles(told, who, partner=True, made=made)
    _read_again(who)
    for key, one in partners.items():
        _stand(made[key], one, who)
    hearth, lead = made["hearth-and-home-housing-association"], who["partner-lead-5"]
    invitations.invite_person(hearth, "somebody-new@example.org", by=lead)
    _read_again(who)
    for go_on in (commitments.load, imported.load, dates.move, _read_again):
        go_on(who)


def _open_accounts(told: Any, who: dict[str, Person]) -> None:
    """Open an account for everybody, and let the site appoint the first of the programme team."""
    housekeeper = Person.objects.system("housekeeper")
    for key, one in told.items():
        who[key] = people.add_person(one["name"], f"{key}@example.org", by=housekeeper, fictional=True)
    roles.appoint_programme_team("programme-team@example.org", "", by=housekeeper)
    _read_again(who)


def _read_again(who: dict[str, Person]) -> None:
    for person in who.values():
        person.refresh_from_db()
        forget_reach(person)


def _give_roles(told: Any, who: dict[str, Person], *, partner: bool, made: Made | None = None) -> None:
    """Give the roles of the file: confided ones by the safeguarding lead, the others by the programme team."""
    codes = _codes()
    for key, one in told.items():
        for role in one.get("roles", ()):
            if ("partner" in role) != partner or key == "programme-team":
                continue
            kind = Kind(role["kind"])
            by = who["safeguarding-lead" if kind == Kind.LIVED_EXPERIENCE else "programme-team"]
            place, where = codes.get(role.get("place", ""), ""), (made or {}).get(role.get("partner", ""))
            given = roles.give_role(who[key], kind, by=by, partner=where, place=place)
            forget_reach(who[key])
            if role.get("ended"):
                roles.end_role(given, by=by)


def _codes() -> dict[str, str]:
    return {area.slug: area.code for area in pack.current().districts}


def _partner(one: Any, who: dict[str, Person]) -> Partner:
    """Add the organisation as it came: by asking, by an invitation, or long since."""
    team, codes = who["programme-team"], _codes()
    details = {key: one[key] for key in ("name", "sector", "about", "website", "email_domain") if key in one}
    details |= {key: one[key] for key in ("employees", "volunteers") if key in one}
    places = [codes[slug] for slug in one["places"]]
    if "asks" in one:
        return organisations.enquire(details, by=who[one["asks"]], places=places, works_as="volunteer", fictional=True)
    if "email" in one:
        return lifecycle.invite_partner(details, one["email"], by=team, places=places, fictional=True)
    partner = organisations.add_partner(details, by=team, places=places, fictional=True)
    lead = one.get("lead") or one.get("without_lead")
    if lead:
        invitation = invitations.invite_person(partner, f"{lead}@example.org", by=team, kind=Kind.PARTNER_LEAD)
        works_as = "volunteer" if one.get("employees") == "0" else "employee"
        invitations.accept_invitation(invitation, by=who[lead], works_as=works_as)
        forget_reach(who[lead])
    return partner


def _describe(partner: Partner, one: Any, made: Made, who: dict[str, Person]) -> None:
    """Let the lead say the rest, and the programme team what it is part of."""
    team = who["programme-team"]
    by = who.get(one.get("lead", ""), team)
    shown = {key: one[key] for key in ("listed", "shows_pledges") if key in one}
    if shown:
        organisations.edit_partner(partner, shown, by=by, seen=partner.revision)
    if "parent" in one:
        above = {"parent": made[one["parent"]], "parent_relation": one["parent_relation"]}
        organisations.edit_partner(partner, above, by=team, seen=partner.revision)
    for each in one.get("identifiers", ()):
        organisations.add_identifier(partner, each["scheme"], each["value"], by=by)
    for each in one.get("contacts", ()):
        organisations.add_contact(
            partner, each["label"], each["kind"], each["value"], by=by, public=each.get("public", False)
        )


def _belong(person: Person, one: Any, made: Made, partners: Any, who: dict[str, Person]) -> None:
    """Let somebody in by a lead's invitation, or have them ask, or write them down as a list would."""
    team = who["programme-team"]
    for each in one.get("belongs", ()):
        partner = made[each["partner"]]
        told = {"works_as": each.get("works_as", "employee"), "job": each.get("job", "")}
        membership = Membership.objects.current().of(partner).filter(person=person).first()
        if membership is None:
            lead = who.get(partners[each["partner"]].get("lead", ""), team)
            kind = Kind((each.get("roles") or ["practitioner"])[0])
            letter = invitations.invite_person(partner, person.email or "", by=lead, kind=kind)
            membership = invitations.accept_invitation(letter, by=person, **told)
        people.edit_membership(membership, by=person, listed=each.get("listed", False), **told)
        forget_reach(person)
        for kind in set(each.get("roles", ())) - set(person.roles.values_list("kind", flat=True)):
            roles.give_role(person, Kind(kind), by=team, partner=partner)
    for each in one.get("asks", ()):
        people.ask_to_join(made[each["partner"]], by=person, job=each.get("job", ""))
    for each in one.get("imported", ()):
        people.add_member(person, made[each["partner"]], by=team, job=each.get("job", ""))


def _stand(partner: Partner, one: Any, who: dict[str, Person]) -> None:
    """Let the organisation's story go on to where it is today."""
    if partner.state == "joined" and one["state"] in ("active", "dormant", "left"):
        lead = who[one["lead"]]
        lifecycle.activate(partner, by=lead)
        if one["state"] == "dormant":
            lifecycle.rest(partner, one.get("why", ""), by=lead)
        if one["state"] == "left":
            lifecycle.leave(partner, one.get("why", ""), by=lead)
    if "without_lead" in one:
        membership = Membership.objects.current().of(partner).get(person=who[one["without_lead"]])
        people.leave_partner(membership, by=who[one["without_lead"]])
