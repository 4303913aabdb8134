"""Who may propose, agree, report on and withdraw a pledge, and when."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.refusals import Refusal
from partnership.partners.models import PLEDGING, Commitment, Outcome, Partner, Pledge, PledgeReport, reach
from partnership.partners.models.pledges import CLOSED, OPEN
from partnership.partners.models.years import Year, closed_year, day_of, open_year
from partnership.partners.rules.charter import acts_for, check_belongs, check_leads, in_force, leads


def clauses_of(partner: Partner) -> tuple[str, ...]:
    """Give the urns that this partner may pledge under: those it signed, and those of the newest charter."""
    signed = partner.commitments.standing().first()
    newest = in_force()
    mine = [clause["urn"] for clause in signed.clauses] if signed else []
    return (*mine, *(clause.urn for clause in newest.clauses if clause.urn not in mine)) if newest else tuple(mine)


def check_can_propose(
    person: Person, partner: Partner, clause: str, by_when: date, owner: Person | None, at: datetime | None = None
) -> None:
    """Anybody of the partner, under a clause that there is, by a day that is to come, for somebody who belongs to it."""
    check_belongs(person, partner)
    if clause not in clauses_of(partner):
        raise Refusal(_("Choose one of the clauses."))
    if by_when < day_of(at):
        raise Refusal(_("That day has passed. Choose one that is still to come."))
    _check_owner(partner, owner)


def _check_owner(partner: Partner, owner: Person | None) -> None:
    if owner and not acts_for(owner, partner):
        raise Refusal(_("Whoever looks after a pledge has to belong to %(partner)s here.") % {"partner": partner.name})


def check_can_edit_pledge(person: Person, pledge: Pledge, owner: Person | None) -> None:
    """While it is proposed, anybody of the partner; afterwards its leads; not once it is closed."""
    if pledge.state == "proposed":
        check_belongs(person, pledge.partner)
    else:
        check_leads(person, pledge.partner)
    if pledge.state not in ("proposed", *OPEN):
        raise Refusal(_("This pledge is closed, so its words stay as they are. You can make a new one."))
    _check_owner(pledge.partner, owner)


def check_can_agree(person: Person, pledge: Pledge) -> None:
    """A lead, once the partner has signed."""
    check_leads(person, pledge.partner)
    PLEDGING.check("agreed", pledge.state)
    if not pledge.partner.commitments.standing().exists():
        raise Refusal(_("A pledge is agreed once your organisation has signed the charter. Until then it is proposed."))


def check_looks_after(person: Person, pledge: Pledge) -> None:
    """Its owner, or a lead of the partner."""
    check_belongs(person, pledge.partner)
    if pledge.owner_id != person.pk and not leads(person, pledge.partner):
        raise Refusal(_("Only whoever looks after this pledge, or a lead, can do that."))


def check_can_start(person: Person, pledge: Pledge) -> None:
    """Its owner or a lead, once it is agreed."""
    check_looks_after(person, pledge)
    PLEDGING.check("started", pledge.state)


def check_can_withdraw_pledge(person: Person, pledge: Pledge, why: str) -> None:
    """A lead, who says why."""
    check_leads(person, pledge.partner)
    PLEDGING.check("withdrawn", pledge.state)
    if not why.strip():
        raise Refusal(_("Say in a sentence why you withdraw it. Things change; the reason helps others."))


def year_to_report(pledge: Pledge, on: date) -> Year | None:
    """Give the year that can be reported on: the one that is open, or for a paused pledge the one that passed."""
    signed: Commitment | None = pledge.partner.commitments.standing().first()
    if signed is None or signed.since_on is None or pledge.agreed_at is None:
        return None
    year = open_year(signed.since_on, on)
    if year is None and pledge.state == "paused":
        year = closed_year(signed.since_on, on)
        if year and pledge.reports.filter(year=year.number).exists():
            return None
    return year if year and day_of(pledge.agreed_at) < year.to_on else None


def check_can_report(
    person: Person, pledge: Pledge, outcome: str, words: str, *, finished: bool = False, at: datetime | None = None
) -> None:
    """Its owner or a lead, while its year is open; “not kept” says why."""
    check_looks_after(person, pledge)
    if pledge.state not in (*OPEN, *CLOSED):
        PLEDGING.check("resumed", pledge.state)
    year = year_to_report(pledge, day_of(at))
    if year is None:
        raise Refusal(_("There is no year to report on at the moment. Reports open a month before your year ends."))
    if pledge.state in CLOSED and not PledgeReport.objects.filter(pledge=pledge, year=year.number).exists():
        raise Refusal(_("This pledge is closed already."))
    if outcome not in Outcome.values:
        raise Refusal(_("Choose kept, partly kept or not kept."))
    if outcome == Outcome.NOT_KEPT and not words.strip():
        raise Refusal(_("Say in a sentence why it was not kept. Nobody is blamed for it."))


def check_can_show_pledges(person: Person, partner: Partner) -> None:
    """A lead chooses whether anybody may read the partner's pledges and what became of them."""
    check_leads(person, partner)


def check_runs_the_clock(person: Person) -> None:
    """The site's own schedule, or the programme team by hand."""
    if not (person.system or reach(person).runs_programme):
        raise Refusal(_("Only the site's own schedule does that, or the programme team."))


def check_can_pause_lapsed(person: Person) -> None:
    """The site's own schedule, or the programme team by hand."""
    check_runs_the_clock(person)


def check_can_remind_due(person: Person) -> None:
    """The site's own schedule, or the programme team by hand."""
    check_runs_the_clock(person)
