"""The same workbook from several hands at the same moment, or while somebody answers on the site: counted once, nothing lost."""

from __future__ import annotations

from partnership.core.refusals import Refusal
from partnership.framework.actions import answering
from partnership.framework.actions import workbooks as actions
from partnership.framework.forms.cells import read_workbook
from partnership.framework.models import Answer, Response
from partnership.framework.rules.workbooks import LEAD, SEALED
from tests.answering import keys
from tests.at_once import ON_POSTGRESQL, at_once, kinds
from tests.workbooks import answer, filled, taken

pytestmark = ON_POSTGRESQL


def test_same_sealed_workbook_from_ten_hands_counts_once(asked, outside):
    content = filled(taken(asked, SEALED), lambda sheets: answer(sheets, "staff", [[3], [4]]))
    workbook, _problems = read_workbook(asked, SEALED, content)
    answers = at_once(lambda held: actions.bring_in_workbook(held, workbook, by=outside), [asked] * 10)
    assert kinds(answers) == {"Assessment": 1, "Refusal": 9}
    assert Response.objects.filter(seat__seat="staff").count() == 2
    assert Answer.objects.count() == 24


def test_whoever_answers_on_the_site_at_that_moment_keeps_what_they_said(asked):
    lead = asked.started_by
    response = Response.objects.get(person=lead)
    content = filled(taken(asked, LEAD), lambda sheets: answer(sheets, "leaders", [[4]]))
    workbook, _problems = read_workbook(asked, LEAD, content)
    first = keys(response.seat)[0]
    deeds = [
        lambda: actions.bring_in_workbook(asked, workbook, by=lead),
        lambda: answering.save_answer(response, first, 2, by=lead),
    ]
    for _again in range(5):
        Answer.objects.all().delete()
        Response.objects.update(handed_in=False)
        brought, _saved = at_once(lambda deed: deed(), deeds)
        there = {one.standard: one.level for one in Answer.objects.filter(response=response)}
        assert there[first] == 2  # saved first, so that the workbook is refused; or last, over what it brought
        assert len(there) == (1 if isinstance(brought, Refusal) else 12)
