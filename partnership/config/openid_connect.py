"""Sign-in through other organisations' accounts (OpenID Connect): off until somebody configures it.

OPENID_CONNECT holds JSON, or the path of a file of it: a list of providers, each with `key` (stands in addresses), `name`
(on the button), `server_url`, `client_id` and `secret`. Optional: `second_factor` (true: it asks for one itself),
`trust_email` (true: whoever it says owns an address may use the account with that address), `also_at` (a list of further
addresses that its sign-in leads to, where that is another host than `server_url`).
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

NEEDED = ("key", "name", "server_url", "client_id", "secret")
OPTIONAL = ("second_factor", "trust_email", "also_at")


@dataclass(frozen=True, slots=True)
class Provider:
    """Whoever lets their own people sign in here."""

    key: str
    name: str
    server_url: str
    client_id: str
    secret: str = field(repr=False)
    second_factor: bool = False
    trust_email: bool = False
    also_at: tuple[str, ...] = ()


def providers(value: str) -> tuple[Provider, ...]:
    """Read the setting; nothing gives nobody."""
    if not value.strip():
        return ()
    try:
        text = value if value.lstrip().startswith("[") else Path(value).read_text(encoding="utf-8")
        listed = json.loads(text)
        return tuple(_provider(one) for one in listed)
    except (OSError, ValueError, TypeError, AttributeError) as problem:
        raise ImproperlyConfigured(
            f"OPENID_CONNECT cannot be read ({problem}); see docs/how-to/sign-in.md for what would do."
        ) from problem


def _provider(one: dict) -> Provider:
    missing = [name for name in NEEDED if not one.get(name)]
    strange = sorted(set(one) - {*NEEDED, *OPTIONAL})
    if missing or strange:
        raise ValueError(
            f"a provider needs {', '.join(missing) or 'nothing more'}; unknown: {', '.join(strange) or 'nothing'}"
        )
    return Provider(**{**one, "also_at": tuple(one.get("also_at", ()))})


def apps(listed: tuple[Provider, ...]) -> list[dict]:
    """Give what django-allauth asks for."""
    return [
        {
            "provider_id": one.key,
            "name": one.name,
            "client_id": one.client_id,
            "secret": one.secret,
            "settings": {"server_url": one.server_url, "email_authentication": one.trust_email},
        }
        for one in listed
    ]


def addresses(listed: tuple[Provider, ...]) -> list[str]:
    """Give where a browser is led to when somebody signs in through a provider."""
    parts = [urlsplit(address) for one in listed for address in (one.server_url, *one.also_at)]
    return sorted({f"{part.scheme}://{part.netloc}" for part in parts})
