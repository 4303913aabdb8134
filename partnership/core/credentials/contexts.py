"""What the words of a credential mean: published files, kept here, so that nothing is ever fetched."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "contexts"
CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
# Only named on the page of the keys, in words that every verifier knows: nothing of it is signed or read here.
CONTROLLER = "https://www.w3.org/ns/did/v1"
MULTIKEY = "https://w3id.org/security/multikey/v1"
KNOWN = {CREDENTIALS: HERE / "credentials-v2.jsonld", OPEN_BADGES: HERE / "open-badges-3.0.3.jsonld"}


def load(address: str, options: object = None) -> dict[str, Any]:
    """Give a context as the JSON-LD processor asks for it; any other address is refused, never fetched."""
    if address not in KNOWN:
        raise LookupError(f"{address} is none of the contexts that are kept here: {', '.join(KNOWN)}.")
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": _read(KNOWN[address]),
    }


@cache
def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
