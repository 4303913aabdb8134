"""Every field of every model stands in exactly one list of its `class Privacy`; a system check says where not.

A model with personal or confided fields also declares its purpose, lawful basis and how long it is kept, in words; which
of its fields say whom a row is about (`subjects`, paths to a person); and what erasing that person does to the row
(`erased`). The record of processing, the takeaway, erasure and the retention task are made from these, and nothing else.

`public` anyone may read · `partners` people who belong to the partnership · `personal` about a person, for them and for
who must act on it · `confided` told to us, or secret: for nobody else's eyes. The docstring of each ledger names the
purpose. Models of installed packages have their ledger here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from django.apps import apps
from django.core import checks
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

KINDS = ("public", "partners", "personal", "confided")


class Basis(Enum):
    """Why the law allows it (UK GDPR, article 6); special categories name their article 9 condition in `kept` beside it."""

    CONSENT = _("Consent")
    PUBLIC_TASK = _("Public task")
    CONTRACT = _("Agreement with the person")
    LEGAL_OBLIGATION = _("Legal obligation")
    LEGITIMATE_INTERESTS = _("Legitimate interests")
    EXPLICIT_CONSENT = _("Explicit consent (article 9)")


@dataclass(frozen=True)
class Delete:
    """Erasing the person deletes the row."""


@dataclass(frozen=True)
class Keep:
    """Erasing the person leaves the row: it says what happened, and the person in it has become nobody."""


@dataclass(frozen=True)
class Blank:
    """Erasing the person sets these fields to these values and keeps the rest."""

    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Ledger:
    """The privacy of a model that is not ours."""

    purpose: str
    kept: str
    public: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    confided: tuple[str, ...] = ()


INSTALLED = {
    "sessions.Session": Ledger(
        "Remembers that a browser is signed in. Nobody is signed in yet, so it stays empty.",
        "Two weeks, or until the person signs out.",
        personal=("expire_date",),
        confided=("session_key", "session_data"),
    ),
    "django_tasks_database.DBTaskResult": Ledger(
        "The site's own chores, queued and done. They carry no words about anybody.",
        "Thirty days after they were done.",
        partners=(
            *("id", "status", "enqueued_at", "started_at", "finished_at", "args_kwargs", "priority", "task_path"),
            *(
                "worker_ids",
                "queue_name",
                "backend_name",
                "run_after",
                "return_value",
                "exception_class_path",
                "traceback",
            ),
        ),
    ),
    "contenttypes.ContentType": Ledger(
        "Django's list of its own tables.", "As long as the tables.", public=("id", "app_label", "model")
    ),
    "auth.Permission": Ledger(
        "Comes with Django's sign-in; not used.", "Empty of people.", public=("id", "name", "content_type", "codename")
    ),
    "auth.Group": Ledger(
        "Comes with Django's sign-in; not used.", "Empty of people.", public=("id", "name", "permissions")
    ),
}


def _problems(model: type[Model], ledger: object) -> Iterator[str]:
    named = [name for kind in KINDS for name in getattr(ledger, kind, ())]
    fields = {field.name for field in model._meta.get_fields() if not field.auto_created or field.concrete}
    for said, names in (
        ("is in no list", fields - set(named)),
        ("is no field", set(named) - fields),
        ("is in two lists", {name for name in named if named.count(name) > 1}),
    ):
        yield from (f"Privacy: {name} {said}" for name in sorted(names))


@checks.register
def every_field_is_classified(app_configs: object, **kwargs: object) -> list[checks.CheckMessage]:
    """Fail while any field of any model is in no list, in two, or in a list and gone."""
    errors: list[checks.CheckMessage] = []
    for model in apps.get_models():
        ours = model.__module__.startswith("partnership.")
        ledger = getattr(model, "Privacy", None) if ours else INSTALLED.get(model._meta.label)
        errors += [checks.Error(problem, obj=model, id="core.E001") for problem in _problems(model, ledger)]
        if ledger and not (ledger.__doc__ if ours else ledger.purpose and ledger.kept):
            errors.append(checks.Error("Privacy: says no purpose", obj=model, id="core.E001"))
    return errors
