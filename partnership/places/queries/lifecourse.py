"""A place's life course: stages of life by factors, risk beside protection."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heartwood.evidence import pictures
from heartwood.evidence.profile import Cell, Profile
from heartwood.pack import Area, Group, Role, Silence, Stage
from partnership.core import pack
from partnership.core.components import Mark, ShownFactor, ShownFigure
from partnership.core.pack import in_language
from partnership.places.queries.figures import MeasureRow, area_name, day, figure_row, mark_of
from partnership.places.queries.opened import evidence, made_from


@dataclass(frozen=True, slots=True)
class PlaceNamed:
    """A place, as lists and headings name it."""

    slug: str
    name: str
    code: str
    note: str  # where the NHS or somebody else means another place by that name


@dataclass(frozen=True, slots=True)
class StageNamed:
    """A stage of life, as lists and headings name it."""

    key: str
    name: str
    heading: str  # "Ages 0 to 4"
    short: str  # "0-4" with a dash, for the columns of a narrow table
    about: str


@dataclass(frozen=True, slots=True)
class StageShown:
    """A stage of life: risks, protections and how it turns out."""

    stage: StageNamed
    risks: tuple[ShownFactor, ...]
    protections: tuple[ShownFactor, ...]
    outcomes: tuple[MeasureRow, ...]
    figures: int

    @property
    def sides(self) -> tuple[tuple[str, tuple[ShownFactor, ...]], ...]:
        """Give risk and protection, side by side."""
        return ("risk", self.risks), ("protective", self.protections)


@dataclass(frozen=True, slots=True)
class Ring:
    """One cell of the rings' table: which stage, and how it stands in a word."""

    stage: StageNamed
    mark: Mark
    word: str


@dataclass(frozen=True, slots=True)
class Sector:
    """One row of the rings' table: a factor through life. The number is that of the narrow picture."""

    number: int
    name: str
    role: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class GroupShown:
    """A group that figures often miss: what is measured of it, what stands in, or that there is nothing."""

    name: str
    state: str  # measured proxied silent
    why: str
    rows: tuple[MeasureRow, ...]


@dataclass(frozen=True, slots=True)
class LifeCourse:
    """The page of a place."""

    place: PlaceNamed
    build: str
    picture_says: str
    sectors: tuple[Sector, ...]
    stages: tuple[StageShown, ...]
    groups: tuple[GroupShown, ...]


@dataclass(frozen=True, slots=True)
class StageOfPlace:
    """The page of one stage of life in one place, with every figure."""

    place: PlaceNamed
    build: str
    shown: StageShown
    before: StageNamed | None
    after: StageNamed | None


def places() -> tuple[PlaceNamed, ...]:
    """List the places that have pages."""
    return tuple(place_named(area) for area in pack.current().districts)


def stages() -> tuple[StageNamed, ...]:
    """List the stages of life."""
    return tuple(stage_named(stage) for stage in pack.current().stages.values())


def life_course(slug: str) -> LifeCourse | None:
    """Give the life course of a place; None where there is no such place."""
    area = district(slug)
    if area is None:
        return None
    profile = evidence().profile(area.code)
    return LifeCourse(
        place=place_named(area),
        build=made_from().name,
        picture_says=pictures.describe_rings(profile, _, get_language() or "en", area_name),
        sectors=sectors(profile),
        stages=tuple(stage_shown(profile, stage, brief=True) for stage in pack.current().stages.values()),
        groups=tuple(group_shown(group, area) for group in pack.current().groups.values()),
    )


def stage_of_place(slug: str, key: str) -> StageOfPlace | None:
    """Give one stage of life in one place; None where there is no such place or stage."""
    area, all_stages = district(slug), list(pack.current().stages.values())
    keys = [stage.key for stage in all_stages]
    if area is None or key not in keys:
        return None
    at, profile = keys.index(key), evidence().profile(area.code)
    return StageOfPlace(
        place=place_named(area),
        build=made_from().name,
        shown=stage_shown(profile, all_stages[at]),
        before=stage_named(all_stages[at - 1]) if at else None,
        after=stage_named(all_stages[at + 1]) if at + 1 < len(keys) else None,
    )


def district(slug: str) -> Area | None:
    """Find a place by its address."""
    return next((area for area in pack.current().districts if area.slug == slug), None)


def place_named(area: Area) -> PlaceNamed:
    """Name a place."""
    note = in_language(area.note)
    if area.nhs_name and not note:
        note = _("The NHS calls its area here “%(name)s”.") % {"name": in_language(area.nhs_name)}
    return PlaceNamed(area.slug, in_language(area.name), area.code, note)


def stage_named(stage: Stage) -> StageNamed:
    """Name a stage of life."""
    name, about = in_language(stage.name), in_language(stage.about)
    if stage.from_age is None:
        return StageNamed(stage.key, name, name, _("before"), about)
    short = f"{stage.from_age}+" if stage.to_age is None else f"{stage.from_age}\N{EN DASH}{stage.to_age}"
    return StageNamed(stage.key, name, _("Ages %(ages)s") % {"ages": name}, short, about)


