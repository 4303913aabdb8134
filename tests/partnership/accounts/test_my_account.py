"""One's own account: the name, the address, the browsers."""

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.test import Client

from partnership.accounts.actions import signing_in as actions
from partnership.accounts.models import Person
from partnership.accounts.queries import signing_in as queries
from partnership.core.models import Event
from partnership.core.refusals import Refusal
from tests.people import a_person, sign_in

pytestmark = pytest.mark.django_db
ADDRESS = "sam@example.org"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


@pytest.fixture
def sam():
    return a_person("Sam", email=ADDRESS)


def signed_in_on_a_phone(person):
    """Give another browser of the person, whose session is listed."""
    phone = Client(headers={"user-agent": PHONE})
    sign_in(phone, person)
    session = UserSession.objects.create(
        user=person, ip="127.0.0.1", user_agent=PHONE, session_key=phone.session.session_key
    )
    return phone, session


@pytest.mark.parametrize("path", ["/accounts/me/", "/accounts/me/name/", "/accounts/me/sessions/", "/accounts/email/"])
def test_page_of_an_account_is_for_its_person(client, path):
    assert client.get(path).url == f"/accounts/login/?next={path}"


def test_account_leads_to_everything_of_its_own(browser, sam):
    browser.sign_in(ADDRESS)
    page = browser.get("/accounts/me/").text

    assert ADDRESS in page
    for href in ("/accounts/me/name/", "/accounts/email/", "/accounts/me/sessions/", "/accounts/2fa/passkeys/add/"):
        assert f'href="{href}"' in page


def test_address_of_all_accounts_leads_to_ones_own(browser, sam):
    browser.sign_in(ADDRESS)

    assert browser.get("/accounts/").url == "/accounts/me/"


def test_person_changes_their_name(browser, sam):
    browser.sign_in(ADDRESS)
    page = browser.post("/accounts/me/name/", {"name": "  O'Neil & Sam  "})

    sam.refresh_from_db()
    assert sam.name == "O'Neil & Sam"
    assert "Everybody here will see you as O&#39;Neil &amp; Sam." in page.text
    assert Event.objects.filter(by=sam, verb="person.renamed").count() == 1


@pytest.mark.parametrize(
    ("name", "said"), [("", "Type the name you go by"), ("x" * 101, "A name of up to 100 letters would do")]
)
def test_name_that_is_none_gets_a_sentence(browser, sam, name, said):
    browser.sign_in(ADDRESS)
    page = browser.post("/accounts/me/name/", {"name": name})

    assert said in page.text
    assert Person.objects.get(pk=sam.pk).name == "Sam"


def test_nobody_renames_somebody_else(sam):
    with pytest.raises(Refusal, match="Only they can change it"):
        actions.rename(sam, "Other", by=a_person())


def test_account_is_begun_by_oneself_only(sam):
    with pytest.raises(Refusal, match="for yourself only"):
        actions.sign_up(Person(name="New", email="new@example.org"), by=sam)


def test_person_moves_to_another_address_and_the_old_one_is_told(
    browser, letters, sam, django_capture_on_commit_callbacks
):
    browser.sign_in(ADDRESS)
    browser.post("/accounts/email/", {"action_add": "yes", "email": "Sam@New.example"})
    assert letters.newest()["to"] == "sam@new.example"
    assert Person.objects.get(pk=sam.pk).email == ADDRESS

    with django_capture_on_commit_callbacks(execute=True):
        page = browser.post("/accounts/confirm-email/", {"code": letters.code(), "action": "verify"})

    assert "From now on you sign in with sam@new.example." in page.text
    assert Person.objects.get(pk=sam.pk).email == "sam@new.example"
    assert list(EmailAddress.objects.filter(user=sam).values_list("email", "verified", "primary")) == [
        ("sam@new.example", True, True)
    ]
    assert letters.newest()["to"] == ADDRESS
    assert "Codes no longer come to this one." in letters.newest().get_content()


def test_address_of_somebody_else_cannot_be_taken(sam):
    other = a_person()
    with pytest.raises(Refusal, match="Another account uses this address"):
        actions.take_address(other, ADDRESS, by=other)
    EmailAddress.objects.create(user=sam, email="second@example.org", verified=True)
    with pytest.raises(Refusal, match="Another account uses this address"):
        actions.take_address(other, "second@example.org", by=other)


def test_same_address_again_gets_a_sentence(browser, sam):
    browser.sign_in(ADDRESS)
    page = browser.post("/accounts/email/", {"action_add": "yes", "email": ADDRESS})

    assert "This is your address already" in page.text


def test_address_that_became_somebody_elses_meanwhile_gets_a_sentence(browser, letters, sam):
    browser.sign_in(ADDRESS)
    browser.post("/accounts/email/", {"action_add": "yes", "email": "new@example.org"})
    a_person(email="new@example.org")
    page = browser.post("/accounts/confirm-email/", {"code": letters.code(), "action": "verify"})

    assert "Another account uses this address." in page.text
    assert Person.objects.get(pk=sam.pk).email == ADDRESS


def test_addresses_are_written_small_and_none_is_none():
    assert a_person(email="Big@Example.ORG").email == "big@example.org"
    nameless = Person.objects.create(name="Only on paper", email="")
    assert nameless.email is None


def test_browsers_are_listed_this_one_first(browser, sam):
    signed_in_on_a_phone(sam)
    browser.sign_in(ADDRESS)
    lines = queries.sessions(sam, browser.session.session_key)

    assert [(line.here, line.browser) for line in lines] == [
        (True, "A browser that does not say what it is"),
        (False, "Chrome on Android"),
    ]


def test_person_signs_out_on_a_lost_phone(browser, sam):
    phone, session = signed_in_on_a_phone(sam)
    assert phone.get("/accounts/me/").status_code == 200
    browser.sign_in(ADDRESS)
    page = browser.post(f"/accounts/me/sessions/{session.pk}/end/")

    assert "Signed out there." in page.text
    assert phone.get("/accounts/me/").status_code == 302
    assert browser.get("/accounts/me/").status_code == 200
    assert Event.objects.filter(by=sam, verb="session.ended").count() == 1


def test_person_signs_out_everywhere_else(browser, sam):
    phones = [signed_in_on_a_phone(sam)[0] for _number in range(2)]
    browser.sign_in(ADDRESS)
    page = browser.post("/accounts/me/sessions/end-others/")

    assert "Signed out in 2 other browsers." in page.text
    assert [phone.get("/accounts/me/").status_code for phone in phones] == [302, 302]
    assert browser.who() == sam


def test_session_of_somebody_else_cannot_be_ended(browser, sam):
    other = a_person()
    phone, session = signed_in_on_a_phone(other)
    browser.sign_in(ADDRESS)

    assert browser.post(f"/accounts/me/sessions/{session.pk}/end/").status_code == 404
    with pytest.raises(Refusal, match="somebody else's account"):
        actions.end_session(session, by=sam)
    assert phone.get("/accounts/me/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_sessions_take_the_same_queries_however_many(client, sam, count, django_assert_num_queries):
    sign_in(client, sam)
    for _number in range(count):
        signed_in_on_a_phone(sam)
    client.get("/accounts/me/sessions/")
    with django_assert_num_queries(3):
        client.get("/accounts/me/sessions/")


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15) Gecko Firefox/140.0", "Firefox on Mac"),
        ("Firefox", "Firefox"),
        ("curl", "A browser that does not say what it is"),
    ],
)
def test_browser_is_called_what_its_person_calls_it(agent, words):
    assert queries.browser(agent) == words
