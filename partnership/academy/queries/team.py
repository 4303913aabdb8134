"""Training of an organisation's people, as its leads see it: who asks, who comes, who came. Never why somebody did not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.academy.models import IN_LINE, TAKES_A_PLACE, Booking, Session
from partnership.academy.queries.booking import Stretch, parts_of, title_of
from partnership.academy.rules import booking as rules
from partnership.core.refusals import allowed
from partnership.partners.models import Partner

if TYPE_CHECKING:
    from partnership.accounts.models import Person

MOST = 50
NO_REASON = "absent-with-reason"


@dataclass(frozen=True, slots=True)
class OfOurs:
    """One booking of somebody of the organisation."""

    pk: int
    name: str
    title: str
    starts_at: datetime | None
    state_words: str
    may_cancel: bool


@dataclass(frozen=True, slots=True)
class ToBook:
    """A session that people of the organisation can be booked for."""

    pk: int
    title: str
    starts_at: datetime | None
    where: str
    taken: int
    places: int
    waiting: int

    @property
    def left(self) -> int:
        """How many places are free; some of them may be held for others."""
        return max(0, self.places - self.taken)


@dataclass(frozen=True, slots=True)
class TeamPage:
    """Who waits for a yes, who comes, who came, and what can be booked."""

    asking: tuple[OfOurs, ...]
    coming: tuple[OfOurs, ...]
    past: tuple[OfOurs, ...]
    sessions: tuple[ToBook, ...]


@dataclass(frozen=True, slots=True)
class TeamSession:
    """One session, for a lead who books several people at once."""

    pk: int
    title: str
    parts: tuple[Stretch, ...]
    where: str
    online: bool
    left: int
    waiting: int
    in_it: tuple[str, ...]  # names of theirs who are in it


def team_page(partner: Partner, person: Person) -> TeamPage:
    """Give the training of the partner's people."""
    found = Booking.objects.visible_to(person).filter(partner=partner).select_related("person", "session")
    now = timezone.now()
    ahead = Q(session__starts_at__gt=now) | Q(session__starts_at__isnull=True)
    coming = found.filter(ahead, state__in=(*IN_LINE, "booked")).exclude(state="requested")
    asking = found.filter(state="requested")
    past = found.exclude(pk__in=coming.values("pk")).exclude(state="requested").order_by("-session__starts_at", "pk")
    return TeamPage(
        asking=_ours(asking.order_by("asked_at"), person),
        coming=_ours(coming.order_by("session__starts_at", "person__name"), person),
        past=_ours(past[:MOST], person),
        sessions=tuple(_to_book(one) for one in _open_to(partner, person)),
    )


def _ours(bookings: Iterable[Booking], person: Person) -> tuple[OfOurs, ...]:
    return tuple(
        OfOurs(
            pk=one.pk,
            name=str(one.person),
            title=title_of(one.session),
            starts_at=one.session.starts_at,
            state_words=_for_leads(one),
            may_cancel=allowed(rules.check_can_cancel, person, one),
        )
        for one in bookings
    )


def _for_leads(booking: Booking) -> str:
    """Say how it stands in words for others than the person."""
    words = {
        "offered": _("A place is held until they say yes or no"),
        "cancelled-by-learner": _("Let the place go"),
        NO_REASON: _("Could not come"),
    }
    return words.get(booking.state) or booking.get_state_display()


def _open_to(partner: Partner, person: Person) -> Iterable[Session]:
    for_us = Q(only_for__isnull=True) | Q(only_for=partner)
    found = Session.objects.visible_to(person).announced().filter(for_us, starts_at__gt=timezone.now())
    taken = Count("bookings", filter=Q(bookings__state__in=TAKES_A_PLACE))
    waiting = Count("bookings", filter=Q(bookings__state="waiting"))
    return found.annotate(taken=taken, waiting=waiting).order_by("starts_at", "pk")[:MOST]


def _to_book(one: Session) -> ToBook:
    return ToBook(
        pk=one.pk,
        title=title_of(one),
        starts_at=one.starts_at,
        where=_("Online") if one.online else one.venue,
        taken=one.taken,  # type: ignore[attr-defined]
        places=one.capacity,
        waiting=one.waiting,  # type: ignore[attr-defined]
    )


def team_session(partner: Partner, session: Session, person: Person) -> TeamSession:
    """Give a session as a lead needs it who books people for it."""
    ours = Booking.objects.visible_to(person).filter(partner=partner, session=session, state__in=(*IN_LINE, "booked"))
    names = ours.order_by("person__name").values_list("person__name", flat=True)
    taken = session.bookings.taking_a_place().count()
    return TeamSession(
        pk=session.pk,
        title=title_of(session),
        parts=parts_of(session),
        where=session.venue,
        online=session.online,
        left=max(0, session.capacity - taken),
        waiting=session.bookings.in_line().count(),
        in_it=tuple(names),
    )
