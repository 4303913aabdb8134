"""The record of processing and the list of words that reach others are what the tables say, no more and no less."""

import csv
import html
import io

import pytest

from partnership.core import processing
from partnership.core.privacy import CONFIDED_DATA, OPEN_DATA, PERSONAL_DATA, WORKING_DATA, Foi, Ledger, Reaches, tables

pytestmark = pytest.mark.django_db


def test_every_table_stands_on_the_page_once():
    shown = [one.label for one in (*processing.activities(), *processing.other_tables())]
    assert sorted(shown) == sorted(table.label for table in tables())


def test_every_table_says_why_and_whose_it_is():
    shown = (*processing.activities(), *processing.other_tables())
    assert [one.label for one in shown if not (one.name and one.purpose and one.held_by and one.exemption)] == []
    assert [one.label for one in processing.activities() if not (one.basis and one.kept and one.people)] == []


def test_names_of_programmers_stand_nowhere_on_the_page(client):
    """The check of privacy sees to it that every field has words; here they reach the page, those of packages too."""
    page = html.unescape(client.get("/about/processing/").content.decode())
    for code, words in (("args kwargs", "where it went wrong"), ("secret hash", "fingerprint of the secret link")):
        assert (code in page, words in page) == (False, True)


def test_activity_says_everything_that_article_30_asks_for():
    (people,) = (one for one in processing.activities() if one.label == "accounts.Person")
    assert people.basis == "Public task"
    assert "e-mail address" in people.personal
    assert people.seen_by == ("The person: what their account holds",)
    assert people.deleted_by_itself
    assert people.when_erased.startswith("Emptied")
    assert people.exemption.startswith("Section 40(2)")


@pytest.mark.parametrize(
    ("ledger", "position"),
    [
        (Ledger(public=("a",)), OPEN_DATA),
        (Ledger(public=("a",), partners=("b",)), WORKING_DATA),
        (Ledger(partners=("b",), personal=("c",)), PERSONAL_DATA),
        (Ledger(confided=("d",), secrets=("d",)), PERSONAL_DATA),
        (Ledger(personal=("c",), confided=("d",)), CONFIDED_DATA),
        (Ledger(personal=("c",), foi=Foi("Somebody", "Nothing")), Foi("Somebody", "Nothing")),
    ],
)
def test_most_careful_field_decides_what_freedom_of_information_says(ledger, position):
    assert ledger.information == position


def test_page_names_the_controllers_and_leads_on(client, pack):
    page = client.get("/about/processing/").content.decode()
    assert "joint controllers" in page
    assert str(pack.wording["controllers"]).split(" and ")[0] in page
    for address in ("/about/processing.csv", "/about/processing.json", "/about/words-of-others/"):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200


def test_record_as_csv_and_json_says_the_same(client):
    lines = list(csv.DictReader(io.StringIO(client.get("/about/processing.csv").content.decode("utf-8-sig"))))
    rows = client.get("/about/processing.json").json()["rows"]
    assert [line["table"] for line in lines] == [row["table"] for row in rows]
    assert {row["controllers"] for row in rows} == {rows[0]["controllers"]}


def test_words_say_whom_they_reach_and_how_to_report_them(client):
    positions = processing.words_of_others()
    page = html.unescape(client.get("/about/words-of-others/").content.decode())
    assert "Online Safety Act 2023" in page
    assert positions
    for one in positions:
        assert one.position in page
        assert one.report in page
        assert all(place.table in page and place.to for place in one.places)


def test_words_are_reported_at_the_foot_of_the_page_unless_they_say_otherwise():
    assert "foot of every page" in str(Reaches("Colleagues", "Position").report)


ASKING = (
    *(
        "accounts/templates/account/signup",
        "accounts/templates/accounts/consents",
        "accounts/templates/accounts/my_data",
    ),
    *(f"partners/templates/partners/{page}" for page in ("invitation", "invite_person", "upload_import", "enquire")),
    *(f"partners/templates/partners/{page}" for page in ("ask_to_join", "commit_people", "commit_review")),
    *(f"partners/templates/partners/{page}" for page in ("change_senior_lead", "add_contact", "invite_lead")),
    "network/templates/network/show_interest",
)


@pytest.mark.parametrize("page", ASKING)
def test_page_that_asks_about_people_says_who_is_responsible(root, page):
    assert "{{ controllers_notice() }}" in (root / "partnership" / f"{page}.html").read_text(encoding="utf-8")


def test_privacy_page_says_who_is_responsible_and_what_one_can_do(client, pack):
    page = html.unescape(client.get("/about/privacy/").content.decode())
    assert str(pack.wording["controllers"]).split(" and ")[0] in page
    for address in ("/accounts/me/data/", "/accounts/me/consents/", "/about/processing/", "/about/words-of-others/"):
        assert f'href="{address}"' in page
