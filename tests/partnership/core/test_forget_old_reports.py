"""Notes about pages are deleted after two years, as the privacy page says."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import actions
from partnership.core.models import Event, PageReport
from partnership.core.refusals import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_reports():
    """Give an old note and a new one."""
    nobody = Person.objects.system("without-account")
    old, new = (actions.report_page("/", "wrong", by=nobody) for _ in range(2))
    PageReport.objects.filter(pk=old.pk).update(reported_at=timezone.now() - timedelta(days=731))
    return old, new


def test_command_deletes_the_old_note_and_says_so(two_reports):
    said = StringIO()
    call_command("forget_old_reports", stdout=said)

    assert list(PageReport.objects.all()) == [two_reports[1]]
    assert said.getvalue() == "Notes deleted: 1.\n"
    assert Event.objects.first().verb == "reports.forgotten"


def test_person_cannot_make_notes_disappear(two_reports):
    sam = Person.objects.create(email="sam@example.org", name="Sam")

    with pytest.raises(Refusal, match="after two years"):
        actions.forget_old_reports(by=sam)
    assert PageReport.objects.count() == 2
