"""`heartwood framework`: check the editions of a partnership's framework."""

from __future__ import annotations

from pathlib import Path

import click

from heartwood.check import FrameworkChecked, check_framework
from heartwood.pack import FrameworkEdition, PackError, Problem


@click.group()
def framework() -> None:
    """Check the standards that organisations look at themselves with."""


@framework.command("check")
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_context
def check(context: click.Context, path: Path) -> None:
    """Check the framework of the pack in the folder PATH.

    Names the file, the line, what was found and what would be accepted: what is missing, unknown, twice, too hard to
    read, left out of a mapping, or was changed after it was offered. Exit status 2 if anything is.
    """
    checked = _checked(path)
    for problem in checked.problems:
        click.echo(f"{problem}", err=True)
    for edition in checked.editions:
        click.echo(_line(edition))
    click.echo(f"{path.name}: {_to_put_right(checked.problems)}")
    if checked.problems:
        context.exit(2)


def _checked(path: Path) -> FrameworkChecked:
    try:
        return check_framework(path)
    except PackError as problem:
        return FrameworkChecked(problem.problems, ())


def _line(edition: FrameworkEdition) -> str:
    reviewed = "reviewed" if edition.reviewed_by else "not yet reviewed"
    what = "questions of a pulse" if edition.is_pulse else "standards"
    return (
        f"{edition.key}: {edition.status}, {len(edition.standards)} {what}, {reviewed} by people with lived experience."
    )


def _to_put_right(problems: tuple[Problem, ...]) -> str:
    return f"{len(problems)} to put right." if problems else "Nothing to put right."
