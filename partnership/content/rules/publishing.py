"""Who may let words count, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from partnership.content.models import Draft, Edition, Kind, may_edit, name_for, standing
from partnership.content.rules.drafts import check_is_up_to_date, check_place
from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind as RoleKind
from partnership.partners.models import reach

if TYPE_CHECKING:
    from partnership.accounts.models import Person


def _check_is_second(person: Person, draft: Draft) -> None:
    if not reach(person).runs_programme:
        raise Refusal(_("A second person of the programme team reads this and decides."))
    if draft.is_written_by(person):
        raise Refusal(_("You wrote some of this yourself. Somebody else of the programme team has to read it."))


def check_can_publish(person: Person, draft: Draft, problems: Sequence[object] = (), seen: int | None = None) -> None:
    """Somebody of the programme team who wrote none of it, for the very words they read, sound and up to date."""
    draft.TRANSITIONS.check("published", draft.state)
    _check_is_second(person, draft)
    if seen is not None and seen != draft.revision:
        raise Refusal(_("The words have changed since you read them. Nothing was published. Read them once more."))
    if problems:
        raise Refusal(_("The check found something after all, so nothing was published. Send it back to be put right."))
    check_is_up_to_date(draft)
    if not draft.removal:
        check_place(draft)


def check_can_send_back(person: Person, draft: Draft, words: str) -> None:
    """The same second person, with words that help."""
    draft.TRANSITIONS.check("sent_back", draft.state)
    _check_is_second(person, draft)
    if not words.strip():
        raise Refusal(_("Say what should be different, so that whoever wrote this knows what to do."))


def check_can_act_at_once(person: Person) -> None:
    """A safeguarding lead."""
    held = reach(person)
    if not any(RoleKind.SAFEGUARDING_LEAD in kinds for kinds in [held.whole, *held.places.values()]):
        raise Refusal(_("Only a safeguarding lead changes a helpline at once. Others begin a draft."))


def _check_why(why: str) -> None:
    if not why.strip():
        raise Refusal(_("Say in a few words why. The programme team reads it."))


def check_can_change_at_once(
    person: Person, content: Mapping[str, Any], *, why: str, problems: Sequence[object], seen: str, new: bool
) -> None:
    """A safeguarding lead, for a sound helpline that nobody has changed since it was read."""
    check_can_act_at_once(person)
    _check_why(why)
    if problems:
        raise Refusal(_("There is still something to put right. Each thing is said beside its words."))
    name = name_for(Kind.HELPLINE, content)
    if new and pack.file(name) is not None:
        raise Refusal(_("There is one of that name already. Change that one, or choose another name."))
    if standing(name) != seen and not new:
        raise Refusal(
            _("Somebody has just changed this helpline. Nothing of yours is saved yet. Look at it as it is now.")
        )


def check_can_remove_at_once(person: Person, name: str, *, why: str, seen: str) -> None:
    """A safeguarding lead, for a helpline that nobody has changed since it was read; never the last one."""
    check_can_act_at_once(person)
    _check_why(why)
    if not name.startswith("helplines/") or pack.file(name) is None:
        raise Refusal(_("There is no such helpline any more. Perhaps somebody has just removed it."))
    if standing(name) != seen:
        raise Refusal(
            _("Somebody has just changed this helpline. Nothing of yours is saved yet. Look at it as it is now.")
        )
    if len(pack.files("helplines")) == 1:
        raise Refusal(_("This is the last helpline. Add another one first, so that nobody is left without."))


def check_can_put_back(person: Person, edition: Edition) -> None:
    """Whoever may edit the kind, where the newest edition is not the file that counts."""
    if not may_edit(person, Kind(edition.kind)):
        raise Refusal(
            _("The programme team edits these words. Tell them what should change, and they can begin a draft.")
        )
    if Edition.objects.of(edition.name).filter(number__gt=edition.number).exists():
        raise Refusal(_("A newer edition of the same words was published. That one counts."))
    if edition.in_place:
        raise Refusal(_("This edition is in its place."))
