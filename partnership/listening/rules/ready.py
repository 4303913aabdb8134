"""Who says that something is in order before anybody is asked to tell anything, and what that takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.listening.models import Assurance
from partnership.partners.models import reach
from partnership.reading.models import looks_after_safety

AT_MOST = timedelta(days=730)  # nothing is in order for longer than two years without somebody looking


@dataclass(frozen=True, slots=True)
class Assured:
    """What somebody says of one thing: what or who it is, its day, when it is looked at again, where it can be read."""

    named: str
    dated_on: date
    review_on: date
    link: str = ""


def looks_after_ready(person: Person) -> bool:
    """Whether they say what is in order: the programme team and the safeguarding leads of the whole."""
    return reach(person).runs_programme or looks_after_safety(person)


def check_can_look_after_ready(person: Person) -> None:
    """The programme team and the safeguarding leads."""
    if not looks_after_ready(person):
        raise Refusal(_("The programme team and the safeguarding leads say what is in order."))


def check_can_record_assurance(person: Person, key: str, told: Assured) -> None:
    """They, for a thing that must be in order, with a name, and days that can be so."""
    check_can_look_after_ready(person)
    listening, today = pack.current().listening, timezone.localdate()
    if listening is None or key not in listening.must_be_ready:
        raise Refusal(_("There is no such thing to put in order."))
    if not told.named.strip():
        raise Refusal(_("Say what or who it is."))
    if told.dated_on > today:
        raise Refusal(_("It cannot be dated later than today."))
    if told.review_on <= today:
        raise Refusal(_("Choose a day after today on which somebody looks at it again."))
    if told.review_on > today + AT_MOST:
        raise Refusal(_("Somebody has to look at it again within two years."))


def check_can_take_back_assurance(person: Person, _assurance: Assurance) -> None:
    """They, at any time: with it the place stops asking."""
    check_can_look_after_ready(person)


def check_can_tell_what_runs_out(person: Person) -> None:
    """The site does it, each night."""
    if not person.system:
        raise Refusal(_("The site does this itself."))
