"""A conversation inside a partner before it commits. Kept as it goes, and never added up."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.core.models import Revisioned, paired
from partnership.core.privacy import AT_WORK, Basis, Keep, Reaches
from partnership.core.visibility import Sees, Visible
from partnership.partners.models.charter import for_the_programme, in_my_places, of_my_partners
from partnership.partners.models.organisations import Partner


class Answer(models.TextChoices):
    """Four answers of equal worth."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NOT_YET = "not-yet", _("Not yet")
    PASS = "pass", _("We leave this one for now")


def _shared(condition):
    """Only where the partner asked somebody outside it to look."""
    return lambda person: None if (rows := condition(person)) is None else Q(check_of__in=_asked_for_help(rows))


def _asked_for_help(rows):
    return ReadinessCheck.objects.filter(rows, shared_at__isnull=False)


class ReadinessChecks(Visible["ReadinessCheck"]):
    """Words for readiness checks."""

    sees = (
        Sees(_("People of the partner"), _("its own conversation"), of_my_partners),
        Sees(_("Place leads"), _("that partners in their place had it, and when; not what was said"), in_my_places),
        Sees(_("The programme team"), _("that a partner had it, and when; not what was said"), for_the_programme),
    )

    def open(self):
        return self.filter(finished_at=None)

    def finished(self):
        return self.filter(finished_at__isnull=False)


class ReadinessCheck(models.Model):
    """One conversation of one partner, with one version of the questions."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="readiness_checks")
    version = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    shared_at = models.DateTimeField(
        null=True, blank=True
    )  # with the programme team and the place's leads, to get help
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ReadinessChecks.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner"], condition=Q(finished_at__isnull=True), name="partner_has_one_conversation_at_a_time"
            ),
            paired("finished", name="readiness_finished_at_and_by_are_a_pair"),
            paired("shared", name="readiness_shared_at_and_by_are_a_pair"),
        ]

    class Privacy:
        """Helps an organisation to see where it could begin. Nobody is compared by it."""

        called = _("readiness checks")
        purpose = _("Helping people to talk about where they stand before they promise.")
        basis = Basis.PUBLIC_TASK
        kept = _("Six years after it was finished.")
        keep_days, since = 6 * 365, ("finished_at",)
        subjects = ("started_by", "finished_by", "shared_by")
        erased = Keep()
        not_words = ("version",)
        public = ("id",)
        partners = ("partner", "version", "started_at", "finished_at", "shared_at")
        personal = ("started_by", "finished_by", "shared_by")
        confided = ()

    def __str__(self):
        return f"{self.partner}: {self.version}"


class ReadinessAnswers(Visible["ReadinessAnswer"]):
    """Words for answers."""

    sees = (
        Sees(
            _("People of the partner"),
            _("what was answered"),
            lambda person: (
                None
                if (rows := of_my_partners(person)) is None
                else Q(check_of__in=ReadinessCheck.objects.filter(rows))
            ),
        ),
        Sees(_("Place leads"), _("what was answered, where the partner asked for help"), _shared(in_my_places)),
        Sees(
            _("The programme team"),
            _("what was answered, where the partner asked for help"),
            _shared(for_the_programme),
        ),
    )


class ReadinessAnswer(Revisioned):
    """What was said to one question. Saved at once, and changed as often as they like until they finish."""

    check_of = models.ForeignKey(ReadinessCheck, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=80)  # its key
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices)
    note = models.CharField(_("a note for yourselves"), max_length=500, blank=True)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ReadinessAnswers.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["check_of", "question"], name="question_is_answered_once")]

    class Privacy:
        """The partner's own conversation: nobody outside it reads it unless it asks for help."""

        called = _("readiness answers")
        fields = {"check_of": _("which readiness check"), "question": _("which question")}
        purpose = _("Helping people to talk about where they stand before they promise.")
        basis = Basis.PUBLIC_TASK
        kept = _("With the conversation that it belongs to.")
        subjects = ("answered_by",)
        erased = Keep()
        copies = ("note",)
        words = {"note": Reaches(_("The partner's people; who can help, if the partner asks for help."), AT_WORK)}
        not_words = ("question",)
        public = ("id",)
        partners = ("check_of", "question", "answer", "note", "answered_at", "revision")
        personal = ("answered_by",)
        confided = ()

    def __str__(self):
        return f"{self.question}: {self.get_answer_display()}"
