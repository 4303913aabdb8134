"""`heartwood pack`: check a partnership's content."""

from __future__ import annotations

from pathlib import Path

import click

from heartwood.check import Checked
from heartwood.check import check as check_pack


@click.group()
def pack() -> None:
    """Check a partnership's content files."""


@pack.command("check")
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--over",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of files that win over the pack's own, such as data/content/west-yorkshire.",
)
@click.pass_context
def check(context: click.Context, path: Path, over: Path | None) -> None:
    """Check the pack in the folder PATH.

    Names the file, the line, what was found and what would be accepted. Then names every figure that is doubted and
    what is shown instead, and every language in which nobody can tell us anything yet. Exit status 2 if anything is
    wrong, or if a doubt has no row in facts/doubts.csv yet.
    """
    checked = check_pack(path, over)
    for problem in checked.problems:
        click.echo(f"{problem}", err=True)
    for found in checked.new_doubts:
        click.echo(f'{found} Say in facts/doubts.csv what is shown instead, found_by "{found.found_by}".', err=True)
    for line in _doubt_lines(checked):
        click.echo(line)
    for language in checked.unsaid:
        click.echo(f"{language}")
    click.echo(_summary(path, checked))
    if not checked.sound:
        context.exit(2)


def _doubt_lines(checked: Checked) -> list[str]:
    return [
        f"Doubted: {doubt.indicator}, {doubt.area or 'every area'}, {doubt.period or 'every period'}. {doubt.why} "
        f"Shown instead: {doubt.shown_instead}"
        for doubt in checked.doubts
    ]


def _summary(path: Path, checked: Checked) -> str:
    if not checked.sound:
        wrong = len(checked.problems) + len(checked.new_doubts)
        return f"{path.name}: {wrong} to put right."
    return (
        f"{path.name}: {checked.indicators} indicators, {checked.facts:,} facts, "
        f"{len(checked.doubts)} doubts written down. Nothing to put right."
    )
