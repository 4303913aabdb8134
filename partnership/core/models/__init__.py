"""What core remembers: the log, notes about pages, notices, saved filters and what can be found."""

from partnership.core.models.chores import ChoreTurn
from partnership.core.models.events import Event
from partnership.core.models.found import SavedFilter, SearchAudience, SearchEntry, SearchWord
from partnership.core.models.notices import Notice, NoticeChoice
from partnership.core.models.pairs import paired
from partnership.core.models.reports import PageReport
from partnership.core.models.revisioned import Revisioned
from partnership.core.models.sealed import SealedField, random_key

__all__ = [
    "ChoreTurn",
    "Event",
    "Notice",
    "NoticeChoice",
    "PageReport",
    "Revisioned",
    "SavedFilter",
    "SealedField",
    "SearchAudience",
    "SearchEntry",
    "SearchWord",
    "paired",
    "random_key",
]
