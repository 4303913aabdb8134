"""A whole assessment as a workbook to fill in without a connection, and what bringing one in would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.accounts.models import Person
from partnership.core.exports import ListCell, SheetToFill, workbook_to_fill
from partnership.core.pack import FrameworkEdition, Standard, in_language
from partnership.framework.models import (
    AgreedLevel,
    AskedSeat,
    Assessment,
    Response,
    ShownEvidence,
    random_letters,
)
from partnership.framework.queries.arranging import title_of
from partnership.framework.rules import workbooks as rules
from partnership.framework.rules.arranging import asked_edition
from partnership.framework.rules.workbooks import LEAD, CellProblem, Workbook

WIDE, NARROW, CODE = 40, 9, 14
FIRST_OF_SEATS = 8  # the columns before those of people: key, standard, question, five levels


@dataclass(frozen=True, slots=True)
class WorkbookPage:
    """What there is to take and to bring back."""

    pk: int
    kind: str
    partner: str
    about: str
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What bringing a workbook in would do."""

    brings: tuple[str, ...]
    here: int
    waits: tuple[str, ...]
    problems: tuple[CellProblem, ...]

    @property
    def can_bring(self) -> bool:
        """Whether there is something, and nothing is wrong."""
        return bool(self.brings) and not self.problems


def assessment_to_type(person: Person, pk: int, in_hand: Collection[int]) -> Assessment | None:
    """Find an assessment whose sheets come to the person, or one of whose sheets they hold in their hands."""
    found = Assessment.objects.select_related("partner").filter(pk=pk)
    held = found.filter(seats__in=in_hand).first() if in_hand else None
    return held or found.filter(pk__in=Assessment.objects.visible_to(person).values("pk")).first()


def workbook_page(assessment: Assessment, kind: str) -> WorkbookPage:
    """Say what the page of a workbook shows."""
    edition = asked_edition(assessment)
    seats = tuple(in_language(edition.seats[seat.seat].name) for seat in rules.sheets_of(assessment, kind))
    return WorkbookPage(assessment.pk, kind, assessment.partner.name, title_of(assessment), seats)


def preview(assessment: Assessment, workbook: Workbook, wrong: Sequence[CellProblem]) -> Preview:
    """Say what bringing a workbook in would do, what has to wait, and what is wrong with it."""
    intake = rules.look_through(assessment, workbook)
    edition, counted = asked_edition(assessment), Counter(seat.seat for seat, _column, _of in intake.columns)
    brings = [_people(in_language(edition.seats[key].name), number) for key, number in counted.items()]
    if intake.agreed:
        said = ngettext("What you agreed on one standard", "What you agreed on %(count)s standards", len(intake.agreed))
        brings.append(said % {"count": len(intake.agreed)})
    if intake.evidence:
        said = ngettext("One piece of evidence", "%(count)s pieces of evidence", len(intake.evidence))
        brings.append(said % {"count": len(intake.evidence)})
    return Preview(tuple(brings), intake.here, tuple(intake.waits), (*wrong, *intake.problems))


def _people(name: str, number: int) -> str:
    said = ngettext("%(seat)s: answers of one person", "%(seat)s: answers of %(count)s people", number)
    return said % {"seat": name, "count": number}


def workbook(assessment: Assessment, kind: str, person: Person) -> bytes:
    """Make the workbook, with codes of its own: no other file has them."""
    sheets = [_read_me(assessment, kind), *(_seat_sheet(assessment, one) for one in rules.sheets_of(assessment, kind))]
    if kind == LEAD:
        sheets += [_agreed_sheet(assessment, person), _evidence_sheet(assessment, person)]
    return workbook_to_fill(sheets)


def mark(assessment: Assessment, kind: str) -> str:
    """Give the line by which we know a workbook again."""
    return f"heartwood-workbook assessment={assessment.pk} edition={assessment.edition} kind={kind}"


def _read_me(assessment: Assessment, kind: str) -> SheetToFill:
    edition = in_language(asked_edition(assessment).title)
    head = [_("Looking honestly at ourselves"), f"{assessment.partner.name}: {title_of(assessment)}", edition]
    last = [_("Leave the next line as it is: it says which assessment this is."), mark(assessment, kind)]
    words = [*head, "", *(_for_a_lead() if kind == LEAD else _for_sealed(assessment)), *_how(), "", *last]
    return SheetToFill(str(rules.READ_ME), [[one] for one in words], [110])


def _how() -> list[str]:
    return [
        _("How to fill it in: each row is one standard, each column with an R is one person."),
        _("Write the number of a level, 1 to 5. An empty cell is a question that was passed. A column with nothing in it "
          "is nobody."),
        _("Columns and rows may be moved. Leave the headings, the keys and the codes as they are."),
        _("Bringing it in: everything or nothing. You see first what would happen, and what is wrong, cell by cell."),
    ]  # fmt: skip


