"""Words that were made ready and opened: which of them still stand, in every part that shows any."""

from __future__ import annotations

from collections.abc import Iterable

from partnership.core import sealing
from partnership.core.models import sealed
from partnership.reading.models import Version


def words_that_stand(keys: Iterable[int]) -> dict[int, str]:
    """Open what still stands: what was taken back since, or folded away, or raised a concern, is not among it."""
    standing = Version.objects.filter(pk__in=list(keys), state="approved", text__concerns=None)
    found = {}
    for one in standing.exclude(text__state="folded"):
        try:
            found[one.pk] = sealed.read(one, "sealed")
        except sealing.KeyLost:  # a lost key is lost words: the others stand
            continue
    return found
