"""The keys that sign what we say about somebody to another learning system. The newest signs; all of them are published."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings
from jwt.algorithms import RSAAlgorithm

from partnership.core import sealing

BITS = 3072
PATTERN = "launch-*.pem"


def names() -> list[str]:
    """Name the keys that are there, the oldest first."""
    return sorted(path.stem for path in Path(settings.KEYS).glob(PATTERN))


def new_key() -> str:
    """Make another key, which signs from now on; what the earlier ones signed can still be checked. Give its name."""
    folder, known = Path(settings.KEYS), names()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"launch-{int(known[-1].removeprefix('launch-')) + 1 if known else 1:04}"
    made = generate_private_key(public_exponent=65537, key_size=BITS)
    pem = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    sealing.write_once(folder / f"{name}.pem", pem)  # never half: a page may ask for the newest one meanwhile
    return name


def signing() -> tuple[str, RSAPrivateKey]:
    """Give the name and the key that sign now.

    Raises
    ------
    LookupError
        If there is none.
    """
    known = names()
    if not known:
        raise LookupError("There is no key that signs launches. manage.py new_launch_key makes one.")
    return known[-1], _read(str(Path(settings.KEYS) / f"{known[-1]}.pem"))


def published() -> dict[str, Any]:
    """Give the public halves, as a set of keys (RFC 7517)."""
    read = ((name, _read(str(Path(settings.KEYS) / f"{name}.pem"))) for name in names())
    return {"keys": [_public(key) | {"kid": name, "alg": "RS256", "use": "sig"} for name, key in read]}


def _public(key: RSAPrivateKey) -> dict[str, Any]:
    public = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {name: public[name] for name in ("kty", "n", "e")}


@lru_cache(maxsize=16)
def _read(path: str) -> RSAPrivateKey:
    key = load_pem_private_key(Path(path).read_bytes(), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError(f"{Path(path).name} is no RSA key.")
    return key
