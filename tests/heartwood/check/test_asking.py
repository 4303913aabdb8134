"""What is wrong with what people are asked after training, and the sentence it gets."""

import pytest

from heartwood.check.asking import asking_faults
from heartwood.check.references import reference_problems
from heartwood.check.schemas import schema_problems
from heartwood.pack import read

BANK = "academy/asking/2026-1.yaml"
COURSE = "academy/courses/school-day.yaml"


def test_what_is_asked_here_has_no_fault(pack):
    assert list(asking_faults(pack)) == []
    assert pack.academy.bank.version == "2026-1"


def test_courses_with_a_level_ask_what_is_usual_and_others_only_what_they_say(pack):
    academy = pack.academy
    assert academy.asked(academy.courses["foundation"]) == academy.bank.default
    assert academy.asked(academy.courses["talking-it-through"]) == ()


def test_place_that_teaches_nothing_asks_nothing(slim):
    assert list(asking_faults(read(slim.folder))) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (BANK, "default: [knowing, ", "default: [moon, ", '"moon" is not an instrument of this pack'),
        (BANK, "key: asking\n", "key: shouting\n", '"shouting" stands here a second time'),
        (BANK, "{key: alone, text: {en: \"To leave", "{key: rules, text: {en: \"To leave", '"shouting" has a line twice'),
        (BANK, 'say what happens next"}, counts: true}', 'say what happens next"}}',
         '"shouting" has 0 lines that count'),
        (BANK, '        told: {en: "felt free to speak or not"}\n', "",
         '"safe" says what is told of it, or has lines that count, and not both'),
        (BANK, 'told: {en: "feel sure what to say"}', 'told: {en: "feel sure what to say"}\n        several: true',
         '"sure-words" is asked before and after, and takes several lines'),
        (BANK, 'title: {en: "How was it?"}', 'title: {en: "How was it?"}\n    own_words: {en: "And?"}',
         "words of their own are asked for on the day, when whoever leads it is there"),
        (BANK, "Was it worth your time?", "Was organisational prioritisation proportionately institutionalised?",
         "somebody has to be 29 to read this easily"),
        (BANK, "standards: [time-and-money]", "standards: [moon]", '"moon" is not a standard of this pack'),
        (COURSE, "facilitators: 2", "facilitators: 2\nasked: [moon]", '"moon" is not an instrument of this pack'),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(copy, file, old, new, said):
    copy.put(file, old, new)
    assert said in [one.found for one in asking_faults(read(copy.folder))]


def test_two_versions_of_one_day_cannot_be_told_apart(copy):
    text = (copy.folder / BANK).read_text("utf-8")
    (copy.folder / "academy/asking/2026-2.yaml").write_text(text.replace("version: 2026-1", "version: 2026-2"), "utf-8")
    assert len([one for one in asking_faults(read(copy.folder)) if "another version" in one.found]) == 2


def test_file_is_named_for_its_version(copy):
    copy.put(BANK, "version: 2026-1", "version: 2026-9")
    assert 'the file 2026-1.yaml has the version "2026-9"' in [
        one.found for one in reference_problems(read(copy.folder))
    ]


def test_shape_is_checked_with_its_line(copy):
    copy.put(BANK, "room: 3", "room: 300")
    assert [one.file for one in schema_problems(copy.folder)] == [BANK]
