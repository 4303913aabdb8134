"""People who edit words, and a data folder of its own for each test: what one publishes no other reads."""

import pytest

from partnership.partners.models import Kind
from tests.people import sign_in, somebody


@pytest.fixture(autouse=True)
def _own_words(data_folder):
    """Let every test of this folder publish into an empty overlay."""


@pytest.fixture
def author(db):
    return somebody(Kind.PROGRAMME_TEAM, name="Ada Pennyfeather")


@pytest.fixture
def second(db):
    return somebody(Kind.PROGRAMME_TEAM, name="Ben Quillfeather")


@pytest.fixture
def lead(db):
    return somebody(Kind.SAFEGUARDING_LEAD, name="Cleo Marshmallow")


@pytest.fixture
def signed_in(client):
    """Sign somebody in with this test's browser."""

    def sign(person):
        client.logout()
        return sign_in(client, person)

    return sign


@pytest.fixture
def counts(django_capture_on_commit_callbacks):
    """Let what was done count, as it does after commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
