"""The API: read only, in pages, the same figures as everywhere, and a sentence wherever something is wrong."""

import pytest

API = "/api/v1"


def test_openapi_document_names_every_address(site):
    document = site.get(f"{API}/openapi.json").json()

    assert document["openapi"].startswith("3.")
    assert set(document["paths"]) == {
        f"{API}/areas",
        f"{API}/indicators",
        f"{API}/indicators/{{slug}}",
        f"{API}/observations",
        f"{API}/places/{{slug}}/profile",
    }
    assert all(set(methods) == {"get"} for methods in document["paths"].values())


def test_page_about_the_api_leads_to_the_document(site):
    assert f'href="{API}/openapi.json"' in site.get(f"{API}/").text


def test_areas_are_those_of_the_pack(site, pack):
    assert [area["code"] for area in site.get(f"{API}/areas").json()] == list(pack.areas)


def test_indicators_come_with_their_definitions(site, pack):
    found = {one["indicator"]: one for one in site.get(f"{API}/indicators").json()}

    assert len(found) == len(pack.indicators)
    for indicator in pack.indicators.values():
        assert found[indicator.slug]["definition"] == str(indicator.definition)
        assert site.get(f"{API}/indicators/{indicator.slug}").json() == found[indicator.slug]


def test_observations_are_those_of_the_file(site, pack):
    area = pack.districts[0]
    asked = {"area": area.slug, "indicator": "anxiety-mean", "per_page": 500}
    found = site.get(f"{API}/observations", asked).json()
    rows = [row for row in site.get("/indicators/anxiety-mean.json").json()["rows"] if row["place_code"] == area.code]

    assert found["count"] == len(rows)
    for one, row in zip(found["items"], rows, strict=True):
        assert {name: one[name] or None for name in row} == {name: value or None for name, value in row.items()}


def test_observations_come_in_pages(site):
    everything = site.get(f"{API}/observations", {"indicator": "anxiety-mean", "per_page": 500}).json()
    pages = [
        site.get(f"{API}/observations", {"indicator": "anxiety-mean", "per_page": 30, "page": page}).json()
        for page in range(1, 10)
    ]

    assert [one for page in pages for one in page["items"]] == everything["items"]
    assert {page["pages"] for page in pages} == {-(-everything["count"] // 30)}


def test_observations_can_be_the_latest_or_since_a_day(site, pack):
    latest = site.get(f"{API}/observations", {"indicator": "anxiety-mean", "latest": "true"}).json()
    since = site.get(f"{API}/observations", {"indicator": "anxiety-mean", "since": "2020-01-01"}).json()

    assert latest["count"] == len({one["place_code"] for one in latest["items"]})
    assert {one["period"] for one in since["items"]}
    assert all(one["period"] >= "2020" for one in since["items"])


def test_profile_is_that_of_the_file(site, pack):
    place = pack.districts[0].slug
    items = site.get(f"{API}/places/{place}/profile").json()["items"]
    rows = site.get(f"/places/{place}.json").json()["rows"]

    assert [(one["title"], one["value"], one["status"]) for one in items] == [
        (row["title"] or "", row["value"], row["status"]) for row in rows
    ]


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/indicators/nothing", 404, "There is nothing called “nothing” here. /api/v1/indicators lists what there is."),
        ("/observations?area=nowhere", 404, "There is nothing called “nowhere” here."),
        ("/observations?indicator=nothing", 404, "There is nothing called “nothing” here."),
        ("/places/nowhere/profile", 404, "There is nothing called “nowhere” here."),
        ("/observations?since=yesterday", 422, "We could not read “since”"),
        ("/observations?per_page=501", 422, "We could not read “per_page”"),
    ],
)
def test_what_is_wrong_is_a_sentence(site, address, status, said):
    response = site.get(API + address)

    assert response.status_code == status
    assert response.json()["sentence"].startswith(said)


def test_nothing_can_be_written(site):
    assert site.post(f"{API}/areas").status_code == 405


def test_site_without_figures_says_so_in_a_sentence(client, data_folder):
    assert client.get(f"{API}/observations").json() == {
        "sentence": "This site has no figures yet. The people who run it load them. Please come back later."
    }
