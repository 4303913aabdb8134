"""What may wait for a reader."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.reading.models import MOST_WRITTEN


def check_can_put_in_queue(_person: Person, words: str) -> None:
    """Words that are there, and no longer than we ask for."""
    if not words.strip() or len(words) > MOST_WRITTEN:
        raise Refusal(_("Write something, of at most 1,000 letters."))


def read_by(day: date) -> date:
    """Give the day by which we promise that somebody has read what came on this one."""
    listening = pack.current().listening
    days = listening.promise.read_within if listening else 0
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day
