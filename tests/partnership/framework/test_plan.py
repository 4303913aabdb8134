"""From what was agreed to what somebody does: suggestions in an honest order, Actions raised at once, promises kept in view."""

import csv
import io
import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from partnership.core import events
from partnership.core.models import Event
from partnership.core.refusals import Refusal
from partnership.framework.actions import plan as actions
from partnership.framework.queries import plan as queries
from partnership.framework.rules.plan import MOST_AT_ONCE, Wanted
from partnership.partners.models import Kind
from partnership.plans import actions as deeds
from partnership.plans.models import Action
from tests import assessments, years
from tests.commitments import a_lead
from tests.people import a_partner, sign_in, somebody

pytestmark = pytest.mark.django_db
LOW, HIGH = [[1]] * 12, [[5]] * 12
MIXED = [[2], [2], [2], [3], [3], [3], [3], [3], [4], [4], [4], [4]]


def words(answer, status=200):
    assert answer.status_code == status
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.text).split()))


def of(name, made, **more):
    return reverse(name, kwargs={"partner": made.partner.slug, "pk": made.pk, **more})


def a_year(agreed=None, **more):
    partner, lead = a_lead()
    return years.looked(partner, lead, agreed=agreed if agreed is not None else {"feels-safe": 2}, **more), lead


def test_lowest_agreed_stands_first_and_what_is_whole_or_not_for_us_is_left_in_peace():
    agreed = {"feels-safe": 3, "told-once": 1, "put-right": 5, "looked-after": None, "fair-to-all": 2}
    made, lead = a_year(agreed)
    made.agreed_levels.filter(standard="looked-after").update(why_not="We have no staff")
    found = queries.plan_page(made, lead).suggestions
    assert [(one.key, one.agreed) for one in found] == [("told-once", 1), ("fair-to-all", 2), ("feels-safe", 3)]


def test_among_alike_the_seats_furthest_apart_stand_first():
    low = [[2] * 11 + [1]] * 12  # staff see the last standard lowest
    high = [[2] * 11 + [5]] * 12
    made, lead = a_year({"feels-safe": 2, "what-changed": 2}, answers={"staff": low, "people": high})
    first, second = queries.plan_page(made, lead).suggestions
    assert (first.key, second.key) == ("what-changed", "feels-safe")
    assert first.apart[0].startswith(
        "People who work or volunteer here see it lower than people who use the service: in"
    )
    assert second.apart == ()


def test_seats_apart_are_suggested_also_where_the_highest_was_agreed():
    made, lead = a_year({"feels-safe": 5, "told-once": 5}, answers={"staff": LOW, "people": HIGH})
    found = {one.key: one for one in queries.plan_page(made, lead).suggestions}
    assert found["feels-safe"].next is None
    assert len(found) == 12  # the ten that nobody agreed on yet stand apart as well


def test_differences_that_chance_could_make_are_no_reason():
    made, lead = a_year({}, answers={"staff": MIXED, "people": MIXED[::-1]})
    assert queries.plan_page(made, lead).suggestions == ()


def test_seat_that_opened_by_domain_is_compared_by_domain_and_says_so():
    made, lead = a_year({}, answers={"staff": LOW, "people": HIGH[:6]})
    found = {one.key: one.apart for one in queries.plan_page(made, lead).suggestions}
    assert found["decide-together"][0].endswith("This is about the whole domain.")
    assert not found["feels-safe"][0].endswith("This is about the whole domain.")  # alone in its domain


def test_suggestion_shows_the_next_level_and_what_helps_in_the_partners_sector(pack):
    made, lead = a_year({"feels-safe": 2})
    (one,) = queries.plan_page(made, lead).suggestions
    standard = pack.framework.standard("feels-safe")
    assert (one.next.number, one.next.text) == (3, str(standard.levels[2]))
    assert one.guidance == str(standard.guidance_for(made.partner.sector)) != ""
    assert one.evidence == tuple(map(str, standard.evidence))
    assert one.action_title == f"Take the next step: {standard.title}"


