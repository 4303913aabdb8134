"""Looking around as somebody made up: in a demonstration, at the machine itself, and nowhere else."""

import time

import pytest
from allauth.mfa.models import Authenticator

from partnership.accounts.management import demonstration
from partnership.accounts.models import Person
from partnership.core import kept
from partnership.partners.models import Kind
from tests.people import a_partner, a_person, a_role, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration_on(settings, tmp_path):
    kept.SHELF.clear()  # a page that another test kept does not say that people are made up
    settings.DEMONSTRATION = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "letters"
    yield
    kept.SHELF.clear()


@pytest.fixture
def marigold():
    person = a_person("Marigold Stavesacre", email="partner-lead@example.org", fictional=True)
    a_role(person, Kind.PARTNER_LEAD, partner=a_partner("Moss and Willow", fictional=True))
    a_role(person, Kind.TRAINER)
    return person


@pytest.mark.usefixtures("demonstration_on")
def test_people_are_listed_once_under_their_first_role(client, marigold):
    a_person("Nobody Yet", fictional=True)
    page = client.get("/demo/").text

    assert page.count("Marigold Stavesacre<small>") == 1
    assert "Partner lead: Moss and Willow" in page
    assert "With an account, and no role" in page


@pytest.mark.usefixtures("demonstration_on")
def test_somebody_looks_around_with_the_second_factor_counted(client, marigold):
    Person.objects.filter(pk=marigold.pk).update(second_factor_required=True)
    client.post(f"/demo/as/{marigold.pk}/")

    assert client.session["_auth_user_id"] == str(marigold.pk)
    assert client.get("/accounts/me/").status_code == 200


@pytest.mark.usefixtures("demonstration_on")
def test_somebody_looks_around_as_one_after_another(client, marigold):
    other = somebody(Kind.VOLUNTEER, partner=a_partner())
    Person.objects.filter(pk=other.pk).update(fictional=True)
    for person in (marigold, other):
        client.post(f"/demo/as/{person.pk}/")

    assert client.session["_auth_user_id"] == str(other.pk)


@pytest.mark.usefixtures("demonstration_on")
def test_nobody_looks_around_as_a_real_person(client):
    assert client.post(f"/demo/as/{a_person().pk}/").status_code == 404


@pytest.mark.usefixtures("demonstration_on")
def test_looking_around_is_no_link(client, marigold):
    assert client.get(f"/demo/as/{marigold.pk}/").status_code == 405


@pytest.mark.parametrize(
    "asked",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
    ],
)
@pytest.mark.usefixtures("demonstration_on")
def test_from_another_machine_there_is_no_such_page(client, marigold, asked):
    assert client.get("/demo/", **asked).status_code == 404
    assert client.post(f"/demo/as/{marigold.pk}/", **asked).status_code == 404
    assert "_auth_user_id" not in client.session


def test_without_a_demonstration_there_is_no_such_page(client, marigold):
    assert client.get("/demo/").status_code == 404
    assert client.post(f"/demo/as/{marigold.pk}/").status_code == 404


@pytest.mark.usefixtures("demonstration_on")
def test_every_page_says_that_people_are_made_up(client, facts_build, settings):
    settings.DATA = facts_build.parent.parent
    for path in ("/", "/about/", "/accounts/login/", "/demo/", "/no/such/page/"):
        assert "the organisations and people here are made up" in client.get(path).text


def test_other_sites_do_not_say_so(client):
    assert "made up" not in client.get("/about/").text


@pytest.mark.usefixtures("demonstration_on")
def test_letters_can_be_read(client, marigold):
    client.post("/accounts/login/", {"login": marigold.email})
    page = client.get("/demo/").text

    assert f"Your code · {marigold.email}" in page
    assert "Type it where you asked for it." in page
    assert "-----" not in page


@pytest.mark.usefixtures("demonstration_on")
def test_people_who_need_an_app_have_one_and_its_code_works(client, marigold):
    Person.objects.filter(pk=marigold.pk).update(second_factor_required=True)
    plain = a_person("Plain", fictional=True)
    demonstration.load({"one": marigold, "two": plain})
    app = Authenticator.objects.get()
    assert app.user == marigold

    page = client.get("/demo/").text
    now = int(time.time())
    assert any(digits in page for digits in _codes_around(app, now))


@pytest.mark.usefixtures("demonstration_on")
def test_site_with_another_secret_shows_no_code_and_breaks_nothing(client, marigold, settings):
    Person.objects.filter(pk=marigold.pk).update(second_factor_required=True)
    demonstration.load({"one": marigold})
    assert 'class="hw-code"' in client.get("/demo/").text
    settings.SECRET_KEY = "another one"
    assert 'class="hw-code"' not in client.get("/demo/").text


def _codes_around(app, now):
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value  # noqa: PLC0415
    from allauth.mfa.utils import decrypt  # noqa: PLC0415

    return {format_hotp_value(hotp_value(decrypt(app.data["secret"]), (now + step) // 30)) for step in (-30, 0)}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.usefixtures("demonstration_on")
def test_page_takes_the_same_queries_however_many_people(client, count, django_assert_num_queries):
    for number in range(count):
        a_role(a_person(f"Person {number}", fictional=True), Kind.MENTOR)
    with django_assert_num_queries(3):
        client.get("/demo/")
