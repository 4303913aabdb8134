"""A course held in another learning system: LTI 1.3 as a tool of another make reads it, and nothing said to anybody else."""

import html
import re
import time
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import RequestFactory
from django.urls import reverse
from pylti1p3.contrib.django import DjangoMessageLaunch, DjangoOIDCLogin
from pylti1p3.exception import LtiException
from pylti1p3.tool_config import ToolConfDict

from partnership.academy.queries import launching as queries
from partnership.core import launch_keys, learning_tools
from partnership.core.learning_tools import Tool
from tests.people import a_person, sign_in

pytestmark = pytest.mark.django_db
COURSE = "foundation"
THERE = "https://learning.example/course/7"
TOOL = Tool(
    key="moodle",
    name="Millbrook College",
    login_url="https://learning.example/login",
    redirect_urls=("https://learning.example/launch",),
    client_id="heartwood-at-millbrook",
    deployment_id="1",
    courses={COURSE: THERE},
)
START = reverse("open-course", kwargs={"key": COURSE})
ANSWER = reverse("answer-tool")


@pytest.fixture
def on(settings, tmp_path):
    """Configure one tool, with a key that signs."""
    settings.KEYS = tmp_path / "keys"
    settings.LEARNING_TOOLS = (TOOL,)
    call_command("new_launch_key")


class AnotherSystem:
    """A learning system elsewhere, by a library that is not ours: it starts its sign-in, and reads what it is told."""

    def __init__(self, settings, published):
        self.session, self.cookies = {}, {}
        self.config = ToolConfDict(
            {
                settings.SITE_ADDRESS: {
                    "client_id": TOOL.client_id,
                    "auth_login_url": f"{settings.SITE_ADDRESS}{ANSWER}",
                    "auth_token_url": "",
                    "key_set": published,
                    "deployment_ids": [TOOL.deployment_id],
                }
            }
        )

    def _request(self, request):
        request.session, request.COOKIES = self.session, dict(self.cookies)
        return request

    def begin(self, address):
        """Start as its own sign-in does; give where it sends the browser."""
        request = self._request(RequestFactory().get("/login", dict(parse_qsl(urlsplit(address).query))))
        answer = DjangoOIDCLogin(request, self.config).redirect(TOOL.redirect_urls[0])
        self.cookies = {name: one.value for name, one in answer.cookies.items()}
        return answer["Location"]

    def read(self, fields):
        """Read what the browser brings, as strictly as that library does."""
        request = self._request(RequestFactory().post("/launch", fields))
        return DjangoMessageLaunch(request, self.config).get_launch_data()


@pytest.fixture
def there(settings, on, client):
    return AnotherSystem(settings, client.get(reverse("launch-keys")).json())


def goes(client, **chosen):
    answer = client.post(START, chosen)
    assert answer.status_code == 302
    return answer["Location"]


def carried(answer):
    """Give the form that the browser carries to the other system: where, and its fields."""
    assert answer.status_code == 200
    text = answer.content.decode()
    form = re.search(r'<form method="post" action="(https://learning[^"]+)">(.*?)</form>', text, re.S)
    fields = re.findall(r'name="(\w+)" value="([^"]*)"', form[2])
    return html.unescape(form[1]), {name: html.unescape(value) for name, value in fields}


def path_of(address):
    part = urlsplit(address)
    return f"{part.path}?{part.query}"


def test_somebody_comes_to_the_course_and_the_other_system_knows_a_number_and_no_more(client, there):
    person = a_person("Ines Example")
    sign_in(client, person)
    assert "Millbrook College" in client.get(START).content.decode()
    begun = goes(client)
    assert begun.startswith(TOOL.login_url)
    address, fields = carried(client.get(path_of(there.begin(begun))))

    assert address == TOOL.redirect_urls[0]
    said = there.read(fields)
    assert said[f"{queries.CLAIM}target_link_uri"] == THERE
    assert said[f"{queries.CLAIM}roles"] == [queries.LEARNER]
    assert said["sub"] == queries.subject(TOOL, person)
    for told in (begun, str(said)):
        assert "Ines" not in told
        assert person.email not in told


@pytest.mark.parametrize(
    ("chosen", "told"), [({"name": "on"}, {"name"}), ({"name": "on", "email": "on"}, {"name", "email"})]
)
def test_name_and_address_are_told_only_where_somebody_chose_it(client, there, chosen, told):
    person = a_person("Ines Example")
    sign_in(client, person)
    _address, fields = carried(client.get(path_of(there.begin(goes(client, **chosen)))))
    said = there.read(fields)
    assert {name for name in ("name", "email") if name in said} == told
    assert said["name"] == "Ines Example"


def test_a_system_that_asks_by_a_form_is_asked_again_by_address(client, there):
    sign_in(client, a_person())
    asked = dict(parse_qsl(urlsplit(there.begin(goes(client))).query))
    again = client.post(ANSWER, asked)
    assert again.status_code == 302
    assert there.read(carried(client.get(again["Location"]))[1])


