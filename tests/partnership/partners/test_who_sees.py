"""The page about who sees what says what the rules say, and nothing else."""

import pytest
from markupsafe import escape

from partnership.core.visibility import visible_models
from partnership.partners.models import ROLES
from partnership.partners.queries.who_sees import who_sees_what


@pytest.fixture
def text(client, db):
    return client.get("/about/who-sees-what/").text


def test_every_line_of_every_rule_stands_there(text):
    lines = [line for model in visible_models() for line in model._default_manager.all().sees]
    assert len(lines) > 20
    assert [str(line.what) for line in lines if escape(str(line.what)) not in text] == []
    assert [str(line.who) for line in lines if escape(str(line.who)) not in text] == []


def test_every_role_stands_there_with_who_gives_it(text):
    missing = [kind.label for kind, rule in ROLES.items() if str(kind.label) not in text or str(rule.about) not in text]
    assert missing == []


def test_it_says_what_nobody_sees_and_what_is_confided(text):
    for sentence in ("What nobody sees", "Only safeguarding leads know who they are.", "Held in confidence."):
        assert sentence in text


def test_each_table_of_ours_stands_there_once(db):
    page = who_sees_what()
    names = [table.key for table in (*page.seen, *page.unseen)]
    assert len(names) == len(set(names))
    assert {"partners-partner", "partners-role", "partners-membership"} <= {table.key for table in page.seen}
    assert {"core-event", "core-pagereport"} <= {table.key for table in page.unseen}


def test_fields_are_named_by_how_far_they_go(db):
    (role,) = (table for table in who_sees_what().seen if table.key == "partners-role")
    assert {group.kind: group.names for group in role.fields}["confided"] == ("role",)


def test_page_asks_the_database_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        who_sees_what()


def test_page_can_be_reached_from_the_one_about_the_site(client, db):
    assert 'href="/about/who-sees-what/"' in client.get("/about/").text
