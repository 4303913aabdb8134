"""Who looks after which words, when somebody last checked them, and by when they are checked again."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from partnership.content.models.editions import _for_editors
from partnership.content.models.kinds import Kind, title_of
from partnership.core.models import paired
from partnership.core.privacy import Basis, Blank
from partnership.core.visibility import Sees, Visible
from partnership.partners.models import Kind as RoleKind
from partnership.partners.models import Role
from partnership.partners.models.reach import RUN_THE_PROGRAMME

EVERY = timedelta(days=91)  # words that nobody gave another day are checked four times a year
SOON = timedelta(days=14)  # before its day, so that whoever is away in that week is asked all the same


class Upkeeps(Visible["Upkeep"]):
    """Words for who looks after words."""

    sees = (
        Sees(
            _("The programme team; safeguarding leads"),
            _("who looks after which words; the same of helplines"),
            _for_editors,
        ),
    )

    def with_stands(self):
        """Say of each whether its owner may still edit it. Whoever left, leaves it to the programme team."""
        held = Role.objects.current().filter(person=OuterRef("owner"), person__is_active=True, partner=None)
        runs = Exists(held.filter(kind__in=RUN_THE_PROGRAMME, place=""))
        guards = Q(kind=Kind.HELPLINE) & Q(Exists(held.filter(kind=RoleKind.SAFEGUARDING_LEAD)))
        return self.annotate(stands=ExpressionWrapper(Q(runs) | guards, output_field=models.BooleanField()))


class Upkeep(models.Model):
    """One file of words: its owner, and by when they are asked to check it again."""

    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=120, unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # nobody: the programme team
    check_by = models.DateField()
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = Upkeeps.as_manager()

    class Meta:
        ordering = ["check_by", "name"]
        constraints = [
            paired("checked", name="upkeep_checked_at_and_by_are_a_pair"),
        ]

    class Privacy:
        """Who looks after which words, so that a number that is not answered any more is found."""

        called = _("who looks after words")
        fields = {
            "kind": _("what kind of words"),
            "name": _("name of the file"),
            "owner": _("who looks after it"),
            "check_by": _("by when it is checked again"),
            "checked_at": _("when it was checked"),
            "checked_by": _("who checked it"),
        }
        purpose = _("Asking somebody to check words again before they are out of date.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the words. Whoever is erased or leaves, leaves them to the programme team.")
        subjects = ("owner",)
        erased = Blank({"owner": None})
        not_words = ("name",)
        public = ()
        partners = ("id", "kind", "name", "check_by", "checked_at")
        personal = ("owner", "checked_by")
        confided = ()

    def __str__(self):
        return title_of(self.name)
