"""Making one of two rows that are one, and taking it back. Nothing is deleted, and no dated row is lost."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import events, search
from partnership.partners.actions.finding import _partners_can_be_found, _people_can_be_found
from partnership.partners.actions.moving import _Moving
from partnership.partners.actions.putting_back import _put_back
from partnership.partners.models import Distinction, Merge, Partner, Standing, forget_reach, held
from partnership.partners.models.fields import PARTNER_FIELDS, PERSON_FIELDS
from partnership.partners.rules import merges as rules

Row = TypeVar("Row", Partner, Person)
BLANK = {"email": None, "name": "", "password": "", "is_active": False, "last_login": None}


@transaction.atomic
def merge_partners(kept: Partner, gone: Partner, *, by: Person, chosen: Collection[str] = ()) -> Merge:
    """Make one partner of two: everything of the one that goes moves to the other; `chosen` fields are taken from it."""
    rules.check_can_merge_partners(by, *_both(kept, gone))
    merge = Merge.objects.create(partner=kept, partner_gone=gone, merged_by=by)
    moving = _Moving(merge, by=by)
    moving.move()
    moving.change(kept, {name: getattr(gone, name) for name in PARTNER_FIELDS if name in chosen})
    why = f"{gone.name} → {kept.name}"[:300]
    moving.make(Standing(partner=kept, state=kept.state, since_at=timezone.now(), since_by=by, why=why))
    if gone.state != "left":
        moving.make(Standing(partner=gone, state="left", since_at=timezone.now(), since_by=by, why=why))
    moving.change(gone, {"state": "left", "listed": False})
    search.remove(gone)
    _partners_can_be_found([kept])
    moving.close()
    events.record(by=by, verb="partners.merged", thing=merge)
    return merge


@transaction.atomic
def merge_people(kept: Person, gone: Person, *, by: Person, chosen: Collection[str] = ()) -> Merge:
    """Make one person of two. The row that goes is emptied: nobody can sign in with it, and it names nobody."""
    rules.check_can_merge_people(by, *_both(kept, gone))
    merge = Merge.objects.create(person=kept, person_gone=gone, merged_by=by)
    moving = _Moving(merge, by=by)
    moving.move()
    taken = {name: value for name in PERSON_FIELDS if name in chosen and (value := getattr(gone, name))}
    used = [one.last_login for one in (kept, gone) if one.last_login]
    taken |= {"last_login": max(used, default=None)}
    taken |= {"second_factor_required": kept.second_factor_required or gone.second_factor_required}
    moving.remove_addresses(kept if "email" in taken else None, gone)
    moving.change(gone, BLANK | {"erased_at": timezone.now()})
    moving.change(kept, taken)
    search.remove(gone)
    _people_can_be_found([kept.pk])
    moving.close()
    for person in (kept, gone):
        forget_reach(person)
    events.record(by=by, verb="people.merged", thing=merge)
    return merge


@transaction.atomic
def undo_merge(merge: Merge, *, by: Person) -> int:
    """Put everything back where it was; give how many things stay because somebody has changed them since."""
    rules.check_can_undo_merge(by, held(merge))
    _both(merge.kept, merge.gone)
    left = _put_back(merge)
    _find_both_again(merge)
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    events.record(by=by, verb="merge.undone", thing=merge)
    return left


@transaction.atomic
def say_distinct(first: Partner | Person, second: Partner | Person, *, by: Person) -> Distinction:
    """Say that two rows that look alike are two; they are not proposed again."""
    rules.check_can_say_distinct(by, first, second)
    kind = "partner" if isinstance(first, Partner) else "person"
    low, high = sorted((first, second), key=lambda one: one.pk)
    distinction, _new = Distinction.objects.get_or_create(
        **{f"first_{kind}": low, f"second_{kind}": high}, defaults={"said_by": by}
    )
    events.record(by=by, verb="pair.distinguished", thing=distinction)
    return distinction


def _both(kept: Row, gone: Row) -> tuple[Row, Row]:
    """Hold both rows, always in the same order, so that two merges the other way round wait instead of stopping."""
    for one in sorted({kept, gone}, key=lambda row: row.pk):
        held(one)
    return kept, gone


def _find_both_again(merge: Merge) -> None:
    keys = [merge.kept.pk, merge.gone.pk]
    if isinstance(merge.kept, Partner):
        _partners_can_be_found(Partner.objects.filter(pk__in=keys))
    else:
        _people_can_be_found(keys)
