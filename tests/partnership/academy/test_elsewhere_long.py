"""A long report of learning: stopped, gone on with, followed by another worker, put aside; nothing is kept by half."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.academy import tasks
from partnership.academy.actions import elsewhere as actions
from partnership.academy.models import Awaiting, Completion, LearningFile, LearningRow
from partnership.core.models import Event, Notice
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind
from tests.partnership.academy.reports import PLAIN
from tests.partnership.academy.test_elsewhere import OURS, SAID, becomes, brought
from tests.people import a_partner, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


@pytest.fixture
def member():
    found = somebody(Kind.PRACTITIONER, partner=a_partner("Alder House"))
    found.email = "sam@example.org"
    found.save()
    return found


def a_long_one(by, rows=5):
    numbered = [(number, ["A", f"p{number}@example.org", OURS, "2026-03-14"]) for number in range(2, rows + 2)]
    return actions.bring_in("plain", PLAIN, numbered, by=by, **SAID)


def test_long_report_is_stopped_and_gone_on_with(team, monkeypatch):
    monkeypatch.setattr(tasks, "ROWS_AT_ONCE", 0)
    file = a_long_one(team)
    actions.look_further(file, 2, by=team)
    actions.stop_learning(file, by=team)
    assert (file.state, file.looked) == ("stopped", 2)
    with pytest.raises(Refusal, match="This is now “Stopped”"):
        actions.look_further(file, by=team)
    tasks.begin_learning(actions.go_on_with_learning(file, by=team), by=team)
    tasks.go_on_with_learning.func(file.pk)
    file.refresh_from_db()
    assert (file.state, file.looked) == ("looked", 5)
    assert Notice.objects.filter(person=team, href=f"/programme/academy/elsewhere/{file.pk}/").count() == 1


def test_worker_that_was_cut_off_is_followed_by_another(team):
    file = a_long_one(team)
    actions.look_further(file, 2, by=team)
    assert not tasks.learning_lies()
    LearningFile.objects.update(asked_at=timezone.now() - timedelta(minutes=4))
    assert tasks.learning_lies()
    tasks.go_on_with_all_learning.func()
    assert LearningFile.objects.get().state == "looked"
    actions.confirm_learning(LearningFile.objects.get(), keeps_unknown=False, by=team)
    tasks.go_on_with_learning.func(file.pk)
    assert LearningFile.objects.get().state == "kept"
    assert Awaiting.objects.count() == 5


def test_what_goes_wrong_is_told_and_nothing_is_kept(team, member, monkeypatch):
    file = brought(team, ("Sam", "sam@example.org", OURS, "2026-03-14"), ("F", "f@example.org", OURS, "2026-03-14"))
    actions.confirm_learning(file, keeps_unknown=False, by=team)

    def broken(*_args):
        raise ValueError

    monkeypatch.setattr(actions, "_awaiting", broken)
    tasks.work_on_learning(file.pk, team)
    file.refresh_from_db()
    assert (file.state, file.hindrance) == (
        "looked",
        "Something went wrong on our side. Nothing was written down. We can see what it was.",
    )
    assert not Completion.objects.exists()
    assert becomes(file) == ["new", "awaits"]


def test_confirmed_report_can_be_stopped_before_it_is_written_down(team, member):
    file = brought(team, ("Sam", "sam@example.org", OURS, "2026-03-14"))
    actions.confirm_learning(file, keeps_unknown=False, by=team)
    actions.stop_learning(file, by=team)
    assert file.state == "looked"
    tasks.work_on_learning(file.pk, team)
    assert not Completion.objects.exists()


def test_report_put_aside_leaves_nothing(team, member):
    file = brought(team, ("Sam", "sam@example.org", OURS, "2026-03-14"))
    actions.drop_learning(file, by=team)
    assert not LearningRow.objects.exists()
    with pytest.raises(Refusal, match="This is now “Put aside”"):
        actions.confirm_learning(file, keeps_unknown=False, by=team)
    assert Event.objects.filter(verb="learning_file.dropped").count() == 1
