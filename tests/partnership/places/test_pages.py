"""Every page about places: it answers, it says what it must, and it asks the database nothing."""

import re
from html import unescape

import pytest

ONE = "/places/{0}/", "/places/{0}/11-17/", "/places/{0}/before-birth/"
PAGES = (
    "/places/",
    "/places/find/",
    "/places/compare/",
    "/indicators/",
    "/indicators/persistent-absence/",
    "/indicators/assessments-criminal-exploitation/",
    "/transitions/",
    "/settings/",
    "/changes/",
    "/data/",
    "/api/v1/",
)


def words(text):
    """What a reader reads: the page without its marks and spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.mark.parametrize("address", PAGES)
def test_page_answers_with_one_heading(site, address):
    response = site.get(address)

    assert response.status_code == 200
    assert len(re.findall(r"<h1[ >]", response.text)) == 1


@pytest.mark.parametrize("kind", ["transition", "setting"])
def test_every_crossing_shows_figures_or_says_that_it_has_none(site, pack, kind):
    among = pack.transitions if kind == "transition" else pack.settings
    for crossing in among.values():
        text = words(site.get(f"/{kind}s/{crossing.slug}/").text)
        titles = [str(pack.indicators[key].title) for key in crossing.indicators]
        assert all(title in text for title in titles)
        assert titles or crossing.silence is None or words(str(crossing.silence)) in text
        assert titles or "figure" in text


def test_every_place_and_stage_answers(site, pack):
    for area in pack.districts:
        assert str(area.name) in site.get(f"/places/{area.slug}/").text
        for stage in pack.stages.values():
            assert str(stage.name) in site.get(f"/places/{area.slug}/{stage.key}/").text


def test_every_measure_answers_with_its_source_and_caveats(site, pack):
    for indicator in pack.indicators.values():
        text = words(site.get(f"/indicators/{indicator.slug}/").text)
        for said in (indicator.title, indicator.source.publisher, indicator.source.licence, *indicator.caveats):
            assert words(str(said)) in text
        assert "How was this worked out?" in text


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*PAGES, "/places/{0}/11-17/", "/places/{0}.json"])
def test_page_asks_the_database_nothing(site, pack, django_assert_num_queries, address):
    with django_assert_num_queries(0):
        site.get(address.format(pack.districts[0].slug))


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["neglect", "assessments"])
def test_list_of_measures_asks_the_database_nothing_however_long_it_is(site, django_assert_num_queries, asked):
    with django_assert_num_queries(0):
        assert site.get("/indicators/", {"words": asked}).status_code == 200


def test_list_of_measures_finds_by_every_word_asked_for(site, pack):
    text = site.get("/indicators/", {"words": "free meals"}).text

    assert re.findall(r'href="/indicators/([\w-]+)/"', text) == ["persistent-absence-fsm"]


def test_list_of_measures_says_when_nothing_holds_the_words(site):
    assert "0 measures hold “zebra”" in words(site.get("/indicators/", {"words": "zebra"}).text)


@pytest.mark.parametrize(
    "address",
    [
        "/places/nowhere/",
        "/places/nowhere.csv",
        "/places/nowhere/11-17/",
        "/places/nowhere/rings.svg",
        "/indicators/nothing/",
        "/indicators/nothing.json",
        "/indicators/nothing/history.svg",
        "/transitions/nothing/",
        "/settings/nothing.csv",
        "/places/compare.csv?a=nowhere",
    ],
)
def test_unknown_address_gets_a_calm_page(site, address):
    response = site.get(address)

    assert response.status_code == 404
    assert "<h1" in response.text


def test_unknown_stage_gets_a_calm_page(site, pack):
    assert site.get(f"/places/{pack.districts[0].slug}/forever/").status_code == 404
    assert site.get(f"/places/{pack.districts[0].slug}/forever.csv").status_code == 404


def test_site_without_figures_says_so(client, db, data_folder, pack):
    response = client.get(f"/places/{pack.districts[0].slug}/")

    assert response.status_code == 503
    assert "This site has no figures yet." in words(response.text)


def test_profile_shows_every_factor_in_every_stage(site, pack):
    text = site.get(f"/places/{pack.districts[0].slug}/").text
    table = text[text.index('class="hw-ringtable"') : text.index("</table>")]

    assert table.count('<td role="cell"') == len(pack.factors) * len(pack.stages)
    assert all(str(factor.name) in words(table) for factor in pack.factors.values())


def test_profile_names_its_picture_and_says_what_it_shows(site, pack):
    place = pack.districts[0]
    text = site.get(f"/places/{place.slug}/").text

    assert f'src="/places/{place.slug}/rings.svg"' in text
    assert f'srcset="/places/{place.slug}/rings-narrow.svg"' in text
    assert f"The rings of {place.name}: {len(pack.stages)} stages of life" in unescape(text)
    assert 'href="#rings-table"' in text


@pytest.mark.parametrize("picture", ["/places/{0}/rings.svg", "/places/{0}/rings-narrow.svg"])
def test_rings_are_a_picture_of_the_site_alone(site, pack, picture):
    response = site.get(picture.format(pack.districts[0].slug))

    assert response["Content-Type"] == "image/svg+xml"
    assert response.text.startswith("<svg")
    assert not re.search(r"""(?:href|src)=["']https?:""", response.text)


@pytest.mark.parametrize("width", ["history", "history-narrow"])
def test_history_is_a_picture(site, width):
    response = site.get(f"/indicators/persistent-absence/{width}.svg")

    assert response["Content-Type"] == "image/svg+xml"
    assert "<title>" in response.text


def test_two_places_stand_side_by_side_without_a_winner(site, pack):
    first, second, *_more = pack.districts
    text = words(site.get("/places/compare/", {"a": first.slug, "b": second.slug}).text)

    assert f"{first.name} beside {second.name}" in text
    assert "No rank and no winner." in text


def test_two_places_say_when_one_is_unknown(site, pack):
    text = words(site.get("/places/compare/", {"a": pack.districts[0].slug, "b": "nowhere"}).text)

    assert "We do not know one of these places, or they are the same." in text
    assert f"selected>{pack.districts[0].name}" in site.get("/places/compare/", {"a": pack.districts[0].slug}).text


def test_place_beside_itself_is_not_a_comparison(site, pack):
    same = pack.districts[0].slug

    assert "or they are the same" in words(site.get("/places/compare/", {"a": same, "b": same}).text)


def test_choosing_only_one_place_keeps_the_choice(site, pack):
    text = site.get("/places/compare/", {"a": pack.districts[1].slug}).text

    assert re.search(rf'value="{pack.districts[1].slug}" selected', text)


def test_page_of_a_measure_marks_where_counting_changed(site, pack):
    text = words(site.get("/indicators/persistent-absence/").text)

    for one in pack.indicators["persistent_absence"].breaks:
        assert text.count(words(str(one.why))) >= 2


def test_page_of_a_measure_shows_its_doubts(site, pack):
    doubt = pack.doubts[0]
    text = words(site.get(f"/indicators/{pack.indicators[doubt.indicator].slug}/").text)

    assert words(doubt.why) in text
    assert words(doubt.shown_instead) in text


def test_people_whom_figures_miss_are_named_on_every_profile(site, pack):
    text = words(site.get(f"/places/{pack.districts[0].slug}/").text)

    for group in pack.groups.values():
        assert words(str(group.name)) in text
        assert words(str(group.why)) in text
