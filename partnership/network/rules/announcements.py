"""Who may announce something, and to whom."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.network.models import Announcement
from partnership.partners.models import Kind, reach


def _led_places(person: Person) -> list[str]:
    return [place for place, kinds in reach(person).places.items() if Kind.PLACE_LEAD in kinds]


def check_can_write_announcement(person: Person, sectors: Sequence[str] = (), places: Sequence[str] = ()) -> None:
    """The programme team to anybody; a place lead to their places."""
    content = pack.current()
    for key, known in [*((one, content.sectors) for one in sectors), *((one, content.areas) for one in places)]:
        if key not in known:
            raise Refusal(_("“%(key)s” is not a sector or a place here.") % {"key": key})
    if reach(person).runs_programme or person.system:
        return
    led = _led_places(person)
    if not led:
        raise Refusal(_("Only the programme team and place leads can announce something."))
    if not places or set(places) - set(led):
        raise Refusal(_("You can announce things to the places that you lead. Choose one of them."))


def check_can_edit_announcement(person: Person, announcement: Announcement) -> None:
    """Who wrote it, or the programme team, until it is published: what people have read does not change under them."""
    if announcement.written_by != person and not reach(person).runs_programme:
        raise Refusal(_("Only who wrote this, or the programme team, can change it."))
    if announcement.published_at:
        raise Refusal(_("This was published, and people have read it. Withdraw it and write a new one."))


def check_can_publish_announcement(person: Person, announcement: Announcement) -> None:
    """As editing it."""
    check_can_edit_announcement(person, announcement)


def check_can_withdraw_announcement(person: Person, announcement: Announcement) -> None:
    """Who wrote it, or the programme team, once."""
    if announcement.written_by != person and not reach(person).runs_programme:
        raise Refusal(_("Only who wrote this, or the programme team, can withdraw it."))
    if not announcement.published_at or announcement.withdrawn_at:
        raise Refusal(_("This is not published, so there is nothing to withdraw."))
