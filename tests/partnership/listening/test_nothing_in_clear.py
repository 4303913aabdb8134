"""A thousand phrases are told by every way there is, and then looked for wherever a thief or a court would look.

The hunt is tried on planted leaks too: a phrase in a column that is not locked, in a log, a letter, an archive or a
temporary file has to be found, or the hunt would prove nothing.
"""

from __future__ import annotations

import io
import logging
import random
import re
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pyrage
import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone
from django.utils.log import AdminEmailHandler
from django.views.decorators.csrf import csrf_exempt

from partnership.accounts.models import Person, System
from partnership.config.urls import urlpatterns as pages
from partnership.core import backups, codes, pace
from partnership.core.events import urn
from partnership.core.models import SearchEntry, sealed
from partnership.listening.actions import telling
from partnership.listening.actions.telling import save_draft, send_story
from partnership.listening.models import Reply, Story
from partnership.listening.rules.told import PARTS, Told
from partnership.reading.actions import queue
from partnership.reading.actions.reading import make_version
from partnership.reading.models import MOST_WRITTEN, Concern, ConcernNote, Reader, Text, Version
from tests import answering, assessments, ready
from tests.people import a_person
from tests.stories import a_reader, a_safeguarding_lead
from tests.telling import Teller

pytestmark = pytest.mark.django_db(transaction=True)
IN_EACH = 5
ADDRESS = "198.51.100.23"


def phrases(many: int) -> list[str]:
    """Give so many phrases, each with a word of its own that nothing else holds."""
    chosen = random.Random(2030)
    return [f"quillvane{number:04}{chosen.choice('bdfgk')}orrel" for number in range(many)]


class Said:
    """Phrases to tell, and which were told."""

    def __init__(self, many: int) -> None:
        self.left, self.told = phrases(many), set()

    def some(self, many: int = IN_EACH) -> str:
        taken, self.left = self.left[:many], self.left[many:]
        self.told |= set(taken)
        return f"They said {' and '.join(taken)}, and nobody wrote it down."


def nobody() -> Person:
    return Person.objects.system(System.WITHOUT_ACCOUNT)


@csrf_exempt
def broken_page(request) -> HttpResponse:
    """Break while the words are in the form, in a variable and in the error's own sentence."""
    words = request.POST["words"]
    raise RuntimeError(f"could not keep {words}")


urlpatterns = [path("tell-us/broken/", broken_page), *pages]


# --- telling, by the real ways


def tell_stories(said: Said, many: int) -> None:
    for _story in range(many):
        words = {part: said.some() for part in PARTS}
        send_story(Told(barriers=("waiting",), words=words, uses=("count", "tell")), code=None, by=nobody())


def tell_in_a_browser(said: Said, many: int) -> None:
    """Answer every question that takes words, look it over, and send without a code: every page carries the words on."""
    for _story in range(many):
        pace.forget()
        words = {asked: {"words": said.some()} for asked in ("own_words", "would_help", "helped")}
        words |= {"service": {"service": "hospital"}, "which": {"where": said.some()}}
        teller = Teller(Client(REMOTE_ADDR=ADDRESS)).begin().to_the_end_of_questions(**words)
        assert teller.title == "Look it over"
        teller.press("send").press("next", kind="none")
        assert teller.answer.status_code == 200


def write_in_a_seat(said: Said, many: int) -> None:
    """Answer without a name for an organisation that looks at itself, and write: asked about once, then sent."""
    seat = assessments.seat_of(assessments.begun()[0], "staff")
    for _person in range(many):
        client = Client(REMOTE_ADDR=ADDRESS)
        answering.begin(client, seat)
        words = said.some()
        client.post(answering.at(seat, "words/"), {"words": words * 30})  # too long: shown again, and kept nowhere
        client.post(answering.at(seat, "words/"), {"words": words, "anyway": "on"})
    assert Text.objects.filter(part="framework-words").count() == many


def save_drafts(said: Said, many: int) -> None:
    for number in range(many):
        held = codes.Held(f"{number:064}", bytes([number]) * 32)
        save_draft(f'{{"words": "{said.some()}"}}', code=held, by=nobody())


def read_some(said: Said, many: int) -> None:
    reader, lead = a_reader(), a_safeguarding_lead()
    Reader.objects.update(daily_limit=20)
    for story in Story.objects.order_by("pk")[:many]:
        text = Text.objects.about(urn(story)).first()
        queue.take_texts([text], by=reader)
        make_version(text, "service", sealed.read(text, "sealed"), [], by=reader)
        queue.finish_texts([text], 2, by=reader)
        answer(story, said.some(), by=reader)
        raise_concern(text, said.some(), by=lead)


