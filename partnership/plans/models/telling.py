"""What somebody was reminded of, and the address under which a calendar reads their Actions."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.core.privacy import Basis, Delete
from partnership.core.visibility import Sees, Visible, themselves
from partnership.plans.models.action import Action


class Reminders(Visible["Reminder"]):
    """Words for reminders."""

    sees = (Sees(_("The person"), _("what they were reminded of"), themselves("person")),)


class Reminder(models.Model):
    """That somebody was told one thing about one Action, so that nobody is told it twice."""

    class About(models.TextChoices):
        SOON = "soon", _("due within two weeks")
        TODAY = "today", _("due today")
        OVERDUE = "overdue", _("its day was a week ago")
        EVIDENCE = "evidence", _("evidence runs out within two months")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="action_reminders")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="reminders")
    about = models.CharField(max_length=8, choices=About.choices)
    day = models.DateField()  # the day it is about: when that moves, somebody is told again
    told_at = models.DateTimeField(default=timezone.now)

    objects = Reminders.as_manager()

    class Meta:
        ordering = ["-told_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "action", "about", "day"], name="reminded_of_a_thing_once")
        ]

    class Privacy:
        """So that nobody is reminded twice of the same thing."""

        called = _("reminders")
        fields = {"about": _("what it reminds of"), "day": _("the day it is about")}
        purpose = _("Not telling anybody the same thing twice.")
        basis = Basis.PUBLIC_TASK
        kept = _("Two years.")
        keep_days, since = 730, "told_at"
        subjects = ("person",)
        erased = Delete()
        public = ()
        partners = ()
        personal = ("id", "person", "action", "about", "day", "told_at")
        confided = ()

    def __str__(self):
        return f"{self.person}: {self.action}, {self.get_about_display()}"


class Calendars(Visible["Calendar"]):
    """Words for calendars."""

    sees = (Sees(_("The person"), _("whether their calendar has an address, and since when"), themselves("person")),)


class Calendar(models.Model):
    """The secret address under which somebody's calendar reads their Actions. The secret is kept only as a hash."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="action_calendar", primary_key=True
    )
    secret_hash = models.CharField(max_length=64, unique=True)
    neutral = models.BooleanField(_("say only that something is due"), default=True)
    whole_partner = models.BooleanField(_("with everybody's in the organisations I lead"), default=False)
    made_at = models.DateTimeField(default=timezone.now)

    objects = Calendars.as_manager()

    class Privacy:
        """Held so that a calendar can be read without signing in; gone when the person stops it."""

        called = _("calendars")
        purpose = _("Showing your Actions in your own calendar.")
        basis = Basis.CONSENT
        kept = _("Until the person stops it, makes a new address or is erased.")
        subjects = ("person",)
        erased = Delete()
        not_words = ("secret_hash",)
        public = ()
        partners = ()
        personal = ("person", "neutral", "whole_partner", "made_at")
        confided = ("secret_hash",)
        secrets = ("secret_hash",)

    def __str__(self):
        return str(self.person)
