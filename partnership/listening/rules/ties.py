"""What an Action is tied to when it comes of what people told us: a barrier or a theme, and never a story."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from partnership.core.events import urn
from partnership.core.pack import current, in_language
from partnership.listening.models import Theme


def barrier_urn(key: str) -> str:
    """Give the urn of something that gets in people's way, as every part of the site says it."""
    return f"urn:heartwood:barrier:{current().key}:{key}"


def barrier_tie(key: str) -> tuple[str, str, str]:
    """Give what ties an Action to something that gets in people's way: urn, words, and the page about it."""
    listening = current().listening
    known = listening.barriers.get(key) if listening else None
    page = f"{reverse('what-changed')}?{urlencode({'barrier': key})}"
    return barrier_urn(key), in_language(known.name) if known else key, page


def theme_tie(theme: Theme) -> tuple[str, str, str]:
    """Give what ties an Action to what many people said."""
    return urn(theme), theme.title, reverse("theme", kwargs={"pk": theme.pk})
