"""What is remembered of organisations and the people in them."""

from partnership.partners.models.charter import (
    SIGNING,
    WAS_SIGNED,
    Authority,
    Commitment,
)
from partnership.partners.models.holding import held
from partnership.partners.models.imports import (
    AT_WORK_ON,
    IMPORTING,
    UNCONFIRMED,
    ArrivalLetter,
    ColumnMap,
    Import,
    ImportRow,
    Verdict,
)
from partnership.partners.models.merges import Distinction, Merge, MergeJournal, kept_of
from partnership.partners.models.organisations import (
    IN_DIRECTORY,
    LIFECYCLE,
    Band,
    Contact,
    Identifier,
    Partner,
    PartnerPlace,
    Standing,
)
from partnership.partners.models.people import BELONGING, Invitation, Membership, Role
from partnership.partners.models.pledges import PLEDGING, Outcome, Pledge, PledgeReport
from partnership.partners.models.reach import NOBODY, Reach, forget_reach, reach
from partnership.partners.models.readiness import Answer, ReadinessAnswer, ReadinessCheck
from partnership.partners.models.rights import Erasure
from partnership.partners.models.roles import ROLES, Kind, RoleRule

__all__ = [
    "AT_WORK_ON",
    "BELONGING",
    "IMPORTING",
    "IN_DIRECTORY",
    "LIFECYCLE",
    "NOBODY",
    "PLEDGING",
    "ROLES",
    "SIGNING",
    "UNCONFIRMED",
    "WAS_SIGNED",
    "Answer",
    "ArrivalLetter",
    "Authority",
    "Band",
    "ColumnMap",
    "Commitment",
    "Contact",
    "Distinction",
    "Erasure",
    "Identifier",
    "Import",
    "ImportRow",
    "Invitation",
    "Kind",
    "Membership",
    "Merge",
    "MergeJournal",
    "Outcome",
    "Partner",
    "PartnerPlace",
    "Pledge",
    "PledgeReport",
    "Reach",
    "ReadinessAnswer",
    "ReadinessCheck",
    "Role",
    "RoleRule",
    "Standing",
    "Verdict",
    "forget_reach",
    "held",
    "kept_of",
    "reach",
]
