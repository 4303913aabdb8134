"""What is remembered of organisations and the people in them."""

from partnership.partners.models.holding import held
from partnership.partners.models.imports import (
    IMPORTING,
    ArrivalLetter,
    ColumnMap,
    Import,
    ImportRow,
    Verdict,
)
from partnership.partners.models.merges import Distinction, Merge, MergeJournal
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
from partnership.partners.models.reach import NOBODY, Reach, forget_reach, reach
from partnership.partners.models.roles import ROLES, Kind, RoleRule

__all__ = [
    "BELONGING",
    "IMPORTING",
    "IN_DIRECTORY",
    "LIFECYCLE",
    "NOBODY",
    "ROLES",
    "ArrivalLetter",
    "Band",
    "ColumnMap",
    "Contact",
    "Distinction",
    "Identifier",
    "Import",
    "ImportRow",
    "Invitation",
    "Kind",
    "Membership",
    "Merge",
    "MergeJournal",
    "Partner",
    "PartnerPlace",
    "Reach",
    "Role",
    "RoleRule",
    "Standing",
    "Verdict",
    "forget_reach",
    "held",
    "reach",
]
