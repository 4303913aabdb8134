"""The secret address under which somebody's own calendar reads the days of their training."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.core.privacy import Basis, Delete
from partnership.core.visibility import Sees, Visible, themselves


class TrainingCalendars(Visible["TrainingCalendar"]):
    """Words for calendars."""

    sees = (Sees(_("The person"), _("whether their calendar has an address, and since when"), themselves("person")),)


class TrainingCalendar(models.Model):
    """That somebody's calendar reads their training. The secret is kept only as a hash."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="training_calendar", primary_key=True
    )
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = TrainingCalendars.as_manager()

    class Privacy:
        """Held so that a calendar can be read without signing in; gone when the person stops it."""

        called = _("calendars of training")
        purpose = _("Showing your training in your own calendar.")
        basis = Basis.CONSENT
        kept = _("Until the person stops it, makes a new address or is erased.")
        subjects = ("person",)
        erased = Delete()
        not_words = ("secret_hash",)
        public = ()
        partners = ()
        personal = ("person", "made_at")
        confided = ("secret_hash",)
        secrets = ("secret_hash",)

    def __str__(self):
        return str(self.person)
