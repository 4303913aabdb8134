"""What is remembered of words told in confidence and of those who read them."""

from partnership.reading.models.concerns import CONCERN, About, Concern, ConcernNote, PassedTo
from partnership.reading.models.readers import MOST_A_DAY, Conflict, Debrief, Reader, Shift
from partnership.reading.models.texts import (
    MOST_WRITTEN,
    READING,
    UNREAD,
    VERSION,
    Concerned,
    Opening,
    Text,
    Use,
    Version,
    kept_out_of,
    looks_after_safety,
    reads,
)

__all__ = [
    "CONCERN",
    "MOST_A_DAY",
    "MOST_WRITTEN",
    "READING",
    "UNREAD",
    "VERSION",
    "About",
    "Concern",
    "ConcernNote",
    "Concerned",
    "Conflict",
    "Debrief",
    "Opening",
    "PassedTo",
    "Reader",
    "Shift",
    "Text",
    "Use",
    "Version",
    "kept_out_of",
    "looks_after_safety",
    "reads",
]
