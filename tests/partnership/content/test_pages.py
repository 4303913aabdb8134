"""The pages about words, as somebody sees them who may, and as somebody who may not."""

from __future__ import annotations

import pytest

from partnership.content import actions
from partnership.content.models import Draft, Edition, standing
from partnership.core import pack
from partnership.partners.models import Kind as RoleKind
from tests.partnership.content.test_drafts import NOTICE, a_notice, asked
from tests.partnership.content.typing import filled_in
from tests.people import sign_in, somebody

pytestmark = pytest.mark.django_db
SHOUT = "helplines/shout.yaml"


def text(response):
    return response.content.decode()


def test_whoever_is_not_signed_in_is_asked_to_be(client):
    for page in ("/content/", "/content/export/", "/content/words/vocabulary/", "/content/helplines/add/"):
        assert client.get(page).status_code == 302


def test_whoever_looks_after_no_words_gets_a_sentence(client):
    sign_in(client, somebody(RoleKind.ANALYST))
    for page in ("/content/", "/content/export/", "/content/words/vocabulary/"):
        response = client.get(page)
        assert (response.status_code, "edited by the programme team" in text(response)) == (403, True)


@pytest.mark.parametrize("how_many", [1, 3])
def test_list_asks_the_same_number_of_questions_whatever_its_length(
    signed_in, author, second, counts, how_many, django_assert_num_queries
):
    for number in range(how_many):
        asked_for(author, f"first-{number}")
        draft = asked_for(author, f"second-{number}")
        with counts():
            actions.publish(draft, problems=(), seen=draft.revision, by=second)
    client = signed_in(author)
    with django_assert_num_queries(7):
        client.get("/content/")


def asked_for(author, key):
    draft = a_notice(author, {**NOTICE, "key": key})
    actions.check(draft, problems=(), by=author)
    return actions.ask(draft, by=author)


@pytest.mark.parametrize("how_many", [1, 3])
def test_words_ask_the_same_number_of_questions_however_often_published(
    signed_in, author, lead, counts, how_many, django_assert_num_queries
):
    for number in range(how_many):
        actions.begin("helpline", taken_from=SHOUT, by=author)
        content = {**pack.file(SHOUT).content, "contact": f"text {number}"}
        with counts():
            actions.change_helpline(content, why="x", problems=(), seen=standing(SHOUT), by=lead)
    client = signed_in(author)
    with django_assert_num_queries(8):
        client.get("/content/words/helplines/shout/")


def test_words_that_are_not_there_or_not_yours_are_not_found(signed_in, author, lead):
    client = signed_in(author)
    assert [client.get(f"/content/words/{one}/").status_code for one in ("places", "helplines/gone", "../x")] == [
        404
    ] * 3
    assert signed_in(lead).get("/content/words/vocabulary/").status_code == 404


def test_a_stale_form_keeps_what_was_typed_and_says_what_is_different(signed_in, author, second):
    draft = a_notice(author)
    client, page = signed_in(author), f"/content/drafts/{draft.pk}/edit/"
    fields = filled_in(client.get(page), page)
    actions.write(draft, {**NOTICE, "text": {"en": "Theirs"}}, seen=1, by=second)
    response = client.post(page, {**fields, "w.text.en": "Mine", "why": "Because", "do": "keep"})
    assert response.status_code == 409
    said = text(response)
    assert "Somebody changed this while you were writing" in said
    assert ">Mine</textarea>" in said
    assert "Theirs" in said
    assert Draft.objects.get().content["text"] == {"en": "Theirs"}


