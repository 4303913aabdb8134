"""What the partnership tells its people, by sector and place."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from partnership.core.models import Revisioned, paired
from partnership.core.privacy import AS_PROVIDER, Basis, Keep, Reaches
from partnership.core.visibility import Sees, Visible
from partnership.partners.models import Partner, PartnerPlace, reach


def _is_for(kind, keys):
    rows = AnnouncementFor._base_manager.filter(announcement=OuterRef("pk"), kind=kind)
    return ~Exists(rows) | Exists(rows.filter(key__in=keys))


def _for_my_partners(person):
    """Published ones for everybody, or for a sector and place in which one of the person's partners is."""
    held = reach(person)
    if not held.belongs:
        return None
    sectors = Partner._base_manager.filter(pk__in=held.partners).values("sector")
    places = PartnerPlace._base_manager.filter(partner__in=held.partners).values("place")
    here = _is_for("place", places) | _is_for("place", list(held.places))
    return Q(published_at__isnull=False, withdrawn_at__isnull=True) & _is_for("sector", sectors) & here


class Announcements(Visible["Announcement"]):
    """Words for announcements."""

    sees = (
        Sees(
            _("Everybody with a role in the partnership"),
            _("what was announced to everybody, or to their sector and place"),
            _for_my_partners,
        ),
        Sees(
            _("Who wrote it"),
            _("their own drafts"),
            lambda person: Q(written_by=person) if person is not None else None,
        ),
        Sees(
            _("The programme team"),
            _("every announcement"),
            lambda person: Q() if reach(person).runs_programme else None,
        ),
    )

    def published(self):
        return self.filter(published_at__isnull=False, withdrawn_at__isnull=True)


class Announcement(Revisioned):
    """A few sentences from the programme team or a place lead."""

    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=3000)
    written_at = models.DateTimeField(auto_now_add=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = Announcements.as_manager()

    class Meta:
        ordering = ["-published_at", "-written_at", "-pk"]
        constraints = [
            paired("published", name="announcement_published_at_and_by_are_a_pair"),
            paired("withdrawn", name="announcement_withdrawn_at_and_by_are_a_pair"),
        ]

    class Privacy:
        """What the partnership told its people, and who said it."""

        called = _("announcements")
        purpose = _("Telling people of the partnership what concerns them.")
        basis = Basis.PUBLIC_TASK
        kept = _("Five years.")
        keep_days, since = 5 * 365, "published_at"
        subjects = ("written_by", "published_by", "withdrawn_by")
        erased = Keep()
        words = {name: Reaches(_("Those whom it is for."), AS_PROVIDER) for name in ("title", "text")}
        public = ()
        partners = ("id", "title", "text", "revision", "written_at", "published_at", "withdrawn_at")
        personal = ("written_by", "published_by", "withdrawn_by")
        confided = ()

    def __str__(self):
        return self.title


class AnnouncementFor(models.Model):
    """One sector or place that an announcement is for. None of a kind: for all of them."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="audience")
    kind = models.CharField(max_length=10, choices=[("sector", _("sector")), ("place", _("place"))])
    key = models.CharField(max_length=40)

    class Meta:
        ordering = ["kind", "key"]
        constraints = [models.UniqueConstraint(fields=["announcement", "kind", "key"], name="announced_once_to_each")]

    class Privacy:
        """For whom an announcement is."""

        called = _("for whom announcements are")
        purpose = _("Telling each person only what concerns their sector or place.")
        fields = {"announcement": _("which announcement"), "kind": _("a sector or a place"), "key": _("which one")}
        not_words = ("key",)
        public = ()
        partners = ("id", "announcement", "kind", "key")
        personal = ()
        confided = ()

    def __str__(self):
        return f"{self.kind} {self.key}"
