"""What a meeting has before it: seats side by side, the gaps between them, and what was agreed so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from heartwood.disclosure.opening import Opened
from heartwood.framework.noticing import Claims, Looked, claims, noticed, table_of
from heartwood.framework.saying import say_changed, say_formula, say_noticed
from heartwood.framework.scoring import Scoring, from_data, score
from heartwood.framework.sensitivity import sensitivity
from partnership.accounts.models import Person
from partnership.core.components import Mark, ShownFigure
from partnership.core.pack import FrameworkEdition, Standard, in_language
from partnership.core.refusals import why_not
from partnership.framework.models import AgreedLevel, Assessment, ShownEvidence
from partnership.framework.queries.arranging import title_of
from partnership.framework.queries.opened import seats_opened
from partnership.framework.queries.spreads import Gap, SeatSeen, Spread, Unit, gaps, seats_seen, spreads, standards_of
from partnership.framework.queries.standards import Level, levels_shown
from partnership.framework.queries.words import SeatWords, words_shown
from partnership.framework.rules import meeting as rules
from partnership.framework.rules.arranging import asked_edition

LIVED_EXPERIENCE = "people"  # the seat of those who use the service
BY_GAP, BY_FRAMEWORK = "gap", "framework"


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One thing that can be shown."""

    pk: int
    what: str
    where: str
    dated_on: date | None


@dataclass(frozen=True, slots=True)
class AgreedShown:
    """What was agreed on one standard; `level` is None where it does not apply, or where both views stand."""

    level: int | None
    level_name: str
    why_not: str
    because: str
    dissent: str
    revision: int


@dataclass(frozen=True, slots=True)
class StandardTalk:
    """One standard as a meeting talks about it."""

    key: str
    title: str
    spreads: tuple[Spread, ...]
    gaps: tuple[Gap, ...]
    agreed: AgreedShown | None
    evidence: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True)
class DomainTalk:
    """One domain: what is shown of it as a whole, and its standards."""

    key: str
    name: str
    spreads: tuple[Spread, ...]  # of seats of which only the whole domain is shown
    gaps: tuple[Gap, ...]
    standards: tuple[StandardTalk, ...]
    level: ShownFigure | None
    hangs_on: tuple[str, ...]  # what the level would be with each rule changed

    @property
    def largest(self) -> tuple[bool, float]:
        """Give the weight of its largest gap; below every other where there is none."""
        each = (self.gaps, *(one.gaps for one in self.standards))
        return max((gap.weight for gaps_of_one in each for gap in gaps_of_one), default=(False, -1.0))


@dataclass(frozen=True, slots=True)
class Claim:
    """One of three bars that stand side by side and are never added up."""

    name: str
    words: str
    width: int
    how: str


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Everything that a meeting has before it."""

    assessment: Assessment
    title: str
    edition: str
    levels: tuple[str, ...]
    state_words: str
    order: str
    seats: tuple[SeatSeen, ...]
    domains: tuple[DomainTalk, ...]
    formula: str
    claims: tuple[Claim, ...]
    notes: tuple[str, ...]
    heard: tuple[EvidenceLine, ...]  # how those under 16 were heard
    words: tuple[SeatWords, ...]  # on pages alone, and in no file: a file travels further than people were told
    may: Mapping[str, str]  # by name of the deed: why not; empty where they may


@dataclass(frozen=True, slots=True)
class Held:
    """Everything about an assessment that the pages after opening are made from. Nobody's answers are in it."""

    assessment: Assessment
    edition: FrameworkEdition
    seats: Mapping[str, Opened]
    agreed: Mapping[str, AgreedLevel]
    evidence: Mapping[str, tuple[ShownEvidence, ...]]

    @property
    def levels(self) -> dict[str, int]:
        """Give the level of each standard that has one, in the edition's order."""
        rows = ((one.key, self.agreed.get(one.key)) for one in self.edition.standards)
        return {key: row.level for key, row in rows if row and row.level is not None}

    @property
    def looked(self) -> Looked:
        """Give it as the library looks at it."""
        dates = {key: tuple(one.dated_on for one in several) for key, several in self.evidence.items() if key}
        return Looked(self.levels, self.seats, LIVED_EXPERIENCE, dates)


def held_of(assessment: Assessment, person: Person) -> Held:
    """Read what was opened, agreed and shown: three queries, however much there is."""
    prefetch_related_objects([assessment], "seats")  # once, for what was opened and for words
    agreed = AgreedLevel.objects.visible_to(person).filter(assessment=assessment)
    evidence: dict[str, list[ShownEvidence]] = {}
    for one in ShownEvidence.objects.visible_to(person).standing().filter(assessment=assessment):
        evidence.setdefault(one.standard, []).append(one)
    return Held(
        assessment,
        asked_edition(assessment),
        seats_opened(assessment),
        {one.standard: one for one in agreed},
        {key: tuple(several) for key, several in evidence.items()},
    )


