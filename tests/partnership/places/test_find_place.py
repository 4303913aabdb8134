"""From a postcode to its place, and a kind sentence wherever that cannot be."""

import re
from html import unescape

import pytest

POSTCODE = "INSERT INTO lookups VALUES ('postcode_district', ?, ?, 1, 'a list of postcodes')"


def answer(response):
    found = re.search(r'class="hw-answer"[^>]*>(.*?)</p>', response.text, re.DOTALL)
    return unescape(found.group(1)) if found else ""


@pytest.fixture
def with_postcodes(client, builds, pack):
    builds.then((POSTCODE, ["AB12CD", pack.districts[1].code]), (POSTCODE, ["AB12CE", "S12000099"]))
    return client


@pytest.mark.parametrize("typed", ["AB1 2CD", "ab12cd", " Ab1  2cD "])
def test_whole_postcode_leads_to_its_place(with_postcodes, pack, typed):
    response = with_postcodes.get("/places/find/", {"postcode": typed})

    assert response.status_code == 302
    assert response["Location"] == f"/places/{pack.districts[1].slug}/"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("AB1", "“AB1” is only half of a postcode. We need all of it, such as “AB1 3AB”."),
        ("Someone Street", "“Someone Street” does not look like a postcode. A postcode looks like “AB1 2CD”."),
        ("ZZ9 9ZZ", "We do not know the postcode “ZZ9 9ZZ”. It may be new, or outside these places."),
        ("AB1 2CE", "We do not know the postcode “AB1 2CE”. It may be new, or outside these places."),
        ("", ""),
    ],
)
def test_anything_else_gets_a_kind_sentence_and_keeps_what_was_typed(with_postcodes, typed, said):
    response = with_postcodes.get("/places/find/", {"postcode": typed})

    assert answer(response) == said
    assert f'value="{typed}"' in response.text or not typed
    assert "no-store" in response["Cache-Control"]


def test_without_a_list_of_postcodes_the_page_says_so_and_lists_the_places(site, pack):
    response = site.get("/places/find/", {"postcode": "AB1 2CD"})

    assert answer(response) == "This site has no list of postcodes yet. You can choose your place below."
    assert "You typed “AB1 2CD”. We did not keep it." in response.text
    assert all(f'href="/places/{area.slug}/"' in response.text for area in pack.districts)


def test_what_was_typed_stays_words(with_postcodes):
    assert "<b>" not in with_postcodes.get("/places/find/", {"postcode": "<b>AB1</b>"}).text
