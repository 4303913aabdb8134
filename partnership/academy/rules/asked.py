"""When people are asked, what may be answered, how many answers are taken, and who reads what comes of it.

Whoever answers is nobody: no rule here asks who somebody is, and none could tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.academy.models import ASKED_WORDS, COMING, TAKES_A_PLACE, Asking, Booking, Lot, Session
from partnership.academy.rules.line import academy
from partnership.accounts.models import Person, System
from partnership.core import codes, pack
from partnership.core.events import urn
from partnership.core.refusals import Refusal
from partnership.partners.models import Partner, reach
from partnership.reading.models import Text, Version
from partnership.reading.rules.rota import on_duty

BEFORE, AFTER, LATER = "before", "after", "later"
FORGET_AFTER = timedelta(days=730)  # what never came into a lot
EACH_MORE = 5  # of so many places, one answer more is taken


class TooLate(Refusal):
    """The time is over, or enough answers came: a page says so, and what had been chosen."""


def bank_of(version: str) -> pack.Bank | None:
    """Give the questions of a version; nothing where the pack has them no more."""
    return next((one for one in academy().banks if one.version == version), None)


def instruments_of(session: Session) -> tuple[str, ...]:
    """Give the keys of what the people of a session are asked; nothing for an event, or a course that asks nothing."""
    course = academy().courses.get(session.course)
    return academy().asked(course) if course else ()


def instruments(asking: Asking, wave: str) -> tuple[pack.Instrument, ...]:
    """Give what is asked at one time."""
    bank = bank_of(asking.version)
    return bank.of(instruments_of(asking.session), wave) if bank else ()


def stretch(asking: Asking, wave: str) -> tuple[datetime, datetime] | None:
    """Give from when until when people can answer at one time; nothing where the session has no day."""
    session, bank = asking.session, bank_of(asking.version)
    if bank is None or session.starts_at is None or session.ends_at is None:
        return None
    if wave == BEFORE:
        return session.starts_at - timedelta(days=bank.before_days), session.starts_at
    later = timedelta(weeks=academy().terms.ask_after_weeks if wave == LATER else 0)
    return session.ends_at + later, session.ends_at + later + timedelta(days=bank.open_days)


def open_wave(asking: Asking, now: datetime | None = None) -> str:
    """Give the time at which people can answer now; none where they cannot."""
    if asking.session.state not in ("announced", "held") or asking.lot_id:
        return ""
    moment = now or timezone.now()
    for wave in (BEFORE, AFTER, LATER):
        found = stretch(asking, wave)
        if found and found[0] <= moment < found[1] and instruments(asking, wave):
            return wave
    return ""


def is_over(asking: Asking, now: datetime | None = None) -> bool:
    """Whether the last time to answer has gone by."""
    found = stretch(asking, LATER)
    return found is not None and found[1] <= (now or timezone.now())


def most(asking: Asking) -> int:
    """Give how many answers are taken at one time: as many as had a place, and a few more. Nobody is numbered."""
    bank = bank_of(asking.version)
    places = asking.session.bookings.filter(state__in=TAKES_A_PLACE).count()
    return places + max(bank.room if bank else 0, places // EACH_MORE)


def kept_code(asking: Asking, typed: Sequence[str]) -> str:
    """Give a self-made code as it is kept: a slow hash, with the session's own address in it. Call it in no transaction.

    So nobody reads the code, and the codes of one person at two sessions have nothing in common.
    """
    tidy = ["".join(one.upper().split()) for one in typed]
    if not all(tidy):
        return ""  # a part was passed: then there is no code, and the answer stands by itself
    return codes.held(f"training {asking.link_secret} {' '.join(tidy)}").lookup


def check_can_begin_asking(person: Person, session: Session) -> None:
    """The site itself, for a session of a course that asks something, once."""
    _check_is_the_site(person)
    if not (academy().bank and instruments_of(session)):
        raise Refusal(_("Nothing is asked of the people of this session."))
    if Asking.objects.filter(session=session).exists():
        raise Refusal(_("Its people are asked already."))


def check_can_tell_asked(person: Person, asking: Asking, wave: str) -> None:
    """The site itself, while people can answer."""
    _check_is_the_site(person)
    if open_wave(asking) != wave:
        raise Refusal(_("Nobody can answer now."))


def _check_is_the_site(person: Person) -> None:
    if person.system != System.HOUSEKEEPER:
        raise Refusal(_("The site does this by itself."))


def check_can_answer_asked(person: Person, asking: Asking, wave: str, chosen: Mapping[str, Sequence[str]]) -> None:
    """Anybody with the address, as nobody in particular, in time, while there is room; with lines that there are."""
    if person.system != System.WITHOUT_ACCOUNT:
        raise Refusal(_("Nobody answers by name here."))
    if not wave or open_wave(asking) != wave:
        raise TooLate(_("The time to answer is over."))
    if not chosen:
        raise Refusal(_("Nothing is chosen yet. Choose one line, or leave the page: nobody is told."))
    _check_lines(asking, wave, chosen)
    if asking.answers.filter(wave=wave).count() >= most(asking):
        raise TooLate(_("As many answers came as people had a place, and a few more. No more are taken."))


def _check_lines(asking: Asking, wave: str, chosen: Mapping[str, Sequence[str]]) -> None:
    known = {item.key: item for one in instruments(asking, wave) for item in one.items}
    for key, lines in chosen.items():
        item = known.get(key)
        there = {one.key for one in item.choices} if item else set()
        if item is None or not lines or set(lines) - there or (len(lines) > 1 and not item.several):
            raise Refusal(_("Choose one of these lines, or pass the question."))


def check_words_are_read() -> None:
    """Only while somebody reads, and nothing waits longer than we promised: words that nobody reads help nobody."""
    late = Text.objects.unread().filter(read_by_on__lt=timezone.localdate())
    if not on_duty() or late.exists():
        raise Refusal(
            _("Nobody can read your words in time at the moment, so we do not take them. Your answers count without.")
        )


# --- lots


def waiting(now: datetime | None = None) -> QuerySet[Asking]:
    """Give the sessions that are over with all three times, and in no lot; those that had no answer are left out."""
    moment = (now or timezone.now()) - timedelta(weeks=academy().terms.ask_after_weeks)
    over = Asking.objects.filter(lot=None, session__state="held", session__ends_at__lt=moment)
    return over.filter(pk__in=Asking.objects.filter(answers__isnull=False)).select_related("session")


def check_can_open_lot(person: Person, askings: Sequence[Asking], answered: Mapping[str, int]) -> None:
    """The site itself, when all is over, for sessions in no lot, of which at least ten people answered at some time."""
    _check_is_the_site(person)
    if any(one.lot_id or not is_over(one) for one in askings):
        raise Refusal(_("These sessions can still be answered for, or were added up already."))
    if max(answered.values(), default=0) < academy().terms.counted_from:
        raise Refusal(_("Too few people answered, so nothing is added up."))


def check_can_forget_asked(person: Person) -> None:
    """The site itself."""
    _check_is_the_site(person)


# --- words of their own


def words_of(lot: Lot) -> QuerySet[Text]:
    """Give what was written at the sessions of a lot; erased ones hold nothing, and are left out."""
    urns = [urn(one) for one in lot.askings.all()]
    return Text.objects.filter(about__in=urns, part=ASKED_WORDS).exclude(state="erased")


def ready_words(lot: Lot) -> QuerySet[Version]:
    """Give what may be shown: made ready, not abuse, and nothing that raised a concern."""
    texts = words_of(lot).filter(state="read", concerns=None)
    return Version.objects.filter(text__in=texts, use="service", state="approved")


def has_been_read(lot: Lot, today: object) -> bool:
    """Whether every text was read, and the last of them not today."""
    texts = words_of(lot)
    return not (texts.unread().exists() or texts.filter(read_at__date__gte=today).exists())  # type: ignore[attr-defined]


def check_can_open_asked_words(person: Person, lot: Lot, keys: Sequence[int], today: object) -> None:
    """The site itself, once for each lot: none, or at least ten together."""
    _check_is_the_site(person)
    if lot.words_open is not None:
        raise Refusal(_("Words are shown once. What was made ready later is not added: it would stand alone."))
    if not has_been_read(lot, today):
        raise Refusal(_("Not every text has been read yet."))
    if keys and len(keys) < academy().terms.counted_from:
        raise Refusal(_("Too few people wrote, so nothing of it is shown."))


# --- who reads what came of it


def check_can_see_changed(person: Person) -> None:
    """Whoever runs the programme, and leads of places: what they see is rounded, and from ten people on."""
    held = reach(person)
    if not (held.runs_programme or held.led_places):
        raise Refusal(_("The programme team and leads of places see this."))


def check_can_see_trainers_changed(person: Person) -> None:
    """Whoever runs the programme: each page of somebody who leads is theirs, and the programme's."""
    if not reach(person).runs_programme:
        raise Refusal(_("What people said of the sessions that somebody led is for them and for the programme team."))