def test_buttons_go_where_they_say(signed_in, author):
    draft = a_notice(author)
    client, page = signed_in(author), f"/content/drafts/{draft.pk}/edit/"
    fields = filled_in(client.get(page), page)
    assert client.post(page, {**fields, "do": "preview"})["Location"] == f"/content/drafts/{draft.pk}/preview/"
    fields = filled_in(client.get(page), page)
    assert client.post(page, {**fields, "do": "keep"})["Location"] == f"/content/drafts/{draft.pk}/"
    assert client.post(page, {**fields, "seen": "x", "do": "keep"}).status_code == 409
    checked = client.post(f"/content/drafts/{draft.pk}/check/")
    assert checked["Location"] == f"/content/drafts/{draft.pk}/"
    assert text(client.get(page)).count("nhsuk-error-summary") == 0


def test_another_language_adds_a_field_beside_each_text(signed_in, author):
    draft = a_notice(author)
    client, page = signed_in(author), f"/content/drafts/{draft.pk}/edit/"
    fields = {**filled_in(client.get(page), page), "do": "language", "w.text.en": "We are off."}
    wrong = text(client.post(page, {**fields, "language": "Polish"}))
    assert "two or three small letters" in wrong
    assert ">We are off.</textarea>" in wrong
    client.post(page, {**fields, "language": "pl"})
    fields = filled_in(client.get(page), page)
    client.post(page, {**fields, "w.text.pl": "Nie ma nas.", "do": "keep"})
    assert Draft.objects.get().content["text"] == {"en": "We are off.", "pl": "Nie ma nas."}


def test_a_draft_goes_to_and_fro_between_two_people(signed_in, author, second):
    draft = a_notice(author)
    there = f"/content/drafts/{draft.pk}"
    client = signed_in(author)
    client.post(f"{there}/check/")
    client.post(f"{there}/ask/")
    assert "Somebody else of the programme team has to read it" in text(client.get(f"{there}/"))
    client.post(f"{there}/take-back/")
    client.post(f"{there}/check/")
    client.post(f"{there}/ask/")
    client = signed_in(second)
    assert "You are the second person" in text(client.get(f"{there}/"))
    assert "Waiting for you" in text(client.get("/content/"))
    assert "Write a few words" in text(client.post(f"{there}/send-back/", {"words": ""}))
    client.post(f"{there}/send-back/", {"words": "Say until when."})
    client = signed_in(author)
    assert "Say until when." in text(client.get(f"{there}/"))
    assert client.post(f"{there}/drop/")["Location"] == "/content/"


def test_removal_is_suggested_checked_and_published(signed_in, author, second, counts):
    client = signed_in(author)
    made = client.post("/content/begin/helpline/", {"taken_from": SHOUT, "removal": "yes"})
    there = made["Location"].removesuffix("edit/")
    assert "You suggest that these words are taken away" in text(client.get(f"{there}edit/"))
    client.post(f"{there}check/")
    client.post(f"{there}ask/")
    client = signed_in(second)
    assert "would be taken away from every page" in text(client.get(there))
    with counts():
        edition = client.post(f"{there}publish/", {"seen": "0"})["Location"]
    assert "the words were taken away" in text(client.get(edition))


def test_a_removal_that_would_break_the_pack_is_refused(signed_in, author):
    for name in pack.files("helplines")[1:]:
        (pack.overlay() / "helplines").mkdir(parents=True, exist_ok=True)
        (pack.overlay() / f"{name}.removed").write_text("x")
    draft = actions.begin("helpline", taken_from=pack.files("helplines")[0], removal=True, by=author)
    assert signed_in(author).post(f"/content/drafts/{draft.pk}/check/").status_code == 302


def test_a_draft_that_was_overtaken_says_so(signed_in, author, lead, counts):
    draft = actions.begin("helpline", taken_from=SHOUT, by=author)
    with counts():
        content = {**pack.file(SHOUT).content, "contact": "text 1"}
        actions.change_helpline(content, why="x", problems=(), seen=standing(SHOUT), by=lead)
    client = signed_in(author)
    assert "Something else was published meanwhile" in text(client.get(f"/content/drafts/{draft.pk}/"))
    client.post(f"/content/drafts/{draft.pk}/catch-up/")
    assert "Something else was published meanwhile" not in text(client.get(f"/content/drafts/{draft.pk}/"))


