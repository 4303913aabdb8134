"""Who may arrange that an organisation looks at itself, and when each step may be taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.framework.models import ASSESSING, LEAST, PEER, AskedSeat, Assessment, Scope
from partnership.partners.models import Partner, reach
from partnership.partners.rules.charter import acts_for, check_leads

MOST_INVITED = 5000
LEAST_OF_A_PULSE = 10  # people say there how their workplace is, and nobody above them may learn who
COLLECTING = ("preparing", "answering", "closed")
Part = tuple[str, str]  # the scope, and the name of the site or team
LONGEST = timedelta(days=365)


def asked_edition(assessment: Assessment) -> pack.FrameworkEdition:
    """Give the edition that an assessment asks: what was once offered stays in the pack for ever."""
    return pack.current().frameworks[assessment.edition]


def least_of(edition: pack.FrameworkEdition) -> int:
    """Give from how many people a seat without names opens at the least."""
    return LEAST_OF_A_PULSE if edition.is_pulse else LEAST


def check_can_start_assessment(
    person: Person,
    partner: Partner,
    edition: str = "",
    closes_on: date | None = None,
    seats: Mapping[str, int] | None = None,
    part: Part | None = None,
) -> None:
    """A lead of the partner, with an edition that is offered, and a last day that is still to come."""
    check_leads(person, partner)
    chosen = pack.current().frameworks.get(edition)
    if edition and (chosen is None or not chosen.offered):
        raise Refusal(_("This edition is not offered for looking at yourselves. Choose one that is."))
    if closes_on is not None:
        check_last_day(closes_on)
    if chosen is not None:
        check_seats(chosen, seats or {})
    if part is not None:
        check_nothing_overlaps(partner, edition, part)


def check_nothing_overlaps(partner: Partner, edition: str, part: Part, other_than: int = 0) -> None:
    """While people are asked about the whole, nobody asks a part of them the same: the rest would follow from both."""
    scope, name = part
    collecting = Assessment.objects.of(partner).filter(edition=edition, state__in=COLLECTING).exclude(pk=other_than)
    alike = collecting.filter(scope=scope, scope_name__iexact=name)
    if alike.exists():
        raise Refusal(_("You are looking at this already. Go on with that one, or call it off."))
    if (collecting if scope == Scope.WHOLE else collecting.filter(scope=Scope.WHOLE)).exists():
        raise Refusal(
            _(
                "People are being asked already, about the whole organisation or about a part of it. Wait until that has"
                " opened: two at once would let somebody work out what a few people said."
            )
        )


def check_last_day(closes_on: date) -> None:
    """A last day is today or later, and within a year."""
    today = timezone.localdate()
    if closes_on < today:
        raise Refusal(_("The last day has passed already. Choose a day that is still to come."))
    if closes_on > today + LONGEST:
        raise Refusal(_("The last day is more than a year away. Choose an earlier one."))


def check_can_prepare(person: Person, assessment: Assessment) -> None:
    """A lead, until people begin to answer."""
    check_leads(person, assessment.partner)
    if assessment.state != "preparing":
        raise Refusal(_("People were asked already, so this cannot be changed any more."))


def check_can_change_assessment(
    person: Person,
    assessment: Assessment,
    least: int | None = None,
    closes_on: date | None = None,
    seats: Mapping[str, int] | None = None,
    part: Part | None = None,
) -> None:
    """A lead, until people begin to answer; nobody may open a seat from fewer than five, nor a pulse's than ten."""
    check_can_prepare(person, assessment)
    lowest = least_of(asked_edition(assessment))
    if least is not None and least < lowest:
        raise Refusal(
            _("A seat opens from %(least)s people or more. You can ask for more, not for fewer.") % {"least": lowest}
        )
    if closes_on is not None:
        check_last_day(closes_on)
    check_seats(asked_edition(assessment), seats or {})
    if part is not None:
        check_nothing_overlaps(assessment.partner, assessment.edition, part, assessment.pk)


