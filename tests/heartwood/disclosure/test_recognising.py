"""What could show who wrote something: signs are found, and ordinary words are left in peace."""

import pytest

from heartwood.disclosure import recognising
from heartwood.disclosure.recognising import recognisable, say_risk


def keys(words, **more):
    return [one.key for one in recognisable(words, **more)]


def found(words, key):
    return next((one.found for one in recognisable(words) if one.key == key), ())


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("I saw Margaret and then Dr Osei.", ("Margaret", "Dr", "Osei")),
        ("Then Siobhan's manager rang. Siobhan's manager lied.", ("Siobhan's",)),
        (
            "Margaret was kind. Waiting was worse. Silence helped, silence is good. Mum cried. Don\u2019t lie.",
            ("Margaret",),
        ),
        ("They lied. Nobody came. I\u2019d gone. I'm here.", ()),
        ("On Monday I went to my GP and to A&E, because of PTSD.", ()),
        ("He said \u201cYou again\u201d and laughed.", ()),
    ],
)
def test_a_capital_inside_a_sentence_may_be_a_name(words, names):
    assert found(words, "names") == names


@pytest.mark.parametrize("words", ["I was 15 then.", "my 6-year-old cried", "a woman aged 84", "She is 9 and shy"])
def test_an_age_is_found(words):
    assert "ages" in keys(words)


@pytest.mark.parametrize(
    "words", ["I was 10 minutes late.", "I was 20 weeks along", "I asked 5 times", "He was 2 miles off"]
)
def test_a_number_that_is_no_age_is_left(words):
    assert "ages" not in keys(words)


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("It was on 3 March 2024.", "3 March 2024"),
        ("It was on 03/04/2024", "03/04/2024"),
        ("Since 2019 nobody rang.", "2019"),
        ("It was in March", "March"),
        ("On March 3rd I left", "March 3rd"),
    ],
)
def test_a_date_is_found_once_and_is_no_other_number(words, date):
    assert found(words, "dates") == (date,)
    assert found(words, "numbers") == ()


def test_may_in_small_letters_is_no_month():
    assert keys("You may wait. It may help.") == []


@pytest.mark.parametrize(
    "words", ["Ring 07700 900123", "me@example.org wrote", "at LS1 4AP", "my number is 943 476 5919"]
)
def test_what_can_be_looked_up_is_found(words):
    assert "numbers" in keys(words)


def test_who_belongs_to_whom_is_found_and_a_place_is_no_name():
    risks = recognisable("My younger brother lives in Nether Hallow.", places=["Nether Hallow", "Elsewhere"])
    assert [(one.key, one.found) for one in risks] == [
        ("relations", ("My younger brother",)),
        ("places", ("Nether Hallow",)),
    ]


@pytest.mark.parametrize(("alike", "expected"), [(None, []), (1, ["few"]), (9, ["few"]), (10, [])])
def test_few_that_are_alike_stand_out(alike, expected):
    assert keys("They kept us waiting.", alike=alike) == expected


def test_every_kind_of_sign_has_its_sentence():
    kinds = {getattr(recognising, name) for name in ("NAMES", "AGES", "DATES", "NUMBERS", "RELATIONS", "PLACES", "FEW")}
    assert set(recognising.SENTENCES) == kinds
    (few,) = recognisable("They left.", alike=1)
    assert say_risk(few).startswith("Few others told")


def test_a_long_text_is_read_to_its_end():
    assert keys("a " * 500 + "1 " * 500 + "-" * 1000) == ["numbers"]
