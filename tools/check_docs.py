"""The documents say what is so: links lead somewhere, commands exist, and every command and setting is written down."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click

from heartwood.cli import main as heartwood

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
MAKE = re.compile(r"(?:^|`|\s)make ([a-z]+)(?=`|\s|$)", re.MULTILINE)
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
COMMAND = re.compile(r"(?:^|[`$/\s])heartwood ((?:pack|evidence|[a-z]+) [a-z]+)", re.MULTILINE)
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
SETTING = re.compile(r"(?:os\.environ(?:\.get\(|\[)|from_environment\()\s*\"([A-Z_]+)\"")
DECISION = ("## Context", "## Decision", "## Not chosen and why", "## Consequences", "## Enforced by")


def documents() -> list[Path]:
    """Give every document: those beside the README and those in docs/."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def commands(group: click.Command = heartwood, above: str = "") -> Iterator[str]:
    """Give every command of the library's command line, as typed after `heartwood`."""
    if not isinstance(group, click.Group):
        yield above.strip()
        return
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield from commands(command, f"{above} {name}")


def settings() -> set[str]:
    """Give every setting that the environment may hold, found in the code that reads it."""
    read = [*(ROOT / "partnership").rglob("*.py"), *(ROOT / "heartwood").rglob("*.py"), *(ROOT / "tools").glob("*.py")]
    return {name for path in read for name in SETTING.findall(path.read_text(encoding="utf-8"))} - {"PATH"}


def broken_links(path: Path, text: str) -> Iterator[str]:
    """Say which links of a document lead nowhere in this repository."""
    for link in LINK.findall(CODE.sub("", text)):
        target = link.split("#")[0]
        if target and "://" not in target and not target.startswith("mailto:") and not (path.parent / target).exists():
            yield f"{path.relative_to(ROOT)}: the link to {link} leads nowhere"


def unknown_commands(path: Path, text: str) -> Iterator[str]:
    """Say which commands a document tells people to type that do not exist."""
    code = "\n".join(CODE.findall(text))
    targets, known = set(TARGET.findall((ROOT / "Makefile").read_text())), {*commands()}
    yield from (f"{path.relative_to(ROOT)}: there is no `make {name}`" for name in set(MAKE.findall(code)) - targets)
    yield from (
        f"{path.relative_to(ROOT)}: there is no `heartwood {name}`"
        for name in set(COMMAND.findall(code))
        if not any(command == name or command.startswith(f"{name} ") for command in known)
    )


def unwritten() -> Iterator[str]:
    """Say which commands, settings and versions no document mentions."""
    everything = "\n".join(path.read_text(encoding="utf-8") for path in documents())
    yield from (f"`heartwood {name}` is in no document" for name in commands() if f"heartwood {name}" not in everything)
    configure = (ROOT / "docs" / "how-to" / "configure.md").read_text(encoding="utf-8")
    yield from (
        f"{name} is not in docs/how-to/configure.md" for name in sorted(settings()) if f"`{name}`" not in configure
    )
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    if f"## {version}" not in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"):
        yield f"CHANGELOG.md has no part for version {version}"


def problems() -> list[str]:
    """Check every document."""
    found = [*unwritten()]
    for path in documents():
        text = path.read_text(encoding="utf-8")
        found += [*broken_links(path, text), *unknown_commands(path, text)]
        if path.parent.name == "decisions":
            found += [f"{path.name}: there is no part {part[3:]}" for part in DECISION if f"\n{part}\n" not in text]
    return found


if __name__ == "__main__":
    wrong = problems()
    sys.stdout.write("".join(f"{problem}\n" for problem in wrong))
    sys.exit(1 if wrong else 0)
