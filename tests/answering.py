"""What a browser does that answers by a link, in one call each."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from partnership.core import pack
from partnership.framework.actions import arranging
from partnership.framework.models import AskedSeat
from tests import assessments

CODE = re.compile(r'class="hw-code" translate="no">([^<]+)<')


def at(seat: AskedSeat, rest: str = "") -> str:
    """Give the address of a page of this seat."""
    return f"/answer/{seat.link_secret}/{rest}"


def begin(client: Client, seat: AskedSeat) -> str:
    """Begin, and give the code that the page shows."""
    (code,) = CODE.findall(client.post(at(seat, "begin/"), follow=True).text)
    return code


def keys(seat: AskedSeat) -> tuple[str, ...]:
    """Give the keys of what is asked."""
    return assessments.standards(seat.assessment)


def level_words(seat: AskedSeat, level: int) -> str:
    """Give what a level of the first question says."""
    edition = pack.current().frameworks[seat.assessment.edition]
    return pack.in_language(edition.standards[0].seats[seat.seat].levels[level - 1])


def save(client: Client, seat: AskedSeat, key: str, level: str, **more: Any) -> HttpResponse:
    """Press the button of one question."""
    return client.post(at(seat, f"questions/{key}/"), {"level": level}, **more)


def end(seat: AskedSeat, **ago: float) -> None:
    """Close it so long ago."""
    lead = seat.assessment.started_by
    arranging.close_assessment(seat.assessment, by=lead, at=timezone.now() - timedelta(**ago))


def go_the_whole_way(client: Client, seat: AskedSeat) -> list[HttpResponse]:
    """Begin, answer, look over, stop, go on, hand in; give every answer of the server."""
    got = [client.get(at(seat)), client.post(at(seat, "begin/"))]
    (code,) = CODE.findall(client.get(at(seat, "code/")).text)
    got += [save(client, seat, key, "4") for key in keys(seat)]
    got += [client.get(at(seat, rest)) for rest in (f"questions/{keys(seat)[0]}/", "look-over/", "stop/")]
    got += [client.post(at(seat, "stop/")), client.post(at(seat, "go-on/"), {"code": code})]
    return [*got, client.post(at(seat, "hand-in/")), client.get(at(seat, "thanks/"))]
