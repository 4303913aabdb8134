"""Statements of another system, brought in: read as rows, through the same look and the same confirmation as a report."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from partnership.academy.models import Completion, LearningFile
from partnership.academy.rules.statements import VERBS, NotStatements, rows_of
from partnership.partners.models import Kind
from tests.people import a_person, sign_in, somebody

ACTIVITY = "https://example.org/xapi/activities/trauma-awareness"


def a_statement(verb="completed", **more):
    said = {"actor": {"mbox": "mailto:sam@example.org", "name": "Sam"}, "verb": {"id": f"{VERBS}{verb}"}}
    thing = {"id": ACTIVITY, "definition": {"name": {"fr": "Sensibilisation", "en-GB": "Trauma awareness"}}}
    return {**said, "object": thing, "timestamp": "2026-03-14T23:30:00+00:00", **more}


def cells(*statements):
    return [row for _number, row in rows_of(json.dumps(list(statements)))]


def test_statement_is_a_row():
    row = ["sam@example.org", "Sam", "Trauma awareness", ACTIVITY, "2026-03-14", "completed"]
    assert cells(a_statement()) == [row]
    assert rows_of(json.dumps(a_statement())) == [(1, row)]
    assert rows_of("\n".join(map(json.dumps, [a_statement(), a_statement()]))) == [(1, row), (2, row)]
    assert rows_of(json.dumps({"statements": [a_statement()], "more": ""})) == [(1, row)]


@pytest.mark.parametrize(
    ("statement", "status"),
    [
        (a_statement("passed"), "passed"),
        (a_statement("attempted"), "attempted"),
        (a_statement(result={"success": False}), "not completed"),
        (a_statement("passed", result={"completion": False}), "not completed"),
        (a_statement(verb="", result="?"), "not completed"),
    ],
)
def test_only_what_was_completed_counts(statement, status):
    assert cells(statement)[0][5] == status


def test_what_was_voided_is_left_out():
    void = {"actor": {}, "verb": {"id": f"{VERBS}voided"}, "object": {"objectType": "StatementRef", "id": "a"}}
    assert cells({**a_statement(), "id": "a"}, void, {**a_statement(), "id": "b"}) == cells(a_statement())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "Line 1 is not JSON."),
        ('{"actor": {}}', "Number 1 is no statement."),
        ("[1]", "Number 1 is no statement."),
    ],
)
def test_what_is_no_statement_gets_a_sentence(text, said):
    with pytest.raises(NotStatements, match=said):
        rows_of(text)


@pytest.mark.django_db
def test_statements_are_looked_at_and_confirmed(settings):
    settings.XAPI = True
    learner = a_person(email="sam@example.org")
    client = sign_in(Client(), somebody(Kind.PROGRAMME_TEAM))
    account = a_statement(actor={"account": {"homePage": "https://example.org", "name": "7"}})

    def bring(content):
        file = SimpleUploadedFile("statements.json", content)
        return client.post(
            "/programme/academy/elsewhere/statements/", {"file": file, "taught_by": "A college"}, follow=True
        )

    assert "Line 1 is not JSON." in bring(b"{").text
    assert "This is no text in UTF-8." in bring(b"\xff\xfe\x00").text
    page = bring(json.dumps([a_statement(), a_statement("attempted"), account]).encode())
    assert "Read as: xAPI statements." in page.text
    (file,) = LearningFile.objects.all()
    assert list(file.rows.values_list("becomes", flat=True)) == ["new", "not-done", "bad"]
    client.post(f"/programme/academy/elsewhere/{file.pk}/confirm/")
    done = Completion.objects.get()
    assert (done.person, done.course, done.taught_by) == (learner, "foundation", "A college")
