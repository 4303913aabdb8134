"""What the pages of working together show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core.refusals import allowed
from partnership.network.models import INVOLVING, Change, Interest, Opportunity
from partnership.network.queries.workstreams import place_name
from partnership.network.rules import together as rules
from partnership.partners.models import Kind, reach


@dataclass(frozen=True, slots=True)
class OpportunityCard:
    """One opportunity in the list: pay, expenses and access come first."""

    pk: int
    title: str
    pay: str
    expenses: str
    access: str
    time: str
    place: str
    partner: str
    closes_on: date
    state: str
    state_words: str


@dataclass(frozen=True, slots=True)
class Together:
    """Everything that somebody may take part in, and what came of earlier ones."""

    open: tuple[OpportunityCard, ...]
    past: tuple[OpportunityCard, ...]
    drafts: tuple[OpportunityCard, ...]
    may_offer: bool


def _card(one: Opportunity) -> OpportunityCard:
    return OpportunityCard(
        pk=one.pk,
        title=one.title,
        pay=one.pay,
        expenses=one.expenses,
        access=one.access,
        time=one.time,
        place=place_name(one.place),
        partner=one.partner.name if one.partner else "",
        closes_on=one.closes_on,
        state=one.state,
        state_words=str(INVOLVING.states[one.state]),
    )


def working_together(person: Person) -> Together:
    """Give the page."""
    cards = [_card(one) for one in Opportunity.objects.visible_to(person).select_related("partner")]
    today = timezone.localdate()
    opened = [card for card in cards if card.state == "open" and card.closes_on >= today]
    return Together(
        open=tuple(opened),
        past=tuple(card for card in cards if card.state in ("closed", "answered") or _is_over(card, today)),
        drafts=tuple(card for card in cards if card.state in ("draft", "dropped")),
        may_offer=person.is_authenticated and (reach(person).runs_programme or bool(reach(person).leads)),
    )


def _is_over(card: OpportunityCard, today: date) -> bool:
    return card.state == "open" and card.closes_on < today


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """What people asked for, and what became of it."""

    asked: str
    became: str
    how: str
    decided_by: str
    said_at: datetime


@dataclass(frozen=True, slots=True)
class OpportunityPage:
    """One opportunity."""

    card: OpportunityCard
    what: str
    who_decides: str
    support: str
    why_dropped: str
    revision: int
    changes: tuple[ChangeShown, ...]
    my_interest: Interest | None
    may_show_interest: bool
    may_look_after: bool
    may_see_interests: bool
    steps: tuple[str, ...]  # what can be done to it next


def opportunity(person: Person, one: Opportunity) -> OpportunityPage:
    """Give the page."""
    signed_in = person.is_authenticated
    looks_after = signed_in and rules.looks_after(person, one.partner)
    mine = Interest.objects.visible_to(person).filter(opportunity=one, person=person).first() if signed_in else None
    changes = Change.objects.visible_to(person).filter(opportunity=one)
    return OpportunityPage(
        card=_card(one),
        what=one.what,
        who_decides=one.who_decides,
        support=one.support,
        why_dropped=one.why_dropped,
        revision=one.revision,
        changes=tuple(
            ChangeShown(row.asked, row.get_became_display(), row.how, row.decided_by, row.said_at) for row in changes
        ),
        my_interest=mine,
        may_show_interest=signed_in and allowed(rules.check_can_show_interest, person, one),
        may_look_after=looks_after,
        may_see_interests=Kind.SAFEGUARDING_LEAD in reach(person).whole,
        steps=tuple(dict.fromkeys(step.name for step in INVOLVING.steps if looks_after and one.state in step.sources)),
    )


@dataclass(frozen=True, slots=True)
class InterestShown:
    """Somebody who would like to take part, as they chose to be called."""

    name: str
    reached_by: str
    helps: str
    said_at: datetime


def interests(person: Person, one: Opportunity) -> tuple[InterestShown, ...]:
    """Give everybody who answered, to whoever may know."""
    rows = Interest.objects.visible_to(person).filter(opportunity=one)
    return tuple(InterestShown(row.name, row.reached_by, row.helps, row.said_at) for row in rows)
