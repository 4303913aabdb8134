"""Words told in confidence: one text, what a reader made of it for others, and who opened it again.

Whoever wrote them has no account and no name here. A day stands beside a text, never an hour, and its key is random.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.core.models import SealedField, paired, random_key
from partnership.core.privacy import CONFIDED_DATA, Basis, Keep
from partnership.core.transitions import Machine, Step
from partnership.core.visibility import Sees, Visible
from partnership.partners.models import Kind, Partner, reach

_READER = _("A trained reader")
READING = Machine(
    "text",
    {
        "waiting": _("Waiting to be read"),
        "being-read": _("Being read"),
        "read": _("Read"),
        "folded": _("Read, and folded away because it abuses somebody"),
        "erased": _("Erased"),
    },
    start=("waiting",),
    steps=(
        Step("taken", ("waiting",), "being-read", _READER),
        Step("handed_back", ("being-read",), "waiting", _READER),
        Step("read", ("being-read", "folded"), "read", _READER),
        Step("folded", ("being-read", "read"), "folded", _READER),
        Step(
            "erased",
            ("waiting", "being-read", "read", "folded"),
            "erased",
            _("Whoever wrote it, or the site when its time is over"),
        ),
    ),
    ends=frozenset({"erased"}),
)
UNREAD = ("waiting", "being-read")
MOST_WRITTEN = 1000  # letters


def reads(person):
    """Whether somebody is a trained reader today."""
    return Kind.MODERATOR in reach(person).whole


def looks_after_safety(person):
    """Whether somebody is a safeguarding lead of the whole today."""
    return Kind.SAFEGUARDING_LEAD in reach(person).whole


def _may_read(person):
    if person is None or not (reads(person) or looks_after_safety(person)):
        return None
    return ~Q(pk__in=Concerned.objects.filter(partner__in=kept_out_of(person)).values("text"))


def kept_out_of(person):
    """Give the partners about which somebody reads nothing: those they belong to, and those they said they are close to."""
    from partnership.reading.models.readers import Conflict  # noqa: PLC0415 (the two need one another)

    near = set(Conflict.objects.filter(person=person).values_list("partner", flat=True))
    return near | set(reach(person).partners)


class Texts(Visible["Text"]):
    """Words for texts."""

    sees = (
        Sees(
            _("Trained readers and safeguarding leads"),
            _("texts that concern no organisation they belong or are close to"),
            _may_read,
        ),
        Sees(_("Whoever wrote it and holds the code"), _("that text"), lambda _person: None),
    )

    def unread(self):
        return self.filter(state__in=UNREAD)

    def about(self, urn):
        return self.filter(about=urn)

    def taken_on(self, person, day):
        """Give those that somebody took on a day and did not hand back."""
        return self.filter(taken_by=person, taken_at__date=day).exclude(state="waiting")


class Text(models.Model):
    """What somebody wrote, locked. A trained reader sees it first, before anybody else."""

    TRANSITIONS = READING

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    about = models.CharField(max_length=200, db_index=True)  # the urn of what it belongs to
    href = models.CharField(max_length=200, blank=True)  # the page for readers of what it belongs to, if it has one
    part = models.CharField(max_length=40)  # of that: own-words, would-help, helped, where, added, of a reply
    sealed = SealedField(blank=True)
    language = models.CharField(max_length=10, default="en")
    first = models.BooleanField(default=False)  # read before the others: from a child, or somebody may be in danger
    inside = models.BooleanField(default=False)  # it says what a service of ours did: nobody there is the reader
    arrived_on = models.DateField()
    read_by_on = models.DateField()  # the day by which we promised that somebody has read it
    state = models.CharField(max_length=10, choices=READING.states.items(), default="waiting")
    criticality = models.PositiveSmallIntegerField(
        _("how grave it is"), null=True, blank=True
    )  # 0 to 5; told to nobody
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    forget_on = models.DateField(null=True, blank=True)  # when the words are erased: set when it was read

    objects = Texts.as_manager()

    class Meta:
        ordering = ["-first", "read_by_on", "pk"]
        indexes = [models.Index(fields=["state", "read_by_on"], name="text_to_read")]
        constraints = [
            models.CheckConstraint(name="text_erased_holds_nothing", condition=~Q(state="erased") | Q(sealed="")),
            models.CheckConstraint(
                name="text_criticality_is_0_to_5", condition=Q(criticality__isnull=True) | Q(criticality__lte=5)
            ),
            *(paired(deed, name=f"text_{deed}_at_and_by_are_a_pair") for deed in ("taken", "read")),
        ]

    class Privacy:
        """Words of somebody who has no name here. They may show who they are; so they are locked, and few may read them."""

        called = _("texts told in confidence")
        fields = {
            "about": _("what it belongs to"),
            "href": _("address of that page"),
            "part": _("which part of that"),
            "sealed": _("the words, locked"),
            "language": _("language"),
            "first": _("to be read first"),
            "inside": _("about a service of the partnership"),
            "arrived_on": _("day it came"),
            "read_by_on": _("day by which it is read"),
            "taken_at": _("when a reader took it"),
            "taken_by": _("who took it"),
            "read_at": _("when it was read"),
            "read_by": _("who read it"),
            "forget_on": _("day it is erased"),
        }
        purpose = _("Learning what got in people's way, and keeping people safe.")
        basis = Basis.PUBLIC_TASK
        kept = _(
            "Half a year after it was read, or until whoever wrote it takes it back. Article 9(2)(g) where it applies."
        )
        people = _("Whoever wrote it, if their words show who they are; and people they write about.")
        subjects = ("taken_by", "read_by")
        erased = Keep()
        foi = CONFIDED_DATA
        not_words = ("about", "href", "part", "sealed", "language", "state")
        public = ()
        partners = ()
        personal = ("taken_at", "taken_by", "read_at", "read_by")
        confided = (
            *(
                "id",
                "about",
                "href",
                "part",
                "sealed",
                "language",
                "first",
                "inside",
                "arrived_on",
                "read_by_on",
                "state",
            ),
            *("criticality", "forget_on"),
        )

    def __str__(self):
        return self.part

    @property
    def together(self):
        """Give what is the same for texts that are read together: those of one thing that has a page for readers."""
        return self.about if self.href else f"{self.about}#{self.pk}"


class OfTexts(Visible[Any]):
    """Rows that are seen with the text that they belong to."""

    sees = (
        Sees(
            _("Whoever may see the text"),
            _("what was made of it, and whom it concerns"),
            lambda person: Q(text__in=Text.objects.visible_to(person)) if person is not None else None,
        ),
    )


class Concerned(models.Model):
    """That a text is about an organisation: nobody who belongs or is close to it reads the text."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="concerned")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")

    objects = OfTexts.as_manager()

    class Meta:
        verbose_name_plural = "concerned"
        constraints = [models.UniqueConstraint(fields=["text", "partner"], name="text_concerns_a_partner_once")]

    class Privacy:
        """Whom a text is about, so that no reader reads about people they work with."""

        called = _("organisations that texts are about")
        fields = {"text": _("text"), "partner": _("organisation")}
        purpose = _("Keeping whoever is close to an organisation from reading what is said of it.")
        basis = Basis.PUBLIC_TASK
        kept = _("With the text that it belongs to.")
        people = _("Nobody in particular: organisations.")
        foi = CONFIDED_DATA
        public = ()
        partners = ()
        personal = ()
        confided = ("id", "text", "partner")

    def __str__(self):
        return str(self.partner)


