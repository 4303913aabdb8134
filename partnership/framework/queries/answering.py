"""What whoever answers is shown, and the little that others are told meanwhile.

What is stored of somebody who answers without a name: that there is a response in a seat, how it came (link, sheet,
workbook), whether it was handed in, the SHA-256 of its code, and a level or a pass for each standard. Its keys are random.
Not stored: a name, an address of theirs, a time, an order, a session. The browser alone keeps the code, in a cookie
without a time that goes with the window. The log has one line for each kind of deed, seat and day, however many did it.
When results open, all of it is deleted but the sums.

What that leaves, and is told to those who run the site: whoever reads the database's own files while people answer can
see in which order rows were written, and a locked backup keeps a row until the backup itself goes. A link is shared by
its seat: whoever has it can answer more than once, so a seat is as honest as those who hand its link on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from heartwood.disclosure.opening import BY_STANDARD_FROM, completed, in_fives
from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.components import Need
from partnership.core.pack import in_language
from partnership.framework.models import AskedSeat, Assessment, Response, unreadable
from partnership.framework.queries.editions import SeatShown, seats_shown
from partnership.framework.queries.effort import WORDS_A_MINUTE, minutes_to_answer, words_to_read
from partnership.framework.queries.standards import Question, question_of
from partnership.framework.rules.arranging import asked_edition, results_from, takes_answers
from partnership.framework.rules.words import asks_for_words

PASSED = "pass"


@dataclass(frozen=True, slots=True)
class Ways:
    """Where each step of answering is: at a link, or by name."""

    by_name: bool
    whose: dict[str, str | int]

    @property
    def first(self) -> str:
        """Give the address of what is said before the first question."""
        return reverse("answer-by-name" if self.by_name else "answer", kwargs=self.whose)

    def to(self, step: str, **more: str) -> str:
        """Give the address of a step."""
        return reverse(f"{step}-by-{'name' if self.by_name else 'link'}", kwargs={**self.whose, **more})

    def question(self, key: str) -> str:
        """Give the address of one question."""
        return self.to("question", standard=key)


@dataclass(frozen=True, slots=True)
class FirstPage:
    """Everything that is said before the first question."""

    ways: Ways
    partner: str
    fictional: bool
    part: str  # which site or team, or nothing
    seat: SeatShown
    minutes: int
    words: int
    words_a_minute: int
    questions: int
    least: int
    by_standard_from: int
    closes_on: date
    state: str
    takes: bool  # whoever began may go on
    begins: bool  # others may begin
    until: datetime | None  # after closing: until when whoever began may go on
    asks_for_words: bool


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question on its own page."""

    ways: Ways
    partner: str
    part: str
    question: Question
    number: int
    of: int
    before: str
    after: str
    until: datetime | None
    handed_in: bool


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One question, and what was chosen: the words of a level, a pass, or nothing yet."""

    key: str
    number: int
    asks: str
    level: int | None
    said: str
    passed: bool


@dataclass(frozen=True, slots=True)
class LookOver:
    """All that somebody has answered, to look over and to hand in."""

    ways: Ways
    partner: str
    lines: tuple[AnswerLine, ...]
    open: int
    handed_in: bool
    takes: bool
    can_take_back: bool
    until: datetime | None


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One thing that somebody was asked to answer by name."""

    href: str
    partner: str
    part: str
    closes_on: date
    handed_in: bool
    takes: bool


@dataclass(frozen=True, slots=True)
class Completion:
    """How far an anonymous seat is, in fives. `more` says that more came than were asked, in fives too."""

    at_least: int
    invited: int
    more: bool


def by_link(link: str) -> Ways:
    """Give the steps of whoever came by a link."""
    return Ways(by_name=False, whose={"link": link.upper()})


def by_name(response: Response) -> Ways:
    """Give the steps of whoever answers by name."""
    return Ways(by_name=True, whose={"response": response.pk})


def seat_at(link: str) -> AskedSeat | None:
    """Find the seat of a link, if people are asked there."""
    found = AskedSeat.objects.anonymous().filter(link_secret=link.upper(), invited__gt=0)
    return found.select_related("assessment__partner").first()


def held_by(link: str, code: str) -> Response | None:
    """Find the response that this code holds in the seat of this link."""
    found = Response.objects.filter(seat__link_secret=link.upper(), seat__anonymous=True, code_secret=unreadable(code))
    return found.select_related("seat__assessment__partner").first()


def takes(response: Response) -> bool:
    """Whether whoever began may still answer."""
    return takes_answers(response.seat.assessment)


