"""What somebody saw who watched how a course is led: for the two, and for the programme once it was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from partnership.academy.models import WRITTEN, Leading, Observation, ObservationWords, ObservedItem, Session, Task
from partnership.academy.queries.booking import title_of
from partnership.academy.rules import observing as rules
from partnership.accounts.models import Person
from partnership.core.components import Need
from partnership.core.models import sealed
from partnership.core.pack import in_language
from partnership.core.refusals import allowed


@dataclass(frozen=True, slots=True)
class ItemSeen:
    """One item, and what was seen of it, in words."""

    text: str
    seen: str


@dataclass(frozen=True, slots=True)
class TookPlace:
    """That somebody watched, and what they saw; not what the two wrote to one another."""

    title: str
    on: date | None
    observer: str
    stands: str
    items: tuple[ItemSeen, ...]


@dataclass(frozen=True, slots=True)
class ObservationLine:
    """One observation in a list."""

    pk: int
    title: str
    on: date | None
    other: str  # the other of the two
    watches: bool  # whether whoever reads is the one who watches
    stands: str


@dataclass(frozen=True, slots=True)
class ObservationPage:
    """One observation, with what can be done with it."""

    line: ObservationLine
    observer: str
    trainer: str
    items: tuple[ItemSeen, ...]
    kind: str
    to_try: str
    reply: str
    is_one_of_the_two: bool
    may_agree: bool
    may_call_off: bool
    may_fill: bool
    may_answer: bool
    is_written: bool
    checklist: str


@dataclass(frozen=True, slots=True)
class ObservationsPage:
    """What somebody watches, and where they are watched."""

    mine: tuple[ObservationLine, ...]
    watching: tuple[ObservationLine, ...]
    may_ask: bool
    may_watch: bool


def of_trainer(trainer: Person, by: Person) -> tuple[TookPlace, ...]:
    """Give the observations of one trainer that took place, as far as somebody may see them."""
    read = Observation.objects.visible_to(by).read().filter(trainer=trainer)
    found = list(read.select_related("session", "observer").order_by("-session__starts_at", "pk"))
    items = list(ObservedItem.objects.visible_to(by).filter(observation__in=found))
    return tuple(_took_place(one, [item for item in items if item.observation_id == one.pk]) for one in found)


def _took_place(one: Observation, items: Iterable[ObservedItem]) -> TookPlace:
    said = items_seen(one.checklist, items)
    return TookPlace(title_of(one.session), _day(one.session), str(one.observer), str(one.get_state_display()), said)


def _day(session: Session) -> date | None:
    return timezone.localdate(session.starts_at) if session.starts_at else None


def items_seen(edition: str, items: Iterable[ObservedItem]) -> tuple[ItemSeen, ...]:
    """Say what was seen, in the order of the checklist and in its words; an item that is gone is named by its key."""
    checklist, seen = rules.checklist_of(edition), {one.item: str(one.get_seen_display()) for one in items}
    texts = {one.key: in_language(one.text) for one in checklist.items} if checklist else {}
    ordered = [*texts, *sorted(set(seen) - set(texts))]
    return tuple(ItemSeen(texts.get(key, key), seen[key]) for key in ordered if key in seen)


def of_two(person: Person) -> QuerySet[Observation]:
    """Give the observations of which somebody is one of the two."""
    mine = Observation.objects.visible_to(person).filter(Q(trainer=person) | Q(observer=person))
    return mine.select_related("session", "trainer", "observer")


def seen(person: Person) -> QuerySet[Observation]:
    """Give the observations that somebody may see."""
    return Observation.objects.visible_to(person).select_related("session", "trainer", "observer", "asked_by")


def observations_page(person: Person) -> ObservationsPage:
    """Give what somebody watches and where they are watched, the newest first."""
    found = list(of_two(person).order_by("-session__starts_at", "pk"))
    return ObservationsPage(
        mine=tuple(_line(one, person) for one in found if one.trainer_id == person.pk),
        watching=tuple(_line(one, person) for one in found if one.observer_id == person.pk),
        may_ask=bool(sessions_to_watch(person)),
        may_watch=rules.may_watch(person),
    )


def _line(one: Observation, person: Person) -> ObservationLine:
    watches = one.observer_id == person.pk
    other = str(one.trainer if watches else one.observer)
    stands = str(one.get_state_display())
    if one.state == "asked" and rules.was_asked(person, one):
        stands = _("Waits for your yes or no")
    return ObservationLine(one.pk, title_of(one.session), _day(one.session), other, watches, stands)


def observation_page(one: Observation, person: Person) -> ObservationPage:
    """Give one observation. What the two wrote to one another, they alone read."""
    words = ObservationWords.objects.visible_to(person).filter(observation=one).first()
    said = {name: sealed.read_or_say(words, name) if words else "" for name in ("kind", "to_try", "reply")}
    checklist = rules.checklist_of(one.checklist)
    return ObservationPage(
        line=_line(one, person),
        observer=str(one.observer),
        trainer=str(one.trainer),
        items=items_seen(one.checklist, ObservedItem.objects.visible_to(person).filter(observation=one)),
        **said,
        is_one_of_the_two=person.pk in (one.trainer_id, one.observer_id),
        may_agree=allowed(rules.check_can_agree_to_watch, person, one),
        may_call_off=allowed(rules.check_can_call_off_watching, person, one) and not _is_asked(person, one),
        may_fill=allowed(rules.check_can_fill_observation, person, one),
        may_answer=allowed(rules.check_can_answer_observation, person, one),
        is_written=one.state in WRITTEN,
        checklist=in_language(checklist.about) if checklist else "",
    )


def _is_asked(person: Person, one: Observation) -> bool:
    return one.state == "asked" and rules.was_asked(person, one)


def sessions_to_watch(person: Person) -> tuple[tuple[str, str], ...]:
    """Give the sessions that somebody leads and at which they could be watched, as choices."""
    mine = Leading.objects.standing().filter(person=person, task=Task.FACILITATES).values("session")
    since = timezone.now() - rules.AFTERWARDS
    found = Session.objects.visible_to(person).filter(pk__in=mine, state__in=("announced", "held"), ends_at__gte=since)
    return tuple((str(one.pk), _choice(one)) for one in found.exclude(course="").order_by("starts_at", "pk"))


def _choice(session: Session) -> str:
    day = formats.date_format(timezone.localtime(session.starts_at), "j F Y") if session.starts_at else ""
    return _("%(title)s, %(day)s") % {"title": title_of(session), "day": day}


def leaders_of(session: Session, person: Person) -> tuple[tuple[str, str], ...]:
    """Give those who lead a session, as choices, as far as somebody may see them."""
    found = Leading.objects.visible_to(person).standing().filter(session=session, task=Task.FACILITATES)
    return tuple((str(one.person_id), str(one.person)) for one in found.select_related("person").exclude(person=person))


def needs(person: Person) -> Iterator[Need]:
    """Give what waits for one of the two: a yes or no, or what was seen and is to be read. One question for everybody."""
    waits = Q(state="asked") | Q(state="filled", trainer=person)
    for one in of_two(person).filter(waits).exclude(state="asked", asked_by=person).order_by("pk"):
        asks = _("Somebody asks you about watching how training is led")
        reads = _("What somebody saw when you led training waits for you to read it first")
        href = reverse("observation", kwargs={"pk": one.pk})
        yield Need(asks if one.state == "asked" else reads, href, None, _("Training"))