def meeting_page(assessment: Assessment, person: Person, order: str = BY_GAP) -> MeetingPage:
    """Show seats side by side, the largest gap first or in the order of the framework."""
    order = BY_FRAMEWORK if order == BY_FRAMEWORK else BY_GAP
    held = held_of(assessment, person)
    return MeetingPage(
        assessment=assessment,
        title=title_of(assessment),
        edition=in_language(held.edition.title),
        levels=tuple(map(in_language, held.edition.levels)),
        state_words=str(assessment.get_state_display()),
        order=order,
        seats=seats_seen(held.edition, held.seats),
        domains=domains_talk(held, by_gap=order == BY_GAP),
        formula=formula(held.edition),
        claims=three_bars(held),
        notes=notes(held),
        heard=evidence_lines(held.evidence.get("", ())),
        words=words_shown(assessment),
        may=_may(assessment, person),
    )


def _may(assessment: Assessment, person: Person) -> dict[str, str]:
    return {
        "record": why_not(rules.check_can_record, person, assessment),
        "agree": why_not(rules.check_can_agree_assessment, person, assessment),
        "take_up_again": why_not(rules.check_can_take_up_again, person, assessment),
    }


def domains_talk(held: Held, *, by_gap: bool = False) -> tuple[DomainTalk, ...]:
    """Show every domain, in the edition's order or the largest gap first."""
    differing, scoring = gaps(held.edition, held.seats), scoring_of(held.edition)
    found = tuple(_domain(held, key, differing, scoring) for key in held.edition.domains)
    return tuple(sorted(found, key=lambda one: one.largest, reverse=True)) if by_gap else found


def _domain(held: Held, key: str, differing: Mapping[Unit, tuple[Gap, ...]], scoring: Scoring | None) -> DomainTalk:
    standards = [one for one in held.edition.standards if one.domain == key]
    whole = standards_of(held.edition, key)
    together = len(whole) > 1
    return DomainTalk(
        key=key,
        name=in_language(held.edition.domains[key].name),
        spreads=spreads(held.edition, held.seats, whole) if together else (),
        gaps=differing.get(whole, ()) if together else (),
        standards=tuple(standard_talk(held, one, differing) for one in standards),
        level=_level(held, whole, scoring) if scoring else None,
        hangs_on=_hangs_on(held, whole, scoring) if scoring else (),
    )


def standard_talk(held: Held, standard: Standard, differing: Mapping[Unit, tuple[Gap, ...]]) -> StandardTalk:
    """Show one standard: each seat that has a table of its own for it, and how they differ."""
    agreed, unit = held.agreed.get(standard.key), (standard.key,)
    return StandardTalk(
        key=standard.key,
        title=in_language(standard.title),
        spreads=spreads(held.edition, held.seats, unit),
        gaps=differing.get(unit, ()),
        agreed=agreed_shown(held.edition, agreed) if agreed else None,
        evidence=evidence_lines(held.evidence.get(standard.key, ())),
    )


def agreed_shown(edition: FrameworkEdition, row: AgreedLevel) -> AgreedShown:
    """Show what was agreed, with the name of its level."""
    name = in_language(edition.levels[row.level - 1]) if row.level else ""
    return AgreedShown(row.level, name, row.why_not, row.because, row.dissent, row.revision)


def evidence_lines(rows: Iterable[ShownEvidence]) -> tuple[EvidenceLine, ...]:
    """Show what can be shown."""
    return tuple(EvidenceLine(one.pk, one.what, one.where, one.dated_on) for one in rows)


def scoring_of(edition: FrameworkEdition) -> Scoring | None:
    """Give the rule by which levels become a domain's, where the edition has one."""
    return from_data(edition.scoring) if edition.scoring else None


def formula(edition: FrameworkEdition) -> str:
    """Say that rule in words; nothing where there is none."""
    scoring = scoring_of(edition)
    return say_formula(scoring, _names(edition), _) if scoring else ""


def _names(edition: FrameworkEdition) -> dict[str, str]:
    return {
        **{one.key: in_language(one.title) for one in edition.standards},
        **{key: in_language(one.name) for key, one in edition.seats.items()},
        "lived_experience": _("the voice of people who use the service"),
        "evidence": _("something that can be shown"),
    }


def _facts(held: Held, whole: Unit) -> list[str]:
    heard = all(table_of(held.seats.get(LIVED_EXPERIENCE), key) for key in whole if key in held.levels)
    shown = any(held.evidence.get(key) for key in whole)
    return [*(["lived_experience"] if heard else []), *(["evidence"] if shown else [])]


