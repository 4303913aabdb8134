"""Which Actions somebody asked for: the filters of a list, read from its address and said in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.partners.models import Partner
from partnership.plans.models import LIFECYCLE, OPEN, Action, Prevention, Purpose, Serves

if TYPE_CHECKING:
    from partnership.accounts.models import Person

SOON = timedelta(days=14)
MOST_PURPOSES = 100
NOT_SAID = "not-said"
OWNERS = {"me": gettext_lazy("Me"), "unowned": gettext_lazy("Nobody yet, or somebody who has left")}
DUES = {
    "past": gettext_lazy("Its day has passed"),
    "soon": gettext_lazy("Within two weeks"),
    "later": gettext_lazy("Later"),
    "none": gettext_lazy("No day was said"),
}
Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was asked for. Empty: any; an empty state: all that are open."""

    partner: str = ""
    owner: str = ""
    kind: str = ""
    state: str = ""
    due: str = ""
    serves: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Chosen:
        """Read the filters of an address; what nobody knows is passed over."""
        said = cls(**{name: asked.get(name, "").strip()[:200] for name in asdict(cls())})
        return replace(
            said,
            owner=said.owner if said.owner in OWNERS or said.owner.isdecimal() else "",
            kind=said.kind if said.kind in [*Prevention.values, NOT_SAID] else "",
            state=said.state if said.state in [*LIFECYCLE.states, "all"] else "",
            due=said.due if said.due in DUES else "",
        )

    @property
    def query(self) -> str:
        """Give the end of an address that asks for the same."""
        return urlencode({name: value for name, value in asdict(self).items() if value})


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen, each as key and words."""

    partners: tuple[Choice, ...]
    owners: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    states: tuple[Choice, ...]
    dues: tuple[Choice, ...]
    serves: tuple[Choice, ...]


def said(words: Mapping[str, str | Promise]) -> tuple[Choice, ...]:
    """Give words that wait for a language as choices in this one."""
    return tuple((key, str(text)) for key, text in words.items())


def choices(actions: QuerySet[Action], person: Person | None) -> Choices:
    """Give what can be chosen among the Actions that this person may see."""
    among = Partner.objects.filter(pk__in=actions.order_by().values("partner"))
    purposes = Purpose.objects.visible_to(person).filter(action__in=actions.order_by().values("pk"))
    named = purposes.order_by("label").values_list("urn", "label").distinct()[:MOST_PURPOSES]
    return Choices(
        partners=tuple(among.values_list("slug", "name")),
        owners=said(OWNERS),
        kinds=(*said(dict(Prevention.choices)), (NOT_SAID, _("Not said"))),
        states=(*said(LIFECYCLE.states), ("all", _("All of them"))),
        dues=said(DUES),
        serves=(*said(dict(Serves.choices)), *dict(named).items()),
    )


def chosen_actions(actions: QuerySet[Action], chosen: Chosen, person: Person | None) -> QuerySet[Action]:
    """Give those that were asked for. Whoever asks for owners is answered only from what they see whole."""
    found = actions.filter(_plain(chosen) & _when(chosen.due, timezone.localdate()))
    if chosen.serves:
        served = Q(kind=chosen.serves) if chosen.serves in Serves.values else Q(urn=chosen.serves)
        found = found.filter(pk__in=Purpose.objects.visible_to(person).filter(served).values("action"))
    return _of_owner(found, chosen.owner, person) if chosen.owner else found


def _plain(chosen: Chosen) -> Q:
    states = {"": OPEN, "all": tuple(LIFECYCLE.states)}.get(chosen.state, (chosen.state,))
    asked = Q(state__in=states)
    if chosen.partner:
        asked &= Q(partner__slug=chosen.partner)
    if chosen.kind:
        asked &= Q(kind="" if chosen.kind == NOT_SAID else chosen.kind)
    return asked


def _when(due: str, today: date) -> Q:
    return {
        "": Q(),
        "past": Q(due_on__lt=today, state__in=OPEN),
        "soon": Q(due_on__gte=today, due_on__lte=today + SOON),
        "later": Q(due_on__gt=today + SOON),
        "none": Q(due_on__isnull=True),
    }[due]


def _of_owner(actions: QuerySet[Action], owner: str, person: Person | None) -> QuerySet[Action]:
    whole = actions.seen_whole_by(person)  # type: ignore[attr-defined]
    if owner == "unowned":
        return whole.without_an_owner()
    key = person.pk if owner == "me" and person else int(owner) if owner.isdecimal() else None
    return whole.filter(owner=key) if key is not None else whole.none()


def in_words(chosen: Chosen, known: Choices) -> dict[str, str]:
    """Say the filters as the page says them."""
    return {
        _("Partner"): dict(known.partners).get(chosen.partner, chosen.partner),
        _("Owner"): dict(known.owners).get(chosen.owner, _("One person") if chosen.owner else ""),
        _("When it helps"): dict(known.kinds).get(chosen.kind, ""),
        _("State"): dict(known.states).get(chosen.state, _("Open")),
        _("Done by"): dict(known.dues).get(chosen.due, ""),
        _("Serves"): dict(known.serves).get(chosen.serves, chosen.serves),
    }
