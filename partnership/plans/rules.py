"""What may be done with Actions, and the sentence for whoever may not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from partnership.core.refusals import Refusal, allowed
from partnership.partners.models import Partner, reach
from partnership.plans.models import LIFECYCLE, OPEN, Action, Calendar, Dependency, Evidence, ShownTo, places_led

if TYPE_CHECKING:
    from partnership.accounts.models import Person

MOST_LETTERS = 150
MOST_DEPENDENCIES = 20
_NEEDS_WHY = ("dropped",)


def _leads_its_place(person: Person, partner: Partner | None, place: str) -> bool:
    led = places_led(person)
    if place or not led:
        return place in led
    return partner is not None and any(there.place in led for there in partner.places.all())


def _leads(person: Person, partner: Partner | None, place: str) -> bool:
    """Whether they run the programme, lead the partner, or lead the place."""
    held = reach(person)
    leads_partner = partner is not None and partner.pk in held.leads
    return held.runs_programme or leads_partner or _leads_its_place(person, partner, place)


def _is_near(person: Person, action: Action) -> bool:
    """Whether they see all of it because it is theirs in some way, and not only because it was shown to many."""
    held = reach(person)
    if action.partner_id:
        return action.partner_id in held.partners or _leads(person, action.partner, action.place)
    mine = held.belongs and person.pk in (action.owner_id, action.raised_by_id)
    return mine or _leads(person, None, action.place)


def check_can_own_action(owner: Person, partner: Partner | None, place: str) -> None:
    """Whoever looks after an Action has to be able to see it."""
    held = reach(owner)
    near = partner.pk in held.partners if partner else held.belongs
    if not near and not _leads(owner, partner, place):
        raise Refusal(
            _("%(name)s holds no role here, so they could not see this. Choose somebody else, or nobody yet.")
            % {"name": owner}
        )


def check_can_show_action(person: Person, partner: Partner | None, place: str, shown_to: str) -> None:
    """To show something to anybody at all is for whoever answers for the partner, the place or the programme."""
    if shown_to == ShownTo.ANYONE and not person.system and not _leads(person, partner, place):
        raise Refusal(_("Only a lead, or the programme team, can show this to anybody at all."))


def check_can_raise_action(
    person: Person,
    title: str,
    *,
    partner: Partner | None,
    place: str = "",
    owner: Person | None = None,
    shown_to: str = ShownTo.OWN,
) -> None:
    """People of the partner may, its place's lead, the programme team, and the site itself."""
    _check_title(title)
    if partner and partner.state == "left":
        raise Refusal(_("%(partner)s has left, so nothing new can be planned there.") % {"partner": partner})
    if not person.system:
        _check_is_theirs(person, partner, place)
    if owner:
        check_can_own_action(owner, partner, place)
    check_can_show_action(person, partner, place, shown_to)


def _check_title(title: str) -> None:
    if not title.strip():
        raise Refusal(_("Say in a few words what will be done."))
    if len(title) > MOST_LETTERS:
        raise Refusal(_("Say it in at most %(most)s letters; there is room for more below.") % {"most": MOST_LETTERS})


def _check_is_theirs(person: Person, partner: Partner | None, place: str) -> None:
    if _leads(person, partner, place) or (partner and partner.pk in reach(person).partners):
        return
    if partner:
        raise Refusal(_("Only people of %(partner)s can raise something for it.") % {"partner": partner})
    raise Refusal(_("Only the programme team, or the lead of a place, can raise something that belongs to no partner."))


def check_can_touch_action(person: Person, action: Action) -> None:
    """Its owner may, a lead of the partner or the place, and the programme team."""
    owns = action.owner_id == person.pk and _is_near(person, action)
    if not owns and not _leads(person, action.partner, action.place):
        raise Refusal(_("Only its owner, a lead, or the programme team can change this."))


def check_can_change_action(person: Person, action: Action, changes: Mapping[str, object] | None = None) -> None:
    """Whoever may touch it may, while it is open; a new owner must be able to see it."""
    check_can_touch_action(person, action)
    if action.state not in OPEN:
        raise Refusal(
            _("This is now “%(state)s”. Open it again before you change it.") % {"state": action.get_state_display()}
        )
    if changes is not None:
        _check_changes(person, action, changes)


