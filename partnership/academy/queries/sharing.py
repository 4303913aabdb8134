"""What is shared, with whom: for the programme team, and for everybody about themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone

from partnership.academy.models import KeptToThemself, Sharing, Statement
from partnership.academy.rules.sharing import TIME_TO_SAY_NO, number_of
from partnership.accounts.models import Person

MOST = 50


@dataclass(frozen=True, slots=True)
class SharingPage:
    """Whether anything is shared, with whom, and how far it is."""

    with_whom: str
    began_on: date | None
    first_on: date | None
    ended: tuple[tuple[str, date, date], ...]
    made: int
    sent: int
    given_up: int
    has_store: bool
    days: int

    @property
    def shares(self) -> bool:
        """Whether something is shared today."""
        return self.began_on is not None


@dataclass(frozen=True, slots=True)
class SaidOfMe:
    """One statement about oneself."""

    verb: str
    title: str
    made_on: date
    sent: bool
    takes_back: bool


@dataclass(frozen=True, slots=True)
class MySharing:
    """What is shared about somebody, and whether they said no."""

    with_whom: str
    first_on: date | None
    number: str
    said_no: bool
    said: tuple[SaidOfMe, ...]


def sharing_page(person: Person) -> SharingPage:
    """Show the programme team how sharing stands."""
    seen = Sharing.objects.visible_to(person)
    now = seen.standing().first()
    statements = Statement.objects.visible_to(person)
    over = [one for one in seen if one.ended_at][:5]
    return SharingPage(
        with_whom=now.with_whom if now else "",
        began_on=timezone.localdate(now.began_at) if now else None,
        first_on=now.first_on if now else None,
        ended=tuple((one.with_whom, timezone.localdate(one.began_at), _day(one)) for one in over),
        made=statements.count(),
        sent=statements.filter(sent_at__isnull=False).count(),
        given_up=statements.given_up().count(),
        has_store=bool(settings.LEARNING_RECORD_STORE),
        days=TIME_TO_SAY_NO.days,
    )


def my_sharing(person: Person) -> MySharing:
    """Show somebody what is told of them."""
    now = Sharing.objects.visible_to(person).standing().first()
    mine = Statement.objects.visible_to(person).filter(person=person).order_by("-made_at")[:MOST]
    return MySharing(
        with_whom=now.with_whom if now else "",
        first_on=now.first_on if now else None,
        number=number_of(person),
        said_no=KeptToThemself.objects.visible_to(person).filter(person=person).exists(),
        said=tuple(map(_said, mine)),
    )


def statements_as_lines(person: Person) -> Iterator[str]:
    """Give every statement that was made, one to a line, oldest first."""
    for said in (
        Statement.objects.visible_to(person).order_by("made_at", "pk").values_list("said", flat=True).iterator()
    ):
        yield json.dumps(said, ensure_ascii=False) + "\n"


def _said(one: Statement) -> SaidOfMe:
    named = one.said["object"].get("definition", {}).get("name", {}).get("en", "")
    sent = one.sent_at is not None
    return SaidOfMe(one.said["verb"]["display"]["en"], named, timezone.localdate(one.made_at), sent, one.takes_back)


def _day(one: Sharing) -> date:
    assert one.ended_at is not None
    return timezone.localdate(one.ended_at)
