"""Every source on the whole of its published files."""

from __future__ import annotations

import csv

import pytest

from heartwood.evidence import areas, store

pytestmark = pytest.mark.shared

# File, rows read, rows refused, rows that repeat another: as many rows as the files' own README counts.
ROWS = {
    "personal-wellbeing-estimates.csv": (20_112, 0, 0),
    "claimant-count.csv": (10_325, 0, 0),
    "children-in-relative-poverty.csv": (2_472, 0, 0),
    "early-years.csv": (4_257, 0, 0),
    "persistent-absences-for-all-pupils.csv": (2_909, 0, 0),
    "persistent-absences-for-pupils-eligible-for-free-school-meals.csv": (975, 0, 0),
    "healthy-life-expectancy.csv": (5_814, 0, 0),
    "homicide-offences.csv": (504, 0, 0),
    "qualifications-none-gb.csv": (804, 0, 0),
    "qualifications-level-3-or-above.csv": (803, 0, 0),
    "housing-affordability-ratio.csv": (8_424, 0, 0),
    "modelled-unemployment.csv": (7_580, 0, 0),
    "library-walk.csv": (362, 0, 0),
    "sports-facilities.csv": (361, 0, 0),
    "engagement-with-culture-and-heritage.csv": (1_396, 0, 20),
    "pupils-at-expected-standards-by-end-of-primary-school.csv": (1_795, 0, 0),
    "gcses-in-english-and-maths.csv": (3_387, 0, 0),
    "indicator-90284-CountiesUAs.data.csv": (7_208, 0, 703),
    "social-isolation-indicators-CountyUA.data.csv": (4_536, 0, 0),
    "indicators-DistrictUApre419.data.csv": (2_752, 0, 0),
    "tidy_admissions_self_harm.csv": (2_624, 0, 0),
    "tidy_admissions_self_harm_young_people.csv": (1_078, 0, 0),
    "tidy_school_readiness_fsm.csv": (924, 0, 0),
    "absence_la.csv": (17_220, 0, 0),
    "b1_children_in_need_2013_to_2025.csv": (2_132, 0, 0),
    "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv": (2_132, 0, 0),
    "c3_factors_identified_at_end_of_assessment_2018_to_2025.csv": (1_312, 0, 0),
    "cla_number_and_rate_per_10k_children.csv": (2_505, 0, 0),
    "ons_mid-year_population_estimates_2012_to_2024.csv": (2_132, 0, 0),
    "UD_NEETNK_LA_2023.csv": (160, 0, 0),
    "UD_NEETNK_LA_2025.csv": (161, 0, 0),
    "SFR35_2017_reason_for_exclusion.csv": (6_367, 16, 0),
    "SFR35_2017_National_characteristics.csv": (3_789, 0, 0),
    "LAIT_bds_long_0.parquet": (641_070, 170, 0),
    "File_1_-_IMD2019_Index_of_Multiple_Deprivation.csv.gz": (32_844, 0, 0),
    "File_2_-_IoD2019_Domains_of_Deprivation.csv.gz": (32_844, 0, 0),
    "File_6_-_IoD2019_Population_Denominators.csv.gz": (32_844, 0, 0),
    "imd2019_file7_kirklees.csv": (259, 0, 0),
    "imd2019_score_decile_england.csv": (32_844, 0, 0),
    "File_1_IoD2025_Index_of_Multiple_Deprivation.xlsx": (33_755, 0, 0),
    "File_3_IoD2025_Supplementary_Indices_IDACI_and_IDAOPI.xlsx": (33_755, 0, 0),
    "iod2025_domains_lsoa21_england.csv.gz": (33_755, 0, 0),
    "imd2025_west_yorkshire_lsoa21_subdomains.csv": (1_404, 0, 0),
    "imd2025_west_yorkshire_lsoa21_indicators.csv": (1_404, 0, 0),
    "imd2019_west_yorkshire_lsoa11_indicators.csv": (1_388, 0, 0),
    "imd2019_la_summaries_ltla23.csv": (296, 0, 0),
    "lsoa11_lsoa21_ltla22_change_england_wales.csv.gz": (35_795, 0, 0),
    "lsoa11_lsoa21_ltla22_change_west_yorkshire.csv": (1_406, 0, 0),
    "lsoa11_msoa11_west_yorkshire.csv": (1_388, 0, 0),
    "msoa11_msoa21_ltla22_west_yorkshire.csv": (299, 0, 0),
    "lsoa21_ward24_ltla24_west_yorkshire.csv": (1_404, 0, 0),
    "lsoa11_ward17_west_yorkshire.csv": (1_388, 0, 0),
    "lsoa21_icb24_west_yorkshire.csv": (1_404, 0, 0),
    "MSOA-Names_HoC.csv": (7_201, 0, 0),
    "LTLA-UTLA_Apr23_Lookup_England-Wales.csv": (318, 0, 0),
    "dfe_statistical_neighbours_2025_wide.csv": (153, 0, 0),
}
LEFT_OUT = {
    "lait_data_dictionary.csv",
    "dfe_la_code_list.xlsx",
    "lsoa2011_population_weighted_centroids_west_yorkshire.csv",
    "ruc2021_lsoa21_west_yorkshire.csv",
}


