"""The log of deeds, and the notes that readers leave about pages."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


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
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = Unchanging.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    class Privacy:
        """Kept so that every deed can be answered for. It holds no words of anybody's."""

        public = ()
        partners = ("id", "verb", "thing", "at")
        personal = ("by",)
        confided = ()

    def __str__(self):
        return f"{self.verb} {self.thing}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("Events are only ever added.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Events are only ever added.")


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

        public = ()
        partners = ("id", "kind", "page", "reported_at")
        personal = ("reported_by",)
        confided = ()

    def __str__(self):
        return f"{self.get_kind_display()}: {self.page}"
