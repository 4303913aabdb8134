"""The keys that sign credentials: Ed25519, one file for the half that signs and one for the half that checks.

They stand in the folder of the site's keys. Only the newest one signs. When another is made, the half of the earlier one
that signs is deleted, so that nobody can find and use it; the half that checks stays, and with it what it signed.
"""

from __future__ import annotations

import base64
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings

SIGNS, CHECKS = ".signs", ".checks"
_LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519_PUBLIC = b"\xed\x01"  # how a multikey says what it is


def names() -> list[str]:
    """Name the keys whose signatures can be checked, the oldest first."""
    return sorted(path.name.removesuffix(CHECKS) for path in _folder().glob(f"badge-*{CHECKS}"))


def new_badge_key() -> str:
    """Make a key that signs from now on, and delete the half of the earlier ones that signs. Give its name."""
    _folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    known = names()
    name = f"badge-{int(known[-1].removeprefix('badge-')) + 1 if known else 1:04}"
    key = Ed25519PrivateKey.generate()
    raw = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    _write(_folder() / f"{name}{SIGNS}", base64.urlsafe_b64encode(raw).decode())
    _write(_folder() / f"{name}{CHECKS}", multikey(key.public_key()))
    for earlier in known:
        (_folder() / f"{earlier}{SIGNS}").unlink(missing_ok=True)
    return name


def current() -> str:
    """Name the key that signs now."""
    return names()[-1]


def signs(name: str) -> Ed25519PrivateKey:
    """Give the half of a key that signs."""
    return Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode((_folder() / f"{name}{SIGNS}").read_bytes()))


def checks(name: str) -> Ed25519PublicKey:
    """Give the half of a key that checks."""
    return from_multikey(published(name))


def published(name: str) -> str:
    """Give the half of a key that checks, as it is published."""
    return (_folder() / f"{name}{CHECKS}").read_text(encoding="ascii").strip()


def multikey(key: Ed25519PublicKey) -> str:
    """Write a key as a multikey (Controlled Identifiers 1.0, section 2.2.2)."""
    return multibase(_ED25519_PUBLIC + key.public_bytes(Encoding.Raw, PublicFormat.Raw))


def from_multikey(text: str) -> Ed25519PublicKey:
    """Read a multikey."""
    raw = from_multibase(text)
    if not raw.startswith(_ED25519_PUBLIC):
        raise ValueError(f"{text} is no Ed25519 key.")
    return Ed25519PublicKey.from_public_bytes(raw.removeprefix(_ED25519_PUBLIC))


def multibase(raw: bytes) -> str:
    """Write bytes in base 58, as Bitcoin orders its letters."""
    number, said = int.from_bytes(raw, "big"), ""
    while number:
        number, at = divmod(number, len(_LETTERS))
        said = _LETTERS[at] + said
    zeros = len(raw) - len(raw.lstrip(b"\0"))
    return "z" + _LETTERS[0] * zeros + said


def from_multibase(text: str) -> bytes:
    """Read bytes from base 58."""
    if not text.startswith("z"):
        raise ValueError("Only base 58 is read here: it begins with a z.")
    number = 0
    for letter in text[1:]:
        number = number * len(_LETTERS) + _LETTERS.index(letter)
    zeros = len(text[1:]) - len(text[1:].lstrip(_LETTERS[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def _folder() -> Path:
    return Path(settings.KEYS)


def _write(path: Path, content: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(content)
