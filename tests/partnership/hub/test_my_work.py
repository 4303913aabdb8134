"""My work: what needs me, nothing else, and the ways on from there."""

from datetime import date

import pytest

from partnership.core import notices
from partnership.core.components import Need
from partnership.hub.queries.work import GATHERED, _by_heading, my_work
from partnership.partners.models import Kind
from tests.people import a_partner, a_person, a_role, sign_in, somebody

pytestmark = pytest.mark.django_db


def test_my_work_is_calm_where_nothing_waits(client):
    html = sign_in(client, a_person()).get("/my-work/").text

    assert "Nothing needs you." in html
    assert "You can close this page." in html


def test_my_work_asks_nobody_to_sign_in_first(client):
    assert client.get("/my-work/")["Location"] == "/accounts/login/?next=/my-work/"


def test_what_waits_is_under_its_heading_the_soonest_first():
    late = Need("Late", "/a/", date(2026, 12, 1), "Actions")
    soon = Need("Soon", "/b/", date(2026, 11, 1), "Pledges")
    some_day = Need("Some day", "/c/", None, "Actions")
    plain = Need("Plain", "/d/")

    waiting = _by_heading([some_day, late, plain, soon])

    assert [(group.heading, group.needs) for group in waiting] == [
        ("Pledges", (soon,)),
        ("Actions", (late, some_day)),
        ("For you", (plain,)),
    ]


def test_my_work_leads_to_the_partners_that_somebody_acts_for(client):
    ours, theirs = a_partner("Ours"), a_partner("Theirs")
    person = somebody(Kind.PRACTITIONER, partner=ours)

    html = sign_in(client, person).get("/my-work/").text

    assert f'href="/for/{ours.slug}/"' in html
    assert f'href="/for/{theirs.slug}/"' not in html
    assert 'href="/programme/"' not in html


def test_my_work_leads_the_programme_to_its_page(client):
    assert 'href="/programme/"' in sign_in(client, somebody(Kind.PROGRAMME_TEAM)).get("/my-work/").text


def test_my_work_says_that_there_is_news_and_where(client):
    person = a_person()
    for _ in range(2):
        notices.tell(person, "action", "Something.", href="/", thing=person)

    html = sign_in(client, person).get("/my-work/").text

    assert "You were told 2 new things" in html
    assert "Something." not in html


@pytest.mark.parametrize("partners", [1, 3])
def test_my_work_asks_the_same_number_of_questions(client, partners, django_assert_num_queries):
    person = a_person()
    for _ in range(partners):
        a_role(person, Kind.PRACTITIONER, partner=a_partner())
    sign_in(client, person)
    client.get("/my-work/")

    with django_assert_num_queries(QUESTIONS):
        client.get("/my-work/")


QUESTIONS = 17


def test_everything_that_is_gathered_answers_for_somebody_with_nothing():
    person = a_person()

    assert [needs(person) for needs in GATHERED] == [()] * len(GATHERED)
    assert my_work(person).count == 0
