"""Where things stand: rooms, names, sizes."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = {"apps", "migrations", "models", "rules", "actions", "queries", "forms", "views", "api", "feeds"}
ROOMS |= {"tasks", "management", "urls", "templates", "static", "styles", "__init__"}
NO_HONEST_HOME = {
    "utils",
    "util",
    "helpers",
    "helper",
    "services",
    "managers",
    "mixins",
    "presenters",
    "signals",
    "common",
}
OURS = [path for name in ("heartwood", "partnership", "tools") for path in sorted((ROOT / name).rglob("*.py"))]
WRITTEN = [path for path in OURS if "migrations" not in path.parts]
FUNCTIONS = [
    (path, node)
    for path in WRITTEN
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
]


def relative(path):
    return str(path.relative_to(ROOT))


def apps():
    """Give every app of the site but core, which is not one room after another but what all of them stand on."""
    return sorted(path.parent.name for path in (ROOT / "partnership").glob("*/apps.py") if path.parent.name != "core")


def lines_of_code(path, function):
    """Count the lines of a function without its docstring, its blank lines and its comments."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    if not body:
        return 0
    lines = path.read_text(encoding="utf-8").splitlines()[body[0].lineno - 1 : function.end_lineno]
    return sum(1 for line in lines if line.strip() and not line.strip().startswith("#"))


def test_every_app_stands_in_the_rooms_contract():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    (rooms,) = (one for one in settings["tool"]["importlinter"]["contracts"] if one["name"].startswith("Inside an app"))
    assert sorted(rooms["containers"]) == [f"partnership.{app}" for app in apps()]


@pytest.mark.parametrize("app", apps())
def test_app_has_only_the_rooms_that_have_a_name(app):
    inside = {path.stem for path in (ROOT / "partnership" / app).iterdir() if path.name != "__pycache__"}
    assert inside <= ROOMS


def test_no_module_is_a_drawer_for_odds_and_ends():
    assert [relative(path) for path in OURS if NO_HONEST_HOME & {path.stem, *path.parts}] == []


def test_files_are_at_most_400_lines():
    tests = sorted((ROOT / "tests").rglob("*.py"))
    long = {relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in [*WRITTEN, *tests]}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def test_functions_are_at_most_20_lines():
    long = {f"{relative(path)}:{one.lineno} {one.name}": lines_of_code(path, one) for path, one in FUNCTIONS}
    assert {name: lines for name, lines in long.items() if lines > 20} == {}


def test_views_are_at_most_12_lines():
    views = [(path, one) for path, one in FUNCTIONS if {"views", "api", "feeds"} & {path.stem, path.parent.name}]
    long = {f"{relative(path)}:{one.lineno} {one.name}": lines_of_code(path, one) for path, one in views}
    assert {name: lines for name, lines in long.items() if lines > 12} == {}


def test_library_has_never_heard_of_django():
    program = """
import importlib, pkgutil, sys
sys.modules["django"] = None
import heartwood
for module in pkgutil.walk_packages(heartwood.__path__, "heartwood."):
    importlib.import_module(module.name)
assert not any(name.startswith("partnership") for name in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0


def test_no_place_of_a_pack_is_named_in_python(pack):
    named = {str(pack.name)} | {name for area in pack.districts for name in (str(area.name), area.slug)}
    found = [
        f"{relative(path)}: {name}"
        for path in OURS
        for name in sorted(named)
        if name.lower() in path.read_text(encoding="utf-8").lower()
    ]
    assert found == []
