"""That somebody watched how a course is led: agreed by both, read first by whoever was watched."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.academy.models.sessions import Session
from partnership.core.models import SealedField, random_key
from partnership.core.privacy import AT_WORK, CONFIDED_DATA, PERSONAL_DATA, Basis, Delete, Keep, Reaches
from partnership.core.transitions import Machine, Step
from partnership.core.visibility import Sees, Visible, themselves
from partnership.partners.models import reach

_ASKED, _EITHER = _("Whoever was asked"), _("Either of the two")
_LEADER = _("Whoever was watched")
OBSERVATION = Machine(
    "observation",
    {
        "asked": _("Waits for a yes"),
        "agreed": _("Both agreed"),
        "declined": _("The other said no"),
        "called-off": _("Does not happen"),
        "filled": _("Written, and not read yet"),
        "accepted": _("Read: it was so"),
        "contested": _("Read: it was not so"),
    },
    start=("asked",),
    steps=(
        Step("agreed", ("asked",), "agreed", _ASKED),
        Step("declined", ("asked",), "declined", _ASKED),
        Step("called_off", ("asked", "agreed"), "called-off", _EITHER),
        Step("filled", ("agreed",), "filled", _("Whoever watched")),
        Step("accepted", ("filled",), "accepted", _LEADER),
        Step("contested", ("filled",), "contested", _LEADER),
    ),
    ends=frozenset({"declined", "called-off", "accepted", "contested"}),
)
READ = ("accepted", "contested")  # it took place, and whoever was watched has read what was seen
WRITTEN = ("filled", *READ)


class Seen(models.TextChoices):
    """What was seen of one item."""

    SEEN = "seen", _("seen")
    PARTLY = "partly", _("seen in part")
    NOT = "not", _("not seen")
    COULD_NOT = "could-not", _("could not be seen that day")


def _once_read(person):
    return Q(state__in=READ) if reach(person).runs_programme else None


class Observations(Visible["Observation"]):
    """Words for observations."""

    sees = (
        Sees(_("Whoever is watched"), _("who watches, and what was seen"), themselves("trainer")),
        Sees(_("Whoever watches"), _("whom they watch, and what they saw"), themselves("observer")),
        Sees(
            _("The programme team"),
            _("that it took place and what was seen, once whoever was watched has read it"),
            _once_read,
        ),
    )

    def read(self):
        return self.filter(state__in=READ)


class Observation(models.Model):
    """One trainer, one session, one person who watches. Nobody is watched who did not agree, and nothing is added up."""

    TRANSITIONS = OBSERVATION

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="observations")
    trainer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="observations")
    observer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="observing")
    checklist = models.CharField(max_length=80)  # key@version, as it was filled in
    state = models.CharField(max_length=10, choices=OBSERVATION.states.items(), default="asked")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    filled_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = Observations.as_manager()

    class Meta:
        ordering = ["-asked_at", "pk"]

    class Privacy:
        """Help for a trainer by somebody whom they chose. It is no mark, and nobody makes one of it."""

        called = _("observations of how courses are led")
        fields = {
            "session": _("session"),
            "trainer": _("who was watched"),
            "observer": _("who watched"),
            "checklist": _("by which checklist"),
            "asked_at": _("when it was asked for"),
            "asked_by": _("who asked"),
            "filled_at": _("when it was written"),
            "read_at": _("when it was read"),
        }
        purpose = _("Helping trainers, renewing that they may lead, and mending courses.")
        basis = Basis.PUBLIC_TASK
        kept = _("Ten years after it was asked for.")
        keep_days, since = 10 * 365, "asked_at"
        subjects = ("trainer", "observer", "asked_by")
        erased = Keep()
        foi = PERSONAL_DATA
        not_words = ("checklist", "state")
        public = ()
        partners = ()
        personal = (
            *("id", "session", "trainer", "observer", "checklist", "state", "asked_at", "asked_by"),
            *("filled_at", "read_at"),
        )
        confided = ()

    def __str__(self):
        return self.get_state_display()


def _of_seen_observations(person):
    return Q(observation__in=Observation.objects.visible_to(person).values("pk")) if person is not None else None


class ObservedItems(Visible["ObservedItem"]):
    """Words for what was seen."""

    sees = (Sees(_("Whoever sees the observation"), _("what was seen of each item"), _of_seen_observations),)


class ObservedItem(models.Model):
    """What was seen of one item of the checklist."""

    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="items")
    item = models.CharField(max_length=60)  # a key of the checklist
    seen = models.CharField(_("what was seen"), max_length=9, choices=Seen.choices)

    objects = ObservedItems.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["observation", "item"], name="an_item_is_said_once")]

    class Privacy:
        """What was seen; shares are worked out over all trainers together, from ten observations up."""

        called = _("what was seen of how courses are led")
        fields = {"observation": _("observation"), "item": _("item of the checklist")}
        purpose = _("Helping trainers and mending courses.")
        basis = Basis.PUBLIC_TASK
        kept = _("With the observation.")
        subjects = ("observation__trainer", "observation__observer")
        erased = Keep()
        foi = PERSONAL_DATA
        not_words = ("item", "seen")
        public = ()
        partners = ()
        personal = ("id", "observation", "item", "seen")
        confided = ()

    def __str__(self):
        return self.get_seen_display()


def _one_of_the_two(person):
    if person is None:
        return None
    return Q(observation__trainer=person) | Q(observation__observer=person)


class ObservationWordsRows(Visible["ObservationWords"]):
    """Words for what the two wrote to one another."""

    sees = (Sees(_("The two of them"), _("what they wrote to one another"), _one_of_the_two),)


class ObservationWords(models.Model):
    """One kind word, one thing to try, and what whoever was watched says to it. Between the two of them, and locked."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    observation = models.OneToOneField(Observation, on_delete=models.CASCADE, related_name="words")
    kind = SealedField(_("what was good"))
    to_try = SealedField(_("one thing to try"))
    reply = SealedField(_("what whoever was watched says"), blank=True)
    written_at = models.DateTimeField()

    objects = ObservationWordsRows.as_manager()

    class Meta:
        ordering = ["pk"]

    class Privacy:
        """Between two people. Locked; neither the programme nor anybody else reads it."""

        called = _("words about how a course was led")
        fields = {"observation": _("observation"), "written_at": _("when it was written")}
        purpose = _("Helping a trainer.")
        basis = Basis.PUBLIC_TASK
        kept = _("Three years after it was written.")
        keep_days, since = 3 * 365, "written_at"
        subjects = ("observation__trainer", "observation__observer")
        erased = Delete()
        foi = CONFIDED_DATA
        words = {
            name: Reaches(_("The two who agreed that one watches the other."), AT_WORK)
            for name in ("kind", "to_try", "reply")
        }
        public = ()
        partners = ()
        personal = ("id", "observation", "written_at")
        confided = ("kind", "to_try", "reply")

    def __str__(self):
        return "…"