def _for_a_lead() -> list[str]:
    return [
        _("For whom: a lead. It holds people who answer by name, what your meeting agrees, and evidence."),
        _("Who sees it: whoever has the file. Keep it as you would keep notes of a meeting, and delete it afterwards."),
        _("What people answer without their name is never in it. There is a sealed workbook for that, which nobody of "
          "your organisation fills in."),
    ]  # fmt: skip


def _for_sealed(assessment: Assessment) -> list[str]:
    return [
        _("For whom: somebody outside %(partner)s, who types in sheets of paper.") % {"partner": assessment.partner.name},
        _("Sealed means: people put their sheet into an envelope and closed it. Nobody of the organisation opens one, "
          "reads this file or brings it in. Write no name and no date. Mix the sheets before you begin. When it is "
          "brought in, destroy the sheets and delete the file."),
    ]  # fmt: skip


def _levels(edition: FrameworkEdition) -> list[str]:
    return [f"{number}: {in_language(name)}" for number, name in enumerate(edition.levels, start=1)]


def _seat_sheet(assessment: Assessment, seat: AskedSeat) -> SheetToFill:
    edition = asked_edition(assessment)
    people = list(_anonymous(seat) if seat.anonymous else _named(seat))
    headings: list[ListCell] = [rules.KEY, rules.STANDARD, _("Question"), *_levels(edition), *people]
    rows: list[list[ListCell]] = [[in_language(edition.seats[seat.seat].name)], headings]
    rows += [_row(one, seat.seat) for one in edition.standards]
    widths = [18, 28, WIDE, *[24] * 5, *[CODE] * len(people)]
    numbers = [str(number) for number in range(1, len(edition.levels) + 1)]
    return SheetToFill(seat.seat, rows, widths, 1, (FIRST_OF_SEATS, numbers) if people else None)


def _row(standard: Standard, seat: str) -> list[ListCell]:
    wording = standard.seats[seat]
    levels = [in_language(one) for one in wording.levels]
    return [standard.key, in_language(standard.title), in_language(wording.asks), *levels]


def _anonymous(seat: AskedSeat) -> Iterator[str]:
    for number in range(1, min(max(seat.invited, 1), rules.MOST_COLUMNS) + 1):
        yield f"R{number} {random_letters(rules.CODE_OF_A_COLUMN)}"


def _named(seat: AskedSeat) -> Iterator[str]:
    asked = Response.objects.filter(seat=seat, person__isnull=False).select_related("person")
    for number, one in enumerate(asked.order_by("person__name", "person"), start=1):
        yield f"R{number} {rules.code_of(one)} {one.person}"


def _agreed_sheet(assessment: Assessment, person: Person) -> SheetToFill:
    edition = asked_edition(assessment)
    found = AgreedLevel.objects.visible_to(person).filter(assessment=assessment)
    agreed = {one.standard: one for one in found}
    headings: list[ListCell] = [rules.KEY, rules.STANDARD, *rules.OF_AGREED.values()]
    rows: list[list[ListCell]] = [[_("What your meeting agrees")], headings]
    rows += [_agreed(one, agreed.get(one.key)) for one in edition.standards]
    return SheetToFill(str(rules.AGREED), rows, [18, 36, NARROW, WIDE, WIDE, WIDE, CODE], 1)


def _agreed(standard: Standard, now: AgreedLevel | None) -> list[ListCell]:
    start: list[ListCell] = [standard.key, in_language(standard.title)]
    if now is None:
        return [*start, None, "", "", "", 0]
    return [*start, now.level, now.why_not, now.because, now.dissent, now.revision]


def _evidence_sheet(assessment: Assessment, person: Person) -> SheetToFill:
    edition = asked_edition(assessment)
    kept = ShownEvidence.objects.visible_to(person).standing().filter(assessment=assessment)
    headings: list[ListCell] = [rules.KEY, *rules.OF_EVIDENCE.values()]
    rows: list[list[ListCell]] = [
        [_("What you can show. Add rows as you like, each with the key of its standard.")],
        headings,
    ]
    rows += [_shown(one) for one in kept]
    rows += [_to_show(one) for one in edition.standards]
    return SheetToFill(str(rules.EVIDENCE), rows, [18, 60, WIDE, CODE], 1)


def _shown(one: ShownEvidence) -> list[ListCell]:
    return [one.standard, one.what, one.where, one.dated_on]


def _to_show(standard: Standard) -> list[ListCell]:
    return [standard.key, "", "", None]