def test_a_helpline_is_added_at_once_by_a_form_and_what_is_wrong_is_said(signed_in, lead, author, counts):
    assert signed_in(author).get("/content/helplines/add/").status_code == 403
    client, page = signed_in(lead), "/content/helplines/add/"
    fields = {**filled_in(client.get(page), page), "w.name.en": "Echo", "w.contact": "0300", "w.about.en": "To talk."}
    wrong = client.post(page, {**fields, "w.href": "0300", "why": "Asked for"})
    assert wrong.status_code == 403
    assert "An address that begins with tel:, sms: or https: would do." in text(wrong)
    with counts():
        made = client.post(page, {**fields, "w.href": "tel:0300", "why": "Asked for"})
    assert made["Location"] == f"/content/editions/{Edition.objects.get().pk}/"
    assert pack.current().helplines["echo"].owner == "safeguarding lead"


def test_a_helpline_is_removed_at_once_with_its_reason(signed_in, lead, counts):
    client, page = signed_in(lead), "/content/helplines/shout/remove/"
    fields = filled_in(client.get(page), page)
    assert "Write a few words" in text(client.post(page, {**fields, "why": ""}))
    with counts():
        client.post(page, {**fields, "why": "It closed"})
    assert "shout" not in pack.current().helplines
    assert client.get(page).status_code == 404
    assert client.get("/content/helplines/gone/change/").status_code == 404


def test_an_edition_out_of_its_place_is_put_back_by_a_button(signed_in, lead, counts):
    content = {**pack.file(SHOUT).content, "contact": "text 1"}
    with counts():
        edition = actions.change_helpline(content, why="x", problems=(), seen=standing(SHOUT), by=lead)
    (pack.overlay() / SHOUT).unlink()
    client = signed_in(lead)
    assert "Let the edition count again" in text(client.get("/content/"))
    with counts():
        client.post(f"/content/editions/{edition.pk}/put-back/")
    assert pack.file(SHOUT).content["contact"] == "text 1"


@pytest.mark.parametrize(
    ("kind", "name", "shown"),
    [
        ("charter", "charter/2026-1.yaml", "hw-clauses"),
        ("readiness", "readiness/2026-1.yaml", "If not yet:"),
        ("helpline", SHOUT, "Help now, from a person"),
        ("vocabulary", "vocabulary.yaml", "Stages of life"),
        ("sentences", "pack.yaml", "The partnership"),
    ],
)
def test_each_kind_is_shown_as_its_page_will_look(signed_in, author, kind, name, shown):
    draft = actions.begin(kind, taken_from=name, by=author)
    client = signed_in(author)
    assert shown in text(client.get(f"/content/drafts/{draft.pk}/preview/"))
    assert shown in text(client.get(f"/content/words/{name.removesuffix('.yaml')}/"))
    assert client.get(f"/content/drafts/{draft.pk}/edit/?check=1").status_code == 200


def test_a_notice_is_previewed_and_an_unfinished_one_says_so(signed_in, author):
    client = signed_in(author)
    draft, empty = a_notice(author), actions.begin("notice", by=author)
    assert 'class="hw-told"' in text(client.get(f"/content/drafts/{draft.pk}/preview/"))
    assert "Something is still missing" in text(client.get(f"/content/drafts/{empty.pk}/preview/"))
    assert client.get(f"/content/drafts/{empty.pk}/").status_code == 200


def test_a_published_notice_stands_on_the_front_page_in_its_days(client, author, second, counts, monkeypatch):
    draft = asked(author)
    with counts():
        actions.publish(draft, problems=(), seen=1, by=second)
    from datetime import date  # noqa: PLC0415

    for day, shown in ((date(2026, 12, 23), False), (date(2026, 12, 24), True)):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda day=day: day)
        assert ("We are away." in text(client.get("/"))) is shown
        assert "We are away." not in text(client.get("/about/"))
