"""Who asked for a place, who has one, and who came: one row for each person and session, and every step it took."""

from functools import partial

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.academy.models.sessions import Session, SessionPart, led_by, of_led_or_organised
from partnership.core.models import SealedField, random_key
from partnership.core.privacy import AT_WORK, CONFIDED_DATA, PERSONAL_DATA, Basis, Delete, Keep, Reaches
from partnership.core.transitions import Machine, Step
from partnership.core.visibility import Sees, Visible, themselves
from partnership.partners.models import Partner, reach

_LEARNER = _("Whoever wants to come, or a lead of their organisation")
_LEAD = _("A lead of the organisation, or the site after some days")
_SITE = _("The site, when a place is free")
_ORGANISER = _("Whoever organises it")
_REGISTER = _("Whoever leads it")
_MARKED = ("attended", "attended-in-part", "absent-with-reason", "absent")
BOOKING = Machine(
    "booking",
    {
        "requested": _("Waiting for a yes from the organisation"),
        "declined": _("The organisation said no"),
        "waiting": _("On the waiting list"),
        "offered": _("A place is held for you"),
        "booked": _("Booked"),
        "not-placed": _("No place became free"),
        "cancelled-by-learner": _("You cancelled"),
        "cancelled-by-organiser": _("The session was cancelled"),
        "moved": _("Moved to another session"),
        "attended": _("Came"),
        "attended-in-part": _("Came to part of it"),
        "absent-with-reason": _("Did not come, and said why"),
        "absent": _("Did not come"),
    },
    start=("requested", "waiting", "booked", "attended"),  # attended: walked in on the day
    steps=(
        Step("declined", ("requested",), "declined", _LEAD),
        Step("approved", ("requested",), "waiting", _LEAD),
        Step("offered", ("waiting",), "offered", _SITE),
        Step("lapsed", ("offered",), "waiting", _("The site, when an offer was not taken up in time")),
        Step("booked", ("waiting", "offered"), "booked", _("Whoever wants to come, or the site")),
        Step("not_placed", ("requested", "waiting", "offered"), "not-placed", _("The site, when the session began")),
        Step("cancelled", ("requested", "waiting", "offered", "booked"), "cancelled-by-learner", _LEARNER),
        Step("asked_again", ("cancelled-by-learner", "declined", "not-placed", "moved"), "waiting", _LEARNER),
        Step("asked_again_first", ("cancelled-by-learner", "declined", "not-placed", "moved"), "requested", _LEARNER),
        Step("called_off", ("requested", "waiting", "offered", "booked"), "cancelled-by-organiser", _ORGANISER),
        Step("moved", ("waiting", "offered", "booked"), "moved", _("Whoever wants to come, or the organiser")),
        Step(
            "walked_in",
            ("requested", "waiting", "offered", "not-placed", "cancelled-by-learner", "declined"),
            "attended",
            _REGISTER,
        ),
        Step("attended", ("booked", *_MARKED), "attended", _REGISTER),
        Step("attended_in_part", ("booked", *_MARKED), "attended-in-part", _REGISTER),
        Step("excused", ("booked", *_MARKED), "absent-with-reason", _("Whoever leads it, or the person")),
        Step("missed", ("booked", *_MARKED), "absent", _REGISTER),
    ),
    ends=frozenset({"cancelled-by-organiser"}),
)
ASKS_AGAIN = ("cancelled-by-learner", "declined", "not-placed", "moved")
TAKES_A_PLACE = ("offered", "booked", *_MARKED)
COMING = ("booked", "attended", "attended-in-part")
IN_LINE = ("requested", "waiting", "offered")
STILL_OPEN = (*IN_LINE, "booked")
MARKED = _MARKED


def _for_partners_i_lead(person):
    leads = reach(person).leads
    return Q(partner__in=leads) if leads else None


class Bookings(Visible["Booking"]):
    """Words for bookings."""

    sees = (
        Sees(_("The person"), _("their own bookings"), themselves("person")),
        Sees(_("Leads of the organisation that they come from"), _("who of theirs comes"), _for_partners_i_lead),
        Sees(_("Whoever leads or organises the session"), _("who comes"), of_led_or_organised),
    )

    def coming(self):
        return self.filter(state__in=COMING)

    def in_line(self):
        """Those who wait, first come first."""
        return self.filter(state="waiting").order_by("in_line_since_at", "pk")

    def taking_a_place(self):
        return self.filter(state__in=TAKES_A_PLACE)


