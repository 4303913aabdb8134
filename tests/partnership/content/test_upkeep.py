"""Looking after words: who is asked to check them again, by when, and what happens when that person leaves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from partnership.content import actions, queries
from partnership.content.models import EVERY, SOON, Edition, Upkeep, standing
from partnership.core import pack
from partnership.core.models import Event
from partnership.partners.actions import merges, rights, roles
from partnership.partners.models import Kind, Role
from tests.partnership.content.test_drafts import refused
from tests.people import a_partner, a_person, a_role, somebody

pytestmark = pytest.mark.django_db
SHOUT, WORDS = "helplines/shout.yaml", "/content/words/helplines/shout/"


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def due(name, owner, *, by, days=0):
    """Name somebody, and let the day come."""
    row = actions.name_owner(name, owner, in_days(30), by=by)
    Upkeep.objects.filter(pk=row.pk).update(check_by=in_days(days))
    return row


def waits(person, address=WORDS):
    """Give what waits of these words; the pack's other helplines fall due by themselves one day."""
    return [(need.sentence, need.due) for need in queries.needs(person) if need.href == address]


def test_overdue_helpline_is_in_the_work_of_its_owner_and_of_nobody_else(author, second, lead):
    due(SHOUT, lead, by=author, days=-1)
    assert waits(lead) == [("Check that this is still right: Shout", in_days(-1))]
    assert waits(author) == waits(second) == waits(somebody(Kind.SAFEGUARDING_LEAD)) == []


@pytest.mark.parametrize(("days", "asked"), [(SOON.days, 1), (SOON.days + 1, 0)])
def test_owner_is_asked_two_weeks_before(author, lead, days, asked):
    due(SHOUT, lead, by=author, days=days)
    assert len(waits(lead)) == asked


def test_helpline_that_nobody_is_named_for_is_asked_of_the_programme_team(author, second, lead):
    due(SHOUT, None, by=author)
    assert len(waits(author)) == len(waits(second)) == 1
    assert waits(lead) == []


def test_helpline_of_the_pack_is_due_three_months_after_it_was_tried(author):
    tried = date.fromisoformat(pack.file(SHOUT).content["checked"])
    assert queries.words_page(author, SHOUT).words.looked_after.check_by == tried + EVERY


def test_what_somebody_looked_after_falls_to_the_programme_team_when_their_role_ends(author, lead, signed_in):
    due(SHOUT, lead, by=author)
    roles.end_role(Role.objects.get(person=lead), by=author)
    assert len(waits(author)) == 1
    assert "Whoever looked after it does so no more" in signed_in(author).get(WORDS).text


def test_what_somebody_looked_after_falls_to_the_programme_team_when_they_are_erased(author, lead):
    due(SHOUT, lead, by=author)
    rights.erase(lead, by=lead)
    assert Upkeep.objects.get().owner is None
    assert len(waits(author)) == 1


def test_it_moves_with_a_person_who_is_merged_into_another(author, lead):
    due(SHOUT, lead, by=author)
    other = somebody(Kind.SAFEGUARDING_LEAD)
    for person in (lead, other):
        a_role(person, Kind.PRACTITIONER, partner=a_partner())
    merges.merge_people(other, lead, by=author)
    assert Upkeep.objects.get().owner == other


def test_saying_that_it_was_checked_dates_it_for_every_reader(author, lead, counts, client):
    due(SHOUT, lead, by=author, days=-1)
    with counts():
        actions.say_checked(SHOUT, seen=standing(SHOUT), by=lead)
    row, edition = Upkeep.objects.get(), Edition.objects.get()
    assert pack.file(SHOUT).content["checked"] == timezone.localdate().isoformat()
    assert (row.checked_by, row.check_by) == (lead, timezone.localdate() + EVERY)
    assert (edition.published_by, edition.why) == (lead, "Tried, and still right.")
    assert Event.objects.filter(verb="upkeep.checked", by=lead).count() == 1
    assert waits(lead) == []
    with counts():
        actions.say_checked(SHOUT, seen=standing(SHOUT), by=author)  # on the same day: there is nothing new to date
    assert Edition.objects.count() == 1


