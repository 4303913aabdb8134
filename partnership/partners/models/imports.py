"""Spreadsheets on their way in: what was read, what was found in it, what was made of it, and who was told."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.core.models import paired
from partnership.core.privacy import AT_WORK, Basis, Blank, Keep, Reaches
from partnership.core.transitions import Machine, Step
from partnership.core.visibility import Sees, Visible, themselves
from partnership.partners.models.organisations import Partner
from partnership.partners.models.reach import reach

IMPORTING = Machine(
    "import",
    {
        "read": _("Read"),
        "looking": _("Being looked through"),
        "checked": _("Looked at"),
        "importing": _("Being imported"),
        "confirmed": _("Imported"),
        "undoing": _("Being taken back"),
        "undone": _("Undone"),
        "dropped": _("Put aside"),
    },
    start=("read",),
    steps=(
        Step("looking_asked", ("read", "checked"), "looking", _("Whoever uploaded it")),
        Step("looking_stopped", ("looking",), "read", _("Whoever may see it")),
        Step("checked", ("read", "checked", "looking"), "checked", _("Whoever uploaded it")),
        Step("importing_asked", ("checked",), "importing", _("Whoever uploaded it")),
        Step("importing_stopped", ("importing",), "checked", _("Whoever may see it")),
        Step("confirmed", ("checked", "importing"), "confirmed", _("Whoever uploaded it")),
        Step("dropped", ("read", "checked"), "dropped", _("Whoever may see it, or the site after seven days")),
        Step("undoing_asked", ("confirmed",), "undoing", _("The programme team, or a lead of its partner")),
        Step("undoing_stopped", ("undoing",), "confirmed", _("Whoever may see it")),
        Step("undone", ("confirmed", "undoing"), "undone", _("The programme team, or a lead of its partner")),
    ),
    ends=frozenset({"dropped", "undone"}),
)
AT_WORK_ON = ("looking", "importing", "undoing")  # what the worker was asked for, and has not ended yet
UNCONFIRMED = ("read", "looking", "checked", "importing")
NEXT_WORD_WITHIN = timedelta(seconds=20)  # else nobody is working on it any more
ALL_AT_ONCE_WITHIN = timedelta(minutes=3)  # in which no word can be said


def _in_partners_i_lead(person):
    leads = reach(person).leads
    return Q(partner__in=leads) if leads else None


def _for_the_programme(person):
    return Q() if reach(person).runs_programme else None


def _of_imports(path):
    """Give rows with the import that they belong to; `path` leads to it."""
    return lambda person: Q(**{f"{path}__in": Import.objects.visible_to(person)}) if person is not None else None


class Imports(Visible["Import"]):
    """Words for imports."""

    sees = (
        Sees(_("Leads of the partner"), _("spreadsheets of people that a lead of it uploaded"), _in_partners_i_lead),
        Sees(_("The programme team"), _("every spreadsheet that was uploaded"), _for_the_programme),
    )

    def left_lying(self, now):
        """Give those that were asked for, and about which somebody should have said a word by now."""
        return self.filter(state__in=AT_WORK_ON, due_at__lt=now)


class Import(models.Model):
    """One spreadsheet of partners or of people. Nothing in it is here until somebody confirms."""

    TRANSITIONS = IMPORTING

    kind = models.CharField(max_length=10, choices=[("partners", _("partners")), ("people", _("people"))])
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="imports")
    file_name = models.CharField(max_length=200)
    how_read = models.CharField(max_length=300, blank=True)  # "the sheet “Members”, headings in row 3"
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=dict)  # our field: the number of the column
    state = models.CharField(max_length=10, choices=IMPORTING.states.items(), default="read")
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # What the worker was asked for last, and how far it has come.
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    also = models.JSONField(default=list)  # numbers of rows that only look like somebody who is here
    looked = models.PositiveIntegerField(default=0)  # rows
    due_at = models.DateTimeField(null=True, blank=True)  # the next word; whoever wrote it has the turn
    begun = models.PositiveSmallIntegerField(default=0)  # how often
    hindrance = models.CharField(max_length=500, blank=True)  # a sentence: why it could not be done

    objects = Imports.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            paired("confirmed", name="import_confirmed_at_and_by_are_a_pair"),
            paired("undone", name="import_undone_at_and_by_are_a_pair"),
            paired("asked", name="import_asked_at_and_by_are_a_pair"),
        ]

    class Privacy:
        """Who brought which spreadsheet in, so that it can be answered for and undone."""

        called = _("imports")
        fields = {
            "file_name": _("name of the file"),
            "how_read": _("how the file was read"),
            "headings": _("headings of its columns"),
            "columns": _("what each column holds"),
            "asked_at": _("when the work was asked for"),
            "asked_by": _("who asked for the work"),
            "also": _("rows that only look like somebody who is here"),
            "looked": _("how many rows were looked at"),
            "due_at": _("when the worker has to say something next"),
            "begun": _("how often the work was begun"),
            "hindrance": _("why it could not be done"),
        }
        purpose = _("Bringing lists that organisations already hold in here, and being able to undo it.")
        basis = Basis.PUBLIC_TASK
        kept = _("Three years. What stood in its rows goes much sooner.")
        keep_days, since = 3 * 365, "uploaded_at"
        subjects = ("uploaded_by",)
        erased = Keep()
        copies = ("file_name", "headings")
        words = {
            "file_name": Reaches(_("Whoever may look at the import."), AT_WORK),
        }
        not_words = (
            "how_read",
            "headings",
            "columns",
            "also",
            "hindrance",
        )
        public = ()
        partners = ()
        personal = (
            *("id", "kind", "partner", "file_name", "how_read", "headings", "columns", "state", "uploaded_at"),
            *("uploaded_by", "confirmed_at", "confirmed_by", "undone_at", "undone_by"),
            *("asked_at", "asked_by", "also", "looked", "due_at", "begun", "hindrance"),
        )
        confided = ()

    def __str__(self):
        return self.file_name

    @property
    def is_quiet(self):
        """Whether it is in work, and the word that was due has not come."""
        return self.state in AT_WORK_ON and self.due_at is not None and self.due_at < timezone.now()


class Verdict(models.TextChoices):
    """What a row of a spreadsheet is."""

    WAITING = "waiting", _("not looked at yet")
    NEW = "new", _("new")
    HERE = "here", _("already here")
    ALIKE = "alike", _("perhaps already here")
    BAD = "bad", _("something to mend")
    MADE = "made", _("imported")
    GONE = "gone", _("undone")


class ImportRows(Visible["ImportRow"]):
    """Words for the rows of spreadsheets."""

    sees = (Sees(_("Whoever sees the import"), _("the rows of the spreadsheet"), _of_imports("batch")),)

    def to_mend(self):
        return self.filter(verdict__in=[Verdict.BAD, Verdict.ALIKE])


class ImportRow(models.Model):
    """One row: what stood in it until it is imported, what is wrong with it, and what was made of it."""

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # as the spreadsheet numbers it
    cells = models.JSONField(default=list)
    verdict = models.CharField(max_length=8, choices=Verdict.choices, default=Verdict.WAITING)
    problems = models.JSONField(default=list)  # each [heading, what stood there, a sentence]
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.SET_NULL, null=True, related_name="+")
    made = models.JSONField(default=list)  # each [label of the table, primary key]
    stored_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = ImportRows.as_manager()

    class Meta:
        ordering = ["number", "pk"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_has_its_number")]
        indexes = [models.Index(fields=["batch", "verdict"], name="import_row_by_verdict")]

    class Privacy:
        """What stood in a spreadsheet, until it is imported or mended; then only which row became what."""

        called = _("import rows")
        fields = {
            "batch": _("which import"),
            "number": _("row of the spreadsheet"),
            "cells": _("what the row says"),
            "verdict": _("what the site thinks of the row"),
            "problems": _("what is wrong with it"),
            "made": _("what was made from it"),
            "stored_at": _("when it was stored"),
        }
        purpose = _("Looking at a spreadsheet before any of it counts, and undoing what was brought in by mistake.")
        basis = Basis.PUBLIC_TASK
        kept = _(
            "What stood in a row: until it is imported or put aside, and at most seven days after it was uploaded, or "
            "confirmed and left to be mended. Which row became what: thirty days, as long as the import can be undone."
        )
        keep_days, since = 30, "stored_at"
        subjects = ("person",)
        erased = Blank({"cells": [], "problems": []})
        copies = ("cells", "problems")
        from_whom = _("From the organisation that holds the list, or from the programme team.")
        words = {
            "cells": Reaches(_("Whoever may look at the import."), AT_WORK),
        }
        not_words = (
            "problems",
            "made",
        )
        public = ()
        partners = ()
        personal = ("id", "batch", "number", "cells", "verdict", "problems", "person", "partner", "made", "stored_at")
        confided = ()

    def __str__(self):
        return f"{self.batch}, row {self.number}"


class ColumnMaps(Visible["ColumnMap"]):
    """Words for remembered headings."""

    sees = (Sees(_("The programme team"), _("which headings were taken for what"), _for_the_programme),)


class ColumnMap(models.Model):
    """What the columns of a spreadsheet with these headings meant last time, so that nobody has to say it twice."""

    kind = models.CharField(max_length=10)
    fingerprint = models.CharField(max_length=64)  # of the headings, never of what stands under them
    columns = models.JSONField(default=dict)
    used_at = models.DateTimeField(auto_now=True)

    objects = ColumnMaps.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "fingerprint"], name="column_map_once_for_headings")]

    class Privacy:
        """Column numbers and nothing of anybody."""

        called = _("how columns of spreadsheets were read")
        fields = {
            "kind": _("a list of whom"),
            "fingerprint": _("fingerprint of the headings"),
            "columns": _("what each column holds"),
        }
        purpose = _("Recognising a spreadsheet that comes every month.")
        basis = Basis.PUBLIC_TASK
        kept = _("Two years after it was last used.")
        keep_days, since = 730, "used_at"
        not_words = (
            "kind",
            "fingerprint",
            "columns",
        )
        public = ()
        partners = ("id", "kind", "fingerprint", "columns", "used_at")
        personal = ()
        confided = ()

    def __str__(self):
        return f"{self.kind} {self.fingerprint[:8]}"


class ArrivalLetters(Visible["ArrivalLetter"]):
    """Words for letters to people who were imported."""

    sees = (
        Sees(_("The person"), _("when they were told that they are listed here"), themselves("person")),
        Sees(_("The programme team"), _("who was told that they are listed here"), _for_the_programme),
    )


class ArrivalLetter(models.Model):
    """That somebody who never asked to be here was told so: who holds this, why, from whom, and how to leave."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="arrival_letter")
    tried_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = ArrivalLetters.as_manager()

    class Privacy:
        """So that everybody who was imported is told once, within a month, and nobody twice."""

        called = _("arrival letters")
        fields = {"tried_at": _("when the site tried to tell them"), "left_at": _("when they asked to be taken out")}
        purpose = _("Telling people who were imported that they are here, once, and how to leave.")
        basis = Basis.LEGAL_OBLIGATION
        kept = _("Three years, to show that people were told.")
        keep_days, since = 3 * 365, "tried_at"
        subjects = ("person",)
        erased = Keep()
        public = ()
        partners = ()
        personal = ("id", "person", "tried_at", "told_at", "left_at")
        confided = ()

    def __str__(self):
        return f"To {self.person}"
