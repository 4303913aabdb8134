"""A site whose pack has a framework that a test may change, and a browser on it."""

import shutil

import pytest
from django.conf import settings

from partnership.core import pack as core_pack
from partnership.core.kept import SHELF


@pytest.fixture(autouse=True)
def _nothing_kept():
    SHELF.clear()
    yield
    SHELF.clear()


@pytest.fixture
def framework_folder(pack_folder, tmp_path, monkeypatch):
    """The folder `framework` of a copy of the pack, which the site of this test shows."""
    folder = shutil.copytree(pack_folder, tmp_path / "pack")
    monkeypatch.setattr(settings, "PACK", folder)
    yield folder / "framework"
    core_pack._HELD.pop((folder, core_pack.overlay()), None)
