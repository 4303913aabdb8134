"""What is remembered of people, and of what they agreed to."""

from partnership.accounts.models.consents import Consent
from partnership.accounts.models.person import Person, System

__all__ = ["Consent", "Person", "System"]
