"""When and who go together, in every table."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from partnership.core.models import paired
from partnership.network.models import Workstream
from partnership.partners.models import Kind
from tests.people import somebody

ELSEWHERE = {"partners.Pledge.withdrawn"}  # with its reason: three go together


def pairs():
    for model in apps.get_models():
        fields = {field.name: field for field in model._meta.concrete_fields}
        for name, field in fields.items():
            deed = name.removesuffix("_at")
            if name != deed and field.null and f"{deed}_by" in fields:
                yield model, deed


@pytest.mark.parametrize(("model", "deed"), list(pairs()), ids=lambda part: getattr(part, "__name__", part))
def test_moment_and_person_are_a_pair(model, deed):
    conditions = [getattr(one, "condition", None) for one in model._meta.constraints]
    is_one = paired(deed, name="x").condition in conditions
    assert is_one is (f"{model._meta.label}.{deed}" not in ELSEWHERE)


@pytest.mark.django_db
def test_database_refuses_half_of_a_pair():
    now, by = timezone.now(), somebody(Kind.PROGRAMME_TEAM)
    row = Workstream.objects.create(name="Invented", slug="invented", about="Nothing", opened_at=now, opened_by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Workstream.objects.filter(pk=row.pk).update(closed_at=now)
