"""Signs data and checks a signature: Data Integrity with the suite `eddsa-rdfc-2022` (W3C, Data Integrity EdDSA 1.0)."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from partnership.core.credentials import contexts
from partnership.core.credentials.keys import from_multibase, multibase

SUITE = "eddsa-rdfc-2022"
# The processor writes these as they are, where RDFC-1.0 writes them in another way: then no other library would agree.
_CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]")


def printable(told: Any) -> Any:
    """Give the same data with a space for each control character, so that it can be signed."""
    if isinstance(told, dict):
        return {key: printable(value) for key, value in told.items()}
    if isinstance(told, list):
        return [printable(one) for one in told]
    return _CONTROL.sub(" ", told) if isinstance(told, str) else told


def canonical(document: dict[str, Any]) -> str:
    """Write what a document says as statements, in the one order that RDFC-1.0 gives them.

    Raises
    ------
    ValueError
        If a control character stands in it: see `printable`.
    """
    from pyld import jsonld

    said: str = jsonld.normalize(
        document,
        {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": contexts.load},
    )
    if _CONTROL.search(said):
        raise ValueError("A control character stands in what is to be signed.")
    return said


def signed(document: dict[str, Any], *, key: Ed25519PrivateKey, method: str, created: str) -> dict[str, Any]:
    """Give the document with its proof.

    Parameters
    ----------
    document
        What is said, without a proof.
    key
        The half of a key that signs.
    method
        The address at which the other half stands.
    created
        When it is signed, as an XML Schema dateTime.
    """
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    return {**document, "proof": {**proof, "proofValue": multibase(key.sign(hashed(document, proof)))}}


def holds(document: dict[str, Any], *, key: Ed25519PublicKey) -> bool:
    """Whether the proof of a document is a signature of just this document with this key."""
    said = {name: value for name, value in document.items() if name != "proof"}
    proof = dict(document["proof"])
    signature = from_multibase(proof.pop("proofValue"))
    try:
        key.verify(signature, hashed(said, proof))
    except InvalidSignature:
        return False
    return True


def hashed(document: dict[str, Any], proof: dict[str, Any]) -> bytes:
    """Give what is signed: a hash of what is said of the signature, then one of what is said."""
    told = {"@context": document["@context"], **proof}
    return b"".join(sha256(canonical(one).encode()).digest() for one in (told, document))
