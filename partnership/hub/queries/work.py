"""What needs somebody, gathered from every part that things can wait in; and where they can go from there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from partnership.academy.queries import booking as training
from partnership.academy.queries import needs as academy
from partnership.academy.queries import trained
from partnership.accounts.models import Person
from partnership.content import queries as content
from partnership.core.components import Need
from partnership.core.layouts import is_address
from partnership.core.models import Notice
from partnership.framework import queries as framework
from partnership.listening.queries import counts, paper
from partnership.listening.queries import needs as listening
from partnership.listening.queries import ready_pages as ready
from partnership.listening.rules.routing import is_reader
from partnership.partners import queries as partners
from partnership.partners.models import Partner, reach
from partnership.plans import queries as plans
from partnership.reading import queries as reading

GATHERED: tuple[Callable[[Person], tuple[Need, ...]], ...] = (
    partners.needs,
    plans.needs,
    reading.needs,
    framework.needs,
    listening.needs,
    academy.needs,
    content.needs,
    ready.needs,
    counts.needs,
    training.needs,
    trained.needs,
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits under one heading, the soonest first."""

    heading: str
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Onward:
    """Somewhere to go."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class MyWork:
    """What needs the person; how much news there is; for whom they act, and where else they go."""

    waiting: tuple[Waiting, ...]
    notices: int
    partners: tuple[Onward, ...]
    ways: tuple[Onward, ...]

    @property
    def count(self) -> int:
        """How many things wait."""
        return sum(len(group.needs) for group in self.waiting)


def my_work(person: Person) -> MyWork:
    """Gather what needs the person, in as many questions however much it is."""
    return MyWork(
        waiting=_by_heading([need for needs in GATHERED for need in needs(person)]),
        notices=Notice.objects.visible_to(person).unread().count(),
        partners=_partners(person),
        ways=_ways(person),
    )


def _by_heading(needs: list[Need]) -> tuple[Waiting, ...]:
    needs.sort(key=lambda need: need.due or date.max)
    headings = dict.fromkeys(need.kind or _("For you") for need in needs)
    return tuple(Waiting(one, tuple(need for need in needs if (need.kind or _("For you")) == one)) for one in headings)


def _partners(person: Person) -> tuple[Onward, ...]:
    held = Partner.objects.visible_to(person).filter(pk__in=reach(person).partners)
    return tuple(Onward(f"/for/{slug}/", name) for slug, name in held.values_list("slug", "name"))


def _ways(person: Person) -> tuple[Onward, ...]:
    ways = (
        *_ways_of_some(person),
        *([Onward("/reading/onward/", _("After reading"))] if is_reader(person) else []),
        *([Onward("/programme/listening/themes/", _("What many people said"))] if is_reader(person) else []),
        Onward("/what-changed/", _("You said, we did")),
        Onward("/academy/", _("Training")),
        Onward("/my-training/", _("My training")),
        Onward("/actions/", _("Actions")),
        Onward("/asked/", _("What you were asked")),
        Onward("/workstreams/", _("Workstreams")),
        Onward("/announcements/", _("Announcements")),
        Onward("/working-together/", _("Working together")),
        Onward("/where-are-we/", _("Where are we?")),
        Onward("/who-is-trained/", _("Who is trained")),
        Onward("/directory/", _("Directory of organisations")),
        Onward("/join/", _("Join an organisation")),
        Onward("/notices/", _("What you were told")),
        Onward("/search/", _("Search")),
    )
    return tuple(way for way in ways if is_address(way.href))


def _ways_of_some(person: Person) -> Iterator[Onward]:
    """Give the ways that are only for some, first what is for fewest."""
    runs = reach(person).runs_programme
    if runs:
        yield Onward("/programme/", _("The programme"))
    if framework.sees_system(person):
        yield Onward("/programme/framework/", _("Where the whole system stands"))
    if reading.has_a_part(person):
        yield Onward("/reading/", _("Reading"))
    if reading.plans(person):
        yield Onward("/reading/rota/", _("Who reads when"))
    if runs and trained.teaches():
        yield Onward("/programme/academy/trained/", _("Who is trained, and who needs it"))
    yield from _ways_of_listening(person)
    yield from _ways_of_training(person)
    if paper.types_in(person):
        yield Onward("/reading/paper/", _("Type in a sheet of paper that somebody sent us"))
    if runs:
        yield Onward("/typing/", _("Sheets of paper to type in"))


def _ways_of_training(person: Person) -> Iterator[Onward]:
    if academy.has_a_part(person):
        yield Onward("/academy/i-lead/", _("Training that you lead or plan"))
    if academy.sees_programme(person):
        yield Onward("/programme/academy/", _("Training of a quarter"))


def _ways_of_listening(person: Person) -> Iterator[Onward]:
    if counts.sees_counting(person):
        yield Onward("/programme/listening/", _("What people say"))
    if ready.looks_after(person):
        yield Onward("/programme/listening/ready/", _("Ready to listen"))
