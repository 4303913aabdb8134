"""Words on their way: written, checked, looked at by a second person."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.content.models.kinds import Kind, may_edit
from partnership.core.models import Revisioned
from partnership.core.privacy import AS_PROVIDER, Basis, Keep, Reaches
from partnership.core.transitions import Machine, Step
from partnership.core.visibility import Sees, Visible, themselves

AUTHORS = _("Whoever may edit these words")
SECOND = _("A second person of the programme team")
DRAFTING = Machine(
    "draft",
    {
        "draft": _("Being written"),
        "checked": _("Checked"),
        "asked": _("Waiting for a second person"),
        "sent_back": _("Sent back"),
        "published": _("Published"),
        "dropped": _("Put away"),
    },
    start=("draft",),
    steps=(
        Step("written", ("draft", "checked", "sent_back"), "draft", AUTHORS),
        Step("checked", ("draft",), "checked", AUTHORS),
        Step("asked", ("checked",), "asked", AUTHORS),
        Step("taken_back", ("asked",), "draft", AUTHORS),
        Step("sent_back", ("asked",), "sent_back", SECOND),
        Step("published", ("asked",), "published", SECOND),
        Step("dropped", ("draft", "checked", "asked", "sent_back"), "dropped", AUTHORS),
    ),
    ends=frozenset({"published", "dropped"}),
)


def _for_editors(person):
    kinds = [kind for kind in Kind if may_edit(person, kind)]
    return Q(kind__in=kinds) if kinds else None


class Drafts(Visible["Draft"]):
    """Words for drafts."""

    sees = (
        Sees(_("Whoever began it"), _("their own drafts"), themselves("begun_by")),
        Sees(_("The programme team; safeguarding leads"), _("every draft; drafts of helplines"), _for_editors),
    )

    def open(self):
        return self.exclude(state__in=DRAFTING.ends)


class Draft(Revisioned):
    """Another wording of one content file, which nobody outside sees until it is published."""

    TRANSITIONS = DRAFTING

    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=120, blank=True)  # the file it will be; empty while its words do not say
    content = models.JSONField(_("words"), default=dict)
    languages = models.JSONField(_("languages"), default=list)
    base = models.CharField(max_length=80)  # how the file stood when it was begun: `editions.standing`
    taken_from = models.CharField(max_length=120, blank=True)  # the file whose words it started with
    removal = models.BooleanField(default=False)
    why = models.CharField(_("why"), max_length=300, blank=True)
    answer = models.CharField(_("what the second person said"), max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=DRAFTING.states.items(), default="draft")
    begun_at = models.DateTimeField(auto_now_add=True)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")  # none of them is a second person
    changed_at = models.DateTimeField(auto_now=True)

    objects = Drafts.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["name", "state"], name="draft_of_a_file")]

    class Privacy:
        """Who wrote which words, and what a colleague said about them, so that two people stand behind what is shown."""

        called = _("drafts")
        fields = {
            "kind": _("what kind of words"),
            "name": _("name of the file"),
            "base": _("how the file stood when it was begun"),
            "taken_from": _("the file whose words it started with"),
            "removal": _("whether it takes the file away"),
            "writers": _("who wrote in it"),
        }
        purpose = _("Letting two people stand behind every word that this site shows.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the site. A person who is erased stays in it as “someone who left”.")
        subjects = ("begun_by",)
        erased = Keep()
        copies = ("content", "why", "answer")
        words = {
            "content": Reaches(_("Anybody, once a second person has published it."), AS_PROVIDER),
            "why": Reaches(_("Whoever may edit these words."), AS_PROVIDER),
            "answer": Reaches(_("Whoever may edit these words."), AS_PROVIDER),
        }
        not_words = ("languages", "name", "taken_from", "base")
        public = ()
        partners = (
            *(
                "id",
                "kind",
                "name",
                "content",
                "languages",
                "base",
                "taken_from",
                "removal",
                "state",
                "revision",
            ),
            *("begun_at", "changed_at"),
        )
        personal = ("why", "answer", "begun_by", "writers")
        confided = ()

    def __str__(self):
        return f"{self.get_kind_display()}: {self.title}"

    @property
    def title(self) -> str:
        """Give what the words call themselves, in English, or the name of the file."""
        for field in ("title", "name", "text"):
            said = self.content.get(field)
            if isinstance(said, dict) and said.get("en"):
                return str(said["en"])[:80]
        return self.name.removesuffix(".yaml")

    @property
    def is_new(self) -> bool:
        """Whether there was no such file when it was begun."""
        return not self.base_sha256

    @property
    def base_sha256(self) -> str:
        """Give the hash of the file that it was begun from; nothing for a new one."""
        return self.base.partition(":")[2]

    def is_written_by(self, person) -> bool:
        """Whether the person had a hand in it."""
        return self.begun_by_id == person.pk or self.writers.filter(pk=person.pk).exists()
