"""The canary crawl: secrets in everything private, every surface as everybody and as nobody; none sings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from partnership.academy.models import Awaiting
from partnership.accounts.models import Person, System
from partnership.core import actions
from partnership.core.models import sealed
from partnership.core.visibility import Visible, visible_models
from partnership.hub.management.commands.load_demonstration import load_all
from partnership.hub.tasks import CHORES
from partnership.partners.models import Kind, Role
from tests import canaries, strangers
from tests.canaries import Canary
from tests.journeys.found import is_published
from tests.people import sign_in
from tests.surface import FRONT_DOORS, Got, asker, pattern_of, walk

pytestmark = pytest.mark.once
ALSO_ASKED = (f"/search/?q={canaries.CALL}",)
NOBODY = "nobody"
OWN = "a page asks for one's own besides"
THROUGH = "reached only through a row that was seen already"
REFUSED = "the page is refused as a whole to whoever does not see every row"
NO_PAGE = "no page asks this table by itself: deeds read it, or a page does through a row that was seen already"
TAKEN_FIRST = {
    *("readingtext", "readingopening"),  # shown to whoever has taken a text, after a press: tests/partnership/reading
    "academyawaiting",  # shown to whoever has the letter: tests/partnership/academy/test_awaiting.py
    "academysharing",  # its pages are off: tests/partnership/academy/test_sharing.py
}
# Of many pages that are alike another two are walked each time the demonstration changes, and with them whether these tables
# are heard; that nobody hears what is not theirs does not change. tests/partnership/academy asks each page of them.
BY_LOT = {
    *("academyadjustment", "academyabsencereason", "academyreflection", "academycertificate"),
    *("academysessionpart", "academycompletion", "academybooking"),
}
ASKED_TWICE = {  # whoever takes these rules away is heard by the stranger's row, and not on a page
    **dict.fromkeys(("accountsconsent", "planscalendar", "academytrainingcalendar"), OWN),
    **dict.fromkeys(("partnersidentifier", "partnerspartnerplace", "partnerscommitment", "partnersimportrow"), THROUGH),
    **dict.fromkeys(("partnerspledgereport", "partnersreadinessanswer", "networkchange", "networkpaper"), THROUGH),
    **dict.fromkeys(("contentupkeep", "frameworkaskedseat", "frameworkagreedlevel", "frameworkshownevidence"), THROUGH),
    **dict.fromkeys(("frameworkassessment", "frameworkinvited"), THROUGH),  # the partner of the address
    "frameworkcampaign": REFUSED,
    "frameworkanswer": NO_PAGE,
    **dict.fromkeys(("networkdecision", "plansevidence", "plansnote", "plansdependency"), THROUGH),
    **dict.fromkeys(("listeningroute", "listeningreply"), THROUGH),  # the partner of the address, or the story
    **dict.fromkeys(("readingtext", "readingconcern", "readingconcernnote", "readingshift"), REFUSED),
    **dict.fromkeys(("readingreader", "readingconflict", "readingdebrief"), REFUSED),
    **dict.fromkeys(("listeningbarrier", "listeningnever", "listeningstoryuse", "listeningverdict"), NO_PAGE),
    **dict.fromkeys(("listeningthemestory", "listeningdraft", "listeningequalityanswer"), NO_PAGE),
    **dict.fromkeys(
        ("listeningassurance", "listeningrelease", "academytrainedrelease", "academylot"), NO_PAGE
    ),  # anybody may see every row of these
    **dict.fromkeys(("readingconcerned", "readingopening", "readingversion"), NO_PAGE),
    **dict.fromkeys(("academyheldplaces", "academybookingstep"), NO_PAGE),  # with the session, with the booking
    "academyaskedanswer": NO_PAGE,  # nobody sees one: they are added up
    "academyasking": NO_PAGE,  # with the session
    **dict.fromkeys(("academylearningrow", "academyawaiting"), THROUGH),  # of the last only how many, with the reports
    "academyobservationwords": THROUGH,
    **dict.fromkeys(("academysharing", "academystatement", "academykepttothemself"), NO_PAGE),  # its pages are off
    "academycredential": NO_PAGE,  # and so are these
    "academyheldelsewhere": NO_PAGE,  # only a deed reads it
    "academyaccreditation": REFUSED,  # and trainers' pages ask for their own
    "academyobserveditem": THROUGH,
    **dict.fromkeys(("academyleading", "academyattendance", "academyassessmentresult"), THROUGH),
    **dict.fromkeys(("partnersdistinction", "partnerserasure"), REFUSED),
    **dict.fromkeys(("partnerscolumnmap", "partnersarrivalletter", "partnersmergejournal", "plansreminder"), NO_PAGE),
}
OF_ONE_PATTERN = 2  # addresses of each kind that are guessed by everybody who did not find them
MADE_ANEW = re.compile(
    r'value="[^"]{40,}"|\d{1,2}:\d\d(:\d\d)?|as_of": "[^"]+"'
)  # tokens and clocks: different each time


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, facts_build):
    """Give the demonstration beside a stranger, with a canary in everything private; made once and taken back after."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(settings, "DATA", facts_build.parent.parent)
        patch.setattr(settings, "DEMONSTRATION", True)
        # Of pages that are alike two are walked, by their addresses: keys drawn by lot would choose another two each time.
        patch.setattr(sealed, "secrets", SimpleNamespace(randbelow=Random(1).randrange))
        people = load_all()
        strange = strangers.join(people)
        assert canaries.sow() > 100
        yield strange
        transaction.set_rollback(True)


