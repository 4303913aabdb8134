"""The attack on the screens: stories are told, taken back and published by the real deeds; whatever can be fetched is seen.

The library's own attack is exact over far more worlds. What carries it over to the site is that two worlds in which the
same was published look the same to the last byte. Each rule is also broken on purpose, and the same attack then succeeds.
"""

from __future__ import annotations

import io
import re
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from heartwood.disclosure import attacker, counting
from heartwood.disclosure.counting import Rule
from heartwood.disclosure.tallies import Questions
from partnership.core.kept import SHELF
from partnership.listening import tasks
from partnership.listening.models import Release, Story
from partnership.listening.queries import counting as counted_queries
from partnership.listening.views import counts as counts_views
from partnership.partners.models import Kind
from tests.counted import AFTER, AFTER_NEXT, BRADFORD, LEEDS, NEXT, QUARTER, SENT, published, tell
from tests.partnership.framework.attacking import undone
from tests.people import sign_in, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PLACES = (BRADFORD, LEEDS, "")
FEW = 9
ALL = 24  # of one barrier
CHOICES = {"quarter": [QUARTER, NEXT], "ending": ["csv", "xlsx", "json"], "width": ["wide", "narrow"]}
FOR_PROGRAMS = ("/api/v1/counts/releases", *(f"/api/v1/counts/releases/{one}" for one in CHOICES["quarter"]))
STILL = [one for one in attacker.tables(12, 3) if not one[0] % 3]
SCREENS = ("/what-people-say/", "/programme/listening/", *FOR_PROGRAMS)
NOISE = re.compile(
    rb'csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"|\d{1,2} \w+ \d{4}, \d\d:\d\d|\d{4}-\d\d-\d\d \d\d:\d\d'
)


class Site:
    """Whoever asks: nobody, the programme team and an analyst; with everything that each can fetch."""

    def __init__(self):
        self.team = somebody(Kind.PROGRAMME_TEAM)
        browsers = [Client(), sign_in(Client(), self.team), sign_in(Client(), somebody(Kind.ANALYST))]
        self.browsers = browsers
        self._seen = {}

    def tell(self, table):
        """Let people tell, so many of each place; give their stories."""
        return [tell(people, "waiting", place=place) for people, place in zip(table, PLACES, strict=True)]

    def publish(self, quarter=QUARTER, today=AFTER):
        tasks.publish_now(quarter, by=self.team, today=today)

    def fetch_all(self, only=()):
        SHELF.clear()
        return tuple(self.fetch(browser, address) for browser in self.browsers for address in only or addresses())

    def seen(self):
        """Fetch a few screens, once for everything that was published alike: a test of its own shows that all others agree."""
        key = repr(list(Release.objects.order_by("quarter").values_list("quarter", "shown")))
        if key not in self._seen:
            self._seen[key] = self.fetch_all(SCREENS)
        return self._seen[key]

    def fetch(self, browser, address):
        answer = browser.get(address)
        assert answer.status_code < 500
        body = answer.content
        if body.startswith(b"PK"):
            with ZipFile(io.BytesIO(body)) as book:
                body = b"\n".join(book.read(name) for name in sorted(book.namelist()) if "docProps" not in name)
        return NOISE.sub(b"", body)


def pages():
    """Give every address of what is counted, found among those of the whole site."""
    every = [one for app in get_resolver().url_patterns for one in getattr(app, "url_patterns", [app])]
    ours = [one for one in every if isinstance(one, URLPattern) and one.callback.__module__ == counts_views.__name__]
    return [one for one in ours if one.name != "publish-counts"]


def addresses():
    """Name every address of what is counted, with every quarter and ending: one that is added tomorrow is attacked too."""
    found = list(FOR_PROGRAMS)
    for one in pages():
        ways = [{}]
        for taken in one.pattern.converters:
            ways = [{**way, taken: value} for way in ways for value in CHOICES[taken]]
        found += [reverse(one.name, kwargs=way) for way in ways]
    return found


@pytest.fixture
def site(monkeypatch):
    """Give a site that asks about one barrier and two places: no rule knows how many there are."""
    few = Questions("barrier", ("waiting",), {"place": PLACES[:2]})
    monkeypatch.setattr(counted_queries, "questions", lambda quarter: few)
    monkeypatch.setattr(counted_queries, "equality", dict)
    return Site()


@pytest.fixture
def whole_site():
    return Site()


def one_date(site, see):
    """Attack how many of Leeds there are, knowing how many there are of all: hidden, it could be nobody, or up to nine."""

    def view(table):
        with undone():
            site.tell(table)
            site.publish()
            shown = low("barrier=waiting", f"place={LEEDS}"), see()
        return shown

    worlds = [table for table in attacker.tables(ALL, 3) if table[1] <= FEW or table[1] % 3 == 0]
    possible = attacker.possible(worlds, view, lambda table: [table[1]])
    return [seen for (shown, seen), found in possible.items() if shown is None and not found >= set(range(FEW + 1))]


def attribute(site, see):
    """Attack where an acquaintance was who told, knowing that oneself told of Bradford."""

    def view(table):
        with undone():
            site.tell((table[0] + 1, *table[1:]))
            site.publish()
            shown = see()
        return shown

    worlds = [table for table in attacker.tables(ALL - 1, 3) if table[1] in (0, 1, 2, 10, 12)]
    possible = attacker.possible(worlds, view, lambda table: [at for at, people in enumerate(table) if people])
    return [view for view, found in possible.items() if len(found) == 1]


