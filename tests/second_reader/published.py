"""Reads the publishers' files with pandas and with none of our code: what every page's number is held against.

Slow, plain and separate on purpose. If a loader of ours reads a column wrongly, this reader does not share its mistake.
"""

import pandas as pd

AREAS = {
    "Bradford": "E08000032",
    "Calderdale": "E08000033",
    "Kirklees": "E08000034",
    "Leeds": "E08000035",
    "Wakefield": "E08000036",
    "Yorkshire and the Humber": "E12000003",
    "Yorkshire and The Humber": "E12000003",
    "England": "E92000001",
}
CODES = set(AREAS.values())

# indicator key -> (file, the publisher's name of the indicator, start of the measure's name)
ONS = {
    "anxiety_mean": ("personal-wellbeing-estimates", "Anxiety", "Mean"),
    "happiness_mean": ("personal-wellbeing-estimates", "Happiness", "Mean"),
    "children_in_relative_poverty": (
        "children-in-relative-poverty",
        "Children in relative poverty before housing costs",
        "Percentage",
    ),
    "expected_standard_at_11": (
        "pupils-at-expected-standards-by-end-of-primary-school",
        "Pupils meeting the expected standard in reading, writing and maths",
        "Percentage",
    ),
    "healthy_life_expectancy_female": ("healthy-life-expectancy", "Female healthy life expectancy", ""),
    "healthy_life_expectancy_male": ("healthy-life-expectancy", "Male healthy life expectancy", ""),
    "housing_affordability_ratio": (
        "housing-affordability-ratio",
        "Housing affordability ratio (residence-based)",
        "",
    ),
    "level2_english_maths_by_19": ("gcses-in-english-and-maths", "GCSEs in English and Maths", ""),
    "persistent_absence": ("persistent-absences-for-all-pupils", "Persistent absences for all pupils", ""),
    "persistent_absence_fsm": (
        "persistent-absences-for-pupils-eligible-for-free-school-meals",
        "Persistent absences for pupils eligible for free school meals",
        "",
    ),
    "unemployment": ("modelled-unemployment", "Modelled unemployment rate", ""),
    "engaged_with_arts": ("engagement-with-culture-and-heritage", "Engaged with the arts", ""),
    "visited_library": ("engagement-with-culture-and-heritage", "Visited a public library", ""),
}
LAIT = {
    "care_leavers_in_education_or_work": "CareLeaverEET",
    "care_leavers_not_in_touch": "CareLeavers_LA_NotInTouch",
    "care_leavers_suitable_accommodation": "CareLeaverAcc",
    "child_protection_plans": "CPP_rate",
    "children_in_need": "CIN",
    "children_looked_after": "LAC",
    "first_time_entrants_youth_justice": "FirstYJS",
    "good_level_of_development": "FSP_NEW_GOODDEV",
    "mental_health_admissions_0_17": "CMH_0-17yrs",
    "neet_or_not_known_16_17": "16-17_not known_NEET",
    "permanent_exclusions": "TotPermEx",
    "sdq_score_children_looked_after": "Emotional_LAC",
    "suspensions": "TotFixedEx",
    "youth_reoffending": "ReoffYO",
}
ASSESSMENTS = {
    "assessments_criminal_exploitation": "Child_criminal_exploitation",
    "assessments_domestic_abuse_of_child": "Domestic_Abuse_child",
    "assessments_domestic_abuse_of_parent": "Domestic_Abuse_parent",
    "assessments_gangs": "Gangs",
    "assessments_going_missing": "Going_missing",
    "assessments_mental_health_of_parent": "Mental_Health_parent",
    "assessments_neglect": "Neglect",
    "assessments_self_harm": "Self_harm",
    "assessments_sexual_exploitation": "Child_sexual_exploitation",
}
SOCIAL_CONTACT = {"social_contact_care_users": (90280, "18+ yrs"), "social_contact_carers": (90638, "18+ yrs")}


def ons(folder):
    """Rows (indicator, area, publisher's period, value, low, high) of the ONS files."""
    for key, (name, title, measure) in ONS.items():
        table = pd.read_csv(folder / "ons_els" / f"{name}.csv", encoding="utf-8-sig", dtype=str)
        mine = table[table.areacd.isin(CODES) & (table.indicator == title) & table.measure.str.startswith(measure)]
        for row in mine.itertuples():
            yield key, row.areacd, row.period, row.observation, row.lci_95, row.uci_95


def lait(folder):
    """Rows of the Department for Education's tool; a hyphen stands for a missing value."""
    table = pd.read_parquet(folder / "dfe" / "LAIT_bds_long_0.parquet")
    for key, name in LAIT.items():
        mine = table[(table["Short Desc"] == name) & table["LA and Regions"].isin(AREAS)]
        for years, area, value in mine[["Years", "LA and Regions", "Values"]].itertuples(index=False):
            yield key, AREAS[area], years, value, None, None


def assessments(folder):
    """Shares of assessments, divided here: the publisher prints the two counts."""
    table = pd.read_csv(folder / "dfe" / "c3_factors_identified_at_end_of_assessment_2018_to_2025.csv", dtype=str)
    table["area"] = table.new_la_code.fillna(table.region_code).fillna(table.country_code)
    table = table[table.area.isin(CODES)]
    whole = pd.to_numeric(table.Episodes_with_assessment_factor, errors="coerce")
    for key, column in ASSESSMENTS.items():
        share = 100 * pd.to_numeric(table[column], errors="coerce") / whole
        for area, year, value in zip(table.area, table.time_period, share, strict=True):
            yield key, area, year, None if pd.isna(value) else str(value), None, None


def social_contact(folder):
    """Rows of the two social contact indicators: all persons, all adults, no category."""
    table = pd.read_csv(folder / "fingertips" / "social-isolation-indicators-CountyUA.data.csv", dtype=str)
    for key, (number, age) in SOCIAL_CONTACT.items():
        mine = table[
            (table["Indicator ID"] == str(number))
            & table["Area Code"].isin(CODES)
            & (table.Sex == "Persons")
            & (table.Age == age)
            & table["Category Type"].isna()
        ].drop_duplicates(["Area Code", "Time period"])
        for row in mine.to_dict("records"):
            limits = row["Lower CI 95.0 limit"], row["Upper CI 95.0 limit"]
            yield key, row["Area Code"], row["Time period"], row["Value"], *limits


def deprivation(folder):
    """Share of each district's small areas in England's most deprived tenth, counted here from the deciles."""
    table = pd.read_csv(folder / "imd" / "iod2025_domains_lsoa21_england.csv.gz")
    lookup = pd.read_csv(folder / "lookups" / "lsoa21_ward24_ltla24_west_yorkshire.csv")
    area_of = lookup.drop_duplicates("lsoa21_code").set_index("lsoa21_code").ltla24_code
    small_areas = pd.concat([table.assign(area=table.lsoa21_code.map(area_of)), table.assign(area="E92000001")])
    for column in table.filter(like="decile"):
        key = f"small_areas_in_most_deprived_tenth_{column.removesuffix('_decile').lower()}"
        for area, deciles in small_areas.dropna(subset=["area"]).groupby("area")[column]:
            yield key, area, "2025", str(100 * (deciles == 1).mean()), None, None


def everything(folder):
    """One table of all that is published, as read here."""
    rows = [*ons(folder), *lait(folder), *assessments(folder), *social_contact(folder), *deprivation(folder)]
    return pd.DataFrame(rows, columns=["indicator", "area", "label", "value", "low", "high"])
