"""How fast: each module of tests/bench measures us beside a peer in the same run, and says the ratio."""

from __future__ import annotations

import sys
from pathlib import Path

from tools import environment, steps
from tools.steps import ROOT, StepError, say

BENCH = ROOT / "tests" / "bench"
RUN_ONE = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("measured", sys.argv[1])
module = importlib.util.module_from_spec(spec)
sys.modules["measured"] = module
spec.loader.exec_module(module)
print(*module.run(), sep="\\n")
"""


def modules() -> dict[str, Path]:
    """Give what can be measured: every module of tests/bench that has a `run`."""
    return {path.stem: path for path in sorted(BENCH.glob("*.py")) if "\ndef run(" in path.read_text(encoding="utf-8")}


def main() -> None:
    """Measure everything, or what was named."""
    known, named = modules(), sys.argv[1:]
    unknown = [name for name in named if name not in known]
    if unknown:
        raise StepError(f"There is no tests/bench/{unknown[0]}.py with a run(); there is: {', '.join(known)}.")
    environment.ready(development=True)
    for name in named or known:
        say(f"== {name}")
        steps.run([environment.PYTHON, "-c", RUN_ONE, known[name]], env={"PYTHONPATH": str(ROOT)})


if __name__ == "__main__":
    steps.main(main)
