"""What is told to a learning record store of another organisation: since when, of whom, and who said no."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.academy.models.bookings import Booking
from partnership.academy.models.completions import Completion
from partnership.core.models import paired
from partnership.core.privacy import PERSONAL_DATA, Basis, Delete, Keep
from partnership.core.visibility import Sees, Visible, signed_in, themselves
from partnership.partners.models import reach

MOST_TRIES = 8


def _for_the_programme(person):
    return Q() if reach(person).runs_programme else None


class Sharings(Visible["Sharing"]):
    """Words for sharing."""

    sees = (Sees(_("Whoever has an account"), _("with whom what people complete here is shared"), signed_in),)

    def standing(self):
        return self.filter(ended_at__isnull=True)


class Sharing(models.Model):
    """That the programme shares what people complete from now on, with whom, and from which day anything is sent."""

    with_whom = models.CharField(_("with whom"), max_length=200)
    first_on = models.DateField()
    began_at = models.DateTimeField()
    began_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = Sharings.as_manager()

    class Meta:
        ordering = ["-began_at", "-pk"]
        constraints = [paired("ended", name="sharing_ended_at_and_by_are_a_pair")]

    class Privacy:
        """When the programme began to share, and stopped."""

        called = _("sharing of what people complete")
        fields = {
            "first_on": _("the first day on which anything is sent"),
            "began_at": _("when it began"),
            "began_by": _("who began it"),
            "ended_at": _("when it ended"),
            "ended_by": _("who ended it"),
        }
        purpose = _("Letting another organisation know what people complete here, and being able to say since when.")
        basis = Basis.PUBLIC_TASK
        kept = _("Six years after it ended.")
        keep_days, since = 6 * 365, "ended_at"
        subjects = ("began_by", "ended_by")
        erased = Keep()
        not_words = ("with_whom",)
        public = ()
        partners = ("id", "with_whom", "first_on", "began_at", "ended_at")
        personal = ("began_by", "ended_by")
        confided = ()

    def __str__(self):
        return self.with_whom


class KeptToThemselves(Visible["KeptToThemself"]):
    """Words for those who said no."""

    sees = (Sees(_("The person"), _("that they said no"), themselves("person")),)


class KeptToThemself(models.Model):
    """Somebody said that what they complete is not shared."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_to_themself", primary_key=True
    )
    said_at = models.DateTimeField(default=timezone.now)

    objects = KeptToThemselves.as_manager()

    class Privacy:
        """A no. Nobody else reads who said it."""

        called = _("people whose training is not shared")
        fields = {"person": _("who"), "said_at": _("when they said so")}
        purpose = _("Keeping to somebody's no.")
        basis = Basis.LEGAL_OBLIGATION
        kept = _("Until the person says otherwise or is erased.")
        subjects = ("person",)
        erased = Delete()
        foi = PERSONAL_DATA
        public = ()
        partners = ()
        personal = ("person", "said_at")
        confided = ()

    def __str__(self):
        return "…"


class Statements(Visible["Statement"]):
    """Words for statements."""

    sees = (
        Sees(_("The person"), _("what was said about them, and whether it was sent"), themselves("person")),
        Sees(_("The programme team"), _("what is shared, under a number instead of a name"), _for_the_programme),
    )

    def to_send(self, now):
        """Give what is to be sent, oldest first: a failed one waits longer each time, and not for ever."""
        return self.filter(sent_at__isnull=True, tries__lt=MOST_TRIES, next_at__lte=now).order_by("made_at", "pk")

    def given_up(self):
        return self.filter(sent_at__isnull=True, tries__gte=MOST_TRIES)


class Statement(models.Model):
    """One statement about one person, as it was made; or the one that takes an earlier one back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # from what it is about: twice is once
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="statements")
    completion = models.ForeignKey(Completion, on_delete=models.CASCADE, null=True, related_name="statements")
    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, null=True, related_name="statements")
    takes_back = models.BooleanField(default=False)
    said = models.JSONField()
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = Statements.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]

    class Privacy:
        """A number stands in it instead of a name; which person it is, only this site knows."""

        called = _("statements about training")
        fields = {
            "person": _("who"),
            "completion": _("what was completed"),
            "booking": _("booking"),
            "takes_back": _("whether it takes an earlier one back"),
            "said": _("what it says"),
            "made_at": _("when it was made"),
            "next_at": _("when it is sent next"),
            "tries": _("how often it was tried"),
            "sent_at": _("when it was sent"),
        }
        purpose = _("Telling a learning record store of another organisation what people completed, once.")
        basis = Basis.PUBLIC_TASK
        kept = _("Three years after it was made.")
        keep_days, since = 3 * 365, "made_at"
        subjects = ("person",)
        erased = Delete()
        foi = PERSONAL_DATA
        not_words = ("said",)
        public = ()
        partners = ()
        personal = (
            *("id", "person", "completion", "booking", "takes_back", "said", "made_at", "next_at", "tries", "sent_at"),
        )
        confided = ()

    def __str__(self):
        return str(self.pk)
