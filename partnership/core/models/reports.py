"""The notes that readers leave about pages."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnership.core.privacy import Basis, Keep


class PageReport(models.Model):
    """ "Something here is wrong or hurt me": one of three kinds and a page's address. No free text, no name."""

    class Kind(models.TextChoices):
        WRONG = "wrong", _("Something here is wrong")
        HURT = "hurt", _("Something here hurt me, or could hurt someone")
        UNUSABLE = "unusable", _("I cannot use or understand this page")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    page = models.CharField(max_length=200)
    reported_at = models.DateTimeField(auto_now_add=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="page_report_is_of_a_known_kind", condition=models.Q(kind__in=["wrong", "hurt", "unusable"])
            ),
        ]

    class Privacy:
        """Kept so that the people who look after the site can put a page right. Deleted after two years."""

        purpose = _("Putting a page right that is wrong, hurts or cannot be used.")
        basis = Basis.PUBLIC_TASK
        kept = _("Two years.")
        keep_days, since = 730, "reported_at"
        subjects = ("reported_by",)
        erased = Keep()
        not_words = ("page",)
        called = _("notes about pages")
        fields = {"kind": _("what is wrong"), "page": _("which page")}
        public = ()
        partners = ("id", "kind", "page", "reported_at")
        personal = ("reported_by",)
        confided = ()

    def __str__(self):
        return f"{self.get_kind_display()}: {self.page}"