def walkers() -> dict[str, Person | None]:
    """Give nobody, and one person for each kind of role."""
    chosen: dict[str, Person | None] = {NOBODY: None}
    known = Role.objects.current().exclude(person__email=strangers.ADDRESS)
    for kind in Kind.values:
        holder = known.filter(kind=kind).order_by("pk").first()
        assert holder is not None, f"the demonstration has no {kind}"
        chosen[kind] = Person.objects.get(pk=holder.person_id)
    return chosen


def heard_in(got: Got) -> set[Canary]:
    """Give the canaries in an answer."""
    paper = canaries.papers().get(sha256(got.body).hexdigest()) if got.body.startswith(b"%PDF") else None
    return {paper} if paper else canaries.heard(got.text)


def songs(got: Got, may_hear: dict[str, set[int]]) -> set[Canary]:
    """Give the canaries in an answer that this person should not hear."""
    return {one for one in heard_in(got) if one.row not in may_hear.get(one.table, set())}


@dataclass
class Asked:
    """Which pages ask which tables' `visible_to`, and as whom; what those people may hear; and what they heard."""

    people: dict[str, Person | None]
    ask: dict[str, Callable[[str], Got]] = field(default_factory=dict)
    may_hear: dict[str, dict[str, set[int]]] = field(default_factory=dict)
    pages: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    visited: dict[str, set[str]] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)  # of which anybody heard anything
    heard: dict[str, set[Canary]] = field(default_factory=dict)
    broken: dict[str, int] = field(default_factory=dict)
    now: set[str] = field(default_factory=set)

    def get(self, name: str, address: str) -> Got:
        """Ask for one address as somebody, and note what was answered."""
        self.now.clear()
        got = self.ask[name](address)
        self.visited[name].add(address)
        for table in self.now:
            self.pages.setdefault(table, []).append((name, address))
        if got.status >= 500:
            self.broken[f"{address} as {name}"] = got.status
        if got.pattern != "demo":
            self.tables |= {one.table for one in heard_in(got)}
            if found := songs(got, self.may_hear[name]):
                self.heard[f"{address} as {name}"] = found
        return got

    def visit_everything(self, name: str) -> None:
        """Walk the whole site as one person."""
        person, client = self.people[name], Client(raise_request_exception=False)
        if person is not None:
            sign_in(client, person)
        self.may_hear[name], self.ask[name], self.visited[name] = canaries.allowed_to(person), asker(client), set()
        walk(lambda address: self.get(name, address), (*FRONT_DOORS, *ALSO_ASKED), most_alike=2, skip=is_published)

    def guess(self, name: str) -> None:
        """Try addresses that others found and no link led this person to."""
        alike: dict[str, list[str]] = defaultdict(list)
        for address in sorted(set().union(*self.visited.values())):
            alike[pattern_of(address)].append(address)
        for addresses in alike.values():
            for address in [one for one in addresses if one not in self.visited[name]][:OF_ONE_PATTERN]:
                self.get(name, address)


@pytest.fixture(scope="module")
def asked(world):
    """Walk the site as everybody in turn, then let everybody guess what only others found."""
    made = Asked(walkers())
    original = Visible.visible_to

    def noted(rows, person):
        made.now.add(canaries.table_of(rows.model))
        return original(rows, person)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Visible, "visible_to", noted)
        for name in made.people:
            made.visit_everything(name)
        for name in made.people:
            made.guess(name)
    return made