def check_can_raise(person: Person) -> None:
    """Leads, and whoever runs the programme."""
    held = reach(person)
    if not (held.runs_programme or held.led_places or held.leads):
        raise Refusal(_("Leads raise this for their organisation or place, and the programme team for all."))


def check_can_raise_for_barrier(person: Person, barrier: str, partner: Partner | None, place: str) -> None:
    """Whoever runs the programme, leads the place, or leads the partner; for something that ten people named."""
    held = reach(person)
    theirs = held.runs_programme or (place and place in held.led_places) or (partner and partner.pk in held.leads)
    if not theirs:
        raise Refusal(_("Leads raise this for their organisation or place, and the programme team for all."))
    if barrier_of(barrier) is None:
        raise Refusal(_("Nobody was asked about this."))


def barrier_of(key: str) -> tuple[str, tuple[str, ...]] | None:
    """Give what gets in the way in words, with the standards that it is about; nothing where nobody was asked."""
    bank = academy().bank
    found = [
        one
        for each in (bank.instruments.values() if bank else ())
        if each.sort == "barriers"
        for item in each.items
        for one in item.choices
    ]
    return next(((pack.in_language(one.text), one.standards) for one in found if one.key == key), None)


def came(askings: Iterable[Asking]) -> int:
    """Give how many came to these sessions."""
    return Booking.objects.filter(session__in=[one.session_id for one in askings], state__in=COMING).count()


def led(person: Person) -> Q:
    """Give the condition of being a lot of sessions that somebody led, and that the same people led all of."""
    return Q(by_trainer=True, askings__session__leading__person=person) & Q(
        askings__session__leading__declined_at__isnull=True, askings__session__leading__task="facilitates"
    )
