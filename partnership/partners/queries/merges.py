"""What the pages of merges show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.exports import ListExport
from partnership.core.models import Event
from partnership.core.refusals import why_not
from partnership.core.visibility import Visible
from partnership.partners.models import Distinction, Membership, Merge, MergeJournal, Partner
from partnership.partners.models.columns import fold_body
from partnership.partners.models.fields import PARTNER_FIELDS, PERSON_FIELDS
from partnership.partners.models.links import links_to
from partnership.partners.queries.doubles import Double, double_partners, double_people
from partnership.partners.queries.organisations import sector_words
from partnership.partners.rules import merges as rules

ON_A_PAGE = 50
BOTH = ("partner", "partner_gone", "person", "person_gone")
SHOWN = 20  # rows of one table; the others are counted


@dataclass(frozen=True, slots=True)
class MergeLine:
    """One merge in the list."""

    pk: int
    kept: str
    gone: str
    at: datetime
    by: str
    undone_at: datetime | None
    until: date
    why_not: str  # why it cannot be taken back, if it cannot


@dataclass(frozen=True, slots=True)
class MergeList:
    """What is perhaps here twice, and what was merged."""

    doubles: tuple[Double, ...]
    lines: tuple[MergeLine, ...]
    page: Page[Merge]


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """What both rows say in one field."""

    name: str
    label: str
    kept: str
    gone: str

    @property
    def differ(self) -> bool:
        """Whether there is anything to choose."""
        return self.gone not in ("", self.kept)


@dataclass(frozen=True, slots=True)
class Moves:
    """The rows of one table that would move."""

    what: str
    rows: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class MergePage:
    """Two rows beside one another, and everything that would move."""

    kind: str
    kept: int
    kept_name: str
    gone: int
    gone_name: str
    fields: tuple[FieldChoice, ...]
    moves: tuple[Moves, ...]
    refused: str


def merge_list(by: Person, page: str | None) -> MergeList:
    """Gather what is perhaps here twice, and the merges there were, newest first."""
    rules.check_can_see_merges(by)
    merges = Merge.objects.visible_to(by).select_related(*BOTH, "merged_by")
    shown = Paginator(merges, ON_A_PAGE).get_page(page)
    lines = tuple(_line(merge) for merge in shown)
    return MergeList((*double_partners(by), *double_people(by)), lines, shown)


def merges_export(by: Person) -> ListExport:
    """Give the merges there were as a list."""
    rules.check_can_see_merges(by)
    merges = Merge.objects.visible_to(by).select_related(*BOTH, "merged_by")
    lines = (_line(one) for one in merges)
    return ListExport(
        name=("merges",),
        about=_("One row is one time that two organisations, or two people, were made one."),
        columns=(_("Kept"), _("Put into it"), _("Day"), _("By"), _("Taken back on")),
        rows=[
            (
                *(one.kept, one.gone, timezone.localdate(one.at), one.by),
                timezone.localdate(one.undone_at) if one.undone_at else None,
            )
            for one in lines
        ],
        who_may_see=_("The programme team."),
    )


def merge_line(by: Person, merge: Merge) -> MergeLine:
    """Say one merge, and whether it can be taken back."""
    return _line(merge, why_not(rules.check_can_undo_merge, by, merge))


def _line(merge: Merge, why_not: str = "") -> MergeLine:
    until = timezone.localdate(merge.merged_at + rules.UNDONE_WITHIN)
    kept, gone = str(merge.kept), str(merge.gone)
    return MergeLine(merge.pk, kept, gone, merge.merged_at, str(merge.merged_by), merge.undone_at, until, why_not)


def find_partner(by: Person, typed: str) -> Partner | None:
    """Give the one partner of this name or address."""
    if not typed.strip():
        return None
    seen = Partner.objects.visible_to(by)
    exact = seen.filter(slug=typed.strip()).first()
    same = [one for one in seen if fold_body(one.name) == fold_body(typed)]
    return exact or (same[0] if len(same) == 1 else None)


def find_person(by: Person, typed: str) -> Person | None:
    """Give the one person with this e-mail address among those who belong somewhere."""
    seen = (
        Membership.objects.visible_to(by).filter(person__email__iexact=typed.strip()).select_related("person").first()
    )
    return seen.person if seen and typed.strip() else None


def people_seen(by: Person, *keys: int) -> list[Person]:
    """Give the people of these keys whom the person sees, in this order; who is not seen is left out."""
    rows = Membership.objects.visible_to(by).filter(person__in=keys).select_related("person")
    seen = {row.person_id: row.person for row in rows}
    return [seen[key] for key in keys if key in seen]


def merge_page(by: Person, kept: Partner | Person, gone: Partner | Person) -> MergePage:
    """Put both rows beside one another."""
    rules.check_can_see_merges(by)
    is_partner = isinstance(kept, Partner)
    names = PARTNER_FIELDS if is_partner else PERSON_FIELDS
    check: Any = rules.check_can_merge_partners if is_partner else rules.check_can_merge_people
    return MergePage(
        kind="partner" if is_partner else "person",
        kept=kept.pk,
        kept_name=str(kept),
        gone=gone.pk,
        gone_name=str(gone),
        fields=tuple(_choice(name, kept, gone) for name in names),
        moves=tuple(_moves(by, gone)),
        refused=why_not(check, by, kept, gone),
    )


def _choice(name: str, kept: Partner | Person, gone: Partner | Person) -> FieldChoice:
    label = str(getattr(kept._meta.get_field(name), "verbose_name", name))
    return FieldChoice(name, label, _shown(kept, name), _shown(gone, name))


def _shown(row: Model, name: str) -> str:
    value = getattr(row, name)
    if name == "sector":
        return sector_words(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    words = getattr(row, f"get_{name}_display", lambda: value)()
    return str(words or "")


def _moves(by: Person, gone: Partner | Person) -> Iterator[Moves]:
    """Give what leads to the row and may be seen by whoever asks. What was confided to others moves unseen and uncounted."""
    for table, field in links_to(type(gone)):
        if (
            table in (Event, Merge, MergeJournal, Distinction)
            or field.remote_field is None
            or field.remote_field.hidden
        ):
            continue
        rows = table._default_manager.all()
        if not isinstance(rows, Visible):
            continue
        seen = rows.visible_to(by).filter(**{field.name: gone.pk}).select_related(None)
        count = seen.count()
        if count:
            yield Moves(str(table._meta.verbose_name_plural), tuple(map(str, seen[:SHOWN])), max(0, count - SHOWN))
