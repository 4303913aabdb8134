"""That somebody was erased, on whose word, and by whom."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.core.privacy import Basis, Keep
from partnership.core.visibility import Sees, Visible
from partnership.partners.models.reach import reach


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

        purpose = _("Being able to show that somebody was erased when they asked.")
        basis = Basis.LEGAL_OBLIGATION
        kept = _("Three years.")
        keep_days, since = 3 * 365, "erased_at"
        subjects = ("person",)
        erased = Keep()
        public = ()
        partners = ()
        personal = ("id", "person", "how", "note", "erased_at", "erased_by")
        confided = ()

    def __str__(self):
        return f"{self.get_how_display()}, {self.erased_at:%Y-%m-%d}"
