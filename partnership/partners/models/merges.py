"""Two rows that are one organisation or one person: which was kept, what moved, and how to take it back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.core.models import paired
from partnership.core.privacy import Basis, Delete, Keep
from partnership.core.visibility import Sees, Visible
from partnership.partners.models.organisations import Partner
from partnership.partners.models.reach import reach


def _for_the_programme(person):
    return Q() if reach(person).runs_programme else None


def _two(first, second):
    """Both are given and are not the same row, or neither is."""
    neither = Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
    both = Q(**{f"{first}__isnull": False, f"{second}__isnull": False})
    return neither | both & ~Q(**{first: models.F(second)})


class Merges(Visible["Merge"]):
    """Words for merges."""

    sees = (Sees(_("The programme team"), _("which partners or people were merged"), _for_the_programme),)

    def standing(self):
        return self.filter(undone_at=None)


class Merge(models.Model):
    """One row was merged into another. Nothing was deleted: the row that gave way stays, and leads to the other."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="+")  # the one that was kept
    partner_gone = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    person_gone = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    merged_at = models.DateTimeField(default=timezone.now)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = Merges.as_manager()

    class Meta:
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="merge_is_of_two_partners", condition=_two("partner", "partner_gone")),
            models.CheckConstraint(name="merge_is_of_two_people", condition=_two("person", "person_gone")),
            models.CheckConstraint(
                name="merge_is_of_one_kind",
                condition=Q(partner__isnull=True, person__isnull=False) | Q(partner__isnull=False, person__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["partner_gone"], condition=Q(undone_at__isnull=True), name="partner_is_merged_once"
            ),
            models.UniqueConstraint(
                fields=["person_gone"], condition=Q(undone_at__isnull=True), name="person_is_merged_once"
            ),
            paired("undone", name="merge_undone_at_and_by_are_a_pair"),
        ]

    class Privacy:
        """That two rows became one, and who said so. It says nothing of what stood in them."""

        called = _("merges")
        fields = {
            "partner": _("the organisation that was kept"),
            "partner_gone": _("the organisation that gave way"),
            "person": _("the account that was kept"),
            "person_gone": _("the account that gave way"),
        }
        purpose = _("Counting everybody once, and leading from an old address to the new one.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the partnership.")
        subjects = ("person", "person_gone", "merged_by")
        erased = Keep()
        public = ()
        partners = ()
        personal = (
            *("id", "partner", "partner_gone", "person", "person_gone"),
            *("merged_at", "merged_by", "undone_at", "undone_by"),
        )
        confided = ()

    def __str__(self):
        return f"{self.gone} into {self.kept}"

    @property
    def is_of_partners(self):
        return self.partner_id is not None

    @property
    def kept(self):
        return self.partner or self.person

    @property
    def gone(self):
        return self.partner_gone or self.person_gone


def kept_of(partner: Partner) -> Partner:
    """Give the partner that this one was merged into, and that one into, and so on; itself if it never was."""
    seen = {partner.pk}
    while (
        merge := Merge.objects.standing().filter(partner_gone=partner).select_related("partner").first()
    ) is not None:
        if merge.partner_id in seen:  # pragma: no cover (the rules let no ring come about)
            break
        partner = merge.partner
        seen.add(partner.pk)
    return partner


class Journals(Visible["MergeJournal"]):
    """Words for journals: nobody reads them, the site uses them to take a merge back."""


class MergeJournal(models.Model):
    """Everything that a merge changed, so that it can be put back exactly. Gone after thirty days."""

    merge = models.OneToOneField(Merge, on_delete=models.CASCADE, related_name="journal")
    moved = models.JSONField(default=list)  # each {table, field, keys}
    values = models.JSONField(default=list)  # each {table, key, old, new}
    made = models.JSONField(default=list)  # each [table, key]: rows that the merge itself added
    removed = models.JSONField(default=list)  # each {table, row}: addresses for signing in, which nobody holds twice
    stayed = models.PositiveIntegerField(default=0)  # rows that the kept one has just so already
    written_at = models.DateTimeField(default=timezone.now)

    objects = Journals.as_manager()

    class Privacy:
        """What stood where before two rows became one."""

        purpose = _("Taking back a merge that was a mistake.")
        basis = Basis.PUBLIC_TASK
        kept = _("Thirty days after the merge.")
        keep_days, since = 30, "written_at"
        subjects = ("merge__person", "merge__person_gone")
        erased = Delete()
        copies = ("values", "removed")
        not_words = (
            "moved",
            "values",
            "made",
            "removed",
        )
        called = _("how to take a merge back")
        fields = {
            "merge": _("which merge"),
            "moved": _("what moved"),
            "values": _("what stood there before, and after"),
            "made": _("what the merge added"),
            "removed": _("what the merge took away"),
            "stayed": _("how much was there already"),
        }
        public = ()
        partners = ()
        personal = ("id", "merge", "moved", "made", "stayed", "written_at")
        confided = ("values", "removed")

    def __str__(self):
        return f"Journal of {self.merge}"


class Distinctions(Visible["Distinction"]):
    """Words for pairs that are not the same."""

    sees = (Sees(_("The programme team"), _("pairs that look alike and are two"), _for_the_programme),)


class Distinction(models.Model):
    """Somebody looked at two rows that are alike and said that they are two. They are not proposed again."""

    first_partner = models.ForeignKey(Partner, on_delete=models.CASCADE, null=True, related_name="+")
    second_partner = models.ForeignKey(Partner, on_delete=models.CASCADE, null=True, related_name="+")
    first_person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    second_person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = Distinctions.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first_partner", "second_partner"], name="two_partners_are_said_once"),
            models.UniqueConstraint(fields=["first_person", "second_person"], name="two_people_are_said_once"),
        ]

    class Privacy:
        """That two rows are two, so that nobody is asked again."""

        called = _("pairs that look alike and are two")
        fields = {
            "first_partner": _("one organisation"),
            "second_partner": _("the other organisation"),
            "first_person": _("one person"),
            "second_person": _("the other person"),
        }
        purpose = _("Not asking twice whether two rows are one.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as both rows are here.")
        subjects = ("first_person", "second_person", "said_by")
        erased = Delete()
        public = ()
        partners = ()
        personal = (
            *("id", "first_partner", "second_partner", "first_person", "second_person"),
            *("said_at", "said_by"),
        )
        confided = ()

    def __str__(self):
        return f"{self.first_partner or self.first_person} is not {self.second_partner or self.second_person}"
