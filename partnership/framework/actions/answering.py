"""People answer: each press saves one answer, whoever comes last wins, and nobody writes down when.

Each deed holds the response that it changes, and nothing else: a thousand people do not wait for each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import events
from partnership.framework.models import (
    CODE_LENGTH,
    Answer,
    AskedSeat,
    CameBy,
    Response,
    random_letters,
    unreadable,
)
from partnership.framework.rules import answering as rules
from partnership.framework.rules.words import words_by
from partnership.partners.models import held
from partnership.reading.actions.reading import erase_text


@transaction.atomic
def begin_response(seat: AskedSeat, *, by: Person) -> tuple[Response, str]:
    """Begin to answer without a name; give the response, and the code that nobody can read again."""
    rules.check_can_begin_response(by, held(seat))
    code = random_letters(CODE_LENGTH)
    response = Response.objects.create(seat=seat, code_secret=unreadable(code))
    events.record(by=by, verb="response.begun", thing=seat, only_the_day=True)
    return response, code


@transaction.atomic
def save_answer(response: Response, standard: str, level: int | None, *, by: Person) -> None:
    """Save one answer, over the one that stood there."""
    rules.check_can_save_answer(by, _held(response), standard, level)
    _save(response, {standard: level})
    events.record(by=by, verb="response.saved", **_logged(response))


@transaction.atomic
def hand_in(response: Response, *, by: Person) -> None:
    """Hand everything in. It can still be changed until the time is over."""
    rules.check_can_hand_in(by, _held(response))
    Response.objects.filter(pk=response.pk).update(handed_in=True)
    events.record(by=by, verb="response.handed_in", **_logged(response))


@transaction.atomic
def take_back(response: Response, *, by: Person, code: str = "") -> None:
    """Delete what was answered. Whoever answers without a name leaves nothing; who was asked by name stays asked.

    Words of their own are erased with it where the code is there: nothing in a response leads to them.
    """
    rules.check_can_take_back(by, _held(response))
    if response.person_id is None:
        Response.objects.filter(pk=response.pk).delete()
    else:
        response.answers.all().delete()
        Response.objects.filter(pk=response.pk).update(handed_in=False)
    if text := words_by(response.seat, code):
        erase_text(text, by=by)
    events.record(by=by, verb="response.taken_back", **_logged(response))


@transaction.atomic
def type_sheet(seat: AskedSeat, key: int, levels: Mapping[str, int | None], *, by: Person) -> bool:
    """Type in one sheet of paper under the key of its page; say whether it is new: pressed twice, it counts once."""
    rules.check_can_type_sheet(by, held(seat), levels)
    response, new = Response.objects.get_or_create(
        pk=key, defaults={"seat": seat, "came_by": CameBy.SHEET, "handed_in": True}
    )
    if new:
        _save(response, levels)
        events.record(by=by, verb="sheet.typed", thing=seat, only_the_day=True)
    return new


def _save(response: Response, levels: Mapping[str, int | None]) -> None:
    Answer.objects.bulk_create(
        [Answer(response=response, standard=standard, level=level) for standard, level in levels.items()],
        update_conflicts=True,
        unique_fields=["response", "standard"],
        update_fields=["level"],
    )


def _held(response: Response) -> Response:
    """Hold this response: results that open at this moment wait until it is saved, or are first, and it is gone."""
    found = Response.objects.select_for_update(no_key=True).filter(pk=response.pk).values_list("pk")
    if not found:
        raise rules.TooLate(_("These answers are not here any more."))
    return response


def _logged(response: Response) -> dict[str, Any]:
    """Say what stands in the log: by name the response; else the seat alone, once a day."""
    if response.person_id is None:
        return {"thing": response.seat, "only_the_day": True}
    return {"thing": response}
