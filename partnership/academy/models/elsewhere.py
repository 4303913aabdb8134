"""Reports of other systems on their way in: what was read, what each row would become, what was kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.academy.models.awaiting import about_address
from partnership.core.models import paired, random_key
from partnership.core.privacy import AT_WORK, Basis, Delete, Keep, Reaches
from partnership.core.transitions import Machine, Step
from partnership.core.visibility import Sees, Visible
from partnership.partners.models import Partner, reach

LEARNING_FILE = Machine(
    "learning file",
    {
        "looking": _("Being looked through"),
        "stopped": _("Stopped"),
        "looked": _("Looked at"),
        "keeping": _("Being written down"),
        "kept": _("Written down"),
        "dropped": _("Put aside"),
    },
    start=("looking",),
    steps=(
        Step("looked_through", ("looking",), "looked", _("The site, for whoever uploaded it")),
        Step("stopped", ("looking",), "stopped", _("Whoever may see it")),
        Step("gone_on_with", ("stopped",), "looking", _("Whoever may see it")),
        Step("keeping_asked", ("looked",), "keeping", _("Whoever may see it")),
        Step("keeping_stopped", ("keeping",), "looked", _("Whoever may see it")),
        Step("kept", ("looked", "keeping"), "kept", _("Whoever may see it")),
        Step("dropped", ("stopped", "looked"), "dropped", _("Whoever may see it, or the site after seven days")),
    ),
    ends=frozenset({"kept", "dropped"}),
)
IN_WORK = ("looking", "keeping")
NOT_KEPT = ("looking", "stopped", "looked", "keeping")


def _of_ours(person):
    held = reach(person)
    if held.runs_programme:
        return Q()
    return Q(partner__in=held.leads) if held.leads else None


def _of_files(person):
    return Q(file__in=LearningFile.objects.visible_to(person)) if person is not None else None


class LearningFiles(Visible["LearningFile"]):
    """Words for reports of other systems."""

    sees = (
        Sees(
            _("Leads of the organisation, and the programme team"),
            _("which reports of learning were brought in, and what became of them"),
            _of_ours,
        ),
    )


class LearningFile(models.Model):
    """One report of another system. Nothing in it counts until somebody has looked at it and confirmed."""

    TRANSITIONS = LEARNING_FILE

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    layout = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    how_read = models.CharField(max_length=300, blank=True)
    headings = models.JSONField(default=list)
    course = models.CharField(max_length=60, blank=True)  # of the pack: the whole file is about it
    title = models.CharField(_("course"), max_length=200, blank=True)  # or about this, which nobody here teaches
    taught_by = models.CharField(_("who taught it"), max_length=200, blank=True)
    month_first = models.BooleanField(default=False)
    total = models.PositiveIntegerField(default=0)
    looked = models.PositiveIntegerField(default=0)
    keeps_unknown = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)  # by verdict, once it was kept
    state = models.CharField(max_length=8, choices=LEARNING_FILE.states.items(), default="looking")
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)  # when the site was last asked to work on it
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField(null=True, blank=True)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    hindrance = models.CharField(max_length=300, blank=True)  # a sentence: why it could not be done

    objects = LearningFiles.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "pk"]
        constraints = [
            paired("asked", name="learning_file_asked_at_and_by_are_a_pair"),
            paired("kept", name="learning_file_kept_at_and_by_are_a_pair"),
        ]

    class Privacy:
        """Who brought which report in, so that it can be answered for."""

        called = _("reports of learning from other systems")
        fields = {
            "partner": _("organisation"),
            "layout": _("layout of the report"),
            "file_name": _("name of the file"),
            "how_read": _("how the file was read"),
            "headings": _("headings of its columns"),
            "course": _("course"),
            "month_first": _("whether days stand with the month first"),
            "total": _("how many rows it has"),
            "looked": _("how many rows were looked at"),
            "keeps_unknown": _("whether courses that nobody knows are kept"),
            "counts": _("what its rows became"),
            "asked_at": _("when the work was asked for"),
            "asked_by": _("who asked for the work"),
            "kept_at": _("when it was written down"),
            "kept_by": _("who confirmed it"),
            "hindrance": _("why it could not be done"),
        }
        purpose = _("Bringing in what people learned elsewhere, and being able to say who did.")
        basis = Basis.PUBLIC_TASK
        kept = _("Three years. What stands in its rows goes within seven days.")
        keep_days, since = 3 * 365, "uploaded_at"
        subjects = ("uploaded_by",)
        erased = Keep()
        copies = ("file_name", "headings", "title", "taught_by")
        words = {"file_name": Reaches(_("Whoever may look at the report."), AT_WORK)}
        not_words = ("layout", "how_read", "headings", "course", "title", "taught_by", "counts", "hindrance")
        public = ()
        partners = ()
        personal = (
            *("id", "partner", "layout", "file_name", "how_read", "headings", "course", "title", "taught_by"),
            *("month_first", "total", "looked", "keeps_unknown", "counts", "state", "uploaded_at", "uploaded_by"),
            *("asked_at", "asked_by", "kept_at", "kept_by", "hindrance"),
        )
        confided = ()

    def __str__(self):
        return self.file_name


class Becomes(models.TextChoices):
    """What a row of a report would become."""

    WAITING = "waiting", _("not looked at yet")
    NEW = "new", _("new")
    KNOWN = "known", _("known already")
    AWAITS = "awaits", _("waits for somebody without an account")
    UNKNOWN = "unknown", _("a course that nobody here knows")
    NOT_DONE = "not-done", _("not completed yet")
    BAD = "bad", _("not understood")


class LearningRows(Visible["LearningRow"]):
    """Words for rows of reports."""

    sees = (Sees(_("Whoever sees the report"), _("its rows, until it is written down or put aside"), _of_files),)


class LearningRow(models.Model):
    """One row of a report, until it is written down: what stood in it, what it would become, what is wrong with it."""

    id = models.BigAutoField(primary_key=True)
    file = models.ForeignKey(LearningFile, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    becomes = models.CharField(max_length=8, choices=Becomes.choices, default=Becomes.WAITING)
    problems = models.JSONField(default=list)  # each [column, what stood there, a sentence]
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    address_hash = models.CharField(max_length=64, blank=True)
    course = models.CharField(max_length=60, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    stored_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = LearningRows.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="learning_row_has_its_number")]
        indexes = [models.Index(fields=["file", "becomes"], name="learning_row_by_what_it_is")]

    class Privacy:
        """What stood in a report of another system, for some days."""

        called = _("rows of reports of learning")
        fields = {
            "file": _("which report"),
            "number": _("row of the report"),
            "cells": _("what the row says"),
            "becomes": _("what it would become"),
            "problems": _("what is wrong with it"),
            "person": _("whose it is"),
            "address_hash": _("fingerprint of the address"),
            "course": _("course"),
            "completed_on": _("when it was completed"),
            "stored_at": _("when it was stored"),
        }
        purpose = _("Looking at a report before any of it counts.")
        basis = Basis.PUBLIC_TASK
        kept = _("Until it is written down or put aside, and at most seven days.")
        keep_days, since = 7, "stored_at"
        subjects = ("person", about_address)
        erased = Delete()
        copies = ("cells", "problems")
        from_whom = _("From the organisation that holds the report, or from the programme team.")
        words = {"cells": Reaches(_("Whoever may look at the report."), AT_WORK)}
        not_words = ("problems", "address_hash", "course")
        public = ()
        partners = ()
        personal = (
            *("id", "file", "number", "cells", "becomes", "problems", "person", "address_hash", "course"),
            *("completed_on", "stored_at"),
        )
        confided = ()

    def __str__(self):
        return f"{self.file}, row {self.number}"
