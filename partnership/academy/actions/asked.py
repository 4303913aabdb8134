"""People are asked before training, after it and three months later, and answer as nobody; what they said is added up and let go.

What people without a name do stands in the log once a day, for all sessions together: no line says where somebody answered.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_noop

from partnership.academy.actions.telling import CATEGORY
from partnership.academy.models import ASKED_WORDS, COMING, AskedAnswer, Asking, Booking, Lot, Session
from partnership.academy.rules import asked as rules
from partnership.academy.rules.line import academy
from partnership.accounts.models import Person
from partnership.core import events, notices
from partnership.core.models import Notice
from partnership.partners.models import held
from partnership.plans.actions import raise_action
from partnership.plans.models import Action
from partnership.reading.actions.arriving import put_in_queue

ALL = "urn:heartwood:academy:asked"  # every session: in which of them somebody answered stands nowhere
CHANCE = secrets.SystemRandom()
SENTENCES = {
    "before": gettext_noop(
        "Training that you booked is on %(day)s. You can answer a few questions before it, without your name. You may "
        "have answered already: nobody can know."
    ),
    "after": gettext_noop(
        "You were at training on %(day)s. You can answer a few questions about it, without your name. You may have "
        "answered already: nobody can know."
    ),
    "later": gettext_noop(
        "Three months ago you were at training, on %(day)s. You can say what became of it, without your name. You may "
        "have answered already: nobody can know."
    ),
}


class _Counted(Protocol):
    """What a query added up."""

    @property
    def answered(self) -> Mapping[str, int]: ...

    def plain(self) -> dict[str, Any]: ...


@transaction.atomic
def begin_asking(session: Session, *, by: Person) -> Asking:
    """Let the people of a session be asked: with the questions of today, at all three times, at one address."""
    rules.check_can_begin_asking(by, held(session))
    bank = academy().bank
    made = Asking.objects.create(session=session, version=bank.version if bank else "")
    events.record(by=by, verb="asking.begun", thing=session)
    return made


@transaction.atomic
def tell_asked(asking: Asking, wave: str, *, by: Person) -> int:
    """Tell whoever has a place, or came, that they can answer: each once for each time, whether they answered or not."""
    rules.check_can_tell_asked(by, asking, wave)
    thing = f"{events.urn(asking)}:{wave}"
    states = ("booked",) if wave == rules.BEFORE else COMING[1:]
    told = Notice.objects.filter(thing=thing).values("person")
    people = Booking.objects.filter(session=asking.session_id, state__in=states).exclude(person__in=told)
    starts = asking.session.starts_at
    day = formats.date_format(timezone.localtime(starts), "j F") if starts else ""
    href = reverse("answer-asked", kwargs={"link": asking.link_secret})
    for booking in people.select_related("person"):
        notices.tell(booking.person, CATEGORY, SENTENCES[wave], href=href, thing=thing, day=day)
    if people:
        events.record(by=by, verb="asking.told", thing=asking)
    return len(people)


@transaction.atomic
def answer_asked(
    asking: Asking,
    wave: str,
    chosen: Mapping[str, Sequence[str]],
    *,
    by: Person,
    key: int,
    code: str = "",
    words: str = "",
    language: str = "en",
) -> bool:
    """Keep what somebody chose, under the key of their page; say whether it is new: pressed twice, it counts once.

    `code` is as it is kept. Words go to a reader at once, and nothing leads from one to the other.
    """
    rules.check_can_answer_asked(by, held(asking), wave, chosen)
    if words.strip():
        rules.check_words_are_read()
    lines = {item: list(several) for item, several in chosen.items()}
    said = {"asking": asking, "wave": wave, "code_secret": code, "chosen": lines}
    _row, new = AskedAnswer.objects.get_or_create(pk=key, defaults=said)
    if new and words.strip():
        _to_a_reader(asking, words, language, by)
    events.record(by=by, verb="asking.answered", thing=ALL, only_the_day=True)
    return new


def _to_a_reader(asking: Asking, words: str, language: str, by: Person) -> None:
    only = [asking.session.only_for] if asking.session.only_for else []
    put_in_queue(
        about=events.urn(asking), href="", part=ASKED_WORDS, words=words, language=language, concerned=only, by=by
    )


@transaction.atomic
def open_lot(
    askings: Sequence[Asking], counted: _Counted, *, by: Person, place: str = "", by_trainer: bool = False
) -> Lot:
    """Keep what whole sessions say together, and delete every answer in it. Nothing can be added up otherwise after this."""
    rules.check_can_open_lot(by, askings, counted.answered)
    first = askings[0]
    lot = Lot.objects.create(
        course=first.session.course,
        edition=first.session.edition,
        version=first.version,
        place=place,
        by_trainer=by_trainer,
        counted=counted.plain(),
        opened_at=timezone.now(),
        opened_by=by,
    )
    keys = [one.pk for one in askings]
    Asking.objects.filter(pk__in=keys).update(lot=lot)
    AskedAnswer.objects.filter(asking__in=keys).delete()
    events.record(by=by, verb="lot.opened", thing=lot)
    return lot


@transaction.atomic
def open_asked_words(lot: Lot, keys: Sequence[int], today: date, *, by: Person) -> Lot:
    """Say which words are shown of a lot, once and for good, in an order made by chance."""
    rules.check_can_open_asked_words(by, held(lot), keys, today)
    mixed = sorted(keys)
    CHANCE.shuffle(mixed)
    lot.words_open = mixed
    lot.save(update_fields=["words_open"])
    events.record(by=by, verb="lot.words_opened", thing=lot)
    return lot


@transaction.atomic
def forget_asked(now: datetime, *, by: Person) -> int:
    """Delete answers of sessions that never came into a lot, two years after they ended; give how many rows."""
    rules.check_can_forget_asked(by)
    old = AskedAnswer.objects.filter(asking__session__ends_at__lt=now - rules.FORGET_AFTER)
    number = old.delete()[0]
    if number:
        events.record(by=by, verb="asking.forgotten", thing=ALL)
    return number


@transaction.atomic
def raise_for_barrier(
    barrier: str,
    title: str,
    *,
    by: Person,
    ties: Sequence[tuple[str, str, str]],
    raised_from: tuple[str, str, str],
    partner: Any = None,
    place: str = "",
    what: str = "",
    due_on: date | None = None,
) -> Action:
    """Raise an Action about what gets in the way of practice, tied to the standards that it is about."""
    rules.check_can_raise_for_barrier(by, barrier, partner, place)
    action = raise_action(
        title, by=by, partner=partner, place=place, what=what, due_on=due_on, serves=ties, raised_from=raised_from
    )
    events.record(by=by, verb="barrier.action_raised", thing=raised_from[0])
    return action
