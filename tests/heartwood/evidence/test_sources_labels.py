"""Publishers' names of periods."""

from __future__ import annotations

import pytest

from heartwood.evidence.sources import labels


@pytest.mark.parametrize(
    ("read", "label", "found"),
    [
        (labels.iso, "2011-04-01/P3Y", "2011-04-01/P3Y"),
        (labels.years_from("04-01"), "1999/00", "1999-04-01/P1Y"),
        (labels.years_from("09-01"), "201516", "2015-09-01/P1Y"),
        (labels.years_from("04-01"), "2015/16 - 17/18", "2015-04-01/P3Y"),
        (labels.calendar_years, "2015", "2015-01-01/P1Y"),
        (labels.calendar_years, "1999-01", "1999-01-01/P3Y"),
        (labels.year_ending("04-01"), "2016", "2015-04-01/P1Y"),
        (labels.on_day("03-31"), "2016", "2016-03-31"),
        (labels.within_year("01-01/P1M"), "2016", "2016-01-01/P1M"),
        (labels.quarter_ending_february, "2019", "2018-12-01/P3M"),
        (labels.first_that_reads(labels.calendar_years, labels.years_from("04-01")), "2013/14", "2013-04-01/P1Y"),
    ],
)
def test_labels_are_read(read, label, found):
    assert read(label).iso == found


@pytest.mark.parametrize("label", ["", "0", "soon", "2016/18", "20161", "2016/17 (prov)", "2015 Q1"])
@pytest.mark.parametrize(
    "read",
    [
        labels.iso, labels.years_from("04-01"), labels.calendar_years, labels.year_ending("04-01"),
        labels.on_day("03-31"), labels.quarter_ending_february, labels.first_that_reads(labels.calendar_years),
    ],
)  # fmt: skip
def test_labels_that_are_no_period_are_refused(read, label):
    with pytest.raises(ValueError, match="is not a"):
        read(label)
