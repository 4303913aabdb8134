"""What changed over years and editions: agreed levels in one line as far as that is honest, and seats moved or not told."""

import csv
import io
import re
from html import unescape

import pytest
from django.urls import reverse

from partnership.framework.queries import history as queries
from partnership.partners.models import Kind
from tests import assessments, editions, years
from tests.commitments import a_lead
from tests.people import a_partner, sign_in, somebody

pytestmark = pytest.mark.django_db
LOW, HIGH = [[1], [2]] * 6, [[4], [5]] * 6
MIXED = [[2], [2], [2], [3], [3], [3], [3], [3], [4], [4], [4], [4]]


def words(answer):
    assert answer.status_code == 200
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.text).split()))


def of(name, made, **more):
    return reverse(name, kwargs={"partner": made.partner.slug, "pk": made.pk, **more})


def two_years(before, now, **more):
    partner, lead = a_lead()
    years.looked(partner, lead, years_ago=1, **{"agreed": {"feels-safe": 2}, **before})
    return years.looked(partner, lead, **{"agreed": {"feels-safe": 3}, **now}, **more), lead


def line(page, key):
    return next(one for one in page.standards if one.key == key)


def moved(page, key="feels-safe"):
    return {one.seat.split()[-1]: one for one in line(page, key).moved}


def test_first_time_has_nothing_to_be_held_against(client):
    partner, lead = a_lead()
    made = years.looked(partner, lead, answers={"staff": MIXED}, agreed={"feels-safe": 2})
    page = queries.history_page(made, lead)
    assert (page.since, page.compared, [cell.level for cell in line(page, "feels-safe").cells]) == (None, 0, [2])
    assert "This is the first time." in words(sign_in(client, lead).get(of("assessment-history", made)))


def test_agreed_levels_stand_side_by_side_the_oldest_first():
    made, lead = two_years({}, {})
    made.agreed_levels.create(
        standard="told-once", why_not="Nobody comes twice", agreed_at=made.agreed_at, agreed_by=lead
    )
    page = queries.history_page(made, lead)
    assert [cell.words for cell in line(page, "feels-safe").cells] == ["2: We have looked", "3: We have begun"]
    assert [cell.words for cell in line(page, "told-once").cells] == [
        "not agreed on",
        "does not apply: Nobody comes twice",
    ]


def test_large_movement_is_said_with_its_interval():
    made, lead = two_years({"answers": {"staff": LOW}}, {"answers": {"staff": HIGH}})
    page = queries.history_page(made, lead)
    here = moved(page)["here"]
    assert re.fullmatch(r"Higher than last time: in about \d+ of 100 pairs, between \d+ and \d+\.", here.words)
    assert (here.beyond_chance, here.smallest) == (True, "")
    assert (len(page.beyond_chance), page.compared) == (12, 12)


def test_twelve_people_who_answer_a_little_differently_cannot_be_told_from_chance(client):
    a_little = [[3] if levels == [2] else levels for levels in MIXED]
    made, lead = two_years({"answers": {"staff": MIXED}}, {"answers": {"staff": a_little}})
    page = queries.history_page(made, lead)
    here = moved(page)["here"]
    assert here.words.startswith("We cannot tell this from chance")
    assert re.search(r"at least \d+ of 10 people answer", here.smallest)  # as many as are shown, in fives
    assert (page.beyond_chance, page.compared) == ((), 12)
    shown = words(sign_in(client, lead).get(of("assessment-history", made)))
    assert "Nothing that can be told from chance." in shown
    assert "about 1 in 20 would look moved by chance alone" in shown


def test_table_shown_again_says_that_too_few_answered_differently():
    made, lead = two_years({"answers": {"staff": MIXED}}, {"answers": {"staff": [*MIXED[:-1], [5]]}})
    here = moved(queries.history_page(made, lead))["here"]
    assert here.words == "Too few people answered differently from last time to show anything new."
    assert not here.told


def test_seat_that_opened_by_domain_once_is_compared_by_domain_and_counted_once():
    made, lead = two_years({"answers": {"staff": LOW}}, {"answers": {"staff": HIGH[:7]}})
    page = queries.history_page(made, lead)
    assert moved(page, "decide-together")["here"].words.endswith("This is about the whole domain.")
    assert page.compared == len(page.beyond_chance) == 10
    assert "Deciding together, and for everyone" in {one.title for one in page.beyond_chance}


def test_seat_that_stayed_shut_once_says_nothing():
    made, lead = two_years({"answers": {"staff": LOW[:3]}}, {"answers": {"staff": HIGH}})
    page = queries.history_page(made, lead)
    assert (line(page, "feels-safe").moved, page.compared) == ((), 0)


def test_results_that_were_never_agreed_on_are_in_the_history_too():
    partner, lead = a_lead()
    years.looked(partner, lead, answers={"staff": LOW}, years_ago=1)
    made = years.looked(partner, lead, answers={"staff": HIGH}, agreed={"feels-safe": 3})
    page = queries.history_page(made, lead)
    assert [look.agreed for look in page.looks] == [False, True]
    assert page.compared == 12


def test_teams_and_the_whole_are_never_held_against_each_other(client):
    partner, lead = a_lead()
    years.looked(partner, lead, agreed={"feels-safe": 2}, years_ago=1)
    night = years.looked(partner, lead, agreed={"feels-safe": 4}, scope="team", scope_name="Night shift")
    assert [one.pk for one in queries.history_page(night, lead).looks] == [night.pk]
    page = words(sign_in(client, lead).get(reverse("assessments-history", kwargs={"partner": partner.slug})))
    assert page.index("Night shift") < page.index("The whole organisation")


