"""Credentials: what somebody can take, who gives them, what was taken back, and whether one that is brought holds."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.academy.models import Completion, Credential
from partnership.academy.queries.certificates import Verdict
from partnership.academy.rules import credentials as rules
from partnership.academy.rules.saying import day_words
from partnership.accounts.models import Person
from partnership.core.credentials import contexts, keys, proofs, statuses
from partnership.core.layouts import site_name
from partnership.core.refusals import why_not

_DEEPEST = 2  # the course stands so deep in a credential


@dataclass(frozen=True, slots=True)
class Taken:
    """One credential that somebody took."""

    uuid: uuid.UUID
    with_address: bool


@dataclass(frozen=True, slots=True)
class Taking:
    """What can be taken of one completion, and what was taken already."""

    pk: int
    title: str
    address: str  # the e-mail address that would be hashed
    why_not: str
    taken: tuple[Taken, ...]


def taking(completion: Completion, person: Person) -> Taking:
    """Show what of a completion can be taken along, and why not."""
    mine = Credential.objects.visible_to(person).standing().filter(certificate__person=person)
    return Taking(
        pk=completion.pk,
        title=completion.title,
        address=person.email or "",
        why_not=why_not(rules.check_can_take_credential, person, completion),
        taken=tuple(
            Taken(one.uuid, one.with_address)
            for one in mine.filter(certificate__completion=completion, key=keys.current())
        ),
    )


def own_document(number: uuid.UUID, person: Person) -> dict[str, Any] | None:
    """Give a credential as it was signed to whoever took it."""
    mine = Credential.objects.visible_to(person).filter(certificate__person=person)
    found = mine.filter(uuid=number).first()
    return found.document if found else None


# --- for whoever checks one


def issuer() -> dict[str, Any]:
    """Say who gives credentials here, and with which keys: what a verifier reads first."""
    known = keys.names()
    return {
        "@context": [contexts.CONTROLLER, contexts.MULTIKEY, contexts.OPEN_BADGES],
        "id": rules.issuer_address(),
        "type": ["Profile"],
        "name": site_name(),
        "url": settings.SITE_ADDRESS,
        "verificationMethod": [_method(name) for name in known],
        "assertionMethod": [rules.method_address(name) for name in known],
    }


def _method(name: str) -> dict[str, str]:
    return {
        "id": rules.method_address(name),
        "type": "Multikey",
        "controller": rules.issuer_address(),
        "publicKeyMultibase": keys.published(name),
    }


def status_list(number: int) -> dict[str, Any] | None:
    """Give the list of what was taken back, signed today; nothing where there is no such list."""
    if number > 1 and not Credential.objects.in_list(number).exists():
        return None
    begins = timezone.localtime().replace(hour=0, minute=0, second=0)
    today, name = f"{begins.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", keys.current()
    places = Credential.objects.standing().in_list(number).values_list("place", flat=True)
    standing = (rules.place_of(place)[1] for place in places.iterator())
    told = statuses.status_list(rules.list_address(number), rules.issuer_address(), standing, today)
    return proofs.signed(told, key=keys.signs(name), method=rules.method_address(name), created=today)


# --- one that is brought


def check_credential(text: str) -> Verdict:
    """Say whether a credential is from here, as it was signed, and stands. It is read once and forgotten.

    Only what we signed ourselves is ever worked through: what somebody brings is compared with it, word for word.
    """
    brought = _read(text)
    if brought is None:
        return Verdict(_("This cannot be read as a credential. A credential is a file whose name ends in .json."))
    found = _known(brought)
    if found is None:
        return Verdict(_("This credential is not from here, or it is not kept here any more."))
    changed = "; ".join(_changed(found.document, brought))
    if changed:
        return Verdict(_("It was given here, and changed afterwards. What differs: %s.") % changed, known=True)
    return Verdict(_standing(found), known=True)


def _read(text: str) -> dict[str, Any] | None:
    try:
        brought = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return brought if isinstance(brought, dict) else None


def _known(brought: dict[str, Any]) -> Credential | None:
    try:
        number = uuid.UUID(str(brought.get("id", "")).removeprefix("urn:uuid:"))
    except ValueError:
        return None
    seen = Credential.objects.select_related("certificate__completion").defer("certificate__pdf")
    return seen.filter(uuid=number).first()


def _standing(found: Credential) -> str:
    """Say of one that is as it was given whether its signature holds, and whether it was taken back or ran out."""
    if found.key not in keys.names() or not proofs.holds(found.document, key=keys.checks(found.key)):
        return _("It was signed with a key that does not count any more. The person can take it anew.")
    certificate = found.certificate
    gone = next((one for one in (certificate, certificate.completion) if one and one.revoked_at), None)
    if gone:
        return _("This is the credential, unchanged. It was taken back: %s") % gone.why_revoked
    until = certificate.shows["valid_until"]
    if until and until < timezone.localdate().isoformat():
        return _("This is the credential, unchanged. It counted until %s.") % day_words(until)
    return _("This is the credential, unchanged, and it stands.")


def _changed(signed: Any, brought: Any) -> Iterator[str]:
    """Name what differs, in words: part by part, then whatever is left."""
    parts = _parts()
    for words, *path in parts:
        if _at(signed, path) != _at(brought, path):
            yield words
    if _without(signed, parts) != _without(brought, parts):
        yield _("something else in it")


def _parts() -> list[tuple[str, ...]]:
    """Give what a credential says, in words, each with where it stands."""
    subject, course = "credentialSubject", ("credentialSubject", "achievement")
    return [
        (_("what it is called"), "name"),
        (_("who gave it"), "issuer"),
        (_("the day on which it was completed"), "validFrom"),
        (_("the day on which it was given"), "awardedDate"),
        (_("until when it counts"), "validUntil"),
        (_("whose it is"), subject, "id"),
        (_("the address of whom it is about"), subject, "identifier"),
        (_("the hours"), subject, "result"),
        (_("the name of the course"), *course, "name"),
        (_("what the course is about"), *course, "description"),
        (_("what was asked for"), *course, "criteria"),
        (_("the practice level"), *course, "alignment"),
        (_("where it says whether it was taken back"), "credentialStatus"),
        (_("the signature"), "proof"),
    ]


def _at(told: Any, path: Sequence[str]) -> Any:
    for step in path:
        told = told.get(step) if isinstance(told, dict) else None
    return told


def _without(told: Any, parts: Sequence[Sequence[str]]) -> Any:
    """Give what is left when the parts that have words are taken out."""
    return _stripped(told, {tuple(path) for _words, *path in parts}, ())


def _stripped(told: Any, paths: set[tuple[str, ...]], here: tuple[str, ...]) -> Any:
    if not isinstance(told, dict) or len(here) > _DEEPEST:
        return told
    return {key: _stripped(value, paths, (*here, key)) for key, value in told.items() if (*here, key) not in paths}
