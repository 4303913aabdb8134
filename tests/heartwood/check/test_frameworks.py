"""Each way in which an edition of the framework can be wrong, and the sentence it gets. Then: nothing offered is changed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from heartwood.check import check, check_framework
from heartwood.check.references import framework_problems
from heartwood.check.schemas import schema_problems
from heartwood.pack import read
from tests.frameworks import copy_without_framework

FIRST, DOMAIN = "framework/one/edition.yaml", "framework/one/leadership.yaml"
LEVELS = [{"en": text} for text in ("No.", "A bit.", "We did.", "We do.", "We all do.")]


def an_edition(key: str = "one", **more: object) -> dict[str, object]:
    return {
        "edition": key,
        "title": {"en": "A short one"},
        "status": "draft",
        "published": "2026-01-01",
        "licence": "CC BY 4.0",
        "provenance": {"en": "Written for a test."},
        "about": {"en": "One standard."},
        "levels": LEVELS,
        "seats": [
            {"key": "leaders", "name": {"en": "Leaders"}, "about": {"en": "They lead."}, "anonymous": False},
            {"key": "people", "name": {"en": "People"}, "about": {"en": "They come."}, "anonymous": True},
        ],
        "sectors": ["health", "housing"],
        "domains": [{"key": "leadership", "name": {"en": "Who leads"}, "about": {"en": "The top."}}],
        "outside": [
            {
                **{
                    "key": "others-2014",
                    "name": {"en": "Others"},
                    "publisher": "Others",
                    "page": "https://others.example",
                },
                **{"licence": {"en": "Free."}, "about": {"en": "Theirs."}, "parts": {"policy": {"en": "Policy"}}},
            }
        ],
        **more,
    }


def a_standard(key: str = "lead-it", **more: object) -> dict[str, object]:
    seats = {name: {"asks": {"en": "Do they care?"}, "levels": LEVELS} for name in ("leaders", "people")}
    return {
        "key": key,
        "title": {"en": "Leaders hold it"},
        "statement": {"en": "Somebody holds it."},
        "why": {"en": "It lasts."},
        "principles": ["trust"],
        "levels": LEVELS,
        "seats": seats,
        "guidance": [{"sectors": ["health", "housing"], "text": {"en": "Begin."}}],
        "evidence": [{"en": "A note."}],
        "serves": {"others-2014": ["policy"]},
        **more,
    }


class Written:
    """A pack without a framework of its own, to which a test adds one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, content: dict[str, object]) -> Written:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
        return self

    def edition(self, standards: list[dict[str, object]] | None = None, **more: object) -> Written:
        self.put(FIRST, an_edition(**more))
        return self.put(DOMAIN, {"domain": "leadership", "standards": standards or [a_standard()]})

    def faults(self) -> list[str]:
        assert [str(one) for one in schema_problems(self.folder)] == []
        return [str(one).partition(": ")[2] for one in framework_problems(read(self.folder))]

    def frozen(self) -> dict[str, str]:
        return dict(read(self.folder).frameworks["one"].sha256)


@pytest.fixture
def written(pack_folder: Path, tmp_path: Path) -> Written:
    return Written(copy_without_framework(pack_folder, tmp_path / "pack"))


def test_an_edition_that_holds_together_has_no_faults(written):
    assert written.edition().faults() == []


