"""Who may offer work to people with lived experience, take part in it, and say what changed."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.refusals import Refusal
from partnership.network.models import Interest, Opportunity
from partnership.partners.models import Partner, reach

SAID_FIRST = ("pay", "expenses", "access")


def looks_after(person: Person, partner: Partner | None) -> bool:
    """Whether they run the programme, or lead the partner that offers it."""
    return bool(person.system) or reach(person).runs_programme or bool(partner and partner.pk in reach(person).leads)


def _refuse_others(person: Person, partner: Partner | None) -> None:
    if not looks_after(person, partner):
        raise Refusal(_("Only the programme team, or a lead of the partner that offers it, can do this."))


def check_can_offer(person: Person, partner: Partner | None) -> None:
    """The programme team, or a lead for their partner."""
    _refuse_others(person, partner)


def check_can_edit_opportunity(person: Person, opportunity: Opportunity) -> None:
    """The same people, until it is open: nobody may find other pay than they read about."""
    _refuse_others(person, opportunity.partner)
    if opportunity.state != "draft":
        raise Refusal(_("People have read this already, so it stays as it is. Close it and write a new one."))


def check_can_open(person: Person, opportunity: Opportunity) -> None:
    """The same people; pay, expenses and access must be said, and the last day must be ahead."""
    _refuse_others(person, opportunity.partner)
    if not all(getattr(opportunity, field).strip() for field in SAID_FIRST):
        raise Refusal(
            _("Say first what is paid, which expenses, and what helps people to take part. “None” is an answer too.")
        )
    if opportunity.closes_on < timezone.localdate():
        raise Refusal(_("The last day has passed. Choose a later one."))


def check_can_close(person: Person, opportunity: Opportunity) -> None:
    """The same people."""
    _refuse_others(person, opportunity.partner)


def check_can_drop(person: Person, opportunity: Opportunity, why: str) -> None:
    """The same people, with a reason that everybody can read."""
    _refuse_others(person, opportunity.partner)
    if not why.strip():
        raise Refusal(_("Say why it is not happening. People who hoped to take part deserve to know."))


def check_can_say_what_changed(person: Person, opportunity: Opportunity) -> None:
    """The same people, once it is closed."""
    _refuse_others(person, opportunity.partner)
    if opportunity.state not in ("closed", "answered"):
        raise Refusal(_("Close it first. What changed is said when people have taken part."))


def check_can_answer(person: Person, opportunity: Opportunity) -> None:
    """The same people, when at least one answer is written."""
    _refuse_others(person, opportunity.partner)
    if not opportunity.changes.exists():
        raise Refusal(_("Write at least one thing that people asked for, and what became of it."))


def check_can_show_interest(person: Person, opportunity: Opportunity) -> None:
    """Anybody who is signed in, while it is open, once."""
    if opportunity.state != "open" or opportunity.closes_on < timezone.localdate():
        raise Refusal(_("This is no longer open."))
    if Interest.objects.visible_to(person).filter(opportunity=opportunity, person=person).exists():
        raise Refusal(_("You have told us already. You can take it back below."))


def check_can_take_back(person: Person, interest: Interest) -> None:
    """The person themselves."""
    if interest.person_id != person.pk:
        raise Refusal(_("Only the person can take this back."))
