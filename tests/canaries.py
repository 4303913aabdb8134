"""Secrets sown into everything private, and the ear that hears one sing.

Every text that is not public gets a canary: a word that names its table, row and field. A page, file, feed or letter in
which a canary appears is allowed to hold it only if the person who asked may see that row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.models import Model

from partnership.academy.models import Certificate
from partnership.accounts.models import Person
from partnership.core import sealing
from partnership.core.events import urn
from partnership.core.models import SealedField, SearchAudience, SearchEntry, SearchWord, sealed
from partnership.core.visibility import Visible, visible_models
from partnership.framework.models import WITH_RESULTS, AskedSeat
from partnership.listening.models import Story, routes_of_mine
from partnership.partners.models import Commitment, Partner, reach
from partnership.reading.models import Use, Version

CANARY = re.compile(r"kanary([a-z]+)x([0-9]+)x([a-z]+)x")
ADDRESS_LIKE = re.compile(
    r"slug|urn|href|hash|sha256|code|state|kind|category|email|scheme|place|secret|domain|version|key|path|file|page|query|thing|verb|password|^clause$|_label$|fingerprint"
)
KEYS = {("content.draft", "name"), ("content.draft", "taken_from"), ("content.draft", "base")}
KEYS |= {
    ("partners.readinessanswer", "question"),
    ("framework.assessment", "edition"),
    ("framework.campaign", "edition"),
}
KEYS |= {("listening.reply", "action"), ("listening.draft", "locked_words"), ("reading.text", "about")}
KEYS |= {(f"framework.{table}", "standard") for table in ("answer", "agreedlevel", "shownevidence")}
KEYS |= {("academy.lot", "course"), ("academy.lot", "edition")}
KEYS |= {(f"academy.{table}", "course") for table in ("awaiting", "learningfile", "learningrow")}
KEYS |= {("academy.accreditation", "way"), ("academy.observation", "checklist"), ("academy.observeditem", "item")}
CALL = "kanary"  # whoever searches for it is shown everything that they may find
PAPER = "paper"  # a receipt as PDF names who signed: for the people of the partner, listed or not
NAMED_BY_OTHERS = {Person, Partner}  # whoever may see a row may read the names of the people and the partner in it
SOWN_IN = ("public", "partners", "personal", "confided")  # public too: a row that is not shown yet is a secret whole


@dataclass(frozen=True)
class Canary:
    """Where a secret was sown."""

    table: str  # app and model, without a dot
    row: int
    field: str


def word(canary: Canary) -> str:
    """Write a canary as one lower-case word, so that search, e-mail and file names carry it unchanged."""
    return f"kanary{canary.table}x{canary.row}x{canary.field.replace('_', '')}x"


def heard(text: str) -> set[Canary]:
    """Give every canary that sings in the text."""
    return {Canary(table, int(row), field) for table, row, field in CANARY.findall(text.lower())}


def papers() -> dict[str, Canary]:
    """Give the canary of each receipt on paper, by the hash of its bytes: a PDF is not searched for words."""
    signed = Commitment.objects.exclude(pdf_sha256="").values_list("pk", "pdf_sha256")
    return {digest: Canary(PAPER, pk, "pdf") for pk, digest in signed}


def table_of(model: type[Model]) -> str:
    """Name a table as canaries do."""
    return model._meta.label_lower.replace(".", "").replace("_", "")


def sown_fields(model: type[Model]) -> list[models.Field[object, object]]:
    """Give the text fields of a table that a person could have typed."""
    ledger = getattr(model, "Privacy", None)
    named = {name for kind in SOWN_IN for name in getattr(ledger, kind, ())}
    return [
        field
        for field in model._meta.concrete_fields
        if field.name in named
        and isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not field.unique
        and not ADDRESS_LIKE.search(field.name)
        and (model._meta.label_lower, field.name) not in KEYS
        and (field.max_length or 1000) >= 60
    ]


def sown_models() -> list[type[Model]]:
    """Give every table of ours that holds text."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("partnership.")]
    return [model for model in ours if sown_fields(model)]


def stays_empty(row: models.Model, field: str) -> bool:
    """Say whether this row may hold no words there: a standard with a level has no reason why it does not apply."""
    return (field == "why_not" and getattr(row, "level", None) is not None) or (
        field == "sealed" and getattr(row, "state", "") == "erased"
    )


def sown_into(row: models.Model, field: models.Field[object, object]) -> str:
    """Give what the field holds behind its canary; locked, where it takes locked words only."""
    canary = word(Canary(table_of(type(row)), row.pk, field.name))
    if isinstance(field, SealedField):
        place = sealing.place_of(row._meta.label, row.pk, field.name)
        return sealing.seal(f"{canary} {sealed.read(row, field.name)}", about=place)
    return f"{canary} {getattr(row, field.attname) or ''}"[: field.max_length].rstrip()


def sow() -> int:
    """Put a canary into every text of every row that is there, and one word for all into the search; give how many."""
    sown = 0
    for model in sown_models():
        fields = sown_fields(model)
        for row in model._base_manager.all():
            words = {one.attname: sown_into(row, one) for one in fields if not stays_empty(row, one.name)}
            models.QuerySet(model).filter(pk=row.pk).update(**words)
            sown += len(words)
    SearchWord.objects.bulk_create(SearchWord(entry=one, text=CALL, weight=1) for one in SearchEntry.objects.all())
    return sown


def allowed_to(person: Person | None) -> dict[str, set[int]]:
    """Give, for each table, the rows that this person may hear of: those they may see, and whoever is named in those."""
    seen = {model: model._default_manager.all().visible_to(person) for model in visible_models()}
    audiences = SearchAudience.objects.filter(key__in=reach(person).audience)
    seen[SearchEntry] = SearchEntry.objects.filter(pk__in=audiences.values("entry"))
    allowed = {table_of(model): set(found.values_list("pk", flat=True)) for model, found in seen.items()}
    for model, found in seen.items():
        for field in model._meta.concrete_fields:
            if field.related_model in NAMED_BY_OTHERS and field.name not in model.Privacy.confided:
                allowed[table_of(field.related_model)] |= set(found.values_list(field.attname, flat=True))
    told = routes_of_mine(person)
    if told is not None:  # what a reader left of the words, for those who were told the story
        about = [urn(Story(pk=story)) for story in told.values_list("story", flat=True)]
        versions = Version.objects.filter(text__about__in=about, use=Use.SERVICE)
        allowed[table_of(Version)] |= set(versions.values_list("pk", flat=True))
    gone = Certificate.objects.filter(revoked_at__isnull=False)  # whoever has the code reads why it was taken back
    allowed[table_of(Certificate)] |= set(gone.values_list("pk", flat=True))
    shown = AskedSeat.objects.visible_to(person).filter(words_open__isnull=False, assessment__state__in=WITH_RESULTS)
    for keys in shown.values_list("words_open", flat=True):  # what people of a seat wrote, for those of the partner
        allowed[table_of(Version)] |= set(keys)
    allowed[PAPER] = set(Commitment.objects.filter(partner__in=reach(person).partners).values_list("pk", flat=True))
    return allowed


def queryset_classes() -> Iterator[tuple[type[Model], type[Visible[Model]]]]:
    """Give each table with a word about who sees it, and the queryset that says it."""
    for model in visible_models():
        yield model, type(model._default_manager.all())
