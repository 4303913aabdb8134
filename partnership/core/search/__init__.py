"""One search over everything: each finds what they may see, and nothing shows that there is more.

An action that changes a thing calls `put` in its own transaction, `remove` when the thing goes or nobody may find it any
more. `audience` are the keys of those who may: anyone, members, programme, partner:3, place:E08000032, person:7. Never
put what was confided.
"""

from partnership.core.search.finding import Found, Group, find
from partnership.core.search.knowing import Catalogue, Hit, Known, known
from partnership.core.search.putting import KINDS, Entry, put, put_many, remove, remove_many, retitle

__all__ = [
    "KINDS",
    "Catalogue",
    "Entry",
    "Found",
    "Group",
    "Hit",
    "Known",
    "find",
    "known",
    "put",
    "put_many",
    "remove",
    "remove_many",
    "retitle",
]
