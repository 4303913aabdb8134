"""A build and a pack together: each figure with all that must be said beside it."""

from dataclasses import replace
from datetime import date

import pytest

from heartwood.estimates import Shown
from heartwood.evidence.profile import NO_PERIOD, Direction, Verdict, open_evidence
from heartwood.pack import Binding, Break, Doubt, Polarity, Silence

TODAY = date(2024, 6, 1)


def opened(small, rows, *indicators, neighbours=(), **of_pack):
    pack = small.pack(*(indicators or [small.indicator()]), **of_pack)
    return open_evidence(small.build(rows, neighbours), pack, today=TODAY)


def doubt_about(area, period, *, withheld=True):
    return Doubt("worry", area, period, "12", "We doubt it.", "The region is shown instead.", "a reader", withheld)


def test_figure_is_the_latest_period_with_its_published_interval(small):
    rows = [small.row(period=f"{year}-01-01/P1Y", value=float(year - 2000), low=1, high=30) for year in (2021, 2022)]
    figure = opened(small, rows).figure("worry", small.north)
    assert (figure.label, figure.estimate.value, figure.estimate.low, figure.estimate.high) == ("2022", 22.0, 1.0, 30.0)
    assert (figure.estimate.method, figure.worked_out) == ("published", False)
    assert figure.estimate.sources == ("facts_small_undated_00000000",)


def test_evidence_names_its_build_its_editions_and_the_series_it_used(small):
    evidence = opened(small, [small.row(value=1.0)])
    assert evidence.build == "0001_00000000"
    assert [edition.released for edition in evidence.editions] == [date(2024, 1, 2)]
    assert evidence.bindings == {"worry": Binding("facts", "worry")}


def test_figure_of_an_unknown_indicator_or_area_is_nothing(small):
    evidence = opened(small, [small.row(value=1.0)])
    assert evidence.figure("joy", small.north) is None
    assert evidence.figure("worry", "E08000001") is None


def test_series_gives_every_period_oldest_first_with_its_holes(small):
    rows = [
        small.row(period="2022-01-01/P1Y", value=5.0),
        small.row(period="2021-01-01/P1Y", status="too_few"),
        small.row(period="2020-01-01/P1Y", status="not_collected", note="Added to the form in 2021."),
        small.row(period="2019-01-01/P1Y", status="not_published"),
        small.row(period="2018-01-01/P1Y", status="doubted", value=0.0),
        small.row(period="2017-01-01/P1Y", status="shown", value=None),
    ]
    series = opened(small, rows).series("worry", small.north)
    assert [(figure.label, figure.estimate.shown) for figure in series] == [
        ("2017", Shown.NOT_PUBLISHED),
        ("2018", Shown.DOUBTED),
        ("2019", Shown.NOT_PUBLISHED),
        ("2020", Shown.NOBODY_MEASURES),
        ("2021", Shown.TOO_FEW),
        ("2022", Shown.SHOWN),
    ]
    assert series[3].estimate.why == "Added to the form in 2021."
    assert [figure.estimate.method for figure in series[1:3]] == ["doubts", "silences"]
    assert all(figure.estimate.why for figure in series[:-1])


def test_silences_of_different_kinds_have_different_sentences(small):
    statuses = ("too_few", "not_published", "not_collected", "doubted")
    rows = [small.row(period=f"{2019 + at}-01-01/P1Y", status=status) for at, status in enumerate(statuses)]
    series = opened(small, rows).series("worry", small.north)
    assert len({figure.estimate.why for figure in series}) == 4


def test_a_series_that_is_not_in_the_build_is_not_loaded(small):
    figure = opened(small, [small.row(series="other", value=1.0)]).figure("worry", small.north)
    assert (figure.estimate.shown, figure.period, figure.label) == (Shown.NOT_LOADED, NO_PERIOD, "")
    assert figure.trend.direction is Direction.CANNOT_SAY


def test_an_area_without_a_row_of_a_loaded_series_is_not_published(small):
    evidence = opened(small, [small.row(area=small.north, value=1.0)])
    assert evidence.series("worry", small.south) == ()
    assert evidence.figure("worry", small.south).estimate.shown is Shown.NOT_PUBLISHED


def test_the_first_binding_with_rows_wins_whole(small):
    both = (Binding("ons_els", "Worry"), Binding("dfe_lait", "W"), Binding("facts", "worry"))
    rows = [
        small.row(source="dfe_lait", series="W", value=1.0),
        small.row(period="2022-01-01/P1Y", value=2.0),
        small.row(source="ons_els", series="Worry", area="E08000001", value=3.0),
    ]
    evidence = opened(small, rows, small.indicator(bindings=both))
    assert evidence.bindings["worry"].source == "dfe_lait"
    assert [figure.estimate.value for figure in evidence.series("worry", small.north)] == [1.0]


