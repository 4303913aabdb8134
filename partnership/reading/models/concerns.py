"""Where somebody may be in danger: a route of its own, with its own clock and log, apart from what was told."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.core.models import SealedField, paired, random_key
from partnership.core.privacy import CONFIDED_DATA, Basis, Keep
from partnership.core.transitions import Machine, Step
from partnership.core.visibility import Sees, Visible
from partnership.reading.models.texts import Concerned, Text, kept_out_of, looks_after_safety, reads

_LEAD = _("A safeguarding lead")
CONCERN = Machine(
    "concern",
    {
        "raised": _("Raised"),
        "taken": _("With a safeguarding lead"),
        "referred": _("Passed on to those whose duty it is"),
        "not-referred": _("Looked at, and nothing is passed on"),
        "closed": _("Closed"),
    },
    start=("raised",),
    steps=(
        Step("taken", ("raised", "closed"), "taken", _LEAD),
        Step("referred", ("taken",), "referred", _LEAD),
        Step("not_referred", ("taken",), "not-referred", _LEAD),
        Step("closed", ("referred", "not-referred"), "closed", _LEAD),
    ),
    ends=frozenset(),
)


class About(models.TextChoices):
    """What a concern is about, as far as a route goes. What happened stands nowhere but in the text."""

    DANGER = "danger", _("Somebody may be in danger now")
    CHILD = "child", _("A child may be harmed")
    ADULT = "adult", _("An adult who needs care may be harmed")
    STAFF_CHILD = "staff-child", _("Somebody who works or volunteers with children may have harmed a child")
    STAFF_ADULT = "staff-adult", _("Somebody who works or volunteers with adults who need care may have harmed one")


class PassedTo(models.TextChoices):
    """To whom it was passed on. Never to the organisation or the person that it is about."""

    EMERGENCY = "emergency", _("Emergency services")
    LADO = "lado", _("The local authority's designated officer")
    CHILDREN = "children", _("The council's children's social care")
    ADULTS = "adults", _("The council's adult safeguarding team")
    POLICE = "police", _("The police")
    REGULATOR = "regulator", _("A regulator")


def _of_nobody_near(person):
    near = Concerned.objects.filter(partner__in=kept_out_of(person))
    return Q(text__isnull=True) | ~Q(text__in=near.values("text"))


def _may_look(person):
    return _of_nobody_near(person) if person is not None and looks_after_safety(person) else None


def _may_read_log(person):
    return Q(concern__in=Concern.objects.filter(found)) if (found := _may_look(person)) is not None else None


def _i_raised(person):
    return Q(raised_by=person) if person is not None and reads(person) else None


class Concerns(Visible["Concern"]):
    """Words for concerns."""

    sees = (
        Sees(_("Safeguarding leads"), _("concerns about no organisation they are close to"), _may_look),
        Sees(_("The reader who raised it"), _("that it was raised, and how far it is"), _i_raised),
    )

    def open(self):
        return self.exclude(state="closed")


class Concern(models.Model):
    """A reader saw that somebody may be in danger, and a safeguarding lead decides who must know."""

    TRANSITIONS = CONCERN

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    text = models.ForeignKey(Text, on_delete=models.SET_NULL, null=True, related_name="concerns")
    about = models.CharField(_("what it is about"), max_length=11, choices=About.choices)
    state = models.CharField(max_length=12, choices=CONCERN.states.items(), default="raised")
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decide_by = models.DateTimeField()  # its own clock
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    passed_to = models.CharField(_("passed on to"), max_length=9, choices=PassedTo.choices, blank=True)
    told_person = models.BooleanField(_("whoever wrote it was told, where that is safe"), default=False)

    objects = Concerns.as_manager()

    class Meta:
        ordering = ["decide_by", "pk"]
        constraints = [
            paired("decided", name="concern_decided_at_and_by_are_a_pair"),
            models.CheckConstraint(
                name="concern_referred_says_to_whom", condition=~Q(state="referred") | ~Q(passed_to="")
            ),
        ]

    class Privacy:
        """That a duty was done, by whom and when. What happened to anybody stands nowhere in it."""

        called = _("safeguarding concerns")
        fields = {
            "text": _("text"),
            "raised_at": _("when it was raised"),
            "raised_by": _("who raised it"),
            "decide_by": _("decided by"),
            "decided_at": _("when it was decided"),
            "decided_by": _("who decided"),
        }
        purpose = _("Doing what the law asks where somebody may be in danger.")
        basis = Basis.LEGAL_OBLIGATION
        kept = _("Six years. Article 9(2)(g), safeguarding.")
        keep_days, since = 6 * 365, "raised_at"
        people = _("Readers and safeguarding leads. Nobody whom it is about is named in it.")
        subjects = ("raised_by", "decided_by")
        erased = Keep()
        foi = CONFIDED_DATA
        not_words = ("state",)
        public = ()
        partners = ()
        personal = ("raised_at", "raised_by", "decided_at", "decided_by")
        confided = ("id", "text", "about", "state", "decide_by", "passed_to", "told_person")

    def __str__(self):
        return self.get_about_display()


class ConcernNotes(Visible["ConcernNote"]):
    """Words for the log of concerns."""

    sees = (
        Sees(_("Safeguarding leads"), _("the log of concerns about no organisation they are close to"), _may_read_log),
    )


class ConcernNote(models.Model):
    """One line of a concern's log, locked: what was done, in which order."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="notes")
    sealed = SealedField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ConcernNotes.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]

    class Privacy:
        """What safeguarding leads did about a concern."""

        called = _("the log of concerns")
        fields = {
            "concern": _("concern"),
            "sealed": _("the words, locked"),
            "written_at": _("when it was written"),
            "written_by": _("who wrote it"),
        }
        purpose = _("Showing later that a duty was done.")
        basis = Basis.LEGAL_OBLIGATION
        kept = _("With the concern that it belongs to.")
        people = _("Safeguarding leads.")
        subjects = ("written_by",)
        erased = Keep()
        foi = CONFIDED_DATA
        not_words = ("sealed",)
        public = ()
        partners = ()
        personal = ("written_at", "written_by")
        confided = ("id", "concern", "sealed")

    def __str__(self):
        return str(self.concern)
