"""Who was trained, as it was counted and published, once for each quarter."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnership.core.privacy import OPEN_DATA, Basis, Keep
from partnership.core.visibility import Sees, Visible, everyone


class TrainedReleases(Visible["TrainedRelease"]):
    """Words for releases."""

    sees = (Sees(_("Anybody"), _("what was published"), everyone),)


class TrainedRelease(models.Model):
    """The counts of one quarter, with what they count, as they were published. Nothing published is counted otherwise."""

    quarter = models.CharField(max_length=7, unique=True)  # 2026-Q3: as it was on its last day
    version = models.CharField(max_length=20)  # of what "trained" meant; another one began a new series
    shown = models.JSONField()  # what anybody reads
    kept = models.JSONField(default=dict)  # what the next release is held against: told to nobody
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = TrainedReleases.as_manager()

    class Meta:
        ordering = ["-quarter"]

    class Privacy:
        """Counts from ten people up; what is held back stays held back."""

        called = _("published counts of who is trained")
        fields = {
            "quarter": _("quarter"),
            "version": _("version of what is counted"),
            "shown": _("what is published"),
            "kept": _("counts held back"),
            "made_at": _("when it was counted"),
            "made_by": _("who had it counted"),
        }
        purpose = _("Showing how many are trained where, in numbers that show nobody.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the partnership.")
        people = _("Nobody: counts of groups.")
        subjects = ("made_by",)
        erased = Keep()
        foi = OPEN_DATA
        not_words = ("quarter", "version", "shown", "kept")
        public = ("id", "quarter", "version", "shown")
        partners = ("made_at",)
        personal = ("made_by",)
        confided = ("kept",)

    def __str__(self):
        return self.quarter
