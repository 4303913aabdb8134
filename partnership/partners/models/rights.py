"""That somebody was erased, on whose word, and by whom."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core import privacy
from partnership.core.models import Notice
from partnership.core.privacy import AT_WORK, Basis, Keep, Reaches
from partnership.core.visibility import Sees, Visible
from partnership.partners.models.reach import reach

TOLD_BEFORE = timedelta(days=30)
UNUSED = gettext_noop(
    "You have not signed in for a long time. If you do not until %(day)s, your account and what is about you in it go."
)


def people_table():
    """Give the table of people with what it declares."""
    return next(table for table in privacy.tables() if table.model is Person)


def unused_and_told(now):
    """Give whoever has not used their account for as long as it is kept, and was told so a month before."""
    told = Notice.objects.filter(sentence=UNUSED, told_at__lte=now - TOLD_BEFORE)
    return privacy.rows_due(people_table(), now).filter(pk__in=told.values("person"))


def unused_and_not_told(now):
    """Give whoever will not have used their account for that long in a month, and does not know yet."""
    told = Notice.objects.filter(sentence=UNUSED)
    return privacy.rows_due(people_table(), now + TOLD_BEFORE).exclude(pk__in=told.values("person"))


class Erasures(Visible["Erasure"]):
    """Words for erasures."""

    sees = (
        Sees(
            _("The programme team"),
            _("when somebody was erased and how they asked, not who they were"),
            lambda person: Q() if reach(person).runs_programme else None,
        ),
    )


class Erasure(models.Model):
    """Somebody was taken out of every table. What is left is a number, a day and how they asked."""

    class How(models.TextChoices):
        HERE = "here", _("on this site")
        LETTER = "letter", _("by letter or e-mail")
        PHONE = "phone", _("by telephone")
        SPOKEN = "spoken", _("face to face")
        UNUSED = "unused", _("nobody used the account for two years")
        AGAIN = "again", _("again, after a backup was restored")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(_("how they asked"), max_length=10, choices=How.choices, default=How.HERE)
    note = models.CharField(_("note"), max_length=300, blank=True)
    erased_at = models.DateTimeField(_("erased"), auto_now_add=True)
    erased_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = Erasures.as_manager()

    class Meta:
        ordering = ["-erased_at", "-pk"]

    class Privacy:
        """So that the hosts can show that they did what somebody asked, without knowing who it was."""

        called = _("erasures")
        purpose = _("Being able to show that somebody was erased when they asked.")
        basis = Basis.LEGAL_OBLIGATION
        kept = _("Three years.")
        keep_days, since = 3 * 365, "erased_at"
        subjects = ("person",)
        erased = Keep()
        words = {
            "note": Reaches(_("The programme team."), AT_WORK),
        }
        public = ()
        partners = ()
        personal = ("id", "person", "how", "note", "erased_at", "erased_by")
        confided = ()

    def __str__(self):
        return f"{self.get_how_display()}, {self.erased_at:%Y-%m-%d}"