def test_a_file_that_holds_the_nation_alone_does_not_win(small):
    both = (Binding("ons_els", "Worry"), Binding("facts", "worry"))
    rows = [small.row(source="ons_els", series="Worry", area=small.nation, value=3.0), small.row(value=2.0)]

    assert opened(small, rows, small.indicator(bindings=both)).bindings["worry"].source == "facts"
    assert opened(small, rows[:1], small.indicator(bindings=both)).bindings["worry"].source == "ons_els"


def test_a_binding_fixes_sex_age_and_category(small):
    bound = small.indicator(bindings=(Binding("fingertips", "90280", sex="Persons", age="18+ yrs"),))
    usual = {"source": "fingertips", "series": "90280", "sex": "Persons", "age": "18+ yrs"}
    rows = [
        small.row(value=1.0, **usual),
        small.row(value=2.0, **usual | {"sex": "Male"}),
        small.row(value=3.0, **usual | {"age": "65+ yrs"}),
        small.row(value=4.0, **usual | {"category": "Least deprived decile"}),
    ]
    assert [figure.estimate.value for figure in opened(small, rows, bound).series("worry", small.north)] == [1.0]


def test_a_doubt_withholds_the_figure_and_says_what_is_shown_instead(small):
    rows = [small.row(value=12.0, low=10.0, high=14.0)]
    figure = opened(small, rows, doubts=[doubt_about(small.north, "")]).figure("worry", small.north)
    assert (figure.estimate.shown, figure.estimate.value) == (Shown.DOUBTED, None)
    assert figure.estimate.why == "We doubt it. The region is shown instead."
    assert figure.compared is None


def test_a_doubt_that_does_not_withhold_stays_beside_its_figure(small):
    doubt = doubt_about(small.north, "2023-01-01/P1Y", withheld=False)
    rows = [small.row(value=12.0), small.row(period="2022-01-01/P1Y", value=11.0)]
    before, after = opened(small, rows, doubts=[doubt]).series("worry", small.north)
    assert (before.doubts, after.doubts, after.estimate.value) == ((), (doubt,), 12.0)


def test_a_doubt_leaves_a_hole_its_own_silence(small):
    rows = [small.row(status="not_collected")]
    figure = opened(small, rows, doubts=[doubt_about("", "")]).figure("worry", small.north)
    assert figure.estimate.shown is Shown.NOBODY_MEASURES


def test_an_interval_the_wrong_way_round_is_doubted_and_stops_nothing_else(small):
    rows = [small.row(value=5.0, low=6.0, high=4.0), small.row(area=small.south, value=5.0)]
    evidence = opened(small, rows)
    assert evidence.figure("worry", small.north).estimate.shown is Shown.DOUBTED
    assert evidence.figure("worry", small.south).estimate.value == 5.0


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_value_that_is_not_a_number_is_not_published(small, value):
    assert opened(small, [small.row(value=value)]).figure("worry", small.north).estimate.shown is Shown.NOT_PUBLISHED


@pytest.mark.parametrize(
    ("interval", "denominator_is", "count", "denominator", "value", "method"),
    [
        ("wilson", "people", 65.0, 100.0, 65.0, "wilson"),
        ("published", "people", 65.0, 100.0, 65.0, "published"),
        ("none", "people", 65.0, 100.0, 65.0, "published"),
        ("wilson", "assessments", 65.0, 100.0, 65.0, "published"),
        ("wilson", "people", None, 100.0, 65.0, "published"),
        ("wilson", "people", 65.0, None, 65.0, "published"),
        ("wilson", "people", 65.0, 0.0, 65.0, "published"),
        ("wilson", "people", 165.0, 100.0, 165.0, "published"),
        ("wilson", "people", 65.0, 100.0, 40.0, "published"),
    ],
)
def test_an_interval_of_ours_needs_the_indicators_word_and_people(
    small, interval, denominator_is, count, denominator, value, method
):
    indicator = small.indicator(interval=interval, denominator_is=denominator_is)
    row = small.row(value=value, count=count, denominator=denominator)
    estimate = opened(small, [row], indicator).figure("worry", small.north).estimate
    assert estimate.method == method
    assert estimate.has_interval == (method == "wilson")


