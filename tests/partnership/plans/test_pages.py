"""The pages of Actions: they answer, a form forgets nothing, and the board moves without JavaScript."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from django.utils import timezone
from icalendar import Calendar as ICalendar
from python_calamine import CalamineWorkbook

from partnership.partners.models import Kind
from partnership.plans import actions
from partnership.plans.models import Action, Calendar, Dependency, Evidence
from tests.people import a_person, a_role, sign_in, somebody

TYPED = {"title": "A quiet room", "what": "A door that closes", "shown_to": "own", "progress": "0"}


def words(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


@pytest.fixture
def site(client):
    """Give a way to visit as somebody."""
    return lambda person: sign_in(client, person)


def of(action, end=""):
    return f"/actions/{action.pk}/{end}"


@pytest.mark.parametrize("address", ["/actions/", "/actions/board/", "/actions/new/whose/", "/actions/calendar/"])
@pytest.mark.parametrize("name", ["programme", "place_lead", "nobody"])
def test_page_answers_with_one_heading(around, action, site, address, name):
    response = site(getattr(around, name)).get(address)

    assert response.status_code == 200
    assert len(re.findall(r"<h1[ >]", response.text)) == 1


@pytest.mark.parametrize("end", ["", "change/", "move/?step=dropped", "note/", "evidence/"])
def test_page_of_an_action_answers_its_owner_and_nobody_else(around, action, site, client, end):
    assert site(around.owner).get(of(action, end)).status_code == 200
    assert site(around.stranger).get(of(action, end)).status_code == 404
    client.logout()
    assert client.get(of(action, end)).headers["Location"].startswith("/accounts/login/?next=/actions/")


def test_nobody_sees_the_list_of_what_is_public_and_no_way_to_raise(around, action, client):
    public = actions.raise_action(
        "Open to all", by=around.lead, partner=around.partner, owner=around.lead, shown_to="anyone"
    )
    text = words(client.get("/actions/"))

    assert "Open to all" in text
    assert action.title not in text
    assert "Lena Lead" not in text + words(client.get(of(public)))
    assert "Raise something" not in text


def test_person_with_one_partner_is_asked_about_it_at_once(around, site):
    response = site(around.member).get("/actions/new/", follow=True)

    assert response.redirect_chain[-1][0] == f"/actions/new/?for={around.partner.slug}"
    assert "For Somewhere Trust" in words(response)
    assert "You hold no role in a partner" in words(site(around.nobody).get("/actions/new/", follow=True))


def test_raise_from_the_page_of_a_partner(around, site, pack):
    measure = next(iter(pack.indicators.values()))
    urn = f"urn:heartwood:indicator:{pack.key}:{measure.slug}"
    clauses = [one.urn for one in pack.charter.clauses[:2]]
    given = {**TYPED, "owner": around.member.pk, "kind": "prevention", "due_on": "2027-03-01"}
    response = site(around.lead).post(
        f"/for/{around.partner.slug}/actions/new/", {**given, "clauses": clauses, "measure": urn}, follow=True
    )

    action = Action.objects.get()
    assert response.redirect_chain[-1][0] == of(action)
    assert (action.title, action.owner, action.partner, action.state) == (
        "A quiet room",
        around.member,
        around.partner,
        "proposed",
    )
    assert set(action.purposes.values_list("urn", flat=True)) == {urn, *clauses}
    assert "It is here now, as a proposal." in words(response)


def test_raise_for_the_programme_and_for_a_partner_by_name(around, site):
    visit = site(around.programme)
    visit.post("/actions/new/?for=programme", TYPED)
    visit.post(f"/actions/new/?for={around.other.slug}", TYPED)

    assert list(Action.objects.order_by("pk").values_list("partner__name", flat=True)) == [None, "Elsewhere School"]


def test_raise_for_a_partner_that_is_not_mine_leads_nowhere(around, site):
    response = site(around.member).post(f"/actions/new/?for={around.other.slug}", TYPED)

    assert response.headers["Location"] == "/actions/new/whose/"
    assert not Action.objects.exists()


def test_raise_without_a_title_forgets_nothing_that_was_typed(around, site):
    response = site(around.lead).post(
        f"/for/{around.partner.slug}/actions/new/", {**TYPED, "title": "", "due_on": "tomorrow", "kind": "recovery"}
    )

    text = words(response)
    assert "Say in a few words what will be done" in text
    assert "That is not a day we know. 31/12/2026 would do." in text
    assert "A door that closes" in response.text
    assert 'value="tomorrow"' in response.text
    assert re.search(r'value="recovery"[^>]*checked', response.text)


def test_only_leads_are_offered_to_show_it_to_anybody(around, site):
    new = f"/for/{around.partner.slug}/actions/new/"

    assert "Anybody. Names" in words(site(around.lead).get(new))
    assert "Anybody. Names" not in words(site(around.member).get(new))


def test_owner_is_typed_where_there_are_too_many_to_choose_from(around, site, monkeypatch):
    monkeypatch.setattr("partnership.plans.forms.MOST_NAMES", 1)
    new, visit = f"/for/{around.partner.slug}/actions/new/", site(around.lead)

    def raised(owner):
        return visit.post(new, {**TYPED, "owner": owner})

    assert "Their name or e-mail address" in words(visit.get(new))
    assert raised("mo member").status_code == 302
    assert raised(around.owner.email).status_code == 302
    assert raised("").status_code == 302
    assert list(Action.objects.order_by("pk").values_list("owner__name", flat=True)) == [
        "Mo Member",
        "Olu Owner",
        None,
    ]
    assert "could not find anybody of that name" in words(raised("Stella Stranger"))
    a_role(a_person("Mo Member"), Kind.VOLUNTEER, partner=around.partner)
    a_role(a_person("Lena Lead"), Kind.VOLUNTEER, partner=around.partner)
    assert "Two people go by that name" in words(raised("Mo Member"))
    assert raised("Lena Lead").status_code == 302
    assert Action.objects.order_by("pk").last().owner == around.lead


def test_owner_is_never_offered_who_is_not_to_be_known(around, site):
    somebody(Kind.LIVED_EXPERIENCE, name="Confided Person")

    text = words(site(around.programme).get("/actions/new/?for=programme"))
    assert "Confided Person" not in text
    assert "Pia Place" in text


def test_change_keeps_what_other_parts_tied_to_it(around, action, site, pack):
    urns = [one.urn for one in pack.charter.clauses[:2]]
    actions.change_action(
        action, {}, seen=0, by=around.lead, serves=[(urns[0], "One"), ("urn:heartwood:listening.barrier:1", "Noise")]
    )
    response = site(around.owner).get(of(action, "change/"))
    assert re.search(rf'value="{urns[0]}"[^>]*checked', response.text)

    site(around.owner).post(
        of(action, "change/"), {**TYPED, "owner": around.owner.pk, "revision": 1, "clauses": urns[1:]}
    )
    action.refresh_from_db()
    assert set(action.purposes.values_list("urn", flat=True)) == {urns[1], "urn:heartwood:listening.barrier:1"}
    assert (action.title, action.owner, action.revision) == ("A quiet room", around.owner, 2)


def test_change_from_a_second_tab_is_told_what_changed_and_keeps_what_was_typed(around, action, site):
    actions.change_action(action, {"title": "First", "place": around.place, "progress": 50}, seen=0, by=around.lead)
    response = site(around.owner).post(of(action, "change/"), {**TYPED, "owner": around.owner.pk, "revision": 0})

    text = words(response)
    assert response.status_code == 409
    assert "Somebody changed this while you were writing" in text
    assert "now says: First" in text
    assert "now says: About half" in text
    assert 'value="A quiet room"' in response.text
    assert 'name="revision" value="1"' in response.text
    again = {**TYPED, "owner": around.owner.pk, "revision": 1}
    assert site(around.owner).post(of(action, "change/"), again).status_code == 302
    action.refresh_from_db()
    assert action.title == "A quiet room"


def test_change_without_its_revision_is_taken_for_an_old_one(around, action, site):
    response = site(around.owner).post(of(action, "change/"), {**TYPED, "owner": around.owner.pk})

    assert response.status_code == 409


def test_owner_who_cannot_be_chosen_any_more_stays_until_somebody_changes_it(around, action, site):
    around.owner.is_active = False
    around.owner.save()
    given = {**TYPED, "owner": around.owner.pk, "revision": 0}

    assert "Olu Owner" in words(site(around.lead).get(of(action, "change/")))
    assert site(around.lead).post(of(action, "change/"), given).status_code == 302
    action.refresh_from_db()
    assert action.owner == around.owner


def test_board_moves_a_card_by_a_form_and_stays(around, action, site):
    board = f"/for/{around.partner.slug}/actions/board/"
    page = site(around.lead).get(board)
    assert f'action="{of(action, "move/")}"' in page.text
    assert "<script" not in page.text

    response = site(around.lead).post(of(action, "move/"), {"step": "agreed", "next": board}, follow=True)
    assert response.redirect_chain == [(board, 302)]
    action.refresh_from_db()
    assert action.state == "agreed"
    assert f"“{action.title}” is now “Agreed”." in words(response)


def test_board_without_a_step_says_so(around, action, site):
    response = site(around.lead).post(of(action, "move/"), {"step": "", "next": "/actions/board/"}, follow=True)

    assert "Choose a step first" in words(response)


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_move_never_leads_to_another_site(around, action, site, elsewhere):
    response = site(around.lead).post(of(action, "move/"), {"step": "agreed", "next": elsewhere})

    assert response.headers["Location"] == of(action)


def test_drop_asks_why_and_keeps_it(around, action, site):
    visit = site(around.lead)
    asked = visit.post(of(action, "move/"), {"step": "dropped", "next": "/actions/board/"})
    assert "Say why it is dropped" in words(asked)
    assert 'name="next" value="/actions/board/"' in asked.text

    visit.post(of(action, "move/"), {"step": "dropped", "why": "Somebody else does it"})
    assert "Somebody else does it" in words(visit.get(of(action)))


def test_move_from_an_old_tab_is_refused_in_words(around, action, site):
    actions.move_action(action, "dropped", by=around.lead, why="No")
    response = site(around.lead).post(of(action, "move/"), {"step": "agreed"})

    assert response.status_code == 403
    assert "This is now “Dropped”, so that cannot be done any more." in words(response)


def test_done_can_be_opened_again_from_its_page(around, action, site):
    for step in ("agreed", "finished"):
        actions.move_action(action, step, by=around.owner)
    visit = site(around.owner)
    assert "Open it again" in words(visit.get(of(action)))

    visit.post(of(action, "move/"), {"step": "reopened"})
    action.refresh_from_db()
    assert action.state == "under-way"


def test_take_over_from_the_page(around, action, site):
    response = site(around.lead).post(of(action, "take-over/"), follow=True)

    assert "You look after this now." in words(response)
    action.refresh_from_db()
    assert action.owner == around.lead


def test_note_is_kept_and_an_empty_one_is_asked_for(around, action, site):
    visit = site(around.member)
    assert "Write something, or go back" in words(visit.post(of(action, "note/"), {"words": " "}))

    visit.post(of(action, "note/"), {"words": "Half <b>of it</b>"})
    assert "Half &lt;b&gt;of it&lt;/b&gt;" in visit.get(of(action)).text


def test_evidence_is_added_and_taken_back(around, action, site):
    visit = site(around.member)
    wrong = visit.post(of(action, "evidence/"), {"words": "", "link": "javascript:alert(1)", "expires_on": "soon"})
    for said in ("Say what it shows", "That is not an address we know", "That is not a day we know"):
        assert said in words(wrong)
    ftp = visit.post(of(action, "evidence/"), {"words": "It", "link": "ftp://example.org/"})
    assert "An address that begins with https:// would do." in words(ftp)

    visit.post(of(action, "evidence/"), {"words": "The list", "link": "example.org/list", "expires_on": "31/12/2026"})
    evidence = Evidence.objects.get()
    assert (evidence.link, str(evidence.expires_on)) == ("https://example.org/list", "2026-12-31")
    assert visit.get(of(action, f"evidence/{evidence.pk}/remove/")).status_code == 405
    visit.post(of(action, f"evidence/{evidence.pk}/remove/"))
    assert "The list" not in words(visit.get(of(action)))


def test_wait_for_another_and_no_longer(around, action, site):
    other = actions.raise_action("First", by=around.lead, partner=around.partner)
    visit = site(around.owner)
    assert "Choose what it waits for" in words(visit.post(of(action, "wait-for/"), {"other": ""}, follow=True))

    assert "First" in words(visit.post(of(action, "wait-for/"), {"other": other.pk}, follow=True))
    dependency = Dependency.objects.get()
    visit.post(of(action, f"wait-for/{dependency.pk}/remove/"))
    assert not Dependency.objects.exists()


def test_calendar_is_read_by_its_secret_and_by_nothing_else(around, action, site, client):
    actions.change_action(action, {"due_on": timezone.localdate() + timedelta(days=3)}, seen=0, by=around.owner)
    page = site(around.owner).post("/actions/calendar/address/", {"neutral": "on"})
    address = re.search(r"http://testserver(/actions/calendar\.ics\?key=[\w-]+)", page.text).group(1)
    assert "Cache-Control" in page.headers
    client.logout()

    feed = client.get(address)
    (event,) = ICalendar.from_ical(feed.content).events
    assert (str(event["SUMMARY"]), event["SEQUENCE"]) == ("Heartwood: something is due", 1)
    uid = str(event["UID"])
    assert client.get("/actions/calendar.ics").status_code == 404
    assert client.get("/actions/calendar.ics?key=wrong").status_code == 404
    site(around.owner).post("/actions/calendar/change/", {})
    actions.move_action(action, "agreed", by=around.owner)
    (event,) = ICalendar.from_ical(client.get(address).content).events
    assert (str(event["SUMMARY"]), event["SEQUENCE"], str(event["UID"])) == (action.title, 2, uid)
    site(around.owner).post("/actions/calendar/address/")
    assert client.get(address).status_code == 404


def test_calendar_is_stopped_from_its_page(around, site):
    actions.make_calendar_address(by=around.owner)
    visit = site(around.owner)
    assert "Your calendar has an address since" in words(visit.get("/actions/calendar/"))

    visit.post("/actions/calendar/stop/")
    assert not Calendar.objects.exists()
    assert visit.post("/actions/calendar/stop/").status_code == 404


def test_list_is_taken_away_as_filtered(around, action, site):
    actions.raise_action("=Other", by=around.lead, partner=around.partner, kind="recovery")
    visit = site(around.lead)

    text = visit.get("/actions.csv?kind=recovery").content.decode()
    assert action.title not in text
    assert "'=Other" in text
    assert "When it helps: Recovery" in text
    book = CalamineWorkbook.from_filelike(BytesIO(visit.get(f"/for/{around.partner.slug}/actions.xlsx").content))
    assert len(book.get_sheet_by_index(0).to_python()) == 3
    assert visit.get("/actions.pdf").status_code == 404


def test_long_list_has_pages_that_keep_the_filter(around, site):
    Action.objects.bulk_create(
        [Action(title=f"{n}", partner=around.partner, raised_by=around.lead, kind="response") for n in range(51)]
    )
    response = site(around.lead).get("/actions/?kind=response")

    assert "51 Actions" in words(response)
    assert 'href="?kind=response&amp;page=2"' in response.text
    assert "1 Action" not in words(site(around.lead).get("/actions/?page=99&kind=recovery"))
    board = words(site(around.lead).get("/actions/board/"))
    assert "See all 51" in board
