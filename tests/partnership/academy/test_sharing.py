"""Statements about what people complete: begun knowingly, valid by the published rules, sent once, stopped by a no."""

import json
import shutil
import subprocess
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from partnership.academy import tasks
from partnership.academy.actions import completing, sharing
from partnership.academy.models import KeptToThemself, Sharing, Statement
from partnership.academy.rules import sharing as rules
from partnership.accounts.models import Person, System
from partnership.core.models import Notice
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind
from tests.people import a_person, sign_in, somebody
from tests.teaching import a_booking, a_completion, a_leader, a_session
from tools.steps import BIN

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
LATER = timedelta(days=15)


@pytest.fixture(autouse=True)
def _allowed(settings):
    settings.XAPI = True


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


@pytest.fixture
def learner():
    return a_person("Sam Oakleaf", email="sam@example.org")


@pytest.fixture
def shared(team):
    """Give what was begun fifteen days ago."""
    made = sharing.begin_sharing("An invented university", by=team)
    began = timezone.now() - LATER
    Sharing.objects.update(began_at=began, first_on=timezone.localdate(began) + rules.TIME_TO_SAY_NO)
    return made


@pytest.fixture
def came(learner):
    """Give a session at which somebody was, and completed its course."""
    session = a_session(days=-2)
    a_leader(session, a_person("The Trainer"))
    booking = a_booking(session, learner, state="attended")
    return booking, a_completion(learner, session=session, completed_on=timezone.localdate() - timedelta(days=2))


def made():
    tasks.share_statements.func()
    return [one.said for one in Statement.objects.order_by("made_at", "pk")]


