"""A stranger with a row in every table: somebody whom no walker knows, and an organisation that stands in no list.

What each walker may see of those rows is written down here by hand, beside and not from the rules themselves.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from django.db.models import Model
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.content.models import Draft
from partnership.core.models import PageReport, SavedFilter
from partnership.core.privacy import leads_to_a_person
from partnership.core.visibility import visible_models
from partnership.partners.actions import rights
from partnership.partners.models import Contact, Invitation, Kind, Partner
from partnership.plans.models import Action, Dependency, Evidence, Note
from tests.canaries import table_of
from tests.people import a_person
from tests.rows import make

ADDRESS = "stranger@example.org"
LISTS = ("/actions/", "/programme/partners/", "/programme/people/", "/workstreams/", "/directory/", "/where-are-we/")


def _as_another_draft(name: str) -> object:
    """Give what stands in a draft of the demonstration: words that their page can show."""
    return getattr(Draft.objects.order_by("pk").first(), name)


AS_THEY_ARE: dict[str, dict[str, Any]] = {  # where the first choice of a field would not be a secret
    "networkworkstream": {"public": False},
    "listeningtheme": {"published_at": None, "published_by": None},
    "networkseat": {"shown": False},
    "partnersmembership": {"state": "current", "decided_at": timezone.now},
    "partnersrole": {"kind": "lived-experience"},
    "academyobservation": {"state": "accepted"},
    "partnerscommitment": {"code": "STRANGER00"},
    "partnersreadinesscheck": {"finished_at": timezone.now, "shared_at": timezone.now},
    "corenoticechoice": {"category": "people", "how": "site"},
    "contentdraft": {
        name: partial(_as_another_draft, name) for name in ("kind", "name", "content", "languages", "base")
    },
}

NOBODY: frozenset[str] = frozenset()
PROGRAMME = frozenset({"programme-team", "responsible-officer"})
CONFIDANTS = frozenset({"safeguarding-lead", "moderator"})  # the demonstration's moderator is a safeguarding lead too
SAFETY = CONFIDANTS  # for the same reason
MEMBERS = frozenset(Kind.values)
SEEN_BY = {  # whoever is not named here sees none of the stranger's rows
    **dict.fromkeys(("partnerspartner", "partnerspartnerplace", "partnersidentifier", "partnerscontact"), PROGRAMME),
    **dict.fromkeys(("partnersstanding", "partnersmembership", "partnersinvitation"), PROGRAMME),
    **dict.fromkeys(("partnerscommitment", "partnerspledge", "partnerspledgereport"), PROGRAMME),
    **dict.fromkeys(("partnersimport", "partnersimportrow", "partnerscolumnmap", "partnersarrivalletter"), PROGRAMME),
    **dict.fromkeys(("partnersmerge", "partnersdistinction", "partnerserasure"), PROGRAMME),
    "partnersreadinesscheck": PROGRAMME,  # that it was had and when: `partnersreadinessanswer` stands nowhere here
    **dict.fromkeys(("contentdraft", "contentedition", "contentupkeep"), PROGRAMME),
    **dict.fromkeys(("networkannouncement", "networkopportunity", "networkchange", "networkseat"), PROGRAMME),
    **dict.fromkeys(("plansaction", "planspurpose", "plansevidence", "plansnote", "plansdependency"), PROGRAMME),
    **dict.fromkeys(("frameworkcampaign", "frameworkinvited", "frameworkpeervisit"), PROGRAMME),
    **dict.fromkeys(("readingtext", "readingconcerned", "readingversion", "readingopening"), CONFIDANTS),
    **dict.fromkeys(("listeningstory", "listeningbarrier", "listeningstoryuse", "listeningnever"), CONFIDANTS),
    **dict.fromkeys(("listeningroute", "listeningreply", "listeningverdict", "listeningthemestory"), CONFIDANTS),
    **dict.fromkeys(("readingconcern", "readingconcernnote"), SAFETY),
    **dict.fromkeys(("readingreader", "readingconflict", "readingdebrief"), SAFETY),
    "readingshift": CONFIDANTS | PROGRAMME,
    "listeningtheme": CONFIDANTS | PROGRAMME,
    **dict.fromkeys(
        ("listeningrelease", "listeningassurance", "academytrainedrelease", "academylot"),
        frozenset({"nobody"}) | MEMBERS,
    ),
    **dict.fromkeys(("academysession", "academysessionpart", "academyleading", "academyheldplaces"), PROGRAMME),
    **dict.fromkeys(("academyjoining", "academybooking", "academybookingstep", "academyattendance"), PROGRAMME),
    **dict.fromkeys(("academyassessmentresult", "academycompletion", "academycertificate"), PROGRAMME),
    **dict.fromkeys(("academyasking", "academyawaiting", "academylearningfile", "academylearningrow"), PROGRAMME),
    **dict.fromkeys(("academyshownpaper", "academystatement"), PROGRAMME),
    "academysharing": MEMBERS,
    **dict.fromkeys(("academyaccreditation", "academyheldelsewhere", "academyobservation"), PROGRAMME),
    **dict.fromkeys(("partnersrole", "networkinterest"), CONFIDANTS),  # that somebody has lived experience
    **dict.fromkeys(("networkworkstream", "networkmeeting", "networkpaper", "networkdecision"), MEMBERS),
}


def join(people: dict[str, Person]) -> dict[str, int]:
    """Add the stranger's rows, and what stands hidden in open pages; give the key of the stranger's row in each table."""
    stranger = a_person("A stranger", email=ADDRESS, fictional=True)
    hidden = Partner.objects.create(slug="hidden", name="Hidden", sector="housing", state="active", fictional=True)
    rows = {table_of(model): _row(model, stranger, hidden).pk for model in visible_models()}
    _hidden_in_open_pages(stranger)
    _what_the_demonstration_lacks(people)
    return rows


def _row(model: type[Model], stranger: Person, hidden: Partner) -> Model:
    if model in (Person, Partner):
        return stranger if model is Person else hidden
    named = {field.name for field in model._meta.concrete_fields if leads_to_a_person(field)}
    row = make(model, stranger, stranger, named)
    for field in model._meta.concrete_fields:
        if field.related_model is Partner and not field.null:
            setattr(row, field.name, hidden)
    for name, value in AS_THEY_ARE.get(table_of(model), {}).items():
        setattr(row, name, value() if callable(value) else value)
    row.save()
    return row


def _hidden_in_open_pages(stranger: Person) -> None:
    for page in LISTS:
        SavedFilter.objects.create(person=stranger, name="A filter of a stranger", page=page, query="kind=prevention")
    for listed in Partner.objects.listed():
        Contact.objects.create(partner=listed, label="For us", kind="email", value="inside@example.org", public=False)
    for partner in Partner.objects.current():
        Invitation.objects.create(
            **{"partner": partner, "email": "invited@example.org", "secret_hash": f"{partner.pk:064}"},
            **{"invited_by": stranger, "expires_at": timezone.now() + timedelta(days=7)},
        )
    for shown in Action.objects.filter(shown_to="anyone"):
        Note.objects.create(action=shown, words="A note", written_by=stranger)
        Evidence.objects.create(action=shown, words="It was done", added_by=stranger)
        Dependency.objects.create(action=shown, waits_for=Action.objects.exclude(pk=shown.pk).first())


def _what_the_demonstration_lacks(people: dict[str, Person]) -> None:
    lead = people["partner-lead"]
    SavedFilter.objects.create(person=lead, name="A filter of my own", page="/actions/", query="kind=prevention")
    PageReport.objects.create(kind="wrong", page="/places/", reported_by=lead)
    rights.erase(people["newcomer"], by=people["programme-team"], how="phone", note="Asked on a Monday")
