"""On paper: the sheet to print, and typing in what came closed."""

import re

import pytest

from partnership.core import codes, pace
from partnership.core.documents import sheets
from partnership.core.events import urn
from partnership.core.models import Event, sealed
from partnership.core.refusals import Refusal
from partnership.listening.actions import paper as actions
from partnership.listening.models import Story
from partnership.listening.queries import paper as queries
from partnership.listening.rules.paper import UsedBefore, fits, new_code
from partnership.listening.rules.told import Told
from partnership.partners.models import Kind
from partnership.reading.models import Conflict, Text
from tests.people import a_partner, a_person, a_role, sign_in, somebody
from tests.ready import open_to_tell
from tests.stories import a_reader

pytestmark = pytest.mark.django_db
SHEET, TYPING = "/tell-us/on-paper/", "/reading/paper/"
CODE = "4539 1488 0343 6467"


@pytest.fixture(autouse=True)
def _fresh():
    pace.forget()


def told(**more):
    return Told(**{"key": 77, "came_by": "paper", "barriers": ("waiting",), "words": {"own-words": "A year."}, **more})


def ticked(**more):
    return {"sheet": "77", "barriers": ["waiting"], "own_words": "A year.", "uses": ["count"], "code": CODE, **more}


# --- printed


def test_every_sheet_has_a_code_of_its_own_that_no_table_knows(settings, monkeypatch, client):
    open_to_tell(settings)
    printed = []
    monkeypatch.setattr(sheets, "pdf", lambda sheet, at: printed.append(sheet) or b"%PDF")
    monkeypatch.setattr(queries, "pdf", sheets.pdf)
    for address in (SHEET, f"{SHEET}?copies=10", f"{SHEET}?copies=9999"):
        client.get(address)
    made = [code for sheet in printed for code in sheet.codes]
    assert [len(sheet.codes) for sheet in printed] == [1, 10, 1]
    assert len(set(made)) == 12
    assert all(fits(code) and codes.looks_like_one(code) for code in made)
    assert not Story.objects.exists()
    assert not Event.objects.exists()


def test_sheet_is_a_tagged_pdf_that_no_browser_keeps(settings, client):
    open_to_tell(settings)
    answer = client.get(SHEET)
    assert answer.content.startswith(b"%PDF-")
    assert b"/MarkInfo" in answer.content or b"/StructTreeRoot" in answer.content
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Disposition"] == 'inline; filename="sheet.pdf"'
    assert not answer.cookies


def test_sheet_says_who_helps_now_every_barrier_and_the_code_twice(settings):
    settings.DEMONSTRATION = True
    sheet = queries._sheet([CODE])
    said = " ".join(f"{one.heading} {one.paragraphs} {one.points} {one.choices}" for one in sheet.parts)
    assert "999" in said
    assert "Childline" in said
    assert "Being hurt again." in said
    assert "Leave out names" in said
    assert "no complaint and no report to the police" in said
    assert sum(one.shows_code for one in sheet.parts) == 2
    assert "made-up address" in said
    assert sheet.warning.startswith("This is a demonstration")


def test_nothing_is_printed_while_it_is_closed_or_nobody_opens_letters(settings, client):
    assert client.get(SHEET).headers["Location"] == "/tell-us/ready/"
    open_to_tell(settings)
    assert client.get(SHEET).status_code == 200
    settings.DEMONSTRATION = False
    assert queries.goes_to() == ""


def test_whoever_prints_too_many_is_asked_to_wait(settings, client, monkeypatch):
    open_to_tell(settings)
    monkeypatch.setattr(queries, "pdf", lambda sheet, at: b"%PDF")
    said = [client.get(SHEET) for _sheet in range(21)]
    assert said[19].content == b"%PDF"
    assert "Wait a minute" in said[20].text


@pytest.mark.parametrize("wrong", ["4539 1488 0343 6468", "4539 1488 0343 6476", "4539 1488 0343", "", "abcd"])
def test_slip_in_a_code_is_found(wrong):
    assert not fits(wrong)
    assert fits(new_code())


# --- typed in


def test_reader_types_a_sheet_in_and_its_code_opens_it(client):
    reader = a_reader()
    sign_in(client, reader)
    answer = client.post(TYPING, ticked(), follow=True)
    assert "Kept. Destroy the sheet now." in answer.text
    story = Story.objects.get()
    assert (story.came_by, story.language) == ("paper", "en")
    assert story.code_secret == codes.held(CODE).lookup
    text = Text.objects.get(about=urn(story))
    assert sealed.read(text, "sealed") == "A year."
    log = {one.verb: one.thing for one in Event.objects.filter(by=reader)}
    assert log["paper.typed"] == "urn:heartwood:listening:telling"
    assert str(story.pk) not in "".join(log.values())


