"""How many work here, and who will need training: whose figures are read, and what is supposed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from django.conf import settings
from django.utils import timezone

from heartwood.check.workforce import faults_of
from heartwood.estimates import Estimate, Shown
from heartwood.pack import make_workforce
from partnership.academy import tasks
from partnership.academy.queries import supply, workforce
from partnership.academy.queries import trained as pages
from partnership.academy.queries.trained_counting import trained_both, trained_on
from partnership.core import pack
from partnership.partners.models import Kind, PartnerPlace
from tests.learning import AFTER, LAST, LEEDS, QUARTER, learn
from tests.people import a_partner, somebody
from tests.teaching import a_session, academy

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


@pytest.fixture
def council():
    made = a_partner("A council", sector="local-government")
    PartnerPlace.objects.create(partner=made, place=LEEDS)
    return made


@pytest.fixture
def invented(settings):
    settings.DEMONSTRATION = True


def publish(team):
    return tasks.publish_trained_now(QUARTER, by=team, today=AFTER)


# How many work here.


def test_nobody_published_how_many_work_here_and_the_page_says_so(team, council):
    learn(31, council)
    assert publish(team).shown["coverage"] is None
    row = pages.trained_page().levels[0]
    assert (row.share.value_words, row.share.mark.value) == ("not known", "not_loaded")
    assert "Nobody has published" in row.share.why


@pytest.mark.usefixtures("invented")
def test_share_is_of_those_of_whom_a_figure_says_how_many_they_are(team, council):
    learn(400, council, family="face-to-face")
    made = publish(team)
    assert (made.shown["fictional"], made.shown["coverage"]["invented"]) == (True, True)
    row = pages.trained_page().levels[0]
    assert row.share.value_words == "about 10%"
    assert row.share.interval_words == "(between 5% and 10%)"
    assert row.workforce.value_words == "5,224"


def test_invented_figures_are_read_in_a_demonstration_only():
    groups = trained_on(LAST).groups
    assert not settings.DEMONSTRATION
    assert workforce.workforce_here(groups) is None


def test_invented_figures_are_sound():
    assert list(faults_of(make_workforce(pack.demonstration("workforce")), pack.current())) == []


def a_workforce(*figures):
    return make_workforce({"sources": [{"key": "s", "name": {"en": "A census"}}], "figures": list(figures)})


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ([{"people": 9, "low": 10}], "the ends are the wrong way round, or below 1"),
        ([{"people": 9, "source": "t"}], '"t" is not a source of this file'),
        ([{"people": 9, "family": "poets"}], '"poets" is not a family of this pack'),
        ([{"people": 9, "place": "E1"}], '"E1" is not a place of this pack'),
        (
            [{"people": 9, "family": "leading"}, {"people": 9, "place": LEEDS}],
            "figures 1 and 2 are about some of the same people",
        ),
    ],
)
def test_figures_that_cannot_be_so_are_found(figures, said):
    told = a_workforce(*({"year": 2025, "source": "s", **one} for one in figures))
    assert [one.found for one in faults_of(told, pack.current())] == [said]


# Need against supply.


def needed(today=LAST):
    now, then = trained_both(today, supply.horizon(today))
    return supply.need_page(now, then)


def test_need_cannot_be_told_without_a_workforce():
    assert "Nobody has published how many people" in needed().why


@pytest.mark.usefixtures("invented")
def test_need_is_told_for_each_level_and_place_with_what_is_supposed(council):
    learn(20, council, family="face-to-face")
    found = needed()
    assert found.until == LAST + timedelta(days=730)
    assert [len(level.rows) for level in found.levels] == [5, 5, 5, 5]
    leeds = next(row for row in found.levels[0].rows if row.key == LEEDS)
    assert leeds.trained.value_words == "20"
    assert leeds.gap.value_words.endswith("people would still need it")
    assert all(one.source for one in found.supposed)
    assert "Leeds: " in found.levels[0].says


@pytest.mark.usefixtures("invented")
def test_places_of_sessions_to_come_are_supply_and_those_for_all_are_shared_out(team):
    today = timezone.localdate()
    a_session(days=30, capacity=40, place=LEEDS, by=team)
    a_session(days=30, capacity=50, by=team)
    a_session(days=30, capacity=99, place=LEEDS, by=team, state="cancelled", why_cancelled="Snow", **_cancelled(team))
    a_session("", title="An evening", days=30, capacity=99, place=LEEDS, by=team)
    now, then = trained_both(today, supply.horizon(today))
    planned = supply.planned(now, then.valid_on, academy())
    leeds = now.groups.places.index(LEEDS)
    assert [float(np.asarray(end)[0, leeds]) for end in (planned.low, planned.value, planned.high)] == [40, 50, 90]
    assert not np.asarray(planned.high)[1:].any()


def _cancelled(team):
    return {"cancelled_at": timezone.now(), "cancelled_by": team}


@pytest.mark.usefixtures("invented")
def test_need_cannot_be_told_where_nothing_is_supposed(monkeypatch):
    content, bare = pack.current(), replace(academy(), supposed=None)
    monkeypatch.setattr(pack, "current", lambda: replace(content, academy=bare))
    assert "what is supposed" in needed().why


@pytest.mark.parametrize(
    ("low", "value", "high", "said"),
    [
        (10, 20, 30, "about 20 people would still need it (between 10 and 30)"),
        (-10, 20, 30, "perhaps about 20 people would still need it (from 10 places too many to 30 too few)"),
        (-30, -20, 30, "perhaps enough: about 20 places more than people (from 30 places too many to 30 too few)"),
        (-30, -20, -10, "enough: about 20 places more than people (between 10 and 30 more)"),
    ],
)
def test_gap_is_said_in_words(low, value, high, said):
    one = Estimate(value, low, high, 1.0, "people", None, Shown.SHOWN, "", "need-against-supply", ())
    found = supply.say_gap(one)
    assert f"{found.value_words} {found.interval_words}" == said
