"""Every field of every model is classified; a field that is not stops the site from starting."""

import pytest
from django.core import checks
from django.db.models import Q

from partnership.core.models import PageReport
from partnership.core.privacy import INSTALLED, Blank, DeleteWhere, every_field_is_classified
from partnership.partners.models import Invitation, Membership, PartnerPlace


def messages():
    return [error.msg for error in every_field_is_classified(None)]


def test_every_field_is_classified():
    assert messages() == []


def test_check_is_one_of_the_site_s():
    assert every_field_is_classified in checks.registry.registry.registered_checks


def with_ledger(monkeypatch, model, **changes):
    """Let the table say something else about its privacy for as long as a test runs."""
    said = {name: getattr(model.Privacy, name) for name in dir(model.Privacy) if not name.startswith("_")}
    monkeypatch.setattr(model, "Privacy", type("Privacy", (), {"__doc__": model.Privacy.__doc__} | said | changes))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"partners": ("id", "page", "reported_at")}, "kind is in no list"),
        ({"public": ("colour",)}, "colour is no field"),
        ({"public": ("kind",)}, "kind is in two lists"),
        ({"secrets": ("page",)}, "page is secret and not confided"),
        ({"copies": ("colour",)}, "colour is no field"),
        ({"erased": Blank({"colour": ""})}, "colour is no field"),
        ({"erased": DeleteWhere(Q(), otherwise=Blank({"colour": ""}))}, "colour is no field"),
        ({"fields": {**PageReport.Privacy.fields, "colour": PageReport.Privacy.called}}, "colour is no field"),
        (
            {"fields": {**PageReport.Privacy.fields, "page": "page"}},
            "page is called nothing in words that can be translated",
        ),
        ({"fields": {}}, "page is called nothing in words that can be translated"),
        ({"called": "notes"}, "is called nothing in words that can be translated"),
        ({"purpose": ""}, "says no purpose"),
        ({"basis": None}, "holds something personal and says no basis"),
        ({"kept": ""}, "holds something personal and says no kept"),
        (
            {"subjects": ()},
            "leads to a person and does not say whom it is about (subjects) or what erasing them does (erased)",
        ),
        (
            {"erased": None},
            "leads to a person and does not say whom it is about (subjects) or what erasing them does (erased)",
        ),
        ({"keep_days": None}, "says how long something is kept and not since when, or the other way round"),
        ({"since": ()}, "says how long something is kept and not since when, or the other way round"),
        ({"subjects": ("reported_by", "colour")}, "colour leads nowhere"),
        ({"subjects": ("reported_by", "kind__colour")}, "kind__colour leads nowhere"),
    ],
)
def test_a_slip_in_a_ledger_is_found(monkeypatch, changes, message):
    with_ledger(monkeypatch, PageReport, **changes)

    assert messages() == [f"Privacy: {message}"]


def test_subject_that_is_nobody_is_found(monkeypatch):
    with_ledger(monkeypatch, Membership, subjects=("person", "partner"))

    assert messages() == ["Privacy: partner leads to no person"]


@pytest.mark.parametrize("says", [{"erased": DeleteWhere(Q(colour=1))}, {"due": Q(colour=1)}])
def test_condition_that_cannot_be_asked_is_found(monkeypatch, says):
    with_ledger(monkeypatch, PageReport, **says)

    (message,) = messages()
    assert message.startswith("Privacy: Cannot resolve keyword 'colour'")


def test_field_that_sounds_secret_is_a_secret(monkeypatch):
    with_ledger(monkeypatch, Invitation, secrets=())

    assert messages() == ["Privacy: secret_hash sounds secret and is not among the secrets"]


def test_table_without_people_needs_a_purpose_all_the_same(monkeypatch):
    with_ledger(monkeypatch, PartnerPlace, purpose="")

    assert messages() == ["Privacy: says no purpose"]


def test_table_without_a_ledger_is_found(monkeypatch):
    monkeypatch.delattr(PartnerPlace, "Privacy")

    assert messages() == [
        *(f"Privacy: {name} is in no list" for name in ("id", "partner", "place")),
        "Privacy: says no purpose",
        "Privacy: is called nothing in words that can be translated",
    ]


def test_model_of_an_installed_package_needs_its_ledger_in_core(monkeypatch):
    monkeypatch.delitem(INSTALLED, "sessions.Session")

    assert messages() == [
        *(f"Privacy: {name} is in no list" for name in ("expire_date", "session_data", "session_key")),
        "Privacy: says no purpose",
        "Privacy: is called nothing in words that can be translated",
    ]
