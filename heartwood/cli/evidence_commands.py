"""`heartwood evidence`: load publishers' files, list the builds, read them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from heartwood.cli.lazy import LazyGroup

if TYPE_CHECKING:
    from heartwood.evidence.store.loading import Load
    from heartwood.evidence.store.preparing import Prepared

_MOST_LISTED = 20

data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="HEARTWOOD_DATA",
    default="data",
    show_default=True,
    help="The folder of snapshots and builds.",
)


@click.group(
    cls=LazyGroup,
    later={
        "profile": ("heartwood.cli.reading_commands", "profile", "Say what a build says of a place."),
        "show": ("heartwood.cli.reading_commands", "show", "Show an indicator's figures."),
    },
)
def evidence() -> None:
    """Load publishers' files and read what they say."""


@evidence.command()
@click.argument("source")
@click.argument("files", nargs=-1, required=True)
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="The day the publisher released them.")
@click.option("--fewer", is_flag=True, help="Take a dataset that has lost more than a tenth of its rows.")
@data_option
def load(source: str, files: tuple[str, ...], published: datetime | None, fewer: bool, data: Path) -> None:
    """Load FILES (paths or web addresses) of SOURCE and make a new build of all evidence.

    For the source `facts` the folder of a pack will do. Loading the same again changes nothing.
    """
    # The store is slow to import, and --help need not wait for it.
    from heartwood.evidence.sources.shapes import SourceError  # noqa: PLC0415
    from heartwood.evidence.store.loading import load as load_files  # noqa: PLC0415

    try:
        done = load_files(
            source, _files_of(files), folder=data, published=published.date() if published else None, fewer=fewer,
            say=_say,
        )  # fmt: skip
    except SourceError as problem:
        raise click.UsageError(f"{problem}\nNothing was changed.") from problem
    _report(done)


def _say(progress: str) -> None:
    click.echo(progress, err=True)


def _files_of(given: tuple[str, ...]) -> list[str]:
    """Give the files; of a pack's folder, those of its facts."""
    files: list[str] = []
    for where in given:
        facts = Path(where) / "facts"
        files += sorted(map(str, facts.glob("*.csv"))) if facts.is_dir() else [where]
    return files


def _report(done: Load) -> None:
    for file in done.files:
        _report_file(file)
    if done.build is None:
        click.echo("There was nothing to load.")
    elif done.changed:
        click.echo(f"New build: {done.build.name}, {done.build.figures:,} figures from {done.build.editions} editions.")
    else:
        click.echo(f"Nothing changed: build {done.build.name} holds all of this already.")


def _report_file(file: Prepared) -> None:
    edition = file.edition
    if edition is None:
        click.echo(f"{file.name}: left out, because {file.left}.")
        return
    repeated = f", {edition.rows_repeated:,} that repeat another" if edition.rows_repeated else ""
    known = "" if file.new else " (held already)"
    released = f"published {edition.released}" if edition.released else "date unknown"
    click.echo(
        f"{file.name}: {edition.rows_read:,} rows read, {edition.rows_refused:,} refused{repeated}; {released}{known}."
    )
    for row in file.refused[:_MOST_LISTED]:
        click.echo(f"  refused: {row}.")
    if len(file.refused) > _MOST_LISTED:
        click.echo(f"  … and {len(file.refused) - _MOST_LISTED:,} more; the build lists every one in `refused`.")


@evidence.command()
@data_option
def builds(data: Path) -> None:
    """List the builds, oldest first; the last is served."""
    from heartwood.evidence.store.builds import builds as all_builds  # noqa: PLC0415

    found = all_builds(data)
    if not found:
        click.echo(f'There is no build in "{data}" yet. `heartwood evidence load` makes one.')
    for build in found:
        made = build.made_at.strftime("%Y-%m-%d %H:%M")
        click.echo(f"{build.name}  made {made} UTC  {build.figures:,} figures  {build.editions} editions")
