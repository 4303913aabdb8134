"""Search: found by whoever may see it, in words nearly typed right, and not a sign of anything else."""

import dataclasses

import pytest

from partnership.core import pack, search
from partnership.core.models import SearchAudience, SearchEntry, SearchWord
from partnership.core.search.finding import Worth
from partnership.core.search.nearly import Vocabulary, near, slips
from partnership.core.search.wording import asked, fold

pytestmark = pytest.mark.django_db


def put(title, *, number=0, kind="partner", audience=("anyone",), about="", words=""):
    thing = f"urn:heartwood:test.thing:{number or title}"
    search.put(thing, kind=kind, title=title, href="/x/", audience=audience, about=about, words=words)
    return thing


def titles(text, *audience, **more):
    found = search.find(text, audience or ("anyone",), **more)
    return [hit.title for group in found.groups for hit in group.hits]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Women's Café", ("womens", "cafe")),
        ("Łódź-Ærø", ("lodz", "aero")),
        ("  ", ()),
        ("snake_case 24/7", ("snake", "case", "24", "7")),
        ("x" * 90, ("x" * 40,)),
    ],
)
def test_words_are_folded(text, words):
    assert fold(text) == words


@pytest.mark.parametrize("text", ["Łódź Café", "lodz cafe", "CAFÉ", "caf", "cafe lodz", "lodź the café"])
def test_thing_is_found_without_accents_capitals_order_or_ends(text):
    put("The Łódź Café")

    assert titles(text) == ["The Łódź Café"]


@pytest.mark.parametrize(
    "text", ["safegaurding", "safegarding", "safeguardding", "sefeguardinh", "huose", "safeguarding huose"]
)
def test_thing_is_found_by_words_nearly_typed_right(text):
    put("Safeguarding house")

    assert titles(text) == ["Safeguarding house"]
    assert search.find(text, ["anyone"]).nearly


@pytest.mark.parametrize("text", ["hou se", "xx", "h", "garden", "house garden", "", "…", "2027"])
def test_what_nothing_holds_finds_nothing(text):
    put("Safeguarding house 2026")

    found = search.find(text, ["anyone"])

    assert found.groups == ()
    assert not found.nearly


def test_what_is_typed_right_is_not_widened():
    put("Health in Somewhere")
    put("Wealth in Somewhere")

    assert titles("health") == ["Health in Somewhere"]


def test_synonyms_of_the_pack_find_each_other():
    put("A refuge", words="domestic abuse")
    put("Violence of another kind")

    assert titles("DV") == titles("domestic violence") == titles("domestic abuse") == ["A refuge"]


def test_synonym_is_the_longest_phrase_and_small_words_do_not_count():
    question = asked("what is the domestic violence team")

    assert [len(slot) for slot in question.slots] == [4, 1]
    assert question.slots[1] == (("team",),)


def test_small_words_count_where_there_are_no_others():
    put("The Who")

    assert titles("the who") == ["The Who"]


def test_pack_without_synonyms_finds_words_alone(monkeypatch):
    bare = dataclasses.replace(pack.current(), synonyms=(), small_words=frozenset())
    monkeypatch.setattr(pack, "current", lambda: bare)
    put("The domestic team")

    assert titles("the domestic") == ["The domestic team"]
    assert titles("DV") == []


def test_titles_come_before_words_and_words_before_what_is_about():
    put("A third", about="about housing")
    put("B second", words="housing")
    put("C housing")
    put("D housing association of houses", words="housing")

    assert titles("housing") == ["C housing", "D housing association of houses", "B second", "A third"]


def test_whole_words_come_before_longer_ones():
    put("A houseboat")
    put("B house")

    assert titles("house") == ["B house", "A houseboat"]


def test_things_are_found_only_by_their_audience():
    put("Secret plan", audience=["programme", "partner:3"])

    assert titles("secret", "anyone") == []
    assert titles("secret", "anyone", "partner:4") == []
    assert titles("secret", "anyone", "partner:3") == titles("secret", "programme") == ["Secret plan"]
    assert titles("secret", "programme", "partner:3") == ["Secret plan"]  # once, by whichever key


def test_nothing_shows_that_there_is_more_than_one_may_see():
    put("Housing in the open")
    for number in range(30):
        put(f"Housing in secret {number}", audience=["programme"])
    put("Hausing", audience=["programme"])

    (group,) = search.find("housing", ["anyone"]).groups
    nothing = search.find("secret", ["anyone"])
    typo = search.find("secrt", ["anyone"])

    assert (group.count, len(group.hits)) == (1, 1)
    assert nothing == search.Found("secret")
    assert typo == search.Found("secrt")  # word for word what somebody learns where there is no secret at all


