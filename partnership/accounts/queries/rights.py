"""What somebody is shown of their rights: what they agreed to, and what is held on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from partnership.accounts.models import Consent, Person
from partnership.core import pack, takeaway
from partnership.core.takeaway import Held


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that somebody may agree to: its words, and what they said so far."""

    key: str
    title: str
    text: str
    used_by: str
    version: str
    sha256: str
    given_at: datetime | None  # to these words, and not taken back
    before_at: datetime | None  # to older words, and not taken back: it does not hold any more
    withdrawn_at: datetime | None  # the last time


def consents(person: Person) -> tuple[Asked, ...]:
    """Give everything that somebody may agree to, in the pack's order, with what they said: one query."""
    said = list(Consent.objects.visible_to(person).filter(person=person))
    return tuple(_asked(purpose, said) for purpose in pack.current().consents.values())


def _asked(purpose: pack.ConsentPurpose, said: list[Consent]) -> Asked:
    about = [one for one in said if one.purpose == purpose.key]
    standing = [one for one in about if not one.withdrawn_at]
    return Asked(
        key=purpose.key,
        title=pack.in_language(purpose.title),
        text=pack.in_language(purpose.text),
        used_by=pack.in_language(purpose.used_by),
        version=purpose.version,
        sha256=purpose.sha256,
        given_at=next((one.given_at for one in standing if one.words_sha256 == purpose.sha256), None),
        before_at=next((one.given_at for one in standing if one.words_sha256 != purpose.sha256), None),
        withdrawn_at=max((one.withdrawn_at for one in about if one.withdrawn_at), default=None),
    )


def held_on(person: Person) -> tuple[Held, ...]:
    """Give every table that holds something about the person: its words, and how many rows."""
    return tuple(takeaway.held_on(person))
