"""Do a step once: a stamp holds the hash of what the step was made from."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAMPS = ROOT / ".cache" / "stamps"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
LEFT_ALONE = {"__pycache__", "node_modules", "built"}


class StepError(Exception):
    """A step could not be done; the message is a sentence for the person who typed `make`."""


def say(text: str) -> None:
    """Print one line at once, so that a pipe shows it when it happens."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and not LEFT_ALONE & set(file.parts))


def fingerprint(inputs: Iterable[Path | str]) -> str:
    """Hash the names and bytes of files and folders; a text counts as itself."""
    digest = hashlib.sha256()
    for thing in inputs:
        if isinstance(thing, str):
            digest.update(thing.encode())
            continue
        for file in _files(thing):
            digest.update(str(file).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def once(name: str, inputs: Iterable[Path | str], action: Callable[[], None], made: Iterable[Path] = ()) -> None:
    """Do the action unless its stamp says that the same inputs made what is still there.

    The stamp is written after the action, from the inputs as they were before it: a step that was
    interrupted, or whose inputs changed meanwhile, is done again.
    """
    stamp, now = STAMPS / name, fingerprint(inputs)
    if stamp.is_file() and stamp.read_text() == now and all(path.exists() for path in made):
        return
    say(f"  {name} …")
    action()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(now)


def run(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, quiet: bool = False) -> None:
    """Run a command in the project's folder; a command that fails is a sentence and its output."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
        check=False,
    )
    if done.returncode:
        words = " ".join(str(part) for part in command)
        raise StepError(f"{done.stdout or ''}\nThis did not work (exit status {done.returncode}): {words}")


def main(action: Callable[[], int | None]) -> None:
    """Run a tool: a refusal is printed as its sentence, Ctrl-C is no error to explain."""
    try:
        sys.exit(action() or 0)
    except StepError as problem:
        say(str(problem))
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