def check_seats(edition: pack.FrameworkEdition, numbers: Mapping[str, int]) -> None:
    """A number of people for seats that the edition has."""
    if set(numbers) - set(edition.seats):
        raise Refusal(_("There is no such seat."))
    if any(not 0 <= number <= MOST_INVITED for number in numbers.values()):
        raise Refusal(_("Ask from 0 to %(most)s people in a seat.") % {"most": MOST_INVITED})
    if edition.is_pulse and any(0 < number < LEAST_OF_A_PULSE for number in numbers.values()):
        raise Refusal(
            _("A pulse shows nothing from fewer than %(least)s people. Ask at least so many, or do not ask.")
            % {"least": LEAST_OF_A_PULSE}
        )


def check_can_ask_by_name(person: Person, seat: AskedSeat, other: Person | None = None) -> None:
    """A lead, for a seat that answers by name, somebody who belongs to the partner; a peer is named by the programme."""
    check_leads(person, seat.assessment.partner)
    if seat.anonymous:
        raise Refusal(_("People in this seat answer without their name, so nobody can be named for it."))
    if seat.assessment.state not in ("preparing", "answering"):
        raise Refusal(_("The time to answer is over."))
    if seat.seat == PEER:
        raise Refusal(_("A visiting peer is named by the programme team. Ask for a visit."))
    if other is not None and not acts_for(other, seat.assessment.partner):
        raise Refusal(_("Choose somebody who belongs to your organisation here."))


def check_can_replace_link(person: Person, seat: AskedSeat) -> None:
    """A lead, while people answer: a link that went astray stops."""
    check_leads(person, seat.assessment.partner)
    if seat.assessment.state not in ("preparing", "answering"):
        raise Refusal(_("The time to answer is over."))


def check_can_name_typist(person: Person, assessment: Assessment, other: Person | None) -> None:
    """A lead names who types in sealed sheets: nobody of the partner, so that no colleague reads them."""
    check_leads(person, assessment.partner)
    if assessment.state not in ("preparing", "answering"):
        raise Refusal(_("The time to answer is over."))
    if other is not None and (acts_for(other, assessment.partner) or not reach(other).belongs):
        raise Refusal(
            _("Sheets are typed in by somebody outside your organisation who holds a role in the partnership.")
        )


def check_can_begin_assessment(person: Person, assessment: Assessment) -> None:
    """A lead, when somebody is to be asked and the last day is still to come."""
    check_leads(person, assessment.partner)
    ASSESSING.check("begun", assessment.state)
    check_last_day(assessment.closes_on)
    if not any(seat.invited for seat in assessment.seats.all()):
        raise Refusal(_("Say first how many people you will ask in each seat."))


def check_can_close_assessment(person: Person, assessment: Assessment) -> None:
    """A lead at any time; the site itself when the last day is over."""
    ASSESSING.check("closed", assessment.state)
    if person.system:
        if assessment.closes_on >= timezone.localdate():
            raise Refusal(_("The last day is not over yet."))
        return
    check_leads(person, assessment.partner)


def check_can_call_off_assessment(person: Person, assessment: Assessment, why: str | None = None) -> None:
    """A lead, before results open, saying why. What people answered without a name is then deleted."""
    check_leads(person, assessment.partner)
    ASSESSING.check("called_off", assessment.state)
    if why is not None and not why.strip():
        raise Refusal(_("Say why, in a few words: those who were asked will want to know."))


def check_can_share_assessment(person: Person, assessment: Assessment) -> None:
    """A lead, once a meeting has agreed: it is then counted, without a name, in the picture of the whole."""
    check_leads(person, assessment.partner)
    if assessment.state != "agreed":
        raise Refusal(_("Agree on your levels first."))


GRACE = timedelta(hours=1)  # for whoever is in the middle when it closes


def results_from(assessment: Assessment) -> datetime | None:
    """Give when results may open: an hour after closing, so that nobody loses what they were in the middle of."""
    return assessment.closed_at + GRACE if assessment.closed_at else None


def takes_answers(assessment: Assessment, at: datetime | None = None) -> bool:
    """Whether somebody who began may still answer and hand in."""
    until = results_from(assessment)
    return assessment.state == "answering" or (
        assessment.state == "closed" and until is not None and (at or timezone.now()) < until
    )
