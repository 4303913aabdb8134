"""What every test may ask for: the published files, the pack, a data folder of its own, a real build."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import TransactionTestCase

from tests import flushing

ROOT = Path(__file__).resolve().parent.parent


def shared_folder() -> Path:
    """Give the folder of published files: HEARTWOOD_SHARED, else the folder `shared` beside the project."""
    return Path(os.environ.get("HEARTWOOD_SHARED") or ROOT.parent / "shared")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark what uses the database or a browser; let what takes a worker longest begin first, or the other waits for it.

    The order comes last, because pytest-django puts what asks for no database behind everything.
    """
    for item in items:
        if ROOT / "tests" / "journeys" in item.path.parents:
            item.add_marker("browser")
        if _asks_the_database(item) and not item.get_closest_marker("once"):
            item.add_marker("database")
    yield
    items.sort(key=lambda item: [item.get_closest_marker(name) is None for name in ("browser", "once")])


def _asks_the_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool({"db", "transactional_db"} & fixtures) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """Give the path of a published file, or leave the test out and say what is missing."""

    def find(name: str) -> Path:
        path = shared_folder() / name
        if not path.exists():
            pytest.skip(f"needs {name} in the folder `shared` beside the project (or in HEARTWOOD_SHARED)")
        return path

    return find


@pytest.fixture(scope="session")
def pack_folder() -> Path:
    return ROOT / "packs" / "west-yorkshire"


@pytest.fixture(scope="session")
def pack(pack_folder: Path):
    from heartwood.pack import read  # noqa: PLC0415

    return read(pack_folder)


@pytest.fixture(scope="session", autouse=True)
def session_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """No test may touch the data folder of the person who runs it."""
    folder = tmp_path_factory.mktemp("data")
    patch = pytest.MonkeyPatch()
    patch.setenv("HEARTWOOD_DATA", str(folder))
    patch.setattr(settings, "DATA", folder, raising=False)
    patch.setattr(settings, "KEYS", folder / "keys", raising=False)
    yield folder
    patch.undo()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Keep what migrations put into the database, so that it is there again after a test that commits."""
    patch = pytest.MonkeyPatch()
    with django_db_blocker.unblock():
        patch.setattr(TransactionTestCase, "_fixture_teardown", flushing.teardown(flushing.contents()))
    yield
    patch.undo()


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty data folder that this test alone uses."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("HEARTWOOD_DATA", str(folder))
    monkeypatch.setattr(settings, "DATA", folder)
    return folder


@pytest.fixture(scope="session")
def facts_build(session_data: Path, pack_folder: Path) -> Path:
    """Give a real build, made once from the pack's own facts by the command a person would type."""
    from heartwood.cli import main  # noqa: PLC0415
    from heartwood.evidence import store  # noqa: PLC0415

    files = sorted(map(str, (pack_folder / "facts").glob("*.csv")))
    main(["evidence", "load", "facts", *files], standalone_mode=False)
    build = store.newest(session_data / "builds")
    assert build is not None
    return build
