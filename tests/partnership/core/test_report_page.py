""" "Something here is wrong or hurt me": one question, no words, to the mailbox of a team."""

import re

import pytest
from django.core import mail

from partnership.accounts.models import Person
from partnership.core import actions, rules
from partnership.core.models import Event, PageReport
from partnership.core.refusals import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def nobody():
    return Person.objects.system("without-account")


def send(client, **answers):
    return client.post("/report-page/", answers)


def test_every_page_links_to_the_question_with_its_own_address(client):
    assert 'href="/report-page/?page=/about/doubts/"' in client.get("/about/doubts/").text


@pytest.mark.parametrize("address", ["/report-page/", "/report-page/thank-you/", "/no-such-page/", "/components/"])
def test_link_is_there_on_pages_of_every_kind(client, address):
    assert f'href="/report-page/?page={address}"' in client.get(address).text


def test_question_carries_the_address_and_no_field_for_words(client):
    text = client.get("/report-page/?page=/about/doubts/").text

    assert '<input type="hidden" name="page" value="/about/doubts/">' in text
    assert text.count('type="radio"') == 3
    assert not re.search(r"<textarea|type=\"text\"|type=\"email\"", text)


def test_report_is_kept_logged_and_mailed(client, nobody, settings, django_capture_on_commit_callbacks):
    settings.ROLE_MAILBOX = "team@example.org"
    with django_capture_on_commit_callbacks(execute=True):
        response = send(client, kind="hurt", page="/places/somewhere/?postcode=AB1")

    report = PageReport.objects.get()
    assert response.url == "/report-page/thank-you/"
    assert (report.kind, report.page, report.reported_by) == ("hurt", "/places/somewhere/", nobody)
    event = Event.objects.get()
    assert (event.by, event.verb, event.thing) == (
        nobody,
        "page.reported",
        f"urn:heartwood:core.pagereport:{report.pk}",
    )
    (letter,) = mail.outbox
    assert letter.to == ["team@example.org"]
    assert letter.subject == "A note about a page"
    assert "Page: /places/somewhere/" in letter.body
    assert "hurt" in letter.body
    assert "postcode" not in letter.body


def test_subject_of_the_letter_gives_nothing_away(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send(client, kind="hurt", page="/")

    assert not re.search("hurt|abuse|violence|help", mail.outbox[0].subject, re.IGNORECASE)


def test_page_afterwards_says_what_happens_and_when(client, settings):
    settings.PRODUCTION = True
    text = client.get("/report-page/thank-you/").text

    assert "We have it" in text
    assert "within five working days" in text


def test_copy_on_one_s_own_machine_does_not_promise_a_team(client):
    text = client.get("/report-page/thank-you/").text

    assert "no team reads it" in text


def test_help_now_stands_beside_the_question_and_after_it(client, pack):
    for address in ("/report-page/", "/report-page/thank-you/"):
        text = client.get(address).text
        assert [line.contact for line in pack.helplines.values() if line.contact not in text] == []


def test_no_choice_gets_a_kind_sentence_and_keeps_the_address(client):
    text = send(client, page="/about/").text

    assert "Choose what is wrong" in text
    assert "<title>Error: Tell us about a page" in text
    assert 'value="/about/"' in text
    assert not PageReport.objects.exists()


def test_report_works_without_a_page(client):
    assert send(client, kind="wrong").status_code == 302
    assert PageReport.objects.get().page == "/"


@pytest.mark.parametrize("page", ["//elsewhere.example/", "about", "/a b", "/" + "x" * 200, "/<script>"])
def test_address_that_is_none_of_ours_is_refused(nobody, page):
    with pytest.raises(Refusal, match="which page"):
        actions.report_page(page, "wrong", by=nobody)
    assert not Event.objects.exists()


def test_link_to_elsewhere_never_becomes_the_way_back(client):
    text = client.get("/report-page/?page=https://elsewhere.example/x").text

    assert "elsewhere" not in text


def test_kind_that_is_none_of_the_three_is_refused(nobody):
    with pytest.raises(Refusal, match="one of the three"):
        actions.report_page("/", "boring", by=nobody)


def test_flood_is_refused_with_a_sentence(client, nobody, monkeypatch):
    monkeypatch.setattr(rules, "MOST_REPORTS_AN_HOUR", 1)
    actions.report_page("/", "wrong", by=nobody)

    response = send(client, kind="wrong", page="/")

    assert response.status_code == 403
    assert "send it again in an hour" in response.text
    assert PageReport.objects.count() == 1


def test_report_stands_when_the_mail_server_is_away(client, settings, django_capture_on_commit_callbacks, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        response = send(client, kind="wrong", page="/")

    assert response.status_code == 302
    assert PageReport.objects.count() == 1
    assert "could not be sent" in caplog.text


def test_form_without_its_token_gets_a_page_that_says_what_to_do(client):
    client.handler.enforce_csrf_checks = True

    response = send(client, kind="wrong", page="/")

    assert response.status_code == 403
    assert "load the page again" in response.text
    assert not PageReport.objects.exists()
