"""A small organisation in which every way to answer can be tried for real: answered, opened, fetched, undone.

`seen` fetches everything that a lead can reach about an assessment, found from the addresses themselves: a page that is
added tomorrow is attacked too. Only tokens and clocks are taken off.
"""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from zipfile import ZipFile

from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from heartwood.disclosure.attacker import Levels
from partnership.framework import tasks
from partnership.framework.actions import arranging
from partnership.framework.models import Answer, Assessment, Response
from partnership.framework.urls import urlpatterns
from partnership.partners.models import Kind
from tests import assessments
from tests.people import sign_in, somebody

DOMAINS = ("environment", "involvement")  # of the small edition: one standard, and two
ONE, PAIR = ("feels-safe",), ("decide-together", "fair-to-all")
LEADERS, THEY_SAY = 6, 2  # beside them staff can be told apart, and a gap says numbers
AT = datetime(2026, 11, 2, 12, 0, tzinfo=timezone.get_default_timezone())
MEETING, RECORD = ("meeting", {}), ("assessment-file", {"ending": "json"})
NOISE = re.compile(
    rb'csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"|\d{1,2} \w+ \d{4}, \d\d:\d\d|\d{4}-\d\d-\d\d \d\d:\d\d'
)
Fetched = tuple[bytes, ...]


class Undone(Exception):
    """Raised to take back everything that was tried."""


@contextmanager
def undone() -> Iterator[None]:
    """Try something in the database, and take it back."""
    with suppress(Undone), transaction.atomic():
        yield
        raise Undone


def shrink(folder) -> None:
    """Leave three standards of the short form, and no other edition."""
    shutil.rmtree(folder / "mappings")
    shutil.rmtree(folder / "long-2026")
    for path in (folder / "short-2026").glob("*.yaml"):
        if path.stem not in ("edition", *DOMAINS):
            path.unlink()


class House:
    """An organisation with its lead's browser, and an assessment that people are answering."""

    def __init__(self, client: Client, invited: int = 20):
        self.invited = invited
        self.now, self.lead = assessments.begun(invited={"leaders": LEADERS, "staff": invited})
        self.client = sign_in(client, self.lead)
        self.leaders = [self.lead, *(somebody(Kind.PRACTITIONER, partner=self.now.partner) for _ in range(LEADERS - 1))]
        self._lead_answers(self.now)

    def _lead_answers(self, assessment: Assessment) -> None:
        for person in self.leaders:
            assessments.respond(assessments.seat_of(assessment, "leaders"), [THEY_SAY], person=person)

    def call_off(self) -> None:
        """Call the first one off, so that another part can be asked."""
        arranging.call_off_assessment(self.now, "Another time", by=self.lead)

    def again(self, **part: str) -> Assessment:
        """Begin another one, which people are answering."""
        made, _lead = assessments.begun(
            self.now.partner, self.lead, invited={"leaders": LEADERS, "staff": self.invited}, **part
        )
        self._lead_answers(made)
        return made

    def answer(self, assessment: Assessment, standards: Sequence[str], tables: Sequence[Levels]) -> None:
        """Let as many people answer these standards as the tables hold; they pass the others."""
        each = [[level for level, count in enumerate(table, start=1) for _ in range(count)] for table in tables]
        asked, seat = assessments.standards(assessment), assessments.seat_of(assessment, "staff")
        said = list(zip(*each, strict=True))
        held = Response.objects.bulk_create(Response(seat=seat, handed_in=True) for _one in said)
        Answer.objects.bulk_create(
            Answer(response=response, standard=key, level=dict(zip(standards, chosen, strict=True)).get(key))
            for response, chosen in zip(held, said, strict=True)
            for key in asked
        )

    def open(self, assessment: Assessment, days: int = 0) -> Assessment:
        """Close it and open its results, always at the same hour."""
        at = AT + timedelta(days=days)
        arranging.close_assessment(assessment, by=self.lead, at=at - timedelta(hours=2))
        return tasks.open_now(assessment, by=self.lead, at=at)

    def seen(self, *several: Assessment, only: Sequence[tuple[str, dict[str, str]]] | None = None) -> Fetched:
        """Fetch everything that the lead can reach about these assessments."""
        wanted = only or surfaces(several[0])
        addresses = [
            reverse(name, kwargs={"partner": one.partner.slug, "pk": one.pk, **more})
            for one in several
            for name, more in wanted
        ]
        return tuple(self.fetch(address) for address in addresses)

    def fetch(self, address: str) -> bytes:
        """Fetch one address, without what is another at every asking."""
        answer = self.client.get(address)
        assert answer.status_code < 500
        body = answer.content
        if body.startswith(b"PK"):
            with ZipFile(io.BytesIO(body)) as book:
                body = b"\n".join(book.read(name) for name in sorted(book.namelist()) if "docProps" not in name)
        return NOISE.sub(b"", body)


def surfaces(assessment: Assessment) -> list[tuple[str, dict[str, str]]]:
    """Name every address about an assessment, with every standard, seat and ending that it may take."""
    choices = {
        "standard": list(assessments.standards(assessment)),
        "seat": [seat.seat for seat in assessment.seats.all()],
        "ending": ["csv", "xlsx", "json"],
    }
    found: list[tuple[str, dict[str, str]]] = []
    for one in urlpatterns:
        takes = set(one.pattern.converters) - {"partner", "pk"}
        if not str(one.pattern).startswith("for/<slug:partner>/assessments/<int:pk>") or takes - set(choices):
            continue
        found += [(one.name, {key: value}) for key in takes for value in choices[key]] if takes else [(one.name, {})]
    return found


def once_for_each(fetch: Callable[..., Fetched]) -> Callable[..., Fetched]:
    """Fetch once for everything that was opened alike; a test of its own shows that the rest looks alike too."""
    held: dict[str, Fetched] = {}

    def fetched(*several: Assessment) -> Fetched:
        key = repr([[seat.opened for seat in one.seats.order_by("pk")] for one in several])
        if key not in held:
            held[key] = fetch(*several)
        return held[key]

    return fetched