def test_a_published_interval_wins_over_ours(small):
    row = small.row(value=65.0, low=60.0, high=70.0, count=65.0, denominator=100.0)
    estimate = opened(small, [row], small.indicator(interval="wilson")).figure("worry", small.north).estimate
    assert (estimate.low, estimate.high, estimate.method, estimate.people) == (60.0, 70.0, "published", 100)


def test_a_rate_of_ours_is_per_what_its_unit_says(small):
    indicator = small.indicator(interval="byar", unit=small.words("per 10,000 children"), suffix="", decimals=1)
    row = small.row(value=250.0, count=25.0, denominator=1000.0)
    estimate = opened(small, [row], indicator).figure("worry", small.north).estimate
    assert estimate.method == "byar"
    assert (round(estimate.low, 1), round(estimate.high, 1)) == (161.7, 369.1)


def test_a_rate_whose_unit_says_no_number_is_per_one(small):
    indicator = small.indicator(interval="byar", unit=small.words("visits each"), suffix="", decimals=1)
    row = small.row(value=2.0, count=20.0, denominator=20.0)
    assert opened(small, [row], indicator).figure("worry", small.north).estimate.has_interval is False


def test_a_share_worked_out_by_us_says_so(small):
    row = small.row(value=14.0, count=14.0, denominator=100.0, origin="worked_out")
    figure = opened(small, [row], small.indicator(denominator_is="assessments")).figure("worry", small.north)
    assert (figure.worked_out, figure.estimate.method, figure.estimate.people) == (True, "share-worked-out", None)
    assert (figure.count, figure.denominator) == (14.0, 100.0)


def with_larger(small, *, nation=None, region=None, **own):
    rows = [small.row(area=small.north, **own)]
    rows += [small.row(area=small.region, value=region)] if region is not None else []
    rows += [small.row(area=small.nation, value=nation)] if nation is not None else []
    return rows


def test_figure_is_compared_with_the_nations_value_in_the_same_period(small):
    rows = with_larger(small, value=20.0, low=18.0, high=22.0, nation=15.0, region=20.0)
    rows += [small.row(area=small.nation, period="2024-01-01/P1Y", value=50.0)]
    compared = opened(small, rows).figure("worry", small.north).compared
    assert (compared.verdict, compared.against, compared.estimate.value) == (Verdict.WORSE, small.nation, 15.0)
    assert compared.level == 0.95


def test_figure_without_a_nations_value_is_compared_with_the_region(small):
    compared = opened(small, with_larger(small, value=20.0, region=30.0)).figure("worry", small.north).compared
    assert (compared.verdict, compared.against) == (Verdict.LOWER_NO_INTERVAL, small.region)


def test_a_doubted_nation_is_passed_over_for_the_region(small):
    rows = with_larger(small, value=20.0, nation=90.0, region=30.0)
    figure = opened(small, rows, doubts=[doubt_about(small.nation, "")]).figure("worry", small.north)
    assert figure.compared.against == small.region


def test_an_indicator_may_name_the_region_to_compare_with(small):
    rows = with_larger(small, value=20.0, nation=10.0, region=30.0)
    indicator = small.indicator(compare_with=small.region)
    evidence = opened(small, rows, indicator)
    assert evidence.figure("worry", small.north).compared.against == small.region
    assert evidence.figure("worry", small.region).compared.against == small.nation
    assert evidence.figure("worry", small.nation).compared is None


def test_a_figure_with_nothing_to_compare_with_says_that_it_cannot(small):
    compared = opened(small, with_larger(small, value=20.0)).figure("worry", small.north).compared
    assert (compared.verdict, compared.against) == (Verdict.CANNOT_SAY, small.nation)
    assert compared.why


def test_recorded_figures_are_more_or_fewer_and_never_better(small):
    indicator = small.indicator(recorded_by_services=True, polarity=Polarity.NEITHER, interval="none")
    compared = (
        opened(small, with_larger(small, value=38.0, nation=27.0), indicator).figure("worry", small.north).compared
    )
    assert compared.verdict is Verdict.MORE_RECORDED


def near(small, values):
    codes = [f"E0600000{at}" for at in range(len(values))]
    rows = [small.row(area=code, value=value) for code, value in zip(codes, values, strict=True)]
    return rows, [(small.north, code, at + 1) for at, code in enumerate(codes)]


