"""What somebody said yes to, in which words, and when they took it back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.core import pack
from partnership.core.privacy import Basis, Delete
from partnership.core.visibility import Sees, Visible, themselves


class Consents(Visible["Consent"]):
    """Words for consents."""

    sees = (Sees(_("The person who gave it"), _("what they agreed to, and when"), themselves("person")),)

    def open(self):
        """Give those that nobody has taken back, in whatever words."""
        return self.filter(withdrawn_at=None)

    def standing(self, purpose):
        """Give the consents that hold today: not taken back, and to the words as they are now."""
        asked = pack.current().consents.get(purpose)
        return self.open().filter(purpose=purpose, words_sha256=asked.sha256) if asked else self.none()


class Consent(models.Model):
    """One yes of one person to one purpose, in the words that they were shown."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(_("what for"), max_length=40)  # a key of the pack's consents
    version = models.CharField(_("version of the words"), max_length=20)
    words_sha256 = models.CharField(_("fingerprint of the words"), max_length=64)
    given_at = models.DateTimeField(_("given"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = Consents.as_manager()

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose", "words_sha256"],
                condition=Q(withdrawn_at=None),
                name="consent_is_given_once_to_the_same_words",
            )
        ]

    class Privacy:
        """So that what rests on a yes can show it, and stops with a no."""

        called = _("consents")
        purpose = _("Knowing what somebody agreed to, in which words, and that they may take it back.")
        basis = Basis.LEGAL_OBLIGATION
        kept = _("Three years after it was taken back; deleted when the person is erased.")
        keep_days, since = 3 * 365, "withdrawn_at"
        subjects = ("person",)
        erased = Delete()
        not_words = (
            "purpose",
            "version",
            "words_sha256",
        )
        public = ()
        partners = ()
        personal = ("id", "person", "purpose", "version", "words_sha256", "given_at", "withdrawn_at")
        confided = ()

    def __str__(self):
        return f"{self.purpose} {self.version}"
