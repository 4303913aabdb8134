"""What somebody is shown before they ask for a place, and what becomes of their bookings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnership.academy.models import (
    COMING,
    IN_LINE,
    Adjustment,
    Booking,
    BookingStep,
    Completion,
    HeldPlaces,
    Joining,
    Session,
)
from partnership.academy.rules import booking as rules
from partnership.academy.rules import line
from partnership.academy.rules.completing import check_can_write_reflection
from partnership.academy.rules.register import check_can_excuse
from partnership.core.components import Need
from partnership.core.models import sealed
from partnership.core.pack import current, in_language
from partnership.core.refusals import allowed
from partnership.partners.models import Partner, reach

if TYPE_CHECKING:
    from partnership.accounts.models import Person

STEPS: dict[str, str | Promise] = {  # what happened, in public words
    "asked": gettext_lazy("A place was asked for"),
    "declined": gettext_lazy("The organisation said no"),
    "approved": gettext_lazy("The organisation said yes"),
    "offered": gettext_lazy("A place was held"),
    "lapsed": gettext_lazy("The held place went to the next in line"),
    "booked": gettext_lazy("The place was booked"),
    "not_placed": gettext_lazy("It began, and no place had become free"),
    "cancelled": gettext_lazy("The place was let go"),
    "asked_again": gettext_lazy("A place was asked for again"),
    "asked_again_first": gettext_lazy("A place was asked for again"),
    "called_off": gettext_lazy("The session was cancelled"),
    "moved": gettext_lazy("They moved to another day"),
    "attended": gettext_lazy("The register says: came"),
    "attended_in_part": gettext_lazy("The register says: came to part of it"),
    "excused": gettext_lazy("The register says: could not come, and said why"),
    "missed": gettext_lazy("The register says: did not come"),
    "merged": gettext_lazy("Two accounts of one person became one"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One booking in a list."""

    pk: int
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    state: str
    state_words: str
    before: int  # how many wait before
    until: datetime | None


@dataclass(frozen=True, slots=True)
class MyTraining:
    """Somebody's bookings: what comes, what waits, what was."""

    coming: tuple[Line, ...]
    waiting: tuple[Line, ...]
    past: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One part of a session."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class BeforeBooking:
    """What is said before somebody asks for a place."""

    pk: int
    title: str
    parts: tuple[Stretch, ...]
    where: str
    online: bool
    content_note: str
    quiet: str
    leads_to: str  # a state
    in_line: int
    held: tuple[str, ...]  # for whom places are held, in words
    approve_days: int
    offer_hours: int
    advice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """One step, in public words."""

    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another session of the same course, and whether there is a place for them."""

    pk: int
    starts_at: datetime | None
    has_place: bool


@dataclass(frozen=True, slots=True)
class May:
    """What whoever looks may do with their booking."""

    cancel: bool
    take: bool
    change: bool
    ask_again: bool
    say_what_helps: bool
    excuse: bool
    reflect: bool


@dataclass(frozen=True, slots=True)
class BookingPage:
    """One booking of one's own."""

    line: Line
    session: int
    parts: tuple[Stretch, ...]
    where: str
    online: bool
    access: str
    why_cancelled: str
    link: str
    room: str
    has_joining: bool
    adjustment: str
    history: tuple[Happened, ...]
    moved_to: int | None
    may: May
    comes: bool


def title_of(session: Session) -> str:
    """Give what a session is called: by its course, or by its own title."""
    found = current().academy
    course = found.courses.get(session.course) if found else None
    return in_language(course.title) if course else str(session.title or session.course)


def parts_of(session: Session) -> tuple[Stretch, ...]:
    """Give when the parts of a session are."""
    return tuple(Stretch(one.starts_at, one.ends_at) for one in session.parts.all())