def stage_shown(profile: Profile, stage: Stage, *, brief: bool = False) -> StageShown:
    """Show one stage of a profile."""
    risks = side(profile, stage, Role.RISK, brief=brief)
    protections = side(profile, stage, Role.PROTECTIVE, brief=brief)
    outcomes = tuple(figure_row(figure, brief=brief) for figure in profile.outcomes.get(stage.key, ()))
    shown = [factor for factor in risks + protections if factor.lead]
    count = sum(1 + len(factor.others) for factor in shown) + len(outcomes)
    return StageShown(stage_named(stage), risks, protections, outcomes, count)


def side(profile: Profile, stage: Stage, role: Role, *, brief: bool) -> tuple[ShownFactor, ...]:
    """Show the factors of one side in a stage: those with a figure first."""
    factors = [factor for factor in pack.current().factors.values() if factor.role is role]
    shown = [factor_shown(profile.cells[factor.key, stage.key], brief=brief) for factor in factors]
    return tuple(sorted(shown, key=lambda factor: factor.lead is None))


def factor_shown(cell: Cell, *, brief: bool = False) -> ShownFactor:
    """Show one cell."""
    return ShownFactor(
        name=in_language(cell.factor.name),
        about=in_language(cell.factor.about),
        is_risk=cell.factor.role is Role.RISK,
        lead=figure_row(cell.lead, brief=brief) if cell.lead else None,
        others=tuple(map(figure_row, cell.others)),
        silence=silence_shown(cell.silence) if cell.lead is None else None,
    )


def silence_shown(silence: Silence | None) -> ShownFigure:
    """Say why there is no figure. Without a reason, it is a figure that this build does not hold."""
    if silence is None:
        why = _("This is published. It is not on this site yet.")
        return ShownFigure(mark=Mark.NOT_LOADED, value_words=_("Published, not loaded here yet"), why=why)
    if silence.kind == "nobody_measures":
        return ShownFigure(
            mark=Mark.NOBODY_MEASURES,
            value_words=_("Nobody measures this"),
            why=in_language(silence.why),
            source=in_language(silence.who),
            period=day(silence.looked),
        )
    return ShownFigure(
        mark=Mark.NOT_LOADED,
        value_words=_("Published, not loaded here yet"),
        why=in_language(silence.why),
        source=f"{in_language(silence.who)}: {silence.indicator}" if silence.indicator else in_language(silence.who),
    )


def group_shown(group: Group, area: Area) -> GroupShown:
    """Show a group in a place."""
    figures = [figure for key in group.indicators if (figure := evidence().figure(key, area.code))]
    rows = tuple(figure_row(figure, brief=True) for figure in figures)
    return GroupShown(in_language(group.name), group.state, in_language(group.why), rows)


def sectors(profile: Profile) -> tuple[Sector, ...]:
    """Read the rings as a table: a row for each factor, risks first, and a column for each stage."""
    content, rows = pack.current(), []
    factors = sorted(content.factors.values(), key=lambda factor: factor.role is not Role.RISK)
    for number, factor in enumerate(factors, start=1):
        cells = [profile.cells[factor.key, stage] for stage in content.stages]
        rows.append(Sector(number, in_language(factor.name), factor.role.value, tuple(map(ring, cells))))
    return tuple(rows)


def ring(cell: Cell) -> Ring:
    """Say in a word how a cell stands."""
    if cell.lead is None:
        mark = silence_shown(cell.silence).mark
        return Ring(stage_named(cell.stage), mark, word_of(mark.value))
    mark = mark_of(cell.lead)
    compared = cell.lead.compared
    verdict = compared.verdict.value if compared and not mark.is_silence else mark.value
    return Ring(stage_named(cell.stage), mark, word_of(verdict))


def word_of(verdict: str) -> str:
    """Give the shortest words for a verdict or a silence."""
    return {
        "better": _("better"),
        "worse": _("worse"),
        "similar": _("similar"),
        "higher": _("higher"),
        "lower": _("lower"),
        "higher_no_interval": _("higher"),
        "lower_no_interval": _("lower"),
        "same_no_interval": _("the same"),
        "more_recorded": _("more recorded"),
        "fewer_recorded": _("fewer recorded"),
        "same_recorded": _("as many recorded"),
        "cannot_say": _("cannot compare"),
        "too_few": _("too few"),
        "not_published": _("not published"),
        "doubted": _("doubted"),
        "not_loaded": _("not loaded"),
        "nobody_measures": _("nobody measures"),
    }[verdict]


def rings_picture(slug: str, width: str) -> str | None:
    """Draw the rings of a place as SVG; None where there is no such place."""
    area = district(slug)
    if area is None:
        return None
    profile = evidence().profile(area.code)
    drawn = pictures.rings(
        profile,
        translate=_,
        width="wide" if width == "wide" else "narrow",
        language=get_language() or "en",
        area_name_of=area_name,
    )
    return pictures.svg(drawn)
