"""What the pages of organisations show."""

from partnership.partners.queries.acting import partner_of_address

__all__ = ["partner_of_address"]
