"""Offer work to people with lived experience, and answer them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core import events, notices, revisions, search, transitions
from partnership.network.models import Change, Interest, Opportunity
from partnership.network.rules import together as rules
from partnership.partners.models import Kind, Partner, Role


@transaction.atomic
def offer(details: Mapping[str, object], *, by: Person, partner: Partner | None = None) -> Opportunity:
    """Write down what people could take part in."""
    rules.check_can_offer(by, partner)
    opportunity = Opportunity.objects.create(partner=partner, written_by=by, **details)
    events.record(by=by, verb="opportunity.offered", thing=opportunity)
    return opportunity


@transaction.atomic
def edit_opportunity(opportunity: Opportunity, details: Mapping[str, object], *, by: Person, seen: int) -> Opportunity:
    """Say it better, before anybody has read it."""
    rules.check_can_edit_opportunity(by, opportunity)
    revisions.keep(opportunity, details, seen=seen)
    events.record(by=by, verb="opportunity.edited", thing=opportunity)
    return opportunity


@transaction.atomic
def open_opportunity(opportunity: Opportunity, *, by: Person) -> Opportunity:
    """Show it to anybody."""
    rules.check_can_open(by, opportunity)
    transitions.move(opportunity, "opened")
    search.put(
        opportunity,
        kind="opportunity",
        title=opportunity.title,
        about=opportunity.pay,
        words=opportunity.what,
        href=reverse("opportunity", kwargs={"pk": opportunity.pk}),
        audience=["anyone"],
    )
    events.record(by=by, verb="opportunity.opened", thing=opportunity)
    return opportunity


@transaction.atomic
def close_opportunity(opportunity: Opportunity, *, by: Person) -> Opportunity:
    """Take no further people."""
    rules.check_can_close(by, opportunity)
    transitions.move(opportunity, "closed")
    events.record(by=by, verb="opportunity.closed", thing=opportunity)
    return opportunity


@transaction.atomic
def drop_opportunity(opportunity: Opportunity, why: str, *, by: Person) -> Opportunity:
    """Say that it is not happening, and why; whoever wanted to take part is told."""
    rules.check_can_drop(by, opportunity, why)
    transitions.move(opportunity, "dropped")
    opportunity.why_dropped = why
    opportunity.save(update_fields=["why_dropped"])
    search.remove(opportunity)
    events.record(by=by, verb="opportunity.dropped", thing=opportunity)
    return opportunity


@transaction.atomic
def say_what_changed(
    opportunity: Opportunity, asked: str, became: str, how: str, decided_by: str, *, by: Person
) -> Change:
    """Write what people asked for, what became of it, and who decided."""
    rules.check_can_say_what_changed(by, opportunity)
    change = Change.objects.create(
        opportunity=opportunity, asked=asked, became=became, how=how, decided_by=decided_by, said_by=by
    )
    events.record(by=by, verb="change.said", thing=change)
    return change


@transaction.atomic
def answer_opportunity(opportunity: Opportunity, *, by: Person) -> Opportunity:
    """Say that everything has been answered."""
    rules.check_can_answer(by, opportunity)
    transitions.move(opportunity, "answered")
    events.record(by=by, verb="opportunity.answered", thing=opportunity)
    return opportunity


@transaction.atomic
def show_interest(opportunity: Opportunity, name: str, reached_by: str, helps: str = "", *, by: Person) -> Interest:
    """Tell the safeguarding lead, and nobody else, that one would like to take part. The log does not say who."""
    rules.check_can_show_interest(by, opportunity)
    interest = Interest.objects.create(
        opportunity=opportunity, person=by, name=name, reached_by=reached_by, helps=helps
    )
    events.record(by=by.in_confidence(), verb="interest.shown", thing=opportunity)
    _tell_safeguarding_leads(opportunity)
    return interest


def _tell_safeguarding_leads(opportunity: Opportunity) -> None:
    leads = Role.objects.current().of(Kind.SAFEGUARDING_LEAD).filter(partner=None, place="").select_related("person")
    sentence = gettext_noop("Somebody answered “%(title)s”.")
    href = reverse("interests", kwargs={"pk": opportunity.pk})
    for role in leads:
        notices.tell(role.person, "together", sentence, href=href, thing=opportunity, title=opportunity.title)


@transaction.atomic
def take_back(interest: Interest, *, by: Person) -> None:
    """Forget that somebody wanted to take part."""
    rules.check_can_take_back(by, interest)
    opportunity = interest.opportunity
    interest.delete()
    events.record(by=by.in_confidence(), verb="interest.withdrawn", thing=opportunity)
