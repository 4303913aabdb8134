"""What was taken back, for many credentials at once, so that asking for one tells nobody which (W3C, Bitstring Status List 1.0)."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Iterable
from typing import Any

from partnership.core.credentials import contexts

LENGTH = 131_072  # of one list: as many as the standard asks for at least, so that nobody is alone in one


def entry(address: str, place: int) -> dict[str, str]:
    """Say where it stands whether one credential was taken back."""
    return {
        "id": f"{address}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(place),
        "statusListCredential": address,
    }


def status_list(address: str, issuer: str, standing: Iterable[int], valid_from: str) -> dict[str, Any]:
    """Give a list, not signed yet, in which the credentials at these places stand and no others."""
    return {
        "@context": [contexts.CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": valid_from,
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": _encoded(standing),
        },
    }


def _encoded(standing: Iterable[int]) -> str:
    """Write the list: a bit for each place, the first on the left; 1 is taken back, or not known here."""
    bits = bytearray(b"\xff" * (LENGTH // 8))
    for place in standing:
        bits[place // 8] &= ~(0x80 >> place % 8)
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")
