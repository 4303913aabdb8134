"""The system check: a table that does not say what it must about privacy stops the site from starting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.apps import apps
from django.core import checks
from django.core.exceptions import FieldDoesNotExist, FieldError
from django.db.models import Model, Q
from django.utils.functional import Promise

from partnership.core.privacy.declaring import Blank, DeleteWhere, Ledger
from partnership.core.privacy.reading import holds_a_name, last_field, leads_to_a_person, ledger_of
from partnership.core.privacy.wording import own_words

SECRET = re.compile("secret|password|token")
MUST_SAY = ("kept", "basis")  # beside a purpose, which every table says


def _lists(model: type[Model], ledger: Ledger) -> Iterator[str]:
    named = ledger.classified
    fields = {field.name for field in model._meta.get_fields() if not field.auto_created or field.concrete}
    for said, names in (
        ("is in no list", fields - set(named)),
        ("is no field", {*named, *_others(ledger)} - fields),
        ("is in two lists", {name for name in named if named.count(name) > 1}),
        ("is secret and not confided", set(ledger.secrets) - set(ledger.confided)),
        (
            "sounds secret and is not among the secrets",
            set(filter(SECRET.search, ledger.confided)) - set(ledger.secrets),
        ),
    ):
        yield from (f"{name} {said}" for name in sorted(names))


def _others(ledger: Ledger) -> Iterator[str]:
    yield from (*ledger.since, *ledger.copies, *ledger.secrets, *ledger.words, *ledger.not_words, *ledger.fields)
    for how in (ledger.erased, getattr(ledger.erased, "otherwise", None)):
        if isinstance(how, Blank):
            yield from how.values


def _says(model: type[Model], ledger: Ledger) -> Iterator[str]:
    if not ledger.purpose:
        yield "says no purpose"
    if ledger.about_people:
        yield from (f"holds something personal and says no {name}" for name in MUST_SAY if not getattr(ledger, name))
    if holds_a_name(model, ledger) and not (ledger.subjects and ledger.erased):
        yield "leads to a person and does not say whom it is about (subjects) or what erasing them does (erased)"
    if (ledger.keep_days is None) != (not ledger.since):
        yield "says how long something is kept and not since when, or the other way round"


def _words(model: type[Model], ledger: Ledger) -> Iterator[str]:
    if not isinstance(ledger.called, Promise):
        yield "is called nothing in words that can be translated"
    for one in model._meta.get_fields():
        if one.name in ledger.classified and not isinstance(own_words(one, ledger), Promise):
            yield f"{one.name} is called nothing in words that can be translated"


def _subjects(model: type[Model], ledger: Ledger) -> Iterator[str]:
    for path in ledger.subjects:
        if callable(path):
            continue
        try:
            found = last_field(model, path)
        except (FieldDoesNotExist, AttributeError):
            yield f"{path} leads nowhere"
            continue
        if found.is_relation and not leads_to_a_person(found):
            yield f"{path} leads to no person"


def _conditions(model: type[Model], ledger: Ledger) -> Iterator[str]:
    where = ledger.erased.rows if isinstance(ledger.erased, DeleteWhere) else None
    for condition in (where, ledger.due):
        try:
            model._base_manager.filter(condition or Q())
        except FieldError as problem:
            yield str(problem)


def problems(model: type[Model]) -> Iterator[str]:
    """Say everything that is wrong with what a table declares."""
    ledger = ledger_of(model) or Ledger()
    for part in (_lists, _says, _words, _subjects, _conditions):
        yield from (f"Privacy: {problem}" for problem in part(model, ledger))


@checks.register
def every_field_is_classified(app_configs: object, **kwargs: object) -> list[checks.CheckMessage]:
    """Fail while any field of any model is in no list, in two, or gone; or a table does not say what it must."""
    return [
        checks.Error(problem, obj=model, id="core.E001") for model in apps.get_models() for problem in problems(model)
    ]
