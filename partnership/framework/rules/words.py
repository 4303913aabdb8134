"""Who may write in words of their own, when it is read, and when what a reader made ready of it is shown.

Words are shown once, all of a seat together, and only from as many people as the seat's answers need. Else whoever knows
that one colleague wrote, or looks at the page on two days, would know whose words they are.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person, System
from partnership.core import events
from partnership.core.refusals import Refusal
from partnership.framework.models import PEER, WITH_RESULTS, WORDS, AskedSeat, Response, keys_of_words
from partnership.framework.rules.answering import check_holds, check_in_time
from partnership.framework.rules.arranging import asked_edition
from partnership.reading.models import Text, Version
from partnership.reading.rules.rota import on_duty


def words_of(seat: AskedSeat) -> QuerySet[Text]:
    """Give all words that were written in a seat; erased ones hold nothing, and are left out."""
    return Text.objects.about(events.urn(seat)).filter(part=WORDS).exclude(state="erased")


def words_by(seat: AskedSeat, code: str) -> Text | None:
    """Give what somebody wrote with this code, and did not take back."""
    return words_of(seat).filter(pk__in=keys_of_words(code)).first() if code else None


def asks_for_words(seat: AskedSeat) -> bool:
    """Whether a seat is asked for words: not in a pulse, and not a peer, who tells their view to everybody."""
    return not asked_edition(seat.assessment).is_pulse and seat.seat != PEER


def check_are_read(seat: AskedSeat) -> None:
    """Only while somebody reads, and nothing waits longer than we promised: words that nobody reads help nobody."""
    if not asks_for_words(seat):
        raise Refusal(_("Nobody is asked for words of their own here."))
    late = Text.objects.unread().filter(read_by_on__lt=timezone.localdate())
    if not on_duty() or late.exists():
        raise Refusal(
            _("Nobody can read your words in time at the moment, so we do not take them. Your answers count without.")
        )


def check_can_write_words(person: Person, response: Response, holder: Person, code: str) -> None:
    """As nobody in particular, for whoever holds the response, in time, while somebody reads; one text with one code."""
    if person.system != System.WITHOUT_ACCOUNT:
        raise Refusal(_("Words are written without a name here, also by whoever answers by name."))
    check_holds(holder, response)
    check_in_time(response)
    check_are_read(response.seat)
    if words_by(response.seat, code):
        raise Refusal(_("A reader has your words already. Take them back first if you want to write others."))
    if code and free_key(code) is None:
        raise Refusal(_("You wrote and took back as often as one code can. Your answers count without words."))


def free_key(code: str) -> int | None:
    """Give a key under which nothing was written with this code yet."""
    keys = keys_of_words(code)
    used = set(Text.objects.filter(pk__in=keys).values_list("pk", flat=True))
    return next((key for key in keys if key not in used), None)


def check_can_take_words_back(person: Person, seat: AskedSeat, code: str) -> None:
    """Nobody in particular, with the code, at any time: also after results opened."""
    if person.system != System.WITHOUT_ACCOUNT or words_by(seat, code) is None:
        raise Refusal(_("Nothing is here that can be taken back."))


def has_waited(seat: AskedSeat, today: date) -> bool:
    """Whether results are open, every text was read, and the last of it not today: the day tells nobody whose it was."""
    assessment = seat.assessment
    if assessment.state not in WITH_RESULTS or assessment.opened_at is None:
        return False
    if timezone.localdate(assessment.opened_at) >= today:
        return False
    texts = words_of(seat)
    return not (texts.unread().exists() or texts.filter(read_at__date__gte=today).exists())  # type: ignore[attr-defined]


def ready_words(seat: AskedSeat) -> QuerySet[Version]:
    """Give what may be shown of a seat: made ready for them, not abuse, and nothing that raised a concern."""
    texts = words_of(seat).filter(state="read", concerns=None)
    return Version.objects.filter(text__in=texts, use="service", state="approved")


def check_can_open_words(person: Person, seat: AskedSeat, keys: Collection[int], today: date) -> None:
    """The site itself, once for each seat: none, or at least as many as the seat's answers need."""
    if person.system != System.HOUSEKEEPER:
        raise Refusal(_("The site itself shows these words, once all of them have been read."))
    if seat.words_open is not None:
        raise Refusal(_("Words are shown once. What was made ready later is not added: it would stand alone."))
    if not has_waited(seat, today):
        raise Refusal(_("Not every text of this seat has been read yet."))
    if keys and len(keys) < seat.assessment.least:
        raise Refusal(_("Too few people of this seat wrote, so nothing of it is shown."))
