"""The production profile insists on what it needs, in sentences, and passes Django's own deployment check."""

import os
import subprocess
import sys

import pytest

PRODUCTION = {
    "HEARTWOOD_PROFILE": "production",
    "SECRET_KEY": "a secret of more than fifty letters, made only for this test: 0123456789",
    "ALLOWED_HOSTS": "heartwood.example",
    "ROLE_MAILBOX": "team@heartwood.example",
    "DATABASE_URL": "sqlite://:memory:",
}


@pytest.fixture(scope="module", autouse=True)
def keys(root, tmp_path_factory):
    """Give the production site a key, where such a site keeps one, by the command that its first user types."""
    PRODUCTION["HEARTWOOD_KEYS"] = str(tmp_path_factory.mktemp("keys"))
    done = manage(root, "new_key", **PRODUCTION)
    assert (done.returncode, done.stderr) == (0, "")


def manage(root, *arguments, **settings):
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=root,
        env={**kept, **settings},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_profile_passes_the_deployment_check(root):
    done = manage(root, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "ROLE_MAILBOX", "HEARTWOOD_KEYS"])
def test_production_profile_without_a_setting_says_which(root, name):
    done = manage(root, "check", **{key: value for key, value in PRODUCTION.items() if key != name})

    assert done.returncode != 0
    assert f"The production profile needs {name}" in done.stderr


def test_profile_that_is_none_gets_a_sentence(root):
    done = manage(root, "check", HEARTWOOD_PROFILE="staging")

    assert '"local" or "production" would do' in done.stderr


def test_pack_that_cannot_be_read_stops_the_site_with_a_sentence(root, tmp_path):
    done = manage(root, "check", HEARTWOOD_PACK=str(tmp_path), HEARTWOOD_DATA=str(tmp_path))

    assert done.returncode != 0
    assert "core.E002" in done.stderr
    assert "would do" in done.stderr


def test_no_migration_is_missing(root, tmp_path):
    done = manage(root, "makemigrations", "--check", "--dry-run", HEARTWOOD_DATA=str(tmp_path))

    assert done.stdout.strip() == "No changes detected"


def test_production_without_a_key_says_how_one_is_made(root, tmp_path):
    done = manage(root, "check", **{**PRODUCTION, "HEARTWOOD_KEYS": str(tmp_path)})

    assert done.returncode != 0
    assert "core.E004" in done.stderr
    assert "manage.py new_key" in done.stderr


def test_production_refuses_to_be_a_demonstration(root):
    done = manage(root, "check", HEARTWOOD_DEMONSTRATION="1", **PRODUCTION)

    assert done.returncode != 0
    assert "A production site is no demonstration" in done.stderr


def test_production_refuses_invented_people(root):
    done = manage(root, "load_demonstration", **PRODUCTION)

    assert done.returncode != 0
    assert "nothing invented belongs here" in done.stderr


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "filebased.EmailBackend localhost 25 False"),
        ("smtp://us:p%40ss@mail.example:2525", "smtp.EmailBackend mail.example 2525 False"),
        ("smtp://mail.example?tls=1", "smtp.EmailBackend mail.example 587 True"),
    ],
)
def test_letters_are_files_unless_there_is_a_mail_server(root, tmp_path, url, said):
    asked = "from django.conf import settings as s; print(s.EMAIL_BACKEND.partition('backends.')[2], s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_TLS)"
    done = manage(root, "shell", "-v", "0", "-c", asked, EMAIL_URL=url, HEARTWOOD_DATA=str(tmp_path))

    assert done.stdout.strip() == said


def test_letters_come_from_a_name_that_gives_nothing_away(root, tmp_path):
    asked = "from django.conf import settings as s; print(s.DEFAULT_FROM_EMAIL)"
    done = manage(root, "shell", "-v", "0", "-c", asked, FROM_MAILBOX="post@example.org", HEARTWOOD_DATA=str(tmp_path))

    assert done.stdout.strip() == "Heartwood <post@example.org>"
