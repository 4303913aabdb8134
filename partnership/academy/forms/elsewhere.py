from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.academy.forms.register_sheets import cell_name
from partnership.academy.rules.elsewhere import layouts
from partnership.core import pack
from partnership.core.forms import AskingForm
from partnership.partners.forms.spreadsheets import MOST_BYTES, open_workbook, read_spreadsheet

WORDS = {
    "email": gettext_lazy("the e-mail address"),
    "title": gettext_lazy("the course"),
    "completed_on": gettext_lazy("the day on which it was completed"),
}
MOST_MERGED = 5


class BringInForm(AskingForm):
    """A report of another system, read at once, so that whoever uploads it hears now what is wrong with it."""

    file = forms.FileField(
        label=gettext_lazy("The report"),
        help_text=gettext_lazy("CSV or XLSX"),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Choose a file"),
            "empty": gettext_lazy("This file is empty. One that ends in .csv or .xlsx would do."),
            "max_length": gettext_lazy("The name of this file is too long. Give it a shorter one."),
        },
    )
    layout = forms.ChoiceField(label=gettext_lazy("Which report is it?"), required=False)
    course = forms.ChoiceField(label=gettext_lazy("Which course is it about?"), required=False)
    title = forms.CharField(
        label=gettext_lazy("If it is about one course that is not in this list: what is it called?"),
        max_length=200,
        required=False,
    )
    taught_by = forms.CharField(
        label=gettext_lazy("Who taught it?"),
        help_text=gettext_lazy("An organisation, not a person. It stands in their passport."),
        max_length=200,
        error_messages={"required": gettext_lazy("Name the organisation that taught it")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet, self.read_as = None, None
        academy = pack.current().academy
        courses = sorted((pack.in_language(one.title), key) for key, one in academy.courses.items()) if academy else []
        self.fields["layout"].choices = [("", _("Find it out from its headings")), *_named_layouts()]
        self.fields["course"].choices = [
            ("", _("The file says it in each row")),
            *((key, name) for name, key in courses),
        ]

    def clean_file(self):
        """Read it; what is wrong with it is said beside the field."""
        file = self.cleaned_data["file"]
        content = file.read(MOST_BYTES + 1)
        self.sheet = read_spreadsheet(file.name, content)
        if merged := merged_among_rows(content, self.sheet.rows[0][0]):
            raise ValidationError(merged)
        return file

    def clean(self):
        """Find out which report it is; say which column is missing."""
        told = super().clean()
        if self.sheet is None:
            return told
        known = layouts()
        self.read_as = known.get(told.get("layout", "")) or likely(known.values(), self.sheet.headings, told)
        if self.read_as is None:
            self.add_error(
                "file",
                _("We do not know this report by its headings: %s. Choose which report it is.")
                % _said(self.sheet.headings),
            )
        elif missing := self.read_as.missing_in(self.sheet.headings):
            self.add_error("file", [_missing(self.read_as, one, self.sheet.headings) for one in missing])
        elif self.read_as.one_course and not (told.get("course") or told.get("title")):
            self.add_error(
                "course",
                _("This report is about one course and does not name it. Choose which, or write its name below."),
            )
        return told

    @property
    def said(self):
        """Give what was said of the whole file."""
        about = {name: self.cleaned_data[name] for name in ("course", "title", "taught_by")}
        return {**about, "file_name": self.cleaned_data["file"].name, "how_read": self.sheet.how_read}


class ConfirmLearningForm(forms.Form):
    """Whether courses that nobody here knows are kept too, without a level."""

    keeps_unknown = forms.BooleanField(
        label=gettext_lazy("Keep courses that nobody here knows, too. They stand in passports without a level."),
        required=False,
    )


def likely(known, headings, told):
    """Give the layout that these headings are most like; nothing where none can be read."""
    one_course = bool(told.get("course") or told.get("title"))
    fits = [one for one in known if not one.missing_in(headings)]
    return max(
        fits,
        key=lambda one: (one.one_course == one_course, len(one.found_in(headings)), one.checked),
        default=None,
    )


def merged_among_rows(content, first):
    """Say which cells of the rows are merged: a merged cell says nothing of the rows that it covers but the first."""
    if content[:2] != b"PK":
        return []
    ranges = open_workbook(content).get_sheet_by_index(0).merged_cell_ranges or []
    below = [(begins, ends) for begins, ends in ranges if ends[0] + 1 >= first]
    said = [
        _("Cells %(first)s to %(last)s are one merged cell. Give each row a cell of its own.")
        % {"first": cell_name(*begins), "last": cell_name(*ends)}
        for begins, ends in below[:MOST_MERGED]
    ]
    return [*said, *([_("And %s more of the kind.") % (len(below) - MOST_MERGED)] if len(below) > MOST_MERGED else [])]


def _named_layouts():
    return sorted(((one.key, pack.in_language(one.name)) for one in layouts().values()), key=lambda pair: pair[1])


def _missing(layout, field, headings):
    names = " / ".join((*layout.columns.get(field, ()), *(layout.columns.get("code", ()) if field == "title" else ())))
    return _("There is no column for %(what)s. It would be called: %(names)s. Found: %(found)s.") % {
        "what": WORDS[field],
        "names": names,
        "found": _said(headings),
    }


def _said(headings):
    return ", ".join(headings[:12]) + (", …" if len(headings) > 12 else "")
