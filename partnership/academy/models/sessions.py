"""When a course is held: its parts, who leads it and who is there only for how people are, and for whom places are held."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.core.models import Revisioned, paired
from partnership.core.privacy import (
    FOR_THEIR_ORGANISATION,
    OPEN_DATA,
    WORKING_DATA,
    Basis,
    Keep,
    Reaches,
)
from partnership.core.transitions import Machine, Step
from partnership.core.visibility import Sees, Visible
from partnership.partners.models import Partner, reach

_ORGANISER = _("Whoever organises it, or the programme team")
SESSION = Machine(
    "session",
    {
        "planned": _("Being planned"),
        "announced": _("Open for booking"),
        "held": _("Was held"),
        "cancelled": _("Cancelled"),
    },
    start=("planned",),
    steps=(
        Step("announced", ("planned",), "announced", _ORGANISER),
        Step("held", ("announced",), "held", _("The site, when its last part is over")),
        Step("entered", ("planned",), "held", _("Whoever led it elsewhere and brings in its register")),
        Step("cancelled", ("planned", "announced"), "cancelled", _ORGANISER),
    ),
    ends=frozenset({"held", "cancelled"}),
)
SHOWN = ("announced", "held", "cancelled")


class Task(models.TextChoices):
    """What somebody does at a session."""

    FACILITATES = "facilitates", _("leads it")
    WELLBEING = "wellbeing", _("is there only for how people are")


class Because(models.TextChoices):
    """What kind of reason a session was cancelled for."""

    TOO_FEW = "too-few", _("Too few people had booked")
    NOBODY_LEADS = "nobody-leads", _("Nobody could lead it, or be there for how people are")
    ROOM = "room", _("The room or the link")
    OUTSIDE = "outside", _("Weather, roads, or something else outside")
    OTHER = "other", _("Something else")


def organised_by(person, via=""):
    """Give the condition of being a session that somebody may change, or None: the programme's, their place's, their own."""
    held = reach(person)
    if held.runs_programme:
        return Q()
    if person is None:
        return None
    start = f"{via}__" if via else ""
    mine = Q(**{f"{start}planned_by": person})
    return mine | Q(**{f"{start}place__in": held.led_places}) if held.led_places else mine


def led_by(person, via=""):
    """Give the condition of being a session at which somebody has a task and did not say no, or None."""
    if person is None:
        return None
    start = f"{via}__pk__in" if via else "pk__in"
    return Q(**{start: Leading.objects.standing().filter(person=person).values("session")})


def was_shown(via=""):
    """Give the condition of being a session that was announced: what was cancelled before that is nobody else's."""
    start = f"{via}__" if via else ""
    return Q(**{f"{start}state__in": SHOWN, f"{start}announced_at__isnull": False})


def _open_to_all(_person):
    return was_shown() & Q(only_for__isnull=True)


def _for_mine(person):
    partners = reach(person).partners
    return was_shown() & Q(only_for__in=partners) if partners else None


class Sessions(Visible["Session"]):
    """Words for sessions."""

    sees = (
        Sees(_("Anybody"), _("announced sessions that are for everybody"), _open_to_all),
        Sees(_("People of the partner that a session is only for"), _("that session"), _for_mine),
        Sees(_("Whoever leads it, or is there for how people are"), _("that session"), led_by),
        Sees(
            _("Whoever organises it, and the programme team"), _("the session, also while it is planned"), organised_by
        ),
    )

    def announced(self):
        return self.filter(state="announced")

    def shown(self):
        return self.filter(state__in=SHOWN)

    def of_course(self, key):
        return self.filter(course=key)


