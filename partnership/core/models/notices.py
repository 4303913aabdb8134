"""What somebody should know, told on the site; letters say only that there is something."""

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnership.core.privacy import AT_WORK, Basis, Delete, Reaches
from partnership.core.visibility import Sees, Visible, themselves


class Notices(Visible["Notice"]):
    """Words for notices."""

    sees = (Sees(_("The person it is for"), _("their own notices"), themselves("person")),)

    def unread(self):
        return self.filter(read_at=None)

    def with_letters(self):
        """Give those whose reader wants letters, with `how`: as chosen for the category, else for the rest, else weekly."""
        chosen = NoticeChoice.objects.filter(person=OuterRef("person"), category__in=["", OuterRef("category")])
        how = Coalesce(Subquery(chosen.order_by("-category").values("how")[:1]), Value(NoticeChoice.How.WEEKLY))
        return self.annotate(how=how).exclude(how=NoticeChoice.How.SITE)


class Notice(models.Model):
    """One sentence for one person, and where it leads. The sentence is kept untranslated, with its words beside it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    category = models.CharField(max_length=40)  # partner, pledge, action, content … : what a digest can be chosen by
    sentence = models.CharField(max_length=300)
    words = models.JSONField(default=dict)
    href = models.CharField(max_length=300)
    thing = models.CharField(max_length=200)  # its urn
    told_at = models.DateTimeField(auto_now_add=True, db_index=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = Notices.as_manager()

    class Meta:
        ordering = ["-told_at", "-pk"]
        indexes = [models.Index(fields=["person", "read_at"], name="notice_unread")]

    class Privacy:
        """So that what needs somebody reaches them, without a letter that says too much."""

        called = _("notices")
        fields = {
            "category": _("what it is about"),
            "sentence": _("the sentence"),
            "words": _("names and titles in the sentence"),
            "href": _("where it leads"),
            "thing": _("what it tells of"),
            "read_at": _("when it was read"),
            "mailed_at": _("when a letter said that there is news"),
        }
        purpose = _("Telling people what needs them.")
        basis = Basis.PUBLIC_TASK
        kept = _("A year after it was told.")
        keep_days, since = 365, "told_at"
        subjects = ("person",)
        erased = Delete()
        copies = ("words",)
        words = {
            "words": Reaches(_("The person whom it tells."), AT_WORK),
        }
        not_words = (
            "category",
            "sentence",
            "href",
            "thing",
        )
        public = ()
        partners = ()
        personal = ("id", "person", "category", "sentence", "words", "href", "thing", "told_at", "read_at", "mailed_at")
        confided = ()

    def __str__(self):
        return gettext(self.sentence) % self.words


class NoticeChoices(Visible["NoticeChoice"]):
    """Words for how somebody wants to be told."""

    sees = (Sees(_("The person"), _("how they want to be told"), themselves("person")),)


class NoticeChoice(models.Model):
    """How somebody wants to hear of one category, or (an empty category) of all that they have not chosen for."""

    class How(models.TextChoices):
        WEEKLY = "weekly", _("On the site, and a letter once a week")
        DAILY = "daily", _("On the site, and a letter once a day")
        SITE = "site", _("On the site only, no letters")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices")
    category = models.CharField(max_length=40, blank=True)
    how = models.CharField(max_length=10, choices=How.choices)

    objects = NoticeChoices.as_manager()

    class Meta:
        ordering = ["category"]
        constraints = [
            models.UniqueConstraint(fields=["person", "category"], name="notice_choice_once_for_each_category"),
            models.CheckConstraint(
                name="notice_choice_is_known", condition=models.Q(how__in=["weekly", "daily", "site"])
            ),
        ]

    class Privacy:
        """So that nobody gets more letters than they want."""

        purpose = _("Writing to people only as often as they want.")
        basis = Basis.PUBLIC_TASK
        kept = _("Until the person changes it or is erased.")
        subjects = ("person",)
        erased = Delete()
        not_words = ("category",)
        called = _("choices about letters")
        fields = {"category": _("news about what"), "how": _("how they want to hear of it")}
        public = ()
        partners = ()
        personal = ("id", "person", "category", "how")
        confided = ()

    def __str__(self):
        return f"{self.category or 'everything else'}: {self.get_how_display()}"
