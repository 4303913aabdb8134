"""What is remembered of organisations that look at themselves. Nothing here is about what happened to anybody."""

from partnership.framework.models.answers import (
    CODE_LENGTH,
    LETTERS,
    LEVELS,
    PEER,
    Answer,
    AskedSeat,
    CameBy,
    Response,
    hold_answers,
    new_link,
    random_key,
    random_letters,
    unreadable,
)
from partnership.framework.models.assessments import (
    ASSESSING,
    LEAST,
    UNDER_WAY,
    WITH_RESULTS,
    Assessment,
    Scope,
)
from partnership.framework.models.campaigns import COME_SO_FAR, FINISHED, NOT_BEGUN, Campaign, Instead, Invited
from partnership.framework.models.meeting import AgreedLevel, ShownEvidence
from partnership.framework.models.peers import VISITING, PeerVisit

__all__ = [
    "ASSESSING",
    "CODE_LENGTH",
    "COME_SO_FAR",
    "FINISHED",
    "LEAST",
    "LETTERS",
    "LEVELS",
    "NOT_BEGUN",
    "PEER",
    "UNDER_WAY",
    "VISITING",
    "WITH_RESULTS",
    "AgreedLevel",
    "Answer",
    "AskedSeat",
    "Assessment",
    "CameBy",
    "Campaign",
    "Instead",
    "Invited",
    "PeerVisit",
    "Response",
    "Scope",
    "ShownEvidence",
    "hold_answers",
    "new_link",
    "random_key",
    "random_letters",
    "unreadable",
]
