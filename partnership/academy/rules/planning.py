"""What can be planned, changed, announced and cancelled, and the sentence for whoever may not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.academy.models import (
    SESSION,
    TAKES_A_PLACE,
    HeldFor,
    HeldPlaces,
    Joining,
    Leading,
    Session,
    SessionPart,
    Task,
)
from partnership.academy.rules import accrediting
from partnership.academy.rules.sessions import check_can_organise, trains
from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.partners.models import reach

if TYPE_CHECKING:
    from partnership.accounts.models import Person

Stretch = tuple[datetime, datetime]
MOST_PARTS = 40
MOST_PLACES = 1000
LONGEST_PART = timedelta(hours=16)
OPEN = ("planned", "announced")


def check_can_plan(person: Person, said: Mapping[str, Any] | None = None, parts: Sequence[Stretch] = ()) -> None:
    """The programme team may, a trainer, and the lead of a place for that place. `said` is None until somebody was asked."""
    held = reach(person)
    anywhere = held.runs_programme or trains(person)
    if not anywhere and not held.led_places:
        raise Refusal(_("Only the programme team, the lead of a place, or a trainer can plan a session."))
    if said is None:
        return
    if not anywhere and said.get("place") not in held.led_places:
        raise Refusal(_("You lead a place, so you can plan sessions of that place. Choose it as the district."))
    _check_said(said)
    check_parts(parts)


def _check_said(said: Mapping[str, Any]) -> None:
    academy, content = pack.current().academy, pack.current()
    course, title = said.get("course", ""), str(said.get("title", ""))
    if course and (academy is None or course not in academy.courses):
        raise Refusal(_("There is no such course here. Choose one of the list, or give the event a title."))
    if not course and not title.strip():
        raise Refusal(_("Choose a course, or give the event a title."))
    if said.get("place") and said["place"] not in {one.code for one in content.districts}:
        raise Refusal(_("Choose one of the districts, or none."))
    if not 1 <= int(said.get("capacity", 1)) <= MOST_PLACES:
        raise Refusal(_("A session has between 1 and %(most)s places.") % {"most": MOST_PLACES})
    partner = said.get("only_for")
    if partner is not None and partner.state == "left":
        raise Refusal(_("%(partner)s has left, so nothing new can be planned there.") % {"partner": partner})


def check_parts(parts: Sequence[Stretch]) -> None:
    """Each part ends after it begins, on the same day or in the night, and no two overlap."""
    for starts, ends in parts:
        if ends <= starts:
            raise Refusal(_("A part has to end after it begins."))
        if ends - starts > LONGEST_PART:
            raise Refusal(_("A part is at most %(hours)s hours long. Make two of it.") % {"hours": 16})
    ordered = sorted(parts)
    if any(later[0] < earlier[1] for earlier, later in pairwise(ordered)):
        raise Refusal(_("Two parts of a session cannot be at the same time."))
    if len(parts) > MOST_PARTS:
        raise Refusal(_("A session has at most %(most)s parts.") % {"most": MOST_PARTS})


def check_is_open(person: Person, session: Session) -> None:
    """Whoever organises it, until it was held or cancelled."""
    check_can_organise(person, session)
    if session.state not in OPEN:
        raise Refusal(
            _("This session is now “%(state)s”, so it cannot be changed any more.")
            % {"state": session.get_state_display()}
        )


def check_can_change_session(person: Person, session: Session, changes: Mapping[str, Any] | None = None) -> None:
    """Whoever organises it, while it is open. Nobody who has a place loses it by a smaller room."""
    check_is_open(person, session)
    if changes is None:
        return
    said = {**{name: getattr(session, name) for name in ("course", "title", "place", "capacity")}, **changes}
    if session.state == "announced" and changes.get("only_for", session.only_for) != session.only_for:
        raise Refusal(_("It is announced already, so whom it is for cannot change. Cancel it and plan another."))
    _check_said(said)
    if said["place"] != session.place:
        check_can_plan(person, {**said, "only_for": None})
    taken = session.bookings.filter(state__in=TAKES_A_PLACE).count()
    if int(said["capacity"]) < taken:
        raise Refusal(
            ngettext(
                "One person has a place already, so there cannot be fewer.",
                "%(taken)s people have a place already, so there cannot be fewer.",
                taken,
            )
            % {"taken": taken}
        )


def check_can_add_part(person: Person, session: Session, starts: datetime, ends: datetime) -> None:
    """Whoever organises it, while it is open; beside the other parts, not over them."""
    check_is_open(person, session)
    check_parts([*stretches(session), (starts, ends)])


def check_can_remove_part(person: Person, part: SessionPart) -> None:
    """Whoever organises it, where another part stays, and nobody was marked as being there."""
    check_is_open(person, part.session)
    if part.attendances.exists():
        raise Refusal(_("Somebody was marked as being there, so this part stays."))
    if part.session.state == "announced" and part.session.parts.count() == 1:
        raise Refusal(_("It is announced, so one part has to stay. You can add another first, or cancel the session."))


def stretches(session: Session) -> list[Stretch]:
    """Give when its parts are."""
    return list(session.parts.values_list("starts_at", "ends_at"))


def check_can_ask_to_lead(
    person: Person, session: Session, other: Person | None = None, task: str = Task.FACILITATES
) -> None:
    """Whoever organises it may ask somebody with an account, once; whoever said no is not asked again."""
    check_is_open(person, session)
    if other is None:
        return
    if other.system or not other.is_active:
        raise Refusal(_("Choose somebody who has an account here."))
    if task not in Task.values:
        raise Refusal(_("Choose what they would do."))
    asked = session.leading.filter(person=other).first()
    if asked and asked.declined_at:
        raise Refusal(_("%(name)s said no to this session, and is not asked again.") % {"name": other})
    if asked:
        raise Refusal(_("%(name)s has a task at this session already.") % {"name": other})
    if session.bookings.filter(person=other, state__in=TAKES_A_PLACE).exists():
        raise Refusal(_("%(name)s has a place as somebody who comes. They can let it go first.") % {"name": other})


def check_can_step_back(person: Person, leading: Leading) -> None:
    """Whoever was asked can say no, until it was held. Nobody asks why."""
    if leading.person_id != person.pk:
        raise Refusal(_("Only the person who was asked can say no."))
    if leading.declined_at:
        raise Refusal(_("You said no to this session already."))
    if leading.session.state not in OPEN:
        raise Refusal(_("This session is over or cancelled."))


def check_can_take_back_asking(person: Person, leading: Leading) -> None:
    """Whoever organises it, while it is open. Whoever said no stays in the list, so that nobody asks again."""
    check_is_open(person, leading.session)
    if leading.declined_at:
        raise Refusal(_("They said no. That stays, so that nobody asks them again."))


def check_can_hold_places(person: Person, session: Session, said: Mapping[str, Any] | None = None) -> None:
    """Whoever organises it, for somebody whom this pack knows, until a day before it begins, and no more than there are."""
    check_is_open(person, session)
    if said is None:
        return
    _check_whom(said["kind"], said["key"])
    _check_until(session, said["until_on"])
    if session.held.filter(kind=said["kind"], key=said["key"]).exists():
        raise Refusal(_("Places are held for them already. Let those go first."))
    held = sum(one.places for one in _live(session.held.all())) + int(said["places"])
    if int(said["places"]) < 1 or held > session.capacity:
        raise Refusal(
            _("Hold at least one place, and together no more than the %(capacity)s that there are.")
            % {"capacity": session.capacity}
        )


def _live(held: Iterable[HeldPlaces]) -> list[HeldPlaces]:
    return [one for one in held if one.until_on > timezone.localdate()]


def _check_whom(kind: str, key: str) -> None:
    content = pack.current()
    known = {HeldFor.SECTOR: content.sectors, HeldFor.PLACE: {one.code: one for one in content.districts}}
    if kind not in HeldFor.values or (kind in known and key not in known[HeldFor(kind)]):
        raise Refusal(_("Choose for whom the places are: a sector, a district, or volunteers."))


def _check_until(session: Session, until_on: date) -> None:
    if until_on <= timezone.localdate():
        raise Refusal(_("Hold them until a day that is still to come."))
    if session.starts_at and until_on > timezone.localdate(session.starts_at):
        raise Refusal(_("Hold them until a day before the session begins, so that others can still come."))


def check_can_release_places(person: Person, held: HeldPlaces) -> None:
    """Whoever organises it, while it is open."""
    check_is_open(person, held.session)


def lacking(session: Session, now: datetime | None = None) -> tuple[str, ...]:
    """Say what is missing before it can be announced."""
    academy = pack.current().academy
    course = academy.courses.get(session.course) if academy else None
    tasks = list(session.leading.standing().values_list("task", flat=True))
    missing = (course.facilitators if course else 1) - tasks.count(Task.FACILITATES)
    joining = Joining.objects.filter(session=session).first()
    begins = [starts for starts, _ends in stretches(session)]
    asked = ngettext(
        "One more person who leads it is needed.", "%(missing)s more people who lead it are needed.", max(missing, 1)
    )
    found = (
        (not begins or max(begins) <= (now or timezone.now()), _("A part that is still to come is needed.")),
        (missing > 0, asked % {"missing": missing}),
        (bool(course and course.wellbeing) and Task.WELLBEING not in tasks, _no_one_for_wellbeing()),
        (session.online and not (joining and joining.link), _("The link to join online is needed.")),
        (not session.online and not session.venue.strip(), _("Where it is has to be said.")),
        (bool(accredited := accrediting.lacks_accredited(session)), accredited),
    )
    return tuple(sentence for lacks, sentence in found if lacks)


def _no_one_for_wellbeing() -> str:
    return _("Somebody who is there only for how people are is needed.")


def check_can_announce(person: Person, session: Session, now: datetime | None = None) -> None:
    """Whoever organises it, once nothing is missing."""
    check_can_organise(person, session)
    SESSION.check("announced", session.state)
    missing = lacking(session, now)
    if missing:
        raise Refusal(_("It cannot be announced yet. %(missing)s") % {"missing": " ".join(missing)})


def check_can_cancel_session(person: Person, session: Session, why: str | None = None) -> None:
    """Whoever organises it, until it was held, saying why: those who come want to know."""
    check_can_organise(person, session)
    SESSION.check("cancelled", session.state)
    if why is not None and not why.strip():
        raise Refusal(_("Say why, in a few words: those who wanted to come will want to know."))


def check_can_mark_held(person: Person, session: Session) -> None:
    """Only the site itself, when the last part is over."""
    if not person.system:
        raise Refusal(_("The site does this by itself when the last part is over."))
    SESSION.check("held", session.state)
    if session.ends_at is None or session.ends_at > timezone.now():
        raise Refusal(_("The last part is not over yet."))


def check_can_see_programme(person: Person) -> None:
    """The programme team sees the year of the whole, the lead of a place that of their place."""
    held = reach(person)
    if not held.runs_programme and not held.led_places:
        raise Refusal(_("This page is for the programme team and for leads of places."))
