"""What is wrong with who may lead and with what is looked for, and the sentence it gets."""

import pytest

from heartwood.check import check
from heartwood.check.academy import academy_faults
from heartwood.check.references import reference_problems
from heartwood.pack import Evidence, newest_for, read

ALL = "academy/academy.yaml"
CHECKLIST = "academy/checklists/leading-2026-1.yaml"
WAY = "    - course: teaching-others  # `leads` is left out: it lets somebody lead every course\n"


def faults(copy):
    return [one.found for one in academy_faults(read(copy.folder))]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (ALL, WAY, "    - course: moon-walk\n", ['"moon-walk" is not a course of this pack']),
        (ALL, WAY, "    - course: teaching-others\n      leads: [moon-walk, foundation, refresher]\n",
         ['"moon-walk" is not a course of this pack', *(
             f'nobody could be accredited to lead "{key}", so no day of it could be announced'
             for key in ("a-knock-at-the-door", "alongside", "first-minutes", "giving-time", "school-day",
                         "skilled-practice", "so-that-it-lasts", "teaching-others", "ten-minutes"))]),
        (ALL, "          - {observed: {months: 24}}\n", "          - {observed: {months: 36}}\n",
         ["what renews it may be 36 months old, and it counts for 24"]),
        (CHECKLIST, "  - {key: may-leave,", "  - {key: what-comes,", ['"what-comes" stands 2 times']),
        (CHECKLIST, "version: 2026-1\n", "version: 2026-2\n", ["the file leading-2026-1.yaml holds leading@2026-2"]),
        (CHECKLIST, "licence:", "courses: [circus]\nlicence:", ['"circus" is not a course of this pack']),
        (CHECKLIST, "Ten things that can be seen in the room.", "Organisational governance necessitates multidisciplinary"
         " accountability, transdisciplinary responsibility, institutional reconfiguration, interdepartmental"
         " standardisation, continuous professionalisation and administrative harmonisation.",
         ["somebody has to be 15 to read this easily"]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(copy, file, old, new, said):
    copy.put(file, old, new)
    assert faults(copy) == said


def test_one_course_makes_a_trainer_in_one_way(copy):
    way = "    - {course: teaching-others, months: 12, renewal: {observed: {months: 12}}}\n"
    copy.put(ALL, WAY, way + WAY)
    assert faults(copy) == ['"teaching-others" stands 2 times']


def test_fault_is_told_with_its_line(copy):
    line = copy.put(ALL, WAY, "    - course: moon-walk\n")
    (problem,) = reference_problems(read(copy.folder))
    assert (problem.file, problem.line) == (ALL, line)


def test_place_that_asks_for_nobody_accredited_may_leave_courses_out(copy):
    copy.put(ALL, WAY, "    - course: teaching-others\n      leads: [foundation]\n")
    copy.put(ALL, "  each_session: 1 ", "  each_session: 0 ")
    assert faults(copy) == []


@pytest.mark.parametrize(
    ("new", "accepted"),
    [
        ("          - {observed: {weeks: 24}}\n", "months"),
        ("          - {seen: {months: 24}}\n", "observed"),
        ("          - {led: {months: 24}}\n", "sessions"),
    ],
)
def test_what_renews_has_a_shape(copy, new, accepted):
    copy.put(ALL, "          - {observed: {months: 24}}\n", new)
    (problem, *_) = check(copy.folder).problems
    assert problem.file == ALL
    assert accepted in str(problem)


def test_what_renews_is_read_as_a_tree(pack):
    (way,) = pack.academy.teaching.ways.values()
    assert way.renewal == Evidence("all", parts=(Evidence("observed", 24), Evidence("led", 24, 2)))
    assert pack.academy.teaching.leading_to("foundation") == ("teaching-others",)


def test_newest_checklist_counts_and_one_that_names_the_course_before_all(copy):
    (now,) = read(copy.folder).academy.checklists
    text = (copy.folder / CHECKLIST).read_text("utf-8")
    for version, courses in (("2026-10", ""), ("2026-9", ""), ("2025-1", "courses: [foundation]\n")):
        made = text.replace("version: 2026-1\n", f"version: {version}\n{courses}")
        (copy.folder / CHECKLIST.replace("2026-1", version)).write_text(made, "utf-8")
    several = read(copy.folder).academy.checklists
    assert len(several) == 4
    assert newest_for("school-day", several).version == "2026-10"
    assert newest_for("foundation", several).version == "2025-1"
    assert newest_for("foundation", ()) is None
    assert now.edition == "leading@2026-1"
