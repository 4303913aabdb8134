"""What a partner will do under a clause, by when, and what it says each year of having kept it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.core.models import Revisioned, paired
from partnership.core.privacy import FOR_THEIR_ORGANISATION, Basis, Keep, Reaches
from partnership.core.transitions import Machine, Step
from partnership.core.visibility import Sees, Visible
from partnership.partners.models.charter import for_the_programme, in_my_places, of_my_partners
from partnership.partners.models.organisations import Partner

SHOWN_TO = _(
    "The partner, its place's leads and the programme team; anybody, if the partner chose to show its pledges."
)
OPEN = ("agreed", "in-progress", "paused")
CLOSED = ("kept", "partly-kept", "not-kept")
PLEDGING = Machine(
    "pledge",
    {
        "proposed": _("Proposed"),
        "agreed": _("Agreed"),
        "in-progress": _("Under way"),
        "paused": _("Paused"),
        "kept": _("Kept"),
        "partly-kept": _("Partly kept"),
        "not-kept": _("Not kept"),
        "withdrawn": _("Withdrawn"),
    },
    start=("proposed",),
    steps=(
        Step("agreed", ("proposed",), "agreed", _("A lead of the partner")),
        Step("started", ("agreed",), "in-progress", _("Its owner, or a lead of the partner")),
        Step("paused", ("agreed", "in-progress"), "paused", _("The site, when a year passed without a word")),
        Step("resumed", ("paused", *CLOSED), "in-progress", _("Whoever reports that it goes on")),
        *(Step(end, (*OPEN, *CLOSED), end, _("Whoever reports that it is finished")) for end in CLOSED),
        Step("withdrawn", ("proposed", *OPEN), "withdrawn", _("A lead of the partner, who says why")),
    ),
    ends=frozenset({*CLOSED, "withdrawn"}),
)


class Outcome(models.TextChoices):
    """What a partner says of a pledge at the end of a year."""

    KEPT = "kept", _("Kept")
    PARTLY_KEPT = "partly-kept", _("Partly kept")
    NOT_KEPT = "not-kept", _("Not kept")


def _shown_to_all(_person):
    shown = Partner.objects.listed().filter(shows_pledges=True)
    return Q(partner__in=shown) & ~Q(state="proposed")


class Pledges(Visible["Pledge"]):
    """Words for pledges."""

    sees = (
        Sees(_("Anybody"), _("agreed pledges of partners that chose to show them"), _shown_to_all),
        Sees(_("People of the partner"), _("all pledges of their partner"), of_my_partners),
        Sees(_("Place leads"), _("pledges of partners in their place"), in_my_places),
        Sees(_("The programme team"), _("every pledge"), for_the_programme),
    )

    def of(self, partner):
        return self.filter(partner=partner)

    def open(self):
        return self.filter(state__in=OPEN)

    def shown(self):
        return self.exclude(state="proposed")


class Pledge(Revisioned):
    """One thing a partner will do, under one clause, by a day."""

    TRANSITIONS = PLEDGING

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="pledges")
    clause = models.CharField(_("clause"), max_length=200)  # its urn, the same in every version of the charter
    what = models.CharField(_("what you will do"), max_length=500)
    measure = models.CharField(_("how you will know"), max_length=300, blank=True)
    by_when = models.DateField(_("by when"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who looks after it"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pledges",
    )
    state = models.CharField(max_length=12, choices=PLEDGING.states.items(), default="proposed")
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_why = models.CharField(_("why it is withdrawn"), max_length=500, blank=True)
    lapsed_year = models.PositiveSmallIntegerField(default=0)

    objects = Pledges.as_manager()

    class Meta:
        ordering = ["clause", "by_when", "pk"]
        constraints = [
            paired("agreed", name="pledge_agreed_at_and_by_are_a_pair"),
            models.CheckConstraint(
                name="pledge_withdrawn_at_and_by_are_a_pair_and_say_why",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_why=""),
            ),
        ]

    class Privacy:
        """What an organisation promised to do, and who there looks after it."""

        called = _("pledges")
        fields = {"lapsed_year": _("the year that passed without a word")}
        purpose = _("Knowing what each organisation will do under the charter.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the partnership. Who looked after it becomes “someone who left” when they are erased.")
        subjects = ("owner", "proposed_by", "agreed_by", "withdrawn_by")
        erased = Keep()
        copies = ("what", "measure", "withdrawn_why")
        words = {name: Reaches(SHOWN_TO, FOR_THEIR_ORGANISATION) for name in ("what", "measure", "withdrawn_why")}
        not_words = ("clause",)
        public = ("id", "partner", "clause")
        partners = (
            *("what", "measure", "by_when", "state", "withdrawn_why"),
            *("proposed_at", "agreed_at", "withdrawn_at", "lapsed_year", "revision"),
        )
        personal = ("owner", "proposed_by", "agreed_by", "withdrawn_by")
        confided = ()

    def __str__(self):
        return self.what


class PledgeReports(Visible["PledgeReport"]):
    """Words for what is said of pledges."""

    sees = (
        Sees(
            _("Whoever sees the pledge"),
            _("what was said of it each year"),
            lambda person: Q(pledge__in=Pledge.objects.visible_to(person)),
        ),
    )


class PledgeReport(Revisioned):
    """Kept, partly kept or not kept, in one year of the commitment, with words. Editable until that year closes."""

    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField()  # the first, second … since the partner signed
    from_on = models.DateField()
    to_on = models.DateField()  # not part of the year
    outcome = models.CharField(_("how it went"), max_length=12, choices=Outcome.choices)
    words = models.TextField(_("in your words"), max_length=1500, blank=True)
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = PledgeReports.as_manager()

    class Meta:
        ordering = ["pledge", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["pledge", "year"], name="pledge_is_reported_once_a_year"),
            models.CheckConstraint(name="pledge_not_kept_says_why", condition=~Q(outcome="not-kept") | ~Q(words="")),
        ]

    class Privacy:
        """What an organisation says of its own promise. It may be shown to all, so the form says: name nobody."""

        called = _("pledge reports")
        fields = {"pledge": _("which pledge"), "year": _("which year")}
        purpose = _("Saying each year what was kept.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the pledge.")
        subjects = ("reported_by",)
        erased = Keep()
        copies = ("words",)
        words = {"words": Reaches(SHOWN_TO, FOR_THEIR_ORGANISATION)}
        public = ("id", "pledge", "year", "from_on", "to_on")
        partners = ("outcome", "words", "reported_at", "revision")
        personal = ("reported_by",)
        confided = ()

    def __str__(self):
        return f"{self.pledge}: {self.get_outcome_display()}"
