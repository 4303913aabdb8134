"""The programme asks many partners at once to look at themselves."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from partnership.core.models import Revisioned, paired
from partnership.core.privacy import AS_PROVIDER, FOR_THEIR_ORGANISATION, Basis, Keep, Reaches
from partnership.core.visibility import Sees, Visible
from partnership.framework.models.assessments import ASSESSING, Assessment
from partnership.partners.models import Partner, reach
from partnership.partners.models.charter import for_the_programme, of_my_partners


def _that_invited_my_partners(person):
    held = reach(person).partners
    return Q(pk__in=Invited.objects.filter(partner__in=held).values("campaign")) if held else None


class Campaigns(Visible["Campaign"]):
    """Words for campaigns."""

    sees = (
        Sees(_("The programme team"), _("every campaign"), for_the_programme),
        Sees(_("People of a partner that was invited"), _("that campaign"), _that_invited_my_partners),
    )

    def open(self):
        return self.filter(closed_at=None)


class Campaign(Revisioned):
    """A time in which many partners are asked to look at themselves with one edition."""

    name = models.CharField(_("name"), max_length=100)
    about = models.TextField(_("what it is for"), max_length=1000, blank=True)
    edition = models.CharField(_("edition"), max_length=80)  # its key
    closes_on = models.DateField(_("last day"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = Campaigns.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [paired("closed", name="campaign_closed_at_and_by_are_a_pair")]

    class Privacy:
        """Asks organisations, not people."""

        called = _("campaigns")
        fields = {"made_by": _("who made it"), "made_at": _("when it was made")}
        purpose = _("Asking many partners at once to look at themselves, and knowing who has.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the partnership.")
        subjects = ("made_by", "closed_by")
        erased = Keep()
        words = dict.fromkeys(("name", "about"), Reaches(_("People of the partners that were invited."), AS_PROVIDER))
        not_words = ("edition",)
        public = ("id",)
        partners = ("name", "about", "edition", "closes_on", "made_at", "closed_at", "revision")
        personal = ("made_by", "closed_by")
        confided = ()

    def __str__(self):
        return self.name


class Instead(models.TextChoices):
    """What stands instead of a new assessment."""

    EXCUSED = "excused", _("Excused this time")
    CARRIED = "carried", _("The last assessment is carried forward")


NOT_BEGUN = "not-begun"
FINISHED = ("agreed", *Instead.values)
COME_SO_FAR = {
    NOT_BEGUN: _("Not begun"),
    **{state: words for state, words in ASSESSING.states.items() if state != "called-off"},
    **dict(Instead.choices),
}


class AllInvited(Visible["Invited"]):
    """Words for invitations to a campaign."""

    sees = (
        Sees(_("The programme team"), _("who was invited, and what was excused or carried forward"), for_the_programme),
        Sees(_("People of the partner"), _("their own invitation"), of_my_partners),
    )

    def followed(self):
        """Say of each how far it has come: a key of `COME_SO_FAR`. Of several assessments, that of the whole counts."""
        theirs = Assessment.objects.filter(campaign=OuterRef("campaign"), partner=OuterRef("partner"))
        whole_first = Case(When(scope="whole", then=0), default=1)
        told = theirs.exclude(state="called-off").order_by(whole_first, "-started_at", "-pk")
        return self.annotate(
            begun=Subquery(told.values("state")[:1]),
            so_far=Case(
                When(begun="agreed", then=Value("agreed")),
                When(~Q(instead=""), then=F("instead")),
                default=Coalesce("begun", Value(NOT_BEGUN)),
                output_field=models.CharField(),
            ),
        )

    def unfinished(self):
        """Give those from whom something is still to come."""
        return self.followed().exclude(so_far__in=FINISHED)

    def counted(self, *names):
        """Count how many have come how far, or how many there are of each kind."""
        return self.order_by().values_list(*names).annotate(number=Count("pk"))


class Invited(models.Model):
    """One partner in one campaign; with the reason where something stands instead of a new assessment."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="invited")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="campaign_invitations")
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    instead = models.CharField(_("instead"), max_length=7, choices=Instead.choices, blank=True)
    carried_from = models.ForeignKey(Assessment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(_("why"), max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = AllInvited.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "partner"], name="partner_is_invited_once_to_a_campaign"),
            models.CheckConstraint(name="instead_says_why", condition=Q(instead="") | ~Q(why="")),
            models.CheckConstraint(
                name="carried_forward_from_something", condition=~Q(instead="carried") | Q(carried_from__isnull=False)
            ),
            *(paired(deed, name=f"invited_{deed}_at_and_by_are_a_pair") for deed in ("reminded", "decided")),
        ]

    class Privacy:
        """Which organisations were asked, and what was agreed with each."""

        called = _("invitations to campaigns")
        fields = {
            "campaign": _("campaign"),
            "carried_from": _("which assessment is carried forward"),
            "reminded_at": _("when it was reminded"),
            "reminded_by": _("who reminded it"),
        }
        purpose = _("Asking many partners at once to look at themselves, and knowing who has.")
        basis = Basis.PUBLIC_TASK
        kept = _("With the campaign that it belongs to.")
        subjects = ("invited_by", "reminded_by", "decided_by")
        erased = Keep()
        copies = ("why",)
        words = {"why": Reaches(_("The partner's people and the programme team."), FOR_THEIR_ORGANISATION)}
        public = ("id",)
        partners = (
            *("campaign", "partner", "invited_at", "reminded_at", "instead", "carried_from", "why", "decided_at"),
        )
        personal = ("invited_by", "reminded_by", "decided_by")
        confided = ()

    def __str__(self):
        return f"{self.campaign}: {self.partner}"
