"""Who may erase somebody, erase them again, and forget what has been kept long enough."""

from __future__ import annotations

from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.refusals import Refusal
from partnership.partners.models import Erasure, Kind, Role
from partnership.partners.rules.organisations import runs_programme

ASKED_ELSEWHERE = (Erasure.How.LETTER, Erasure.How.PHONE, Erasure.How.SPOKEN)


def check_can_erase(by: Person, person: Person, how: str = Erasure.How.HERE) -> None:
    """Everybody may have themselves erased; the programme team does it for those who ask by letter, telephone or mouth."""
    if person.system:
        raise Refusal(_("This is not a person: it stands for the site itself."))
    if person.erased_at:
        raise Refusal(_("They have been erased already."))
    if by != person:
        _check_erases_for_others(by, how)
    if _is_last_of_the_team(person):
        raise Refusal(
            _("Nobody else is in the programme team. Give somebody else that role first; then this takes a moment.")
        )


def _check_erases_for_others(by: Person, how: str) -> None:
    if not runs_programme(by):
        raise Refusal(_("Only the person themselves or the programme team can do this."))
    if not by.system and how not in ASKED_ELSEWHERE:
        raise Refusal(_("Say how they asked: by letter or e-mail, by telephone, or face to face."))


def _is_last_of_the_team(person: Person) -> bool:
    team = Role.objects.current().of(Kind.PROGRAMME_TEAM)
    return team.filter(person=person).exists() and not team.exclude(person=person).exists()


def check_can_forget_what_is_due(by: Person) -> None:
    """Only the site itself tidies up; people have no reason to make a row disappear."""
    _check_is_the_site(by)


def check_can_replay(by: Person) -> None:
    """Only the site itself erases again, from its ledger."""
    _check_is_the_site(by)


def _check_is_the_site(by: Person) -> None:
    if not by.system:
        raise Refusal(_("The site does this by itself, when it is time."))


def check_can_answer_requests(by: Person) -> None:
    """The programme team answers people who ask by letter, telephone or mouth."""
    if not runs_programme(by):
        raise Refusal(_("The programme team answers what people ask about what is held on them."))
