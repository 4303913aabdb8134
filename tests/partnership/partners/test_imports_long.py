"""Long lists are left to the worker: they show how far they are, can be stopped, and go on where somebody was cut off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from partnership.core.events import record
from partnership.core.models import Event, Notice
from partnership.core.refusals import Refusal
from partnership.partners import tasks
from partnership.partners.actions import imports, looking, turns
from partnership.partners.models import Import, ImportRow, Kind, Membership, Role
from partnership.partners.models.reach import forget_reach
from tests.people import a_partner, a_person, a_role, sign_in, somebody

pytestmark = pytest.mark.django_db(transaction=True)
HEADINGS = ["Name", "Email", "Organisation"]
LONG = tasks.AT_ONCE + 1


@pytest.fixture
def team(client):
    person = somebody(Kind.PROGRAMME_TEAM)
    sign_in(client, person)
    return person


@pytest.fixture
def home():
    return a_partner("Lantern House")


@pytest.fixture
def in_small_pieces(monkeypatch):
    """A hundred rows at a time, so that a list of 301 has four pieces."""
    monkeypatch.setattr(looking, "BATCH", 100)


def a_list(by, rows=LONG, kind="people"):
    """Upload a list whose fourth row has no address, and whose last is the same as the first."""
    people = [[f"Person Nr{number}", f"p{number}@example.org", "Lantern House"] for number in range(rows)]
    people[3][1], people[-1] = "nobody", people[0]
    return imports.upload(kind, HEADINGS, list(enumerate(people, start=2)), by=by, file_name="long.csv")


def verdicts(batch):
    found = list(ImportRow.objects.filter(batch=batch).values_list("verdict", flat=True))
    return {verdict: found.count(verdict) for verdict in sorted(set(found))}


def nobody_was_heard():
    """Let the next word about every import be due since a while, so that nobody can be at it."""
    Import.objects.filter(due_at__isnull=False).update(due_at=timezone.now() - timedelta(seconds=1))


class At:
    """Do something once, at the nth statement that starts like this."""

    def __init__(self, start, nth, deed, *, after=False):
        self.start, self.left, self.deed, self.after = start, nth, deed, after

    def __call__(self, execute, sql, params, many, context):
        self.left -= sql.startswith(self.start)
        if self.left or not sql.startswith(self.start):
            return execute(sql, params, many, context)
        self.left = -1
        if not self.after:
            self.deed()
        done = execute(sql, params, many, context)
        if self.after:
            self.deed()
        return done


def at(start, nth, deed, *, after=False):
    return connection.execute_wrapper(At(start, nth, deed, after=after))


def cut_off():
    raise SystemExit  # what a worker that is told twice to stop ends with


HOW_FAR = 'UPDATE "partners_import" SET "due_at" = %s, "looked"'


def test_long_list_is_looked_through_imported_and_taken_back_by_the_worker(client, team, home):
    batch = a_list(team)
    address = f"/programme/imports/{batch.pk}/"
    client.post(f"{address}columns/", {"name": "0", "email": "1", "partner": "2"})
    page = client.get(address).text
    assert "0 of 301 rows looked at" in page
    assert "See how far it is now" in page
    assert "Do it now" not in page
    call_command("work", once=True)
    assert verdicts(batch) == {"bad": 2, "new": 299}
    assert "Import 299 rows" in client.get(address).text
    client.post(f"{address}confirm/")
    assert "Nothing of it counts before the end." in client.get(address).text
    assert Membership.objects.filter(partner=home).count() == 0
    call_command("work", once=True)
    batch.refresh_from_db()
    assert (batch.state, batch.confirmed_by, verdicts(batch)) == ("confirmed", team, {"bad": 2, "made": 299})
    client.post(f"{address}undo/")
    assert "Until that has ended everything is as it was." in client.get(address).text
    assert Membership.objects.filter(partner=home).count() == 299
    call_command("work", once=True)
    batch.refresh_from_db()
    assert (batch.state, Membership.objects.filter(partner=home).count()) == ("undone", 0)
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


def test_worker_tells_whoever_asked_when_each_step_is_done(team, home):
    batch = a_list(team)
    tasks.look_through(batch, batch.columns, by=team)
    tasks.work_on(batch.pk)
    for act in (lambda: tasks.confirm(batch, by=team, also=[]), lambda: tasks.undo(batch, by=team)):
        batch.refresh_from_db()
        act()
        tasks.work_on(batch.pk)
    told = Notice.objects.filter(person=team, href=f"/programme/imports/{batch.pk}/").order_by("pk")
    assert list(map(str, told)) == [
        "Your list was looked through. Look at what was found, then confirm it.",
        "Your list was imported. What is left to mend is listed with it.",
        "Your list was taken back, but for what somebody has used since.",
    ]


def test_short_list_is_done_at_once_and_nothing_is_queued(team, home):
    batch = a_list(team, rows=tasks.AT_ONCE)
    tasks.look_through(batch, batch.columns, by=team)
    tasks.confirm(batch, by=team, also=[])
    assert (batch.state, verdicts(batch), DBTaskResult.objects.count()) == ("confirmed", {"bad": 2, "made": 298}, 0)


def test_list_is_stopped_before_the_worker_comes_to_it(client, team, home):
    batch = a_list(team)
    tasks.look_through(batch, batch.columns, by=team)
    page = client.post(f"/programme/imports/{batch.pk}/stop/", follow=True).text
    assert "Stopped. Everything is as it was before." in page
    call_command("work", once=True)
    batch.refresh_from_db()
    assert (batch.state, verdicts(batch)) == ("read", {"waiting": LONG})
    with pytest.raises(Refusal, match="This is now “Read”"):
        turns.stop(batch, by=team)


@pytest.mark.parametrize("step", ["looking", "importing"])
def test_list_is_stopped_in_the_middle_and_nothing_has_been_imported(team, home, in_small_pieces, step):
    batch = a_list(team)
    tasks.look_through(batch, batch.columns, by=team)
    if step == "importing":
        tasks.work_on(batch.pk)
        tasks.confirm(batch, by=team, also=[])
    with at(HOW_FAR, 2, lambda: turns.stop(Import.objects.get(), by=team), after=True):
        tasks.work_on(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.looked, batch.hindrance) == ("read" if step == "looking" else "checked", 200, "")
    assert Membership.objects.filter(partner=home).count() == 0
    assert Event.objects.filter(verb="import.given_back").count() == 0


def test_list_that_a_worker_left_lying_is_gone_on_with_where_it_stood(team, home, in_small_pieces):
    batch = a_list(team)
    tasks.look_through(batch, batch.columns, by=team)
    with at(HOW_FAR, 3, cut_off), pytest.raises(SystemExit):
        tasks.work_on(batch.pk)
    assert (Import.objects.get().looked, verdicts(batch)) == (200, {"bad": 1, "new": 299, "waiting": 1})
    mended = ImportRow.objects.get(batch=batch, verdict="bad").pk
    call_command("work", once=True)
    assert Import.objects.get().state == "looking"  # somebody may be at it still
    nobody_was_heard()
    DBTaskResult.objects.all().delete()
    tasks.go_on_with_all.call()
    assert (Import.objects.get().state, verdicts(batch)) == ("checked", {"bad": 2, "new": 299})
    first, last = ImportRow.objects.filter(batch=batch, verdict="bad")
    assert (first.pk, last.problems[0][2]) == (mended, "The same as row 2 of this file. One of the two would do.")


def test_timetable_takes_up_what_lies_and_queues_nothing_where_nothing_does(team, home):
    batch = a_list(team)
    tasks.look_through(batch, batch.columns, by=team)
    DBTaskResult.objects.all().delete()  # what the worker was told is lost
    assert tasks.something_lies() is False
    nobody_was_heard()
    call_command("work", once=True)
    batch.refresh_from_db()
    assert (batch.state, tasks.something_lies()) == ("checked", False)


def test_import_that_is_cut_off_has_changed_nothing_and_is_imported_once(team, home, in_small_pieces):
    batch = a_list(team)
    imports.look_through(batch, batch.columns, by=team)
    tasks.confirm(batch, by=team, also=[])
    with at('INSERT INTO "partners_role"', 1, cut_off, after=True), pytest.raises(SystemExit):
        tasks.work_on(batch.pk)
    assert (Import.objects.get().state, Membership.objects.filter(partner=home).count()) == ("importing", 0)
    assert verdicts(batch) == {"bad": 2, "new": 299}
    nobody_was_heard()
    tasks.work_on(batch.pk)
    tasks.work_on(batch.pk)
    assert (Import.objects.get().state, Membership.objects.filter(partner=home).count()) == ("confirmed", 299)


def test_where_no_worker_runs_the_page_says_so_and_does_it(client, team, home):
    batch = a_list(team)
    address = f"/programme/imports/{batch.pk}/"
    tasks.look_through(batch, batch.columns, by=team)
    assert "The site is working on this list already" in client.post(f"{address}now/").text
    nobody_was_heard()
    page = client.get(address).text
    assert "Nobody is working on it at the moment." in page
    assert "Do it now" in page
    assert "Import 299 rows" in client.post(f"{address}now/", follow=True).text


def test_two_at_once_do_it_once(team, home):
    batch = a_list(team)
    tasks.look_through(batch, batch.columns, by=team)
    with at(HOW_FAR, 1, lambda: tasks.work_on(batch.pk)):
        tasks.work_on(batch.pk)
    assert Event.objects.filter(verb="import.taken_up").count() == 1
    assert Event.objects.filter(verb="import.looked_through").count() == 1


def test_what_lies_with_the_worker_is_done_by_nobody_else(team, home):
    batch = a_list(team)
    tasks.look_through(batch, batch.columns, by=team)
    for act in (
        lambda: imports.look_through(batch, batch.columns, by=team),
        lambda: imports.confirm(batch, by=team),
        lambda: turns.ask_to_confirm(batch, by=team),
        lambda: turns.ask_to_undo(batch, by=team),
        lambda: turns.take_turn(batch, by=team),
    ):
        with pytest.raises(Refusal, match=r"The site (is working|works)"):
            act()


def test_whoever_may_no_longer_import_is_told_why_it_did_not_happen(client, team, home):
    batch = a_list(team)
    imports.look_through(batch, batch.columns, by=team)
    tasks.confirm(batch, by=team, also=[])
    Role.objects.filter(person=team).update(from_on="2020-01-01", until_on="2020-01-02")
    forget_reach(team)
    tasks.work_on(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.hindrance) == ("checked", "Only the programme team can look after this import.")
    assert Membership.objects.filter(partner=home).count() == 0
    sign_in(client, somebody(Kind.PROGRAMME_TEAM))
    assert "Only the programme team can look after this import." in client.get(f"/programme/imports/{batch.pk}/").text


def test_list_over_which_the_worker_dies_again_and_again_is_given_back(team, home):
    batch = a_list(team)
    tasks.look_through(batch, batch.columns, by=team)
    for _each in range(3):
        with at(HOW_FAR, 1, cut_off), pytest.raises(SystemExit):
            tasks.work_on(batch.pk)
        nobody_was_heard()
    tasks.work_on(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.hindrance[:48]) == ("read", "This was begun several times and never came to i")


def test_what_goes_wrong_on_our_side_is_said_logged_and_changes_nothing(team, home, caplog):
    batch = a_list(team)
    imports.look_through(batch, batch.columns, by=team)
    tasks.confirm(batch, by=team, also=[])

    def break_down():
        raise OSError("no space left")

    with at('INSERT INTO "partners_role"', 1, break_down):
        tasks.work_on(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.hindrance) == (
        "checked",
        "Something went wrong on our side. Nothing was changed. We can see what it was.",
    )
    assert "no space left" in caplog.text
    assert verdicts(batch) == {"bad": 2, "new": 299}


def test_import_that_meets_another_is_given_back(team, home):
    batch = a_list(team)
    imports.look_through(batch, batch.columns, by=team)
    tasks.confirm(batch, by=team, also=[])

    def somebody_else_was_first():
        raise IntegrityError

    with at('INSERT INTO "partners_role"', 1, somebody_else_was_first):
        tasks.work_on(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, Membership.objects.filter(partner=home).count()) == ("checked", 0)
    assert batch.hindrance.startswith("Somebody wrote down the same people")


def test_what_somebody_writes_while_the_worker_looks_is_looked_at_again(team, home):
    batch = a_list(team)
    imports.look_through(batch, batch.columns, by=team)
    tasks.confirm(batch, by=team, also=[])

    def join_meanwhile():
        person = a_person("Person Nr7", email="p7@example.org")
        record(by=team, verb="role.given", thing=a_role(person, Kind.PRACTITIONER, partner=home))

    with at(HOW_FAR, 1, join_meanwhile, after=True):
        tasks.work_on(batch.pk)
    assert (Import.objects.get().state, verdicts(batch)) == ("confirmed", {"bad": 2, "here": 1, "made": 298})


def test_nothing_is_imported_that_was_to_be_mended_when_it_was_confirmed(team, home):
    rows = [(2, ["Ada Byre", "a@example.org", "Lantern House", "Member with lived experience"])]
    rows += [
        (3, ["Bea Cole", "b@example.org", "Late House", ""]),
        (4, ["Cy Dunn", "c@example.org", "Lantern House", ""]),
    ]
    batch = imports.upload("people", [*HEADINGS, "Role"], rows, by=team)
    imports.look_through(batch, batch.columns, by=team)
    a_partner("Late House")
    imports.confirm(batch, by=team)
    assert list(Membership.objects.filter(came_by="imported").values_list("person__name", flat=True)) == ["Cy Dunn"]
    assert ImportRow.objects.get(batch=batch, number=3).problems[0][1] == "Late House"


def test_list_that_lies_with_the_worker_for_a_week_is_put_aside(team, home):
    batch = a_list(team)
    tasks.look_through(batch, batch.columns, by=team)
    Import.objects.update(uploaded_at=timezone.now() - timedelta(days=8))
    ImportRow.objects.update(stored_at=timezone.now() - timedelta(days=8))
    call_command("forget_import_rows", verbosity=0)
    assert (Import.objects.get().state, ImportRow.objects.count()) == ("dropped", 0)
