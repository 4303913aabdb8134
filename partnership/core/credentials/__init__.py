"""Credentials that anybody can check without asking us: signed data, in the words of the W3C's and 1EdTech's standards.

`keys` holds who signs, `contexts` what the words mean, `proofs` signs and checks, `statuses` says what was taken back.
"""

from django.conf import settings

from partnership.core.credentials import keys


def switched_on() -> bool:
    """Whether this site gives credentials: it was asked to, and there is a key to sign with."""
    return settings.OPEN_BADGES and bool(keys.names())
