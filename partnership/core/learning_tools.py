"""Courses that are held in another organisation's learning system (LTI 1.3, we lead there): off until somebody configures it.

LEARNING_TOOLS holds JSON, or the path of a file of it: a list of tools, each with `key` (stands in addresses), `name` (whose
it is, on the page), `login_url` (where its sign-in starts), `redirect_urls` (the only addresses that an answer is sent to),
`client_id`, `deployment_id` and `courses` (which course of ours opens which address there).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

NEEDED = frozenset({"key", "name", "login_url", "redirect_urls", "client_id", "deployment_id", "courses"})


@dataclass(frozen=True, slots=True)
class Tool:
    """A learning system elsewhere, and what of ours is held there."""

    key: str
    name: str
    login_url: str
    redirect_urls: tuple[str, ...]
    client_id: str
    deployment_id: str
    courses: Mapping[str, str]  # address there, by our key of the course

    @property
    def origins(self) -> list[str]:
        """Give where a form of ours may lead: the tool's own addresses and nowhere else."""
        parts = [urlsplit(address) for address in (self.login_url, *self.redirect_urls)]
        return sorted({f"{part.scheme}://{part.netloc}" for part in parts})


def tools(value: str) -> tuple[Tool, ...]:
    """Read the setting; nothing gives none."""
    if not value.strip():
        return ()
    try:
        text = value if value.lstrip().startswith("[") else Path(value).read_text(encoding="utf-8")
        return tuple(_tool(one) for one in json.loads(text))
    except (OSError, ValueError, TypeError, AttributeError) as problem:
        raise ImproperlyConfigured(
            f"LEARNING_TOOLS cannot be read ({problem}); see docs/how-to/lead-to-another-learning-system.md."
        ) from problem


def _tool(one: dict) -> Tool:
    missing, strange = sorted(name for name in NEEDED if not one.get(name)), sorted(set(one) - NEEDED)
    if missing or strange:
        raise ValueError(
            f"a tool needs {', '.join(missing) or 'nothing more'}; unknown: {', '.join(strange) or 'nothing'}"
        )
    tool = Tool(**{**one, "redirect_urls": tuple(one["redirect_urls"])})
    for address in (tool.login_url, *tool.redirect_urls, *tool.courses.values()):
        if not _is_safe(address):
            raise ValueError(f"{address} is no https address")
    return tool


def _is_safe(address: str) -> bool:
    """Whether it is an address with https, or one on this machine for trying it out."""
    part = urlsplit(address)
    return part.scheme == "https" or (part.scheme == "http" and part.hostname in ("localhost", "127.0.0.1"))
