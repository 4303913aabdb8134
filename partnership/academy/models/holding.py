"""For whom places are held back, and how to join: what those who come are told, and nobody else."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnership.academy.models.sessions import Session, led_by, of_led_or_organised, of_seen_sessions
from partnership.core.models import random_key
from partnership.core.privacy import AT_WORK, CONFIDED_DATA, OPEN_DATA, Basis, Delete, Reaches
from partnership.core.visibility import Sees, Visible


class HeldFor(models.TextChoices):
    """For whom places are held back."""

    SECTOR = "sector", _("a sector")
    PLACE = "place", _("a district")
    WORKS_AS = "works-as", _("volunteers")


class HeldPlacesOfSessions(Visible["HeldPlaces"]):
    """Words for places held back."""

    sees = (Sees(_("Whoever sees the session"), _("for whom places are held, and until when"), of_seen_sessions),)


class HeldPlaces(models.Model):
    """Places held for a sector, a district or volunteers until a day; then they are anybody's."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="held")
    kind = models.CharField(_("for"), max_length=8, choices=HeldFor.choices)
    key = models.CharField(_("which"), max_length=40, blank=True)  # a sector, an area code, or nothing for volunteers
    places = models.PositiveSmallIntegerField(_("places"))
    until_on = models.DateField(_("until"))

    objects = HeldPlacesOfSessions.as_manager()

    class Meta:
        ordering = ["kind", "key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "kind", "key"], name="places_are_held_once_for_each"),
            models.CheckConstraint(name="some_places_are_held", condition=Q(places__gte=1)),
        ]

    class Privacy:
        """Numbers; nobody is in it."""

        called = _("places held back")
        fields = {"session": _("session")}
        purpose = _("Seeing that those whom training often misses find a place.")
        basis = Basis.PUBLIC_TASK
        kept = _("With the session.")
        foi = OPEN_DATA
        not_words = ("kind", "key")
        public = ("id", "session", "kind", "key", "places", "until_on")
        partners = ()
        personal = ()
        confided = ()

    def __str__(self):
        return f"{self.places}"


def _i_come_or_lead(person):
    if person is None:
        return None
    from partnership.academy.models.bookings import COMING, Booking  # noqa: PLC0415 (the two need one another)

    mine = Q(session__in=Booking.objects.filter(person=person, state__in=COMING).values("session"))
    return mine | led_by(person, "session")


class JoiningOfSessions(Visible["Joining"]):
    """Words for how to join."""

    sees = (
        Sees(_("Whoever has a place, and whoever leads it"), _("the link or room"), _i_come_or_lead),
        Sees(_("Whoever organises it"), _("the link or room"), of_led_or_organised),
    )


class Joining(models.Model):
    """The link, or the room and how to find it: only for those who come."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="joining")
    link = models.URLField(_("link to join online"), max_length=500, blank=True)
    room = models.CharField(_("room, and how to find it"), max_length=300, blank=True)

    objects = JoiningOfSessions.as_manager()

    class Meta:
        ordering = ["pk"]

    class Privacy:
        """Where people will be at what hour: only those who come are told."""

        called = _("how to join")
        fields = {"session": _("session")}
        purpose = _("Letting those who booked come, and nobody else.")
        basis = Basis.PUBLIC_TASK
        kept = _("With the session.")
        erased = Delete()
        people = _("Nobody by name; but where people are.")
        foi = CONFIDED_DATA
        words = {
            "link": Reaches(_("Those who have a place."), AT_WORK),
            "room": Reaches(_("Those who have a place."), AT_WORK),
        }
        public = ()
        partners = ()
        personal = ()
        confided = ("id", "session", "link", "room")

    def __str__(self):
        return self.room
