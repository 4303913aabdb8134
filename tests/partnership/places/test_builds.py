"""A build is opened once; a newer one is noticed; what it changed is said."""

import pytest

from partnership.places import queries
from partnership.places.queries import opened


def test_build_is_opened_once(builds):
    assert opened.evidence() is opened.evidence()


def test_newer_build_is_noticed(client, builds, pack):
    address = f"/places/{pack.districts[0].slug}.json"
    before = client.get(address).json()["about"]["build"]
    newer = builds.then()

    assert before != newer.stem
    assert client.get(address).json()["about"]["build"] == newer.stem


def test_folder_of_builds_is_looked_into_at_most_once_a_second(builds, monkeypatch):
    monkeypatch.setattr(opened, "LOOK_AGAIN_AFTER", 1000)
    seen = opened.newest_build()
    builds.then()

    assert opened.newest_build() == seen


def test_first_build_has_nothing_to_be_compared_with(client, builds):
    assert "This is the first build." in client.get("/changes/").text


def test_what_changed_is_counted_by_measure(client, builds, pack):
    area = pack.districts[0].code
    one = "source = 'facts' AND series = 'anxiety_mean' AND area = ?"
    builds.then(
        (f"DELETE FROM observations WHERE {one} AND period_start = '2013-04-01'", [area]),
        (f"UPDATE observations SET value = value + 1 WHERE {one} AND period_start = '2014-04-01'", [area]),
    )

    (changed,) = queries.what_changed().measures
    assert (changed.slug, changed.added, changed.altered, changed.removed) == ("anxiety-mean", 0, 1, 1)
    text = client.get("/changes/").text
    assert str(pack.indicators["anxiety_mean"].title) in text
    assert client.get("/changes.json").json()["rows"][0]["altered"] == 1


def test_build_that_changes_nothing_says_so(client, builds):
    builds.then()

    assert "No figure that this site shows has changed." in client.get("/changes/").text


@pytest.mark.parametrize("newer", [True, False])
def test_page_is_kept_for_its_build_alone(client, builds, pack, newer):
    address = f"/places/{pack.districts[0].slug}.csv"
    tag = client.get(address)["ETag"]
    if newer:
        builds.then(("UPDATE observations SET value = value + 1 WHERE series = 'anxiety_mean'", []))

    assert (client.get(address)["ETag"] != tag) is newer
