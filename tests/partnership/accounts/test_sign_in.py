"""Somebody makes an account, signs in with a code from a letter, and meets every way in which that can go wrong."""

import re
import time

import pytest

from partnership.accounts.models import Person
from partnership.core.models import Event
from tests.people import a_person

pytestmark = pytest.mark.django_db
ADDRESS = "sam@example.org"


@pytest.fixture
def sam():
    return a_person("Sam", email=ADDRESS)


def main(response):
    """Give what a page says, without its frame."""
    said = response.text.split('<main id="maincontent"')[1].split("</main>")[0]
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", said)


def test_newcomer_makes_an_account_and_is_signed_in(browser, letters):
    asked = browser.post("/accounts/signup/", {"name": "Sam", "email": "Sam@Example.org"})
    assert asked.redirect_chain[-1][0] == "/accounts/confirm-email/"
    browser.post("/accounts/confirm-email/", {"code": letters.code(), "action": "verify"})

    person = Person.objects.get(email=ADDRESS)
    assert browser.who() == person
    assert (person.name, person.has_usable_password()) == ("Sam", False)
    assert list(Event.objects.filter(by=person).values_list("verb", flat=True).order_by("pk")) == [
        "person.signed_up",
        "person.address_confirmed",
    ]


def test_sign_up_without_an_answer_says_what_is_missing(browser):
    page = browser.post("/accounts/signup/", {"name": "Sam", "email": "sam"})

    assert "An e-mail address looks like name@example.org" in main(page)
    assert 'value="Sam"' in main(page)


def test_person_signs_in_with_one_letter(browser, letters, sam):
    browser.ask_for_code("SAM@example.org")
    browser.type_code(letters.code())

    assert browser.who() == sam
    assert len(letters.all()) == 1


def test_code_may_be_typed_without_its_line(browser, letters, sam):
    browser.ask_for_code(ADDRESS)
    browser.type_code(letters.code().replace("-", " "))

    assert browser.who() == sam


def test_letter_gives_nothing_away(browser, letters, sam):
    browser.ask_for_code(ADDRESS)
    letter = letters.newest()

    assert letter["subject"] == "Your code"
    assert letter["from"].startswith("Heartwood <")
    said = (letter["subject"] + letter.get_content()).lower()
    assert [
        word for word in ("trauma", "abuse", "partner", "programme", "adversity", "heartwood") if word in said
    ] == []


def test_wrong_code_gets_a_sentence(browser, letters, sam):
    browser.ask_for_code(ADDRESS)
    page = browser.type_code("0000-0000" if letters.code() != "0000-0000" else "1111-1111")

    assert "That is not the code. Look at the newest one, and type it again." in main(page)
    assert browser.who() is None


def test_code_after_its_time_gets_a_sentence(browser, letters, sam, monkeypatch):
    browser.ask_for_code(ADDRESS)
    code, now = letters.code(), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 16 * 60)
    page = browser.type_code(code)

    assert page.redirect_chain[-1][0] == "/accounts/login/"
    assert "That code is too old, or was used already." in main(page)
    assert browser.who() is None


def test_code_works_once(browser, letters, sam):
    browser.sign_in(ADDRESS)
    code = letters.code()
    browser.post("/accounts/logout/")
    page = browser.type_code(code)

    assert "That code is too old, or was used already." in main(page)


def test_after_five_wrong_codes_the_right_one_is_wrong_too(browser, letters, sam):
    browser.ask_for_code(ADDRESS)
    code = letters.code()
    for _time in range(5):
        page = browser.type_code("wrong")
    assert "Please wait five minutes, then try again." in main(page)

    browser.type_code(code)
    assert browser.who() is None


def test_new_code_makes_the_old_one_useless(browser, letters, sam):
    browser.ask_for_code(ADDRESS)
    old = letters.code()
    browser.post("/accounts/login/code/", {"action": "resend"})
    new = letters.code()

    browser.type_code(old)
    assert browser.who() is None

    browser.type_code(new)
    assert browser.who() == sam


