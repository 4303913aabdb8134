"""A row of any table about somebody, made from what the table itself says: for tests that ask something of every table."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.db import models
from django.db.models import Model
from django.utils import timezone

from partnership.academy.models.awaiting import hash_of
from partnership.accounts.models import Person
from partnership.core.models import SealedField, sealed
from partnership.core.privacy import Table, leads_to_a_person
from tests.people import a_partner, a_person
from tests.teaching import a_completion

_number = itertools.count(1)

# What a table's constraints ask for that its fields do not say.
MORE: dict[str, Callable[[Person, Person], dict[str, Any]]] = {
    "core.SearchEntry": lambda person, by: {"title": f"About {person.name}", "kind": "person"},
    "partners.Commitment": lambda person, by: {
        **{"code": f"CODE{next(_number)}", "since_on": timezone.localdate(), "state": "signed", "pdf": b"%PDF-1.7"},
        **{"receipt_sha256": "a" * 64, "pdf_sha256": "b" * 64, "signed_name": person.name},
    },
    "partners.Merge": lambda person, by: {"person": person, "person_gone": a_person(mentions(person)[:100])},
    "academy.Awaiting": lambda person, by: {
        **{"address_hash": hash_of(person.email or ""), "completed_on": timezone.localdate()},
        **{"said": {"title": "A course"}, "secret_hash": ""},
    },
    "academy.Booking": lambda person, by: {"state": "booked"},
    "academy.Certificate": lambda person, by: {
        **{"kind": "completion", "shows": {"name": person.name}, "code": f"PAPER{next(_number)}"},
        # a course is completed once on a day, and what hangs on a certificate makes another one
        "completion": a_completion(person, completed_on=timezone.localdate() - timedelta(days=next(_number))),
    },
    "academy.ShownPaper": lambda person, by: {"decided_at": None, "decided_by": None},  # or it has to say how
    "listening.Story": lambda person, by: {"group_size": "", "under_18": ""},
    "listening.Verdict": lambda person, by: {"weeks": 4},
    "reading.Shift": lambda person, by: {"ends_on": timezone.localdate() + timedelta(days=7), "languages": ["en"]},
    "partners.Distinction": lambda person, by: {"first_person": person, "second_person": by},
}


def mentions(person: Person) -> str:
    """Give words that hold somebody's name and address."""
    return f"{person.name} ({person.email})"


def row_about(table: Table, person: Person, by: Person) -> Model:
    """Make a row of the table that is about the person; what others did to it was done by `by`."""
    if table.label == "sessions.Session":
        return _session(person)
    if table.model is Person:
        return person
    return make(table.model, person, by, {str(path) for path in table.ledger.subjects if not callable(path)}, table)


def make(model: type[Model], person: Person, by: Person, paths: set[str], table: Table | None = None) -> Model:
    """Make a row; at the ends of these paths stands the person."""
    values = {}
    for field in model._meta.concrete_fields:
        value = _value(field, person, by, paths, table)
        if value is not NOTHING:
            values[field.name] = value
    more = MORE.get(model._meta.label)
    row = model(**values | (more(person, by) if more else {}))
    for name in sealed_fields(model):
        sealed.put(row, name, f"{next(_number)}")
    row.save(force_insert=True)
    return row


NOTHING = object()


def sealed_fields(model: type[Model]) -> list[str]:
    """Name the fields that take locked words only."""
    return [one.name for one in model._meta.concrete_fields if isinstance(one, SealedField)]


def _value(field: Any, person: Person, by: Person, paths: set[str], table: Table | None) -> Any:
    here = {path.partition("__")[0] for path in paths}
    if field.is_relation:
        return _related(field, person, by, paths, here)
    if table and field.name != "name" and field.name in (*table.ledger.copies, *table.ledger.words):
        return (
            {"about": [mentions(person)]}
            if isinstance(field, models.JSONField)
            else mentions(person)[: field.max_length]
        )
    if field.name in here:
        return person.email
    if field.name.endswith("_at") and field.name.removesuffix("_at") + "_by" in here:
        return timezone.now()
    if isinstance(field, SealedField):
        return NOTHING  # locked once the row has its key
    if field.has_default() or field.null or field.primary_key or getattr(field, "auto_now_add", False):
        return NOTHING
    return _plain(field)


def _related(field: Any, person: Person, by: Person, paths: set[str], here: set[str]) -> Any:
    if leads_to_a_person(field):
        return person if field.name in here else by if not field.null else NOTHING
    if field.name in here:
        rest = {path.partition("__")[2] for path in paths if path.startswith(f"{field.name}__")}
        return make(field.related_model, person, by, rest)
    if field.null:
        return NOTHING
    if field.related_model is apps.get_model("partners.Partner"):
        return a_partner()
    return make(field.related_model, by, by, set())


def _plain(field: Any) -> Any:
    number = next(_number)
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.EmailField):
        return f"row{number}@example.org"
    if isinstance(field, models.CharField | models.TextField):
        return f"{number}"[: field.max_length]
    if isinstance(field, models.DateTimeField):
        return timezone.now() + timedelta(days=1)
    if isinstance(field, models.DateField):
        return timezone.localdate()
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.GenericIPAddressField):
        return "192.0.2.1"
    return {} if isinstance(field, models.JSONField) else number


def _session(person: Person) -> Model:
    store = SessionStore()
    store["_auth_user_id"] = str(person.pk)
    store.save()
    return apps.get_model("sessions.Session").objects.get(session_key=store.session_key)