def test_figure_is_compared_with_the_middle_of_its_statistical_neighbours(small):
    rows, neighbours = near(small, [1.0, 2.0, 3.0, 40.0, 50.0])
    own = small.row(value=5.0, low=4.0, high=6.0)
    compared = opened(small, [own, *rows], neighbours=neighbours).figure("worry", small.north).neighbours
    assert (compared.verdict, compared.against, compared.estimate.value) == (Verdict.WORSE, "neighbours", 3.0)
    assert compared.estimate.method == "neighbours-median"


def test_too_few_neighbours_with_a_figure_are_no_comparison(small):
    rows, neighbours = near(small, [1.0, 2.0, 3.0, 40.0])
    figure = opened(small, [small.row(value=5.0), *rows], neighbours=neighbours).figure("worry", small.north)
    assert figure.neighbours is None


def test_a_silence_is_not_compared_with_neighbours(small):
    rows, neighbours = near(small, [1.0, 2.0, 3.0, 4.0, 5.0])
    own = small.row(status="too_few")
    assert opened(small, [own, *rows], neighbours=neighbours).figure("worry", small.north).neighbours is None


def test_trend_looks_only_at_the_periods_up_to_its_own(small):
    rows = [
        small.row(period=f"{2017 + at}-01-01/P1Y", value=10.0 - at, low=9.9 - at, high=10.1 - at) for at in range(6)
    ]
    series = opened(small, rows).series("worry", small.north)
    assert [figure.trend.direction for figure in series[3:]] == [
        Direction.CANNOT_SAY,
        Direction.FALLING,
        Direction.FALLING,
    ]
    assert (series[-1].trend.better, series[-1].trend.first.start.year) == (True, 2018)


def test_trend_does_not_cross_a_break(small):
    broken = Break(date(2020, 1, 1), small.words("The first pandemic year."))
    rows = [
        small.row(period=f"{2018 + at}-01-01/P1Y", value=10.0 - at, low=9.9 - at, high=10.1 - at) for at in range(5)
    ]
    trend = opened(small, rows, small.indicator(breaks=(broken,))).figure("worry", small.north).trend
    assert (trend.direction, trend.crossed) == (Direction.CANNOT_SAY, broken)


@pytest.mark.parametrize(
    ("period", "years"),
    [
        ("2023-01-01/P1Y", None),
        ("2020-06-02/P1Y", None),  # ended three years ago to the day
        ("2020-05-31/P1Y", 3),
        ("2018-01-01/P1Y", 5),
        ("2018-07-01/P1Y", 4),
    ],
)
def test_a_figure_over_three_years_old_shows_its_age(small, period, years):
    assert opened(small, [small.row(period=period, value=1.0)]).figure("worry", small.north).years_old == years


def test_profile_has_every_pair_of_factor_and_stage(small):
    silence = Silence("nobody_measures", small.words("Nobody asks."), "We looked", date(2024, 1, 1), "")
    second = small.indicator("fear")
    outcome = small.indicator("joy", factor=None)
    evidence = opened(
        small,
        [small.row(value=1.0), small.row(series="fear", value=2.0), small.row(series="joy", value=3.0)],
        small.indicator(),
        second,
        outcome,
        leads={("sorrow", "5-10"): "fear"},
        silences={("friends", "5-10"): silence},
    )
    profile = evidence.profile(small.north)
    assert set(profile.cells) == {(f, s) for f in ("sorrow", "friends") for s in ("5-10", "11-17")}
    cell = profile.cells["sorrow", "5-10"]
    assert (cell.lead.indicator.key, [figure.indicator.key for figure in cell.others]) == ("fear", ["worry"])
    assert cell.silence is None
    assert profile.cells["friends", "5-10"].silence is silence
    assert profile.cells["sorrow", "11-17"].lead is None
    assert [figure.indicator.key for figure in profile.outcomes["5-10"]] == ["joy"]
    assert profile.outcomes["11-17"] == ()


def test_profile_of_an_area_the_pack_does_not_know_is_a_key_error(small):
    with pytest.raises(KeyError):
        opened(small, [small.row(value=1.0)]).profile("E08000001")


def test_a_lead_that_is_not_among_the_cells_figures_gives_way_to_the_first(small):
    evidence = opened(small, [small.row(value=1.0)], leads={("sorrow", "5-10"): "gone"})
    assert evidence.profile(small.north).cells["sorrow", "5-10"].lead.indicator.key == "worry"


def test_age_is_by_default_counted_from_today(small):
    pack = small.pack(replace(small.indicator()))
    figure = open_evidence(small.build([small.row(period="2001-01-01/P1Y", value=1.0)]), pack).figure(
        "worry", small.north
    )
    assert figure.years_old > 20
