"""A partner talks it through before it commits: one question at a time, saved as it goes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import events, pack, revisions
from partnership.partners.models import Partner, ReadinessAnswer, ReadinessCheck, held
from partnership.partners.rules import readiness as rules


@transaction.atomic
def begin_readiness(partner: Partner, *, by: Person, at: datetime | None = None) -> ReadinessCheck:
    """Begin a conversation with the newest questions, or go on with the one that is open."""
    rules.check_can_begin_readiness(by, held(partner))
    found: ReadinessCheck | None = partner.readiness_checks.open().first()
    if found:
        return found
    asked = pack.current().readiness
    assert asked is not None
    check: ReadinessCheck = partner.readiness_checks.create(
        version=asked.version, started_at=at or timezone.now(), started_by=by
    )
    events.record(by=by, verb="readiness.begun", thing=check)
    return check


@transaction.atomic
def answer_question(
    check: ReadinessCheck,
    question: str,
    answer: str,
    note: str = "",
    *,
    by: Person,
    seen: int,
    at: datetime | None = None,
) -> ReadinessAnswer:
    """Save one answer. `seen` is the revision of the answer on the page, 0 where there was none."""
    rules.check_can_answer(by, held(check), question, answer)
    said = {"answer": answer, "note": note.strip(), "answered_at": at or timezone.now(), "answered_by": by}
    found = check.answers.filter(question=question).first()
    if found and seen != found.revision:
        fields = tuple(name for name in ("answer", "note") if getattr(found, name) != said[name])
        raise revisions.Changed(found, fields)
    if found:
        saved = revisions.keep(found, said, seen=seen)
    else:
        saved = check.answers.create(question=question, revision=1, **said)
    events.record(by=by, verb="readiness.answered", thing=check)
    return saved


@transaction.atomic
def finish_readiness(check: ReadinessCheck, *, by: Person, at: datetime | None = None) -> ReadinessCheck:
    """Finish the conversation; what was passed stays passed."""
    rules.check_can_finish_readiness(by, held(check))
    check.finished_at, check.finished_by = at or timezone.now(), by
    check.save(update_fields=["finished_at", "finished_by"])
    events.record(by=by, verb="readiness.finished", thing=check)
    return check


@transaction.atomic
def share_readiness(check: ReadinessCheck, shares: bool, *, by: Person, at: datetime | None = None) -> ReadinessCheck:
    """Show the answers to those who can help, or stop showing them."""
    rules.check_can_share_readiness(by, held(check))
    check.shared_at, check.shared_by = (at or timezone.now(), by) if shares else (None, None)
    check.save(update_fields=["shared_at", "shared_by"])
    events.record(by=by, verb="readiness.shared" if shares else "readiness.unshared", thing=check)
    return check
