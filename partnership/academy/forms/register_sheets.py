from django import forms
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.academy.rules.register import IN_THE_REGISTER
from partnership.academy.rules.sheets import EMAIL, MOST_PROBLEMS, Reading
from partnership.accounts.models import Person
from partnership.partners.forms.spreadsheets import MOST_BYTES, open_workbook, read_spreadsheet


class UploadRegisterForm(forms.Form):
    """A register that was filled in elsewhere, read at once: all of it is understood, or every cell that is not is told."""

    file = forms.FileField(
        label=gettext_lazy("The register, filled in"),
        help_text=gettext_lazy("CSV or XLSX"),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Choose a file"),
            "empty": gettext_lazy("This file is empty. The one that you can take from here, filled in, would do."),
            "max_length": gettext_lazy("The name of this file is too long. Give it a shorter one."),
        },
    )

    def __init__(self, session, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.session, self.rows = session, []

    def clean_file(self):
        """Read it; what is wrong with it is said beside the field, cell by cell."""
        file = self.cleaned_data["file"]
        content = file.read(MOST_BYTES + 1)
        problems = merged_cells(content)
        if not problems:
            sheet = read_spreadsheet(file.name, content)
            reading = Reading(list(self.session.parts.all()), self._numbers(), people_in(sheet))
            reading.read(sheet.headings, sheet.rows)
            self.rows, problems = reading.rows, reading.problems
        if problems:
            raise forms.ValidationError(shortened(problems))
        return file

    def _numbers(self):
        return frozenset(self.session.bookings.filter(state__in=IN_THE_REGISTER).values_list("pk", flat=True))


def merged_cells(content):
    """Say which cells of a workbook are merged: a merged cell says nothing of the rows that it covers but the first."""
    if content[:2] != b"PK":
        return []
    book = open_workbook(content)
    ranges = book.get_sheet_by_index(0).merged_cell_ranges or []
    return [
        _("Cells %(first)s to %(last)s are one merged cell. Give each person a cell of their own.")
        % {"first": cell_name(*first), "last": cell_name(*last)}
        for first, last in ranges
    ]


def people_in(sheet):
    """Give the accounts of the addresses that a sheet names, by address."""
    if EMAIL not in sheet.headings:
        return {}
    at = sheet.headings.index(EMAIL)
    named = {cells[at].strip().lower() for _number, cells in sheet.rows if cells[at].strip()}
    found = Person.objects.real().alias(small=Lower("email")).filter(small__in=named, is_active=True)
    return {one.email.lower(): one for one in found}


def shortened(problems):
    """Give as many sentences as somebody reads, and how many more there are."""
    more = len(problems) - MOST_PROBLEMS
    return [*problems[:MOST_PROBLEMS], *([_("And %s more of the kind.") % more] if more > 0 else [])]


def cell_name(row, column):
    return f"{chr(ord('A') + column)}{row + 1}" if column < 26 else f"{row + 1}:{column + 1}"
