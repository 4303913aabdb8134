"""One look of an organisation at itself: whom it asks, until when, and how far it is."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.core.models import Revisioned, paired
from partnership.core.privacy import FOR_THEIR_ORGANISATION, Basis, Keep, Reaches
from partnership.core.transitions import Machine, Step
from partnership.core.visibility import Sees, Visible
from partnership.partners.models import Partner, reach
from partnership.partners.models.charter import of_my_partners

_LEADS = _("A lead of the partner")
ASSESSING = Machine(
    "assessment",
    {
        "preparing": _("Being prepared"),
        "answering": _("People are answering"),
        "closed": _("Closed; results open soon"),
        "open": _("Results are open"),
        "agreed": _("Agreed"),
        "called-off": _("Called off"),
    },
    start=("preparing",),
    steps=(
        Step("begun", ("preparing",), "answering", _LEADS),
        Step("closed", ("answering",), "closed", _("A lead of the partner, or the site on the last day")),
        Step("opened", ("closed",), "open", _("A lead of the partner, or the site, an hour after closing")),
        Step("agreed", ("open",), "agreed", _LEADS),
        Step("taken_up_again", ("agreed",), "open", _LEADS),
        Step("called_off", ("preparing", "answering"), "called-off", _LEADS),
    ),
    ends=frozenset({"called-off"}),
)
UNDER_WAY = ("preparing", "answering", "closed", "open")
WITH_RESULTS = ("open", "agreed")
LEAST = 5  # people before an anonymous seat opens; the library holds to the same, and a test that they agree


class Scope(models.TextChoices):
    """What is looked at."""

    WHOLE = "whole", _("The whole organisation")
    SITE = "site", _("One site")
    TEAM = "team", _("One team")


def _i_was_asked(person):
    """Give the assessments in which somebody was asked to answer by name, or to come as a peer."""
    if person is None:
        return None
    from partnership.framework.models.answers import Response  # noqa: PLC0415 (the two need one another)

    return Q(pk__in=Response.objects.of(person).values("seat__assessment")) | Q(peer_visit__peer=person)


def _i_type_for(person):
    return Q(paper_with=person, state__in=("answering", "closed")) if person is not None else None


def _asked_by_or_for_the_programme(person):
    asked = Q(campaign__isnull=False) | Q(peer_visit__isnull=False)
    return asked if reach(person).runs_programme else None


class Assessments(Visible["Assessment"]):
    """Words for assessments."""

    sees = (
        Sees(_("People of the partner"), _("every assessment of their partners"), of_my_partners),
        Sees(_("Whoever was asked to answer by name, or to come as a peer"), _("that assessment"), _i_was_asked),
        Sees(_("Whoever types in paper answers for it"), _("that assessment, while people answer"), _i_type_for),
        Sees(
            _("The programme team"),
            _("that an assessment of a campaign, or one that asks for a peer, exists; not what was answered or agreed"),
            _asked_by_or_for_the_programme,
        ),
    )

    def of(self, partner):
        return self.filter(partner=partner)

    def under_way(self):
        return self.filter(state__in=UNDER_WAY)

    def with_results(self):
        return self.filter(state__in=WITH_RESULTS)


class Assessment(Revisioned):
    """An organisation, a site or a team looks at itself with one edition of the framework."""

    TRANSITIONS = ASSESSING

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="assessments")
    edition = models.CharField(max_length=80)  # its key
    words_sha256 = models.CharField(max_length=64, blank=True)  # of the edition's words as they were when it started
    scope = models.CharField(_("what you look at"), max_length=5, choices=Scope.choices, default=Scope.WHOLE)
    scope_name = models.CharField(_("which site or team"), max_length=100, blank=True)
    least = models.PositiveSmallIntegerField(_("people before a seat opens"), default=LEAST)
    closes_on = models.DateField(_("last day to answer"))
    state = models.CharField(_("state"), max_length=10, choices=ASSESSING.states.items(), default="preparing")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    shared_at = models.DateTimeField(null=True, blank=True)  # counted, without a name, in the picture of the whole
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    paper_with = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="typed_assessments"
    )  # somebody outside the partner, to whom sealed sheets go
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    campaign = models.ForeignKey(
        "framework.Campaign", on_delete=models.PROTECT, null=True, blank=True, related_name="assessments"
    )
    why = models.CharField(_("why it was called off"), max_length=300, blank=True)

    objects = Assessments.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="assessment_opens_from_five", condition=Q(least__gte=LEAST)),
            models.CheckConstraint(
                name="assessment_of_a_part_names_it", condition=Q(scope="whole") | ~Q(scope_name="")
            ),
            models.CheckConstraint(
                name="assessment_called_off_says_why", condition=~Q(state="called-off") | ~Q(why="")
            ),
            *(
                paired(deed, name=f"assessment_{deed}_at_and_by_are_a_pair")
                for deed in ("closed", "opened", "agreed", "shared")
            ),
        ]

    class Privacy:
        """An organisation looks at itself; nobody outside it sees more than it chooses to show."""

        called = _("assessments")
        fields = {
            "edition": _("edition of the framework"),
            "words_sha256": _("hash of the words of the edition"),
            "previous": _("the one before"),
            "campaign": _("campaign"),
            "paper_with": _("to whom sealed sheets go"),
        }
        purpose = _("Letting an organisation look honestly at itself, from several seats, and see what changes.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the partnership: what changes over years is the point of it.")
        subjects = ("started_by", "closed_by", "opened_by", "agreed_by", "shared_by", "paper_with")
        erased = Keep()
        words = dict.fromkeys(
            ("scope_name", "why"), Reaches(_("The partner's people, and whoever it asked."), FOR_THEIR_ORGANISATION)
        )
        not_words = ("edition", "words_sha256")
        public = ("id",)
        partners = (
            *(
                "partner",
                "edition",
                "words_sha256",
                "scope",
                "scope_name",
                "least",
                "closes_on",
                "state",
                "started_at",
                "closed_at",
            ),
            *("opened_at", "agreed_at", "shared_at", "previous", "campaign", "why", "revision"),
        )
        personal = ("started_by", "closed_by", "opened_by", "agreed_by", "shared_by", "paper_with")
        confided = ()

    def __str__(self):
        return f"{self.partner}: {self.scope_name or self.get_scope_display()}"


def of_assessments_of_my_partners(person):
    """Rows of the assessments of the partners that the person holds a role in."""
    held = reach(person).partners
    return Q(assessment__partner__in=held) if held else None
