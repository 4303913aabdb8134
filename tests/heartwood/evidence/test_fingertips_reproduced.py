"""OHID's published comparisons and trends, each worked out again from its published value and interval."""

import csv
from collections import Counter
from datetime import date

import pytest

from heartwood.estimates import Estimate, Shown
from heartwood.evidence.comparison import Verdict, compare
from heartwood.evidence.trend import Direction, trend
from heartwood.pack import Polarity
from heartwood.periods import Period

pytestmark = pytest.mark.shared

ENGLAND = "E92000001"
INJURIES = "fingertips/indicator-90284-CountiesUAs.data.csv"
CONTACT = "fingertips/social-isolation-indicators-CountyUA.data.csv"
COMPARED = "Compared to England value or percentiles"
PUBLISHED = {"Better": Verdict.BETTER, "Worse": Verdict.WORSE, "Similar": Verdict.SIMILAR}

# A limit here prints as England's very value (43.2 and 45.4). The publisher compared it before rounding; a reader of
# what is published cannot see on which side it fell, and we say "similar".
LIMIT_PRINTS_AS_ENGLAND = {("E09000024", "65+ yrs", "2016/17"), ("E09000026", "18+ yrs", "2016/17")}

# The direction words of this export are backwards: rates that fell are called "Increasing and getting worse".
BACKWARDS = {
    "Increasing and getting worse": (Direction.FALLING, True),
    "Decreasing and getting better": (Direction.RISING, False),
    "No significant change": (Direction.NO_CLEAR_CHANGE, None),
    "Cannot be calculated": (Direction.CANNOT_SAY, None),
}


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def estimate(row, level="95.0"):
    value, low, high = (
        float(row[name]) if row.get(name) else None
        for name in ("Value", f"Lower CI {level} limit", f"Upper CI {level} limit")
    )
    if value is None:
        return Estimate(None, None, None, 0.95, "", None, Shown.NOT_PUBLISHED, "No value.", "silences", ())
    return Estimate(value, low, high, float(level) / 100, "", None, Shown.SHOWN, "", "published", ())


def all_persons(row):
    """Whether a row is of everybody: one category has a blank name and only a category type."""
    return not row["Category Type"] and not row["Category"]


def same(row):
    return row["Indicator ID"], row["Sex"], row["Age"], row["Time period"]


def comparisons(path, polarity, level="95.0"):
    """Give (row, published verdict, ours) of every published comparison that has an interval at the level."""
    rows = read(path)
    england = {same(row): estimate(row) for row in rows if row["Area Code"] == ENGLAND and all_persons(row)}
    for row in rows:
        if row[COMPARED] in PUBLISHED and row[f"Lower CI {level} limit"]:
            ours = compare(
                estimate(row, level), england[same(row)], against=ENGLAND, polarity=polarity, recorded=False, decimals=1
            )
            yield row, PUBLISHED[row[COMPARED]], ours.verdict


def test_every_comparison_of_injuries_is_reproduced(shared):
    found = list(comparisons(shared(f"data/{INJURIES}"), Polarity.HIGH_IS_WORSE))
    assert Counter(published for _, published, _ in found) == {
        Verdict.BETTER: 2582,
        Verdict.WORSE: 2199,
        Verdict.SIMILAR: 1968,
    }
    assert [row for row, published, ours in found if published is not ours] == []


def test_every_comparison_of_social_contact_is_reproduced_but_two(shared):
    found = list(comparisons(shared(f"data/{CONTACT}"), Polarity.HIGH_IS_BETTER))
    assert len(found) == 3531
    others = [(row, ours) for row, published, ours in found if published is not ours]
    assert {(row["Area Code"], row["Age"], row["Time period"]) for row, _ in others} == LIMIT_PRINTS_AS_ENGLAND
    assert {ours for _, ours in others} == {Verdict.SIMILAR}


def test_the_publisher_used_the_95_and_not_the_998_interval(shared):
    found = list(comparisons(shared(f"data/{INJURIES}"), Polarity.HIGH_IS_WORSE, "99.8"))
    assert len(found) == 6457
    assert sum(published is not ours for _, published, ours in found) == 1091


@pytest.mark.parametrize(
    ("name", "polarity", "judged", "similar"),
    [
        ("tidy_admissions_self_harm", Polarity.HIGH_IS_WORSE, 1884, 709),
        ("tidy_admissions_self_harm_young_people", Polarity.HIGH_IS_WORSE, 769, 285),
        ("tidy_school_readiness_fsm", Polarity.HIGH_IS_BETTER, 438, 466),
    ],
)
def test_comparisons_published_without_an_interval_are_only_higher_or_lower(shared, name, polarity, judged, similar):
    """Three exports give a verdict and no interval: their "similar" is out of reach; the rest never contradicts us."""
    rows = read(shared(f"data/fingertips/{name}.csv"))
    value = {(row["area_code"], row["period"]): estimate({"Value": row["value"].replace("NA", "")}) for row in rows}
    seen = Counter()
    side = {Verdict.HIGHER_NO_INTERVAL: 1, Verdict.LOWER_NO_INTERVAL: -1, Verdict.SAME_NO_INTERVAL: 0}
    good = 1 if polarity is Polarity.HIGH_IS_BETTER else -1
    for row in (row for row in rows if row["significance"] in PUBLISHED):
        own, other = value[row["area_code"], row["period"]], value[ENGLAND, row["period"]]
        ours = compare(own, other, against=ENGLAND, polarity=polarity, recorded=False, decimals=1).verdict
        wanted = {"Better": good, "Worse": -good}.get(row["significance"], side[ours])
        assert side[ours] == wanted, row
        seen[row["significance"] == "Similar"] += 1
    assert seen == {False: judged, True: similar}


def financial_year(label):
    return Period.parse(f"{label[:4]}-04-01/P1Y")


def series_of(rows):
    """Give, by series, its points (the newer export holds each England row twice) and its published trend."""
    points, published = {}, {}
    for row in rows:
        key = tuple(row[name] for name in ("Area Code", "Sex", "Category Type", "Category"))
        points.setdefault(key, {})[financial_year(row["Time period"])] = estimate(row)
        if row["Recent Trend"]:
            published.setdefault(key, set()).add(row["Recent Trend"])
    return {key: (sorted(points[key].items()), published[key]) for key in published}


def test_every_trend_of_injuries_is_reproduced_except_its_direction_words(shared):
    series = series_of(read(shared(f"data/{INJURIES}")))
    assert len(series) == 531
    counts = Counter()
    for key, (points, published) in series.items():
        (words,) = published
        found = trend(points, polarity=Polarity.HIGH_IS_WORSE)
        assert (found.direction, found.better) == BACKWARDS[words], key
        counts[words] += 1
    assert counts == {
        "Increasing and getting worse": 227,
        "Decreasing and getting better": 5,
        "No significant change": 284,
        "Cannot be calculated": 15,
    }


def test_the_published_direction_words_of_injuries_are_backwards(shared):
    """England fell from 93.6 in 2019/20 to 72.7 in 2023/24 and is called "Increasing and getting worse"."""
    series = series_of(read(shared(f"data/{INJURIES}")))
    points, published = series[ENGLAND, "Persons", "", ""]
    assert published == {"Increasing and getting worse"}
    (first, before), (last, after) = points[-5], points[-1]
    assert (first.start, last.start) == (date(2019, 4, 1), date(2023, 4, 1))
    assert (round(before.value, 1), round(after.value, 1)) == (93.6, 72.7)
