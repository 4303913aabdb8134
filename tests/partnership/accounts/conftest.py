"""Letters as a newcomer's site writes them: files."""

import email
import re
from email import policy

import pytest
from django.test import Client

from partnership.accounts.models import Person


class Letters:
    """The folder that letters are written into."""

    def __init__(self, folder):
        self.folder = folder

    def all(self):
        files = sorted(self.folder.glob("*"), key=lambda path: path.stat().st_mtime_ns) if self.folder.exists() else []
        # Two letters of one second may stand in one file, a line of hyphens after each.
        letters = [letter for path in files for letter in path.read_bytes().split(b"\n" + b"-" * 79 + b"\n")]
        return [email.message_from_bytes(letter, policy=policy.default) for letter in letters if letter.strip()]

    def newest(self):
        return self.all()[-1]

    def code(self):
        return re.search(r"\b\d{4}-\d{4}\b", self.newest().get_content()).group()


@pytest.fixture
def letters(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "letters"
    return Letters(tmp_path / "letters")


@pytest.fixture
def browser(letters):
    """Give a browser that follows where it is led."""

    class Browser(Client):
        def post(self, path, data=None, **more):
            return super().post(path, data or {}, **{"follow": True, **more})

        def ask_for_code(self, address):
            return self.post("/accounts/login/", {"login": address})

        def type_code(self, code):
            return self.post("/accounts/login/code/", {"code": code, "action": "verify"})

        def sign_in(self, address):
            self.ask_for_code(address)
            return self.type_code(letters.code())

        def who(self):
            return Person.objects.filter(pk=self.session.get("_auth_user_id")).first()

    return Browser()
