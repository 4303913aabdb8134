"""Somebody makes an account, adds a passkey, and comes back with it: in a real browser with a made-up security device."""

from __future__ import annotations

import email
import re
from email import policy

import pytest

from tests.journeys.looking import TOO_WIDE, axe_finds

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def newest_code(letters, address):
    """Read the code in the newest letter to this address."""
    written = sorted(letters.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    read = [email.message_from_bytes(path.read_bytes(), policy=policy.default) for path in written]
    newest = [letter for letter in read if letter["to"] == address][-1]
    return re.search(r"\d{4}-\d{4}", newest.get_content()).group()


class SignIn:
    """Somebody at the door, and the words in which it is told."""

    def __init__(self, context, axe, site):
        self.page, self.axe, self.letters = context.new_page(), axe, site.log.parent / "letters"
        session = context.new_cdp_session(self.page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

    def stop_and_look(self):
        self.page.wait_for_load_state()
        assert axe_finds(self.page, self.axe) == []
        assert self.page.evaluate(TOO_WIDE) == []

    def given_the_page(self, path):
        assert self.page.goto(path).status == 200
        self.stop_and_look()

    def when_they_type(self, label, words):
        self.page.get_by_label(label, exact=True).fill(words)

    def when_they_press(self, words):
        with self.page.expect_navigation():
            self.page.get_by_role("main").get_by_role("button", name=words).click()
        self.stop_and_look()

    def when_they_choose(self, words, *, within="main"):
        self.page.get_by_role(within).get_by_role("link", name=words).first.click()
        self.stop_and_look()

    def when_they_sign_out(self):
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Sign out").first.click()

    def when_they_type_the_code_for(self, address):
        self.when_they_type("The code", newest_code(self.letters, address))

    def then_the_page_is_about(self, words):
        assert words in self.page.get_by_role("heading", level=1).inner_text()

    def then_they_read(self, words):
        assert words in self.page.get_by_role("main").inner_text()

    def then_they_are_called(self, name):
        assert name in self.page.locator(".hw-account").inner_text()


@pytest.fixture(params=["wide", "narrow"])
def door(request, browser, site, axe):
    """Give somebody at the site's door. Passkeys are for names, not numbers: the site is called localhost here."""
    size = {"width": 1280, "height": 900} if request.param == "wide" else {"width": 360, "height": 740}
    context = browser.new_context(
        base_url=site.address.replace("127.0.0.1", "localhost"), viewport=size, locale="en-GB"
    )
    yield SignIn(context, axe, site)
    context.close()


def test_somebody_makes_an_account_and_comes_back_with_a_passkey(door, request):
    address = f"mo-{request.node.callspec.id}@example.org"
    door.given_the_page("/accounts/login/")
    door.when_they_choose("Make an account")
    door.when_they_type("The name you go by", "Mo")
    door.when_they_type("Your e-mail address", address)
    door.when_they_press("Send me a code")
    door.then_the_page_is_about("Type the code")
    door.when_they_type_the_code_for(address)
    door.when_they_press("Confirm")
    door.then_they_are_called("Mo")

    door.given_the_page("/accounts/me/")
    door.when_they_choose("Add a passkey")
    door.when_they_type("What you call it", "My telephone")
    door.when_they_press("Add it")
    door.then_the_page_is_about("Recovery codes")
    door.given_the_page("/accounts/me/")
    door.then_they_read("My telephone")

    door.when_they_sign_out()
    door.given_the_page("/accounts/login/")
    door.when_they_press("Sign in with a passkey")
    door.then_they_are_called("Mo")

    door.given_the_page("/accounts/me/sessions/")
    door.then_they_read("this one")


def test_passkey_stands_behind_the_letter_too(door, request):
    """Whoever has a passkey and asks for a letter gives both: a stolen letter is not enough."""
    address = f"ash-{request.node.callspec.id}@example.org"
    door.given_the_page("/accounts/signup/")
    door.when_they_type("The name you go by", "Ash")
    door.when_they_type("Your e-mail address", address)
    door.when_they_press("Send me a code")
    door.when_they_type_the_code_for(address)
    door.when_they_press("Confirm")
    door.given_the_page("/accounts/2fa/passkeys/add/")
    door.when_they_press("Add it")
    door.when_they_sign_out()

    door.given_the_page("/accounts/login/")
    door.when_they_type("Your e-mail address", address)
    door.when_they_press("Send me a code")
    door.when_they_type_the_code_for(address)
    door.when_they_press("Sign in")
    door.then_the_page_is_about("Show once more that it is you")
    door.when_they_press("Use your passkey")
    door.then_they_are_called("Ash")


def test_browser_without_scripts_is_told_what_else_there_is(browser, site):
    context = browser.new_context(base_url=site.address, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto("/accounts/login/")
    assert page.get_by_role("button", name="Send me a code").is_visible()
    assert not page.get_by_role("button", name="Sign in with a passkey").is_visible()
    context.close()
