"""The kinds of words that are edited on the site, and what is so of each wherever it is edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.partners.models import Kind as RoleKind
from partnership.partners.models import Role, reach
from partnership.partners.models.reach import RUN_THE_PROGRAMME


class Kind(models.TextChoices):
    """What a file of words is."""

    CHARTER = "charter", _("Charter")
    READINESS = "readiness", _("Readiness check")
    HELPLINE = "helpline", _("Helpline")
    NOTICE = "notice", _("Notice")
    VOCABULARY = "vocabulary", _("Vocabulary")
    SENTENCES = "sentences", _("The partnership's own sentences")


@dataclass(frozen=True, slots=True)
class KindRule:
    """Where files of a kind lie, what in them gives the file its name, and what may become of them.

    `versions`: what was published is never changed, so an edit is another version.
    """

    schema: str
    folder: str = ""  # empty: one file for the whole pack
    named_by: str = ""
    versions: bool = False
    removable: bool = False
    about: str | Promise = ""

    @property
    def several(self) -> bool:
        """Whether there may be more than one file of this kind."""
        return bool(self.folder)


KINDS: Mapping[Kind, KindRule] = {
    Kind.CHARTER: KindRule(
        "charter",
        "charter",
        "version",
        versions=True,
        about=_("What organisations promise. Whoever has signed sees what changed in a new version."),
    ),
    Kind.READINESS: KindRule(
        "readiness",
        "readiness",
        "version",
        versions=True,
        about=_("Questions to talk about before committing. There are no marks."),
    ),
    Kind.HELPLINE: KindRule(
        "helpline", "helplines", "key", removable=True, about=_("Help now, at the foot of every page.")
    ),
    Kind.NOTICE: KindRule(
        "notice", "notices", "key", removable=True, about=_("A short text shown on pages for a time.")
    ),
    Kind.VOCABULARY: KindRule(
        "vocabulary", about=_("Sectors, principles, stages of life, factors and groups: what they are called.")
    ),
    Kind.SENTENCES: KindRule("pack", about=_("The name, the vision, the promises on the front page.")),
}
_FILES = {Kind.VOCABULARY: "vocabulary.yaml", Kind.SENTENCES: "pack.yaml"}
_BY_FOLDER = {rule.folder: kind for kind, rule in KINDS.items() if rule.several}
_BY_FILE = {name: kind for kind, name in _FILES.items()}


def kind_of(name: str) -> Kind | None:
    """Give the kind of a content file; None where it is not edited here."""
    folder, slash, rest = name.partition("/")
    if slash:
        return _BY_FOLDER.get(folder) if rest.endswith(".yaml") and "/" not in rest else None
    return _BY_FILE.get(name)


def name_for(kind: Kind, content: Mapping[str, Any]) -> str:
    """Give the name of the file that this content belongs in; nothing while it does not say."""
    rule = KINDS[kind]
    if not rule.several:
        return _FILES[kind]
    said = str(content.get(rule.named_by) or "")
    return f"{rule.folder}/{said}.yaml" if said else ""


def title_of(name: str) -> str:
    """Give what people call a file of words; its name where there is none any more."""
    kind, file = kind_of(name), pack.file(name)
    if kind is None or file is None:
        return name
    if KINDS[kind].versions:
        return f"{kind.label}, {file.content['version']}"
    if not KINDS[kind].several:
        return str(kind.label)
    words = pack.in_language(pack.Words(file.content.get("name") or file.content["text"]))
    return words if len(words) <= 80 else f"{words[:79]}…"


def may_edit(person: Person | None, kind: Kind | None) -> bool:
    """Whether the person's roles let them edit this kind: the programme everything, safeguarding leads helplines."""
    held = reach(person)
    if held.runs_programme:
        return True
    everywhere = [held.whole, *held.places.values()]
    return kind is Kind.HELPLINE and any(RoleKind.SAFEGUARDING_LEAD in kinds for kinds in everywhere)


def programme_team(*, but: Iterable[int]) -> list[Person]:
    """Give everybody who runs the programme today, but these."""
    held = Role.objects.current().filter(kind__in=RUN_THE_PROGRAMME, partner=None, place="").exclude(person__in=but)
    return list(Person.objects.filter(pk__in=held.values("person"), is_active=True).order_by("pk"))
