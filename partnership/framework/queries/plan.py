"""What an organisation could do something about, what it said it will do, and what became of last time's promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import events
from partnership.core.exports import ListCell, ListExport
from partnership.core.pack import FrameworkEdition, Standard, in_language
from partnership.core.refusals import why_not
from partnership.framework.models import WITH_RESULTS, AgreedLevel, Assessment
from partnership.framework.queries.apart import Apart, seats_apart
from partnership.framework.queries.arranging import title_of
from partnership.framework.queries.opened import seats_opened
from partnership.framework.queries.standards import Level, levels_shown
from partnership.framework.rules import plan as rules
from partnership.framework.rules.arranging import asked_edition
from partnership.plans.models import LIFECYCLE, Action
from partnership.plans.queries import ActionRow, RaisedAction, actions_raised_from

TITLE_MOST = Action._meta.get_field("title").max_length


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One standard to do something about: why, and what the next step looks like."""

    key: str
    title: str
    domain: str
    agreed: int | None
    agreed_words: str
    apart: tuple[str, ...]
    next: Level | None  # none where the highest level is agreed
    guidance: str  # for the partner's sector
    evidence: tuple[str, ...]
    topics: tuple[str, ...]
    action_title: str  # to begin with; anybody changes it as they like
    actions: tuple[ActionRow, ...]  # raised for it already


@dataclass(frozen=True, slots=True)
class Promise:
    """One Action of last time: what it said, and what happened."""

    row: ActionRow
    outcome: str
    evidence: tuple[tuple[str, str], ...]  # words, link


@dataclass(frozen=True, slots=True)
class Promises:
    """Everything that was promised last time."""

    since: date | None
    lines: tuple[Promise, ...]
    counts: tuple[tuple[str, int], ...]  # state in words, how many


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The plan of one assessment."""

    pk: int
    edition: str
    about: str
    agreed: int  # standards that the meeting agreed on, or called not applicable
    suggestions: tuple[Suggestion, ...]
    actions: tuple[ActionRow, ...]
    counts: tuple[tuple[str, int], ...]
    hindrance: str  # why nothing can be raised; empty where it can
    promises: Promises | None


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a meeting agreed on one standard, and where seats stand apart."""

    agreed: AgreedLevel | None = None
    apart: tuple[Apart, ...] = ()

    @property
    def level(self) -> int | None:
        return self.agreed.level if self.agreed else None

    def order(self, edition: FrameworkEdition) -> tuple[float, float]:
        """Put the lowest first, and among alike the furthest apart."""
        level = len(edition.levels) if self.level is None else self.level
        return level, -max((each.size for each in self.apart), default=0.0)


def plan_page(assessment: Assessment, person: Person) -> PlanPage:
    """Show what to do something about, the lowest agreed and the furthest apart first, and what is being done."""
    raised = [one.row for one in actions_raised_from(events.urn(assessment), person)]
    return PlanPage(
        pk=assessment.pk,
        edition=assessment.edition,
        about=title_of(assessment),
        agreed=_agreed(assessment, person).count() if assessment.state in WITH_RESULTS else 0,
        suggestions=suggestions(assessment, person, raised),
        actions=tuple(raised),
        counts=_counts(raised),
        hindrance=why_not(rules.check_can_raise_from_plan, person, assessment),
        promises=promises(assessment.previous, person),
    )


def _agreed(assessment: Assessment, person: Person) -> QuerySet[AgreedLevel]:
    return AgreedLevel.objects.visible_to(person).filter(assessment=assessment)


def _counts(rows: Sequence[ActionRow]) -> tuple[tuple[str, int], ...]:
    counted = Counter(one.state for one in rows)
    return tuple((str(words), counted[state]) for state, words in LIFECYCLE.states.items() if counted[state])


def suggestions(assessment: Assessment, person: Person, raised: Sequence[ActionRow] = ()) -> tuple[Suggestion, ...]:
    """Give the standards with a next step, or on which seats stand apart; nothing before results are open."""
    if assessment.state not in WITH_RESULTS:
        return ()
    edition = asked_edition(assessment)
    agreed = {one.standard: one for one in _agreed(assessment, person)}
    apart = seats_apart(edition, seats_opened(assessment))
    seen = {one.key: _Seen(agreed.get(one.key), apart.get(one.key, ())) for one in edition.standards}
    made = [
        _suggestion(assessment, edition, one, seen[one.key], raised)
        for one in edition.standards
        if _is_open(edition, seen[one.key])
    ]
    return tuple(sorted(made, key=lambda one: seen[one.key].order(edition)))


