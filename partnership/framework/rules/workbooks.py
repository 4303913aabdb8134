"""What stands in a workbook that comes back, who may bring it in, and why something in it cannot be brought in.

There are two kinds, so that no colleague holds what somebody answered without a name: the lead's, with people who answer
by name, what the meeting agreed, and evidence; and the sealed one, which somebody outside the partner fills in from paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.accounts.models import Person
from partnership.core.refusals import Refusal
from partnership.framework.models import LETTERS, PEER, AskedSeat, Assessment, Response
from partnership.framework.rules.arranging import asked_edition, takes_answers
from partnership.partners.models import reach
from partnership.partners.rules.charter import acts_for, check_leads

LEAD, SEALED = "lead", "sealed"
AGREED, EVIDENCE, READ_ME = gettext_lazy("Agreed"), gettext_lazy("Evidence"), gettext_lazy("Read me")
KEY, STANDARD = gettext_lazy("Key"), gettext_lazy("Standard")
WORDS_AGREED = {
    "why_not": gettext_lazy("Why it does not apply"),
    "because": gettext_lazy("What convinced you"),
    "dissent": gettext_lazy("Who saw it otherwise, and how"),
}
OF_AGREED = {"level": gettext_lazy("Level"), **WORDS_AGREED, "seen": gettext_lazy("Leave as it is")}
OF_EVIDENCE = {
    "what": gettext_lazy("What you can show"),
    "where": gettext_lazy("Where it is kept"),
    "dated_on": gettext_lazy("From when it is"),
}
CODE_OF_A_COLUMN = 6  # letters
MOST_COLUMNS = 200  # people in one sheet; more go into another workbook


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with a cell: where it is, what stood there, and what would do."""

    sheet: str
    cell: str  # as a spreadsheet names it: D7
    found: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Column:
    """What one person answered: a column of a seat's sheet."""

    seat: str
    code: str
    sheet: str
    cell: str  # of its heading
    levels: Mapping[str, int | None]  # by standard; none: passed


@dataclass(frozen=True, slots=True)
class AgreedRow:
    """What a meeting agreed about one standard."""

    standard: str
    cell: str
    level: int | None
    why_not: str
    because: str
    dissent: str
    seen: int  # the revision that stood there when the workbook was made; 0: nothing did

    @property
    def said(self) -> dict[str, int | str | None]:
        """Give what is to be kept."""
        return {name: getattr(self, name) for name in ("level", "why_not", "because", "dissent")}


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """Something that can be shown."""

    standard: str  # its key; none: how those under 16 were heard
    what: str
    where: str
    dated_on: date | None


@dataclass(frozen=True, slots=True)
class Workbook:
    """Everything that stands in a workbook."""

    kind: str
    columns: tuple[Column, ...] = ()
    agreed: tuple[AgreedRow, ...] = ()
    evidence: tuple[EvidenceRow, ...] = ()


@dataclass(slots=True)
class Intake:
    """What bringing it in would do, what is here already, what has to wait, and what is wrong."""

    columns: list[tuple[AskedSeat, Column, Response | None]] = field(default_factory=list)
    agreed: list[AgreedRow] = field(default_factory=list)
    evidence: list[EvidenceRow] = field(default_factory=list)
    here: int = 0  # that stand here already, exactly so
    waits: list[str] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)

    @property
    def brings(self) -> bool:
        """Whether there is anything to bring in."""
        return bool(self.columns or self.agreed or self.evidence)


