"""`heartwood evidence show` and `heartwood evidence profile`: read what a build says."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import NoReturn

import click

from heartwood import wording
from heartwood.cli.evidence_commands import data_option
from heartwood.evidence import store
from heartwood.evidence.profile import Evidence, Figure, Profile, open_evidence
from heartwood.evidence.records import Value, definition, namer, record
from heartwood.pack import Area, Indicator, Pack, PackError, Silence, Stage, read

Table = tuple[Sequence[str], Sequence[Sequence[str]]]


class Refused(click.ClickException):
    """Bad input: a sentence, and exit status 2."""

    exit_code = 2


def _unknown(what: str, asked: str, names: Iterable[str]) -> NoReturn:
    close = get_close_matches(asked.lower(), list(names), n=3, cutoff=0.4)
    nearest = f" The closest are: {', '.join(close)}." if close else ""
    raise Refused(f'There is no {what} called "{asked}".{nearest}')


def find_pack(folder: Path | None) -> Path:
    """Give the pack's folder: the one asked for, else the only one in `packs`."""
    if folder is not None:
        return folder
    found = sorted(path.parent for path in Path("packs").glob("*/pack.yaml"))
    if len(found) != 1:
        raise Refused(f"There are {len(found)} packs in the folder packs; --pack FOLDER says which one to read.")
    return found[0]


def open_newest(data: Path, pack_folder: Path | None) -> Evidence:
    """Open the newest build of the data folder with the pack."""
    build = store.newest(data)
    if build is None:
        raise Refused(
            "There is no build yet. `heartwood evidence load facts PACK` makes one from the facts of a pack's folder."
        )
    try:
        return open_evidence(build, read(find_pack(pack_folder)))
    except PackError as error:
        raise Refused(str(error)) from error


def find_indicator(pack: Pack, asked: str) -> Indicator:
    """Find an indicator by its key or its address."""
    by_name = {name: each for each in pack.indicators.values() for name in (each.key, each.slug)}
    return by_name.get(asked) or _unknown("indicator", asked, by_name)


def find_area(pack: Pack, asked: str) -> Area:
    """Find an area by its code or its address."""
    by_name = {name: each for each in pack.areas.values() for name in (each.code, each.slug)}
    return by_name.get(asked) or _unknown("area", asked, by_name)


def find_stage(pack: Pack, asked: str) -> Stage:
    """Find a stage of life by its key."""
    return pack.stages.get(asked) or _unknown("stage of life", asked, pack.stages)