def _level(held: Held, whole: Unit, scoring: Scoring) -> ShownFigure:
    levels = {key: held.levels.get(key) for key in whole}
    found = score(scoring, levels, _facts(held, whole))
    if found.value is None:
        return ShownFigure(mark=Mark.NOBODY_MEASURES, value_words=_("not agreed yet"), why=_(found.why))
    name = in_language(held.edition.levels[int(found.value) - 1])
    words = _("level %(level)s") % {"level": f"{found.value:.0f}"}
    return ShownFigure(
        mark=Mark.CANNOT_SAY,
        value_words=words,
        comparison_words=name,
        worked_out=True,
        worked_out_href="/about/methods/scoring/",
    )


def _hangs_on(held: Held, whole: Unit, scoring: Scoring) -> tuple[str, ...]:
    levels, names = {key: held.levels.get(key) for key in whole}, _names(held.edition)
    return tuple(say_changed(one, names, _) for one in sensitivity(scoring, levels, _facts(held, whole)))


def notes(held: Held) -> tuple[str, ...]:
    """Say what the meeting may want to look at again; none of it says that a level is wrong."""
    names = _names(held.edition)
    return tuple(say_noticed(one, names, _) for one in noticed(held.looked, timezone.localdate()))


def three_bars(held: Held) -> tuple[Claim, ...]:
    """Show what is claimed, what can be shown, and what lived experience bears out: side by side, never added up."""
    found, standards = claims(held.looked), len(held.edition.standards)
    return (
        _claim(_("Claimed"), found.claimed, standards, _("A level was agreed on.")),
        _claim(_("Evidenced"), found.evidenced, found.claimed, _("There is something to show for it.")),
        _claim(_("Corroborated by lived experience"), found.corroborated, found.claimed, _borne_out(found)),
    )


def _claim(name: str, count: int, of: int, how: str) -> Claim:
    words = _("%(count)s of %(of)s standards") % {"count": count, "of": of}
    return Claim(name, words, round(100 * count / of) if of else 0, how)


def _borne_out(found: Claims) -> str:
    said = _("The middle answer of people who use the service stands at the agreed level or above.")
    if found.unheard:
        said += " " + _("Of %(unheard)s too few of them answered to say.") % {"unheard": found.unheard}
    return said


@dataclass(frozen=True, slots=True)
class StandardPage:
    """One standard, to agree on."""

    assessment: Assessment
    edition: str
    talk: StandardTalk
    domain: str
    together: tuple[Spread, ...]  # of seats of which only the whole domain is shown
    together_gaps: tuple[Gap, ...]
    statement: str
    levels: tuple[Level, ...]
    suggested: tuple[str, ...]  # what could be shown
    previous: str
    following: str
    may_record: str  # why not; empty where they may


def meeting_standard_page(assessment: Assessment, key: str, person: Person) -> StandardPage | None:
    """Show one standard with everything that helps to agree on it; nothing where there is none."""
    held = held_of(assessment, person)
    standard = held.edition.standard(key)
    if standard is None:
        return None
    differing, whole = gaps(held.edition, held.seats), standards_of(held.edition, standard.domain)
    together = len(whole) > 1
    return StandardPage(
        assessment=assessment,
        edition=held.edition.key,
        talk=standard_talk(held, standard, differing),
        domain=in_language(held.edition.domains[standard.domain].name),
        together=spreads(held.edition, held.seats, whole) if together else (),
        together_gaps=differing.get(whole, ()) if together else (),
        statement=in_language(standard.statement),
        levels=levels_shown(held.edition, standard.levels),
        suggested=tuple(map(in_language, standard.evidence)),
        **_beside(held.edition, key),
        may_record=why_not(rules.check_can_record, person, assessment),
    )


def _beside(edition: FrameworkEdition, key: str) -> dict[str, str]:
    keys = ["", *(one.key for one in edition.standards), ""]
    at = keys.index(key)
    return {"previous": keys[at - 1], "following": keys[at + 1]}


@dataclass(frozen=True, slots=True)
class HeardPage:
    """How those under 16 were heard."""

    assessment: Assessment
    lines: tuple[EvidenceLine, ...]
    may_record: str


def heard_page(assessment: Assessment, person: Person) -> HeardPage:
    """Show how those under 16 were heard: nobody sends them a link."""
    rows = ShownEvidence.objects.visible_to(person).standing().filter(assessment=assessment, standard="")
    return HeardPage(assessment, evidence_lines(rows), why_not(rules.check_can_record, person, assessment))
