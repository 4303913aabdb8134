"""Each way in which the files of a pack can contradict one another, and the sentence it gets."""

from __future__ import annotations

import pytest

from heartwood.check.references import reference_problems
from heartwood.pack import read

ABSENCE = "indicators/persistent-absence.yaml"
POVERTY = "life-course/poverty.yaml"
FACTORS = (
    "absence, crime_and_serious_violence, domestic_violence, education, exploitation, friendships, good_housing, "
    "isolation, networks, poor_mental_health, poverty, safe_environments, stable_employment, support, "
    "trusted_relationships"
)
AREAS = "E08000032, E08000033, E08000034, E08000035, E08000036, E12000003, E92000001"
STAGES = "0-4, 11-17, 18-24, 25-64, 5-10, 65-and-over, before-birth"


def sentences(folder) -> list[str]:
    return [str(problem) for problem in reference_problems(read(folder))]


def test_the_real_pack_contradicts_itself_nowhere(pack):
    assert reference_problems(pack) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("pack.yaml", "holidays: GB-ENG", "holidays: GB-XYZ",
         'nobody knows the bank holidays of "GB-XYZ"; '
         "one of GB-ENG, GB-NIR, GB-SCT, GB-WLS would do."),
        ("places.yaml", "slug: kirklees", "slug: leeds", 'two areas have the address "leeds"; '
         "an address of its own would do."),
        ("places.yaml", "    kind: region\n    parent: E92000001", "    kind: region\n    parent: E92000009",
         f'"E92000009" is not an area of this pack; one of {AREAS} would do.'),
        (ABSENCE, "factor: absence", "factor: absense",
         f'"absense" is not a factor of this pack; one of {FACTORS} would do.'),
        (ABSENCE, "role: risk", "role: protective",
         'the role is "protective" and absence is a risk factor; the role "risk" would do.'),
        (ABSENCE, "role: risk\nfactor: absence\n", "role: risk\n",
         'a risk indicator stands in no factor; a line "factor: …" or the role "outcome" would do.'),
        (ABSENCE, "recorded_by_services: false", "recorded_by_services: true",
         'the polarity is "high_is_worse" for what services did or wrote down; the polarity "neither" would do.'),
        ("indicators/youth-reoffending.yaml", "compare_with: E12000003", "compare_with: E12000009",
         f'"E12000009" is not an area of this pack; one of {AREAS} would do.'),
        ("indicators/assessments-gangs.yaml", "interval: none", "interval: wilson",
         'an interval of ours over "assessments"; a denominator that is people, or the interval "none" would do.'),
        (ABSENCE, 'suffix: "%"', 'suffix: ""',
         'the unit "% of pupils" and the suffix "" disagree; the suffix % beside a unit that begins with % would do.'),
        (ABSENCE, "  - at: 2020-08-01", "  - at: 2023-08-01",
         "the breaks are not in the order of time; the oldest first would do."),
        (ABSENCE, "    series: persistent_absence", "    series: persistent_absences",
         "the last binding is facts persistent_absences; source facts, series persistent_absence, last would do."),
        (ABSENCE, "key: persistent_absence", "key: persistently_absent",
         'the file persistent-absence.yaml has the key "persistently_absent"; '
         'the key "persistent_absence" would do.'),
        (POVERTY, "    lead: children_in_relative_poverty\n  5-10:", "    lead: persistent_absence\n  5-10:",
         '"persistent_absence" does not stand in poverty at 0-4; one of children_in_relative_poverty, '
         "small_areas_in_most_deprived_tenth_imd, small_areas_in_most_deprived_tenth_income would do."),
        ("helplines/shout.yaml", "key: shout", "key: shouts",
         'the file shout.yaml has the key "shouts"; the key "shout" would do.'),
        ("vocabulary.yaml", "    indicators: [engaged_with_arts, visited_library]", "    indicators: [arts]", None),
        ("vocabulary.yaml", "    state: measured", "    state: silent",
         'care_leavers is "silent" with 3 indicators; "silent" without indicators, or some with another would do.'),
        ("transitions.yaml", "    stages: [0-4, 5-10]", "    stages: [0-5, 5-10]",
         f'"0-5" is not a stage of this pack; one of {STAGES} would do.'),
        ("transitions.yaml", "    factors: [isolation, friendships, networks, poverty]", "    factors: [poor]",
         f'"poor" is not a factor of this pack; one of {FACTORS} would do.'),
    ],
)  # fmt: skip
def test_contradiction_names_line_found_and_accepted(copy, file, old, new, said):
    line = copy.put(file, old, new)
    mine = [one for one in sentences(copy.folder) if one.startswith(f"{file}, line ")]
    if said is None:
        assert mine[0].startswith(f'{file}, line {line}: "arts" is not an indicator of this pack; one of anxiety_mean,')
        return
    found = mine[0]
    assert len(mine) == (2 if "leeds" in new else 1)  # both areas with one address are named
    assert found.endswith(f": {said}")
    named = int(found.removeprefix(f"{file}, line ").partition(":")[0])
    assert abs(named - line) <= 2


