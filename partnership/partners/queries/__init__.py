"""What the pages of organisations show."""

from partnership.partners.queries.acting import address_instead, partner_of_address
from partnership.partners.queries.pledges import PublicPledge, public_pledges
from partnership.partners.queries.standing import (
    CharterStanding,
    Signature,
    checked,
    last_word,
    signed,
    standing_with_charter,
)
from partnership.partners.queries.waiting import needs

__all__ = [
    "CharterStanding",
    "PublicPledge",
    "Signature",
    "address_instead",
    "checked",
    "last_word",
    "needs",
    "partner_of_address",
    "public_pledges",
    "signed",
    "standing_with_charter",
]
