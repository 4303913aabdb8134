"""Asking that a paper is looked at; saying whether it counts; taking it back before anybody has looked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnership.academy.actions.learned import _keep_learned
from partnership.academy.models import CameFrom, ShownPaper
from partnership.academy.rules import shown as rules
from partnership.accounts.models import Person
from partnership.core import events, notices
from partnership.partners.models import Partner, held

YES = gettext_noop("Somebody looked at a paper of yours. It stands in your passport now.")
NO = gettext_noop("Somebody looked at a paper of yours, and it does not count here. Your passport says why.")


@transaction.atomic
def show_paper(
    *,
    title: str,
    taught_by: str,
    completed_on: date,
    about: str,
    hours: Decimal | None = None,
    partner: Partner | None = None,
    by: Person,
) -> ShownPaper:
    """Ask that somebody looks at a paper. Nothing counts before they do."""
    rules.check_can_show_paper(by, partner, completed_on)
    said = {"title": title.strip(), "taught_by": taught_by.strip(), "about": about.strip(), "hours": hours or 0}
    paper = ShownPaper.objects.create(
        person=by, partner=partner, completed_on=completed_on, asked_at=timezone.now(), **said
    )
    events.record(by=by, verb="paper.shown", thing=paper)
    return paper


@transaction.atomic
def decide_paper(paper: ShownPaper, *, accepted: bool, course: str = "", why: str = "", by: Person) -> ShownPaper:
    """Say whether it counts. A yes puts it into the passport, as the course of ours that it is like, or without a level."""
    rules.check_can_decide_paper(by, held(paper), accepted=accepted, course=course, why=why)
    paper.decided_at, paper.decided_by, paper.accepted = timezone.now(), by, accepted
    paper.why = "" if accepted else why.strip()
    if accepted:
        learned = rules.learned_from(paper, course)
        paper.completion, _new = _keep_learned(
            paper.person, learned, by=by, partner=paper.partner, came_from=CameFrom.SELF
        )
    paper.save(update_fields=["decided_at", "decided_by", "accepted", "why", "completion"])
    notices.tell(paper.person, "training", YES if accepted else NO, href="/my-training/passport/", thing=paper)
    events.record(by=by, verb="paper.looked_at", thing=paper)
    return paper


@transaction.atomic
def withdraw_paper(paper: ShownPaper, *, by: Person) -> None:
    """Take it back: what was written about it goes."""
    rules.check_can_withdraw_paper(by, held(paper))
    events.record(by=by, verb="paper.withdrawn", thing=paper)
    paper.delete()
