"""What the pages of pledges show: to the partner, and to anybody where the partner chose so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.exports import ListCell, ListExport
from partnership.core.pack import in_language
from partnership.core.refusals import allowed
from partnership.partners.models import Partner, Pledge, PledgeReport
from partnership.partners.models.pledges import OPEN, Pledges
from partnership.partners.models.years import Year, open_year
from partnership.partners.rules import charter as charter_rules
from partnership.partners.rules import pledges as rules


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of one year of a pledge."""

    from_on: date
    last_on: date
    outcome: str
    words: str


@dataclass(frozen=True, slots=True)
class PublicPledge:
    """A pledge as anybody may read it. Nobody is named."""

    clause: str
    what: str
    measure: str
    by_when: date
    state: str
    withdrawn_why: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class PledgeRow:
    """A pledge in the partner's own list."""

    pk: int
    what: str
    by_when: date
    owner: str
    state: str
    state_key: str
    asks: bool  # a year of it can be reported on today
    told: str  # the newest outcome


@dataclass(frozen=True, slots=True)
class ClausePledges:
    """A clause with the pledges under it."""

    urn: str
    title: str
    rows: tuple[PledgeRow, ...]


@dataclass(frozen=True, slots=True)
class PledgesPage:
    """All pledges of a partner."""

    clauses: tuple[ClausePledges, ...]
    any: bool
    signed: bool
    year: Year | None  # the one that can be reported on today
    asks: int
    shows: bool
    listed: bool
    can_show: bool


@dataclass(frozen=True, slots=True)
class PledgePage:
    """One pledge, with what the person who looks may do."""

    pledge: Pledge
    clause: str
    state: str
    told: tuple[Told, ...]
    year: Year | None
    report: PledgeReport | None  # the one of that year, which can still be changed
    changeable_until: date | None  # nothing where that year is closed
    may: frozenset[str]
    why_not_agreed: str


def clause_titles(partner: Partner) -> dict[str, str]:
    """Give the title of every clause that the partner signed or could pledge under, by urn; the newest words win."""
    titles: dict[str, str] = {}
    for clauses in partner.commitments.order_by("pk").values_list("clauses", flat=True):
        titles |= {one["urn"]: in_language(pack.Words(one["title"])) for one in clauses}
    for charter in pack.current().charters.values():
        titles |= {one.urn: in_language(one.title) for one in charter.clauses}
    return titles


def clause_choices(partner: Partner) -> list[tuple[str, str]]:
    """Give the clauses that the partner may pledge under."""
    titles = clause_titles(partner)
    return [(urn, titles[urn]) for urn in rules.clauses_of(partner)]


def _told(reports: Iterable[PledgeReport]) -> tuple[Told, ...]:
    return tuple(
        Told(one.from_on, one.to_on - timedelta(days=1), one.get_outcome_display(), one.words) for one in reports
    )


def public_pledges(partner: Partner, preview_for: Person | None = None) -> tuple[PublicPledge, ...]:
    """Give the partner's pledges as anybody may read them; as a preview, as they would be if it showed them."""
    seen = pledges_seen(partner, preview_for)
    shown: Iterable[Pledge] = seen.shown() if preview_for else seen
    titles = clause_titles(partner)
    return tuple(
        PublicPledge(
            titles.get(one.clause, ""),
            one.what,
            one.measure,
            one.by_when,
            one.get_state_display(),
            one.withdrawn_why,
            _told(one.reports.all()),
        )
        for one in shown
    )


def pledges_seen(partner: Partner, person: Person | None) -> Pledges:
    """Give the partner's pledges that this person may see, with as much of what was said of them."""
    reports = Prefetch("reports", PledgeReport.objects.visible_to(person))
    return Pledge.objects.visible_to(person).of(partner).prefetch_related(reports)


