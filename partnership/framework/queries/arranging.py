"""What the pages show on which an organisation arranges to look at itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.pack import FrameworkEdition, in_language
from partnership.core.refusals import why_not
from partnership.framework.models import AskedSeat, Assessment, Response
from partnership.framework.queries.answering import told_in_fives
from partnership.framework.queries.effort import minutes_to_answer
from partnership.framework.rules import arranging as rules
from partnership.partners.models import Partner


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """One assessment in the list."""

    pk: int
    title: str
    edition: str
    state: str
    state_words: str
    closes_on: date
    started_on: datetime


@dataclass(frozen=True, slots=True)
class AssessmentsPage:
    """Every assessment of a partner."""

    lines: tuple[AssessmentLine, ...]
    may_start: str  # why not; empty where they may


@dataclass(frozen=True, slots=True)
class SeatEffort:
    """What answering costs one person in a seat."""

    key: str
    name: str
    about: str
    anonymous: bool
    minutes: int


@dataclass(frozen=True, slots=True)
class BeforeYouStart:
    """Everything that a lead should know before anybody is asked."""

    edition: str
    title: str
    standards: int
    seats: tuple[SeatEffort, ...]
    education: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who was asked by name, and whether they handed in."""

    name: str
    handed_in: bool


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One seat while people answer. Of a seat without names only fives are ever said."""

    key: str
    name: str
    anonymous: bool
    invited: int
    done: int
    more: bool  # more came than were asked
    minutes: int
    link: str
    named: tuple[Named, ...]
    may_ask: bool


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    """One assessment: where it stands, its seats, and what can be done next."""

    assessment: Assessment
    title: str
    edition: str
    state_words: str
    seats: tuple[SeatLine, ...]
    typist: str
    results_from: datetime | None
    may: Mapping[str, str]  # by name of the deed: why not; empty where they may
    mine: int | None  # my own response
    previous: int | None
    is_pulse: bool


def assessments_page(partner: Partner, person: Person) -> AssessmentsPage:
    """List a partner's assessments, the newest first."""
    pulses = [one.key for one in pack.current().frameworks.values() if one.is_pulse]
    found = Assessment.objects.of(partner).visible_to(person).exclude(edition__in=pulses)
    return AssessmentsPage(tuple(map(_line, found)), why_not(rules.check_can_start_assessment, person, partner))


def title_of(assessment: Assessment) -> str:
    """Say what is looked at."""
    return assessment.scope_name or str(assessment.get_scope_display())


def _line(one: Assessment) -> AssessmentLine:
    edition = in_language(rules.asked_edition(one).title)
    words = str(one.get_state_display())
    return AssessmentLine(one.pk, title_of(one), edition, one.state, words, one.closes_on, one.started_at)


def before_you_start(edition: FrameworkEdition, partner: Partner) -> BeforeYouStart:
    """Say what it costs and who sees it, before anything is asked."""
    seats = tuple(
        SeatEffort(key, in_language(one.name), in_language(one.about), one.anonymous, minutes_to_answer(edition, key))
        for key, one in edition.seats.items()
    )
    title, schools = in_language(edition.title), partner.sector == "education"
    return BeforeYouStart(edition.key, title, len(edition.standards), seats, schools)


def edition_to_start(key: str) -> FrameworkEdition | None:
    """Give the edition that was chosen; where none was, the one that is offered as the framework."""
    content = pack.current()
    found = content.frameworks.get(key) if key else content.framework
    return found if found and found.offered and not found.is_pulse else None


def assessment_page(assessment: Assessment, person: Person) -> AssessmentPage:
    """Show one assessment to somebody of the partner."""
    edition = rules.asked_edition(assessment)
    mine = Response.objects.of(person).filter(seat__assessment=assessment).first()
    return AssessmentPage(
        assessment=assessment,
        title=title_of(assessment),
        edition=in_language(edition.title),
        state_words=str(assessment.get_state_display()),
        seats=_seats(assessment, edition, person),
        typist=str(assessment.paper_with) if assessment.paper_with else _("the programme team"),
        results_from=rules.results_from(assessment),
        may=_may(assessment, person),
        mine=mine.pk if mine else None,
        previous=assessment.previous_id,
        is_pulse=edition.is_pulse,
    )


def _may(assessment: Assessment, person: Person) -> dict[str, str]:
    return {
        "prepare": why_not(rules.check_can_prepare, person, assessment),
        "begin": why_not(rules.check_can_begin_assessment, person, assessment),
        "close": why_not(rules.check_can_close_assessment, person, assessment),
        "call_off": why_not(rules.check_can_call_off_assessment, person, assessment),
        "share": why_not(rules.check_can_share_assessment, person, assessment),
        "name_typist": why_not(rules.check_can_name_typist, person, assessment, None),
    }


def _seats(assessment: Assessment, edition: FrameworkEdition, person: Person) -> tuple[SeatLine, ...]:
    rows = assessment.seats.annotate(handed_in=Count("responses", filter=Q(responses__handed_in=True)))
    named: dict[int, list[Named]] = {}
    told = Response.objects.filter(seat__assessment=assessment, seat__anonymous=False).order_by("person__name")
    for seat, name, done in told.values_list("seat", "person__name", "handed_in"):
        named.setdefault(seat, []).append(Named(name or _("someone who left"), done))
    return tuple(_seat(one, edition, tuple(named.get(one.pk, ())), person) for one in rows)


def _seat(seat: AskedSeat, edition: FrameworkEdition, named: tuple[Named, ...], person: Person) -> SeatLine:
    handed_in: int = seat.handed_in  # type: ignore[attr-defined]
    answering = seat.anonymous and seat.assessment.state == "answering"
    told = told_in_fives(handed_in, seat.invited)
    return SeatLine(
        key=seat.seat,
        name=in_language(edition.seats[seat.seat].name),
        anonymous=seat.anonymous,
        invited=seat.invited,
        done=told.at_least if seat.anonymous else handed_in,
        more=seat.anonymous and told.more,
        minutes=minutes_to_answer(edition, seat.seat),
        link=seat.link_secret if answering else "",
        named=named,
        may_ask=not why_not(rules.check_can_ask_by_name, person, seat),
    )