class Session(Revisioned):
    """One time that a course is held; without a course it is an event, such as a knowledge exchange."""

    TRANSITIONS = SESSION

    course = models.CharField(_("course"), max_length=60, blank=True)  # a key of the pack
    edition = models.CharField(max_length=80, blank=True)  # course@version, as it was announced
    title = models.CharField(_("title"), max_length=120, blank=True)  # of an event; a course has its own
    about = models.TextField(_("about"), max_length=2000, blank=True)
    state = models.CharField(max_length=9, choices=SESSION.states.items(), default="planned")
    place = models.CharField(_("district"), max_length=20, blank=True)  # an area code of the pack; none: for all
    online = models.BooleanField(_("online"), default=False)
    venue = models.CharField(_("where, as everybody may read it"), max_length=200, blank=True)
    access = models.CharField(_("how to get in, and what is there"), max_length=500, blank=True)
    capacity = models.PositiveSmallIntegerField(_("places"))
    only_for = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("only for")
    )
    starts_at = models.DateTimeField(null=True, blank=True)  # of the first part, and
    ends_at = models.DateTimeField(null=True, blank=True)  # of the last: kept by the deeds that change parts
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sessions_planned")
    announced_at = models.DateTimeField(null=True, blank=True)
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    why_cancelled = models.CharField(_("why it is cancelled"), max_length=300, blank=True)
    cancelled_because = models.CharField(_("kind of reason"), max_length=12, choices=Because.choices, blank=True)
    certificates_asked_at = models.DateTimeField(null=True, blank=True)  # for everybody at once, until all are made
    certificates_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    cost_pounds = models.DecimalField(_("cost in pounds"), max_digits=9, decimal_places=2, null=True, blank=True)

    objects = Sessions.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(name="session_is_a_course_or_has_a_title", condition=~Q(course="", title="")),
            models.CheckConstraint(name="session_has_a_place_for_somebody", condition=Q(capacity__gte=1)),
            models.CheckConstraint(
                name="session_cancelled_says_why", condition=Q(cancelled_at__isnull=True) | ~Q(why_cancelled="")
            ),
            *(
                paired(deed, name=f"session_{deed}_at_and_by_are_a_pair")
                for deed in ("announced", "cancelled", "certificates_asked")
            ),
        ]

    class Privacy:
        """Training that anybody can find, and who planned it. Who comes stands in no public table."""

        called = _("training sessions")
        fields = {
            "course": _("course"),
            "edition": _("edition of the course"),
            "starts_at": _("when it begins"),
            "ends_at": _("when it ends"),
            "planned_at": _("when it was planned"),
            "planned_by": _("who planned it"),
            "announced_at": _("when it was announced"),
            "announced_by": _("who announced it"),
            "cancelled_at": _("when it was cancelled"),
            "cancelled_by": _("who cancelled it"),
            "certificates_asked_at": _("when certificates were asked for, for everybody who came"),
            "certificates_asked_by": _("who asked for them"),
        }
        purpose = _("Letting people find training and come to it.")
        basis = Basis.PUBLIC_TASK
        kept = _("As long as the partnership.")
        subjects = ("planned_by", "announced_by", "cancelled_by", "certificates_asked_by")
        erased = Keep()
        foi = OPEN_DATA
        words = {
            name: Reaches(_("Anybody, once it is announced."), FOR_THEIR_ORGANISATION)
            for name in ("title", "about", "venue", "access", "why_cancelled")
        }
        not_words = ("course", "edition", "state", "place", "cancelled_because")
        public = (
            *("id", "revision", "course", "edition", "title", "about", "state", "place", "online", "venue", "access"),
            *("capacity", "starts_at", "ends_at", "why_cancelled"),
        )
        partners = ("only_for", "cost_pounds", "cancelled_because")
        personal = (
            *("planned_at", "planned_by", "announced_at", "announced_by", "cancelled_at", "cancelled_by"),
            *("certificates_asked_at", "certificates_asked_by"),
        )
        confided = ()

    def __str__(self):
        return self.title or self.course


def of_seen_sessions(person):
    """Rows of the sessions that somebody sees."""
    return Q(session__in=Session.objects.visible_to(person).values("pk"))


class SessionParts(Visible["SessionPart"]):
    """Words for the parts of sessions."""

    sees = (Sees(_("Whoever sees the session"), _("when its parts are"), of_seen_sessions),)


class SessionPart(models.Model):
    """One stretch of a session, with a beginning and an end."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="parts")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    objects = SessionParts.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(name="part_ends_after_it_begins", condition=Q(ends_at__gt=models.F("starts_at"))),
            models.UniqueConstraint(fields=["session", "starts_at"], name="parts_of_a_session_begin_apart"),
        ]

    class Privacy:
        """Days and hours; nobody is in it."""

        called = _("parts of sessions")
        fields = {"session": _("session")}
        purpose = _("Saying when to come.")
        basis = Basis.PUBLIC_TASK
        kept = _("With the session.")
        foi = OPEN_DATA
        public = ("id", "session", "starts_at", "ends_at")
        partners = ()
        personal = ()
        confided = ()

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


def of_led_or_organised(person, via="session"):
    """Rows of the sessions that somebody leads or organises; `via` leads from their table to the session."""
    lead, organise = led_by(person, via), organised_by(person, via)
    return lead | organise if lead and organise else organise


class Leadings(Visible["Leading"]):
    """Words for who leads."""

    sees = (
        Sees(
            _("Anybody"),
            _("who leads an announced session that is for everybody"),
            lambda _person: was_shown("session") & Q(session__only_for__isnull=True, declined_at__isnull=True),
        ),
        Sees(_("Whoever leads or organises it"), _("who leads it"), of_led_or_organised),
    )

    def standing(self):
        return self.filter(declined_at__isnull=True)


class Leading(models.Model):
    """That somebody leads a session, or is there only for how people are."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="leading")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="leading")
    task = models.CharField(_("task"), max_length=11, choices=Task.choices, default=Task.FACILITATES)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    declined_at = models.DateTimeField(null=True, blank=True)

    objects = Leadings.as_manager()

    class Meta:
        ordering = ["task", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="somebody_has_one_task_at_a_session"),
        ]

    class Privacy:
        """Who is in the room to lead and to look after people; it is their work, and they can say no."""

        called = _("who leads sessions")
        fields = {
            "session": _("session"),
            "person": _("who"),
            "asked_at": _("when they were asked"),
            "asked_by": _("who asked them"),
            "declined_at": _("when they said no"),
        }
        purpose = _("Saying who leads, and seeing that nobody leads too much.")
        basis = Basis.PUBLIC_TASK
        kept = _("With the session.")
        subjects = ("person", "asked_by")
        erased = Keep()
        not_words = ("task",)
        foi = WORKING_DATA
        public = ()
        partners = ("id", "session", "task")
        personal = ("person", "asked_at", "asked_by", "declined_at")
        confided = ()

    def __str__(self):
        return self.get_task_display()
