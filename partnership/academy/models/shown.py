"""That somebody learned something elsewhere and asks that their paper is looked at. It counts once somebody says yes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.academy.models.completions import Completion
from partnership.core.models import paired, random_key
from partnership.core.privacy import AT_WORK, PERSONAL_DATA, Basis, Delete, Reaches
from partnership.core.visibility import Sees, Visible, themselves
from partnership.partners.models import Partner, reach


def _asked_of_us(person):
    held = reach(person)
    if held.runs_programme:
        return Q()
    return Q(partner__in=held.leads) if held.leads else None


class ShownPapers(Visible["ShownPaper"]):
    """Words for papers that somebody shows."""

    sees = (
        Sees(_("The person"), _("their own papers, and what was said of them"), themselves("person")),
        Sees(
            _("Leads of the organisation that was asked, and the programme team"),
            _("papers that they were asked to look at"),
            _asked_of_us,
        ),
    )

    def waiting(self):
        return self.filter(decided_at__isnull=True)


class ShownPaper(models.Model):
    """One course that somebody says they completed elsewhere, for somebody here to look at. No copy of a paper is kept."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="shown_papers")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("what the course was called"), max_length=200)
    taught_by = models.CharField(_("who taught it"), max_length=200)
    completed_on = models.DateField(_("completed"))
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1, default=0)
    about = models.CharField(_("what the paper says, and how it can be seen"), max_length=500)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    accepted = models.BooleanField(null=True, blank=True)
    why = models.CharField(_("why not"), max_length=300, blank=True)
    completion = models.ForeignKey(Completion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ShownPapers.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            paired("decided", name="shown_paper_decided_at_and_by_are_a_pair"),
            models.CheckConstraint(
                name="shown_paper_is_decided_or_not",
                condition=Q(decided_at__isnull=True, accepted__isnull=True)
                | Q(decided_at__isnull=False, accepted__isnull=False),
            ),
        ]

    class Privacy:
        """What somebody wrote about a paper of theirs, and what was said of it."""

        called = _("papers that people showed")
        fields = {
            "person": _("who"),
            "partner": _("the organisation that was asked"),
            "asked_at": _("when they asked"),
            "decided_at": _("when somebody looked"),
            "decided_by": _("who looked"),
            "accepted": _("whether it counts"),
            "completion": _("what became of it"),
        }
        purpose = _("Letting what somebody learned elsewhere count, once somebody here has looked at the paper.")
        basis = Basis.PUBLIC_TASK
        kept = _("A year after somebody looked; deleted when the person is erased or takes it back.")
        keep_days, since = 365, "decided_at"
        subjects = ("person",)
        erased = Delete()
        foi = PERSONAL_DATA
        words = {
            "about": Reaches(_("Leads of the organisation that was asked, or the programme team."), AT_WORK),
            "why": Reaches(_("The person."), AT_WORK),
        }
        not_words = ("title", "taught_by")
        public = ()
        partners = ()
        personal = (
            *("id", "person", "partner", "title", "taught_by", "completed_on", "hours", "about", "asked_at"),
            *("decided_at", "decided_by", "accepted", "why", "completion"),
        )
        confided = ()

    def __str__(self):
        return self.title