def test_hidden_words_do_not_crowd_out_what_may_be_seen():
    put("Smithson trust")
    for number in range(200):
        put(f"Smithsan {number}", audience=["programme"])

    assert titles("smithsen") == ["Smithson trust"]


def test_changed_thing_is_found_by_its_new_words_alone():
    put("Old name", number=1)
    put("New name", number=1, words="extra", audience=["anyone", "programme"])
    put("New name", number=1)

    assert titles("old") == titles("extra") == []
    assert titles("new") == ["New name"]
    assert titles("new", "programme") == []
    assert SearchEntry.objects.count() == 1


def test_removed_thing_takes_its_words_with_it():
    thing = put("Temporary building")
    search.remove(thing)

    assert titles("temporary") == titles("temporray") == []
    assert not SearchWord.objects.exists()
    assert not SearchAudience.objects.exists()


def test_what_belongs_to_a_thing_goes_with_it():
    put("Ada Oakes", number=7)
    search.put("urn:heartwood:test.thing:7:in:3", kind="person", title="Ada Oakes", href="/y/", audience=["anyone"])
    put("Ada Oakes too", number=77)

    search.remove("urn:heartwood:test.thing:7")

    assert titles("oakes") == ["Ada Oakes too"]


def test_thing_and_what_belongs_to_it_are_found_by_a_new_name_alone():
    put("Ada Oakes", number=7, about="oakes and adam", words="works here")
    search.put("urn:heartwood:test.thing:7:in:3", kind="person", title="Ada Oakes", href="/y/", audience=["anyone"])
    put("Somebody else", number=77)

    search.retitle("urn:heartwood:test.thing:7", "Adam Elm")

    assert titles("ada oakes") == []
    assert sorted(titles("adam elm")) == ["Adam Elm", "Adam Elm"]
    assert titles("works elm") == ["Adam Elm"]
    assert titles("else") == ["Somebody else"]


def test_thing_without_audience_is_not_kept_at_all():
    put("Once public", number=1)
    put("Once public", number=1, audience=[])

    assert not SearchEntry.objects.exists()


def test_person_is_put_by_their_row(admin_person):
    search.put(admin_person, kind="person", title="Somebody", href="/x/", audience=["anyone"])
    search.remove(admin_person)

    assert not SearchEntry.objects.exists()


@pytest.fixture
def admin_person(django_user_model):
    return django_user_model.objects.create(name="Somebody", email="somebody@example.org")


def test_kind_without_a_name_is_refused():
    with pytest.raises(ValueError, match="kind of thing"):
        put("x", kind="gadget")


def test_each_kind_shows_its_best_few_and_its_count():
    for number in range(7):
        put(f"Tree {number}")
        put(f"Tree task {number}", kind="action")

    groups = search.find("tree", ["anyone"]).groups

    assert [(group.kind, group.name, group.count, len(group.hits)) for group in groups] == [
        ("partner", "Organisations", 7, 5),
        ("action", "Actions", 7, 5),
    ]
    assert search.find("tree", ["anyone"]).count == 14


def test_one_kind_is_shown_page_by_page():
    for number in range(23):
        put(f"Tree {number:02}")
        put(f"Tree task {number:02}", kind="action")

    first = search.find("tree", ["anyone"], kinds=["partner"])
    second = search.find("tree", ["anyone"], kinds=["partner"], page=2)

    assert (first.page, first.pages, second.page, second.pages) == (1, 2, 2, 2)
    assert [len(found.groups[0].hits) for found in (first, second)] == [20, 3]
    assert second.groups[0].hits[-1].title == "Tree 22"
    assert search.find("tree", ["anyone"], kinds=["partner"], page=9) == second  # the last one there is


def a_measure(title="Persistent absence", **more):
    return search.known(kind="indicator", title=title, href="/indicators/x/", **more)


@pytest.mark.parametrize("text", ["absence", "persist", "truancy", "DV", "persistant", "pupils"])
def test_what_everybody_may_know_is_found_beside_the_rest(text):
    also = [a_measure(about="Pupils who are away a lot", words="domestic abuse"), a_measure("Something else")]

    assert titles(text, also=also) == ["Persistent absence"]