class Use(models.TextChoices):
    """For whom words were made ready."""

    INSIDE = "inside", _("for the programme, to learn from")
    SERVICE = "service", _("for the service")
    PUBLIC = "public", _("for everybody")


VERSION = Machine(
    "version",
    {
        "ready": _("Ready, for whoever wrote it to look at"),
        "approved": _("Approved"),
        "refused": _("Not as whoever wrote it wants it"),
        "withdrawn": _("Taken back"),
    },
    start=("ready",),
    steps=(
        Step("approved", ("ready",), "approved", _("Whoever wrote it, by their code; for a service, the reader")),
        Step("refused", ("ready",), "refused", _("Whoever wrote it, by their code")),
        Step("withdrawn", ("ready", "approved", "refused"), "withdrawn", _("Whoever wrote it, or a reader")),
    ),
    ends=frozenset({"refused", "withdrawn"}),
)


class Version(models.Model):
    """Words of a text without what could show who wrote them: never a word more, and never another meaning."""

    TRANSITIONS = VERSION

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="versions")
    use = models.CharField(max_length=7, choices=Use.choices)
    sealed = SealedField(blank=True)
    risks = models.JSONField(default=list, blank=True)  # what the check for recognition found, as keys
    state = models.CharField(max_length=9, choices=VERSION.states.items(), default="ready")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True, blank=True)  # by whoever wrote it: no hour
    forget_on = models.DateField(null=True, blank=True)

    objects = OfTexts.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]

    class Privacy:
        """What a reader left of somebody's words, so that others may read them and nobody is recognised."""

        called = _("words made ready for others")
        fields = {
            "text": _("text"),
            "use": _("for whom"),
            "sealed": _("the words, locked"),
            "risks": _("what could show who wrote it"),
            "made_at": _("when a reader made it ready"),
            "made_by": _("who made it ready"),
            "decided_on": _("day on which whoever wrote it decided"),
            "forget_on": _("day it is erased"),
        }
        purpose = _("Letting services and others learn from somebody's words without knowing who they are.")
        basis = Basis.EXPLICIT_CONSENT
        kept = _("Three years, or until whoever wrote it takes it back.")
        people = _("Whoever wrote it, if somebody still recognises them.")
        subjects = ("made_by",)
        erased = Keep()
        foi = CONFIDED_DATA
        not_words = ("sealed", "risks", "state")
        public = ()
        partners = ()
        personal = ("made_at", "made_by")
        confided = ("id", "text", "use", "sealed", "risks", "state", "decided_on", "forget_on")

    def __str__(self):
        return self.get_use_display()


class Opening(models.Model):
    """That somebody opened a text again after it was read, and why. Whoever wrote it can read this."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="openings")
    why = models.CharField(_("why"), max_length=300)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OfTexts.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]

    class Privacy:
        """Every time somebody reads again what was told in confidence, with the reason, for whoever told it to see."""

        called = _("openings of texts")
        fields = {
            "text": _("text"),
            "opened_at": _("when it was opened"),
            "opened_by": _("who opened it"),
        }
        purpose = _("Showing whoever wrote something who read it again, and why.")
        basis = Basis.PUBLIC_TASK
        kept = _("With the text that it belongs to.")
        people = _("Readers.")
        subjects = ("opened_by",)
        erased = Keep()
        foi = CONFIDED_DATA
        not_words = ("why",)
        public = ()
        partners = ()
        personal = ("opened_at", "opened_by")
        confided = ("id", "text", "why")

    def __str__(self):
        return self.why