def test_the_same_person_is_another_number_in_another_system(on):
    person = a_person()
    other = Tool(**{name: getattr(TOOL, name) for name in TOOL.__slots__} | {"key": "another"})
    assert queries.subject(TOOL, person) == queries.subject(TOOL, person)
    assert queries.subject(TOOL, person) != queries.subject(other, person) != queries.subject(TOOL, a_person())


def test_the_forms_lead_to_that_system_and_nowhere_else(client, there):
    sign_in(client, a_person())
    for answer in (client.get(START), client.get(path_of(there.begin(goes(client))))):
        said = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
        assert said["form-action"].split() == ["'self'", "https://learning.example"]
    assert "learning.example" not in client.get("/academy/")["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"redirect_uri": "https://elsewhere.example/launch"}, "an address that we do not know"),
        ({"client_id": "somebody"}, "an address that we do not know"),
        ({"login_hint": "0"}, "Somebody else began this"),
        ({"response_mode": "query"}, "in a way that we do not answer"),
        ({"nonce": ""}, "in a way that we do not answer"),
        ({"lti_message_hint": "made up"}, "longer than some minutes"),
        ({"lti_message_hint": ""}, "longer than some minutes"),
    ],
)
def test_whatever_was_not_agreed_is_refused_in_a_sentence_and_nothing_is_passed_on(client, there, change, sentence):
    sign_in(client, a_person())
    asked = dict(parse_qsl(urlsplit(there.begin(goes(client))).query)) | change
    answer = client.get(f"{ANSWER}?{urlencode(asked)}")
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert "id_token" not in answer.content.decode()


def test_nobody_answers_for_somebody_else(client, there):
    sign_in(client, a_person())
    asked = there.begin(goes(client))
    sign_in(client, a_person())
    assert client.get(path_of(asked)).status_code == 400


def test_it_is_answered_for_some_minutes_only(client, there, monkeypatch):
    sign_in(client, a_person())
    asked, now = there.begin(goes(client)), time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + queries.SECONDS + 1)
    assert client.get(path_of(asked)).status_code == 400


def test_a_changed_word_is_not_believed(client, there):
    sign_in(client, a_person())
    _address, fields = carried(client.get(path_of(there.begin(goes(client)))))
    head, body, signed = fields["id_token"].split(".")
    fields["id_token"] = ".".join([head, body, ("B" if signed[0] == "A" else "A") + signed[1:]])
    with pytest.raises(LtiException):
        there.read(fields)


def test_a_newer_key_signs_and_the_earlier_one_stays_published(client, settings, there):
    call_command("new_launch_key")
    published = client.get(reverse("launch-keys")).json()
    assert [one["kid"] for one in published["keys"]] == launch_keys.names() == ["launch-0001", "launch-0002"]
    assert all(set(one) == {"kty", "n", "e", "kid", "alg", "use"} for one in published["keys"])
    sign_in(client, a_person())
    newer = AnotherSystem(settings, published)
    assert newer.read(carried(client.get(path_of(newer.begin(goes(client)))))[1])


def test_it_is_off_until_somebody_configures_it_and_makes_a_key(client, settings, tmp_path):
    sign_in(client, a_person())
    settings.KEYS = tmp_path / "keys"
    link = f'href="{START}"'
    for tools in ((), (TOOL,)):
        settings.LEARNING_TOOLS = tools
        assert client.get(START).status_code == 404
        assert link not in client.get(reverse("course", kwargs={"key": COURSE})).content.decode()
    call_command("new_launch_key")
    assert client.get(START).status_code == 200
    assert link in client.get(reverse("course", kwargs={"key": COURSE})).content.decode()
    assert client.get(reverse("open-course", kwargs={"key": "alongside"})).status_code == 404
    assert client.get(reverse("launch-keys")).json()["keys"]


def test_the_key_is_for_the_site_alone(on, settings):
    assert (settings.KEYS / "launch-0001.pem").stat().st_mode & 0o077 == 0


SAID = (
    '{"key": "m", "name": "M", "login_url": "https://m.example/l", "redirect_urls": ["https://m.example/r"], '
    '"client_id": "c", "deployment_id": "1", "courses": {"foundation": "https://m.example/7"}}'
)


def test_the_setting_is_read_from_json_and_from_a_file(tmp_path):
    (tmp_path / "tools.json").write_text(f"[{SAID}]", encoding="utf-8")
    assert learning_tools.tools("") == ()
    (one,) = learning_tools.tools(f"[{SAID}]")
    assert (one,) == learning_tools.tools(str(tmp_path / "tools.json"))
    assert one.origins == ["https://m.example"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("no such file", "cannot be read"),
        ("[{}]", "a tool needs client_id, courses"),
        (f"[{SAID}]".replace("https://m.example/r", "http://m.example/r"), "is no https address"),
        (f"[{SAID}]".replace('"key"', '"colour": "red", "key"'), "unknown: colour"),
    ],
)
def test_a_setting_that_cannot_be_read_is_told_in_a_sentence(said, told):
    with pytest.raises(ImproperlyConfigured, match=told):
        learning_tools.tools(said)
