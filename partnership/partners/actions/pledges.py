"""What a partner will do under a clause: proposed, agreed, begun, reported on each year, paused where nothing is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core import events, revisions, search
from partnership.core.notices import tell
from partnership.core.transitions import move
from partnership.partners.actions.charter import _leads_of, _tell_leads
from partnership.partners.models import Commitment, Partner, Pledge, PledgeReport, held
from partnership.partners.models.years import Year, closed_year, day_of, open_year
from partnership.partners.rules import pledges as rules


@transaction.atomic
def propose_pledge(
    partner: Partner,
    clause: str,
    what: str,
    by_when: date,
    *,
    measure: str = "",
    owner: Person | None = None,
    by: Person,
    at: datetime | None = None,
) -> Pledge:
    """Propose what the partner could do under a clause, and by when."""
    rules.check_can_propose(by, partner, clause, by_when, owner, at)
    said = {"what": what.strip(), "measure": measure.strip(), "by_when": by_when, "owner": owner}
    pledge: Pledge = partner.pledges.create(clause=clause, proposed_at=at or timezone.now(), proposed_by=by, **said)
    events.record(by=by, verb="pledge.proposed", thing=pledge)
    _can_be_found(pledge)
    return pledge


def _can_be_found(pledge: Pledge) -> None:
    """Let the partner's own people find it. Others read it with the partner, where the partner shows it."""
    search.put(
        pledge,
        kind="pledge",
        title=pledge.what[:300],
        about=pledge.measure,
        href=reverse("partner-pledge", kwargs={"partner": pledge.partner.slug, "pk": pledge.pk}),
        audience=[f"partner:{pledge.partner_id}"],
    )


@transaction.atomic
def edit_pledge(pledge: Pledge, changes: Mapping[str, Any], *, by: Person, seen: int) -> Pledge:
    """Change its words, its day or who looks after it."""
    rules.check_can_edit_pledge(by, held(pledge), changes.get("owner", pledge.owner))
    known = {name: changes[name] for name in ("what", "measure", "by_when", "owner") if name in changes}
    revisions.keep(pledge, known, seen=seen)
    events.record(by=by, verb="pledge.edited", thing=pledge)
    _can_be_found(pledge)
    return pledge


@transaction.atomic
def agree_pledge(pledge: Pledge, *, by: Person, at: datetime | None = None) -> Pledge:
    """Say that the partner will do it."""
    rules.check_can_agree(by, held(pledge))
    move(pledge, "agreed")
    pledge.agreed_at, pledge.agreed_by = at or timezone.now(), by
    pledge.save(update_fields=["agreed_at", "agreed_by"])
    events.record(by=by, verb="pledge.agreed", thing=pledge)
    if pledge.owner and pledge.owner != by:
        tell(
            pledge.owner,
            "pledge",
            gettext_noop("A pledge that you look after at %(partner)s is agreed."),
            href=reverse("partner-pledge", kwargs={"partner": pledge.partner.slug, "pk": pledge.pk}),
            thing=pledge,
            partner=pledge.partner.name,
        )
    return pledge


@transaction.atomic
def start_pledge(pledge: Pledge, *, by: Person) -> Pledge:
    """Say that work on it has begun."""
    rules.check_can_start(by, held(pledge))
    move(pledge, "started")
    events.record(by=by, verb="pledge.started", thing=pledge)
    return pledge


@transaction.atomic
def withdraw_pledge(pledge: Pledge, why: str, *, by: Person, at: datetime | None = None) -> Pledge:
    """Take a pledge back, and say why."""
    rules.check_can_withdraw_pledge(by, held(pledge), why)
    move(pledge, "withdrawn")
    pledge.withdrawn_at, pledge.withdrawn_by, pledge.withdrawn_why = at or timezone.now(), by, why.strip()
    pledge.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    events.record(by=by, verb="pledge.withdrawn", thing=pledge)
    return pledge


@transaction.atomic
def report_on_pledge(
    pledge: Pledge,
    outcome: str,
    words: str = "",
    *,
    finished: bool = False,
    by: Person,
    seen: int = 0,
    at: datetime | None = None,
) -> PledgeReport:
    """Say how a year of it went, or say it again better; and whether it is finished or goes on.

    `seen` is the revision of the report on the page, 0 where there was none.
    """
    rules.check_can_report(by, held(pledge), outcome, words, at=at)
    at = at or timezone.now()
    said = {"outcome": outcome, "words": words.strip(), "reported_at": at, "reported_by": by}
    report = _write(pledge, said, seen=seen, on=day_of(at))
    _follow(pledge, outcome if finished else "resumed")
    commitment = pledge.partner.commitments.standing().first()
    if commitment and commitment.state == "paused":
        move(commitment, "resumed")
        commitment.paused_at = None
        commitment.save(update_fields=["paused_at"])
        events.record(by=by, verb="commitment.resumed", thing=commitment)
    events.record(by=by, verb="pledge.reported", thing=pledge)
    return report