def test_raise_ties_each_action_to_its_standard_and_to_the_assessment(pack):
    made, lead = a_year()
    wanted = [
        Wanted("feels-safe", "Paint the waiting room", "Calm", lead, "S", date(2031, 1, 1)),
        Wanted("told-once", "Ask once"),
    ]
    first, second = actions.raise_from_plan(made, wanted, by=lead)
    assert (first.owner, first.effort, first.due_on, first.partner) == (lead, "S", date(2031, 1, 1), made.partner)
    assert (first.raised_from, first.raised_from_href) == (events.urn(made), of("assessment-plan", made))
    (purpose,) = first.purposes.all()
    assert (purpose.urn, purpose.kind, purpose.href) == (
        pack.framework.standard("feels-safe").urn,
        "standard",
        "/framework/short-2026/feels-safe/",
    )
    assert second.owner is None
    assert Event.objects.filter(verb="plan.actions_raised", by=lead, thing=events.urn(made)).count() == 1


def test_raise_is_all_or_nothing():
    made, lead = a_year()
    with pytest.raises(Refusal, match="Say in a few words"):
        actions.raise_from_plan(made, [Wanted("feels-safe", "One"), Wanted("told-once", " ")], by=lead)
    assert not Action.objects.exists()


@pytest.mark.parametrize(
    ("standards", "sentence"), [(["moon"], "no such standard"), (["feels-safe"] * (MOST_AT_ONCE + 1), "at most 10")]
)
def test_raise_refuses_what_was_not_asked_and_too_much_at_once(standards, sentence):
    made, lead = a_year()
    with pytest.raises(Refusal, match=sentence):
        actions.raise_from_plan(made, [Wanted(key, "It") for key in standards], by=lead)


def test_raise_refuses_strangers_and_before_results_are_open():
    made, lead = assessments.begun()
    with pytest.raises(Refusal, match="when results are open"):
        actions.raise_from_plan(made, [Wanted("feels-safe", "It")], by=lead)
    with pytest.raises(Refusal, match="Only people who belong"):
        actions.raise_from_plan(made, [Wanted("feels-safe", "It")], by=somebody(Kind.PROGRAMME_TEAM))


def test_promises_stand_beside_what_happened():
    made, lead = a_year()
    wanted = [Wanted("feels-safe", title, "", lead, "", date(2025, 1, 1)) for title in ("Done", "Not any more", "Open")]
    done, dropped, _open = actions.raise_from_plan(made, wanted, by=lead)
    for step in ("agreed", "finished"):
        deeds.move_action(done, step, by=lead)
    deeds.add_evidence(done, "A photograph", link="https://example.org/p", by=lead)
    deeds.move_action(dropped, "dropped", why="We moved house", by=lead)
    found = queries.promises(made, lead)
    said = {one.row.title: (one.outcome, one.evidence) for one in found.lines}
    assert said["Done"][0].startswith("Done on ")
    assert said["Done"][1] == (("A photograph", "https://example.org/p"),)
    assert said["Not any more"][0].endswith(": We moved house")
    assert said["Open"] == ("Still open, not begun. It was meant for 1 January 2025.", ())
    assert found.counts == (("Proposed", 1), ("Done", 1), ("Dropped", 1))


def test_next_plan_opens_with_last_times_promises(client):
    partner, lead = a_lead()
    first = years.looked(partner, lead, agreed={"feels-safe": 2}, years_ago=1)
    assert queries.promises(first, lead) is None
    actions.raise_from_plan(first, [Wanted("feels-safe", "Paint the waiting room")], by=lead)
    again = years.looked(partner, lead, agreed={"feels-safe": 3})
    page = words(sign_in(client, lead).get(of("assessment-plan", again)))
    assert "What you promised last time, and what happened" in page
    assert "Paint the waiting room" in page
    assert "Nothing is raised from this yet." in page