class Booking(models.Model):
    """One person and one session. `sequence` counts what their calendar must hear of."""

    TRANSITIONS = BOOKING

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="bookings")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="bookings")
    works_as = models.CharField(
        _("how they come"),
        max_length=9,
        choices=[("employee", _("employed")), ("volunteer", _("volunteer"))],
        default="employee",
    )
    family = models.CharField(_("kind of role"), max_length=40, blank=True)  # a role family of the pack; may be passed
    place = models.CharField(_("district"), max_length=20, blank=True)  # where they work; may be passed
    state = models.CharField(max_length=22, choices=BOOKING.states.items(), default="waiting")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    in_line_since_at = models.DateTimeField(null=True, blank=True)
    offered_until_at = models.DateTimeField(null=True, blank=True)
    moved_to = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="moved_from")
    walked_in = models.BooleanField(_("came without booking"), default=False)
    sequence = models.PositiveIntegerField(default=0)

    objects = Bookings.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="somebody_has_one_booking_for_a_session"),
            models.CheckConstraint(
                name="booking_offered_says_until_when",
                condition=~Q(state="offered") | Q(offered_until_at__isnull=False),
            ),
            models.CheckConstraint(
                name="booking_waiting_has_a_place_in_line",
                condition=~Q(state="waiting") | Q(in_line_since_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["session", "state"], name="booking_by_session_and_state")]

    class Privacy:
        """Who comes to which training. Never public; leads see who of theirs comes, and never why somebody did not."""

        called = _("bookings")
        fields = {
            "session": _("session"),
            "person": _("who"),
            "partner": _("organisation they come from"),
            "asked_at": _("when they asked"),
            "asked_by": _("who asked"),
            "in_line_since_at": _("waiting since"),
            "offered_until_at": _("a place is held until"),
            "moved_to": _("the session they moved to"),
            "sequence": _("how often their calendar heard of a change"),
        }
        purpose = _("Giving places fairly, and knowing who comes.")
        basis = Basis.PUBLIC_TASK
        kept = _("Three years after the person asked.")
        keep_days, since = 3 * 365, "asked_at"
        subjects = ("person", "asked_by")
        erased = Keep()
        foi = PERSONAL_DATA
        not_words = ("works_as", "family", "place", "state")
        public = ()
        partners = ()
        personal = (
            *("id", "session", "person", "partner", "works_as", "family", "place", "state", "asked_at", "asked_by"),
            *("in_line_since_at", "offered_until_at", "moved_to", "walked_in", "sequence"),
        )
        confided = ()

    def __str__(self):
        return self.get_state_display()


def of_seen_bookings(person):
    """Rows of the bookings that somebody sees."""
    return Q(booking__in=Booking.objects.visible_to(person).values("pk")) if person is not None else None


class BookingSteps(Visible["BookingStep"]):
    """Words for the steps of bookings."""

    sees = (Sees(_("Whoever sees the booking"), _("what became of it, and when"), of_seen_bookings),)


class BookingStep(models.Model):
    """One step of a booking. Steps are added and never changed."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="steps")
    name = models.CharField(max_length=20)
    state = models.CharField(max_length=22, choices=BOOKING.states.items())
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = BookingSteps.as_manager()

    class Meta:
        ordering = ["done_at", "pk"]

    class Privacy:
        """What became of a booking, so that nobody has to argue about it."""

        called = _("what became of bookings")
        fields = {
            "booking": _("booking"),
            "name": _("step"),
            "done_at": _("when"),
            "done_by": _("who did it"),
        }
        purpose = _("Seeing what became of a place, and why.")
        basis = Basis.PUBLIC_TASK
        kept = _("With the booking.")
        subjects = ("booking__person", "done_by")
        erased = Keep()
        not_words = ("name", "state")
        foi = PERSONAL_DATA
        public = ()
        partners = ()
        personal = ("id", "booking", "name", "state", "done_at", "done_by")
        confided = ()

    def __str__(self):
        return self.name


def _mine(person):
    return Q(booking__person=person) if person is not None else None


def _at_sessions_i_lead(person):
    return led_by(person, "booking__session")


class Needed(Visible["Adjustment"]):
    """Words for what helps somebody to take part, and for why they could not come."""

    sees = (
        Sees(_("The person"), _("what they wrote"), _mine),
        Sees(_("Whoever leads the session, or is there for how people are"), _("what helps"), _at_sessions_i_lead),
    )


class Adjustment(models.Model):
    """What somebody wrote would help them to take part. Those who lead the session read it, and nobody else."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="adjustment")
    words = SealedField(_("what would help"))

    objects = Needed.as_manager()

    class Meta:
        ordering = ["pk"]

    class Privacy:
        """It may tell of somebody's health. It is locked, leads of organisations never see it, and it goes after a month."""

        called = _("what helps somebody to take part")
        fields = {"booking": _("booking")}
        purpose = _("Making it possible for somebody to take part.")
        basis = Basis.EXPLICIT_CONSENT
        kept = _("30 days after the last part of the session.")
        subjects = ("booking__person",)
        erased = Delete()
        foi = CONFIDED_DATA
        words = {"words": Reaches(_("Those who lead the session."), AT_WORK)}
        public = ()
        partners = ()
        personal = ()
        confided = ("id", "booking", "words")

    def __str__(self):
        return "…"


