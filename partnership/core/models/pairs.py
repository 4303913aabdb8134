"""When and who: two columns that are both empty, or both filled."""

from django.db import models
from django.db.models import Q


def paired(deed, *, name):
    """Give the constraint that nobody is named as having done something without its moment, and the other way round."""
    empty = {f"{deed}_at__isnull": True, f"{deed}_by__isnull": True}
    filled = dict.fromkeys(empty, False)
    return models.CheckConstraint(name=name, condition=Q(**empty) | Q(**filled))
