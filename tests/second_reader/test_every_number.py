"""Every number on the measures' pages equals the published one, is worked out by us and says so, or is doubted aloud.

The published side is read by `published.py`, with pandas and none of our code. Our side is the text of the page.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser

import pandas as pd
import pytest
from django.conf import settings

from heartwood.cli import main
from partnership.core.kept import SHELF
from partnership.places.queries import opened
from tests.second_reader import published

NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")
SILENT = ("Not published", "Too few to show", "Nobody measures this", "Published, and we doubt it", "no row published")
LOADS = [
    ("ons_els", "ons_els/*.csv"),
    ("dfe_lait", "dfe/LAIT_bds_long_0.parquet"),
    ("dfe_ees", "dfe/c3_*.csv"),
    ("fingertips", "fingertips/social-isolation-indicators-CountyUA.data.csv"),
    ("lookups", "lookups/lsoa21_ward24_ltla24_west_yorkshire.csv"),
    ("iod", "imd/iod2025_domains_lsoa21_england.csv.gz"),
]

pytestmark = [pytest.mark.shared, pytest.mark.django_db]


class History(HTMLParser):
    """Takes the text of the cells of the table of every figure."""

    def __init__(self):
        super().__init__()
        self.names, self.rows = [], []
        self.inside, self.hidden, self.naming, self.cell = False, False, False, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "table":
            self.inside = "hw-table--history" in attrs.get("class", "")
        self.hidden = attrs.get("aria-hidden") == "true"
        if self.inside and tag == "tr":
            self.rows.append([])
        self.naming = self.inside and tag == "th" and attrs.get("scope") == "col"
        if self.inside and tag == "td":
            self.cell = ""

    def handle_endtag(self, tag):
        self.hidden = False
        if tag == "td" and self.cell is not None:
            self.rows[-1].append(" ".join(self.cell.split()))
            self.cell = None

    def handle_data(self, data):
        if self.naming and data.strip() in published.AREAS:
            self.names.append(data.strip())
        if self.cell is not None and not self.hidden:
            self.cell += data


def is_silent(words):
    return words.startswith(SILENT)


def table_of(page):
    """Give the rows that hold any figure, newest first: a dict from area code to the words of its cell."""
    parser = History()
    parser.feed(page)
    codes = [published.AREAS[name] for name in parser.names]
    rows = [row for row in parser.rows if len(row) == len(codes) and any(not is_silent(cell) for cell in row)]
    return [dict(zip(codes, row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def as_published(shared):
    table = published.everything(shared("data"))
    return dict(iter(table.groupby("indicator")))


@pytest.fixture(scope="module")
def loaded_data(shared, facts_build, pack_folder, tmp_path_factory):
    """A build from the publishers' own files, by the commands a person would type."""
    data = tmp_path_factory.mktemp("loaded")
    facts = sorted(map(str, (pack_folder / "facts").glob("*.csv")))
    main(["evidence", "load", "facts", *facts, "--data", str(data)], standalone_mode=False)
    for source, files in LOADS:
        paths = sorted(map(str, shared("data").glob(files)))
        main(["evidence", "load", source, *paths, "--data", str(data)], standalone_mode=False)
    return data


@pytest.fixture(params=["the pack's own facts", "the publishers' files"])
def site(request, client, facts_build, monkeypatch):
    own = request.param == "the pack's own facts"
    data = facts_build.parents[1] if own else request.getfixturevalue("loaded_data")
    monkeypatch.setattr(settings, "DATA", data)
    monkeypatch.setattr(opened, "LOOK_AGAIN_AFTER", -1)
    SHELF.clear()
    yield client
    SHELF.clear()


def number_in(words):
    found = NUMBER.match(words)
    return Decimal(found.group().replace(",", "")) if found else None


def labels_of(rows):
    """Give the publisher's names of the periods in which any area has a number, newest first."""
    return sorted(rows.label[pd.to_numeric(rows.value, errors="coerce").notna()].unique(), reverse=True)


def published_at(rows, place):
    """Give the publisher's values by area of the `place`-th newest period."""
    labels = labels_of(rows)
    return {row.area: row.value for row in rows[rows.label == labels[place]].itertuples()}


def agrees(words, value, indicator, doubts):
    """Whether the words of a cell say what was published."""
    if words.startswith("Published, and we doubt it"):
        return indicator.slug in doubts or str(indicator.title) in doubts
    missing = value is None or pd.isna(pd.to_numeric(value, errors="coerce"))
    if missing or is_silent(words):
        return missing and is_silent(words)
    exact = Decimal(value)
    if words.startswith("none"):
        return exact == 0
    if words.startswith("less than"):
        return 0 < exact < Decimal("0.5") * Decimal(NUMBER.search(words).group())
    shown = number_in(words)
    return shown is not None and shown == exact.quantize(shown, rounding=ROUND_HALF_UP)


def test_every_number_is_the_published_one(site, pack, as_published):
    doubts = site.get("/about/doubts/").content.decode()
    wrong, seen = [], 0
    for key, indicator in pack.indicators.items():
        page = table_of(site.get(f"/indicators/{indicator.slug}/").content.decode())
        assert page, f"{key} has no table of figures"
        for place, row in enumerate(page):
            theirs = published_at(as_published[key], place)
            for area, words in row.items():
                seen += 1
                if not agrees(words, theirs.get(area), indicator, doubts):
                    wrong.append(f"{key}, {area}, {place} from newest: page {words!r}, published {theirs.get(area)!r}")
    assert wrong == []
    assert seen > 2_000


def test_every_interval_is_the_published_one(site, pack, as_published):
    wrong, seen = [], 0
    for key, indicator in pack.indicators.items():
        rows = as_published[key]
        if indicator.interval != "published":
            continue
        for place, row in enumerate(table_of(site.get(f"/indicators/{indicator.slug}/").content.decode())):
            label = labels_of(rows)[place]
            for one in rows[rows.label == label].itertuples():
                ends = [Decimal(each.replace(",", "")) for each in NUMBER.findall(row[one.area])[-2:]]
                theirs = [Decimal(end).quantize(ends[0], rounding=ROUND_HALF_UP) for end in (one.low, one.high)]
                seen += 1
                if ends != theirs:
                    wrong.append(
                        f"{key}, {one.area}, {label}: page {row[one.area]!r}, published {one.low} to {one.high}"
                    )
    assert wrong == []
    assert seen > 300


def test_no_number_is_more_exact_than_its_publisher(pack, as_published):
    """Decimals may be fewer than in the publisher's file, never more, unless the number is worked out by us."""
    too_exact = []
    for key, indicator in pack.indicators.items():
        values = [
            str(value) for value in as_published[key].value.dropna() if re.fullmatch(r"-?\d+(\.\d+)?", str(value))
        ]
        theirs = max(len(value.partition(".")[2]) for value in values)
        if indicator.decimals > theirs and not key.startswith(("small_areas", "assessments")):
            too_exact.append((key, indicator.decimals, theirs))
    assert too_exact == []


def test_what_we_worked_out_says_so(site, pack):
    for key, indicator in pack.indicators.items():
        if key.startswith(("small_areas", "assessments")):
            page = site.get(f"/places/leeds/{indicator.stages[-1]}/").content.decode()
            after = page.split(f'href="/indicators/{indicator.slug}/"')[1][:2_500]
            assert "worked out by us" in after or "we doubt it" in after, key
