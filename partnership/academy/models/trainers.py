"""Who may lead a course, and for how long; and sessions that were held elsewhere."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.academy.models.sessions import Session, of_led_or_organised
from partnership.core.models import paired, random_key
from partnership.core.privacy import AT_WORK, PERSONAL_DATA, Basis, Keep, Reaches
from partnership.core.transitions import Machine, Step
from partnership.core.visibility import Sees, Visible, themselves
from partnership.partners.models import reach

_TEAM = _("The programme team")
ACCREDITATION = Machine(
    "accreditation",
    {
        "standing": _("Counts"),
        "told": _("They were told why it is to be taken back"),
        "withdrawn": _("Was taken back"),
    },
    start=("standing",),
    steps=(
        Step("withdrawal_told", ("standing",), "told", _TEAM),
        Step("withdrawal_dropped", ("told",), "standing", _TEAM),
        Step("withdrawn", ("told",), "withdrawn", _TEAM),
    ),
    ends=frozenset({"withdrawn"}),
)
COUNTING = ("standing", "told")  # whoever was only told why still leads


def for_programme(person):
    """Every row, to whoever runs the programme."""
    return Q() if reach(person).runs_programme else None


class Accreditations(Visible["Accreditation"]):
    """Words for accreditations."""

    sees = (
        Sees(
            _("The person"),
            _("that they may lead courses, and everything that was written about it"),
            themselves("person"),
        ),
        Sees(_TEAM, _("who may lead courses, and until when"), for_programme),
    )

    def standing(self):
        return self.filter(state__in=COUNTING)

    def counting_on(self, day):
        """Those that count on a day: given by then, not run out, not taken back."""
        return self.standing().filter(granted_at__date__lte=day, valid_until__gte=day)


class Accreditation(models.Model):
    """That somebody may lead courses until a day. It is renewed by what they did, and taken back with a reason only."""

    TRANSITIONS = ACCREDITATION

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="accreditations")
    way = models.CharField(max_length=60)  # the course of the pack that makes a trainer
    state = models.CharField(max_length=9, choices=ACCREDITATION.states.items(), default="standing")
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    valid_until = models.DateField(_("counts until"))
    told_of_end = models.DateField(null=True, blank=True)  # the last day of which they were told that it comes
    renewed_at = models.DateTimeField(null=True, blank=True)
    renewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(_("why it is to be taken back"), max_length=500, blank=True)
    answer = models.CharField(_("what they say to it"), max_length=1000, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = Accreditations.as_manager()

    class Meta:
        ordering = ["valid_until", "pk"]
        constraints = [
            models.CheckConstraint(
                name="accreditation_taken_back_says_why", condition=Q(told_at__isnull=True) | ~Q(why="")
            ),
            *(
                paired(deed, name=f"accreditation_{deed}_at_and_by_are_a_pair")
                for deed in ("renewed", "told", "withdrawn")
            ),
        ]

    class Privacy:
        """That somebody may lead, and why no longer. Nobody else reads the reasons; no page lists who lost theirs."""

        called = _("accreditations of trainers")
        fields = {
            "person": _("who"),
            "way": _("the course that made them a trainer"),
            "granted_at": _("when it was given"),
            "granted_by": _("who gave it"),
            "told_of_end": _("the end of which they were told"),
            "renewed_at": _("when it was renewed"),
            "renewed_by": _("who renewed it"),
            "told_at": _("when they were told why"),
            "told_by": _("who told them"),
            "withdrawn_at": _("when it was taken back"),
            "withdrawn_by": _("who took it back"),
        }
        purpose = _("Seeing that whoever leads a course has learned how, and still does it.")
        basis = Basis.PUBLIC_TASK
        kept = _("Ten years after it was given.")
        keep_days, since = 10 * 365, "granted_at"
        subjects = ("person", "granted_by", "renewed_by", "told_by", "withdrawn_by")
        erased = Keep()
        foi = PERSONAL_DATA
        words = {
            "why": Reaches(_("The person, and the programme team."), AT_WORK),
            "answer": Reaches(_("The programme team."), AT_WORK),
        }
        not_words = ("way", "state")
        public = ()
        partners = ()
        personal = (
            *("id", "person", "way", "state", "granted_at", "granted_by", "valid_until", "told_of_end", "renewed_at"),
            *("renewed_by", "told_at", "told_by", "why", "answer", "withdrawn_at", "withdrawn_by"),
        )
        confided = ()

    def __str__(self):
        return self.get_state_display()


class HeldElsewhereRows(Visible["HeldElsewhere"]):
    """Words for sessions that were held elsewhere."""

    sees = (Sees(_("Whoever leads or organises it"), _("that it was held elsewhere"), of_led_or_organised),)


class HeldElsewhere(models.Model):
    """That a session was written down after it was held, with its register, and by which file."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="held_elsewhere")
    fingerprint = models.CharField(max_length=64, unique=True)  # of course, parts and register: brought in once

    objects = HeldElsewhereRows.as_manager()

    class Meta:
        ordering = ["pk"]

    class Privacy:
        """Only so that a register that is brought in twice changes nothing. The fingerprint opens nothing."""

        called = _("sessions that were held elsewhere")
        fields = {"session": _("session"), "fingerprint": _("fingerprint of the register")}
        purpose = _("Seeing that a register is brought in once.")
        basis = Basis.PUBLIC_TASK
        kept = _("With the session.")
        people = _("Nobody by name.")
        foi = PERSONAL_DATA
        not_words = ("fingerprint",)
        public = ()
        partners = ("id", "session")
        personal = ("fingerprint",)
        confided = ()

    def __str__(self):
        return str(self.session_id)
