"""A site whose pack has a framework that a test may change, and a browser on it."""

import shutil

import pytest
from django.conf import settings

from partnership.core import pack as core_pack
from partnership.core.kept import SHELF
from partnership.framework.actions import arranging
from partnership.partners.models import Kind
from tests import assessments
from tests.people import a_partner, somebody


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


@pytest.fixture
def outside(db):
    """Somebody outside the partner, who may be named to type in sheets of paper."""
    return somebody(Kind.PRACTITIONER, partner=a_partner())


@pytest.fixture
def asked(outside):
    """An assessment that people are answering: one leader was asked by name, and somebody outside types in sheets."""
    made, lead = assessments.begun()
    arranging.ask_by_name(assessments.seat_of(made, "leaders"), lead, by=lead)
    arranging.name_typist(made, outside, by=lead)
    return made