def test_pack_without_a_framework_is_sound(written):
    assert written.faults() == []
    assert check_framework(written.folder).editions == ()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"principles": ["thrift"]}, '"thrift" is not a principle of this pack; one of choice, collaboration, culture, '
         "empowerment, safety, trust would do."),
        ({"guidance": [{"sectors": ["moon"], "text": {"en": "Begin."}}]}, '"moon" is not a sector of this pack; one of '),
        ({"clauses": ["shout"]}, '"shout" is not a clause of this pack; one of asked-once, '),
        ({"serves": {"others-2014": ["cats"]}},
         '"cats" is not a part of others-2014 of this pack; one of policy would do.'),
        ({"serves": {"nobody": ["policy"]}},
         '"nobody" is not a framework of others that this edition names; one of others-2014 would do.'),
        ({"seats": {"leaders": {"asks": {"en": "Who?"}}}},
         '"lead-it" asks nothing of the seat "people"; a line "people:" with what it is asked would do.'),
        ({"seats": {name: {"asks": {"en": "Who?"}} for name in ("leaders", "people", "cat")}},
         '"cat" is not a seat of this edition; one of leaders, people would do.'),
        ({"seats": {"leaders": {"asks": {"en": "Is organisational accountability operationalised?"}},
                    "people": {"asks": {"en": "Is organisational accountability operationalised?"}}}},
         "somebody has to be 50 to read this easily; shorter sentences and words, for an age of 9 to 11, would do."),
        ({"key": "one"}, f'"one" stands already in {FIRST}; a key of its own would do.'),
    ],
)  # fmt: skip
def test_a_standard_that_refers_to_nothing_is_told(written, more, said):
    (found,) = written.edition([a_standard(**more)]).faults()
    assert found.startswith(said)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"sectors": ["moon"]}, '"moon" is not a sector of this pack; one of '),
        ({"domains": [*an_edition()["domains"], {"key": "policy", "name": {"en": "R"}, "about": {"en": "R."}}]},
         'no file gives the standards of the domain "policy"; a file framework/one/policy.yaml would do.'),
        ({"seats": [*an_edition()["seats"], an_edition()["seats"][0]]},
         '"leaders" stands here a second time; a key of its own would do.'),
        ({"edition": "two"}, 'the folder framework/one has the edition "two"; the edition "one" would do.'),
        ({"frozen": {"en": "0" * 64}}, 'a draft is frozen; the status "offered", or no line "frozen" would do.'),
        ({"scoring": {"combine": "median", "share": 2}},
         'the scoring cannot be used: “share” must be above 0 and at most 1; 2 is not; '),
        ({"scoring": {"combine": "weighted_mean", "weights": {"moon": 2}}}, '"moon" is not a standard of this edition'),
        ({"scoring": {"combine": "median", "caps": [{"at_most": 3, "unless": "moon"}]}}, '"moon" is not a fact'),
    ],
)  # fmt: skip
def test_an_edition_that_contradicts_itself_is_told(written, more, said):
    (found,) = written.edition(**more).faults()
    assert found.startswith(said)


def test_domain_that_the_edition_does_not_name_is_told(written):
    written.edition().put("framework/one/moon.yaml", {"domain": "moon", "standards": [a_standard("land-on-it")]})
    assert written.faults() == ['"moon" is not a domain of this edition; one of leadership would do.']


def test_file_of_another_domain_is_told_first_and_alone(written):
    written.edition().put("framework/one/moon.yaml", {"domain": "leadership", "standards": [a_standard()]})
    assert written.faults() == ['the file moon.yaml has the domain "leadership"; the domain "moon" would do.']


def test_key_that_stands_twice_says_where_it_stands_already(written):
    written.edition([a_standard(), a_standard()])
    assert written.faults() == [f'"lead-it" stands already in {DOMAIN}; a key of its own would do.']


def test_edition_without_its_first_file_is_told(written):
    written.put(DOMAIN, {"domain": "leadership", "standards": [a_standard()]})
    said = f"{FIRST}, line 1: there is no such file; a file {FIRST} in the pack would do."
    assert [str(one) for one in schema_problems(written.folder)] == [said]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"levels": LEVELS[:4]}, "a list of five levels, the first: nobody has looked would do."),
        ({"title": {"pl": "Tak"}}, '"en" is missing; a line "en: …" would do.'),
        ({"key": "2nd"}, "small letters, digits and hyphens, beginning with a letter, such as safe-places would do."),
        ({"score": 3}, '"score" is not known here; one of key, title, '),
    ],
)  # fmt: skip
def test_a_wrong_shape_names_file_line_found_and_accepted(written, more, said):
    (found,) = schema_problems(written.edition([a_standard(**more)]).folder)
    assert str(found).startswith(f"{DOMAIN}, line ")
    assert said in str(found)