def test_a_pack_without_a_nation_is_refused(copy):
    copy.put("places.yaml", "kind: nation", "kind: region")
    first = sentences(copy.folder)[0]
    assert first == (
        'places.yaml, line 2: no area is the nation; an area with "kind: nation" to compare with would do.'
    )


def test_ages_the_wrong_way_round_are_refused(copy):
    line = copy.put(ABSENCE, "  from: 5\n  to: 15", "  from: 15\n  to: 5")
    found = [one for one in sentences(copy.folder) if one.startswith(ABSENCE)]
    assert found == [
        f"{ABSENCE}, line {line - 1}: the ages 15 to 5 cover no stage by half; "
        "ages from the younger to the older would do."
    ]


def test_a_lead_where_nothing_stands_is_refused(copy):
    path = copy.folder / "life-course" / "good-housing.yaml"
    text = path.read_text("utf-8")
    start, end = text.index("    silence:"), text.index("  0-4:")
    path.write_text(text[:start] + "    lead: housing_affordability_ratio\n" + text[end:], "utf-8")
    assert sentences(copy.folder) == [
        'life-course/good-housing.yaml, line 5: "housing_affordability_ratio" does not stand in good_housing at '
        "before-birth; a silence, for nothing stands there would do."
    ]


def test_a_silence_where_an_indicator_stands_is_refused(copy):
    cell = "    silence: published_not_loaded\n    why: {en: It is there.}\n    who: {en: us}\n    indicator: one\n"
    line = copy.put(POVERTY, "    lead: children_in_relative_poverty\n  5-10:", f"{cell}  5-10:")
    assert sentences(copy.folder) == [
        f"{POVERTY}, line {line}: a silence where children_in_relative_poverty, small_areas_in_most_deprived_tenth_imd, "
        'small_areas_in_most_deprived_tenth_income stands; a line "lead: children_in_relative_poverty" would do.'
    ]


def test_a_stage_without_a_cell_and_an_unknown_stage_are_refused(copy):
    line = copy.put(POVERTY, "  0-4:\n", "  0-5:\n")
    assert sentences(copy.folder) == [
        f'{POVERTY}, line {line}: "0-5" is not a stage; one of {STAGES} would do.',
        f'{POVERTY}, line 3: the stage "0-4" has neither a lead nor a silence; a cell "0-4:" would do.',
    ]


def test_a_sentence_may_not_explain_more_than_three_silences(copy):
    why = "    why: {en: We found nothing.}\n"
    folder = copy.folder / "life-course"
    for name in ("poverty", "absence", "exploitation", "isolation"):
        path = folder / f"{name}.yaml"
        text = path.read_text("utf-8")
        start, end = text.index("    why:"), text.index("    who:")
        path.write_text(text[:start] + why + text[end:], "utf-8")
    assert sentences(copy.folder) == [
        f"life-course/{name}.yaml, line 6: the same sentence explains 4 silences; "
        "a sentence about this factor at this stage would do."
        for name in ("absence", "exploitation", "isolation", "poverty")
    ]


def test_a_factor_without_a_file_and_a_file_without_a_factor_are_refused(copy):
    copy.put(POVERTY, "factor: poverty", "factor: riches")
    assert sentences(copy.folder) == [
        f'{POVERTY}, line 2: "riches" is not a factor, or has a file already; one of poverty, safe_environments, '
        "stable_employment, support, trusted_relationships would do.",
        "vocabulary.yaml, line 57: no file gives the cells of the factor poverty; one file for each factor would do.",
    ]


def test_a_second_file_for_the_last_factor_is_refused(copy):
    path = copy.folder / "life-course" / "trusted-relationships.yaml"
    (path.parent / "zz.yaml").write_text(path.read_text("utf-8"), "utf-8")
    assert sentences(copy.folder) == [
        'life-course/zz.yaml, line 2: "trusted_relationships" is not a factor, or has a file already; '
        "no more files would do."
    ]


def test_a_transition_without_figures_must_say_so(copy):
    text = (copy.folder / "transitions.yaml").read_text("utf-8")
    start = text.index("    silence:", text.index("slug: retiring"))
    (copy.folder / "transitions.yaml").write_text(text[:start], "utf-8")
    (found,) = sentences(copy.folder)
    assert found.endswith(': retiring has no indicator and no sentence about it; a line "silence: {en: …}" would do.')
