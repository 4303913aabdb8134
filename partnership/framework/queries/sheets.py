"""What is printed for a seat (a poster, a sheet of paper), and what whoever types closed sheets in is shown.

Sheets go in a closed envelope to somebody outside. The programme team types in where a lead named nobody; it is not told
of every assessment for that: it reaches a seat by the end of the address that is printed on the sheet in its hands.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import qrcode
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathImage

from partnership.accounts.models import Person
from partnership.core.components import Need
from partnership.core.pack import in_language
from partnership.framework.models import AskedSeat, Assessment, CameBy
from partnership.framework.queries.answering import FirstPage, by_link, first_page
from partnership.framework.queries.standards import Question, sheet_page
from partnership.framework.rules.arranging import asked_edition, takes_answers


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A poster or a sheet for one seat."""

    first: FirstPage
    seat: str
    questions: tuple[Question, ...]
    address: str
    square: str  # the address as a square to scan, as SVG
    end: str  # of the address: for whoever types in
    typist: str  # nobody: the programme team


@dataclass(frozen=True, slots=True)
class TypingPage:
    """One seat whose sheets somebody types in."""

    pk: int
    seat: str
    partner: str
    part: str
    seat_name: str
    closes_on: date
    takes: bool
    typed: int
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A seat of an assessment whose sheets somebody was named to type in."""

    href: str
    partner: str
    part: str
    seat_name: str
    closes_on: date


def printed_page(seat: AskedSeat) -> PrintedPage:
    """Show what is printed for a seat."""
    assessment = seat.assessment
    address = settings.SITE_ADDRESS + reverse("answer", kwargs={"link": seat.link_secret})
    return PrintedPage(
        first=first_page(seat, by_link(seat.link_secret)),
        seat=seat.seat,
        questions=_questions(seat),
        address=address,
        square=_square(address),
        end=seat.link_secret,
        typist=str(assessment.paper_with) if assessment.paper_with else "",
    )


def _questions(seat: AskedSeat) -> tuple[Question, ...]:
    page = sheet_page(seat.assessment.edition, seat.seat)
    return page.questions if page else ()


def _square(address: str) -> str:
    """Draw an address as a square that a telephone reads, also where a corner of it is torn or worn."""
    drawn = qrcode.make(address, image_factory=SvgPathImage, error_correction=qrcode.constants.ERROR_CORRECT_M)
    return str(drawn.to_string().decode())


def seat_to_type(person: Person, pk: int, key: str, in_hand: Collection[int]) -> AskedSeat | None:
    """Find a seat whose assessment the person may see, or a sheet of which they hold in their hands."""
    found = AskedSeat.objects.filter(assessment=pk, seat=key).select_related("assessment__partner").first()
    if found is None or found.pk in in_hand:
        return found
    return found if Assessment.objects.visible_to(person).filter(pk=pk).exists() else None


def typing_page(seat: AskedSeat) -> TypingPage:
    """Show the questions of a sheet, to type in what is ticked. Of those typed in, only how many they are is told."""
    assessment, edition = seat.assessment, asked_edition(seat.assessment)
    return TypingPage(
        pk=assessment.pk,
        seat=seat.seat,
        partner=assessment.partner.name,
        part=assessment.scope_name,
        seat_name=in_language(edition.seats[seat.seat].name),
        closes_on=assessment.closes_on,
        takes=takes_answers(assessment),
        typed=seat.responses.filter(came_by=CameBy.SHEET).count(),
        questions=_questions(seat),
    )


def typed_for(person: Person) -> tuple[TypedLine, ...]:
    """List the seats whose sheets somebody was named to type in, while they can be counted."""
    named = Assessment.objects.visible_to(person).filter(paper_with=person, state__in=("answering", "closed"))
    seats = AskedSeat.objects.anonymous().filter(assessment__in=named, invited__gt=0)
    found = seats.select_related("assessment__partner").order_by("assessment__closes_on", "pk")
    return tuple(_typed(one) for one in found if takes_answers(one.assessment))


def _typed(seat: AskedSeat) -> TypedLine:
    assessment = seat.assessment
    return TypedLine(
        reverse("sheet-to-type", kwargs={"pk": assessment.pk, "seat": seat.seat}),
        assessment.partner.name,
        assessment.scope_name,
        in_language(asked_edition(assessment).seats[seat.seat].name),
        assessment.closes_on,
    )


def needs(person: Person) -> tuple[Need, ...]:
    """Give for which organisations closed sheets come to somebody."""
    named = Assessment.objects.filter(paper_with=person, state="answering").order_by("closes_on", "pk")
    said = _("Sheets of paper from %(partner)s come to you")
    heading = _("Looking honestly at ourselves")
    return tuple(
        Need(said % {"partner": name}, reverse("typing"), day, heading)
        for name, day in named.values_list("partner__name", "closes_on")
    )