def chosen_suggestions(assessment: Assessment, person: Person, keys: Sequence[str]) -> tuple[Suggestion, ...]:
    """Give these standards, in the order of the plan; also one that is no suggestion, if somebody wants to begin there."""
    found = {one.key: one for one in suggestions(assessment, person)}
    edition = asked_edition(assessment)
    others = (one for one in edition.standards if one.key in keys and one.key not in found)
    chosen = [one for one in found.values() if one.key in keys]
    return (*chosen, *(_suggestion(assessment, edition, one, _Seen()) for one in others))


def _is_open(edition: FrameworkEdition, seen: _Seen) -> bool:
    """Whether there is a next step, or seats stand apart; what does not apply is left in peace."""
    if seen.agreed is None:
        return bool(seen.apart)
    below = seen.level is None or seen.level < len(edition.levels)
    return not seen.agreed.why_not and (below or bool(seen.apart))


def _suggestion(
    assessment: Assessment,
    edition: FrameworkEdition,
    standard: Standard,
    seen: _Seen,
    raised: Sequence[ActionRow] = (),
) -> Suggestion:
    title = in_language(standard.title)
    return Suggestion(
        key=standard.key,
        title=title,
        domain=in_language(edition.domains[standard.domain].name),
        agreed=seen.level,
        agreed_words=_agreed_words(edition, seen.level),
        apart=tuple(one.words for one in seen.apart),
        next=next_step(edition, standard, seen.level),
        guidance=in_language(standard.guidance_for(assessment.partner.sector)),
        evidence=tuple(map(in_language, standard.evidence)),
        topics=tuple(map(in_language, standard.topics)),
        action_title=suggested_title(title),
        actions=tuple(one for one in raised if standard.urn in {served.urn for served in one.serves}),
    )


def _agreed_words(edition: FrameworkEdition, level: int | None) -> str:
    if level is None:
        return _("Your meeting agreed on no level yet.")
    said = {"level": level, "name": in_language(edition.levels[level - 1])}
    return _("You agreed on level %(level)s: %(name)s.") % said


def next_step(edition: FrameworkEdition, standard: Standard, agreed: int | None) -> Level | None:
    """Give the level after the one that was agreed; the one above the first where none was."""
    after = (agreed or 1) + 1
    levels = levels_shown(edition, standard.levels)
    return levels[after - 1] if after <= len(levels) else None


def suggested_title(title: str) -> str:
    """Give what an Action could be called."""
    return (_("Take the next step: %(title)s") % {"title": title})[:TITLE_MOST]


def promises(previous: Assessment | None, person: Person) -> Promises | None:
    """Give what was promised after an assessment beside what happened; nothing where there is none, or no promise."""
    if previous is None:
        return None
    raised = actions_raised_from(events.urn(previous), person)
    if not raised:
        return None
    lines = tuple(Promise(one.row, outcome(one), _shown(one)) for one in raised)
    agreed = previous.agreed_at or previous.opened_at
    return Promises(timezone.localdate(agreed) if agreed else None, lines, _counts([one.row for one in raised]))


def _shown(raised: RaisedAction) -> tuple[tuple[str, str], ...]:
    return tuple((one.words, one.link) for one in raised.evidence)


def outcome(raised: RaisedAction) -> str:
    """Say what became of an Action, and nothing about whose fault it is."""
    row, day = raised.row, date_format(raised.ended_on, "j F Y") if raised.ended_on else ""
    if row.state == "done":
        return _("Done on %(day)s.") % {"day": day}
    if row.state == "dropped":
        return _("Dropped on %(day)s: %(why)s") % {"day": day, "why": row.why}
    if row.past and row.due_on:
        meant = {"how": row.progress_words.lower(), "day": date_format(row.due_on, "j F Y")}
        return _("Still open, %(how)s. It was meant for %(day)s.") % meant
    return _("Still open, %(how)s.") % {"how": row.progress_words.lower()}


def plan_export(assessment: Assessment, person: Person) -> ListExport:
    """Give the Actions that were raised from an assessment as a list."""
    return ListExport(
        name=("plan", assessment.partner.slug, str(assessment.pk)),
        about=_("What will be done after looking at ourselves. One row is one Action, counted once."),
        columns=[
            *(_("What will be done"), _("Serves"), _("Owner"), _("State"), _("Done by"), _("How much work")),
            *(_("What became of it"), _("What shows it"), _("Page")),
        ],
        rows=_cells(assessment, person),
        filters={_("What was looked at"): title_of(assessment)},
        who_may_see=_("People of the partner, the lead of its place and the programme team."),
    )


def _cells(assessment: Assessment, person: Person) -> Iterator[list[ListCell]]:
    for one in actions_raised_from(events.urn(assessment), person):
        row, serves = one.row, "; ".join(served.label for served in one.row.serves)
        shown = "; ".join(f"{words} {link}".strip() for words, link in _shown(one))
        yield [
            *(row.title, serves, row.owner, row.state_words, row.due_on, row.effort),
            *(outcome(one), shown, row.href),
        ]
