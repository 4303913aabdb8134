"""Who looks after words, and which of them are to be checked again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.content.models import EVERY, KINDS, SOON, Kind, Upkeep, kind_of, may_edit, title_of
from partnership.core import pack
from partnership.core.components import Need
from partnership.partners.models import Kind as RoleKind
from partnership.partners.models import Role, reach
from partnership.partners.models.reach import RUN_THE_PROGRAMME

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class LookedAfter:
    """Who looks after one file (nobody: the team that the file names), and by when it is checked again."""

    owner: Person | None
    left: bool  # somebody was named, and may not edit it any more
    checked_at: date | None
    check_by: date | None

    @property
    def is_due(self) -> bool:
        """Whether it is to be checked about now."""
        return self.check_by is not None and self.check_by <= timezone.localdate() + SOON

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed."""
        return self.check_by is not None and self.check_by < timezone.localdate()


def looked_after(person: Person) -> Mapping[str, LookedAfter]:
    """Give who looks after each file that the person may edit, by its name: one question, however many files there are."""
    rows = {row.name: row for row in Upkeep.objects.visible_to(person).with_stands().select_related("owner")}
    lines = pack.files(KINDS[Kind.HELPLINE].folder) if may_edit(person, Kind.HELPLINE) else ()
    found = {name: _looked_after(name, rows.get(name)) for name in (*lines, *rows)}
    return {name: one for name, one in found.items() if one}


def _looked_after(name: str, row: Upkeep | None) -> LookedAfter | None:
    file = pack.file(name)
    if file is None:
        return None
    tried = date.fromisoformat(file.content["checked"]) if kind_of(name) is Kind.HELPLINE else None
    if row is None:
        return LookedAfter(None, left=False, checked_at=tried, check_by=tried + EVERY if tried else None)
    stands: bool = row.stands  # type: ignore[attr-defined]
    checked = timezone.localtime(row.checked_at).date() if row.checked_at else None
    return LookedAfter(
        row.owner if stands else None,
        left=bool(row.owner) and not stands,
        checked_at=max(filter(None, (tried, checked)), default=None),
        check_by=row.check_by,
    )


def to_check(person: Person) -> Iterator[Need]:
    """Give the words that this person is asked to check again: their own, and what nobody is named for to the team."""
    if not any(may_edit(person, kind) for kind in Kind):
        return
    runs = reach(person).runs_programme
    for name, one in looked_after(person).items():
        if one.is_due and (one.owner == person or (one.owner is None and runs)):
            href = reverse("words", kwargs={"address": name.removesuffix(".yaml")})
            said = _("Check that this is still right: %(title)s") % {"title": title_of(name)}
            yield Need(said, href, one.check_by, _("The words of this site"))


def could_look_after(kind: Kind, person: Person, now: LookedAfter | None) -> tuple[tuple[int, str], ...]:
    """Give the people who may edit words of this kind and whose role this person may see, and whoever looks after it now.

    So a safeguarding lead does not learn here who runs the programme.
    """
    held = Q(kind__in=RUN_THE_PROGRAMME, place="")
    if kind is Kind.HELPLINE:
        held |= Q(kind=RoleKind.SAFEGUARDING_LEAD)
    roles = Role.objects.visible_to(person).current().filter(held, partner=None)
    chosen = Q(pk__in=roles.values("person")) | Q(pk=now.owner.pk if now and now.owner else None)
    people = Person.objects.filter(chosen, is_active=True).order_by("name", "pk")
    return tuple((one.pk, str(one)) for one in people)
