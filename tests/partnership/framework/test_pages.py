"""The framework's pages: what it is, an edition whole, a standard, and a sheet for each seat. Anybody reads them."""

import re
import shutil
from html import unescape

import pytest
from django.urls import reverse

from partnership.core.kept import SHELF

pytestmark = pytest.mark.django_db
EDITION, STANDARD = "/framework/short-2026/", "/framework/short-2026/feels-safe/"


def text(answer):
    assert answer.status_code == 200
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.text).split()))


def change(folder, name, old, new):
    path = folder / name
    words = path.read_text("utf-8")
    assert words.count(old) == 1
    path.write_text(words.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    "address",
    [
        "/framework/",
        EDITION,
        "/framework/long-2026/",
        "/framework/short-2026/what-changed/",
        "/framework/short-2026/what-changed/?sector=health",
        "/framework/long-2026/arriving/",
        f"{EDITION}sheets/people/",
    ],
)
def test_page_asks_the_database_nothing_and_is_kept(client, db, address, django_assert_num_queries):
    with django_assert_num_queries(0):
        first, again = client.get(address), client.get(address)
    assert first.status_code == 200
    assert first.content == again.content
    assert len(SHELF) == 1


@pytest.mark.parametrize("address", [STANDARD, f"{STANDARD}?sector=health"])
def test_page_that_a_barrier_is_about_asks_only_what_was_published(client, address, django_assert_num_queries):
    with django_assert_num_queries(4):  # of what people told us, and of what people who came said
        first = client.get(address)
    with django_assert_num_queries(2):
        assert client.get(address).content == first.content
    assert len(SHELF) == 1


def test_front_says_that_nobody_is_ranked_or_scored_and_who_has_reviewed_it(client):
    page = text(client.get("/framework/"))
    assert "Rank organisations. There is no list with a best and a worst" in page
    assert "The seats are never added up into one number." in page
    assert "Not yet reviewed by people with lived experience." in page
    assert "There is not yet enough proof" in page


def test_front_leads_to_every_standard_every_seat_and_every_edition(client, pack):
    html = client.get("/framework/").text
    short = pack.framework
    for one in short.standards:
        assert f'href="{EDITION}{one.key}/"' in html
    for seat in short.seats:
        assert f'href="{EDITION}sheets/{seat}/"' in html
    for key in pack.frameworks:
        assert f'href="/framework/{key}/"' in html
    assert html.count("hw-state--dashed") == 1  # the draft, and only that


def test_whole_edition_holds_every_word_of_every_standard(client, pack):
    for edition in pack.frameworks.values():
        page = text(client.get(f"/framework/{edition.key}/"))
        for one in edition.standards:
            said = [one.title, one.statement, *one.levels, *(wording.asks for wording in one.seats.values())]
            assert [str(words) for words in said if str(words) not in page] == []


def test_contents_list_leads_to_what_is_on_the_page(client):
    html = client.get(EDITION).text
    links = re.findall(r'href="#([\w-]+)"', html)
    assert len(links) > 24
    assert [link for link in links if f'id="{link}"' not in html] == []


def test_a_draft_says_so_and_has_no_sheets(client):
    page = text(client.get("/framework/long-2026/"))
    assert "A draft. Nobody is asked to look at themselves with it" in page
    assert "A sheet of paper for each seat" not in page
    assert "A draft." in text(client.get("/framework/long-2026/arriving/"))
    assert client.get("/framework/long-2026/sheets/people/").status_code == 404


def test_whole_draft_says_what_became_of_the_short_form(client):
    page = text(client.get("/framework/long-2026/"))
    assert "“Places, letters and screens that feel safe” became several: Arriving is easy to bear" in page
    assert "New: We try changes out with people before they count ." in page


def test_standard_shows_levels_seats_evidence_and_whom_it_serves(client, pack):
    page, standard = text(client.get(STANDARD)), pack.framework.standard("feels-safe")
    shown = [*standard.levels, *standard.evidence, *(guidance.text for guidance in standard.guidance)]
    for wording in standard.seats.values():
        shown += [wording.asks, *wording.levels]
    assert [str(words) for words in shown if str(words) not in page] == []
    assert "Physical environment Substance Abuse and Mental Health Services Administration" in page
    assert "We look for what frightens people, and change it" in page  # the clause
    assert standard.urn in page


def test_guidance_can_be_read_for_one_sector(client, pack):
    standard = pack.framework.standard("feels-safe")
    page = text(client.get(f"{STANDARD}?sector=police"))
    assert str(standard.guidance_for("police")) in page
    assert str(standard.guidance_for("health")) not in page
    assert 'href="?sector=police#guidance" aria-current="true"' in client.get(f"{STANDARD}?sector=police").text


@pytest.mark.parametrize("sector", ["moon", "sport", ""])
def test_sector_without_guidance_shows_all_and_is_not_kept_under_a_made_up_address(client, pack, sector):
    page = text(client.get(STANDARD, {"sector": sector}))
    assert str(pack.framework.standard("feels-safe").guidance_for("health")) in page
    assert len(SHELF) == 0