def pledges_page(partner: Partner, person: Person) -> PledgesPage:
    """Show a partner all of its pledges, under their clauses."""
    today = timezone.localdate()
    signed = partner.commitments.standing().first()
    year = open_year(signed.since_on, today) if signed and signed.since_on else None
    rows: dict[str, list[PledgeRow]] = {}
    for pledge in pledges_seen(partner, person).select_related("owner"):
        rows.setdefault(pledge.clause, []).append(_row(pledge, year))
    titles = clause_titles(partner)
    order = [*(urn for urn in rules.clauses_of(partner) if urn in rows)]
    order += [urn for urn in rows if urn not in order]
    clauses = tuple(ClausePledges(urn, titles.get(urn, ""), tuple(rows[urn])) for urn in order)
    return PledgesPage(
        clauses=clauses,
        any=bool(rows),
        signed=signed is not None,
        year=year,
        asks=sum(row.asks for one in clauses for row in one.rows),
        shows=partner.shows_pledges,
        listed=partner.listed,
        can_show=allowed(rules.check_can_show_pledges, person, partner),
    )


def _row(pledge: Pledge, year: Year | None) -> PledgeRow:
    reports = list(pledge.reports.all())
    told = {report.year for report in reports}
    asks = year is not None and pledge.state in OPEN and pledge.agreed_at is not None and year.number not in told
    return PledgeRow(
        pk=pledge.pk,
        what=pledge.what,
        by_when=pledge.by_when,
        owner=str(pledge.owner) if pledge.owner else "",
        state=pledge.get_state_display(),
        state_key=pledge.state,
        asks=asks and year is not None and timezone.localdate(pledge.agreed_at) < year.to_on,
        told=reports[0].get_outcome_display() if reports else "",
    )


def pledge_page(pledge: Pledge, person: Person) -> PledgePage:
    """Show one pledge and what may be done with it."""
    year = rules.year_to_report(pledge, timezone.localdate())
    reports = list(PledgeReport.objects.visible_to(person).filter(pledge=pledge))
    may = _may(person, pledge)
    waits = pledge.state == "proposed" and "agree" not in may
    return PledgePage(
        pledge=pledge,
        clause=clause_titles(pledge.partner).get(pledge.clause, ""),
        state=pledge.get_state_display(),
        told=_told(reports),
        year=year,
        report=next((one for one in reports if year and one.year == year.number), None),
        changeable_until=year.closes_on if year and year.is_open(timezone.localdate()) else None,
        may=may,
        why_not_agreed=_why_not(person, pledge) if waits else "",
    )


def _may(person: Person, pledge: Pledge) -> frozenset[str]:
    questions = {
        "edit": allowed(rules.check_can_edit_pledge, person, pledge, None),
        "agree": allowed(rules.check_can_agree, person, pledge),
        "start": allowed(rules.check_can_start, person, pledge),
        "withdraw": allowed(rules.check_can_withdraw_pledge, person, pledge, "-"),
        "report": allowed(rules.check_can_report, person, pledge, "kept", ""),
    }
    return frozenset(name for name, may in questions.items() if may)


def report_page(pledge: Pledge, person: Person) -> PledgePage:
    """Show what a report is about.

    Raises
    ------
    Refusal
        If the person may not report on it, or no year is open.
    """
    rules.check_can_report(person, pledge, "kept", "")
    return pledge_page(pledge, person)


def _why_not(person: Person, pledge: Pledge) -> str:
    if not charter_rules.leads(person, pledge.partner):
        return _("A lead of your organisation agrees to it.")
    return _("It can be agreed once your organisation has signed the charter.")


def pledges_list(partner: Partner, person: Person) -> ListExport:
    """Give all pledges of a partner as a list, one row for each year that was told of, or one where none was."""
    columns = [_("Clause"), _("Pledge"), _("How we will know"), _("By when"), _("Looked after by"), _("State")]
    columns += [_("Year from"), _("Year until"), _("How it went"), _("In our words")]
    return ListExport(
        name=("pledges", partner.slug),
        about=_("One row for each pledge of %(partner)s and each year it was reported on, in its own words.")
        % {"partner": partner.name},
        columns=columns,
        rows=_list_rows(partner, person),
        who_may_see=_("People of this organisation, its place's leads and the programme team."),
    )


def _list_rows(partner: Partner, person: Person) -> Iterator[tuple[ListCell, ...]]:
    titles = clause_titles(partner)
    for one in pledges_seen(partner, person).select_related("owner"):
        owner = str(one.owner) if one.owner else ""
        said = (titles.get(one.clause, ""), one.what, one.measure, one.by_when, owner, one.get_state_display())
        for told in _told(one.reports.all()) or (None,):
            yield (*said, *((told.from_on, told.last_on, told.outcome, told.words) if told else (None, None, "", "")))
