"""Sign-in through other organisations: off until it is configured, and a sentence for what cannot be read."""

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import jwt
import pytest
from django.core.exceptions import ImproperlyConfigured

from partnership.config import openid_connect

ONE = {"key": "cis2", "name": "NHS", "server_url": "https://issuer.example/oidc", "client_id": "us", "secret": "hush"}


def test_nothing_is_nobody():
    assert openid_connect.providers("") == ()
    assert openid_connect.apps(()) == []
    assert openid_connect.addresses(()) == []


def test_provider_is_read_from_json_and_from_a_file(tmp_path):
    path = tmp_path / "providers.json"
    path.write_text(json.dumps([ONE]), encoding="utf-8")

    (read,) = openid_connect.providers(json.dumps([ONE]))
    assert openid_connect.providers(str(path)) == (read,)
    assert (read.key, read.second_factor, read.trust_email) == ("cis2", False, False)
    assert "hush" not in repr(read)


def test_form_may_lead_to_where_the_provider_answers():
    (read,) = openid_connect.providers(json.dumps([{**ONE, "also_at": ["https://login.example/x"]}]))

    assert openid_connect.addresses((read,)) == ["https://issuer.example", "https://login.example"]


@pytest.mark.parametrize(
    "value",
    ["[", "no/such/file.json", json.dumps([{**ONE, "secret": ""}]), json.dumps([{**ONE, "sekret": "x"}]), '["x"]'],
)
def test_what_cannot_be_read_gets_a_sentence(value):
    with pytest.raises(ImproperlyConfigured, match="OPENID_CONNECT cannot be read"):
        openid_connect.providers(value)


@pytest.mark.django_db
def test_unless_configured_there_is_no_such_page(client):
    assert "organisation signs you in" not in client.get("/accounts/login/").text
    assert client.get("/accounts/oidc/cis2/login/").status_code == 404
    assert client.get("/accounts/elsewhere/").status_code == 404


class Issuer(BaseHTTPRequestHandler):
    """An organisation that says who somebody is, as the standard has it."""

    def do_GET(self):
        at = f"http://127.0.0.1:{self.server.server_port}"
        if self.path.endswith("openid-configuration"):
            ends = {"authorization_endpoint": "/go", "token_endpoint": "/token", "userinfo_endpoint": "/who"}
            self.answer({"issuer": at, "jwks_uri": f"{at}/keys", **{end: at + path for end, path in ends.items()}})
        else:
            self.answer({"sub": "42", "email": "kim@work.example", "email_verified": True, "name": "Kim"})

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        at = f"http://127.0.0.1:{self.server.server_port}"
        claims = {"iss": at, "aud": "us", "sub": "42", "email": "kim@work.example", "iat": 0, "exp": 4102444800}
        token = jwt.encode(claims, "a key of at least thirty-two bytes", algorithm="HS256")
        self.answer({"access_token": "a", "token_type": "Bearer", "id_token": token})

    def answer(self, said):
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def issuer():
    server = HTTPServer(("127.0.0.1", 0), Issuer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


COMING_IN = """
import django; django.setup()
from urllib.parse import parse_qs, urlsplit
from django.core.management import call_command
from django.test import Client
from django.test.utils import setup_test_environment
call_command("check", fail_level="WARNING"); call_command("migrate", verbosity=0)
setup_test_environment(["testserver"])
from partnership.accounts.models import Person
kim = Person.objects.create(name="Kim", email="kim@work.example", second_factor_required=True)
client = Client()
page = client.get("/accounts/login/")
assert "Sign in at work" in page.text, page.text
assert "form-action 'self' http://127.0.0.1" in page["Content-Security-Policy"]
away = urlsplit(client.post("/accounts/oidc/trust/login/").url)
asked = parse_qs(away.query)
assert away.path == "/go" and asked["redirect_uri"][0].endswith("/accounts/oidc/trust/login/callback/"), away
back = client.get("/accounts/oidc/trust/login/callback/", {"code": "x", "state": asked["state"][0]})
assert back.status_code == 302, back.text
print(client.session.get("_auth_user_id") == str(kim.pk), client.get("/accounts/me/").status_code)
lee = Person.objects.create(name="Lee", email="lee@example.org")
other = Client(); other.force_login(lee)
assert "Sign in at work" in other.get("/accounts/elsewhere/").text
assert "Joined" not in other.get("/accounts/elsewhere/").text
new = client if client.session.get("_auth_user_id") is None else Client()
if new is client:
    assert back.url == "/accounts/elsewhere/signup/", back.url
    page = new.post(back.url, {"name": "", "email": "kim.new@work.example"})
    assert "Type the name you go by" in page.text, page.text
    page = new.post(back.url, {"name": "Kim N", "email": "kim.new@work.example"})
    assert (page.status_code, Person.objects.get(email="kim.new@work.example").name) == (302, "Kim N")
assert "You stopped signing in" in Client().get("/accounts/elsewhere/login/cancelled/").text
assert "did not tell us who you are" in Client().get("/accounts/elsewhere/login/error/").text
print("joined", client.session.get("_auth_user_id") == str(kim.pk))
"""


@pytest.mark.parametrize(
    ("trusted", "said"),
    [
        ({"trust_email": True, "second_factor": True}, "True 200"),
        ({"trust_email": True}, "True 302"),
        ({}, "False 302"),
    ],
)
def test_somebody_comes_in_by_the_account_they_have_at_work(root, tmp_path, issuer, trusted, said):
    one = {"key": "trust", "name": "Sign in at work", "server_url": issuer, "client_id": "us", "secret": "s", **trusted}
    settings = {"OPENID_CONNECT": json.dumps([one]), "HEARTWOOD_DATA": str(tmp_path), "DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-c", COMING_IN],
        cwd=root,
        env={**os.environ, **settings, "DJANGO_SETTINGS_MODULE": "partnership.config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.strip().splitlines()[-2:] == [said, f"joined {said.split()[0]}"], done.stderr[-2000:]
