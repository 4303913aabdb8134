"""Groups that work on one question: who sits in them, when they meet, what they read and what they decided."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.core.models import Revisioned, paired
from partnership.core.privacy import AS_PROVIDER, AT_WORK, Basis, Blank, Keep, Reaches
from partnership.core.visibility import Sees, Visible
from partnership.partners.models import reach

ALL_MEMBERS = _("Everybody with a role in the partnership.")


def _for_the_programme(person):
    return Q() if reach(person).runs_programme else None


def _to_members(person):
    return Q() if reach(person).belongs else None


class Workstreams(Visible["Workstream"]):
    """Words for workstreams."""

    sees = (
        Sees(_("Anybody"), _("workstreams that are shown to anybody"), lambda _person: Q(public=True)),
        Sees(_("Everybody with a role in the partnership"), _("every workstream"), _to_members),
    )

    def open(self):
        return self.filter(closed_at=None)


class Workstream(Revisioned):
    """A group with a question, some of whose pages anybody may read."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    question = models.CharField(_("the question that it works on"), max_length=300)
    about = models.TextField(_("about"), max_length=2000, blank=True)
    place = models.CharField(_("place"), max_length=20, blank=True)  # an area code of the pack; empty: the whole
    public = models.BooleanField(_("anybody may read what it is for"), default=True)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = Workstreams.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            paired("closed", name="workstream_closed_at_and_by_are_a_pair"),
        ]

    class Privacy:
        """What a group is for and since when; nobody's words about themselves."""

        called = _("workstreams")
        fields = {"slug": _("address of its page")}
        purpose = _("Working on one question together.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the partnership, as a record of what it worked on.")
        subjects = ("opened_by", "closed_by")
        erased = Keep()
        words = {
            name: Reaches(_("Anybody, or everybody with a role."), AS_PROVIDER)
            for name in ("name", "question", "about")
        }
        not_words = (
            "slug",
            "place",
        )
        public = ("id", "slug", "name", "question", "about", "place", "public", "opened_at", "closed_at")
        partners = ("revision",)
        personal = ("opened_by", "closed_by")
        confided = ()

    def __str__(self):
        return self.name


class Seats(Visible["Seat"]):
    """Words for seats."""

    sees = (
        Sees(
            _("Everybody with a role in the partnership"),
            _("who sits in a workstream and who chairs it"),
            lambda person: Q(shown=True) if reach(person).belongs else None,
        ),
        Sees(_("The person"), _("their own seats"), lambda person: Q(person=person) if person is not None else None),
        Sees(
            _("Who chairs the workstream"),
            _("everybody who sits in it"),
            lambda person: Q(workstream__in=chaired_by(person)) if person is not None else None,
        ),
        Sees(_("The programme team"), _("every seat"), _for_the_programme),
    )

    def current(self):
        return self.filter(left_at=None)


class Seat(models.Model):
    """One person in one workstream, from when to when. Whoever has lived experience need not be named in the list."""

    workstream = models.ForeignKey(Workstream, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats")
    chairs = models.BooleanField(_("chairs it"), default=False)
    shown = models.BooleanField(_("others see my name here"), default=True)
    took_at = models.DateTimeField(default=timezone.now)
    took_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    left_at = models.DateTimeField(null=True, blank=True)
    left_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = Seats.as_manager()

    class Meta:
        ordering = ["-chairs", "took_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workstream", "person"], condition=Q(left_at__isnull=True), name="sits_once_in_a_workstream"
            ),
            paired("left", name="seat_left_at_and_by_are_a_pair"),
        ]

    class Privacy:
        """Who works on a question, so that the group can work and its members are told what they need."""

        called = _("who sits in which workstream")
        purpose = _("Knowing who works on a question.")
        basis = Basis.PUBLIC_TASK
        kept = _("Three years after the person left the workstream.")
        keep_days, since = 3 * 365, "left_at"
        subjects = ("person",)
        erased = Blank({"shown": False})
        public = ()
        partners = ()
        personal = ("id", "workstream", "person", "chairs", "shown", "took_at", "took_by", "left_at", "left_by")
        confided = ()

    def __str__(self):
        return f"{self.person} in {self.workstream}"


