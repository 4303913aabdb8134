"""An edition that assessments use stays in the pack, word for word; the site says so before it starts, and how to go on."""

import shutil
from io import StringIO

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from partnership.framework.models import Assessment
from tests import assessments, editions
from tests.commitments import a_lead

pytestmark = pytest.mark.django_db


def found():
    messages = run_checks(tags=[Tags.database], databases=["default"])
    return [(one.id, one.obj) for one in messages if one.id.startswith("framework.")]


def change_words(framework):
    path = framework / editions.OLD / "leadership.yaml"
    words = path.read_text("utf-8")
    assert words.count("People who lead hold it, and say so") == 1
    path.write_text(words.replace("People who lead hold it, and say so", "People who lead hold it"), "utf-8")
    editions.forget(framework)


def test_assessment_remembers_the_words_that_it_asks(pack):
    made = assessments.started(*a_lead())
    assert made.words_sha256 == pack.framework.sha256["en"]
    assert found() == []


def test_edition_whose_words_were_changed_is_refused_once_somebody_was_asked(framework_folder):
    assert found() == []
    assessments.started(*a_lead())
    change_words(framework_folder)
    assert found() == [("framework.E002", "framework/short-2026")]


def test_edition_that_is_gone_is_refused(framework_folder):
    assessments.started(*a_lead())
    shutil.rmtree(framework_folder / "mappings")
    shutil.rmtree(framework_folder / editions.OLD)
    editions.forget(framework_folder)
    assert found() == [("framework.E001", "framework/short-2026")]


def test_new_edition_beside_the_old_one_is_welcome(framework_folder):
    assessments.started(*a_lead())
    editions.publish_second(framework_folder)
    assert found() == []


def test_site_does_not_migrate_onto_changed_words_and_says_how_to_make_a_new_edition(framework_folder):
    assessments.started(*a_lead())
    change_words(framework_folder)
    with pytest.raises(SystemCheckError) as refused:
        call_command("migrate", skip_checks=False, stdout=StringIO(), stderr=StringIO())
    assert "its words are others now" in str(refused.value)
    assert "copy its folder" in str(refused.value)


def test_assessment_from_before_words_were_remembered_asks_only_that_its_edition_is_there(framework_folder):
    made = assessments.started(*a_lead())
    Assessment.objects.filter(pk=made.pk).update(words_sha256="")
    change_words(framework_folder)
    assert found() == []


@pytest.mark.django_db(transaction=True)
def test_before_the_first_migration_there_is_nothing_to_hold_to():
    with connection.schema_editor() as editor:
        editor.alter_db_table(Assessment, "framework_assessment", "framework_not_there")
    assert found() == []
    with connection.schema_editor() as editor:
        editor.alter_db_table(Assessment, "framework_not_there", "framework_assessment")
