"""What was published: one edition beside the one before it, and everything as files to take away."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.content.models import Edition, kept_text
from partnership.content.queries.differences import Change, difference
from partnership.core import pack


@dataclass(frozen=True, slots=True)
class EditionPage:
    """One edition: who, when, why, and what it changed."""

    edition: Edition
    by: str
    written_by: str
    changes: tuple[Change, ...]
    is_first: bool


def edition_page(edition: Edition) -> EditionPage:
    """Show one edition."""
    return EditionPage(
        edition=edition,
        by=str(edition.published_by),
        written_by=str(edition.written_by),
        changes=difference(_content(edition.before_sha256), _content(edition.sha256)),
        is_first=not edition.before_sha256,
    )


def _content(sha256: str) -> dict[str, Any]:
    text = kept_text(sha256) if sha256 else None
    found: dict[str, Any] = yaml.safe_load(text) if text else {}
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in found.items()}


@dataclass(frozen=True, slots=True)
class Export:
    """Everything that was published here, as files by name, with a page that says where each goes."""

    files: dict[str, str]

    def zipped(self) -> bytes:
        """Give them as one archive."""
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in self.files.items():
                archive.writestr(name, text)
        return held.getvalue()


def everything_published() -> Export:
    """Gather the files that were published here and count now, and the marks of those that were taken away."""
    folder = pack.overlay()
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in (".yaml", pack.REMOVED))
    names = [path.relative_to(folder).as_posix() for path in found]
    files = {name: (folder / name).read_text("utf-8") for name in names if not name.startswith(".")}
    return Export({"README.txt": _read_me(list(files)), **files})


def _read_me(names: list[str]) -> str:
    lines = [
        _("What was published on the site over the pack %(pack)s, on %(day)s.")
        % {"pack": pack.current().key, "day": f"{timezone.localdate():%Y-%m-%d}"},
        "",
        _(
            "Each file belongs in the pack's folder under the same name. Copy it there; it takes the place of the one before."
        ),
        _("A name that ends in .removed says that the file without that ending was taken away. Delete that file."),
        _("Then run: heartwood pack check <the pack's folder>"),
        "",
        *(names or [_("Nothing has been published here yet.")]),
    ]
    return "\n".join(lines) + "\n"
