"""What a place must have in order before anybody is asked to tell anything."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnership.core.privacy import FOR_THEIR_ORGANISATION, OPEN_DATA, Basis, Keep, Reaches
from partnership.core.visibility import Sees, Visible, everyone


class Assurances(Visible["Assurance"]):
    """Words for what must be in order."""

    sees = (Sees(_("Anybody"), _("what is in order, who answers for it and until when"), everyone),)


class Assurance(models.Model):
    """One thing that is in order: what or who it is, from when, and by when somebody looks at it again."""

    key = models.CharField(max_length=40, unique=True)  # of the pack: controllers, impact-assessment, safeguarding-lead
    named = models.CharField(_("what or who"), max_length=200)
    dated_on = models.DateField(_("dated"))
    review_on = models.DateField(_("looked at again by"))
    link = models.URLField(_("where it can be read"), max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = Assurances.as_manager()

    class Meta:
        ordering = ["key"]

    class Privacy:
        """What must be in order before anybody is asked to tell anything; anybody may read it."""

        called = _("what must be in order to listen")
        fields = {
            "key": _("which"),
            "recorded_at": _("when it was recorded"),
            "recorded_by": _("who recorded it"),
        }
        purpose = _("Asking nobody to tell anything before it is safe.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the partnership.")
        subjects = ("recorded_by",)
        erased = Keep()
        foi = OPEN_DATA
        words = {
            "named": Reaches(_("Anybody."), FOR_THEIR_ORGANISATION),
            "link": Reaches(_("Anybody."), FOR_THEIR_ORGANISATION),
        }
        not_words = ("key",)
        public = ("id", "key", "named", "dated_on", "review_on", "link")
        partners = ("recorded_at",)
        personal = ("recorded_by",)
        confided = ()

    def __str__(self):
        return self.named