def _check_changes(person: Person, action: Action, changes: Mapping[str, object]) -> None:
    _check_title(str(changes.get("title", action.title)))
    owner, place = changes.get("owner", action.owner), str(changes.get("place", action.place))
    if owner and owner != action.owner:
        check_can_own_action(owner, action.partner, place)  # type: ignore[arg-type]
    shown_to = str(changes.get("shown_to", action.shown_to))
    if shown_to != action.shown_to:
        check_can_show_action(person, action.partner, action.place, shown_to)
    if place != action.place and not action.partner and not _leads(person, None, place):
        raise Refusal(_("Only the lead of that place, or the programme team, can move this there."))


def check_can_move_action(person: Person, action: Action, step: str, why: str | None = None) -> None:
    """Whoever may touch it may, where there is such a step. `why` is None as long as nobody was asked."""
    check_can_touch_action(person, action)
    LIFECYCLE.check(step, action.state)
    if step == "agreed" and not action.owner_id:
        raise Refusal(_("Somebody has to look after this before it can be agreed. Choose an owner first."))
    if why is not None and step in _NEEDS_WHY and not why.strip():
        raise Refusal(_("Say in a few words why it is dropped, so that nobody has to guess later."))


def check_can_take_over_action(person: Person, action: Action) -> None:
    """People of the partner may where nobody looks after it (any more); its leads and the programme team always."""
    if action.state not in OPEN:
        raise Refusal(
            _("This is now “%(state)s”: nobody has to look after it.") % {"state": action.get_state_display()}
        )
    if action.owner_id == person.pk:
        raise Refusal(_("You look after this already."))
    if _leads(person, action.partner, action.place):
        return
    if not _is_near(person, action):
        raise Refusal(_("Only people of the partner that this belongs to can take it over."))
    if action.owner and allowed(check_can_own_action, action.owner, action.partner, action.place):
        raise Refusal(_("Somebody looks after this. They, or a lead, can hand it to you."))


def check_can_write_note(person: Person, action: Action, words: str | None = None) -> None:
    """Whoever it belongs to in some way may, at any time: a note is never edited and never taken away."""
    if not _is_near(person, action):
        raise Refusal(_("Only people whom this belongs to can write a note about it."))
    if words is not None and not words.strip():
        raise Refusal(_("Write something, or go back."))


def check_can_add_evidence(person: Person, action: Action, words: str | None = None) -> None:
    """Whoever may write a note may add evidence, also when it is done."""
    check_can_write_note(person, action)
    if words is not None and not words.strip():
        raise Refusal(_("Say what it shows."))


def check_can_remove_evidence(person: Person, evidence: Evidence) -> None:
    """Whoever added it may take it back, and whoever may change the Action."""
    if evidence.removed_at:
        raise Refusal(_("This was taken back already."))
    if evidence.added_by_id != person.pk or not _is_near(person, evidence.action):
        check_can_touch_action(person, evidence.action)


def check_can_wait_for(person: Person, action: Action, other: Action | None = None) -> None:
    """Whoever may change it may say what it waits for: another that they see, and not one that waits for this."""
    check_can_change_action(person, action)
    if other is None:
        return
    if not Action.objects.seen_whole_by(person).filter(pk=other.pk).exists():
        raise Refusal(_("Choose something that you can see."))
    if action.dependencies.count() >= MOST_DEPENDENCIES:
        raise Refusal(_("It waits for %(most)s others already. Take one away first.") % {"most": MOST_DEPENDENCIES})
    if other.pk == action.pk or action.pk in _everything_behind(other):
        raise Refusal(_("That one waits for this one, so both would wait for ever."))


def _everything_behind(action: Action) -> set[int]:
    """Give everything that this one waits for, however far away."""
    found: set[int] = set()
    ask: Iterable[int] = [action.pk]
    while ask:
        behind = set(Dependency._base_manager.filter(action__in=ask).values_list("waits_for", flat=True))
        ask = behind - found
        found |= behind
    return found


def check_can_wait_no_longer(person: Person, dependency: Dependency) -> None:
    """Whoever may change the one that waits."""
    check_can_change_action(person, dependency.action)


def check_can_remind(person: Person) -> None:
    """Only the site itself reminds; people can talk to each other."""
    if not person.system:
        raise Refusal(_("The site reminds people by itself, once a day."))


def check_can_make_calendar_address(person: Person) -> None:
    """Anybody who holds a role may have an address for their calendar."""
    if not reach(person).belongs:
        raise Refusal(_("A calendar is for people who hold a role here: there would be nothing in yours."))


def check_can_change_calendar(person: Person, calendar: Calendar) -> None:
    """Only the person whose calendar it is."""
    if calendar.person_id != person.pk:
        raise Refusal(_("This is somebody else's calendar."))
