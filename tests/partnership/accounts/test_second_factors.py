"""Whoever sees and decides things for others shows in a second way that it is them: once set up, once each session."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.management import CommandError, call_command
from django.template.loader import render_to_string

from partnership.accounts.actions import signing_in as actions
from partnership.accounts.models import Person
from partnership.core.models import Event
from partnership.core.refusals import Refusal
from tests.people import a_person, sign_in

pytestmark = pytest.mark.django_db
ADDRESS = "sam@example.org"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LETTERS_OF_SECRET = re.compile(r'<span class="hw-code" translate="no">([A-Z2-7]+)</span>')


@pytest.fixture
def sam():
    return a_person("Sam", email=ADDRESS, second_factor_required=True)


def shown_now(secret, later=0):
    return format_hotp_value(hotp_value(secret, int(time.time() + later) // 30))


@pytest.mark.parametrize(
    "name", ["totp_activated", "totp_deactivated", "recovery_codes_generated", "webauthn_added", "webauthn_removed"]
)
def test_letter_about_a_factor_gives_nothing_away(name):
    subject = render_to_string(f"mfa/email/{name}_subject.txt").strip()
    text = render_to_string(f"mfa/email/{name}_message.txt")

    assert subject == "About your account"
    assert "If that was you, there is nothing to do." in text
    assert [word for word in ("trauma", "partner", "heartwood") if word in text.lower()] == []


@pytest.mark.parametrize("path", ["/", "/accounts/me/", "/about/", "/no/such/page/"])
def test_person_who_must_is_led_to_a_second_factor_before_any_page(browser, sam, path):
    browser.sign_in(ADDRESS)
    page = browser.get(path)

    assert (page.status_code, page.url.split("?")[0]) == (302, "/accounts/second-factor/")


def test_person_is_told_why(browser, sam):
    browser.sign_in(ADDRESS)
    page = browser.get("/", follow=True)

    assert "a code by e-mail alone is not enough for that" in page.text
    assert "Add a passkey" in page.text
    assert "Add an authenticator app" in page.text


def test_deed_of_somebody_without_one_is_not_done(browser, sam):
    browser.sign_in(ADDRESS)
    browser.post("/accounts/me/name/", {"name": "Other"})

    assert Person.objects.get(pk=sam.pk).name == "Sam"


@pytest.mark.parametrize("path", ["/healthz", "/report-page/", "/accounts/logout/", "/accounts/2fa/totp/activate/"])
def test_ways_out_and_to_help_stay_open(browser, sam, path):
    browser.sign_in(ADDRESS)

    assert browser.get(path).status_code == 200


def test_person_who_need_not_is_led_nowhere(browser):
    a_person("Kim", email="kim@example.org")
    browser.sign_in("kim@example.org")

    assert browser.get("/accounts/me/").status_code == 200


def test_second_factor_in_the_session_of_somebody_else_counts_for_nothing(client, sam):
    sign_in(client, sam)
    session = client.session
    session["account_authentication_methods_user"] = str(sam.pk + 1)
    session.save()

    assert client.get("/accounts/me/").status_code == 302


def test_person_adds_an_authenticator_app_and_goes_on(browser, sam):
    browser.sign_in(ADDRESS)
    page = browser.get("/accounts/2fa/totp/activate/")
    assert "<svg " in page.text
    secret = LETTERS_OF_SECRET.search(page.text).group(1)
    done = browser.post("/accounts/2fa/totp/activate/", {"code": shown_now(secret)})

    assert done.redirect_chain[-1][0] == "/accounts/2fa/recovery-codes/"
    assert len(re.findall(r'<li class="hw-code">\d{8}</li>', done.text)) == 10
    assert browser.get("/accounts/me/").status_code == 200
    assert Event.objects.filter(by=sam, verb="second_factor.added").count() == 1


def test_secret_of_an_app_stands_locked_in_the_database(sam):
    app = TOTP.activate(sam, SECRET)

    assert SECRET not in str(Authenticator.objects.get(user=sam).data)
    assert app.validate_code(shown_now(SECRET))


def test_wrong_first_code_gets_a_sentence(browser, sam):
    browser.sign_in(ADDRESS)
    browser.get("/accounts/2fa/totp/activate/")
    page = browser.post("/accounts/2fa/totp/activate/", {"code": "wrong"})

    assert "That is not the code that it shows now." in page.text
    assert not Authenticator.objects.filter(user=sam).exists()


def test_person_with_an_app_is_asked_for_its_code(browser, sam):
    TOTP.activate(sam, SECRET)
    asked = browser.sign_in(ADDRESS)
    assert asked.redirect_chain[-1][0] == "/accounts/2fa/authenticate/"
    assert browser.who() is None

    browser.post("/accounts/2fa/authenticate/", {"code": shown_now(SECRET)})
    assert browser.who() == sam
    assert browser.get("/accounts/me/").status_code == 200


def test_wrong_code_of_an_app_gets_a_sentence_and_then_a_wait(browser, sam):
    TOTP.activate(sam, SECRET)
    browser.sign_in(ADDRESS)
    said = [browser.post("/accounts/2fa/authenticate/", {"code": "000000"}).text for _time in range(6)]

    assert "That is not the code that it shows now." in said[0]
    assert "Please wait five minutes, then try again." in said[5]
    assert browser.who() is None


def test_code_of_an_app_works_once(browser, sam):
    TOTP.activate(sam, SECRET)
    code = shown_now(SECRET)
    browser.sign_in(ADDRESS)
    browser.post("/accounts/2fa/authenticate/", {"code": code})
    browser.post("/accounts/logout/")
    browser.sign_in(ADDRESS)
    browser.post("/accounts/2fa/authenticate/", {"code": code})

    assert browser.who() is None


def test_recovery_code_lets_somebody_in_who_lost_the_rest(browser, sam):
    TOTP.activate(sam, SECRET)
    code = RecoveryCodes.activate(sam).generate_codes()[0]
    browser.sign_in(ADDRESS)
    browser.post("/accounts/2fa/authenticate/", {"code": code})

    assert browser.who() == sam


def test_role_given_while_signed_in_asks_for_the_factor_that_is_there(browser):
    kim = a_person("Kim", email="kim@example.org")
    browser.sign_in("kim@example.org")
    TOTP.activate(kim, SECRET)
    Person.objects.filter(pk=kim.pk).update(second_factor_required=True)
    page = browser.get("/about/", follow=True)
    assert "Use what you have set up" in page.text

    done = browser.post("/accounts/2fa/reauthenticate/?next=/about/", {"code": shown_now(SECRET), "next": "/about/"})
    assert done.redirect_chain[-1][0] == "/about/"


def test_way_on_to_another_site_is_not_offered(browser, sam):
    TOTP.activate(sam, SECRET)
    browser.sign_in(ADDRESS)
    browser.post("/accounts/2fa/authenticate/", {"code": shown_now(SECRET)})

    assert "elsewhere.example" not in browser.get("/accounts/second-factor/?next=https://elsewhere.example/").text


def test_last_factor_of_somebody_who_needs_one_stays(browser, sam):
    app = TOTP.activate(sam, SECRET).instance
    browser.sign_in(ADDRESS)
    browser.post("/accounts/2fa/authenticate/", {"code": shown_now(SECRET)})
    page = browser.get("/accounts/2fa/totp/deactivate/", follow=True)
    assert page.redirect_chain[-1][0].startswith("/accounts/2fa/reauthenticate/")
    page = browser.post(page.redirect_chain[-1][0], {"code": shown_now(SECRET, later=30)})

    assert "Add another one first." in page.text
    with pytest.raises(Refusal, match="Add another one first"):
        actions.note_factor_removed(app, by=sam)


def test_factor_that_nobody_needs_can_go(browser, letters):
    kim = a_person("Kim", email="kim@example.org")
    TOTP.activate(kim, SECRET)
    browser.sign_in("kim@example.org")
    browser.post("/accounts/2fa/authenticate/", {"code": shown_now(SECRET)})
    again = browser.get("/accounts/2fa/totp/deactivate/", follow=True).redirect_chain[-1][0]
    browser.post(again, {"code": shown_now(SECRET, later=30)})
    browser.post("/accounts/2fa/totp/deactivate/")

    assert not Authenticator.objects.filter(user=kim).exists()
    assert Event.objects.filter(by=kim, verb="second_factor.removed").exists()
    assert "was removed from your account" in letters.newest().get_content()


def test_people_who_run_the_site_help_somebody_who_lost_everything(
    browser, sam, capsys, letters, django_capture_on_commit_callbacks
):
    TOTP.activate(sam, SECRET)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("forget_second_factors", "SAM@example.org")

    assert "Taken away: 1." in capsys.readouterr().out
    assert not Authenticator.objects.filter(user=sam).exists()
    assert "were taken away" in letters.newest().get_content()


def test_command_for_nobody_says_so():
    with pytest.raises(CommandError, match=r"Nobody signs in with nobody@example\.org"):
        call_command("forget_second_factors", "nobody@example.org")


def test_nobody_else_takes_factors_away(sam):
    with pytest.raises(Refusal, match="Only the people who run this site"):
        actions.forget_factors(sam, by=sam)


def test_only_invented_people_are_given_an_app(sam):
    with pytest.raises(Refusal, match="Only invented people"):
        actions.equip(sam, by=sam)


def test_passkeys_are_offered_by_a_file_and_nothing_inline(client):
    page = client.get("/accounts/login/").text

    assert "accounts/passkeys" in page
    assert re.search(r"<script(?![^>]*\bsrc=)", page) is None


def test_browser_asks_for_a_passkey_in_json(client):
    asked = client.get("/accounts/2fa/passkeys/login/", headers={"accept": "application/json"}).json()

    assert asked["request_options"]["publicKey"]["userVerification"] == "required"


def test_passkey_that_is_none_gets_a_sentence(browser, letters):
    page = browser.post("/accounts/2fa/passkeys/login/", {"credential": "{}"})

    assert "That is not the code that it shows now." in page.text or "did not work" in page.text
