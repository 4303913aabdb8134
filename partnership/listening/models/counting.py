"""What was counted and published, once for each quarter; and answers about equality, which stand apart from everything."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnership.core.models import random_key
from partnership.core.privacy import CONFIDED_DATA, OPEN_DATA, Basis, Keep
from partnership.core.visibility import Sees, Visible, everyone


class Releases(Visible["Release"]):
    """Words for releases."""

    sees = (Sees(_("Anybody"), _("what was published"), everyone),)


class Release(models.Model):
    """The counts of one quarter, as they were published. Nothing published is counted again otherwise."""

    quarter = models.CharField(max_length=7, unique=True)  # 2026-Q3: everything sent until its last day
    shown = models.JSONField()  # what anybody reads
    kept = models.JSONField(default=dict)  # what the next release is held against: told to nobody
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = Releases.as_manager()

    class Meta:
        ordering = ["-quarter"]

    class Privacy:
        """Counts from ten people up; what is held back stays held back."""

        called = _("published counts")
        fields = {
            "quarter": _("quarter"),
            "shown": _("what is published"),
            "kept": _("counts held back"),
            "made_at": _("when it was counted"),
            "made_by": _("who had it counted"),
        }
        purpose = _("Showing which barriers recur where, in numbers that show nobody.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the partnership.")
        people = _("Nobody: counts of groups.")
        subjects = ("made_by",)
        erased = Keep()
        foi = OPEN_DATA
        not_words = ("quarter", "shown", "kept")
        public = ("id", "quarter", "shown")
        partners = ("made_at",)
        personal = ("made_by",)
        confided = ("kept",)

    def __str__(self):
        return self.quarter


class EqualityAnswers(Visible["EqualityAnswer"]):
    """Words for answers about equality."""

    sees = (Sees(_("Nobody, one by one"), _("they are counted together, from ten"), lambda _person: None),)


class EqualityAnswer(models.Model):
    """One answer to one question about equality, tied to no story, no other answer and no day."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    question = models.CharField(max_length=40)  # a key of the pack
    answer = models.CharField(max_length=40)
    quarter = models.CharField(max_length=7)

    objects = EqualityAnswers.as_manager()

    class Meta:
        ordering = ["pk"]

    class Privacy:
        """For the equality duty: who is heard, and who is not. Nobody can say whose answer it is, nor which belong together."""

        called = _("answers about equality")
        fields = {"question": _("question"), "answer": _("answer"), "quarter": _("quarter")}
        purpose = _("Knowing whom we hear, and whom we do not: the equality duty.")
        basis = Basis.EXPLICIT_CONSENT
        kept = _("Three years.")
        people = _("Somebody without a name. One answer stands alone.")
        foi = CONFIDED_DATA
        not_words = ("question", "answer", "quarter")
        public = ()
        partners = ()
        personal = ()
        confided = ("id", "question", "answer", "quarter")

    def __str__(self):
        return self.question
