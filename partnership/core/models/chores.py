"""When each of the site's own chores is due next."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChoreTurn(models.Model):
    """One row for each chore: whoever moves `due_at` on has the turn, so two workers never do the same chore."""

    name = models.CharField(max_length=60, unique=True)
    due_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    class Privacy:
        """The site's own timetable; nothing about anybody."""

        called = _("chore turns")
        fields = {"name": _("which chore"), "due_at": _("when it was due"), "taken_at": _("when it was done")}
        purpose = _("Doing the site's chores on time, once.")
        kept = _("As long as the chore.")
        not_words = ("name",)
        public = ()
        partners = ("id", "name", "due_at", "taken_at")
        personal = ()
        confided = ()

    def __str__(self):
        return self.name
