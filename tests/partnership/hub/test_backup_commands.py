"""make backup, the database gone, make restore: the same counts and hashes, and whoever was erased stays erased."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from partnership.accounts.models import Person, System
from partnership.core import backups, erasures
from partnership.listening.actions import back
from partnership.listening.models import Route, Story, StoryUse
from partnership.listening.rules.back import part_of
from partnership.partners.actions import rights
from partnership.partners.models import Kind, Partner
from partnership.reading.models import Version
from tests.answers import made_ready
from tests.coming_back import ANOTHER, a_story_with_a_code, a_version, held, nobody
from tests.people import a_partner, somebody
from tests.stories import a_reader, a_story, told

pytestmark = pytest.mark.django_db(transaction=True)


def lose_the_database():
    """Empty every table, as losing the database would."""
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)


def said(capsys):
    return re.findall(r"^ +([\d,]+) ([\w.]+) +(\w{16})$", capsys.readouterr().out, re.M)


def test_whoever_was_erased_after_the_backup_is_still_erased(data_folder, tmp_path, capsys):
    partner = a_partner("Invented Homes")
    person = somebody(Kind.PRACTITIONER, partner=partner, name="Somebody Invented")
    archive = tmp_path / "one.tar.gz.age"
    call_command("backup", str(archive))
    before = said(capsys)
    rights.erase(person, by=Person.objects.system(System.HOUSEKEEPER))
    lose_the_database()

    call_command("restore", str(archive))

    assert before
    assert said(capsys) == before
    assert Partner.objects.get().name == "Invented Homes"
    restored = Person.objects.get(pk=person.pk)
    assert (restored.name, restored.email, restored.is_active) == ("", None, False)
    assert str(restored) == "someone who left"


def test_key_is_made_once_on_ones_own_machine_and_never_in_production(data_folder, tmp_path, settings):
    call_command("backup", str(tmp_path / "one.age"))
    key = (data_folder / "backup-key").read_text()
    call_command("backup", str(tmp_path / "two.age"))
    assert (data_folder / "backup-key").read_text() == key
    assert (data_folder / "backup-key").stat().st_mode & 0o077 == 0

    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="A production site needs BACKUP_RECIPIENT"):
        call_command("backup", str(tmp_path / "three.age"))
    call_command("backup", str(tmp_path / "three.age"), recipient=backups.new_key()[1])


def test_default_name_says_when(data_folder):
    call_command("backup")

    assert [path.suffixes for path in (data_folder / "backups").iterdir()] == [[".tar", ".gz", ".age"]]


def test_what_is_not_there_is_said(data_folder, tmp_path):
    with pytest.raises(CommandError, match="is not there; an archive would do"):
        call_command("restore", str(tmp_path / "nothing.age"))
    call_command("backup", str(tmp_path / "one.age"))
    with pytest.raises(CommandError, match="is not there; a key would do"):
        call_command("restore", str(tmp_path / "one.age"), key=str(tmp_path / "no-key"))


def test_refusal_of_a_restore_is_a_sentence(data_folder, tmp_path):
    call_command("backup", str(tmp_path / "one.age"))
    somebody(Kind.PRACTITIONER, partner=a_partner())

    with pytest.raises(CommandError, match="There are people or deeds in this database"):
        call_command("restore", str(tmp_path / "one.age"))


def a_story_as_it_was_told(reader):
    story = a_story_with_a_code(state="told")
    told(story, a_partner("The Ward"), reader)
    made_ready(story, reader)
    a_version(story, reader, state="approved")
    return story


def test_use_taken_back_and_code_locked_after_the_backup_stay_so(data_folder, tmp_path, capsys):
    reader = a_reader()
    story, other = a_story_as_it_was_told(reader), a_story("Somebody else", code_secret=held(ANOTHER).lookup)
    call_command("backup", str(tmp_path / "one.age"))
    back.set_use(story, "tell", given=False, by=nobody())
    back.set_use(story, "publish", given=False, by=nobody())
    back.set_use(story, "learn", given=False, by=nobody())
    back.set_use(story, "learn", given=True, by=nobody())
    back.lock_code(story, by=nobody())
    lose_the_database()

    call_command("restore", str(tmp_path / "one.age"))

    assert "3 erasures or withdrawals since then were done again" in capsys.readouterr().out
    now = Story.objects.get(pk=story.pk)
    assert (now.locked, now.code_secret, now.state) == (True, None, "told")
    no = set(StoryUse.objects.filter(given=False).values_list("story", "use"))
    assert no == {(story.pk, "tell"), (story.pk, "publish")}
    assert Route.objects.get().state == "called-back"
    assert set(Version.objects.values_list("state", "sealed")) == {("withdrawn", "")}
    untouched = Story.objects.get(pk=other.pk)
    assert (untouched.locked, untouched.code_secret) == (False, held(ANOTHER).lookup)


def test_ledger_of_stories_holds_a_day_and_no_word(data_folder):
    story = a_story_as_it_was_told(a_reader())
    back.set_use(story, "tell", given=False, by=nobody())
    back.set_use(story, "tell", given=True, by=nobody())
    back.lock_code(story, by=nobody())
    told_lines = erasures.entries()
    assert [one.what for one in told_lines] == ["withdraw", "done", "undone", "withdraw", "done"]
    assert {timezone.localtime(datetime.fromisoformat(one.at)).hour for one in told_lines} == {0}
    assert "five times" not in erasures.path().read_text()
    assert {one.row for one in told_lines} == {"", part_of(story, "tell"), part_of(story, "code")}
