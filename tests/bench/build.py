"""The build of every published file that our sources read, beside loop-free pandas; and of one changed file."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

PAIRS = 3
TARGETS = {"pandas": 3.0, "changed": 0.1, "megabytes": 1000}
ROOT = Path(__file__).resolve().parents[2]
# A file of each kind of size; all of a source's largest come last, and the target is for the one in the middle.
CHANGED = (
    ("ons_els", "claimant-count.csv"),
    ("dfe_ees", "c3_factors_identified_at_end_of_assessment_2018_to_2025.csv"),
    ("fingertips", "indicator-90284-CountiesUAs.data.csv"),
    ("ons_els", "personal-wellbeing-estimates.csv"),
    ("dfe_ees", "absence_la.csv"),
)


def run() -> list[str]:
    """Give the rows that `make bench` prints: what, figure, target."""
    data = Path(os.environ.get("HEARTWOOD_SHARED") or ROOT.parent / "shared") / "data"
    if not data.is_dir():
        return ["build: left out, because it needs the folder `shared` of published files beside the project"]
    with tempfile.TemporaryDirectory() as folder:
        pairs = [
            (_in_a_process("ours", data, Path(folder)), _in_a_process("peer", data, Path(folder))) for _ in range(PAIRS)
        ]
        return [*_compared(pairs), *_changed(data, Path(folder) / "changed", pairs)]


def _in_a_process(which: str, data: Path, folder: Path) -> dict[str, float]:
    """Run one side alone, and tell its seconds and the most memory that it held."""
    into = folder / which
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir()
    command = [sys.executable, "-W", "ignore", __file__, which, str(data), str(into)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return dict(json.loads(told.stdout))


def _compared(pairs: list[tuple[dict[str, float], dict[str, float]]]) -> list[str]:
    ratio = sorted(ours["seconds"] / peer["seconds"] for ours, peer in pairs)[len(pairs) // 2]
    most = max(ours["megabytes"] for ours, _ in pairs)
    ours, peer = ([f"{one[side]['seconds']:.1f}" for one in pairs] for side in (0, 1))
    return [
        f"build of every file: {ratio:.2f} times loop-free pandas (at most {TARGETS['pandas']:g}); "
        f"ours {' '.join(ours)} s, pandas {' '.join(peer)} s, {PAIRS} alternating pairs",
        f"build of every file: {pairs[0][0]['figures']:,.0f} figures, pandas {pairs[0][1]['figures']:,.0f}",
        f"memory of the build: {most:.0f} MB (under {TARGETS['megabytes']:g}); "
        f"pandas {max(peer['megabytes'] for _, peer in pairs):.0f} MB",
    ]


def _changed(data: Path, folder: Path, pairs: list[tuple[dict[str, float], dict[str, float]]]) -> list[str]:
    """Load all, then each file again with its last row gone."""
    from heartwood.evidence import store  # noqa: PLC0415

    full = sorted(ours["seconds"] for ours, _ in pairs)[len(pairs) // 2]
    store.load_together(_files(data), folder=folder)
    paths = {(source, path.name): path for source, several in _paths(data).items() for path in several}
    took = {}
    for source, name in CHANGED:
        file = _without_its_last_row(paths[source, name], folder / "files")
        start = perf_counter()
        store.load(source, [str(file)], folder=folder)
        took[name] = perf_counter() - start
    middle = sorted(took.values())[len(took) // 2] / full
    each = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in took.items())
    return [f"build after one changed file: {middle:.3f} of a full one (at most {TARGETS['changed']:g}); {each}"]


def _without_its_last_row(path: Path, into: Path) -> Path:
    into.mkdir(exist_ok=True)
    if path.with_suffix(".json").exists():
        shutil.copy(path.with_suffix(".json"), into)
    lines = path.read_bytes().splitlines(keepends=True)
    changed = into / path.name
    changed.write_bytes(b"".join(lines[:-1]))
    return changed


def _paths(data: Path) -> dict[str, list[Path]]:
    sys.path.insert(0, str(Path(__file__).parent))
    from build_pandas import files_of  # noqa: PLC0415

    return files_of(data, ROOT / "packs" / "west-yorkshire" / "facts")


def _files(data: Path) -> dict[str, list[str]]:
    return {source: [str(path) for path in several] for source, several in _paths(data).items()}


def _ours(data: Path, into: Path) -> float:
    from heartwood.evidence import store  # noqa: PLC0415

    made = store.load_together(_files(data), folder=into).build
    return made.figures if made else 0


def _peer(data: Path, into: Path) -> float:
    import pandas as pd  # noqa: PLC0415

    _paths(data)
    import build_pandas  # noqa: PLC0415

    build_pandas.main(data, ROOT / "packs" / "west-yorkshire" / "facts", into)
    return len(pd.read_parquet(into / "observations.parquet", columns=["series"]))


def _tell(which: str, data: Path, into: Path) -> None:
    start = perf_counter()
    figures = (_ours if which == "ours" else _peer)(data, into)
    seconds = perf_counter() - start
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": megabytes, "figures": figures}))  # noqa: T201


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _tell(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        print("\n".join(run()))  # noqa: T201
