"""Work with people who have lived experience: what it is, what is paid, who decides, and what changed because of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.core.models import Revisioned
from partnership.core.privacy import AS_PROVIDER, CONFIDED_DATA, FOR_THEIR_ORGANISATION, Basis, Delete, Keep, Reaches
from partnership.core.transitions import Machine, Step
from partnership.core.visibility import Sees, Visible, themselves
from partnership.partners.models import Kind, Partner, reach

_TEAM = _("The programme team, or a lead of the partner that offers it")
INVOLVING = Machine(
    "opportunity",
    {
        "draft": _("Being written"),
        "open": _("Open"),
        "closed": _("No longer open"),
        "answered": _("What changed has been said"),
        "dropped": _("Not happening"),
    },
    start=("draft",),
    steps=(
        Step("opened", ("draft", "closed"), "open", _TEAM),
        Step("closed", ("open",), "closed", _TEAM),
        Step("answered", ("closed",), "answered", _TEAM),
        Step("dropped", ("draft", "open", "closed"), "dropped", _TEAM),
    ),
    ends=frozenset({"answered", "dropped"}),
)
SHOWN = ("open", "closed", "answered")


def _for_the_programme(person):
    return Q() if reach(person).runs_programme else None


def _of_partners_i_lead(person):
    return Q(partner__in=reach(person).leads) if reach(person).leads else None


class Opportunities(Visible["Opportunity"]):
    """Words for opportunities."""

    sees = (
        Sees(
            _("Anybody"), _("opportunities that are open, and what came of earlier ones"), lambda _p: Q(state__in=SHOWN)
        ),
        Sees(_("Leads of the partner that offers it"), _("its drafts"), _of_partners_i_lead),
        Sees(_("The programme team"), _("every opportunity"), _for_the_programme),
    )


class Opportunity(Revisioned):
    """An invitation to shape something. Pay, expenses and access are said first, and none may be left empty."""

    TRANSITIONS = INVOLVING

    title = models.CharField(_("title"), max_length=120)
    pay = models.CharField(_("what people are paid"), max_length=200)
    expenses = models.CharField(_("which expenses are paid, and when"), max_length=200)
    access = models.CharField(_("what helps people to take part"), max_length=300)
    what = models.TextField(_("what it is"), max_length=2000)
    time = models.CharField(_("how much time it takes"), max_length=200)
    who_decides = models.CharField(_("who decides, and what people can change"), max_length=300)
    support = models.CharField(_("who is there if it becomes hard"), max_length=300)
    place = models.CharField(_("place"), max_length=20, blank=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="opportunities")
    closes_on = models.DateField(_("open until"))
    state = models.CharField(max_length=10, choices=INVOLVING.states.items(), default="draft")
    why_dropped = models.CharField(_("why it is not happening"), max_length=300, blank=True)
    written_at = models.DateTimeField(auto_now_add=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = Opportunities.as_manager()

    class Meta:
        ordering = ["closes_on", "pk"]
        verbose_name_plural = "opportunities"

    class Privacy:
        """What the partnership offers to people with lived experience; nothing about any of them."""

        called = _("opportunities")
        purpose = _("Offering paid work on what the partnership does to people whom it concerns.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the partnership, as a record of who was asked and what changed.")
        subjects = ("written_by",)
        erased = Keep()
        words = {
            name: Reaches(_("Anybody."), FOR_THEIR_ORGANISATION)
            for name in ("title", "pay", "expenses", "access", "what", "time", "who_decides", "support", "why_dropped")
        }
        not_words = ("place",)
        public = (
            *("id", "title", "pay", "expenses", "access", "what", "time", "who_decides", "support"),
            *("place", "partner", "closes_on", "state", "why_dropped"),
        )
        partners = ("revision", "written_at")
        personal = ("written_by",)
        confided = ()

    def __str__(self):
        return self.title


class Changes(Visible["Change"]):
    """Words for what changed."""

    sees = (
        Sees(
            _("Anybody"),
            _("what changed, and what did not, because people took part"),
            lambda person: Q(opportunity__in=Opportunity.objects.visible_to(person)),
        ),
    )


class Change(models.Model):
    """What people asked for and what became of it; or why it did not."""

    BECAME = [("changed", _("It changed")), ("partly", _("Some of it changed")), ("not", _("It did not change"))]

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="changes")
    asked = models.CharField(_("what people asked for"), max_length=300)
    became = models.CharField(
        max_length=10,
        choices=BECAME,
    )
    how = models.CharField(_("what changed, or why it did not"), max_length=500)
    decided_by = models.CharField(_("who decided, as a role"), max_length=120)
    said_at = models.DateTimeField(auto_now_add=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = Changes.as_manager()

    class Meta:
        ordering = ["said_at", "pk"]

    class Privacy:
        """An answer to everybody who took part, without any of their names."""

        called = _("what changed because people took part")
        fields = {"became": _("what became of it")}
        purpose = _("Saying what changed because people took part.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the partnership.")
        subjects = ("said_by",)
        erased = Keep()
        words = {name: Reaches(_("Anybody."), AS_PROVIDER) for name in ("asked", "how", "decided_by")}
        public = ("id", "opportunity", "asked", "became", "how", "decided_by", "said_at")
        partners = ()
        personal = ("said_by",)
        confided = ()

    def __str__(self):
        return self.asked


class Interests(Visible["Interest"]):
    """Words for interests."""

    sees = (
        Sees(_("The person"), _("what they wrote themselves"), themselves("person")),
        Sees(
            _("Safeguarding leads for the whole"),
            _("who would like to take part, to arrange it with them"),
            lambda person: Q() if Kind.SAFEGUARDING_LEAD in reach(person).whole else None,
        ),
    )


class Interest(models.Model):
    """Somebody would like to take part: the name they choose, and how to reach them. Told to one person's office only."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="interests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="interests")
    name = models.CharField(_("the name to call you by"), max_length=100)
    reached_by = models.CharField(_("how to reach you safely"), max_length=200)
    helps = models.CharField(_("anything that would help you to take part"), max_length=300, blank=True)
    said_at = models.DateTimeField(default=timezone.now)

    objects = Interests.as_manager()

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["opportunity", "person"], name="interested_once")]

    class Privacy:
        """Told in confidence to the safeguarding lead, who arranges it; never listed, searched or mailed."""

        called = _("interest in taking part")
        purpose = _("Arranging with somebody how they can take part.")
        basis = Basis.EXPLICIT_CONSENT
        kept = _("Six months, or until the person takes it back.")
        keep_days, since = 183, "said_at"
        subjects = ("person",)
        erased = Delete()
        words = {
            name: Reaches(_("The safeguarding lead alone."), FOR_THEIR_ORGANISATION)
            for name in ("name", "reached_by", "helps")
        }
        foi = CONFIDED_DATA
        public = ()
        partners = ()
        personal = ()
        confided = ("id", "opportunity", "person", "name", "reached_by", "helps", "said_at")

    def __str__(self):
        return f"{self.name}: {self.opportunity}"
