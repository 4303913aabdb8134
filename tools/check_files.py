"""Nothing that belongs to one machine stands in a tracked file: no path of it, no address of a registry, none in a lock."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = re.compile(r"(^|/)(requirements/[^/]+\.txt|package-lock\.json|[^/]+\.lock)$")
IN_A_LOCK = re.compile(r"https?://|\bfile:|--(extra-)?index-url|--find-links|\"resolved\"")
FUNDING = re.compile(r'^\s*"(url|funding)": "https?://')
ANYWHERE = {
    "a path of one machine": re.compile(r"(?<![\w./-])/(?:home|root|Users|work|opt/pypi)/[\w.-]"),
    "the address of a registry": re.compile(
        r"https?://(?:[\w.-]+\.)?(?:pypi\.org/simple|pythonhosted\.org|registry\.npmjs\.org|registry\.yarnpkg\.com)"
    ),
    "a setting of where packages come from": re.compile(r"--(?:extra-)?index-url[ =]\S|--find-links[ =]\S"),
}


def tracked() -> list[Path]:
    """Give every file that git keeps."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def problems_of(name: str, text: str) -> Iterator[str]:
    """Say which lines of a file name a machine or a registry."""
    is_lock = bool(LOCK.search(name))
    for number, line in enumerate(text.splitlines(), start=1):
        if is_lock and IN_A_LOCK.search(line) and not FUNDING.match(line):
            yield f"{name}:{number}: a lock holds no address: {line.strip()[:80]}"
        yield from (
            f"{name}:{number}: {what}: {line.strip()[:80]}" for what, sign in ANYWHERE.items() if sign.search(line)
        )


def problems() -> list[str]:
    """Check every tracked text file but this one, which has to name what it looks for."""
    found: list[str] = []
    for path in tracked():
        if path == Path(__file__).resolve():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += problems_of(str(path.relative_to(ROOT)), text)
    return found


if __name__ == "__main__":
    wrong = problems()
    sys.stdout.write("".join(f"{problem}\n" for problem in wrong))
    sys.exit(1 if wrong else 0)
