"""Everything that is edited here: who looks after it, when it was looked at, who with lived experience has read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from partnership.content import rules
from partnership.content.models import DRAFTING, KINDS, Draft, Edition, Kind, kind_of, may_edit, standing, title_of
from partnership.content.queries.preview import Preview, preview
from partnership.content.queries.upkeep import LookedAfter, looked_after
from partnership.core import pack
from partnership.core.refusals import allowed
from partnership.partners.models import Kind as RoleKind
from partnership.partners.models import reach

if TYPE_CHECKING:
    from partnership.accounts.models import Person


@dataclass(frozen=True, slots=True)
class Words:
    """One file of words, as lists name it."""

    kind: str
    name: str
    title: str
    owner: str  # the team that the file names
    looked_at: date | None  # when a helpline was tried, a version published
    reviewed_by: str  # by people with lived experience; empty: not yet
    asks_review: bool  # whether that is said of this kind at all
    published_here: bool
    looked_after: LookedAfter | None

    @property
    def address(self) -> str:
        """Give what stands in its address."""
        return self.name.removesuffix(".yaml")


@dataclass(frozen=True, slots=True)
class KindOfWords:
    """All words of one kind."""

    key: str
    name: str
    about: str
    files: tuple[Words, ...]
    may_add: bool
    newest: str  # the file that a next version begins from; empty where there are no versions


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft, as lists name it."""

    pk: int
    title: str
    state: str
    state_words: str
    by: str
    changed_at: Any
    waits_for_you: bool


@dataclass(frozen=True, slots=True)
class ContentPage:
    """Everything that this person may edit, and what is on its way."""

    kinds: tuple[KindOfWords, ...]
    waiting: tuple[DraftLine, ...]  # for this very person
    drafts: tuple[DraftLine, ...]
    broken: tuple[str, ...]
    misplaced: tuple[Edition, ...]
    adds_at_once: bool


def content_page(person: Person) -> ContentPage:
    """Show what there is to edit, and what is on its way."""
    lines = draft_lines(Draft.objects.visible_to(person).open(), person)
    newest, kept = Edition.objects.visible_to(person).newest(), looked_after(person)
    return ContentPage(
        kinds=tuple(_kind(person, kind, kept) for kind in Kind if may_edit(person, kind)),
        waiting=tuple(line for line in lines if line.waits_for_you),
        drafts=tuple(line for line in lines if not line.waits_for_you),
        broken=tuple(str(one) for one in pack.broken()),
        misplaced=tuple(edition for edition in newest if not edition.in_place),
        adds_at_once=leads_safeguarding(person),
    )


def leads_safeguarding(person: Person) -> bool:
    """Whether the person may change a helpline at once."""
    held = reach(person)
    return any(RoleKind.SAFEGUARDING_LEAD in kinds for kinds in [held.whole, *held.places.values()])


def draft_lines(drafts: QuerySet[Draft], person: Person) -> tuple[DraftLine, ...]:
    """Show drafts in a list, in a constant number of queries."""
    runs = reach(person).runs_programme
    return tuple(
        _draft_line(one, person, runs=runs) for one in drafts.select_related("begun_by").prefetch_related("writers")
    )


def _draft_line(draft: Draft, person: Person, *, runs: bool) -> DraftLine:
    wrote = draft.begun_by == person or person in draft.writers.all()
    sent_back = draft.state == "sent_back" and draft.begun_by == person
    return DraftLine(
        pk=draft.pk,
        title=str(draft),
        state=draft.state,
        state_words=str(DRAFTING.states[draft.state]),
        by=str(draft.begun_by),
        changed_at=draft.changed_at,
        waits_for_you=sent_back or (draft.state == "asked" and runs and not wrote),
    )


def _kind(person: Person, kind: Kind, kept: Mapping[str, LookedAfter]) -> KindOfWords:
    rule = KINDS[kind]
    names = reversed(pack.files(rule.folder)) if rule.versions else pack.files(rule.folder)
    names = names if rule.several else (_single(kind),)
    found = tuple(_words(kind, file, kept.get(name)) for name in names if (file := pack.file(name)))
    may_add = rule.several and allowed(rules.check_can_begin, person, kind)
    newest = found[0].name if rule.versions and found else ""
    return KindOfWords(kind.value, str(kind.label), str(rule.about), found, may_add, newest)


def _single(kind: Kind) -> str:
    return "vocabulary.yaml" if kind is Kind.VOCABULARY else "pack.yaml"


def _words(kind: Kind, file: pack.File, kept: LookedAfter | None) -> Words:
    content = file.content
    looked = content.get("checked") or content.get("published")
    return Words(
        kind=kind.value,
        name=file.name,
        title=_("Version %(version)s") % {"version": content["version"]}
        if KINDS[kind].versions
        else title_of(file.name),
        owner=str(content.get("owner") or _("programme team")),
        looked_at=date.fromisoformat(looked) if looked else None,
        reviewed_by=pack.in_language(pack.Words(content["reviewed_by"])) if content.get("reviewed_by") else "",
        asks_review=KINDS[kind].versions,
        published_here=file.published_here,
        looked_after=kept,
    )


@dataclass(frozen=True, slots=True)
class WordsPage:
    """One file of words: what it says, what is on its way, what was published, and what may be done."""

    words: Words
    kind_name: str
    shown: Preview
    standing: str
    drafts: tuple[DraftLine, ...]
    editions: tuple[Edition, ...]
    versions: bool  # what is published never changes: an edit begins the next version
    removable: bool
    changes_at_once: bool


def words_page(person: Person, name: str) -> WordsPage | None:
    """Show one file; None where there is none that this person may edit."""
    kind = kind_of(name)
    file = pack.file(name) if kind and may_edit(person, kind) else None
    if kind is None or file is None:
        return None
    editions = Edition.objects.visible_to(person).of(name).select_related("published_by", "written_by")
    drafts = Draft.objects.visible_to(person).open().filter(taken_from=name)
    return WordsPage(
        words=_words(kind, file, looked_after(person).get(name)),
        kind_name=str(kind.label),
        shown=preview(kind, file.content, name),
        standing=standing(name),
        drafts=draft_lines(drafts, person),
        editions=tuple(editions[:50]),
        versions=KINDS[kind].versions,
        removable=KINDS[kind].removable,
        changes_at_once=kind is Kind.HELPLINE and leads_safeguarding(person),
    )