@pytest.mark.django_db  # one such test, so that there is a database
def test_there_are_canaries_in_every_table_with_private_text(world):
    silent = {canaries.table_of(model) for model in canaries.sown_models() if not model._base_manager.exists()}
    assert silent == set()


def test_no_secret_sings(asked):
    assert asked.heard == {}


def test_whoever_may_hear_does_hear(asked):
    """A crawl in which nothing can be heard would find no secret either."""
    sown = {canaries.table_of(model) for model in canaries.sown_models()}
    assert canaries.PAPER in asked.tables
    assert sown - asked.tables - BY_LOT == TAKEN_FIRST


def test_no_page_breaks(asked):
    assert asked.broken == {}


def a_monday_morning() -> datetime:
    """Give a moment at which digests go to everybody for whom something waits."""
    today = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
    return today + timedelta(days=7 - today.weekday())


def test_no_secret_sings_in_a_letter(world, mailoutbox):
    """Everything that the timetable sends, and what waited to be sent, to everybody."""
    for chore in CHORES:
        chore.task.func()
    actions.send_digests(a_monday_morning(), by=Person.objects.system(System.HOUSEKEEPER))
    letters, connection.run_on_commit = connection.run_on_commit, []
    for _savepoints, send, _robust in letters:
        send()

    assert len(mailoutbox) > 10
    assert [one.subject for one in mailoutbox if sung_by(one)] == []


def sung_by(letter: EmailMessage) -> set[Canary]:
    """Give what a letter says and should not: whoever has no account reads what waits for their address, and who said it."""
    theirs = [one for one in Awaiting.objects.all() if sealed.read(one, "address") in letter.to]
    told = {("academyawaiting", one.pk) for one in theirs} | {("partnerspartner", one.partner_id) for one in theirs}
    return {one for one in canaries.heard(f"{letter.subject} {letter.body}") if (one.table, one.row) not in told}


def seen_by(table: str, model: type[Model], world: dict[str, int], people: dict[str, Person | None]) -> set[str]:
    """Give who sees the stranger's row of this table."""
    row = model._default_manager.filter(pk=world[table])
    return {name for name, person in people.items() if row.visible_to(person).exists()}


def test_the_strangers_rows_are_seen_by_those_who_are_written_down_and_by_nobody_else(world, asked):
    seen = {
        (table := canaries.table_of(model)): seen_by(table, model, world, asked.people) for model in visible_models()
    }
    named = {table: set(strangers.SEEN_BY.get(table, strangers.NOBODY)) for table in seen}
    assert seen == named


def test_without_its_visible_to_every_table_sings(world, asked):
    """Take each table's rule away in turn: everybody then sees the stranger's row, and somewhere on a page a canary sings."""
    silent, not_everybody = set(), set()
    for model, rows in canaries.queryset_classes():
        table = canaries.table_of(model)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(rows, "visible_to", lambda self, _person: self.all(), raising=False)
            if seen_by(table, model, world, asked.people) != set(asked.people):
                not_everybody.add(table)
            without = dict(_until_one_sings(table, asked))
        if not (without.get("sings") or _differs(without, asked)):
            silent.add(table)
    assert not_everybody == set()
    assert sorted(silent - BY_LOT) == sorted(set(ASKED_TWICE) - BY_LOT)
    assert {table for table, why in ASKED_TWICE.items() if why == NO_PAGE} - BY_LOT == silent - BY_LOT - set(
        asked.pages
    )


def _until_one_sings(table, asked):
    """Ask the pages of this table again, until somebody hears what is not for them; give what each page said."""
    pages = dict.fromkeys(asked.pages.get(table, ()))
    if table in ASKED_TWICE:  # one page of each kind is enough to show that it is silent still
        pages = {(name, pattern_of(address)): (name, address) for name, address in pages}.values()
    for name, address in pages:
        got = asked.ask[name](address)
        if found := songs(got, asked.may_hear[name]):
            yield "sings", (name, address, found)
            return
        yield (name, address), MADE_ANEW.sub("", got.text)


def _differs(without, asked):
    """Where a table has no words to sing with: whether a page said something else while its rule was away."""
    return next(
        (page for page, text in without.items() if MADE_ANEW.sub("", asked.ask[page[0]](page[1]).text) != text), ""
    )
