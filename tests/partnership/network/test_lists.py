"""The lists of the network as files: the rows of the page, with a note of what they are, for whoever may see the page."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from partnership.network.actions import announcements, together, workstreams
from partnership.partners.models import Kind
from tests.people import a_partner, a_person, sign_in, somebody

pytestmark = pytest.mark.django_db
OFFERED = ("title", "pay", "expenses", "access", "what", "time", "who_decides", "support")


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM, name="Ada")


@pytest.fixture
def everything(team):
    """Make one of each that everybody may see, and one of each that is the team's alone."""
    for public, name in ((True, "Open question"), (False, "Closed question")):
        said = {"name": name, "question": "Which?", "about": "", "place": "", "public": public}
        workstreams.open_workstream(said, by=team)
    published = announcements.write_announcement("News", "=1+1", by=team)
    announcements.publish_announcement(published, by=team)
    announcements.write_announcement("Draft", "Text.", by=team)
    for title in ("Shape it", "Not yet"):
        said = {name: f"Some {name}" for name in OFFERED} | {"title": title}
        made = together.offer({**said, "closes_on": timezone.localdate() + timedelta(days=9)}, by=team)
        if title == "Shape it":
            together.open_opportunity(made, by=team)
            together.show_interest(made, name="Sparrow", reached_by="by post", by=a_person())


def rows(client, name):
    text = client.get(f"/{name}.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.usefixtures("everything")
def test_nobody_takes_away_what_anybody_may_read(client):
    assert [row["Workstream"] for row in rows(client, "workstreams")] == ["Open question"]
    (offered,) = rows(client, "working-together")
    assert (offered["Title"], offered["Pay"], offered["How it stands"]) == ("Shape it", "Some pay", "Open")
    assert client.get("/announcements.csv").status_code == 302


@pytest.mark.usefixtures("everything")
def test_team_takes_away_what_it_sees_and_nothing_confided(client, team):
    sign_in(client, team)
    assert len(rows(client, "workstreams")) == len(rows(client, "working-together")) == 2
    (news,) = rows(client, "announcements")
    assert (news["Title"], news["Text"], news["By"]) == ("News", "'=1+1", "Ada")
    assert "Sparrow" not in client.get("/working-together.csv").text


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("name", ["workstreams", "announcements", "working-together"])
def test_every_list_of_the_network_is_a_workbook_too_and_its_page_leads_there(client, name):
    sign_in(client, somebody(Kind.PRACTITIONER, partner=a_partner()))
    page = client.get(f"/{name}/").text
    assert f'href="/{name}.csv"' in page
    assert f'href="/{name}.xlsx"' in page
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"/{name}.xlsx").content))
    assert book.sheet_names[1] == "About"
    assert client.get(f"/{name}.pdf").status_code == 404


def test_announcements_take_as_many_questions_however_many_there_are(client, team, django_assert_num_queries):
    sign_in(client, team)
    for number in range(3):
        announcements.publish_announcement(
            announcements.write_announcement(f"News {number}", "Text.", by=team), by=team
        )
        client.get("/announcements.csv")
        with django_assert_num_queries(5):
            assert len(rows(client, "announcements")) == number + 1