def with_place_in_line(bookings: QuerySet[Booking]) -> QuerySet[Booking]:
    """Let each booking say how many wait before it."""
    earlier = Q(in_line_since_at__lt=OuterRef("in_line_since_at")) | Q(
        in_line_since_at=OuterRef("in_line_since_at"), pk__lt=OuterRef("pk")
    )
    ahead = Booking.objects.filter(earlier, session=OuterRef("session"), state="waiting").order_by()
    count = ahead.values("session").annotate(number=Count("pk")).values("number")
    return bookings.annotate(ahead=Coalesce(Subquery(count), 0)).select_related("session")


def line_of(booking: Booking) -> Line:
    """Give one booking as a list shows it."""
    session = booking.session
    return Line(
        pk=booking.pk,
        title=title_of(session),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        state=booking.state,
        state_words=booking.get_state_display(),
        before=booking.ahead if booking.state == "waiting" else 0,  # type: ignore[attr-defined]
        until=booking.offered_until_at if booking.state == "offered" else None,
    )


def my_training(person: Person) -> MyTraining:
    """Give somebody's bookings, the next first and the last past one first."""
    mine = Booking.objects.visible_to(person).filter(person=person)
    lines = [line_of(one) for one in with_place_in_line(mine).order_by(F("session__starts_at").asc(nulls_last=True))]
    now = timezone.now()
    coming = tuple(one for one in lines if one.state == "booked" and (one.ends_at is None or one.ends_at > now))
    waiting = tuple(one for one in lines if one.state in IN_LINE)
    past = tuple(one for one in reversed(lines) if one not in coming and one not in waiting)
    return MyTraining(coming, waiting, past)


def before_booking(person: Person, session: Session, partner: Partner | None, works_as: str) -> BeforeBooking:
    """Give what asking would lead to, as things stand now, and what is good to know first."""
    academy, yes = line.academy(), line.needs_a_yes(session, partner, person)
    course = academy.courses.get(session.course)
    return BeforeBooking(
        pk=session.pk,
        title=title_of(session),
        parts=parts_of(session),
        where=session.venue,
        online=session.online,
        content_note=in_language(course.content_note) if course else "",
        quiet=in_language(academy.quiet),
        leads_to=line.where_it_leads(session, line.comer(partner, "", works_as), yes_first=yes),
        in_line=session.bookings.in_line().count(),
        held=tuple(_held_words(session)),
        approve_days=academy.terms.approve_after_days,
        offer_hours=academy.terms.offer_hours,
        advice=tuple(_advice(person, session, works_as)),
    )


def _held_words(session: Session) -> Iterator[str]:
    for one in HeldPlaces.objects.filter(session=session, until_on__gt=timezone.localdate()):
        yield _("%(places)s for %(whom)s") % {"places": one.places, "whom": whom_held_for(one)}


def whom_held_for(held: HeldPlaces) -> str:
    """Say for whom places are held."""
    pack = current()
    if held.kind == "sector":
        return in_language(pack.sectors[held.key]) if held.key in pack.sectors else held.key
    if held.kind == "place":
        return in_language(pack.areas[held.key].name) if held.key in pack.areas else held.key
    return _("volunteers")


def _advice(person: Person, session: Session, works_as: str) -> Iterator[str]:
    """Say what would make it fit better. It is advice: whoever wants to come decides."""
    academy = line.academy()
    course = academy.courses.get(session.course)
    if course is None:
        return
    done = set(Completion.objects.filter(person=person).values_list("course", flat=True))
    for key in course.prerequisites:
        if key not in done and key in academy.courses:
            title = in_language(academy.courses[key].title)
            yield _("Most people do “%(title)s” first. You can come all the same.") % {"title": title}
    if works_as not in course.works_as:
        yield _("It was made for people who come another way. You can come all the same.")


def booking_page(person: Person, pk: int) -> BookingPage | None:
    """Give one booking of the person's own; None where there is none."""
    mine = Booking.objects.visible_to(person).filter(person=person, pk=pk)
    booking = with_place_in_line(mine).select_related("session", "partner").first()
    return _page(person, booking) if booking else None


