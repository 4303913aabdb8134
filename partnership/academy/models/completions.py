"""What somebody completed, wherever they learned it, and the papers that show it to others."""

from functools import partial

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.academy.models.bookings import Booking
from partnership.academy.models.sessions import Session, of_led_or_organised
from partnership.core.models import SealedField, paired, random_key
from partnership.core.privacy import CONFIDED_DATA, PERSONAL_DATA, Basis, Delete, Keep
from partnership.core.visibility import Sees, Visible, themselves
from partnership.partners.models import Partner, reach
from partnership.partners.models.charter import plain_code


def _mine(person):
    return Q(booking__person=person) if person is not None else None


class Reflections(Visible["Reflection"]):
    """Words for reflections."""

    sees = (Sees(_("The person"), _("what they wrote for themselves"), _mine),)


class Reflection(models.Model):
    """What somebody wrote for themselves after a session. That it was written counts; nobody else reads it."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="reflection")
    words = SealedField(_("what you take with you"))
    written_at = models.DateTimeField()

    objects = Reflections.as_manager()

    class Meta:
        ordering = ["pk"]

    class Privacy:
        """For whoever wrote it. Locked, and read by nobody else here."""

        called = _("reflections")
        fields = {"booking": _("booking"), "written_at": _("when it was written")}
        purpose = _("Thinking about what one learned.")
        basis = Basis.PUBLIC_TASK
        kept = _("With the booking.")
        subjects = ("booking__person",)
        erased = Delete()
        foi = CONFIDED_DATA
        not_words = ("words",)  # nobody else reads them
        public = ()
        partners = ()
        personal = ("id", "booking", "written_at")
        confided = ("words",)

    def __str__(self):
        return "…"


class AssessmentResults(Visible["AssessmentResult"]):
    """Words for results of assessments."""

    sees = (
        Sees(_("The person"), _("their own result"), _mine),
        Sees(
            _("Whoever leads or organises the session"),
            _("who passed"),
            partial(of_led_or_organised, via="booking__session"),
        ),
    )


class AssessmentResult(models.Model):
    """That somebody passed what a course asks for, or not yet. There are no marks."""

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="assessment")
    passed = models.BooleanField(_("passed"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = AssessmentResults.as_manager()

    class Meta:
        ordering = ["pk"]

    class Privacy:
        """Passed, or not yet."""

        called = _("results of assessments")
        fields = {
            "booking": _("booking"),
            "recorded_at": _("when it was recorded"),
            "recorded_by": _("who recorded it"),
        }
        purpose = _("Knowing whether a course is completed.")
        basis = Basis.PUBLIC_TASK
        kept = _("With the booking.")
        subjects = ("booking__person", "recorded_by")
        erased = Delete()
        foi = PERSONAL_DATA
        public = ()
        partners = ()
        personal = ("id", "booking", "passed", "recorded_at", "recorded_by")
        confided = ()

    def __str__(self):
        return str(self.passed)


class CameFrom(models.TextChoices):
    """Where a completion comes from."""

    HERE = "here", _("a session here")
    FILE = "file", _("a file from another system")
    SELF = "self", _("the person, with a paper that somebody here looked at")


def _of_partners_i_lead(person):
    """Completions that somebody has while they belong to a partner that one leads: what they learned before counts too."""
    leads = reach(person).leads
    if not leads:
        return None
    from partnership.partners.models import Membership  # noqa: PLC0415 (kept beside the one use)

    return Q(person__in=Membership.objects.current().filter(partner__in=leads).values("person"))


class Completions(Visible["Completion"]):
    """Words for completions."""

    sees = (
        Sees(_("The person"), _("everything that they completed"), themselves("person")),
        Sees(_("Leads of an organisation that they belong to"), _("what its people completed"), _of_partners_i_lead),
        Sees(_("Whoever leads or organises the session"), _("who completed it"), of_led_or_organised),
    )

    def standing(self):
        return self.filter(revoked_at__isnull=True)

    def counting_on(self, day):
        """Those that count on a day: completed by then, not run out, not revoked."""
        return self.standing().filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day), completed_on__lte=day)


class Completion(models.Model):
    """One person completed one edition of one course. What stood on that day stays: it is theirs when they move on."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="completions")
    course = models.CharField(max_length=60)  # a key of the pack, or of whoever taught it elsewhere
    edition = models.CharField(max_length=80)
    title = models.CharField(_("title"), max_length=200)  # as it was called on the day
    level = models.CharField(max_length=40, blank=True)
    hours = models.DecimalField(max_digits=5, decimal_places=1)
    completed_on = models.DateField(_("completed"))
    valid_until = models.DateField(_("counts until"), null=True, blank=True)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, blank=True, related_name="completions")
    came_from = models.CharField(max_length=4, choices=CameFrom.choices, default=CameFrom.HERE)
    taught_by = models.CharField(_("who taught it"), max_length=200, blank=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="completions")
    works_as = models.CharField(max_length=9, blank=True)
    family = models.CharField(max_length=40, blank=True)
    sector = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=20, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    why_revoked = models.CharField(_("why it was taken back"), max_length=300, blank=True)

    objects = Completions.as_manager()

    class Meta:
        ordering = ["-completed_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course", "completed_on"], name="a_course_is_completed_once_on_a_day"
            ),
            models.CheckConstraint(
                name="completion_counts_for_some_time",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("completed_on")),
            ),
            paired("revoked", name="completion_revoked_at_and_by_are_a_pair"),
        ]
        indexes = [
            models.Index(fields=["completed_on", "level"], name="completion_by_day_and_level"),
            # Everything that counting reads, so that it reads this and not the table: queries/trained_columns.py.
            models.Index(
                fields=[
                    *(
                        "completed_on",
                        "person",
                        "partner",
                        "level",
                        "family",
                        "place",
                        "valid_until",
                        "revoked_at",
                        "id",
                    )
                ],
                name="completion_as_it_is_counted",
            ),
        ]

    class Privacy:
        """The passport: it belongs to the person, whoever trained them and wherever they work."""

        called = _("completed courses")
        fields = {
            "person": _("who"),
            "course": _("course"),
            "edition": _("edition of the course"),
            "level": _("practice level"),
            "hours": _("hours"),
            "session": _("session"),
            "came_from": _("where it was learned"),
            "partner": _("organisation they came from"),
            "works_as": _("employed or volunteer"),
            "family": _("kind of role"),
            "sector": _("sector"),
            "place": _("district"),
            "recorded_at": _("when it was recorded"),
            "recorded_by": _("who recorded it"),
            "revoked_at": _("when it was taken back"),
            "revoked_by": _("who took it back"),
        }
        purpose = _("A passport of what somebody learned, and counts of who is trained.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the person has an account, and ten years after it was completed.")
        keep_days, since = 10 * 365, "completed_on"
        subjects = ("person", "recorded_by", "revoked_by")
        erased = Keep()
        foi = PERSONAL_DATA
        not_words = (
            *("course", "edition", "title", "level", "came_from", "taught_by", "works_as", "family", "sector", "place"),
            "why_revoked",
        )
        public = ()
        partners = ()
        personal = (
            *("id", "person", "course", "edition", "title", "level", "hours", "completed_on", "valid_until", "session"),
            *("came_from", "taught_by", "partner", "works_as", "family", "sector", "place", "recorded_at"),
            *("recorded_by", "revoked_at", "revoked_by", "why_revoked"),
        )
        confided = ()

    def __str__(self):
        return self.title