def test_known_things_are_counted_ranked_and_paged_like_the_rest():
    also = [a_measure(f"Measure {number:02}") for number in range(21)] + [a_measure("A", words="measure")]

    (group,) = search.find("measure", ["anyone"], also=also).groups
    last = search.find("measure", ["anyone"], kinds=["indicator"], page=2, also=also)

    assert (group.count, next(hit.title for hit in group.hits)) == (22, "Measure 00")
    assert [hit.title for hit in last.groups[0].hits] == ["Measure 20", "A"]
    assert last.pages == 2
    assert titles("measure", kinds=["partner"], also=also) == []


def test_many_things_are_put_in_a_few_statements(django_assert_max_num_queries):
    entries = [
        search.Entry(
            thing=f"urn:heartwood:t.t:{number}", kind="partner", title=f"Tree {number}", href="/", audience=["anyone"]
        )
        for number in range(300)
    ]
    with django_assert_max_num_queries(15):
        search.put_many(entries)
        search.remove_many([])

    assert search.find("tree", ["anyone"]).count == 300


@pytest.mark.parametrize("things", [1, 3])
def test_search_asks_the_same_number_of_questions(things, django_assert_num_queries):
    for number in range(things):
        put(f"Tree {number}")
    search.find("treee", ["anyone"])

    with django_assert_num_queries(2):
        assert search.find("tree", ["anyone"]).count == things
    with django_assert_num_queries(4):
        assert search.find("trea", ["anyone"]).count == things


def test_vocabulary_reads_only_what_is_new_and_begins_again_when_it_must(django_assert_num_queries):
    vocabulary = Vocabulary()
    first = put("One two")
    assert sorted(vocabulary.words()) == ["one", "two"]

    put("Three")
    with django_assert_num_queries(1):
        assert sorted(vocabulary.words()) == ["one", "three", "two"]

    search.remove("urn:heartwood:test.thing:Three")
    with django_assert_num_queries(2):
        assert sorted(vocabulary.words()) == ["one", "two"]

    search.remove(first)
    assert vocabulary.words() == []


@pytest.mark.parametrize(("word", "count"), [("cat", 0), ("house", 1), ("2026", 0), ("safeguard", 2)])
def test_short_words_and_numbers_may_hold_no_slip(word, count):
    assert slips(word) == count


def test_near_words_are_one_or_two_slips_away():
    words = ["house", "mouse", "horse", "houses", "hoses"]

    assert near("hosue", words) == {"house"}
    assert near("cat", ["cats"]) == frozenset()


QUESTIONS = [
    "housing",
    "hous",
    "a",
    "dv",
    "domestic abuse",
    "abs",
    "persistent absence",
    "nothing like it",
    "measure 1",
]


@pytest.mark.parametrize("text", QUESTIONS)
@pytest.mark.parametrize("kinds", [(), ("indicator",), ("page",)])
def test_catalogue_finds_what_looking_at_everything_finds(text, kinds):
    things = [
        *(a_measure(f"Measure {number}", about="persistent absence, housing") for number in range(12)),
        search.known(kind="page", title="Housing", href="/x/", words="domestic violence absences"),
        search.known(kind="page", title="A house", href="/y/"),
    ]
    question = asked(text)
    worth = Worth(question, {})
    met = [
        one for one in things if worth.score(one.words.items()) and (not kinds or one.kind in kinds)
    ]  # the slow twin

    found = search.find(text, ["anyone"], kinds=kinds, also=search.Catalogue(things))

    assert found.nearly or found.count == len(met)
    assert {hit.href for group in found.groups for hit in group.hits} >= {one.hit.href for one in met}


@pytest.mark.parametrize("typed", ["housng", "huosing", "libary", "librarry", "ab", "1234", "neighbourhod", "zzzz"])
def test_vocabulary_compares_with_words_about_as_long_and_misses_none(typed):
    for title in ("Housing", "House", "Library", "Libraries", "Abbey", "1235", "Neighbourhood", "Neighbour"):
        put(title)
    vocabulary = Vocabulary()

    assert vocabulary.near([typed]) == {typed: near(typed, vocabulary.words())}


def test_thing_for_two_of_the_askers_audiences_is_found_once_and_worth_the_same():
    put("Tree house", number=1, audience=("anyone",))
    put("Tree", number=2, audience=("anyone", "members", "programme"))

    (group,) = search.find("tree", ["anyone", "members", "programme"]).groups

    assert (group.count, [hit.title for hit in group.hits]) == (2, ["Tree", "Tree house"])


@pytest.mark.parametrize("text", ["house tree", "tree house", "hou tree"])
def test_words_are_met_in_whatever_order_they_are_asked_for(text):
    put("Tree house", number=1)
    put("House", number=2)
    put("Treetop", number=3, about="a house")

    assert titles(text) == ["Tree house", "Treetop"]
