"""Every test, on PostgreSQL and on SQLite; what had to be left out is said by name, and the count comes last."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools import chromium, environment, front_end, postgres, serve, steps
from tools.steps import ROOT, say

NOTHING_COLLECTED = 5
SHARED = Path(os.environ.get("HEARTWOOD_SHARED") or ROOT.parent / "shared")
# By file, so that what a file shares (a site, a crawl) is made once. Groups by mark are lost on pytest 9.2 (xdist 3.8).
TWO_WORKERS = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
CALLED = {"error": "failed", "errors": "failed", "xfailed": "known to fail"}
COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed)")


def run_suite(name: str, options: Sequence[str], env: Mapping[str, str]) -> tuple[int, str]:
    """Run pytest, showing its lines as they come; give its exit status and its closing line."""
    say(f"\n== Tests on {name}")
    color = "yes" if sys.stdout.isatty() else "no"
    command = [str(environment.PYTHON), "-m", "pytest", f"--color={color}", *TWO_WORKERS, *options]
    closing = ""
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **env}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    ) as suite:
        assert suite.stdout is not None
        for line in suite.stdout:
            say(line.rstrip("\n"))
            closing = line.strip() or closing
    if not COUNT.search(closing) and suite.returncode != NOTHING_COLLECTED:
        return 1, f"1 failed: pytest ended before its closing line, with status {suite.returncode}"
    return int(suite.returncode not in (0, NOTHING_COLLECTED)), closing


def add_up(closings: Sequence[str]) -> str:
    """Add the counts of pytest's closing lines up.

    >>> add_up(["== 3 passed in 1.0s ==", "== 1 failed, 2 passed, 1 error in 1.0s =="])
    '5 passed, 2 failed, 0 skipped, 0 known to fail'
    """
    counts = {"passed": 0, "failed": 0, "skipped": 0, "known to fail": 0}
    for closing in closings:
        for number, word in COUNT.findall(closing):
            counts[CALLED.get(word, word)] += int(number)
    return ", ".join(f"{number} {word}" for word, number in counts.items())


def set_up() -> tuple[dict[str, str], list[str]]:
    """Make ready what the tests need; give their environment and what is missing."""
    environment.ready(development=True)
    front_end.ready()
    env, missing = {}, []
    serve.collect_static(serve.site_settings())
    browser = chromium.ready()
    if browser:
        env["HEARTWOOD_CHROMIUM"] = str(browser)
    else:
        missing.append("journeys in a browser: there is no Chromium, and none could be installed")
    if not SHARED.is_dir():
        missing.append(f"tests that read publishers' whole files: there is no folder {SHARED.name} beside the project")
    return env, missing


def run_both(options: Sequence[str], env: Mapping[str, str], missing: list[str]) -> dict[str, tuple[int, str]]:
    """Run what touches the database on PostgreSQL, then everything on SQLite."""
    results = {}
    with postgres.cluster() as address:
        if address:
            on_postgres = {**env, "DATABASE_URL": address}
            results["PostgreSQL"] = run_suite("PostgreSQL", ["-m", "database", *options], on_postgres)
        else:
            missing.append("everything on PostgreSQL: it is not installed, and could not be")
    results["SQLite"] = run_suite("SQLite", options, {**env, "DATABASE_URL": ""})
    return results


def main() -> int:
    """Run both suites and close with what was left out and the counts."""
    env, missing = set_up()
    results = run_both(sys.argv[1:], env, missing)
    lines = [f"Left out: {reason}." for reason in missing]
    lines += [f"On {name}: {closing.strip('= ')}" for name, (_status, closing) in results.items()]
    lines.append(add_up([closing for _status, closing in results.values()]))
    summary = ROOT / "test-results" / "summary.txt"
    summary.parent.mkdir(exist_ok=True)
    summary.write_text("\n".join(lines) + "\n")
    say("\n" + "\n".join(lines))
    return max(status for status, _closing in results.values())


if __name__ == "__main__":
    steps.main(main)
