"""Who may write words, and when a draft may go on its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from partnership.content.models import KINDS, Draft, Kind, may_edit, name_for, standing
from partnership.core import pack
from partnership.core.refusals import Refusal

if TYPE_CHECKING:
    from partnership.accounts.models import Person


def check_can_open(person: Person) -> None:
    """The pages about words are for whoever may edit some."""
    if not any(may_edit(person, kind) for kind in Kind):
        raise Refusal(
            _("The words of this site are edited by the programme team. Safeguarding leads look after the helplines.")
        )


def _check_may_edit(person: Person, kind: str) -> None:
    if kind not in Kind.values:
        raise Refusal(_("There is nothing of that kind to edit here."))
    if not may_edit(person, Kind(kind)):
        raise Refusal(
            _("The programme team edits these words. Tell them what should change, and they can begin a draft.")
        )


def check_can_begin(person: Person, kind: str, taken_from: str = "", *, removal: bool = False) -> None:
    """Whoever may edit the kind, from a file that is there; only some kinds can be added to or removed."""
    _check_may_edit(person, kind)
    rule = KINDS[Kind(kind)]
    if taken_from and pack.file(taken_from) is None:
        raise Refusal(_("There is no such text any more. Perhaps somebody has just removed it."))
    if removal and not (rule.removable and taken_from):
        raise Refusal(_("This cannot be removed. Somebody may rest on it. Write another version instead."))
    if not rule.several and not taken_from:
        raise Refusal(_("There is only one of this. Begin from the one that is there."))


def check_can_write(person: Person, draft: Draft) -> None:
    """Whoever may edit the kind, while nobody is reading it to decide."""
    _check_may_edit(person, draft.kind)
    draft.TRANSITIONS.check("written", draft.state)


def check_can_check(person: Person, draft: Draft, problems: Sequence[object]) -> None:
    """Whoever may edit the kind, once nothing is left to put right and the place for it is free."""
    _check_may_edit(person, draft.kind)
    draft.TRANSITIONS.check("checked", draft.state)
    if problems:
        raise Refusal(_("There is still something to put right. Each thing is said beside its words."))
    check_place(draft)


def check_place(draft: Draft) -> None:
    """A draft belongs in one file, and what was published in versions is never changed."""
    rule, name = KINDS[Kind(draft.kind)], place_of(draft.kind, draft.content)
    if not name:
        raise Refusal(_("It has no name yet, so nobody could find it again. Write its first words."))
    if rule.versions and pack.file(name) is not None:
        raise Refusal(
            _(
                "Version %(version)s was published already. What people have signed is never changed: give yours another"
                " version."
            )
            % {"version": draft.content.get("version")}
        )
    if draft.is_new and not rule.versions and pack.file(name) is not None:
        raise Refusal(_("There is one of that name already. Change that one, or choose another name."))


def place_of(kind: str, content: Mapping[str, Any]) -> str:
    """Give the file that this content belongs in; nothing while it does not say."""
    return name_for(Kind(kind), content)


def check_can_ask(person: Person, draft: Draft) -> None:
    """Whoever may edit the kind, once it is checked and rests on what is published now."""
    _check_may_edit(person, draft.kind)
    draft.TRANSITIONS.check("asked", draft.state)
    check_is_up_to_date(draft)


def check_is_up_to_date(draft: Draft) -> None:
    """What was published since the draft was begun must not be lost unseen."""
    if not draft.taken_from or KINDS[Kind(draft.kind)].versions:
        return
    if standing(draft.name) != draft.base:
        raise Refusal(
            _(
                "Since this draft was begun, another edition of the same words was published. Look at what is different,"
                " then say that yours may take its place."
            )
        )


def check_can_take_back(person: Person, draft: Draft) -> None:
    """Whoever may edit the kind, while nobody has decided."""
    _check_may_edit(person, draft.kind)
    draft.TRANSITIONS.check("taken_back", draft.state)


def check_can_catch_up(person: Person, draft: Draft) -> None:
    """Whoever may edit the kind, where another edition came out since."""
    check_can_write(person, draft)
    if standing(draft.name) == draft.base:
        raise Refusal(_("Nothing else was published since this draft was begun."))


def check_can_drop(person: Person, draft: Draft) -> None:
    """Whoever may edit the kind, while it is not published."""
    _check_may_edit(person, draft.kind)
    draft.TRANSITIONS.check("dropped", draft.state)
