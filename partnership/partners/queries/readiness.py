"""What the pages of the readiness check show: one question at a time, and at the end what was said. Nothing is added up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.pack import Readiness, in_language
from partnership.core.refusals import allowed
from partnership.partners.models import Partner, ReadinessAnswer, ReadinessCheck
from partnership.partners.queries.charter import charter_page
from partnership.partners.rules import readiness as rules


@dataclass(frozen=True, slots=True)
class Line:
    """One question, and what was answered so far."""

    key: str
    text: str
    answer: str
    answer_words: str


@dataclass(frozen=True, slots=True)
class Said:
    """One question in the result: what was said, and what helps where it is not so yet."""

    text: str
    about: str
    if_not_yet: str
    note: str
    clause: str


@dataclass(frozen=True, slots=True)
class PastCheck:
    """A finished conversation in the list."""

    pk: int
    finished_on: date
    shared: bool


@dataclass(frozen=True, slots=True)
class ReadinessPage:
    """Where the partner is with its conversation."""

    title: str
    intro: str
    example: bool
    reviewed_by: str
    questions: int
    open_pk: int | None
    lines: tuple[Line, ...]
    next_key: str
    past: tuple[PastCheck, ...]
    can_begin: bool


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question on its own page."""

    pk: int
    number: int
    of: int
    key: str
    text: str
    about: str
    if_not_yet: str
    answer: ReadinessAnswer | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ReadinessResult:
    """What is there, what to talk about, what was left. Never a score."""

    pk: int
    partner: Partner
    finished_on: date
    there: tuple[Said, ...]
    to_talk_about: tuple[Said, ...]
    begin_with: tuple[Said, ...]
    left: tuple[Said, ...]
    shared_on: date | None
    can_share: bool
    can_begin: bool


def readiness_page(partner: Partner, person: Person) -> ReadinessPage | None:
    """Show where the partner is with its conversation; nothing where the pack has no questions."""
    ours = ReadinessCheck.objects.visible_to(person).filter(partner=partner)
    found = ours.open().first()
    asked = _asked(found) if found else pack.current().readiness
    if asked is None:
        return None
    answers: Mapping[str, ReadinessAnswer] = _answers(found, person) if found else {}
    lines = tuple(_line(one.key, in_language(one.text), answers.get(one.key)) for one in asked.questions)
    return ReadinessPage(
        title=in_language(asked.title),
        intro=in_language(asked.intro),
        example=asked.example,
        reviewed_by=in_language(asked.reviewed_by),
        questions=len(asked.questions),
        open_pk=found.pk if found else None,
        lines=lines,
        next_key=next((line.key for line in lines if not line.answer), ""),
        past=_past(ours.finished()),
        can_begin=allowed(rules.check_can_begin_readiness, person, partner),
    )


def _answers(check: ReadinessCheck, person: Person) -> dict[str, ReadinessAnswer]:
    """Give what was answered, as far as this person may see it: some may know that there was a talk, and no more."""
    return {one.question: one for one in ReadinessAnswer.objects.visible_to(person).filter(check_of=check)}


def _past(finished: Iterable[ReadinessCheck]) -> tuple[PastCheck, ...]:
    return tuple(PastCheck(one.pk, timezone.localdate(one.finished_at), one.shared_at is not None) for one in finished)


def _asked(check: ReadinessCheck) -> Readiness | None:
    return pack.current().readiness_checks.get(check.version)


def _line(key: str, text: str, answer: ReadinessAnswer | None) -> Line:
    return Line(key, text, answer.answer if answer else "", answer.get_answer_display() if answer else "")


def question_page(check: ReadinessCheck, key: str, person: Person) -> QuestionPage | None:
    """Show one question; nothing where there is none of this key."""
    asked = _asked(check)
    keys = [one.key for one in asked.questions] if asked else []
    if asked is None or key not in keys:
        return None
    number = keys.index(key)
    question = asked.questions[number]
    return QuestionPage(
        pk=check.pk,
        number=number + 1,
        of=len(keys),
        key=key,
        text=in_language(question.text),
        about=in_language(question.about),
        if_not_yet=in_language(question.if_not_yet),
        answer=ReadinessAnswer.objects.visible_to(person).filter(check_of=check, question=key).first(),
        before=keys[number - 1] if number else "",
        after=keys[number + 1] if number + 1 < len(keys) else "",
    )


def asked_for_help(person: Person) -> QuerySet[ReadinessCheck]:
    """Give the finished conversations that a partner showed to this person, the newest first."""
    seen = ReadinessCheck.objects.visible_to(person).filter(shared_at__isnull=False)
    return seen.select_related("partner").order_by("-shared_at", "-pk")


def readiness_result(check: ReadinessCheck, person: Person) -> ReadinessResult:
    """Show what was said, sorted by what can be done with it."""
    said = _sorted(check, _answers(check, person))
    return ReadinessResult(
        pk=check.pk,
        partner=check.partner,
        finished_on=timezone.localdate(check.finished_at),
        there=tuple(said["yes"]),
        to_talk_about=tuple(said["partly"]),
        begin_with=tuple(said["not-yet"]),
        left=tuple(said["pass"]),
        shared_on=timezone.localdate(check.shared_at) if check.shared_at else None,
        can_share=allowed(rules.check_can_share_readiness, person, check),
        can_begin=allowed(rules.check_can_begin_readiness, person, check.partner),
    )


def _sorted(check: ReadinessCheck, answers: Mapping[str, ReadinessAnswer]) -> dict[str, list[Said]]:
    said: dict[str, list[Said]] = {"yes": [], "partly": [], "not-yet": [], "pass": []}
    asked = _asked(check)
    titles = {clause.key: clause.title for clause in page.clauses} if (page := charter_page()) else {}
    for question in asked.questions if asked else ():
        answer = answers.get(question.key)
        said[answer.answer if answer else "pass"].append(
            Said(
                in_language(question.text),
                in_language(question.about),
                in_language(question.if_not_yet),
                answer.note if answer else "",
                titles.get(question.clause or "", ""),
            )
        )
    return said
