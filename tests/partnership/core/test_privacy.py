"""Every field of every model is classified; a field that is not stops the site from starting."""

import pytest
from django.core import checks

from partnership.core.models import PageReport
from partnership.core.privacy import INSTALLED, KINDS, every_field_is_classified


def messages():
    return [error.msg for error in every_field_is_classified(None)]


def test_every_field_is_classified():
    assert messages() == []


def test_check_is_one_of_the_site_s():
    assert every_field_is_classified in checks.registry.registry.registered_checks


@pytest.mark.parametrize(
    ("ledger", "message"),
    [
        ({"partners": ("id", "page", "reported_at")}, "Privacy: kind is in no list"),
        ({"public": ("colour",)}, "Privacy: colour is no field"),
        ({"public": ("kind",)}, "Privacy: kind is in two lists"),
        ({"__doc__": None}, "Privacy: says no purpose"),
    ],
)
def test_a_slip_in_a_ledger_is_found(monkeypatch, ledger, message):
    words = {name: getattr(PageReport.Privacy, name) for name in (*KINDS, "__doc__")}
    monkeypatch.setattr(PageReport, "Privacy", type("Privacy", (), words | ledger))

    assert messages() == [message]


def test_model_of_an_installed_package_needs_its_ledger_in_core(monkeypatch):
    monkeypatch.delitem(INSTALLED, "sessions.Session")

    assert messages() == [f"Privacy: {name} is in no list" for name in ("expire_date", "session_data", "session_key")]