def print_table(table: Table) -> None:
    """Print columns as wide as their widest cell."""
    heading, rows = table
    widths = [max(map(len, column)) for column in zip(heading, *rows, strict=True)]
    for row in (heading, tuple("-" * width for width in widths), *rows):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def print_csv(records: Sequence[Mapping[str, Value]]) -> None:
    """Print one row per figure, with its definition, source and period in the row."""
    text = StringIO()
    writer = csv.DictWriter(text, list(records[0]) if records else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    click.echo(text.getvalue(), nl=False)


def print_json(thing: object) -> None:
    """Print indented JSON; letters stay letters."""
    click.echo(json.dumps(thing, indent=2, ensure_ascii=False))


def _cells(figure: Figure, name: Callable[[str], str]) -> tuple[str, ...]:
    indicator, estimate = figure.indicator, figure.estimate
    value = wording.say_value(estimate, indicator.decimals, indicator.suffix)
    return (
        wording.say_period(figure.period, figure.label),
        f"{value} (worked out by us)" if figure.worked_out and estimate.value is not None else value,
        wording.say_interval(estimate, indicator.decimals, suffix=indicator.suffix),
        wording.say_comparison(figure.compared, indicator, name) if figure.compared else "",
        wording.say_trend(figure.trend),
    )


def _history(evidence: Evidence, indicator: Indicator, areas: Iterable[Area]) -> list[Figure]:
    """Give every period of every area; an area without rows gives its silence."""
    found: list[Figure] = []
    for area in areas:
        latest = evidence.figure(indicator.key, area.code)
        found.extend(evidence.series(indicator.key, area.code) or ([latest] if latest else []))
    return found


def _print_history(figures: Sequence[Figure], indicator: Indicator, evidence: Evidence, form: str) -> None:
    name = namer(evidence.pack)
    if form == "json":
        print_json({"build": evidence.build, **definition(indicator), "figures": [record(f, name) for f in figures]})
    elif form == "csv":
        print_csv([{**record(figure, name), **definition(indicator), "build": evidence.build} for figure in figures])
    else:
        click.echo(f"{indicator.title}. {indicator.definition}")
        heading = ("Place", "Period", "Value", "Interval", "Compared", "Trend")
        print_table((heading, [(name(figure.area.code), *_cells(figure, name)) for figure in figures]))
        click.echo(f"Source: {indicator.source.publisher}, {indicator.source.title}. Build: {evidence.build}.")


_FORMAT = click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
_PACK = click.option(
    "--pack",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="The pack's folder, if there are several.",
)


@click.command()
@click.argument("indicator")
@click.option("--area", help="Only this area (its code or its name in the address).")
@_FORMAT
@_PACK
@data_option
def show(indicator: str, area: str | None, form: str, folder: Path | None, data: Path) -> None:
    """Show INDICATOR over time, with intervals, comparisons and trends."""
    evidence = open_newest(data, folder)
    found = find_indicator(evidence.pack, indicator)
    areas = [find_area(evidence.pack, area)] if area else list(evidence.pack.areas.values())
    _print_history(_history(evidence, found, areas), found, evidence, form)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a profile: a figure of a factor in a stage of life, or the silence there."""

    stage: Stage
    factor: str
    figure: Figure | None
    silence: Silence | None


def _lines(profile: Profile, stages: Iterable[Stage]) -> Iterator[Line]:
    """Give the lines of a profile in the order of a life; outcomes after the factors."""
    for stage in stages:
        for cell in (cell for cell in profile.cells.values() if cell.stage.key == stage.key):
            figures = [cell.lead, *cell.others]
            yield from (Line(stage, str(cell.factor.name), figure, cell.silence) for figure in figures)
        yield from (Line(stage, "Outcome", figure, None) for figure in profile.outcomes[stage.key])


def _line_cells(line: Line, name: Callable[[str], str]) -> tuple[str, ...]:
    start = (str(line.stage.name), line.factor)
    if line.figure is None:
        return (*start, "", "", wording.say_silence(line.silence) if line.silence else "", "", "", "")
    return (*start, str(line.figure.indicator.title), *_cells(line.figure, name))


def _line_record(line: Line, name: Callable[[str], str]) -> dict[str, Value]:
    silence = line.silence
    found: dict[str, Value] = {
        "stage": line.stage.key,
        "factor": line.factor,
        "silence": silence.kind if silence else "",
        "silence_why": f"{silence.why} {silence.who}".strip() if silence else "",
    }
    return found | ({**definition(line.figure.indicator), **record(line.figure, name)} if line.figure else {})


def _print_profile(profile: Profile, stages: Sequence[Stage], evidence: Evidence, form: str) -> None:
    name, lines = namer(evidence.pack), list(_lines(profile, stages))
    if form == "table":
        heading = ("Stage", "Factor", "Figure", "Period", "Value", "Interval", "Compared", "Trend")
        print_table((heading, [_line_cells(line, name) for line in lines]))
        click.echo(f"Build: {evidence.build}.")
        return
    records = [_line_record(line, name) for line in lines]
    if form == "json":
        area = {"area": profile.area.code, "area_name": name(profile.area.code)}
        print_json({**area, "build": evidence.build, "figures": records})
    else:
        columns: dict[str, Value] = dict.fromkeys(key for each in records for key in each)
        print_csv([{**columns, **each, "build": evidence.build} for each in records])


@click.command()
@click.argument("area")
@click.option("--stage", help="Only this stage of life, such as 11-17.")
@_FORMAT
@_PACK
@data_option
def profile(area: str, stage: str | None, form: str, folder: Path | None, data: Path) -> None:
    """Show the life-course profile of AREA: stages of life by factor, risk beside protection."""
    evidence = open_newest(data, folder)
    found = find_area(evidence.pack, area)
    stages = [find_stage(evidence.pack, stage)] if stage else list(evidence.pack.stages.values())
    _print_profile(evidence.profile(found.code), stages, evidence, form)
