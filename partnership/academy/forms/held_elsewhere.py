from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnership.academy.forms.planning import ONLINE, ROOM, clock_field, courses, districts, letters
from partnership.academy.forms.register_sheets import merged_cells, people_in, shortened
from partnership.academy.models import SessionPart
from partnership.academy.rules.held_elsewhere import HeldThere, why_not_then
from partnership.academy.rules.sheets_held_elsewhere import ReadingElsewhere
from partnership.core.forms import AskingForm
from partnership.partners.forms.seen import day_field
from partnership.partners.forms.spreadsheets import MOST_BYTES, read_spreadsheet

MOST_DAYS = 3


def taught():
    return [("", _("Choose one")), *courses()[1:]]


class EnterHeldForm(AskingForm):
    """A session that was held elsewhere, with its register: one page, and all of it at once."""

    course = forms.ChoiceField(label=_("Which course was it?"), choices=taught)
    place = forms.ChoiceField(label=_("District"), choices=districts, required=False)
    how = forms.ChoiceField(
        label=_("Where was it?"),
        choices=[(ROOM, _("In a room")), (ONLINE, _("Online"))],
        widget=forms.RadioSelect,
        initial=ROOM,
    )
    venue = forms.CharField(label=_("Building and street"), max_length=letters("venue"), required=False)
    file = forms.FileField(
        label=_("The register, filled in"),
        help_text=_("CSV or XLSX: one row for each person who was there, with their e-mail address."),
        max_length=200,
        error_messages={
            "required": _("Choose a file. The one that you can take from here, filled in, would do."),
            "empty": _("This file is empty. The one that you can take from here, filled in, would do."),
            "max_length": _("The name of this file is too long. Give it a shorter one."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.parts, self.register = (), ()
        names = {
            1: (_("Day"), _("From"), _("Until")),
            2: (_("Second day, if there was one"), _("Second day, from"), _("Second day, until")),
            3: (_("Third day, if there was one"), _("Third day, from"), _("Third day, until")),
        }
        for number, (day, starts, ends) in names.items():
            made = {"day": day_field(day), "starts": clock_field(starts), "ends": clock_field(ends)}
            for name, one in made.items():
                one.required = number == 1
                self.fields[f"{name}_{number}"] = one
        days = [f"{name}_{number}" for number in names for name in ("day", "starts", "ends")]
        self.order_fields(["course", *days, "place", "how", "venue", "file"])

    def clean(self):
        told = super().clean()
        found = [self._part(number) for number in range(1, MOST_DAYS + 1)]
        self.parts = tuple(one for one in found if one)
        if "file" in told and self.parts and not self.errors:
            self._read(told["file"])
        elif "file" in told:
            self.add_error("file", _now("Choose the file once more: a browser does not keep it."))
        return told

    def _part(self, number):
        """Give one part; where it cannot be, say why beside its day."""
        told = [self.cleaned_data.get(f"{name}_{number}") for name in ("day", "starts", "ends")]
        if not all(told):
            if any(told) and number > 1:
                self.add_error(f"day_{number}", _now("Say the day, from when and until when; or leave all three out."))
            return None
        day, starts, ends = told
        if ends <= starts:
            self.add_error(f"ends_{number}", _now("It has to end after it begins."))
            return None
        stretch = tuple(timezone.make_aware(datetime.combine(day, one)) for one in (starts, ends))
        if why := why_not_then(*stretch):
            self.add_error(f"day_{number}", why)
        return stretch

    def _read(self, file):
        """Read the register; what is wrong with it is said beside the field, cell by cell."""
        try:
            content = file.read(MOST_BYTES + 1)
            problems = merged_cells(content)
            if not problems:
                problems = self._rows(read_spreadsheet(file.name, content))
        except forms.ValidationError as wrong:
            problems = wrong.messages
        for one in shortened(problems):
            self.add_error("file", one)

    def _rows(self, sheet):
        parts = [SessionPart(pk=at, starts_at=one, ends_at=two) for at, (one, two) in enumerate(sorted(self.parts), 1)]
        reading = ReadingElsewhere(parts, frozenset(), people_in(sheet))
        reading.read(sheet.headings, sheet.rows)
        self.register = tuple(reading.register)
        return reading.problems

    @property
    def told(self):
        """What was held elsewhere, whole."""
        said = self.cleaned_data
        return HeldThere(said["course"], self.parts, said["place"], said["venue"], said["how"] == ONLINE, self.register)