def test_changing_a_helpline_at_once_says_that_it_was_tried(author, lead, counts):
    due(SHOUT, lead, by=author)
    changed = {**pack.file(SHOUT).content, "contact": "text 1"}
    with counts():
        actions.change_helpline(changed, why="New", problems=(), seen=standing(SHOUT), by=lead)
    assert Upkeep.objects.get().checked_by == lead
    assert waits(lead) == []


def test_words_that_have_just_changed_are_not_said_to_be_right(author, lead):
    said = refused(actions.say_checked, SHOUT, seen="0:of-before", by=lead)
    assert said.startswith("Somebody has just changed these words.")
    assert not Upkeep.objects.exists()


def test_only_whoever_may_edit_them_looks_after_words(author, lead):
    day = in_days(30)
    assert "edits these words" in refused(actions.name_owner, SHOUT, author, day, by=a_person())
    assert "edits these words" in refused(actions.say_checked, "vocabulary.yaml", seen="", by=lead)
    assert "could not put right" in refused(actions.name_owner, "vocabulary.yaml", lead, day, by=author)
    assert "no such text" in refused(actions.name_owner, "helplines/gone.yaml", author, day, by=author)
    assert "nothing of that kind" in refused(actions.name_owner, "areas.yaml", author, day, by=author)
    for day in (in_days(0), in_days(367)):
        assert (
            refused(actions.name_owner, SHOUT, lead, day, by=author) == "Choose a day after today, and within a year."
        )


def test_whoever_is_asked_is_told_once_and_led_there(author, lead, signed_in):
    for days in (30, 60):
        actions.name_owner(SHOUT, lead, in_days(days), by=author)
    (notice,) = lead.notices.all()
    assert (str(notice), notice.href) == ("You are asked to look after words of this site: Shout", WORDS)
    assert signed_in(lead).get(notice.href).status_code == 200


def test_other_words_are_looked_after_too_once_somebody_says_so(author, second):
    due("vocabulary.yaml", second, by=author)
    assert waits(second, "/content/words/vocabulary/") == [("Check that this is still right: Vocabulary", in_days(0))]
    actions.say_checked("vocabulary.yaml", seen=standing("vocabulary.yaml"), by=second)
    assert waits(second, "/content/words/vocabulary/") == []
    assert not Edition.objects.exists()  # their file says no day on which it was tried


def test_naming_and_checking_in_the_browser(author, lead, signed_in, counts):
    browser = signed_in(author)
    assert "Nobody in particular" in browser.get(f"{WORDS}owner/").text
    refusal = browser.post(f"{WORDS}owner/", {"owner": lead.pk, "check_by": in_days(-1)})
    assert "Choose a day after today" in refusal.text
    assert "Give a day." in browser.post(f"{WORDS}owner/", {"owner": lead.pk, "check_by": ""}).text
    assert browser.post(f"{WORDS}owner/", {"owner": lead.pk, "check_by": in_days(5)}).url == WORDS
    browser = signed_in(lead)
    assert "Shout" in browser.get("/my-work/").text
    page = browser.get(WORDS).text
    assert "Looked after by: Cleo Marshmallow." in page
    with counts():
        browser.post(f"{WORDS}checked/", {"seen": standing(SHOUT)})
    assert "asked again in three months" in browser.get(WORDS).text
    assert browser.post("/content/words/helplines/gone/checked/").status_code == 404
    assert browser.get(f"{WORDS}checked/").status_code == 405


def test_list_says_who_looks_after_what_and_what_is_overdue(author, lead, signed_in):
    due(SHOUT, lead, by=author, days=-3)
    page = signed_in(author).get("/content/").text
    assert "Cleo Marshmallow" in page
    assert "to be checked since" in page


@pytest.mark.parametrize("how_many", [1, 3])
def test_work_asks_as_many_questions_however_much_is_looked_after(author, lead, how_many, django_assert_num_queries):
    for name in pack.files("helplines")[:how_many]:
        due(name, lead, by=author)
    queries.needs(lead)  # reads the reach
    with django_assert_num_queries(2):
        assert len(queries.needs(lead)) == how_many