def answer(story: Story, words: str, *, by: Person) -> None:
    reply = Reply(story=story, kind="answer", written_at=timezone.now(), written_by=by)
    sealed.put(reply, "sealed", words)
    reply.save(force_insert=True)


def raise_concern(text: Text, words: str, *, by: Person) -> None:
    now = timezone.now()
    concern = Concern.objects.create(text=text, about="danger", raised_at=now, raised_by=by, decide_by=now)
    note = ConcernNote(concern=concern, written_at=now, written_by=by)
    sealed.put(note, "sealed", words)
    note.save(force_insert=True)


def break_telling(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """Send a story, and let the deed break with the words in its hands."""

    def broken_deed(told: Told, **_more: object) -> None:
        raise RuntimeError(f"could not keep {told.words}")

    pace.forget()
    client = Client(raise_request_exception=False, REMOTE_ADDR=ADDRESS)
    teller = Teller(client).begin().to_the_end_of_questions(own_words={"words": said.some()})
    with monkeypatch.context() as patch:
        patch.setattr(telling, "send_story", broken_deed)
        assert teller.press("send").press("next", kind="none").answer.status_code == 500


def break_a_page(said: Said) -> None:
    client = Client(raise_request_exception=False)
    sent = {"words": said.some(), "other": said.some()}
    client.cookies["back"] = said.some(1)
    answered = client.post(f"/tell-us/broken/?{said.some(1)}", sent, REMOTE_ADDR=ADDRESS)
    assert answered.status_code == 500


# --- where a thief would look


def database() -> Iterator[tuple[str, bytes]]:
    """Give the database as it lies on a disk, with what was written ahead; and as a dump."""
    if connection.vendor == "postgresql":
        yield from dumped_tables()
        yield from files_of_the_cluster()
    else:
        yield from files_of_sqlite()
    out = io.StringIO()
    call_command("dumpdata", stdout=out)
    yield "dumpdata", out.getvalue().encode()


def files_of_sqlite() -> Iterator[tuple[str, bytes]]:
    connection.ensure_connection()
    yield "database, page by page", connection.connection.serialize()
    with tempfile.TemporaryDirectory() as folder:
        copy = sqlite3.connect(f"{folder}/copy.sqlite3")
        copy.execute("PRAGMA journal_mode=WAL")
        for line in connection.connection.iterdump():
            copy.execute(line)
        yield from files_in(Path(folder))
        copy.close()


def dumped_tables() -> Iterator[tuple[str, bytes]]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            with cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
                yield f"dump of {table}", b"".join(bytes(piece) for piece in rows)


def files_of_the_cluster() -> Iterator[tuple[str, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0])
        cursor.execute("SELECT pg_relation_filepath('reading_text')")
        table = folder / cursor.fetchone()[0]
    if table.exists():  # the cluster is on this machine
        yield from files_in(table.parent)
        yield from files_in(folder / "pg_wal")


def files_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield str(file), file.read_bytes()


def archive(data: Path, aside: Path) -> Iterator[tuple[str, bytes]]:
    """Give a backup, locked and opened with its key."""
    identity, recipient = backups.new_key()
    locked = aside / "archive.age"
    backups.write(locked, data=data, recipient=recipient)
    yield "archive", locked.read_bytes()
    opened = pyrage.decrypt(locked.read_bytes(), [pyrage.x25519.Identity.from_str(identity)])
    locked.unlink()
    with tarfile.open(fileobj=io.BytesIO(opened)) as tar:
        for member in tar.getmembers():
            if member.isfile():
                yield f"archive: {member.name}", tar.extractfile(member).read()


class Place:
    """A site of its own: data, temporary files, everything that is logged, and whoever is written to when it breaks."""

    def __init__(self, data: Path, temporary: Path, aside: Path) -> None:
        self.data, self.temporary, self.aside = data, temporary, aside
        self.logged = io.StringIO()

    def everything(self) -> Iterator[tuple[str, bytes]]:
        yield from database()
        yield from archive(self.data, self.aside)
        yield from files_in(self.data)
        yield from files_in(self.temporary)
        yield "log", self.logged.getvalue().encode()
        for letter in mail.outbox:
            yield "letter", letter.message().as_bytes() + str(letter.body).encode()

    def leaks(self, told: set[str]) -> set[str]:
        hunted = re.compile(rb"quillvane\d{4}[bdfgk]orrel")
        found = {(where, one.decode()) for where, held in self.everything() for one in hunted.findall(held)}
        return {where for where, one in found if one in told}


@pytest.fixture
def place(data_folder, tmp_path, settings, monkeypatch) -> Iterator[Place]:
    settings.DEBUG, settings.ADMINS = False, [("Somebody", "somebody@example.org")]
    settings.ROOT_URLCONF = __name__
    for name in ("temporary", "aside"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    connection.force_debug_cursor = True  # every statement is logged, with what it was given
    made = Place(data_folder, tmp_path / "temporary", tmp_path / "aside")
    handlers = [logging.StreamHandler(made.logged), AdminEmailHandler(include_html=True)]
    loggers = [logging.getLogger(), logging.getLogger("django"), logging.getLogger("django.db.backends")]
    levels = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.DEBUG)
    for handler in handlers:
        logging.getLogger().addHandler(handler)
    handlers[1].setLevel(logging.ERROR)
    yield made
    connection.force_debug_cursor = False
    for handler in handlers:
        logging.getLogger().removeHandler(handler)
    for one, level in zip(loggers, levels, strict=True):
        one.setLevel(level)


def test_a_thousand_phrases_are_nowhere_in_clear(place, settings, monkeypatch):
    ready.open_to_tell(settings)
    said = Said(1000)
    tell_in_a_browser(said, 8)
    assert Text.objects.count() == 8 * len(PARTS)
    write_in_a_seat(said, 4)
    tell_stories(said, 28)
    save_drafts(said, 20)
    read_some(said, 10)
    break_a_page(said)
    break_telling(said, monkeypatch)
    tell_stories(said, len(said.left) // (IN_EACH * len(PARTS)))
    said.some(len(said.left))
    assert len(said.told) == 1000
    text = Text.objects.first()
    assert sealed.read(text, "sealed").count("quillvane") == IN_EACH  # they are there, locked
    assert (Version.objects.count(), Reply.objects.count(), ConcernNote.objects.count()) == (10, 10, 10)
    logged = place.logged.getvalue()
    assert "INSERT INTO" in logged
    assert "RuntimeError, at" in logged
    assert "broken_page" in logged
    assert "broken_deed" in logged
    assert "Internal Server Error: tell-us" in logged
    assert mail.outbox
    assert ADDRESS not in logged + "".join(str(letter.message()) for letter in mail.outbox)
    assert place.leaks(said.told) == set()


def in_a_column(_place: Place, phrase: str) -> None:
    Text.objects.update(part=phrase)


def in_a_row_that_is_gone(_place: Place, phrase: str) -> None:
    a_person(phrase).delete()


def in_the_search(_place: Place, phrase: str) -> None:
    SearchEntry.objects.create(urn="urn:x", kind="person", title=phrase, href="/")


def in_a_log(_place: Place, phrase: str) -> None:
    logging.getLogger("partnership.listening").debug("Somebody said %s", phrase)


def in_a_letter(place: Place, phrase: str) -> None:
    (place.data / "letters").mkdir()
    (place.data / "letters" / "20261129.log").write_text(f"Subject: {phrase}\n", encoding="utf-8")


def in_edited_content(place: Place, phrase: str) -> None:
    (place.data / "content").mkdir()
    (place.data / "content" / "notice.yaml").write_text(phrase, encoding="utf-8")


def in_a_temporary_file(place: Place, phrase: str) -> None:
    (place.temporary / "upload").write_text(phrase, encoding="utf-8")


def in_an_error(_place: Place, phrase: str) -> None:
    try:
        raise RuntimeError(phrase)
    except RuntimeError:
        logging.getLogger("some.package").exception("It broke")


@pytest.mark.parametrize(
    ("leak", "found_in"),
    [
        (in_a_column, "dumpdata"),
        (in_the_search, "archive: tables/core.SearchEntry.jsonl"),
        (in_a_log, "log"),
        (in_a_letter, "letters/20261129.log"),
        (in_edited_content, "archive: content/notice.yaml"),
        (in_a_temporary_file, "temporary/upload"),
        (in_an_error, "log"),
    ],
)
def test_planted_leak_is_found(place, leak: Callable[[Place, str], None], found_in):
    said = Said(IN_EACH * len(PARTS) + 1)
    tell_stories(said, 1)
    assert place.leaks(said.told) == set()
    (phrase,) = said.left
    leak(place, phrase)
    assert any(where.endswith(found_in) for where in place.leaks({phrase}))


def test_djangos_own_reports_would_have_written_it_down(place, settings):
    settings.DEFAULT_EXCEPTION_REPORTER_FILTER = "django.views.debug.SafeExceptionReporterFilter"
    filters, logger = logging.getLogger("django.request").filters[:], logging.getLogger("django.request")
    logger.filters.clear()
    try:
        said = Said(20)
        break_a_page(said)
    finally:
        logger.filters[:] = filters
    assert place.leaks(said.told) == {"log", "letter"}


def test_words_fit_into_what_may_be_written():
    assert len(Said(IN_EACH).some()) < MOST_WRITTEN
