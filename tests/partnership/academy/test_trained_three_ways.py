"""The counts of the same year three ways: the pages, what programs fetch, and plain Python over the rows. They agree."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from partnership.academy import tasks
from partnership.academy.models import Completion
from partnership.academy.queries.trained_counting import trained_on
from partnership.academy.queries.trained_exact import programme_trained
from partnership.partners.models import Kind
from tests.learning import AFTER, LAST, QUARTER, a_year, twin
from tests.people import sign_in, somebody
from tests.teaching import academy

pytestmark = pytest.mark.django_db
LEVELS = ("any", *academy().levels.levels)


@pytest.fixture(scope="module")
def year(django_db_setup, django_db_blocker):
    """Give somebody of the programme team, after a year that was counted and published; made once and taken back after."""
    with django_db_blocker.unblock(), transaction.atomic():
        team = somebody(Kind.PROGRAMME_TEAM)
        a_year(team)
        tasks.publish_trained_now(QUARTER, by=team, today=AFTER)
        yield team
        transaction.set_rollback(True)


def band(count: int) -> tuple[int, int] | None:
    """Give the band of an exact count, by hand."""
    return (count // 5 * 5, count // 5 * 5 + 4) if count >= 10 else None


def words(answer) -> str:
    """Give the words of a page, as somebody hears them."""
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))
    return re.sub(r" ([.,;])", r"\1", told)


def test_year_holds_what_can_go_wrong(year):
    by_hand = twin(LAST)
    assert Completion.objects.count() > sum(by_hand.people(one) for one in ("any",))
    assert by_hand.people() == 24 + 13 + 12 + 3
    assert by_hand.without_post == 2
    assert by_hand.people("skilled") == 13 + 3
    assert by_hand.people("informed") == by_hand.people()
    assert by_hand.people(role_family="leading") == 5
    assert by_hand.people(employment="volunteer") == 12 + 3


def test_every_exact_count_is_that_of_the_twin(year):
    found, by_hand = trained_on(LAST), twin(LAST)
    keys = [LEVELS, *((*found.groups.names(by), "") for by in ("role_family", "sector", "place", "employment"))]
    ours = {
        tuple(keys[axis][at] for axis, at in enumerate(cell)): int(found.counts[cell])
        for cell in zip(*(axis.tolist() for axis in found.counts.nonzero()), strict=True)
    }
    assert ours == by_hand.counts
    assert found.without_post == by_hand.without_post


def test_program_reads_the_bands_of_the_twin(year, client):
    by_hand = twin(LAST)
    items = client.get(f"/api/v1/trained/releases/{QUARTER}").json()["items"]
    trained = [one for one in items if one["count"] == "trained"]
    assert len(trained) == len(LEVELS) * (1 + 5 + 11 + 5 + 2)
    for one in trained:
        exact = by_hand.people(one["level"], **({one["by"]: one["part"]} if one["by"] else {}))
        if one["status"] == "shown":
            assert ((one["at_least"], one["at_most"]), one["level"], one["part"]) == (
                band(exact),
                one["level"],
                one["part"],
            )
    shown = {(one["level"], one["part"]) for one in trained if one["status"] == "shown"}
    assert {("any", ""), ("informed", ""), ("skilled", "")} <= shown
    came = {one["count"]: (one["at_least"], one["at_most"]) for one in items if one["count"] != "trained"}
    assert came == {"attendances": band(24 + 12), "people": band(24)}


def test_page_says_what_the_program_reads(year, client):
    items = client.get(f"/api/v1/trained/releases/{QUARTER}").json()["items"]
    page = client.get(f"/who-is-trained/{QUARTER}/").text
    for one in items:
        if one["count"] == "trained" and one["status"] == "shown" and one["by"]:
            assert f"{one['part_words']}: " in page
    text = words(client.get(f"/who-is-trained/{QUARTER}/"))
    for one in [one for one in items if not one["by"] and one["count"] == "trained" and one["level"] != "any"]:
        said = f"{one['at_least']} to {one['at_most']}" if one["status"] == "shown" else "too few to show"
        assert re.search(rf"{re.escape(one['level_words'])} People {said}", text), one


def test_file_holds_the_rows_that_the_program_reads(year, client):
    items = client.get(f"/api/v1/trained/releases/{QUARTER}").json()["items"]
    rows = client.get(f"/who-is-trained/{QUARTER}.json").json()["rows"]
    assert rows == items
    lines = list(csv.DictReader(io.StringIO(client.get(f"/who-is-trained/{QUARTER}.csv").text)))
    assert [one["at_least"] for one in lines] == [
        "" if one["at_least"] is None else str(one["at_least"]) for one in items
    ]


def test_programme_page_and_its_file_are_exact(year):
    team, by_hand = sign_in(Client(), year), twin(timezone.localdate())
    rows = team.get("/programme/academy/trained/exact.json").json()["rows"]
    names = ("level", "role_family", "sector", "place", "employment")
    assert {tuple(one[name] for name in names): one["people"] for one in rows} == by_hand.counts
    text = words(team.get("/programme/academy/trained/"))
    assert f"Trauma informed People {by_hand.people()} " in text
    assert f"Trained, and with no organisation here today {by_hand.without_post}." in text


def test_year_of_the_programme_page_counts_who_came_twice_and_once(year):
    found = programme_trained(LAST)
    assert (found.attendances.value_words, found.people.value_words) == ("36", "24")
    assert found.exact.levels[0].figure.value_words == str(twin(LAST).people())