def _write(pledge: Pledge, said: dict[str, object], *, seen: int, on: date) -> PledgeReport:
    year = rules.year_to_report(pledge, on)
    assert year is not None
    found = pledge.reports.filter(year=year.number).first()
    if found and seen != found.revision:
        fields = tuple(name for name in ("outcome", "words") if getattr(found, name) != said[name])
        raise revisions.Changed(found, fields)
    if found:
        return revisions.keep(found, said, seen=seen)
    made: PledgeReport = pledge.reports.create(
        year=year.number, from_on=year.from_on, to_on=year.to_on, revision=1, **said
    )
    return made


def _follow(pledge: Pledge, step: str) -> None:
    if step == "resumed" and pledge.state in ("agreed", "in-progress"):
        step = "started" if pledge.state == "agreed" else ""
    if step and step != pledge.state:
        move(pledge, step)


@transaction.atomic
def show_pledges(partner: Partner, shows: bool, *, by: Person) -> Partner:
    """Let anybody read the partner's pledges and what became of them, or not any more."""
    rules.check_can_show_pledges(by, held(partner))
    revisions.keep(partner, {"shows_pledges": shows}, seen=partner.revision)
    events.record(by=by, verb="pledges.shown" if shows else "pledges.hidden", thing=partner)
    return partner


def _signed_before(on: date) -> QuerySet[Commitment]:
    standing = Commitment.objects.filter(state="signed", since_on__lt=on).select_related("partner")
    return standing.select_for_update(of=("self",)).order_by("pk")


def _silent(commitment: Commitment, year: Year) -> bool:
    return not PledgeReport.objects.filter(pledge__partner=commitment.partner_id, year=year.number).exists()


def _all_said(commitment: Commitment, year: Year) -> bool:
    return not _silent(commitment, year) and not any(_lapsed_pledges(commitment, year))


@transaction.atomic
def pause_lapsed(*, on: date | None = None, by: Person) -> int:
    """Pause what a year has closed over without a word, and tell its leads gently. Gives how many were paused."""
    rules.check_can_pause_lapsed(by)
    day, paused = on or timezone.localdate(), 0
    for commitment in _signed_before(day):
        assert commitment.since_on is not None
        year = closed_year(commitment.since_on, day)
        if year is None:
            continue
        for pledge in _lapsed_pledges(commitment, year):
            move(pledge, "paused")
            Pledge.objects.filter(pk=pledge.pk).update(lapsed_year=year.number)
            events.record(by=by, verb="pledge.paused", thing=pledge)
        if commitment.lapsed_year < year.number and _silent(commitment, year):
            _pause(commitment, year, on=day)
            events.record(by=by, verb="commitment.paused", thing=commitment)
            paused += 1
    return paused


def _lapsed_pledges(commitment: Commitment, year: Year) -> Iterator[Pledge]:
    pledges = Pledge.objects.filter(
        partner=commitment.partner_id, state__in=("agreed", "in-progress"), lapsed_year__lt=year.number
    )
    for pledge in pledges.exclude(reports__year=year.number):
        if pledge.agreed_at and year.asks_about(day_of(pledge.agreed_at)):
            yield pledge


def _pause(commitment: Commitment, year: Year, *, on: date) -> None:
    move(commitment, "paused")
    commitment.lapsed_year = year.number
    commitment.paused_at = timezone.make_aware(datetime.combine(on, datetime.min.time()))
    commitment.save(update_fields=["lapsed_year", "paused_at"])
    _tell_leads(
        commitment, gettext_noop("%(partner)s's commitment is resting for now. A few words about the year wake it.")
    )


@transaction.atomic
def remind_due(*, on: date | None = None, by: Person) -> int:
    """Tell the leads, once, that they can say what was kept in the year that is ending. Gives how many partners."""
    rules.check_can_remind_due(by)
    day, told = on or timezone.localdate(), 0
    for commitment in _signed_before(day):
        assert commitment.since_on is not None
        year = open_year(commitment.since_on, day)
        if year is None or commitment.asked_year >= year.number or _all_said(commitment, year):
            continue
        commitment.asked_year = year.number
        commitment.save(update_fields=["asked_year"])
        _tell_ending(commitment)
        events.record(by=by, verb="commitment.reminded", thing=commitment)
        told += 1
    return told


def _tell_ending(commitment: Commitment) -> None:
    for lead in _leads_of(commitment.partner):
        tell(
            lead,
            "pledge",
            gettext_noop("A year of %(partner)s's commitment is ending. You can say what was kept."),
            href=reverse("partner-pledges", kwargs={"partner": commitment.partner.slug}),
            thing=commitment,
            partner=commitment.partner.name,
        )
