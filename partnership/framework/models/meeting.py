"""What a meeting agrees about each standard, and what it can show."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.core.models import Revisioned, paired
from partnership.core.privacy import FOR_THEIR_ORGANISATION, Basis, Keep, Reaches
from partnership.core.visibility import Sees, Visible
from partnership.framework.models.answers import LEVELS
from partnership.framework.models.assessments import Assessment, of_assessments_of_my_partners

_REACHES = Reaches(_("The partner's people. Nobody else, unless they hand the report on."), FOR_THEIR_ORGANISATION)


class AgreedLevels(Visible["AgreedLevel"]):
    """Words for agreed levels."""

    sees = (
        Sees(
            _("People of the partner"),
            _("what their meeting agreed, and who saw it otherwise"),
            of_assessments_of_my_partners,
        ),
    )


class AgreedLevel(Revisioned):
    """What a meeting agreed for one standard: a level, or that it does not apply and why. Dissent stands beside it."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="agreed_levels")
    standard = models.CharField(max_length=80)  # its key
    level = models.PositiveSmallIntegerField(_("level that you agree on"), null=True, blank=True)
    why_not = models.CharField(_("why it does not apply"), max_length=300, blank=True)
    because = models.TextField(_("what convinced you"), max_length=1000, blank=True)
    dissent = models.TextField(_("who saw it otherwise, and how"), max_length=1000, blank=True)
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = AgreedLevels.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "standard"], name="standard_is_agreed_once"),
            models.CheckConstraint(
                name="agreed_level_is_a_level", condition=Q(level__isnull=True) | Q(level__gte=1, level__lte=LEVELS)
            ),
            models.CheckConstraint(name="agreed_level_or_why_not", condition=Q(level__isnull=True) | Q(why_not="")),
        ]

    class Privacy:
        """What an organisation says of itself, with the view of whoever did not agree; nothing about one person."""

        called = _("agreed levels")
        fields = {"assessment": _("assessment"), "standard": _("standard")}
        purpose = _("Remembering what a meeting agreed, so that a year later it can see what changed.")
        basis = Basis.PUBLIC_TASK
        kept = _("With the assessment that it belongs to.")
        subjects = ("agreed_by",)
        erased = Keep()
        copies = ("because", "dissent", "why_not")
        words = dict.fromkeys(("why_not", "because", "dissent"), _REACHES)
        not_words = ("standard",)
        public = ("id",)
        partners = ("assessment", "standard", "level", "why_not", "because", "dissent", "agreed_at", "revision")
        personal = ("agreed_by",)
        confided = ()

    def __str__(self):
        return self.standard


class AllShownEvidence(Visible["ShownEvidence"]):
    """Words for evidence."""

    sees = (Sees(_("People of the partner"), _("what they can show for a standard"), of_assessments_of_my_partners),)

    def standing(self):
        """Give what nobody took back."""
        return self.filter(removed_at=None)


class ShownEvidence(models.Model):
    """Something that an organisation can show for a standard; or, for none, how it listened to those under 16."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="evidence")
    standard = models.CharField(max_length=80, blank=True)  # its key; none: how those under 16 were heard
    what = models.CharField(_("what you can show"), max_length=300)
    where = models.CharField(_("where it is kept"), max_length=300, blank=True)
    dated_on = models.DateField(_("from when it is"), null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = AllShownEvidence.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [paired("removed", name="shown_evidence_removed_at_and_by_are_a_pair")]

    class Privacy:
        """Where something is that an organisation can show. The thing itself stays where it is."""

        called = _("evidence shown")
        fields = {"assessment": _("assessment"), "standard": _("standard")}
        purpose = _("Telling a level that is claimed from one that can be shown.")
        basis = Basis.PUBLIC_TASK
        kept = _("With the assessment that it belongs to.")
        subjects = ("added_by", "removed_by")
        erased = Keep()
        copies = ("what", "where")
        words = dict.fromkeys(("what", "where"), _REACHES)
        not_words = ("standard",)
        public = ("id",)
        partners = ("assessment", "standard", "what", "where", "dated_on", "added_at", "removed_at")
        personal = ("added_by", "removed_by")
        confided = ()

    def __str__(self):
        return self.what