def test_standards_lead_on_and_back_through_the_whole_edition(client, pack):
    keys = [one.key for one in pack.framework.standards]
    first, last = (client.get(f"{EDITION}{key}/").text for key in (keys[0], keys[-1]))
    assert ("Before:" in first, "Next:" in first) == (False, True)
    assert ("Before:" in last, "Next:" in last) == (True, False)
    assert f'Next: <a href="{EDITION}{keys[1]}/"' in first


def test_standard_says_where_it_stands_in_the_other_edition(client):
    assert 'href="/framework/long-2026/arriving/"' in client.get(STANDARD).text
    assert f'href="{STANDARD}"' in client.get("/framework/long-2026/arriving/").text
    assert "In other editions" not in client.get("/framework/long-2026/changes-tried-first/").text


def test_sheet_asks_everything_of_one_seat_and_lets_each_question_be_passed(client, pack):
    for seat in pack.framework.seats.values():
        page = text(client.get(f"{EDITION}sheets/{seat.key}/"))
        for one in pack.framework.standards:
            said = [one.seats[seat.key].asks, *one.seats[seat.key].levels]
            assert [str(words) for words in said if str(words) not in page] == []
        assert page.count("I would rather not say, or I do not know.") == len(pack.framework.standards)
        assert ("Do not write your name on it" in page) == seat.anonymous


@pytest.mark.parametrize(
    "address",
    ["/framework/moon/", f"{EDITION}moon/", "/framework/moon/feels-safe/", f"{EDITION}sheets/moon/",
     "/framework/moon/sheets/people/"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client, db, address):
    assert client.get(address).status_code == 404


def test_topics_of_a_standard_find_more_than_itself(client, db, pack):
    topics = {str(topic): one for one in pack.framework.standards for topic in one.topics}
    alone = {}
    for topic, one in topics.items():
        hrefs = set(re.findall(r'hw-found__one"><a href="([^"]*)', client.get("/search/", {"q": topic}).text))
        alone[topic] = hrefs - {reverse("framework-standard", args=("short-2026", one.key))}
    assert topics
    assert [topic for topic, hrefs in alone.items() if not hrefs] == []


def test_standards_on_offer_are_found_by_a_search_and_drafts_are_not(client, db):
    assert f'href="{STANDARD}"' in client.get("/search/", {"q": "screens that feel safe"}).text
    assert "/framework/long-2026/" not in client.get("/search/", {"q": "arriving is easy to bear"}).text
    assert 'href="/framework/"' in client.get("/search/", {"q": "self-assessment"}).text


def test_partnership_without_a_framework_says_so(client, framework_folder):
    shutil.rmtree(framework_folder)
    assert "This partnership has no framework yet." in text(client.get("/framework/"))


def test_partnership_with_drafts_alone_shows_them(client, db, framework_folder):
    shutil.rmtree(framework_folder / "mappings")
    shutil.rmtree(framework_folder / "short-2026")
    page = text(client.get("/framework/"))
    assert "No edition is offered yet. There are drafts to read." in page
    assert "The long form: forty standards" in page
    assert "no figures" not in text(client.get("/search/", {"q": "framework"}))


def test_reviewers_are_named_once_there_are_some(client, framework_folder):
    change(
        framework_folder,
        "short-2026/edition.yaml",
        "licence: CC BY 4.0",
        "licence: CC BY 4.0\nreviewed_by: {en: six of us}",
    )
    assert "Reviewed by six of us." in text(client.get("/framework/"))
    assert "Not yet reviewed" not in text(client.get(f"{EDITION}sheets/people/"))


def test_every_way_to_be_carried_has_its_words(client, framework_folder):
    carried = """
  - {became: same, before: [leaders-own-it], after: [leaders-say-it], why: {en: So it is.}}
  - {became: reworded, before: [feels-safe], after: [arriving]}
  - {became: merged, before: [told-once, ask-and-choose], after: [pass-on-with-consent]}
  - {became: gone, before: [what-changed], after: []}
"""
    path = framework_folder / "mappings" / "short-2026-to-long-2026.yaml"
    path.write_text(path.read_text("utf-8").partition("carried:")[0] + f"carried:{carried}", "utf-8")
    page = text(client.get("/framework/long-2026/"))
    assert "The same words: Leaders say that it matters . So it is." in page
    assert "In other words now: Arriving is easy to bear ." in page
    assert "These became one (Nobody has to tell it again and again, We ask with care, and people choose):" in page
    assert "“We find out whether it helps” is gone." in page
    assert "not there any more" in text(client.get(f"{EDITION}what-changed/"))


def test_charter_without_the_clause_leaves_the_standard_readable(client, framework_folder):
    shutil.rmtree(framework_folder.parent / "charter")
    page = text(client.get(STANDARD))
    assert "Clauses of the charter" not in page
    assert "Five levels" in page