def test_what_is_offered_has_to_be_whole(written):
    seats = {name: {"asks": {"en": "Do they care?"}} for name in ("leaders", "people")}
    bare = a_standard(seats=seats, guidance=[{"sectors": ["health"], "text": {"en": "Begin."}}], evidence=[])
    assert written.edition([bare]).faults() == []
    found = written.edition([bare], status="offered").faults()
    assert sorted(one.partition(";")[0] for one in found) == [
        '"lead-it" has no guidance for the sector "housing"',
        '"lead-it" has no levels in the words of the seat "leaders"',
        '"lead-it" has no levels in the words of the seat "people"',
        '"lead-it" names nothing that could be shown',
        "the edition is offered, and its words are not frozen",
    ]


def test_words_are_frozen_when_an_edition_is_offered(written):
    (said,) = written.edition(status="offered").faults()
    frozen = written.frozen()
    assert said == (
        "the edition is offered, and its words are not frozen; "
        f'a line "frozen: {{en: {frozen["en"]}}}" would do.'
    )  # fmt: skip
    assert written.edition(status="offered", frozen=frozen).faults() == []


@pytest.mark.parametrize("part", ["title", "statement", "why", "levels", "seats", "guidance", "evidence", "principles"])
def test_a_word_that_changes_after_it_was_offered_is_refused_with_the_way_on(written, part):
    frozen = written.edition(status="offered").frozen()
    changed = {
        "principles": ["safety"],
        "levels": [{"en": "Nobody."}, *LEVELS[1:]],
        "seats": {name: {"asks": {"en": "Who?"}, "levels": LEVELS} for name in ("leaders", "people")},
        "guidance": [{"sectors": ["health", "housing"], "text": {"en": "Stop."}}],
        "evidence": [{"en": "Another."}],
    }.get(part, {"en": "In other words."})
    written.edition([a_standard(**{part: changed})], status="offered", frozen=frozen)
    assert written.faults() == [
        'the words of this edition in "en" are not those that were frozen when it was offered; the words as they were, '
        "or a new edition: copy the folder to framework/one-2 and change it there would do."
    ]


@pytest.mark.parametrize("more", [{"clauses": ["safe-places"]}, {"serves": {}}, {"topics": [{"en": "letters"}]}])
def test_what_a_standard_leads_to_can_be_bettered_at_any_time(written, more):
    frozen = written.edition(status="offered").frozen()
    assert written.edition([a_standard(**more)], status="offered", frozen=frozen).faults() == []


def test_translation_can_be_added_and_is_then_frozen_too(written):
    frozen = written.edition(status="offered").frozen()
    polish = a_standard(statement={"en": "Somebody holds it.", "pl": "Ktoś to trzyma."})
    assert written.edition([polish], status="offered", frozen=frozen).faults() == []
    both = written.frozen()
    assert (sorted(both), both["en"]) == (["en", "pl"], frozen["en"])
    other = a_standard(statement={"en": "Somebody holds it.", "pl": "Nikt."})
    (said,) = written.edition([other], status="offered", frozen=both).faults()
    assert said.startswith('the words of this edition in "pl" are not those')


def test_check_of_the_pack_includes_the_framework(pack_folder, tmp_path):
    written = Written(copy_without_framework(pack_folder, tmp_path / "pack", whole=True))
    written.edition([a_standard(principles=["thrift"])])
    (of_the_pack,), (alone,) = check(written.folder).problems, check_framework(written.folder).problems
    assert of_the_pack == alone
    assert of_the_pack.steps == ("standards", 0, "principles", 0)


def test_wrong_shapes_are_told_by_the_frameworks_own_check(written):
    (said,) = check_framework(written.edition([a_standard(levels=[])]).folder).problems
    assert str(said).startswith(f"{DOMAIN}, line ")


def test_pulse_asks_nobody_by_name_and_needs_nothing_that_could_be_shown(written):
    written.edition(kind="pulse")
    (said,) = [one for one in written.faults() if "by name" in one]
    assert 'a pulse asks the seat "leaders" by name; anonymous: true would do.' in said
    assert not [one for one in written.faults() if "could be shown" in one]
