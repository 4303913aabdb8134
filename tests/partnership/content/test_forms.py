"""Forms made from schemas: what stands in a file becomes questions, and answers become a file again."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from partnership.content import forms
from partnership.content.models import KINDS, Kind
from partnership.core import pack

CHARTER = {
    "version": "2026-2",
    "title": {"en": "A charter"},
    "preamble": {"en": "We promise."},
    "clauses": [
        {"key": "one", "title": {"en": "One"}, "text": {"en": "First", "pl": "Raz"}, "principles": ["safety"]},
        {"key": "two", "title": {"en": "Two"}, "text": {"en": "Second"}, "principles": []},
    ],
    "example": True,
    "published": "2026-11-22",
    "licence": "CC BY 4.0",
    "provenance": {"en": "A test."},
}


def typed(**answers) -> QueryDict:
    found = QueryDict(mutable=True)
    for name, value in answers.items():
        found.setlist(name, value if isinstance(value, list) else [value])
    return found


def fill(form) -> dict[str, object]:
    """Answer every question with what stands in it."""
    found: dict[str, object] = {}

    def go(parts):
        for part in parts:
            if part.sort == "question":
                if part.control == "tick":
                    found.update({part.name: "on"} if part.typed else {})
                elif part.control == "choices":
                    found[part.name] = list(part.typed or [])
                else:
                    found[part.name] = part.typed or ""
            elif part.sort == "repeat":
                found[f"{part.name}.count"] = str(len(part.items))
                for item in part.items:
                    found[f"{item.name}.key"] = item.key
                go(part.items)
            else:
                go(part.parts)

    go(form.parts)
    return found


def again(content, languages=("en", "pl"), kind=Kind.CHARTER, **changed):
    answers = {**fill(forms.asked(kind, content, languages=languages)), **changed}
    return forms.answered(kind, content, typed(**answers), languages)


NAMES = ["charter/2026-1.yaml", "readiness/2026-1.yaml", "helplines/shout.yaml", "vocabulary.yaml", "pack.yaml"]


@pytest.mark.parametrize(("kind", "name"), [*zip([*Kind][:3] + [*Kind][4:], NAMES, strict=True)])
def test_answers_left_as_they_are_give_the_same_file(kind, name):
    content = pack.file(name).content
    without_nothing = {key: value for key, value in content.items() if value is not None}
    found = again(content, languages=["en"], kind=kind)
    assert {key: flat(value) for key, value in found.items()} == {key: flat(v) for key, v in without_nothing.items()}


def flat(value):
    """Give a text as a browser sends it back: without what is around it, and nothing for nothing."""
    if isinstance(value, dict):
        return {key: flat(part) for key, part in value.items() if part is not None}
    if isinstance(value, list):
        return [flat(part) for part in value]
    return value.strip() if isinstance(value, str) else value


def test_every_kind_has_a_schema_and_every_part_a_question():
    for kind in Kind:
        assert forms.asked(kind, {}).parts, KINDS[kind].schema


def test_what_the_form_does_not_ask_for_stays():
    found = again(CHARTER, **{"w.published": "1999-01-01", "w.clauses.0.title.en": "Uno"})
    assert (found["published"], found["clauses"][0]["key"]) == ("2026-11-22", "one")
    assert found["clauses"][0]["title"] == {"en": "Uno"}


def test_each_language_has_its_own_field_and_an_empty_one_is_left_out():
    found = again(CHARTER, **{"w.clauses.0.text.pl": " ", "w.clauses.1.text.pl": "Dwa"})
    assert [one["text"] for one in found["clauses"]] == [{"en": "First"}, {"en": "Second", "pl": "Dwa"}]


@pytest.mark.parametrize(
    ("deed", "left"),
    [
        ("add:w.clauses", ["one", "two", None]),
        ("remove:w.clauses:0", ["two"]),
        ("down:w.clauses:0", ["two", "one"]),
        ("up:w.clauses:1", ["two", "one"]),
        ("up:w.clauses:0", ["one", "two"]),
        ("down:w.clauses:1", ["one", "two"]),
        ("remove:w.clauses:9", ["one", "two"]),
        ("remove:w.nothing:0", ["one", "two"]),
        ("add:w.title", ["one", "two"]),
        ("add:w.title.en.deep", ["one", "two"]),
        ("keep", ["one", "two"]),
    ],
)
def test_lists_grow_shrink_and_change_their_order_by_buttons(deed, left):
    assert [one.get("key") for one in again(CHARTER, do=deed)["clauses"]] == left


def test_words_stay_with_their_key_when_somebody_changed_the_order_meanwhile():
    answers = fill(forms.asked(Kind.CHARTER, CHARTER, languages=["en"]))
    turned = {**CHARTER, "clauses": CHARTER["clauses"][::-1]}
    found = forms.answered(Kind.CHARTER, turned, typed(**{**answers, "w.clauses.0.title.en": "Uno"}), ["en"])
    assert [(one["key"], one["title"]["en"]) for one in found["clauses"]] == [("one", "Uno"), ("two", "Two")]


def test_a_made_up_number_of_parts_is_bounded():
    assert len(again(CHARTER, **{"w.clauses.count": "999999"})["clauses"]) == 200
    assert len(again(CHARTER, **{"w.clauses.count": "many"})["clauses"]) == 2


def test_a_new_clause_gets_a_key_that_no_clause_ever_had():
    used = pack.current().charter.clauses[0]
    more = [{"title": {"en": str(used.key).replace("-", " ")}}, {"title": {"en": "One"}}, {"title": {}}]
    content = {**CHARTER, "clauses": [*CHARTER["clauses"], *more]}
    found = forms.with_keys(Kind.CHARTER, content)["clauses"]
    assert [one.get("key") for one in found] == ["one", "two", f"{used.key}-2", "one-2", None]


def test_keys_are_made_of_the_first_words_and_begin_with_a_letter():
    named = [
        forms.with_keys(Kind.NOTICE, {"text": {"en": text}}).get("key")
        for text in ("Winter hours", "24 December", "A very long text that goes on and on and on for ever", "…")
    ]
    assert named == ["winter-hours", "no-24-december", "a-very-long-text-that-goes-on-and-on", "no"]
    assert forms.with_keys(Kind.NOTICE, {"key": "away", "text": {"en": "x"}})["key"] == "away"


def test_a_question_of_the_readiness_check_gets_a_key_of_its_own():
    used = pack.current().readiness.questions[0].key
    found = forms.with_keys(Kind.READINESS, {"questions": [{"text": {"en": used.replace("-", " ")}}]})
    assert found["questions"][0]["key"] == f"{used}-2"


def test_a_word_is_added_to_a_vocabulary_and_none_taken_away():
    content = dict(pack.file("vocabulary.yaml").content)
    found = again(content, ["en"], Kind.VOCABULARY, **{"w.sectors.+.en": "Health and care"})
    keyed = forms.with_keys(Kind.VOCABULARY, found)["sectors"]
    assert keyed["health-and-care"] == {"en": "Health and care"}
    assert set(content["sectors"]) < set(keyed)


def test_problems_stand_beside_their_question_and_lead_there():
    broken = {**CHARTER, "licence": "", "clauses": [{"key": "one", "title": {"en": "One"}, "principles": ["thrift"]}]}
    problems = pack.problems("charter/2026-2.yaml", pack.written(broken))
    form = forms.asked(Kind.CHARTER, broken, problems=problems, file="charter/2026-2.yaml")
    assert sorted(form.errors) == [
        ('"". A text would do.', "w.licence"),
        ("Nothing is written here yet.", "w.clauses.0.text.en"),
    ]


def test_what_is_wrong_elsewhere_is_said_with_its_file():
    content = {**CHARTER, "clauses": [{**CHARTER["clauses"][0], "principles": ["thrift"]}]}
    problems = pack.problems("charter/2026-2.yaml", pack.written(content))
    form = forms.asked(Kind.CHARTER, content, problems=problems, file="elsewhere.yaml")
    assert form.errors[0][0].startswith("charter/2026-2.yaml, line ")
    beside = forms.asked(Kind.CHARTER, content, problems=problems, file="charter/2026-2.yaml")
    assert beside.errors[0][0].startswith('"thrift" is not a principle of this pack. One of choice, ')


@pytest.mark.parametrize("code", ["", "Polish", "p", "pl-pl"])
def test_a_language_is_named_by_its_code(code):
    assert not forms.AddLanguageForm({"language": code}).is_valid()
    assert forms.AddLanguageForm({"language": "pl"}).is_valid()
