"""The roles that people hold, and what is so of each wherever it is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What somebody is here."""

    RESPONSIBLE_OFFICER = "responsible-officer", _("Senior responsible officer")
    PROGRAMME_TEAM = "programme-team", _("Programme team")
    PLACE_LEAD = "place-lead", _("Place lead")
    WORKSTREAM_CHAIR = "workstream-chair", _("Workstream chair")
    PARTNER_LEAD = "partner-lead", _("Partner lead")
    CHAMPION = "champion", _("Champion")
    TRAINER = "trainer", _("Trainer")
    PRACTITIONER = "practitioner", _("Practitioner")
    VOLUNTEER = "volunteer", _("Volunteer")
    FELLOW = "fellow", _("Fellow")
    MENTOR = "mentor", _("Mentor")
    ANALYST = "analyst", _("Analyst")
    EVALUATOR = "evaluator", _("Evaluator")
    LIVED_EXPERIENCE = "lived-experience", _("Member with lived experience")
    MODERATOR = "moderator", _("Moderator")
    SAFEGUARDING_LEAD = "safeguarding-lead", _("Safeguarding lead")


WHOLE, PLACE, PARTNER = "whole", "place", "partner"


@dataclass(frozen=True, slots=True)
class RoleRule:
    """Where a role can be given, whether it needs a second factor, whether anybody else may know, and who gives it."""

    scopes: tuple[str, ...]
    second_factor: bool = False
    confided: bool = False
    given_by: tuple[Kind, ...] = (Kind.PROGRAMME_TEAM,)
    about: str | Promise = ""


_LEADS = (Kind.PROGRAMME_TEAM, Kind.PARTNER_LEAD)

ROLES: Mapping[Kind, RoleRule] = {
    Kind.RESPONSIBLE_OFFICER: RoleRule((WHOLE,), True, about=_("Answers for the whole programme.")),
    Kind.PROGRAMME_TEAM: RoleRule((WHOLE,), True, about=_("Runs the partnership from day to day.")),
    Kind.PLACE_LEAD: RoleRule((PLACE,), True, about=_("Leads the work in one place.")),
    Kind.WORKSTREAM_CHAIR: RoleRule((WHOLE, PLACE), about=_("Chairs a group that works on one question.")),
    Kind.PARTNER_LEAD: RoleRule(
        (PARTNER,), about=_("Speaks for an organisation and looks after its people here."), given_by=_LEADS
    ),
    Kind.CHAMPION: RoleRule((PARTNER, PLACE), about=_("Keeps the question alive among colleagues."), given_by=_LEADS),
    Kind.TRAINER: RoleRule((PARTNER, PLACE, WHOLE), about=_("Trains others.")),
    Kind.PRACTITIONER: RoleRule((PARTNER,), about=_("Works for an organisation."), given_by=_LEADS),
    Kind.VOLUNTEER: RoleRule((PARTNER,), about=_("Gives time to an organisation."), given_by=_LEADS),
    Kind.FELLOW: RoleRule((WHOLE, PLACE), about=_("Works on a project of a year, one day a week.")),
    Kind.MENTOR: RoleRule((WHOLE, PLACE), about=_("Stands beside a fellow.")),
    Kind.ANALYST: RoleRule((WHOLE, PLACE), True, about=_("Works with figures about groups, never about one person.")),
    Kind.EVALUATOR: RoleRule((WHOLE, PLACE), True, about=_("Finds out what helped.")),
    Kind.LIVED_EXPERIENCE: RoleRule(
        (WHOLE, PLACE),
        confided=True,
        given_by=(Kind.SAFEGUARDING_LEAD,),
        about=_("Brings what they lived through. Nobody else is told that they hold this role."),
    ),
    Kind.MODERATOR: RoleRule((WHOLE,), True, about=_("Reads words before anybody else does.")),
    Kind.SAFEGUARDING_LEAD: RoleRule(
        (WHOLE, PLACE), True, about=_("Looks after safety, and says what to do when it is at risk.")
    ),
}
