"""The link in the letter to somebody who was imported: whoever holds it may take that one person out, and nothing else."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer

from partnership.accounts.models import Person

_SIGNER = Signer(salt="partners.leaving")


def leaving_code(person: Person) -> str:
    """Give the code of somebody's link. It names when they came, so that it never fits somebody who has their number later."""
    return _SIGNER.sign(f"{person.pk}-{person.joined_at.timestamp():.0f}")


def who_leaves(code: str) -> Person | None:
    """Give the person of a code; nobody if it is not ours, or if they are not here any more."""
    try:
        key, _dash, came = _SIGNER.unsign(code).partition("-")
    except BadSignature:
        return None
    person = Person.objects.real().filter(pk=key).first()
    return person if person and f"{person.joined_at.timestamp():.0f}" == came else None
