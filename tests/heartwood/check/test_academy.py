"""What is wrong with what is taught, and the sentence it gets."""

import pytest
import yaml

from heartwood.check import check
from heartwood.check.academy import academy_faults
from heartwood.check.references import reference_problems
from heartwood.pack import PackError, read

COURSE = "academy/courses/school-day.yaml"
ALL = "academy/academy.yaml"
EARLIER = "academy/courses/foundation.yaml"


def faults(copy):
    return [one.found for one in academy_faults(read(copy.folder))]


def test_what_is_taught_here_has_no_fault(pack):
    assert list(academy_faults(pack)) == []
    assert len(pack.academy.courses) >= 10
    assert set(pack.academy.pathways) == set(pack.academy.families)


def test_place_that_teaches_nothing_has_no_fault(slim):
    assert list(academy_faults(read(slim.folder))) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (COURSE, "levels: {nes-2017: skilled, wales-2022: skilled}", "levels: {nes-2017: wise, moon: skilled}",
         ['"wise" is not a level of nes-2017', '"moon" is not a set of levels of this pack']),
        (COURSE, "sectors: [education]", "sectors: [circus]", ['"circus" is not a sector of this pack']),
        (COURSE, "families: [face-to-face, leading]", "families: [kings]", ['"kings" is not a role family of this pack']),
        (COURSE, "stages: [5-10, 11-17]", "stages: [5-9]", ['"5-9" is not a stage of this pack']),
        (COURSE, "standards: [feels-safe, rules-that-do-no-harm]", "standards: [feels-cross]",
         ['"feels-cross" is not a standard of this pack']),
        (COURSE, "prerequisites: [foundation]", "prerequisites: [moon-walk]", ['"moon-walk" is not a course of this pack']),
        (COURSE, "refresher: refresher", "refresher: again", ['"again" is not a course of this pack']),
        (COURSE, "valid_months: 36\n", "", ["a refresher of what does not run out"]),
        (COURSE, "For everybody in a school:", "Organisational governance necessitates multidisciplinary accountability,"
         " transdisciplinary responsibility and institutional reconfiguration:", ["somebody has to be 14 to read this easily"]),
        (ALL, "informed: 1.0, skilled: 0.8}", "informed: 1.0, wise: 0.8}", ['"wise" is not a level of nes-2017']),
        (ALL, "needs: {nes-2017: {informed: 1.0}, wales", "needs: {moon: {informed: 1.0}, wales",
         ['"moon" is not a set of levels of this pack']),
        (ALL, "  - family: treatment\n", "  - family: kings\n",
         ['"kings" is not a role family of this pack', 'no pathway is for the role family "treatment"']),
        (ALL, "courses: [foundation, giving-time, refresher]", "courses: [refresher, foundation, moon-walk]",
         ['"moon-walk" is not a course of this pack', '"refresher" stands before "foundation", which it needs']),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(copy, file, old, new, said):
    copy.put(file, old, new)
    assert faults(copy) == said


def test_courses_that_need_one_another_can_never_be_begun(copy):
    copy.put(EARLIER, "hours: 2\n", "hours: 2\nprerequisites: [refresher]\n")
    found = [one for one in faults(copy) if "needs itself first" in one]
    assert '"foundation" needs itself first, by way of refresher' in found
    assert '"refresher" needs itself first, by way of foundation' in found
    assert not any(one.startswith('"school-day"') for one in found)


def test_fault_is_told_with_its_file_and_line(copy):
    line = copy.put(COURSE, "sectors: [education]", "sectors: [circus]")
    (problem,) = reference_problems(read(copy.folder))
    assert str(problem).startswith(
        f'{COURSE}, line {line}: "circus" is not a sector of this pack; one of business, culture'
    )


def test_course_stands_in_a_file_of_its_own_name(copy):
    copy.put(COURSE, "key: school-day", "key: school-days")
    (problem,) = reference_problems(read(copy.folder))
    assert 'the file school-day.yaml has the key "school-days"' in str(problem)


def test_place_chooses_a_set_of_levels_that_is_there(copy):
    line = copy.put(ALL, "levels: nes-2017\n", "levels: moon\n")
    with pytest.raises(PackError) as refused:
        read(copy.folder)
    (problem,) = refused.value.problems
    assert (problem.file, problem.line) == (ALL, line)
    assert str(problem).endswith('"moon" is not a set of levels; one of nes-2017, wales-2022 would do.')
    assert check(copy.folder).problems == (problem,)


def test_another_set_can_be_chosen_and_every_course_then_gives_its_level(copy):
    copy.put(ALL, "levels: nes-2017\n", "levels: wales-2022\n")
    assert faults(copy) == []
    academy = read(copy.folder).academy
    assert academy.courses["foundation"].level == "aware"
    assert academy.levels.reached("skilled") == ("skilled",)
    content = yaml.safe_load((copy.folder / ALL).read_text("utf-8"))
    assert academy.families["support"].needs == content["families"][2]["needs"]["wales-2022"]
