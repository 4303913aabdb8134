"""Keys for what is new: made once, from its first English words, and the same for ever after."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.text import slugify

from partnership.content.models import KINDS, Kind
from partnership.core import pack

LONGEST = 40


def with_keys(kind: Kind, content: dict[str, Any]) -> dict[str, Any]:
    """Give a key to every part that has English words and no key yet; a key that somebody rests on is never given twice."""
    rule = KINDS[kind]
    if rule.named_by == "key" and not content.get("key"):
        key = _key(content, ())
        content = {"key": key, **content} if key else content
    for where in ("clauses", "questions"):
        if where in content:
            content[where] = _list_with_keys(content[where], _ever_used(where))
    for where in ("sectors", "principles"):
        if "+" in content.get(where, {}):
            more = content[where].pop("+")
            content[where][_free(_slug(more.get("en", "")), content[where])] = more
    return content


def _ever_used(where: str) -> set[str]:
    content = pack.current()
    if where == "clauses":
        return {clause.key for charter in content.charters.values() for clause in charter.clauses}
    return {question.key for check in content.readiness_checks.values() for question in check.questions}


def _list_with_keys(items: list[dict[str, Any]], used: Collection[str]) -> list[dict[str, Any]]:
    taken = {*used, *(item.get("key", "") for item in items)}
    found = []
    for item in items:
        key = item.get("key") or _key(item, taken)
        taken.add(key)
        found.append({"key": key, **item} if key else item)
    return found


def _key(item: dict[str, Any], taken: Collection[str]) -> str:
    for field in ("title", "name", "text"):
        words = item.get(field) or {}
        if words.get("en"):
            return _free(_slug(words["en"]), taken)
    return ""


def _slug(text: str) -> str:
    slug = slugify(text)[:LONGEST].rpartition("-")[0] if len(slugify(text)) > LONGEST else slugify(text)
    return slug if slug[:1].isalpha() else f"no-{slug}".strip("-")


def _free(slug: str, taken: Collection[str]) -> str:
    number, found = 2, slug
    while found in taken:
        found, number = f"{slug}-{number}", number + 1
    return found