def chaired_by(person):
    """Give the keys of the workstreams that somebody chairs today."""
    return models.QuerySet(Seat).filter(person=person, chairs=True, left_at=None).values("workstream")


class PartsOfWorkstreams(Visible[Any]):
    """What a group meets for, reads and decides: for everybody with a role, and for nobody else."""

    sees = (
        Sees(
            _("Everybody with a role in the partnership"), _("dates, papers and decisions of workstreams"), _to_members
        ),
    )


class Meeting(Revisioned):
    """A date of a workstream. A cancelled one stays, so that calendars learn of it."""

    workstream = models.ForeignKey(Workstream, on_delete=models.CASCADE, related_name="meetings")
    title = models.CharField(_("what the meeting is for"), max_length=120)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    where = models.CharField(_("where, or how to take part from elsewhere"), max_length=300, blank=True)
    access = models.CharField(_("what helps people to take part"), max_length=300, blank=True)
    called_at = models.DateTimeField(auto_now_add=True)
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PartsOfWorkstreams.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(name="meeting_ends_after_it_begins", condition=Q(ends_at__gt=models.F("starts_at"))),
            paired("cancelled", name="meeting_cancelled_at_and_by_are_a_pair"),
        ]

    class Privacy:
        """When and where a group meets; the link to a call is for the group alone."""

        called = _("meetings")
        purpose = _("Meeting.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the workstream's record.")
        subjects = ("called_by", "cancelled_by")
        erased = Keep()
        words = {name: Reaches(ALL_MEMBERS, AT_WORK) for name in ("title", "where", "access")}
        public = ()
        partners = (
            "id",
            "workstream",
            "title",
            "starts_at",
            "ends_at",
            "where",
            "access",
            "revision",
            "called_at",
            "cancelled_at",
        )
        personal = ("called_by", "cancelled_by")
        confided = ()

    def __str__(self):
        return f"{self.title}, {self.starts_at:%Y-%m-%d}"


class Paper(models.Model):
    """Something to read: what it is, and where it stands. Files stay where their owners keep them."""

    workstream = models.ForeignKey(Workstream, on_delete=models.CASCADE, related_name="papers")
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="papers")
    title = models.CharField(_("title"), max_length=200)
    about = models.CharField(_("what it says, in one sentence"), max_length=300, blank=True)
    link = models.URLField(_("where it is"), max_length=500)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = PartsOfWorkstreams.as_manager()

    class Meta:
        ordering = ["-added_at", "-pk"]

    class Privacy:
        """Where a group's papers are."""

        called = _("papers")
        purpose = _("Reading the same thing before deciding.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the workstream's record.")
        subjects = ("added_by",)
        erased = Keep()
        words = {name: Reaches(ALL_MEMBERS, AT_WORK) for name in ("title", "about", "link")}
        public = ()
        partners = ("id", "workstream", "meeting", "title", "about", "link", "added_at")
        personal = ("added_by",)
        confided = ()

    def __str__(self):
        return self.title


class Decision(models.Model):
    """What was decided and why. A decision is not edited: a later one says that it replaces it."""

    workstream = models.ForeignKey(Workstream, on_delete=models.CASCADE, related_name="decisions")
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions")
    text = models.CharField(_("what was decided"), max_length=500)
    why = models.CharField(_("why"), max_length=1000, blank=True)
    who_took_part = models.CharField(
        _("who took part in deciding, as groups and not as names"), max_length=300, blank=True
    )
    decided_on = models.DateField(_("decided on"), default=timezone.localdate)
    replaces = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by")
    written_at = models.DateTimeField(auto_now_add=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = PartsOfWorkstreams.as_manager()

    class Meta:
        ordering = ["-decided_on", "-pk"]

    class Privacy:
        """What a group decided, so that the next meeting does not decide it again."""

        called = _("decisions")
        purpose = _("Remembering what was decided and why.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the partnership.")
        subjects = ("written_by",)
        erased = Keep()
        words = {name: Reaches(ALL_MEMBERS, AT_WORK) for name in ("text", "why", "who_took_part")}
        public = ()
        partners = (
            "id",
            "workstream",
            "meeting",
            "text",
            "why",
            "who_took_part",
            "decided_on",
            "replaces",
            "written_at",
        )
        personal = ("written_by",)
        confided = ()

    def __str__(self):
        return self.text
