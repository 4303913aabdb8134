"""A peer from another kind of organisation comes and looks; the partner answers; the programme team helps them agree."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnership.core.models import Revisioned
from partnership.core.privacy import FOR_THEIR_ORGANISATION, Basis, Keep, Reaches
from partnership.core.transitions import Machine, Step
from partnership.core.visibility import Sees, Visible, themselves
from partnership.framework.models.assessments import Assessment, of_assessments_of_my_partners
from partnership.partners.models.charter import for_the_programme

MOST_WORDS = 2000
VISITING = Machine(
    "peer visit",
    {
        "asked": _("Asked for"),
        "named": _("A peer is named"),
        "told": _("The peer said what they saw"),
        "replied": _("The organisation answered"),
        "settled": _("Both agree on what stands"),
        "called-off": _("Called off"),
    },
    start=("asked",),
    steps=(
        Step("named", ("asked", "named"), "named", _("The programme team")),
        Step("told", ("named",), "told", _("The peer")),
        Step("replied", ("told",), "replied", _("A lead of the partner")),
        Step("settled", ("replied",), "settled", _("The programme team")),
        Step(
            "called_off", ("asked", "named"), "called-off", _("A lead of the partner, the peer or the programme team")
        ),
        Step("asked_again", ("called-off",), "asked", _("A lead of the partner")),
    ),
    ends=frozenset({"settled"}),
)


class PeerVisits(Visible["PeerVisit"]):
    """Words for peer visits."""

    sees = (
        Sees(_("People of the partner"), _("who comes to them, and what was said"), of_assessments_of_my_partners),
        Sees(_("The peer"), _("their own visit"), themselves("peer")),
        Sees(_("The programme team"), _("every visit: they name the peer, and help both to agree"), for_the_programme),
    )


class PeerVisit(Revisioned):
    """One visit of one peer: what they saw, what the organisation says to it, and what both leave standing."""

    TRANSITIONS = VISITING

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="peer_visit")
    state = models.CharField(_("state"), max_length=10, choices=VISITING.states.items(), default="asked")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    peer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="peer_visits"
    )
    came_on = models.DateField(_("day of the visit"), null=True, blank=True)
    view = models.TextField(_("what you saw"), max_length=MOST_WORDS, blank=True)
    reply = models.TextField(_("your answer"), max_length=MOST_WORDS, blank=True)
    settled = models.TextField(_("what both leave standing"), max_length=MOST_WORDS, blank=True)

    objects = PeerVisits.as_manager()

    class Meta:
        ordering = ["pk"]

    class Privacy:
        """What a peer saw of an organisation, with its right of reply; nothing about one person."""

        called = _("peer visits")
        fields = {"assessment": _("assessment"), "peer": _("the peer"), "asked_by": _("who asked for it")}
        purpose = _("Letting somebody from outside look, and those inside answer, before it stands.")
        basis = Basis.PUBLIC_TASK
        kept = _("With the assessment that it belongs to.")
        subjects = ("asked_by", "peer")
        erased = Keep()
        copies = ("view", "reply", "settled")
        words = dict.fromkeys(
            ("view", "reply", "settled"),
            Reaches(_("The partner's people, the peer and the programme team."), FOR_THEIR_ORGANISATION),
        )
        public = ("id",)
        partners = ("assessment", "state", "asked_at", "came_on", "view", "reply", "settled", "revision")
        personal = ("asked_by", "peer")
        confided = ()

    def __str__(self):
        return str(self.assessment)
