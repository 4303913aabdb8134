"""What other systems call a course: one name for one course, of a system whose reports can be read."""

from heartwood.check.elsewhere import elsewhere_faults
from heartwood.pack import fold, read

FOUNDATION = "academy/courses/foundation.yaml"


def found(copy):
    return [one.found for one in elsewhere_faults(read(copy.folder).academy)]


def test_names_of_this_pack_lead_somewhere(pack):
    assert list(elsewhere_faults(pack.academy)) == []


def test_system_that_nobody_reads_is_named(copy):
    copy.put(FOUNDATION, "{system: elfh,", "{system: moon,")
    assert found(copy) == ['"moon" is not a system of this pack']


def test_name_of_two_courses_is_told(copy):
    copy.put(
        FOUNDATION,
        'system: any, title: "Trauma awareness: the first course"',
        'system: any, title: "TRAUMA-informed practice: two mornings"',
    )
    assert found(copy) == ['"Trauma-informed practice, two mornings" is foundation already']


def test_layout_says_where_its_columns_are_and_which_are_missing(pack):
    layout = pack.academy.layouts["moodle-course"]
    assert layout.found_in(["ID", "NAME", "Email-address", "Course complete"]) == {
        "name": 1,
        "email": 2,
        "completed_on": 3,
    }
    assert layout.missing_in(["Name", "Course complete"]) == ("email",)
    plain = pack.academy.layouts["plain"]
    assert plain.missing_in(["Name"]) == ("email", "completed_on", "title")
    assert plain.missing_in(["E-mail", "Code", "Completed"]) == ()


def test_names_are_compared_without_capitals_and_signs():
    assert fold(" Trauma-Informed_care, 3 Years| ") == "trauma informed care 3 years"