class Reasons(Visible["AbsenceReason"]):
    """Words for why somebody could not come."""

    sees = (
        Sees(_("The person"), _("what they wrote"), _mine),
        Sees(_("Whoever leads the session"), _("why somebody could not come"), _at_sessions_i_lead),
    )


class AbsenceReason(models.Model):
    """Why somebody did not come, in their own words or none. Their organisation sees that there is a reason, not which."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="absence")
    words = SealedField(_("why"), blank=True)

    objects = Reasons.as_manager()

    class Meta:
        ordering = ["pk"]

    class Privacy:
        """It may tell of somebody's health or family. It is locked, leads never see it, and it goes after a month."""

        called = _("why somebody did not come")
        fields = {"booking": _("booking")}
        purpose = _("Not asking again, and offering another day.")
        basis = Basis.EXPLICIT_CONSENT
        kept = _("30 days after the last part of the session.")
        subjects = ("booking__person",)
        erased = Delete()
        foi = CONFIDED_DATA
        words = {"words": Reaches(_("Those who lead the session."), AT_WORK)}
        public = ()
        partners = ()
        personal = ()
        confided = ("id", "booking", "words")

    def __str__(self):
        return "…"


class Came(models.TextChoices):
    """How somebody stands in the register of one part."""

    HERE = "here", _("here")
    PARTLY = "partly", _("here for some of it")
    NOT = "not", _("not here")


class How(models.TextChoices):
    """How it came into the register."""

    LED = "led", _("marked by whoever leads it")
    SELF = "self", _("by themselves, with the code in the room")
    SHEET = "sheet", _("from the printed sheet")
    FILE = "file", _("from a file")


class Attendances(Visible["Attendance"]):
    """Words for attendances."""

    sees = (
        Sees(_("The person"), _("when they were there"), _mine),
        Sees(
            _("Whoever leads or organises the session"),
            _("who was there"),
            partial(of_led_or_organised, via="booking__session"),
        ),
    )


class Attendance(models.Model):
    """Whether somebody was there for one part. A tick that comes twice, from a telephone without a network, is one."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="attendances")
    part = models.ForeignKey(SessionPart, on_delete=models.PROTECT, related_name="attendances")
    came = models.CharField(max_length=6, choices=Came.choices)
    how = models.CharField(max_length=5, choices=How.choices)
    ticked_at = models.DateTimeField()  # on the telephone: the newest tick counts, in whatever order they arrive
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = Attendances.as_manager()

    class Meta:
        ordering = ["part", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["booking", "part"], name="somebody_is_marked_once_for_a_part"),
        ]

    class Privacy:
        """Who was there. An attendance is not a person: people are counted once."""

        called = _("attendances")
        fields = {
            "booking": _("booking"),
            "part": _("part"),
            "came": _("whether they were there"),
            "how": _("how it was marked"),
            "ticked_at": _("when it was ticked"),
            "marked_at": _("when it arrived here"),
            "marked_by": _("who marked it"),
        }
        purpose = _("Knowing who was there, for their certificate and for counts.")
        basis = Basis.PUBLIC_TASK
        kept = _("With the booking.")
        subjects = ("booking__person", "marked_by")
        erased = Keep()
        foi = PERSONAL_DATA
        not_words = ("came", "how")
        public = ()
        partners = ()
        personal = ("id", "booking", "part", "came", "how", "ticked_at", "marked_at", "marked_by")
        confided = ()

    def __str__(self):
        return self.get_came_display()
