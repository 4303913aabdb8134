"""What stands beside an Action: what it serves, evidence, notes, and the Actions that it waits for."""

from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.core.models import paired
from partnership.core.privacy import AT_WORK, Basis, Keep, Reaches
from partnership.core.visibility import Sees, Visible
from partnership.plans.models.action import MOST_WORDS, Action


class Tie(NamedTuple):
    """Something of any part of the site: its urn, what people call it, and perhaps its page."""

    urn: str
    label: str
    href: str = ""


class Serves(models.TextChoices):
    """What sort of thing an Action serves."""

    CLAUSE = "clause", _("A clause of the charter")
    STANDARD = "standard", _("A standard of the framework")
    BARRIER = "barrier", _("A barrier that people told us about")
    EVALUATION = "evaluation", _("An evaluation")
    INDICATOR = "indicator", _("A published measure")
    OTHER = "other", _("Something else")


_SORTS = {  # what follows `urn:heartwood:` says which part of the site a thing is of
    "charter": Serves.CLAUSE,
    "framework": Serves.STANDARD,
    "listening": Serves.BARRIER,
    "barrier": Serves.BARRIER,
    "interventions": Serves.EVALUATION,
    "evaluation": Serves.EVALUATION,
    "indicator": Serves.INDICATOR,
}


def serves_what(urn):
    """Tell from a urn what sort of thing it names."""
    part = urn.removeprefix("urn:heartwood:").split(":")[0].split(".")[0]
    return _SORTS.get(part, Serves.OTHER)


class Purposes(Visible["Purpose"]):
    """Words for purposes."""

    sees = (
        Sees(
            _("Whoever sees the Action"),
            _("what it serves"),
            lambda person: Q(action__in=Action.objects.visible_to(person)),
        ),
    )


class Purpose(models.Model):
    """One thing that an Action serves, wherever on the site it lives."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="purposes")
    urn = models.CharField(max_length=200, db_index=True)
    label = models.CharField(max_length=200)
    href = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=10, choices=Serves.choices)

    objects = Purposes.as_manager()

    class Meta:
        ordering = ["kind", "label", "pk"]
        constraints = [models.UniqueConstraint(fields=["action", "urn"], name="purpose_once_for_an_action")]

    class Privacy:
        """So that a clause, a standard or a barrier can show what is being done about it."""

        called = _("what Actions serve")
        purpose = _("Showing beside a clause, a standard or a barrier what is being done about it.")
        fields = {
            "urn": _("what it serves"),
            "label": _("what that is called"),
            "href": _("address of that page"),
            "kind": _("what kind of thing that is"),
        }
        not_words = (
            "urn",
            "label",
            "href",
        )
        public = ("id", "kind")
        partners = ("action", "urn", "label", "href")
        personal = ()
        confided = ()

    def __str__(self):
        return self.label


class WithWholeActions(Visible[Any]):
    """Rows that are seen only with the whole of their Action."""

    sees = (
        Sees(
            _("Whoever sees the whole Action"),
            _("its evidence, its notes, and what it waits for"),
            lambda person: Q(action__in=Action.objects.seen_whole_by(person)),
        ),
    )

    def in_force(self):
        """Give evidence that nobody took back."""
        return self.filter(removed_at=None)


class Evidence(models.Model):
    """What shows that something was done: words, perhaps a link, and until when it can be relied on."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="evidence")
    words = models.CharField(_("what it shows"), max_length=500)
    link = models.URLField(_("where it can be read"), max_length=500, blank=True)
    expires_on = models.DateField(_("good until"), null=True, blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = WithWholeActions.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["added_at", "pk"]
        constraints = [
            paired("removed", name="evidence_removed_at_and_by_are_a_pair"),
        ]

    class Privacy:
        """What shows that an Action was done. It ages, so it says until when."""

        called = _("evidence")
        purpose = _("Showing that something was done.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the Action.")
        subjects = ("added_by",)
        erased = Keep()
        words = {
            "words": Reaches(_("Whoever sees the whole Action."), AT_WORK),
            "link": Reaches(_("Whoever sees the whole Action."), AT_WORK),
        }
        public = ("id",)
        partners = ("action", "words", "link", "expires_on", "added_at", "removed_at")
        personal = ("added_by", "removed_by")
        confided = ()

    def __str__(self):
        return self.words


class Note(models.Model):
    """What somebody wrote about how an Action goes, and when. Never edited, never taken away."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="notes")
    words = models.TextField(_("note"), max_length=MOST_WORDS)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = WithWholeActions.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]

    class Privacy:
        """How an Action goes, in the words of those who do it; for colleagues."""

        called = _("notes")
        purpose = _("Letting colleagues know how something goes.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the Action. A person who is erased stays beside it as “someone who left”.")
        subjects = ("written_by",)
        erased = Keep()
        words = {
            "words": Reaches(_("Whoever sees the whole Action."), AT_WORK),
        }
        public = ("id",)
        partners = ("action", "words", "written_at")
        personal = ("written_by",)
        confided = ()

    def __str__(self):
        return self.words[:80]


class Dependency(models.Model):
    """One Action waits for another."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="dependencies")
    waits_for = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="awaited_by")

    objects = WithWholeActions.as_manager()

    class Meta:
        verbose_name_plural = "dependencies"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["action", "waits_for"], name="dependency_said_once"),
            models.CheckConstraint(name="action_does_not_wait_for_itself", condition=~Q(action=models.F("waits_for"))),
        ]

    class Privacy:
        """Which Action has to be done first."""

        called = _("which Action waits for which")
        purpose = _("Knowing which Action has to be done first.")
        fields = {"waits_for": _("the Action that it waits for")}
        public = ("id",)
        partners = ("action", "waits_for")
        personal = ()
        confided = ()

    def __str__(self):
        return f"{self.action} waits for {self.waits_for}"
