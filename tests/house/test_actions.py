"""Every action is atomic, takes `by`, begins with its rule and records its event. Fails when one of these lines goes."""

import ast
from pathlib import Path

import pytest

SITE = Path(__file__).resolve().parents[2] / "partnership"
ACTIONS = [
    (path, node)
    for path in sorted([*SITE.glob("*/actions.py"), *SITE.glob("*/actions/*.py")])
    for node in ast.parse(path.read_text(encoding="utf-8")).body
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
]


def test_there_are_actions():
    assert ACTIONS


@pytest.mark.parametrize(("path", "action"), ACTIONS, ids=lambda part: getattr(part, "name", ""))
def test_action_keeps_its_promises(path, action):
    _docstring, first, *_ = action.body
    assert "by" in [argument.arg for argument in action.args.kwonlyargs]
    assert "transaction.atomic" in map(ast.unparse, action.decorator_list)
    assert ast.unparse(first).startswith("rules.check_can_")
    assert "events.record(by=by" in ast.unparse(action)
