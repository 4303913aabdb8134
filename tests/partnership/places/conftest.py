"""The site with real figures: the pack's own facts, built by the command a person would type."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from django.conf import settings

from partnership.core.kept import SHELF
from partnership.places.queries import opened


@pytest.fixture(autouse=True)
def _fresh_looks(monkeypatch):
    """Each test looks into the folder of builds itself, and finds no page of the test before."""
    monkeypatch.setattr(opened, "LOOK_AGAIN_AFTER", -1)
    SHELF.clear()
    yield
    SHELF.clear()


@pytest.fixture
def site(client, facts_build, monkeypatch, db):
    """A browser on a site with figures."""
    monkeypatch.setattr(settings, "DATA", facts_build.parents[1])
    return client


@dataclass
class Builds:
    """A folder of builds that one test alone changes, beginning with a copy of the pack's own."""

    folder: Path
    newest: Path

    def then(self, *statements: tuple[str, list[object]]) -> Path:
        """Add a build that differs from the newest by these statements."""
        number = int(self.newest.stem.partition("_")[0]) + 1
        made = self.newest.with_name(f"{number:04d}_{number:08x}.duckdb")
        shutil.copy(self.newest, made)
        with duckdb.connect() as connection:
            connection.execute(f"ATTACH '{made}' AS build")
            connection.execute("USE build")
            for statement, values in statements:
                connection.execute(statement, values)
            connection.execute("USE memory")
            connection.execute("DETACH build")
        self.newest = made
        return made


@pytest.fixture
def builds(data_folder, facts_build):
    """Builds of one's own."""
    folder = data_folder / "builds"
    folder.mkdir()
    return Builds(folder, Path(shutil.copy(facts_build, folder)))