def test_sheet_pressed_twice_counts_once(client):
    sign_in(client, a_reader())
    for _press in range(2):
        assert client.post(TYPING, ticked()).status_code == 302
    assert Story.objects.count() == 1


def test_copied_sheet_is_found_and_can_be_kept_without_its_code(client):
    sign_in(client, a_reader())
    client.post(TYPING, ticked())
    again = client.post(TYPING, ticked(sheet="78", own_words="Another year."))
    assert "one of them is a copy" in again.text
    assert "Another year." in again.text
    client.post(TYPING, ticked(sheet="78", own_words="Another year.", code=""))
    assert [one.code_secret is None for one in Story.objects.order_by("sent_on", "pk").order_by("code_secret")].count(
        True
    ) == 1


def test_slip_of_the_typist_is_said_and_nothing_typed_is_lost(client):
    sign_in(client, a_reader())
    page = client.post(TYPING, ticked(code="4539 1488 0343 6476"))
    assert "do not belong together" in page.text
    assert "A year." in page.text
    assert not Story.objects.exists()


def test_empty_sheet_is_not_kept(client):
    sign_in(client, a_reader())
    assert "nothing in it yet" in client.post(TYPING, {"sheet": "77", "code": ""}).text
    assert not Story.objects.exists()


def test_only_readers_type_in(client):
    for person in (somebody(Kind.PROGRAMME_TEAM), a_person()):
        with pytest.raises(Refusal, match="trained readers"):
            actions.type_paper(told(), code=None, by=person)
        sign_in(client, person)
        assert "Only trained readers open letters" in client.get(TYPING).text


def test_nobody_types_in_what_is_about_those_they_are_close_to(client):
    theirs, near = a_partner("Rowan Yard"), a_partner("Elder Tree Works")
    reader = a_reader()
    Conflict.objects.create(person=reader, partner=near, declared_at="2026-01-01T00:00Z")
    inside = somebody(Kind.PRACTITIONER, partner=theirs)
    a_role(inside, Kind.MODERATOR)
    for person, partner in ((reader, near), (inside, theirs)):
        with pytest.raises(Refusal, match="give it to another reader"):
            actions.type_paper(told(partner=partner.pk), code=None, by=person)
        with pytest.raises(Refusal, match="give it to another reader"):
            actions.type_paper(told(never=(f"partner:{partner.pk}",)), code=None, by=person)
    sign_in(client, reader)
    assert "give it to another reader" in client.post(TYPING, ticked(where="elder tree works")).text
    assert not Story.objects.exists()


def test_organisation_that_the_directory_knows_is_understood_and_another_is_kept_locked(client):
    partner = a_partner("Rowan Yard")
    sign_in(client, a_reader())
    client.post(TYPING, ticked(where=" rowan yard "))
    assert Story.objects.get().partner == partner
    client.post(TYPING, ticked(sheet="78", code="", where="The old one by the mill"))
    story = Story.objects.get(pk=78)
    assert story.partner is None
    assert sealed.read(Text.objects.get(about=urn(story), part="where"), "sealed") == "The old one by the mill"


def test_what_may_be_done_and_who_must_never_see_it_are_as_ticked(client):
    sign_in(client, a_reader())
    client.post(
        TYPING,
        ticked(
            uses=["count", "only-if-others", "publish"], never=["police", "role:teacher", "somebody"], under_18="no"
        ),
    )
    story = Story.objects.get()
    assert set(story.uses.filter(given=True).values_list("use", flat=True)) == {"count", "tell", "publish"}
    assert story.only_if_others
    assert story.never_any
    assert {(one.kind, one.which) for one in story.never.all()} == {("police", ""), ("role", "teacher")}


def test_nothing_of_a_child_is_published_because_a_box_was_ticked(client):
    sign_in(client, a_reader())
    client.post(TYPING, ticked(uses=["count", "publish", "quote"], under_18="yes"))
    story = Story.objects.get()
    assert set(story.uses.filter(given=True).values_list("use", flat=True)) == {"count"}
    assert Text.objects.get().first


def test_copy_is_refused_by_the_rule_too():
    reader = a_reader()
    held = codes.held(CODE)
    actions.type_paper(told(), code=held, by=reader)
    with pytest.raises(UsedBefore):
        actions.type_paper(told(key=78), code=held, by=reader)


# --- every way on one page


def test_page_of_all_ways_says_where_paper_goes_and_what_is_prepared(client, settings):
    closed = client.get("/tell-us/other-ways/")
    assert "Nobody can tell us anything today." in closed.text
    open_to_tell(settings)
    page = client.get("/tell-us/other-ways/")
    said = re.sub(r"\s+", " ", page.text)
    assert "One sheet to print (PDF)" in said
    assert "When it is typed in we keep only a scrambled form" in said
    assert page.headers["Cache-Control"] == "private, no-store"
    assert not page.cookies
