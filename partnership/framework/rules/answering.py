"""Who may answer, until when, and what an answer may be; and who may print and type in sheets of paper."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from partnership.accounts.models import Person, System
from partnership.core.refusals import Refusal
from partnership.framework.models import LEVELS, AskedSeat, Response
from partnership.framework.rules.arranging import asked_edition, takes_answers
from partnership.partners.models import reach
from partnership.partners.rules.charter import acts_for, check_belongs


class TooLate(Refusal):
    """The time is over, or what was answered is gone: a page says so, and what had been chosen."""


def check_can_begin_response(person: Person, seat: AskedSeat) -> None:
    """Anybody with the link, as nobody in particular, while people answer; however many have come already."""
    if not seat.anonymous:
        raise Refusal(_("People in this seat answer by name. Sign in to see what you were asked."))
    if person.system != System.WITHOUT_ACCOUNT:
        raise Refusal(_("Nobody answers by name in this seat."))
    if seat.assessment.state != "answering" or not seat.invited:
        raise TooLate(_("Nobody can begin to answer here now."))


def check_holds(person: Person, response: Response) -> None:
    """Whoever was asked by name; or nobody in particular, who has shown the code."""
    mine = response.person_id == person.pk
    by_code = response.code_secret is not None and person.system == System.WITHOUT_ACCOUNT
    if not (mine or by_code):
        raise Refusal(_("These are the answers of somebody else."))


def check_in_time(response: Response) -> None:
    """While people answer, and for an hour after."""
    if not takes_answers(response.seat.assessment):
        raise TooLate(_("The time to answer is over."))


def check_can_save_answer(person: Person, response: Response, standard: str, level: int | None) -> None:
    """Whoever holds the response, in time, with a level of a standard that is asked. No level is a pass."""
    check_holds(person, response)
    check_in_time(response)
    check_levels(response.seat, {standard: level})


def check_levels(seat: AskedSeat, levels: Mapping[str, int | None]) -> None:
    """Only what is asked, and only levels that there are."""
    if levels.keys() - {one.key for one in asked_edition(seat.assessment).standards}:
        raise Refusal(_("There is no such question."))
    if any(level is not None and not 1 <= level <= LEVELS for level in levels.values()):
        raise Refusal(_("Choose one of the lines, or pass the question."))


def check_can_hand_in(person: Person, response: Response) -> None:
    """Whoever holds the response, in time, when there is something in it: a pass is something."""
    check_holds(person, response)
    check_in_time(response)
    if not response.answers.exists():
        raise Refusal(_("There is nothing to hand in yet. Answer one question first, or pass it."))


def check_can_take_back(person: Person, response: Response) -> None:
    """Whoever holds the response, until results open."""
    check_holds(person, response)
    if response.seat.assessment.state not in ("answering", "closed"):
        raise TooLate(_("Results are open, so single answers can no longer be taken back."))


def check_can_print_sheet(person: Person, seat: AskedSeat) -> None:
    """Anybody of the partner, for a seat that answers without names, until the time to answer is over."""
    check_belongs(person, seat.assessment.partner)
    if not seat.anonymous:
        raise Refusal(_("People in this seat answer by name, so there is no link and no sheet."))
    if seat.assessment.state not in ("preparing", "answering"):
        raise Refusal(_("The time to answer is over."))


def types_for_anybody(person: Person) -> bool:
    """Whether sheets for which nobody was named come to them."""
    return reach(person).runs_programme


def check_can_type(person: Person, seat: AskedSeat) -> None:
    """Whoever was named; where nobody was, the programme team. Never anybody of the partner."""
    named = seat.assessment.paper_with_id
    if acts_for(person, seat.assessment.partner):
        raise Refusal(_("Nobody reads the sheets of their own organisation. Give them, closed, to who types them in."))
    if person.pk != named and (named or not types_for_anybody(person)):
        raise Refusal(_("Somebody else types in these sheets."))
    if not seat.anonymous:
        raise Refusal(_("People in this seat answer by name, so there is no link and no sheet."))


def check_can_type_sheet(person: Person, seat: AskedSeat, levels: Mapping[str, int | None]) -> None:
    """Whoever may type, in time, a sheet on which something is ticked."""
    check_can_type(person, seat)
    if not takes_answers(seat.assessment):
        raise TooLate(_("The time to answer is over, so this sheet cannot be counted. Destroy it."))
    if not levels:
        raise Refusal(_("Nothing is ticked on this sheet, so there is nothing to keep."))
    check_levels(seat, levels)
