"""People, and the rows that are nobody in particular."""

import pytest
from django.db import IntegrityError

from partnership.accounts.models import Person, System

pytestmark = pytest.mark.django_db


def test_person_is_the_user_model_from_the_first_migration(settings):
    assert settings.AUTH_USER_MODEL == "accounts.Person"
    assert Person.USERNAME_FIELD == "email"


@pytest.mark.parametrize("key", System.values)
def test_system_person_exists_and_cannot_sign_in(key):
    person = Person.objects.system(key)

    assert not person.is_active
    assert not person.has_usable_password()
    assert person.email is None


def test_system_person_is_called_what_they_are():
    assert str(Person.objects.system("without-account")) == "someone without an account"


def test_system_person_with_an_address_is_refused_by_the_database():
    with pytest.raises(IntegrityError):
        Person.objects.filter(system="loader").update(email="loader@example.org")


def test_person_is_found_whatever_the_capitals_of_their_address():
    person = Person.objects.create(email="Sam.Example@example.org", name="Sam")

    assert Person.objects.get_by_natural_key("sam.example@EXAMPLE.org") == person
    assert str(person) == "Sam"


def test_two_people_cannot_share_an_address():
    Person.objects.create(email="sam@example.org", name="Sam")

    with pytest.raises(IntegrityError):
        Person.objects.create(email="sam@example.org", name="Also Sam")