def test_unknown_address_gets_the_same_answer(browser, letters, sam, client):
    known = browser.ask_for_code(ADDRESS)
    browser.post("/accounts/logout/")
    unknown = browser.ask_for_code("nobody@example.org")

    assert known.redirect_chain == unknown.redirect_chain
    assert main(known).replace(ADDRESS, "…") == main(unknown).replace("nobody@example.org", "…")
    assert "There is no account with it" in letters.newest().get_content()
    assert letters.newest()["subject"] == "About your code"


def test_sign_up_with_a_known_address_gets_the_same_answer(browser, letters, sam):
    new = browser.post("/accounts/signup/", {"name": "New", "email": "new@example.org"})
    browser.post("/accounts/logout/")
    known = browser.post("/accounts/signup/", {"name": "Not Sam", "email": ADDRESS})

    assert new.redirect_chain == known.redirect_chain
    assert main(new).replace("new@example.org", "…") == main(known).replace(ADDRESS, "…")
    assert "There is one already" in letters.newest().get_content()
    assert Person.objects.get(email=ADDRESS).name == "Sam"


def test_somebody_who_asks_too_often_is_told_when_to_come_back(browser, letters, sam):
    for _time in range(5):
        browser.ask_for_code(ADDRESS)
        browser.post("/accounts/logout/")
    page = browser.ask_for_code(ADDRESS)

    assert "Please wait five minutes, then try again." in main(page)
    assert len(letters.all()) == 5


def test_network_that_asks_too_often_gets_a_calm_page(browser, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    browser.ask_for_code("one@example.org")
    browser.post("/accounts/logout/")
    page = browser.ask_for_code("two@example.org")

    assert (page.status_code, page["Retry-After"]) == (429, "300")
    assert "In five minutes it works again." in main(page)


def test_no_limit_lasts_longer_than_the_page_promises(settings):
    from allauth.core.internal.ratelimit import parse_rates  # noqa: PLC0415

    limits = {**settings.ACCOUNT_RATE_LIMITS, **settings.MFA_RATE_LIMITS}
    assert max(rate.duration for rates in limits.values() for rate in parse_rates(rates)) <= 5 * 60


def test_mail_server_that_is_away_gets_a_sentence(browser, sam, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    page = browser.ask_for_code(ADDRESS)

    assert page.status_code == 200
    assert "No letter could be sent just now." in main(page)


def test_person_whose_account_ended_gets_no_code(browser, letters, sam):
    Person.objects.filter(pk=sam.pk).update(is_active=False)
    browser.ask_for_code(ADDRESS)

    assert "There is no account with it" in letters.newest().get_content()


@pytest.mark.parametrize(
    "path", ["/accounts/password/change/", "/accounts/password/reset/", "/accounts/password/set/", "/accounts/phone/"]
)
def test_what_a_password_needs_does_not_exist(client, path):
    assert client.get(path).status_code == 404


def test_way_on_is_kept_through_signing_in(browser, letters, sam):
    browser.post("/accounts/login/?next=/about/", {"login": ADDRESS, "next": "/about/"})
    page = browser.post("/accounts/login/code/?next=/about/", {"code": letters.code(), "next": "/about/"})

    assert page.redirect_chain[-1][0] == "/about/"


def test_way_on_to_another_site_is_not_taken(browser, letters, sam):
    browser.post("/accounts/login/", {"login": ADDRESS, "next": "https://elsewhere.example/"})
    page = browser.post("/accounts/login/code/", {"code": letters.code(), "next": "https://elsewhere.example/"})

    assert all(not address.startswith("http") for address, _status in page.redirect_chain)


def test_signing_out_is_a_deed_and_not_a_link(browser, sam):
    browser.sign_in(ADDRESS)
    assert "Sign out" in main(browser.get("/accounts/logout/"))
    assert browser.who() == sam

    browser.post("/accounts/logout/")
    assert browser.who() is None


def test_cookies_are_for_this_site_and_a_week(browser, sam, settings):
    browser.sign_in(ADDRESS)
    cookie = browser.cookies[settings.SESSION_COOKIE_NAME]

    assert (cookie["samesite"], cookie["httponly"], cookie["max-age"]) == ("Lax", True, 7 * 24 * 60 * 60)