def _page(person: Person, booking: Booking) -> BookingPage:
    session = booking.session
    joining = Joining.objects.visible_to(person).filter(session=session).first() if booking.state in COMING else None
    return BookingPage(
        line=line_of(booking),
        session=session.pk,
        parts=parts_of(session),
        where=session.venue,
        online=session.online,
        access=session.access,
        why_cancelled=session.why_cancelled if session.state == "cancelled" else "",
        link=joining.link if joining else "",
        room=joining.room if joining else "",
        has_joining=joining is not None,
        adjustment=what_helps(person, booking),
        history=_history(booking),
        moved_to=booking.moved_to_id,
        may=_may(person, booking),
        comes=booking.state in COMING,
    )


def _may(person: Person, booking: Booking) -> May:
    session = booking.session
    return May(
        cancel=allowed(rules.check_can_cancel, person, booking),
        take=booking.state in IN_LINE and allowed(rules.check_can_take_place, person, booking),
        change=bool(session.course) and allowed(rules.check_can_change_session_of, person, booking),
        say_what_helps=allowed(rules.check_can_say_what_helps, person, booking),
        excuse=allowed(check_can_excuse, person, booking),
        reflect=allowed(check_can_write_reflection, person, booking),
        ask_again=allowed(rules.check_can_book, person, session, partner=booking.partner),
    )


def what_helps(person: Person, booking: Booking) -> str:
    """Give what somebody wrote would help them, opened for whoever may read it."""
    found = Adjustment.objects.visible_to(person).filter(booking=booking).first()
    return sealed.read_or_say(found, "words") if found else ""


def _history(booking: Booking) -> tuple[Happened, ...]:
    return tuple(Happened(_step_words(one), one.done_at) for one in booking.steps.all())


def _step_words(step: BookingStep) -> str:
    if step.name == "asked" and step.state == "booked":
        return _("A place was asked for, and booked at once")
    return str(STEPS.get(step.name, step.get_state_display()))


def other_sessions(booking: Booking) -> tuple[Elsewhere, ...]:
    """Give the other sessions of this course that have not begun and in which the person is not yet."""
    person, session = booking.person, booking.session
    found = (
        Session.objects.visible_to(person).announced().of_course(session.course).filter(starts_at__gt=timezone.now())
    )
    wants = line.comer(booking.partner, booking.place, booking.works_as)
    return tuple(
        Elsewhere(one.pk, one.starts_at, line.seating(one).seat(wants))
        for one in found.exclude(pk=session.pk).order_by("starts_at")[:12]
        if allowed(rules.check_can_book, person, one, partner=booking.partner)
    )


def needs(person: Person) -> tuple[Need, ...]:
    """Give the places that are held for somebody until they say yes or no, and who waits for a yes of theirs."""
    offers = Booking.objects.filter(person=person, state="offered").order_by("offered_until_at")
    leads = reach(person).leads
    asked = Booking.objects.filter(partner__in=leads, state="requested") if leads else Booking.objects.none()
    return (*_held_for_you(offers), *_wait_for_a_yes(asked.select_related("partner").order_by("partner", "asked_at")))


def _wait_for_a_yes(asked: Iterable[Booking]) -> Iterator[Need]:
    by_partner: dict[Partner, list[Booking]] = {}
    for one in asked:
        assert one.partner is not None
        by_partner.setdefault(one.partner, []).append(one)
    for partner, bookings in by_partner.items():
        sentence = ngettext(
            "One person of %(partner)s asks for a yes to training.",
            "%(count)s people of %(partner)s ask for a yes to training.",
            len(bookings),
        )
        href = reverse("book-team", kwargs={"partner": partner.slug})
        yield Need(sentence % {"count": len(bookings), "partner": partner.name}, href, kind=_("Your people"))


def _held_for_you(offers: Iterable[Booking]) -> Iterator[Need]:
    for one in offers:
        assert one.offered_until_at is not None
        yield Need(
            _("A place in training is held for you. Say yes or no."),
            reverse("booking", kwargs={"pk": one.pk}),
            due=timezone.localdate(one.offered_until_at),
            kind=_("Your training"),
        )
