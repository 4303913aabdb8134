"""Trained readers: when they read, how much in a day, whom they are close to, and whether somebody cares for them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partnership.core.privacy import Basis, Delete
from partnership.core.visibility import Sees, Visible, themselves
from partnership.partners.models import Partner, reach
from partnership.reading.models.texts import looks_after_safety, reads

MOST_A_DAY = 8  # texts, unless a reader chose fewer


def _for_readers_and_leads(person):
    if person is None:
        return None
    held = reach(person)
    return Q() if reads(person) or looks_after_safety(person) or held.runs_programme else None


def _for_safeguarding_leads(person):
    return Q() if person is not None and looks_after_safety(person) else None


class Shifts(Visible["Shift"]):
    """Words for shifts."""

    sees = (
        Sees(
            _("Trained readers, safeguarding leads and the programme team"), _("who reads when"), _for_readers_and_leads
        ),
    )

    def on(self, day):
        return self.filter(starts_on__lte=day, ends_on__gt=day)


class Shift(models.Model):
    """From when until when somebody reads, and in which languages."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reading_shifts")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("the day after the last"))  # not part of it
    languages = models.JSONField(default=list)  # keys: en, ur
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = Shifts.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(name="shift_ends_after_it_starts", condition=Q(ends_on__gt=F("starts_on")))
        ]

    class Privacy:
        """Who reads when, so that words told in confidence never wait without anybody."""

        called = _("the readers' rota")
        fields = {
            "person": _("reader"),
            "languages": _("languages"),
            "made_at": _("when it was planned"),
            "made_by": _("who planned it"),
        }
        purpose = _("Knowing that somebody reads, and in which languages.")
        basis = Basis.PUBLIC_TASK
        kept = _("Two years.")
        keep_days, since = 730, "made_at"
        subjects = ("person",)
        erased = Delete()
        not_words = ("languages",)
        public = ()
        partners = ()
        personal = ("id", "person", "starts_on", "ends_on", "languages", "made_at", "made_by")
        confided = ()

    def __str__(self):
        return f"{self.person}, {self.starts_on} to {self.ends_on}"


class Readers(Visible["Reader"]):
    """Words for readers."""

    sees = (
        Sees(_("The reader"), _("what they chose"), themselves("person")),
        Sees(
            _("Safeguarding leads"), _("who is trained, and whether somebody cares for them"), _for_safeguarding_leads
        ),
    )


class Reader(models.Model):
    """What is so of one reader: trained when, at most so many a day, and that they said whom they are close to."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reader", primary_key=True
    )
    daily_limit = models.PositiveSmallIntegerField(_("at most so many a day"), default=MOST_A_DAY)
    trained_on = models.DateField(_("trained on"), null=True, blank=True)
    declared_on = models.DateField(_("said whom they are close to on"), null=True, blank=True)

    objects = Readers.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reader_reads_1_to_20_a_day", condition=Q(daily_limit__gte=1, daily_limit__lte=20)
            )
        ]

    class Privacy:
        """What keeps a reader well, and fair."""

        called = _("readers")
        fields = {"person": _("reader")}
        purpose = _("Keeping readers well, and keeping them from reading about people they know.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as somebody reads.")
        subjects = ("person",)
        erased = Delete()
        public = ()
        partners = ()
        personal = ("person", "daily_limit", "trained_on", "declared_on")
        confided = ()

    def __str__(self):
        return str(self.person)


class Conflicts(Visible["Conflict"]):
    """Words for conflicts of interest."""

    sees = (
        Sees(_("The reader"), _("what they declared"), themselves("person")),
        Sees(_("Safeguarding leads"), _("what readers declared"), _for_safeguarding_leads),
    )


class Conflict(models.Model):
    """A reader said that they are close to an organisation: they read nothing about it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="conflicts")
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+")
    declared_at = models.DateTimeField()

    objects = Conflicts.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "partner"], name="conflict_is_declared_once")]

    class Privacy:
        """Whom a reader is close to. Nobody asks why."""

        called = _("conflicts of interest")
        fields = {"person": _("reader"), "partner": _("organisation"), "declared_at": _("when they said so")}
        purpose = _("Keeping whoever is close to an organisation from reading what is said of it.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as somebody reads.")
        subjects = ("person",)
        erased = Delete()
        public = ()
        partners = ()
        personal = ("id", "person", "partner", "declared_at")
        confided = ()

    def __str__(self):
        return str(self.partner)


class Debriefs(Visible["Debrief"]):
    """Words for debriefs."""

    sees = (
        Sees(_("The reader"), _("their own"), themselves("person")),
        Sees(_("Safeguarding leads"), _("whether a reader has had one"), _for_safeguarding_leads),
    )


class Debrief(models.Model):
    """A reader asked for, or was offered, time to talk about what they read. What was said stands nowhere."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="debriefs")
    asked_at = models.DateTimeField()
    had_on = models.DateField(_("had on"), null=True, blank=True)

    objects = Debriefs.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]

    class Privacy:
        """That somebody cares for those who read hard things."""

        called = _("debriefs")
        fields = {"person": _("reader"), "asked_at": _("when it was asked for")}
        purpose = _("Keeping readers well.")
        basis = Basis.PUBLIC_TASK
        kept = _("A year.")
        keep_days, since = 365, "asked_at"
        subjects = ("person",)
        erased = Delete()
        public = ()
        partners = ()
        personal = ("id", "person", "asked_at", "had_on")
        confided = ()

    def __str__(self):
        return str(self.person)
