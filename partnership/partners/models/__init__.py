"""What is remembered of organisations and the people in them."""

from partnership.partners.models.organisations import (
    LIFECYCLE,
    Band,
    Contact,
    Identifier,
    Partner,
    PartnerPlace,
    Standing,
)
from partnership.partners.models.people import Invitation, Membership, Role
from partnership.partners.models.reach import NOBODY, Reach, reach
from partnership.partners.models.roles import ROLES, Kind, RoleRule

__all__ = [
    "LIFECYCLE",
    "NOBODY",
    "ROLES",
    "Band",
    "Contact",
    "Identifier",
    "Invitation",
    "Kind",
    "Membership",
    "Partner",
    "PartnerPlace",
    "Reach",
    "Role",
    "RoleRule",
    "Standing",
    "reach",
]
