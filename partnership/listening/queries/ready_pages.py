"""What must be in order, as everybody reads it and as the programme looks after it; and what of that waits for somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.components import Need
from partnership.core.models import Event
from partnership.core.pack import in_language
from partnership.listening.models import Assurance
from partnership.listening.queries.ready import Standing, in_order, recorded, standing
from partnership.listening.rules.ready import looks_after_ready
from partnership.reading.queries.rota import somebody_reads

SOON = timedelta(days=30)
NEXT_WEEK = timedelta(days=7)
DEEDS = {"assurance.recorded": gettext_lazy("said to be in order"), "assurance.taken_back": gettext_lazy("taken back")}


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that must be in order, and how it is."""

    key: str
    name: str
    about: str
    template: str
    named: str  # nothing: nobody has said what or who it is
    dated_on: date | None
    review_on: date | None
    link: str
    in_order: bool
    runs_out: bool  # within thirty days


@dataclass(frozen=True, slots=True)
class Complaint:
    """Where somebody can complain of a kind of service."""

    service: str
    how: str


@dataclass(frozen=True, slots=True)
class ReadyPage:
    """Whether people can tell us something now, what that rests on, and where else they can go."""

    standing: Standing
    languages: tuple[str, ...]  # by the names they give themselves
    things: tuple[Thing, ...]
    complaints: tuple[Complaint, ...]

    @property
    def ready(self) -> int:
        """How many things are in order."""
        return sum(one.in_order for one in self.things)


@dataclass(frozen=True, slots=True)
class Language:
    """One language: whether people checked its words, and what it does not say yet."""

    key: str
    name: str
    is_checked: bool
    lacking: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """Who said what about one of these things, and when."""

    what: str
    did: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ProgrammeReadyPage:
    """The same for those who look after it."""

    standing: Standing
    things: tuple[Thing, ...]
    languages: tuple[Language, ...]
    history: tuple[Deed, ...]


def ready_page() -> ReadyPage:
    """Show it to everybody."""
    now, content = standing(), pack.current()
    services = content.listening.services.values() if content.listening else ()
    return ReadyPage(
        standing=now,
        languages=tuple(content.telling[key].name for key in now.languages),
        things=_things(),
        complaints=tuple(
            Complaint(in_language(one.name), in_language(one.complain)) for one in services if one.complain
        ),
    )


def programme_ready_page() -> ProgrammeReadyPage:
    """Show it to those who look after it."""
    now = standing()
    return ProgrammeReadyPage(now, _things(), _languages(now), _history())


def thing(key: str) -> Thing | None:
    """Give one thing that must be in order; nothing where there is no such thing."""
    return next((one for one in _things() if one.key == key), None)


def assurance(key: str) -> Assurance | None:
    """Give what was recorded about one thing."""
    return recorded().get(key)


def _things() -> tuple[Thing, ...]:
    listening, held, today = pack.current().listening, recorded(), timezone.localdate()
    if listening is None:
        return ()
    return tuple(_thing(one, held, today) for one in listening.must_be_ready.values())


def _thing(one: pack.MustBeReady, held: Mapping[str, Assurance], today: date) -> Thing:
    found = held.get(one.key)
    return Thing(
        key=one.key,
        name=in_language(one.name),
        about=in_language(one.about),
        template=one.template,
        named=found.named if found else "",
        dated_on=found.dated_on if found else None,
        review_on=found.review_on if found else None,
        link=found.link if found else "",
        in_order=in_order(held, one.key, today),
        runs_out=found is not None and found.review_on <= today + SOON,
    )


def _languages(now: Standing) -> tuple[Language, ...]:
    content = pack.current()
    if content.listening is None:
        return ()
    return tuple(
        Language(
            key=key,
            name=one.name,
            is_checked=one.is_checked,
            lacking=len(pack.lacking(content.listening, content.telling, key)),
            is_open=key in now.languages,
        )
        for key, one in content.telling.items()
    )


def _history() -> tuple[Deed, ...]:
    listening = pack.current().listening
    names = {key: in_language(one.name) for key, one in listening.must_be_ready.items()} if listening else {}
    done = Event.objects.filter(verb__in=DEEDS, thing__in=[_urn(key) for key in names]).select_related("by")[:20]
    return tuple(Deed(names[one.thing.rpartition(":")[2]], str(DEEDS[one.verb]), str(one.by), one.at) for one in done)


def _urn(key: str) -> str:
    return f"urn:heartwood:listening.assurance:{key}"


def looks_after(person: Person) -> bool:
    """Whether what must be in order is for this person to say."""
    return looks_after_ready(person)


def needs(person: Person) -> tuple[Need, ...]:
    """Give what closes the place, or soon will, for those who look after it; nothing before anybody began."""
    if not looks_after_ready(person):
        return ()
    things = _things()
    if not any(one.named for one in things):
        return ()
    return (*(_need(one) for one in things if one.runs_out or not one.in_order), *_rota_needs(timezone.localdate()))


def _need(one: Thing) -> Need:
    said = {"what": one.name}
    if one.in_order:
        sentence = _("“%(what)s” has to be looked at again") % said
    else:
        sentence = _("“%(what)s” is not in order, so nobody can tell us anything") % said
    return Need(sentence, reverse("programme-ready"), one.review_on, _("Being heard"))


def _rota_needs(today: date) -> tuple[Need, ...]:
    href, heading = reverse("programme-ready"), _("Being heard")
    if not somebody_reads(today):
        return (Need(_("Nobody is on duty to read today, so nobody can tell us anything"), href, None, heading),)
    if not somebody_reads(today + NEXT_WEEK):
        return (Need(_("Nobody is on duty to read in a week"), href, today + NEXT_WEEK, heading),)
    return ()
