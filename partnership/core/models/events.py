"""The log of deeds."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.core.privacy import Basis, Keep, by_urn


class Unchanging(models.QuerySet["Event"]):
    """A log that could be edited would be no log."""

    def update(self, **changes):
        raise TypeError("Events are only ever added.")

    def delete(self):
        raise TypeError("Events are only ever added.")


class Event(models.Model):
    """Who did what to which thing, and when. Written in the same transaction as the deed."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)  # thing, dot, past participle: `page.reported`
    thing = models.CharField(max_length=200)  # its urn
    at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)

    objects = Unchanging.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    class Privacy:
        """Kept so that every deed can be answered for. It holds no words of anybody's."""

        purpose = _("Being able to answer for every deed on this site.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the site. A person who is erased stays in it as “someone who left”.")
        subjects = ("by", by_urn("thing"))
        erased = Keep()
        not_words = (
            "verb",
            "thing",
        )
        called = _("what was done")
        fields = {
            "by": _("who did it"),
            "verb": _("what was done"),
            "thing": _("what it was done to"),
            "at": _("when"),
        }
        public = ()
        partners = ("id", "verb", "thing", "at")
        personal = ("by",)
        confided = ()

    def __str__(self):
        return f"{self.verb} {self.thing}"

    def save(self, *args, **kwargs):
        if self.pk and not kwargs.get("force_insert"):
            raise TypeError("Events are only ever added.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Events are only ever added.")
