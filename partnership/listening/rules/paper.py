"""The code on a sheet of paper, and who types sheets in.

A sheet's code is made when it is printed and written down nowhere then: until somebody types the sheet in, it stands on the
paper alone. Its last digit is worked out from the others, so that a slip in typing is found before somebody is left
with a code that opens nothing.
"""

from __future__ import annotations

import secrets

from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.codes import DIGITS
from partnership.core.refusals import Refusal
from partnership.listening.models import Story
from partnership.listening.rules.told import Told
from partnership.reading.models import kept_out_of, reads

MOST_COPIES = 10


class UsedBefore(Refusal):
    """The sheet was copied, or typed in twice."""

    status = 409


def new_code() -> str:
    """Give a code for one sheet: fifteen digits by chance, and one by which slips are found; in fours.

    >>> all(fits(new_code()) for _sheet in range(50))
    True
    """
    chosen = "".join(str(secrets.randbelow(10)) for _one in range(DIGITS - 1))
    code = chosen + next(str(last) for last in range(10) if fits(chosen + str(last)))
    return " ".join(code[at : at + 4] for at in range(0, DIGITS, 4))


def fits(code: str) -> bool:
    """Whether the last digit fits the others (Luhn, 1960): one wrong digit, or two that changed places, does not.

    >>> fits("4539 1488 0343 6467"), fits("4539 1488 0343 6476"), fits("4539 1488 0343 646")
    (True, False, False)
    """
    digits = [int(one) for one in code if one.isdecimal()]
    doubled = [sum(divmod(one * 2, 10)) for one in digits[-2::-2]]
    return len(digits) == DIGITS and (sum(digits[::-2]) + sum(doubled)) % 10 == 0


def check_can_type_paper(person: Person) -> None:
    """A trained reader: what is on the paper is read for the first time while it is typed in."""
    if not reads(person):
        raise Refusal(_("Only trained readers open letters and type them in."))


def check_can_type_this(person: Person, told: Told) -> None:
    """Nobody of the organisation that it is about, or of one that must never see it, as far as organisations are named."""
    check_can_type_paper(person)
    near = kept_out_of(person)
    named = {told.partner} | {int(one.partition(":")[2]) for one in told.never if one.startswith("partner:")}
    if near & named:
        raise Refusal(
            _("This is about an organisation that you are close to. Put the sheet back, and give it to another reader.")
        )


def check_code_is_free(lookup: str, key: int) -> None:
    """A sheet that was copied has the code of another: two people must never share one."""
    if Story.objects.filter(code_secret=lookup).exclude(pk=key).exists():
        raise UsedBefore(
            _("Another sheet with this code was typed in already: one of them is a copy. Leave the code out.")
        )
