from dataclasses import asdict
from datetime import date

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from partnership.framework.forms.cells import read_workbook
from partnership.framework.rules.workbooks import AgreedRow, Column, EvidenceRow, Workbook
from partnership.partners.models.columns import MOST_BYTES

A_DAY = 24 * 60 * 60
_AGAIN = _("This preview is of yesterday, or not ours. Choose the file again.")


def _salt(assessment):
    return f"workbook of {assessment.pk}"


class WorkbookForm(forms.Form):
    """A workbook, read at once: nothing of it is kept here before somebody has seen what it would do."""

    file = forms.FileField(
        label=_("The workbook"),
        help_text=_("The XLSX file that was taken from here and filled in"),
        max_length=200,
        error_messages={
            "required": _("Choose a file"),
            "empty": _("This file is empty. A workbook that was taken from here would do."),
            "max_length": _("The name of this file is too long. Give it a shorter one."),
        },
    )

    def __init__(self, assessment, kind, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.assessment, self.kind = assessment, kind
        self.workbook, self.problems = None, []

    def clean_file(self):
        file = self.cleaned_data["file"]
        # One byte more than may be: enough to know that it is too large, without holding all of it.
        self.workbook, self.problems = read_workbook(self.assessment, self.kind, file.read(MOST_BYTES + 1))
        return file

    @property
    def token(self):
        """What was read, signed, for the page to hold: answers without a name wait in no table."""
        plain = asdict(self.workbook)
        for row in plain["evidence"]:
            row["dated_on"] = row["dated_on"] and row["dated_on"].isoformat()
        return signing.dumps(plain, salt=_salt(self.assessment), compress=True)


class BringInForm(forms.Form):
    """What was read before, to be brought in now."""

    token = forms.CharField(widget=forms.HiddenInput, error_messages={"required": _AGAIN})

    def __init__(self, assessment, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.assessment = assessment

    def clean_token(self):
        try:
            plain = signing.loads(self.cleaned_data["token"], salt=_salt(self.assessment), max_age=A_DAY)
        except signing.BadSignature:
            raise forms.ValidationError(_AGAIN) from None
        return Workbook(
            plain["kind"],
            tuple(Column(**one) for one in plain["columns"]),
            tuple(AgreedRow(**one) for one in plain["agreed"]),
            tuple(EvidenceRow(**{**one, "dated_on": _day(one["dated_on"])}) for one in plain["evidence"]),
        )


def _day(iso):
    return date.fromisoformat(iso) if iso else None
