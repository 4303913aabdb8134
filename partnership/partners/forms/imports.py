from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.partners.forms.spreadsheets import read_spreadsheet
from partnership.partners.models.columns import COLUMNS, MOST_BYTES
from partnership.partners.rules.imports import missing_columns


class UploadForm(forms.Form):
    """A file, read at once, so that whoever uploads it hears now what is wrong with it."""

    file = forms.FileField(
        label=gettext_lazy("The spreadsheet"),
        help_text=gettext_lazy("CSV or XLSX"),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Choose a file"),
            "empty": gettext_lazy("This file is empty. One that ends in .csv or .xlsx would do."),
            "max_length": gettext_lazy("The name of this file is too long. Give it a shorter one."),
        },
    )
    sheet = None

    def clean_file(self):
        """Read it; what is wrong with it is said beside the field."""
        file = self.cleaned_data["file"]
        # One byte more than may be: enough to know that it is too large, without holding all of it.
        self.sheet = read_spreadsheet(file.name, file.read(MOST_BYTES + 1))
        return file


class ColumnsForm(forms.Form):
    """Which column is what: one question for each thing that can stand in the spreadsheet."""

    def __init__(self, batch, samples, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.batch = batch
        nothing = ("", _("Not in this spreadsheet"))
        said = [(str(at), _heading(heading, samples.get(at, ""))) for at, heading in enumerate(batch.headings)]
        for column in COLUMNS[batch.kind]:
            if column.key == "partner" and batch.partner_id:
                continue
            at = batch.columns.get(column.key, "")
            self.fields[column.key] = forms.TypedChoiceField(
                label=_("%s (needed)") % column.label if column.needed else column.label,
                choices=[nothing, *said],
                coerce=int,
                empty_value=None,
                required=False,
                initial=str(at),
            )

    @property
    def chosen(self):
        return {key: at for key, at in self.cleaned_data.items() if at is not None}

    def clean(self):
        """Say which of them is missing, and which column was chosen twice."""
        chosen = self.chosen
        missing = missing_columns(self.batch, chosen)
        for key in self.fields:
            if key in missing:
                self.add_error(key, _("Choose the column that holds this"))
            elif list(chosen.values()).count(chosen.get(key, -1)) > 1:
                self.add_error(key, _("This column is chosen for something else too"))
        return self.cleaned_data


class ConfirmForm(forms.Form):
    """Which of the rows that look like somebody who is here are somebody new."""

    also = forms.TypedMultipleChoiceField(coerce=int, required=False)
    all_new = forms.BooleanField(required=False)

    def __init__(self, numbers, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.numbers = numbers
        self.fields["also"].choices = [(str(number), str(number)) for number in numbers]

    @property
    def chosen(self):
        """Give the rows that are somebody new; none where the form was tampered with."""
        if not self.is_valid():
            return []
        return self.numbers if self.cleaned_data["all_new"] else self.cleaned_data["also"]


def _heading(heading, sample):
    return _("%(heading)s (such as “%(sample)s”)") % {"heading": heading, "sample": sample[:40]} if sample else heading