def test_ticked_standards_are_written_down_on_one_page_and_raised_together(client):
    made, lead = a_year({"feels-safe": 2, "told-once": 1})
    site = sign_in(client, lead)
    page = site.get(of("raise-from-plan", made), {"standard": ["feels-safe", "told-once"]})
    assert "Take the next step: Places, letters and screens that feel safe" in page.text
    sent = {"standard": ["feels-safe", "told-once"], "feels-safe-title": "Paint", "told-once-title": "Ask once"}
    sent |= {"feels-safe-owner": lead.pk, "feels-safe-due_on": "2031-02-03", "told-once-effort": "M"}
    shown = words(site.post(of("raise-from-plan", made), sent, follow=True))
    assert "2 Actions are raised." in shown
    assert set(Action.objects.values_list("title", "owner", "effort")) == {
        ("Paint", lead.pk, ""),
        ("Ask once", None, "M"),
    }
    assert "2 Actions · Proposed: 2" in shown


def test_form_forgets_nothing_and_says_what_is_missing(client):
    made, lead = a_year()
    sent = {"standard": "feels-safe", "feels-safe-title": "", "feels-safe-what": "Calm", "feels-safe-due_on": "soon"}
    page = sign_in(client, lead).post(of("raise-from-plan", made), sent)
    shown = words(page)
    assert "Say in a few words what will be done" in shown
    assert "31/12/2026 would do" in shown
    assert ">Calm</textarea>" in page.text
    assert not Action.objects.exists()


def test_nothing_ticked_leads_back_with_a_sentence(client):
    made, lead = a_year()
    page = sign_in(client, lead).get(of("raise-from-plan", made), follow=True)
    assert "Tick what you want to do something about first." in words(page)


def test_plan_without_results_says_when_it_begins(client):
    made, lead = assessments.begun()
    page = words(sign_in(client, lead).get(of("assessment-plan", made)))
    assert "The plan begins when results are open" in page
    assert "Do something about this" not in page


def test_plan_says_so_where_nothing_is_agreed_and_where_nothing_is_left(client):
    made, lead = a_year({})
    assert "agreed on nothing yet" in words(sign_in(client, lead).get(of("assessment-plan", made)))
    years.agree(made, lead, {"feels-safe": 5}, made.opened_at)
    assert "Nothing asks for a next step" in words(client.get(of("assessment-plan", made)))


@pytest.mark.parametrize("name", ["assessment-plan", "raise-from-plan", "plan-file"])
def test_nobody_else_reaches_a_plan(client, name):
    made, _lead = a_year()
    more = {"ending": "csv"} if name == "plan-file" else {}
    for other in (somebody(Kind.PROGRAMME_TEAM), somebody(Kind.PARTNER_LEAD, partner=a_partner())):
        assert sign_in(client, other).get(of(name, made, **more)).status_code in (302, 404)


def test_plan_can_be_taken_away(client):
    made, lead = a_year()
    actions.raise_from_plan(made, [Wanted("feels-safe", "Paint", owner=lead)], by=lead)
    answer = sign_in(client, lead).get(of("plan-file", made, ending="csv"))
    (row,) = csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert (row["What will be done"], row["Owner"], row["What became of it"]) == (
        "Paint",
        lead.name,
        "Still open, not begun.",
    )
    assert client.get(of("plan-file", made, ending="xlsx")).content[:2] == b"PK"
    assert client.get(of("plan-file", made, ending="exe")).status_code == 404


@pytest.mark.parametrize("actions_raised", [1, 3])
def test_plan_asks_as_often_for_one_action_as_for_three(client, actions_raised, django_assert_num_queries):
    partner, lead = a_lead()
    first = years.looked(partner, lead, agreed={"feels-safe": 2}, years_ago=1)
    again = years.looked(partner, lead, agreed={"feels-safe": 3}, answers={"staff": LOW, "people": HIGH})
    for made in (first, again):
        actions.raise_from_plan(made, [Wanted("feels-safe", f"It {at}") for at in range(actions_raised)], by=lead)
    site = sign_in(client, lead)
    site.get(of("assessment-plan", again))
    with django_assert_num_queries(14):
        assert site.get(of("assessment-plan", again)).status_code == 200