def test_every_source_loads_the_whole_of_its_published_files(everything):
    read = {
        one.name: (one.edition.rows_read, one.edition.rows_refused, one.edition.rows_repeated)
        for one in everything.loaded.files
        if one.edition
    }
    assert read == ROWS
    assert {one.name for one in everything.loaded.files if one.left} == LEFT_OUT


def test_loading_everything_again_changes_nothing(everything):
    folder = everything.loaded.build.path.parents[1]

    again = store.load_together(everything.given, folder=folder)

    assert not again.changed
    assert again.build.path == everything.loaded.build.path
    assert not any(one.new for one in again.files)


def test_no_interval_is_the_wrong_way_round_and_no_key_comes_twice(everything):
    wrong = "SELECT count(*) FROM observations WHERE low > high OR low_998 > high_998 OR NOT isfinite(value)"
    assert everything.build.execute(wrong).fetchall() == [(0,)]
    twice = "SELECT source, series, area, sex, age, category, period FROM observations GROUP BY ALL HAVING count(*) > 1"
    assert everything.build.execute(twice).fetchall() == []


def test_every_figure_is_of_an_edition_of_the_build(everything):
    orphans = "SELECT count(*) FROM observations ANTI JOIN editions USING (edition)"
    assert everything.build.execute(orphans).fetchall() == [(0,)]
    assert everything.build.execute("SELECT count(DISTINCT edition) FROM editions").fetchall() == [(len(ROWS),)]


@pytest.mark.parametrize(
    "factor",
    [
        "Child_criminal_exploitation", "Child_sexual_exploitation", "Domestic_Abuse_child", "Domestic_Abuse_parent",
        "Gangs", "Going_missing", "Mental_Health_parent", "Neglect", "Self_harm",
    ],
)  # fmt: skip
def test_shares_of_assessments_equal_the_facts(everything, shared, factor):
    key = {
        "Child_criminal_exploitation": "criminal_exploitation", "Child_sexual_exploitation": "sexual_exploitation",
        "Domestic_Abuse_child": "domestic_abuse_of_child", "Domestic_Abuse_parent": "domestic_abuse_of_parent",
        "Mental_Health_parent": "mental_health_of_parent",
    }.get(factor, factor.lower())  # fmt: skip
    expected = facts(shared, f"assessments_{key}")

    found = {
        (area, period): (value, count, denominator, status)
        for area, period, value, count, denominator, status in everything.build.execute(
            "SELECT area, period, round(value, 2), count, denominator, status FROM observations WHERE series = ?",
            [f"c3/{factor}"],
        ).fetchall()
    }
    assert len(expected) == 56
    for where, fact in expected.items():
        # A doubted figure is published all the same: the doubt is ours.
        status = "shown" if fact["status"] == "doubted" else fact["status"]
        assert found[where][3] == status
        if fact["value"]:
            assert found[where][:3] == tuple(float(fact[name]) for name in ("value", "count", "denominator"))
        else:
            assert found[where][0] is None


DOMAINS = ("imd", "income", "employment", "education", "health", "crime", "housing_and_services", "environment")


@pytest.mark.parametrize("domain", DOMAINS)
def test_shares_of_most_deprived_small_areas_equal_the_facts(everything, shared, domain):
    expected = {
        area: tuple(float(fact[name]) for name in ("value", "count", "denominator"))
        for (area, _), fact in facts(shared, f"small_areas_in_most_deprived_tenth_{domain}").items()
    }
    found = everything.build.execute(
        "SELECT area, round(value, 2), count, denominator, origin FROM observations WHERE series = ?",
        [f"iod2025/{domain}/most_deprived_tenth"],
    ).fetchall()
    assert {origin for *_, origin in found} == {"worked_out"}
    shares = {area: tuple(numbers) for area, *numbers, _ in found}
    assert len(expected) == 6
    assert {area: shares[area] for area in expected} == expected


def facts(shared, indicator):
    with shared("facts/west-yorkshire.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["indicator"] == indicator]
    return {(row["area"], row["period"]): row for row in rows}


def test_every_small_area_of_west_yorkshire_lies_in_a_district(everything):
    districts = everything.build.execute("""
        SELECT target_code, count(*) FROM lookups WHERE kind = 'lsoa_district' AND target_code BETWEEN 'E08000032' AND 'E08000036'
            AND source_code IN (SELECT area FROM observations WHERE series = 'iod2025/imd/rank') GROUP BY ALL ORDER BY ALL
    """).fetchall()
    assert dict(districts) == {"E08000032": 312, "E08000033": 129, "E08000034": 260, "E08000035": 488, "E08000036": 215}
    assert areas.place(everything.build, "E08000036").name == "Wakefield"
    assert len(areas.statistical_neighbours(everything.build, "E08000036")) == 10