def problems_with(statements):
    """Say what a library that is not ours finds wrong with each statement."""
    answer = subprocess.run(
        [shutil.which("node") or BIN / "node", "tests/partnership/academy/verify_statements.mjs"],
        input=json.dumps(statements),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_statements_are_valid_by_the_published_rules(shared, came, learner, team):
    event = a_session("", days=-1, title="Knowledge exchange")
    a_booking(event, learner, state="attended-in-part")
    statements = made()
    Statement.objects.update(sent_at=timezone.now())
    completing.revoke_completion(came[1], why="A mix-up.", by=team)
    statements = made()
    assert sorted(one["verb"]["id"].rpartition("/")[2] for one in statements) == [
        *("attended", "attended", "completed", "voided"),
    ]
    assert problems_with(statements) == [[], [], [], []]


def test_what_breaks_the_rules_is_found(shared, came):
    statement = made()[0]
    without = {key: value for key, value in statement.items() if key != "verb"}
    two_names = {**statement, "actor": {**statement["actor"], "mbox": "mailto:sam@example.org"}}
    no_day = {**statement, "timestamp": "yesterday"}
    assert all(problems_with([without, two_names, no_day]))


def test_a_statement_is_about_whoever_learned_and_names_nobody(shared, came, learner):
    said = json.dumps(made())
    account = {"homePage": "http://localhost:8000", "name": rules.number_of(learner)}
    assert all(one["actor"] == {"objectType": "Agent", "account": account} for one in json.loads(said))
    for name in ("Sam Oakleaf", "sam@example.org", "The Trainer", str(learner.pk).zfill(6)):
        assert name not in said


def test_the_same_thing_has_the_same_identifier_for_ever(shared, came):
    first = {one["id"] for one in made()}
    Statement.objects.all().delete()
    assert {one["id"] for one in made()} == first
    assert {one["id"] for one in made()} == first
    assert len(first) == 2


def test_nothing_is_said_of_what_was_before_or_learned_elsewhere_or_too_soon(team, learner, came):
    a_completion(learner, "refresher", came_from="file")
    sharing.begin_sharing("An invented university", by=team)
    assert made() == []
    Sharing.objects.update(first_on=timezone.localdate())
    came[1].recorded_at = timezone.now()
    came[1].save()
    assert [one["verb"]["display"]["en"] for one in made()] == ["completed"]


def test_everybody_is_told_before_anything_is_sent(team, learner):
    begun = sharing.begin_sharing("An invented university", by=team)
    assert begun.first_on == timezone.localdate() + timedelta(days=14)
    told = Notice.objects.get(person=learner)
    assert (told.href, told.words["with_whom"]) == ("/my-training/sharing/", "An invented university")


def test_whoever_says_no_is_not_spoken_of_and_what_was_sent_is_taken_back(shared, came, learner):
    made()
    Statement.objects.filter(completion__isnull=False).update(sent_at=timezone.now())
    sharing.keep_to_myself(by=learner)
    (sent, void) = Statement.objects.order_by("made_at")
    assert (sent.takes_back, void.takes_back) == (False, True)
    assert void.said["object"] == {"objectType": "StatementRef", "id": str(sent.pk)}
    a_completion(learner, "refresher")
    sharing.keep_to_myself(by=learner)
    assert len(made()) == 2
    sharing.share_again(by=learner)
    assert len(made()) == 4


def test_who_decides(team, learner, settings):
    with pytest.raises(Refusal, match="Only the programme team decides"):
        sharing.begin_sharing("Somebody", by=learner)
    with pytest.raises(Refusal, match="Say with whom"):
        sharing.begin_sharing(" ", by=team)
    with pytest.raises(Refusal, match="Nothing is shared at the moment"):
        sharing.end_sharing(by=team)
    sharing.begin_sharing("Somebody", by=team)
    with pytest.raises(Refusal, match="is shared already"):
        sharing.begin_sharing("Somebody else", by=team)
    with pytest.raises(Refusal, match="makes and sends statements by itself"):
        sharing.make_statements(timezone.now(), 5, by=team)
    with pytest.raises(Refusal, match="Everybody says this for themselves"):
        sharing.keep_to_myself(by=Person.objects.system(System.HOUSEKEEPER))
    settings.XAPI = False
    with pytest.raises(Refusal, match="This site shares nothing"):
        sharing.end_sharing(by=team)


def test_what_was_not_sent_when_it_ended_is_never_sent(shared, came, team):
    made()
    sharing.end_sharing(by=team)
    assert not Statement.objects.exists()
    assert made() == []
    assert not tasks.sharing_stands()


# --- sending


class Answering(BaseHTTPRequestHandler):
    """A learning record store, as far as one is needed: it keeps what it has, and answers as it is told to."""

    answers: list[int] = []
    held: dict[str, dict] = {}
    seen: list[dict] = []

    def do_POST(self):
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Answering.seen.append({name: self.headers[name] for name in ("Authorization", "X-Experience-API-Version")})
        status = Answering.answers.pop(0) if Answering.answers else 200
        if status == 200 and any(one["id"] in Answering.held for one in told):
            status = 409
        if status == 200:
            Answering.held.update({one["id"]: one for one in told})
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture
def store(settings):
    Answering.answers, Answering.held, Answering.seen = [], {}, []
    server = HTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.LEARNING_RECORD_STORE = f"http://sam:se%40cret@127.0.0.1:{server.server_port}/xapi"
    yield Answering
    server.shutdown()
    thread.join()
    server.server_close()


def test_statements_are_sent_once(shared, came, store):
    made()
    made()
    assert set(store.held) == set(map(str, Statement.objects.values_list("pk", flat=True)))
    assert store.seen == [{"Authorization": "Basic c2FtOnNlQGNyZXQ=", "X-Experience-API-Version": "1.0.3"}]
    assert Statement.objects.filter(sent_at=None).count() == 0


def test_store_that_has_one_already_takes_the_others(shared, came, store):
    store.held[str(rules.id_of(came[0]))] = {}
    made()
    assert len(store.held) == 2
    assert Statement.objects.filter(sent_at=None).count() == 0


def test_store_that_is_away_is_asked_again_later_and_not_for_ever(shared, came, store):
    for tries in range(1, 9):
        store.answers[:] = [503]
        made()
        assert set(Statement.objects.values_list("tries", flat=True)) == {tries}
        made()
        assert len(store.seen) == tries
        Statement.objects.update(next_at=timezone.now())
    made()
    assert (len(store.seen), Statement.objects.given_up().count()) == (8, 2)
    sharing.try_again(by=somebody(Kind.PROGRAMME_TEAM))
    made()
    assert len(store.held) == 2


def test_store_that_does_not_answer_loses_nothing(shared, came, settings):
    settings.LEARNING_RECORD_STORE = "http://sam:secret@127.0.0.1:9/xapi/"
    made()
    assert Statement.objects.filter(sent_at=None, tries=1).count() == 2


# --- pages


def test_pages_are_not_there_unless_the_site_allows_it(team, learner, settings):
    settings.XAPI = False
    client = sign_in(Client(), team)
    for address in ("/programme/academy/sharing/", "/my-training/sharing/", "/programme/academy/elsewhere/statements/"):
        assert client.get(address).status_code == 404
    assert "sharing" not in client.get("/my-training/passport/").text
    assert "/sharing/" not in client.get("/programme/academy/elsewhere/").text


def test_programme_reads_what_it_means_and_begins(team, learner):
    client, here = sign_in(Client(), team), "/programme/academy/sharing/"
    assert "/programme/academy/sharing/" in client.get("/programme/academy/elsewhere/").text
    page = client.post(here, {"with_whom": "An invented university"})
    assert "Tick this once it is so" in page.text
    assert 'value="An invented university"' in page.text
    page = client.post(here, {"with_whom": "An invented university", "understood": "on"}, follow=True)
    assert "nothing is sent for fourteen days" in page.text
    assert sign_in(Client(), learner).get(here).status_code == 403
    assert "Ended." in client.post(f"{here}end/", follow=True).text


def test_statements_are_taken_as_lines(shared, came, team):
    said = made()
    client = sign_in(Client(), team)
    lines = b"".join(client.get("/programme/academy/sharing/statements.jsonl").streaming_content).decode().splitlines()
    assert list(map(json.loads, lines)) == said
    Statement.objects.update(tries=8)
    assert "They are tried again." in client.post("/programme/academy/sharing/again/", follow=True).text


def test_somebody_sees_what_is_said_of_them_and_says_no(shared, came, learner):
    made()
    client = sign_in(Client(), learner)
    assert "/my-training/sharing/" in client.get("/my-training/passport/").text
    page = client.get("/my-training/sharing/").text
    assert rules.number_of(learner) in page
    assert "completed: What hurt does, and what helps" in page
    assert "You said no" in client.post("/my-training/sharing/no/", follow=True).text
    assert KeptToThemself.objects.get().person == learner
    assert "may be shared" in client.post("/my-training/sharing/yes/", follow=True).text