def in_fours(code: str) -> str:
    """Write a code in groups of four: easy to copy and to read out."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def first_page(seat: AskedSeat, ways: Ways) -> FirstPage:
    """Say what this is, how long it takes and who will see what."""
    assessment = seat.assessment
    return FirstPage(
        ways=ways,
        least=assessment.least,
        by_standard_from=BY_STANDARD_FROM,
        closes_on=assessment.closes_on,
        state=assessment.state,
        takes=takes_answers(assessment),
        begins=assessment.state == "answering",
        until=results_from(assessment),
        asks_for_words=asks_for_words(seat),
        **_whose(assessment),
        **_effort(seat),
    )


def _whose(assessment: Assessment) -> dict[str, Any]:
    partner = assessment.partner
    return {"partner": partner.name, "fictional": partner.fictional, "part": assessment.scope_name}


def _effort(seat: AskedSeat) -> dict[str, Any]:
    edition = asked_edition(seat.assessment)
    (shown,) = (one for one in seats_shown(edition) if one.key == seat.seat)
    return {
        "seat": shown,
        "questions": len(edition.standards),
        "minutes": minutes_to_answer(edition, seat.seat),
        "words": words_to_read(edition, seat.seat),
        "words_a_minute": WORDS_A_MINUTE,
    }


def question_page(response: Response, ways: Ways, key: str) -> QuestionPage | None:
    """Show one question; nothing where there is none. It asks the database nothing: see `chosen`."""
    assessment, edition = response.seat.assessment, asked_edition(response.seat.assessment)
    keys = [one.key for one in edition.standards]
    if key not in keys:
        return None
    at = keys.index(key)
    (seat,) = (one for one in seats_shown(edition) if one.key == response.seat.seat)
    return QuestionPage(
        ways=ways,
        partner=assessment.partner.name,
        part=assessment.scope_name,
        question=question_of(edition, edition.standards[at], at + 1, seat),
        number=at + 1,
        of=len(keys),
        before=keys[at - 1] if at else "",
        after=keys[at + 1] if at + 1 < len(keys) else "",
        until=results_from(assessment),
        handed_in=response.handed_in,
    )


def chosen(response: Response, key: str) -> str:
    """Give what was chosen before, as the form writes it."""
    found = list(response.answers.filter(standard=key).values_list("level", flat=True))
    return _written(found[0]) if found else ""


def _written(level: int | None) -> str:
    return PASSED if level is None else str(level)


def next_open(response: Response) -> str:
    """Give the key of the first question that is neither answered nor passed; nothing where none is open."""
    done = set(response.answers.values_list("standard", flat=True))
    return next((one.key for one in asked_edition(response.seat.assessment).standards if one.key not in done), "")


def look_over(response: Response, ways: Ways) -> LookOver:
    """Show everything that was answered."""
    assessment, edition = response.seat.assessment, asked_edition(response.seat.assessment)
    given = dict(response.answers.values_list("standard", "level"))
    lines = tuple(
        _line(number, one, response.seat.seat, given) for number, one in enumerate(edition.standards, start=1)
    )
    return LookOver(
        ways=ways,
        partner=assessment.partner.name,
        lines=lines,
        open=sum(not line.said for line in lines),
        handed_in=response.handed_in,
        takes=takes_answers(assessment),
        can_take_back=assessment.state in ("answering", "closed"),
        until=results_from(assessment),
    )


def _line(number: int, standard: pack.Standard, seat: str, given: dict[str, int | None]) -> AnswerLine:
    wording, level = standard.seats[seat], given.get(standard.key)
    passed = standard.key in given and level is None
    said = _("You passed this one.") if passed else in_language(wording.levels[level - 1]) if level else ""
    return AnswerLine(standard.key, number, in_language(wording.asks), level, said, passed)


def asked_of(person: Person) -> tuple[AskedLine, ...]:
    """Show what somebody was asked to answer by name, what waits first."""
    mine = Response.objects.visible_to(person).exclude(seat__assessment__state="preparing")
    found = mine.select_related("seat__assessment__partner").order_by("handed_in", "-seat__assessment__closes_on", "pk")
    return tuple(
        AskedLine(
            reverse("answer-by-name", kwargs={"response": one.pk}),
            one.seat.assessment.partner.name,
            one.seat.assessment.scope_name,
            one.seat.assessment.closes_on,
            one.handed_in,
            takes_answers(one.seat.assessment),
        )
        for one in found
    )


def needs(person: Person) -> tuple[Need, ...]:
    """Give what somebody was asked to answer by name and has not handed in."""
    heading = _("Looking honestly at ourselves")
    open_ones = Response.objects.of(person).filter(handed_in=False, seat__assessment__state="answering")
    found = open_ones.order_by("seat__assessment__closes_on", "pk")
    columns = ("pk", "seat__assessment__partner__name", "seat__assessment__closes_on")
    said = _("%(partner)s asks how you see it")
    return tuple(
        Need(said % {"partner": name}, reverse("answer-by-name", kwargs={"response": pk}), day, heading)
        for pk, name, day in found.values_list(*columns)
    )


def told_in_fives(people: int, invited: int) -> Completion:
    """Say it of so many people. Where more came than were asked, that is told in fives as well."""
    more = in_fives(people) > invited > 0
    return Completion(in_fives(people) if more else max(completed(people, invited), 0), invited, more)