def test_pulse_in_between_is_no_part_of_the_history():
    partner, lead = a_lead()
    years.looked(partner, lead, answers={"staff": LOW}, agreed={"feels-safe": 2}, years_ago=2)
    pulse = years.looked(
        partner, lead, answers={"staff": HIGH}, edition="pulse-2026", invited={"staff": 12}, years_ago=1
    )
    made = years.looked(partner, lead, answers={"staff": HIGH}, agreed={"feels-safe": 3})
    assert [look.edition for look in queries.history_page(made, lead).looks] == ["short-2026", "short-2026"]
    assert queries.history_page(made, lead).compared == 12
    assert [look.pk for look in queries.history_page(pulse, lead).looks] == [pulse.pk]
    assert [(one.newest, one.looks) for one in queries.scopes(partner, lead)] == [(made.pk, 2)]


def test_edition_one_answered_edition_two_published_and_the_history_goes_on(framework_folder, client):
    partner, lead = a_lead()
    then = {
        "feels-safe": 2,
        "leaders-own-it": 3,
        "put-right": 4,
        "everyone-learns": 1,
        "looked-after": 5,
        "what-changed": 2,
    }
    years.looked(partner, lead, answers={"staff": LOW}, agreed=then, years_ago=1)
    editions.publish_second(framework_folder)
    now = {"feels-safe": 3, "leaders-own-it": 3, "saying-sorry-first": 4, "our-own-people": 2, "changes-first": 1}
    made = years.looked(partner, lead, answers={"staff": HIGH}, agreed=now, edition=editions.NEW)

    page = queries.history_page(made, lead)
    assert [look.edition for look in page.looks] == [editions.OLD, editions.NEW]
    said = {one.key: [(cell.level, cell.words, cell.became) for cell in one.cells] for one in page.standards}
    assert said["leaders-own-it"] == [(3, "3: We have begun", ""), (3, "3: We have begun", "")]
    assert said["feels-safe"] == [(2, "2: We have looked", "In other words then."), (3, "3: We have begun", "")]
    assert said["saying-sorry-first"][0][::2] == (
        None, "Part of something wider then. It stands beside, and is not compared.",
    )  # fmt: skip
    assert said["saying-sorry-first"][0][1].endswith("”: 4: Most of the time")
    assert said["our-own-people"][0][1].count("“") == 2
    assert said["our-own-people"][0][2].startswith("Several standards then.")
    assert said["changes-first"][0] == (None, "", "Not asked then.")
    assert [(one.key, one.cells[0].level) for one in page.gone] == [("what-changed", 2)]
    assert page.mappings == ("The second edition says some of it in other words.",)

    compared = {one.key for one in page.standards if any(each.told for each in one.moved)}
    assert compared == {one.key for one in page.standards} - {
        "saying-sorry-first", "safe-to-say", "our-own-people", "changes-first",
    }  # fmt: skip
    shown = words(sign_in(client, lead).get(of("assessment-history", made)))
    assert "Asked once, and not any more" in shown
    assert "Higher than last time" in shown


def test_between_editions_that_nothing_maps_nothing_is_compared(framework_folder):
    partner, lead = a_lead()
    years.looked(partner, lead, answers={"staff": LOW}, agreed={"feels-safe": 2}, years_ago=1)
    editions.publish_second(framework_folder)
    (framework_folder / "mappings" / f"{editions.OLD}-to-{editions.NEW}.yaml").unlink()
    editions.forget(framework_folder)
    made = years.looked(partner, lead, answers={"staff": HIGH}, agreed={"feels-safe": 3}, edition=editions.NEW)
    page = queries.history_page(made, lead)
    assert page.compared == 0
    assert line(page, "feels-safe").cells[0].became.startswith("Nothing says how the two editions hang together")
    assert len(page.gone) == 12


def test_history_can_be_taken_away(client):
    made, lead = two_years({"answers": {"staff": LOW}}, {"answers": {"staff": HIGH}})
    answer = sign_in(client, lead).get(of("history-file", made, ending="csv"))
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert len(rows) == 12 * 2 + 12
    mine = [row for row in rows if row["URN"].endswith(":feels-safe")]
    assert [(row["Who"], row["Agreed level"]) for row in mine] == [
        ("Agreed together", "2"), ("Agreed together", "3"), ("People who work or volunteer here", ""),
    ]  # fmt: skip
    assert mine[2]["In words"].startswith("Higher than last time")
    assert client.get(of("history-file", made, ending="xlsx")).content[:2] == b"PK"


def test_without_results_there_is_nothing_yet(client):
    made, lead = assessments.begun()
    site = sign_in(client, lead)
    assert "Results are not open yet." in words(site.get(of("assessment-history", made)))
    assert "nothing to look back on yet" in words(
        site.get(reverse("assessments-history", kwargs={"partner": made.partner.slug}))
    )
    assert site.get(of("history-file", made, ending="csv")).status_code == 200


@pytest.mark.parametrize("name", ["assessment-history", "history-file"])
def test_nobody_else_reaches_a_history(client, name):
    made, _lead = two_years({}, {})
    more = {"ending": "csv"} if name == "history-file" else {}
    for other in (somebody(Kind.PROGRAMME_TEAM), somebody(Kind.PARTNER_LEAD, partner=a_partner())):
        assert sign_in(client, other).get(of(name, made, **more)).status_code in (302, 404)


@pytest.mark.parametrize("times", [2, 4])
def test_history_asks_as_often_for_two_times_as_for_four(client, times, django_assert_num_queries):
    partner, lead = a_lead()
    made = [
        years.looked(partner, lead, answers={"staff": LOW}, agreed={"feels-safe": 2}, years_ago=times - at)
        for at in range(times)
    ][-1]
    site = sign_in(client, lead)
    site.get(of("assessment-history", made))
    with django_assert_num_queries(10):
        assert site.get(of("assessment-history", made)).status_code == 200
