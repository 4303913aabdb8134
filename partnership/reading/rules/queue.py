"""What comes into the readers' queue, who takes something out of it, and when a reader has read enough for today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.reading.models import (
    MOST_WRITTEN,
    READING,
    Concerned,
    Reader,
    Text,
    kept_out_of,
    looks_after_safety,
    reads,
)

OTHERWISE = {
    "read_within": 2,
    "raw_days": 180,
    "approved_days": 1095,
    "counted_days": 1095,
}  # where a pack promises nothing
GRAVE = 4  # from here on, out of 5, somebody asks the reader how they are


def promised(name: str) -> int:
    """Give how many days the pack promises."""
    listening = pack.current().listening
    return int(getattr(listening.promise, name)) if listening else OTHERWISE[name]


def check_can_put_in_queue(person: Person, words: str) -> None:
    """Anybody, with words of their own; nobody has to write much, or well."""
    if not words.strip():
        raise Refusal(_("There are no words to read yet."))
    if len(words) > MOST_WRITTEN:
        raise Refusal(
            _("This is %(found)s letters long. Up to %(most)s can be read with care; you can add more later.")
            % {"found": len(words), "most": MOST_WRITTEN}
        )


def check_reads(person: Person) -> None:
    """Trained readers and safeguarding leads."""
    if not (reads(person) or looks_after_safety(person)):
        raise Refusal(_("Only trained readers and safeguarding leads read what people told us."))


def check_may_read_more(person: Person) -> None:
    """A reader who is trained, said whom they are close to, and has not read enough for today."""
    check_reads(person)
    reader = Reader.objects.filter(person=person).first()
    if reader is None or reader.trained_on is None:
        raise Refusal(_("You read once your training is written down here. A safeguarding lead does that."))
    if reader.declared_on is None:
        raise Refusal(_("First say which organisations you are close to, or that there are none."))
    if read_on(person, timezone.localdate()) >= reader.daily_limit:
        raise Refusal(
            _("You have read %(most)s today, and that is enough. It waits for you tomorrow, or for somebody else.")
            % {"most": reader.daily_limit}
        )


def check_can_take_texts(person: Person, texts: Sequence[Text]) -> None:
    """Such a reader, who is close to nobody in it, while it waits."""
    check_may_read_more(person)
    check_is_not_close(person, texts)
    if not texts:
        raise Refusal(_("Somebody else took this just now. There is nothing left to read in it."))
    for text in texts:
        READING.check("taken", text.state)


def check_is_not_close(person: Person, texts: Sequence[Text]) -> None:
    """Nobody reads about people they work with or are close to."""
    if Concerned.objects.filter(text__in=[text.pk for text in texts], partner__in=kept_out_of(person)).exists():
        raise Refusal(_("This is about an organisation that you belong or are close to. Somebody else reads it."))


def read_on(person: Person, day: date) -> int:
    """How much somebody took or read on a day: what belongs together counts once."""
    return len({text.together for text in Text.objects.taken_on(person, day)})


def check_is_reading(person: Person, texts: Sequence[Text]) -> None:
    """Whoever took it, as long as they have it."""
    for text in texts:
        if text.state != "being-read" or text.taken_by_id != person.pk:
            raise Refusal(_("You are not reading this at the moment."))
    if not texts:
        raise Refusal(_("You are not reading this at the moment."))


def check_can_hand_back(person: Person, texts: Sequence[Text]) -> None:
    """Whoever took it, at any time. Nobody asks why."""
    check_is_reading(person, texts)


def check_can_finish_texts(person: Person, texts: Sequence[Text], criticality: int) -> None:
    """Whoever took it, when they have said how grave it is."""
    check_is_reading(person, texts)
    if not 0 <= criticality <= 5:
        raise Refusal(_("Say how grave it is, from 0 to 5."))


def check_can_fold(person: Person, text: Text) -> None:
    """A reader, for words that abuse somebody; what was read already can be folded too."""
    check_reads(person)
    check_is_not_close(person, [text])
    check_folds_now(person, text)


def check_folds_now(person: Person, text: Text) -> None:
    """While whoever took it reads it, or once it was read."""
    if text.state == "being-read":
        check_is_reading(person, [text])
    READING.check("folded", text.state)


def check_can_unfold(person: Person, text: Text) -> None:
    """A reader, who thinks that it can stand as it is."""
    check_reads(person)
    check_is_not_close(person, [text])
    check_unfolds_now(text)


def check_unfolds_now(text: Text) -> None:
    """As long as it is folded."""
    if text.state != "folded":
        raise Refusal(_("This is not folded away."))