class CertificateKind(models.TextChoices):
    """What a certificate says."""

    ATTENDANCE = "attendance", _("Came")
    COMPLETION = "completion", _("Completed")


def _given_at_mine(person):
    """Certificates of the sessions that somebody leads or organises."""
    came, completed = (of_led_or_organised(person, f"{of}__session") for of in ("booking", "completion"))
    return came | completed if came and completed else completed


class Certificates(Visible["Certificate"]):
    """Words for certificates."""

    sees = (
        Sees(_("The person"), _("their own certificates"), themselves("person")),
        Sees(_("Whoever leads or organises the session"), _("the certificates that were given for it"), _given_at_mine),
        Sees(_("Whoever holds the code of a certificate"), _("that certificate"), lambda _person: None),
    )

    def standing(self):
        return self.filter(revoked_at__isnull=True)

    def with_code(self, code):
        """Give the certificate of a code, however it was typed."""
        return self.filter(code=plain_code(code))


class Certificate(models.Model):
    """A paper as it was given: that somebody came, or that they completed a course. Later changes do not touch it."""

    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=10, choices=CertificateKind.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="certificates")
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, null=True, blank=True, related_name="certificates")
    completion = models.ForeignKey(
        Completion, on_delete=models.PROTECT, null=True, blank=True, related_name="certificates"
    )
    # Name, title, edition, level, hours and days as they were; nobody else's name: a paper outlives who led it.
    shows = models.JSONField()
    pdf = models.BinaryField(null=True, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    why_revoked = models.CharField(_("why it was taken back"), max_length=300, blank=True)

    objects = Certificates.as_manager()

    class Meta:
        ordering = ["-issued_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_attendance_certificate_stands",
                fields=["booking"],
                condition=Q(kind="attendance", revoked_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_completion_certificate_stands",
                fields=["completion"],
                condition=Q(kind="completion", revoked_at__isnull=True),
            ),
            models.CheckConstraint(
                name="certificate_says_what_it_is_for",
                condition=Q(kind="attendance", booking__isnull=False) | Q(kind="completion", completion__isnull=False),
            ),
            paired("revoked", name="certificate_revoked_at_and_by_are_a_pair"),
        ]

    class Privacy:
        """A paper that somebody shows to others. Whoever holds its code can check it; nobody can look for names."""

        called = _("certificates")
        fields = {
            "code": _("code of the certificate"),
            "person": _("who"),
            "booking": _("booking"),
            "completion": _("what was completed"),
            "shows": _("what stands on it"),
            "pdf": _("the certificate"),
            "pdf_sha256": _("fingerprint of the certificate as a file"),
            "issued_at": _("when it was given"),
            "issued_by": _("who gave it"),
            "revoked_at": _("when it was taken back"),
            "revoked_by": _("who took it back"),
        }
        purpose = _("Letting you show what you learned, and others check it.")
        basis = Basis.PUBLIC_TASK
        kept = _("Ten years after it was given; deleted when the person is erased.")
        keep_days, since = 10 * 365, "issued_at"
        subjects = ("person", "issued_by", "revoked_by")
        erased = Delete()
        foi = PERSONAL_DATA
        copies = ("shows",)
        not_words = ("code", "kind", "shows", "pdf_sha256", "why_revoked")
        public = ()
        partners = ()
        personal = (
            *("id", "code", "kind", "person", "booking", "completion", "shows", "pdf", "pdf_sha256"),
            *("issued_at", "issued_by", "revoked_at", "revoked_by", "why_revoked"),
        )
        confided = ()

    def __str__(self):
        return self.code

    @property
    def code_words(self):
        """Give the code as people read it aloud: in two halves."""
        return f"{self.code[:5]}-{self.code[5:]}"
