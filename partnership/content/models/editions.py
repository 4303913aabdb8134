"""What was published: which file, which bytes, by whom, checked by whom, why. The words themselves are the file."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.content.models.drafts import Draft
from partnership.content.models.kinds import Kind, may_edit
from partnership.core import pack
from partnership.core.privacy import AS_PROVIDER, Basis, Keep, Reaches
from partnership.core.visibility import Sees, Visible


def _for_editors(person):
    kinds = [kind for kind in Kind if may_edit(person, kind)]
    return Q(kind__in=kinds) if kinds else None


class Editions(Visible["Edition"]):
    """Words for editions."""

    sees = (
        Sees(
            _("The programme team; safeguarding leads"),
            _("who published what and why; the same of helplines"),
            _for_editors,
        ),
    )

    def of(self, name):
        return self.filter(name=name)

    def newest(self):
        """Give the newest edition of each file."""
        later = Edition.objects.filter(name=models.OuterRef("name"), number__gt=models.OuterRef("number"))
        return self.filter(~models.Exists(later))


class Edition(models.Model):
    """One publication of one content file. Its text lies under the overlay, and among the kept ones by its hash."""

    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=120)
    number = models.PositiveIntegerField(default=1)
    sha256 = models.CharField(max_length=64, blank=True)  # empty: the file was removed
    before_sha256 = models.CharField(max_length=64, blank=True)  # of what counted before; empty: nothing did
    removed = models.BooleanField(default=False)
    why = models.CharField(_("why"), max_length=300, blank=True)
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, null=True, blank=True, related_name="editions")

    objects = Editions.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["name", "number"], name="editions_of_a_file_are_numbered"),
            models.CheckConstraint(
                name="edition_has_words_or_is_a_removal",
                condition=Q(removed=True, sha256="") | Q(removed=False) & ~Q(sha256=""),
            ),
        ]

    class Privacy:
        """Who published what and why, so that every word shown can be answered for."""

        called = _("editions")
        fields = {
            "kind": _("what kind of words"),
            "name": _("name of the file"),
            "number": _("number of the edition"),
            "before_sha256": _("fingerprint of the words before"),
            "removed": _("whether the file was taken away"),
            "draft": _("the draft it came from"),
        }
        purpose = _("Being able to say who published which words, and why.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the site. A person who is erased stays in it as “someone who left”.")
        subjects = ("published_by", "written_by")
        erased = Keep()
        copies = ("why",)
        words = {"why": Reaches(_("Whoever may edit these words."), AS_PROVIDER)}
        not_words = ("name", "sha256", "before_sha256")
        public = ()
        partners = ("id", "kind", "name", "number", "sha256", "before_sha256", "removed", "published_at", "draft")
        personal = ("why", "published_by", "written_by")
        confided = ()

    def __str__(self):
        return f"{self.name}, {self.number}"

    @property
    def at_once(self) -> bool:
        """Whether it went out without a second person."""
        return self.draft_id is None

    @property
    def in_place(self) -> bool:
        """Whether the file that counts is this one. If the site stopped at a bad moment it may not be."""
        found = pack.file(self.name)
        return (found.sha256 if found else "") == self.sha256


def standing(name: str) -> str:
    """Give how a file stands: how many editions it had here, and the hash of what counts (nothing for no file).

    Both: a hash alone would not show an edition that is recorded and about to be put in place, a number alone not a file
    that somebody changed on the disk.
    """
    newest = Edition.objects.of(name).order_by("-number").first()
    found = pack.file(name) if name else None
    return f"{newest.number if newest else 0}:{found.sha256 if found else ''}"