def few_between(site, see, came=FEW):
    """Attack what a few said who came together between two dates, or whether they came; all others stood still."""
    steps = [0, 1, 2, "nobody"]

    def view(world):
        still, step = world
        with undone():
            site.tell((still[0], still[1], still[2] + 10))
            site.publish()
            if step != "nobody":
                tell(came, "waiting", place=PLACES[step], sent_on=SENT)
            site.publish(NEXT, AFTER_NEXT)
            shown = see()
        return shown

    worlds = [(still, step) for still in STILL for step in steps]
    possible = attacker.possible(worlds, view, lambda world: [world[1]])
    return [view for view, found in possible.items() if len(found) == 1]


def took_back(site, see, few=FEW):
    """Attack whether a few of Bradford, who are known to have told, took their stories back between two dates."""

    def view(world):
        still, is_taken_back = world
        with undone():
            site.tell((still[0], still[1], still[2] + 10))
            told = tell(few, "waiting", place=BRADFORD)
            site.publish()
            if is_taken_back:
                Story.objects.filter(pk__in=[one.pk for one in told]).update(state="withdrawn")
            site.publish(NEXT, AFTER_NEXT)
            shown = see()
        return shown

    worlds = [(still, is_taken_back) for still in STILL for is_taken_back in (False, True)]
    possible = attacker.possible(worlds, view, lambda world: [world[1]])
    return [view for view, found in possible.items() if len(found) == 1]


def low(*cell):
    return published(Release.objects.latest("quarter"))["&".join(cell)]["low"]


# What holds.


def test_attack_reaches_every_page_file_and_answer(whole_site):
    site = whole_site
    site.tell((31, 10, 10))
    site.publish()
    site.publish(NEXT, AFTER_NEXT)
    seen = dict(zip(addresses(), site.fetch_all(), strict=False))
    assert {"/what-people-say/", "/programme/listening/", "/api/v1/counts/releases/2026-Q4"} <= set(seen)
    assert {"/what-people-say/2026-Q3.xlsx", "/what-people-say/2026-Q4/bars.svg"} <= set(seen)
    assert b"30 to 34" in seen["/what-people-say/"]
    assert b'"at_least": 30' in seen["/api/v1/counts/releases/2026-Q3"]


def test_worlds_in_which_the_same_was_published_look_the_same_to_the_last_byte(site):
    """The bridge: whatever the library's attack shows of counts holds for every page, file and answer of them."""
    looks = {}
    for table in [one for one in attacker.tables(25, 3) if not one[0] % 6 and not one[1] % 4]:
        with undone():
            site.tell(table)
            site.publish()
            looks.setdefault(repr(Release.objects.get().shown), []).append(site.fetch_all())
    assert {len(set(several)) for several in looks.values()} == {1}
    assert max(len(several) for several in looks.values()) > 3
    assert len({several[0] for several in looks.values()}) > 3


def test_pages_read_nothing_of_what_is_kept_and_of_no_story(whole_site):
    site = whole_site
    site.tell((31, 10, 10))
    site.publish()
    before = site.fetch_all()
    Release.objects.update(kept={"nobody reads this": 1})
    Story.objects.update(state="withdrawn")
    assert site.fetch_all() == before


def test_hidden_count_can_be_nobody_or_anything_up_to_nine(site):
    assert one_date(site, site.seen) == []


def test_where_an_acquaintance_was_is_not_told(site):
    assert attribute(site, site.seen) == []


@pytest.mark.parametrize("few", [1, FEW])
@pytest.mark.parametrize("attack", [few_between, took_back])
def test_few_who_came_or_took_their_stories_back_do_not_show(site, attack, few):
    assert attack(site, site.seen, few) == []


# What holds only because of a rule: each is broken on purpose.


def broken_least(site, monkeypatch):
    monkeypatch.setattr(Rule, "band", lambda rule, count: count // 5 * 5 if count >= 5 else None)
    return one_date(site, site.seen)


def broken_complement(site, monkeypatch):
    monkeypatch.setattr(counting, "gives_away", lambda drawing, line: False)
    return one_date(site, site.seen)


def broken_bands(site, monkeypatch):
    monkeypatch.setattr(Rule, "band", lambda rule, count: count if count >= rule.least else None)
    monkeypatch.setattr(counting, "gives_away", lambda drawing, line: False)
    return attribute(site, site.seen)


def broken_as_before(site, monkeypatch):
    monkeypatch.setattr(counting, "moved", lambda count, kept, rule: True)
    monkeypatch.setattr(counting, "may_become", lambda before, low, rule: True)
    return few_between(site, site.seen)


def broken_memory_of_the_last_release(site, monkeypatch):
    monkeypatch.setattr(counted_queries, "_before", lambda quarter: None)
    return few_between(site, site.seen)


def broken_withdrawal(site, monkeypatch):
    """What was taken back is taken off at once."""
    monkeypatch.setattr(
        counting, "moved", lambda count, kept, rule: kept is None or count < kept or count >= kept + rule.least
    )
    monkeypatch.setattr(counting, "may_become", lambda before, low, rule: True)
    return took_back(site, site.seen)


BROKEN = [
    broken_least,
    broken_complement,
    broken_bands,
    broken_as_before,
    broken_memory_of_the_last_release,
    broken_withdrawal,
]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.__name__)
def test_attack_succeeds_where_a_rule_is_broken(broken, site, monkeypatch):
    assert broken(site, monkeypatch)
