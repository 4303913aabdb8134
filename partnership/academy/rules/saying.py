"""Days and parts in words, the same on papers and on pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _


def day_words(iso: str) -> str:
    """Say a day that was kept as text."""
    return formats.date_format(date.fromisoformat(iso), "j F Y") if iso else ""


def part_words(part: Mapping[str, Any]) -> str:
    """Say when somebody was there, as a certificate keeps it."""
    begins, ends = datetime.fromisoformat(part["from"]), datetime.fromisoformat(part["until"])
    said = _("%(day)s, %(begins)s to %(ends)s") % {
        "day": formats.date_format(begins, "j F Y"),
        "begins": f"{begins:%H:%M}",
        "ends": f"{ends:%H:%M}",
    }
    return said if part["all"] else _("%(when)s (some of it)") % {"when": said}
