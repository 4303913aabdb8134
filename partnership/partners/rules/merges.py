"""Who may merge two rows that are one, take it back, and say that two are two."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.refusals import Refusal
from partnership.partners.models import Membership, Merge, MergeJournal, Partner, reach

UNDONE_WITHIN = timedelta(days=30)


def check_can_see_merges(by: Person) -> None:
    """The programme team looks after what is here twice."""
    if not reach(by).runs_programme:
        raise Refusal(_("Only the programme team can merge what is here twice."))


def check_can_merge_partners(by: Person, kept: Partner, gone: Partner) -> None:
    """The programme team may merge two partners that are both here, neither part of the other."""
    check_can_see_merges(by)
    if kept.pk == gone.pk:
        raise Refusal(_("An organisation cannot be merged with itself. Choose two."))
    for one in (kept, gone):
        if Merge.objects.standing().filter(partner_gone=one.pk).exists():
            raise Refusal(_("%(one)s was merged into another organisation already.") % {"one": one.name})
    if kept.fictional != gone.fictional:
        raise Refusal(_("One of them is made up and the other is not. They cannot be the same."))
    if kept.pk in _above(gone) or gone.pk in _above(kept):
        raise Refusal(
            _("One of them is part of the other. If they are one, first say that neither is part of the other.")
        )
    if kept.state == "left" and gone.state != "left":
        raise Refusal(_("%(one)s has left, and the other is here. Keep the other one.") % {"one": kept.name})


def _above(partner: Partner) -> set[int]:
    above: set[int] = set()
    while partner.parent and partner.parent_id not in above:
        partner = partner.parent
        above.add(partner.pk)
    return above


def check_can_merge_people(by: Person, kept: Person, gone: Person) -> None:
    """The programme team may merge two people whom it sees; nobody decides about an account of their own."""
    check_can_see_merges(by)
    if kept.pk == gone.pk:
        raise Refusal(_("Nobody can be merged with themselves. Choose two."))
    if by.pk in (kept.pk, gone.pk):
        raise Refusal(_("One of them is you. Somebody else of the programme team has to do this."))
    if any(one.system or one.erased_at for one in (kept, gone)):
        raise Refusal(_("There is nobody behind one of these rows any more."))
    if kept.fictional != gone.fictional:
        raise Refusal(_("One of them is made up and the other is not. They cannot be the same."))
    seen = Membership.objects.visible_to(by).filter(person__in=[kept.pk, gone.pk])
    if seen.values("person").distinct().count() < 2:
        raise Refusal(_("Only people who belong to an organisation here can be merged."))


def check_can_undo_merge(by: Person, merge: Merge) -> None:
    """The programme team may, for thirty days, the newest merge first."""
    check_can_see_merges(by)
    if merge.undone_at:
        raise Refusal(_("This merge was taken back already."))
    if merge.person and merge.person.erased_at:
        raise Refusal(_("They have been erased since, so there is nothing to take back."))
    if merge.merged_at < timezone.now() - UNDONE_WITHIN or not MergeJournal.objects.filter(merge=merge).exists():
        raise Refusal(_("This was merged more than thirty days ago. What stood where is not known any more."))
    of_either = [one for one in (merge.partner_id, merge.partner_gone_id) if one]
    of_anybody = [one for one in (merge.person_id, merge.person_gone_id) if one]
    rows = Q(partner__in=of_either) | Q(partner_gone__in=of_either)
    rows |= Q(person__in=of_anybody) | Q(person_gone__in=of_anybody)
    if Merge.objects.standing().filter(rows, pk__gt=merge.pk).exists():
        raise Refusal(_("One of the two was merged again since. Take that back first."))


def check_can_say_distinct(by: Person, first: Partner | Person, second: Partner | Person) -> None:
    """The programme team may."""
    check_can_see_merges(by)
    if first.pk == second.pk:
        raise Refusal(_("These are the same row. Choose two."))