def code_of(response: Response) -> str:
    """Give the letters by which a workbook knows somebody who was asked by name."""
    number = int(sha256(f"workbook {response.pk}".encode()).hexdigest(), 16)
    return "".join(LETTERS[number // len(LETTERS) ** at % len(LETTERS)] for at in range(CODE_OF_A_COLUMN))


def taken(code: str) -> str:
    """Give what is kept of a column that was brought in: enough to know it again, and tied to no response."""
    return sha256(f"column {code}".encode()).hexdigest()


def check_can_use_workbook(person: Person, assessment: Assessment, kind: str) -> None:
    """The lead's is for leads. The sealed one is for whoever was named, else the programme; never for the partner."""
    if kind == LEAD:
        check_leads(person, assessment.partner)
        if asked_edition(assessment).is_pulse:
            raise Refusal(
                _("A pulse is answered without names, and nothing is agreed after it: no workbook could hold it.")
            )
        return
    named = assessment.paper_with_id
    if acts_for(person, assessment.partner):
        raise Refusal(
            _("Nobody brings in answers without a name for their own organisation. Give them, closed, to who does.")
        )
    if person.pk != named and (named or not reach(person).runs_programme):
        raise Refusal(_("Somebody else brings in what was answered on paper here."))


def check_is_there(assessment: Assessment | None) -> Assessment:
    """Say the same to whoever comes too late and to whoever was never asked: that there is one is not theirs to know."""
    if assessment is None:
        raise Refusal(
            _(
                "There is nothing for you to bring in here now: the time to answer is over, or it is somebody else's. "
                "Nothing is lost: the file stays yours. Ask the lead who gave you the sheets, then destroy both."
            )
        )
    return assessment


def check_can_bring_in_workbook(person: Person, assessment: Assessment, workbook: Workbook) -> None:
    """Whoever may use it, when everything in it can be brought in; else nothing of it is."""
    check_can_use_workbook(person, assessment, workbook.kind)
    everything(assessment, workbook)


def everything(assessment: Assessment, workbook: Workbook) -> Intake:
    """Give what a workbook brings in, or refuse all of it."""
    intake = look_through(assessment, workbook)
    if intake.problems:
        first = intake.problems[0]
        said = {"sheet": first.sheet, "cell": first.cell, "sentence": first.sentence}
        raise Refusal(_("Nothing was brought in. Sheet “%(sheet)s”, cell %(cell)s: %(sentence)s") % said)
    if not intake.brings:
        raise Refusal(intake.waits[0] if intake.waits else _("Everything in this workbook is here already."))
    return intake


def look_through(assessment: Assessment, workbook: Workbook) -> Intake:
    """Hold a workbook against what is here now."""
    intake = Intake()
    _look_at_columns(assessment, workbook, intake)
    if workbook.kind == LEAD and (workbook.agreed or workbook.evidence):
        _look_at_meeting(assessment, workbook, intake)
    return intake


def _look_at_columns(assessment: Assessment, workbook: Workbook, intake: Intake) -> None:
    seats = {seat.seat: seat for seat in sheets_of(assessment, workbook.kind)}
    look = _by_name if workbook.kind == LEAD else _without_a_name
    asked = _asked(assessment) if workbook.kind == LEAD else {}
    for column in workbook.columns:
        response, sentence = look(seats[column.seat], column, asked)
        if sentence:
            intake.problems.append(CellProblem(column.sheet, column.cell, column.code, sentence))
        elif response is not None and response.handed_in:
            intake.here += 1
        elif takes_answers(assessment):
            intake.columns.append((seats[column.seat], column, response))
    if not takes_answers(assessment) and len(workbook.columns) > intake.here and not intake.problems:
        intake.waits.append(_no_time(assessment))


def _no_time(assessment: Assessment) -> str:
    if assessment.state == "preparing":
        return _("People are not asked yet. Keep the file, and bring it in once the assessment has begun.")
    return _(
        "The time to answer is over, so answers in this workbook can no longer be counted. Nothing is lost: the file "
        "stays yours. Talk over what it says in the meeting, or destroy it if it is sealed."
    )


def _asked(assessment: Assessment) -> dict[tuple[str, str], Response]:
    named = Response.objects.filter(seat__assessment=assessment, seat__anonymous=False)
    found = named.select_related("seat", "person").prefetch_related("answers")
    return {(one.seat.seat, code_of(one)): one for one in found}


Found = tuple[Response | None, str]


def _by_name(seat: AskedSeat, column: Column, asked: Mapping[tuple[str, str], Response]) -> Found:
    """Give whose answers these are, or why they cannot be theirs. What somebody said on the site stays."""
    response = asked.get((seat.seat, column.code))
    if response is None:
        return None, _("Nobody who was asked in this seat has this heading. Leave the headings as they were.")
    there = {one.standard: one.level for one in response.answers.all()}
    if there and (not response.handed_in or there != dict(column.levels)):
        said = _("%(name)s has answered on the site, and that stays. Empty this column, then bring the file in again.")
        return None, said % {"name": response.person}
    return response, ""


def _without_a_name(seat: AskedSeat, column: Column, _asked: object) -> Found:
    if taken(column.code) in seat.columns_taken:
        return None, _("This column was brought in already. Delete it, then bring in the rest.")
    return None, ""


def _look_at_meeting(assessment: Assessment, workbook: Workbook, intake: Intake) -> None:
    if assessment.state != "open":
        intake.waits.append(_no_meeting(assessment))
        return
    agreed = {one.standard: one for one in assessment.agreed_levels.all()}
    for row in workbook.agreed:
        now = agreed.get(row.standard)
        if now and _alike(row.said, {name: getattr(now, name) for name in row.said}):
            intake.here += 1
        elif (now.revision if now else 0) != row.seen:
            sentence = _(
                "Somebody changed this on the site after the workbook was made. Take a new workbook, and look."
            )
            intake.problems.append(CellProblem(str(AGREED), row.cell, str(row.level or ""), sentence))
        else:
            intake.agreed.append(row)
    there = set(assessment.evidence.standing().values_list("standard", "what"))
    intake.evidence += [row for row in workbook.evidence if (row.standard, row.what) not in there]
    intake.here += len(workbook.evidence) - len(intake.evidence)


def _alike(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether both say the same, whatever a spreadsheet did to the ends of lines."""
    return all(str(one[name] or "").split() == str(other[name] or "").split() for name in one)


def _no_meeting(assessment: Assessment) -> str:
    if assessment.state == "agreed":
        return _("You have agreed on this already. A lead takes it up again first; the file stays yours until then.")
    return _(
        "What you agreed, and evidence, have to wait until results are open. Keep the file, and bring it in again then: "
        "what is here already is not brought in twice."
    )


def sheets_of(assessment: Assessment, kind: str) -> list[AskedSeat]:
    """Give the seats that have a sheet in a workbook of this kind. A peer answers on the site: nobody types for them."""
    seats = (seat for seat in assessment.seats.all() if seat.invited and seat.seat != PEER)
    return [seat for seat in seats if seat.anonymous == (kind == SEALED)]
