"""What waits to be read, and what it says beside the words: never one of them."""

from __future__ import annotations

from django.utils import timezone

from partnership.reading.models import Text


def is_late() -> bool:
    """Whether anything waits longer than we promised."""
    return Text.objects.unread().filter(read_by_on__lt=timezone.localdate()).exists()
