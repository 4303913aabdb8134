"""What is remembered of the words of the site: drafts, and the editions that were published as files."""

from partnership.content.models.drafts import DRAFTING, Draft
from partnership.content.models.editions import Edition, standing
from partnership.content.models.kinds import (
    KINDS,
    Kind,
    KindRule,
    kind_of,
    may_edit,
    name_for,
    programme_team,
    title_of,
)
from partnership.content.models.shelf import Ready, digest_of, keep_what_counts, kept_text, prepare
from partnership.content.models.upkeep import EVERY, SOON, Upkeep

__all__ = [
    "DRAFTING",
    "EVERY",
    "KINDS",
    "SOON",
    "Draft",
    "Edition",
    "Kind",
    "KindRule",
    "Ready",
    "Upkeep",
    "digest_of",
    "keep_what_counts",
    "kept_text",
    "kind_of",
    "may_edit",
    "name_for",
    "prepare",
    "programme_team",
    "standing",
    "title_of",
]
