"""From a first draft to words that every process shows: written, found wanting, put right, read by a second person."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from heartwood.check import check
from heartwood.pack import read
from partnership.content.models import Draft, Edition
from partnership.core import pack
from partnership.core.models import Event
from tests.partnership.content.typing import filled_in

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]


def begin(client, kind, name):
    response = client.post(f"/content/begin/{kind}/", {"taken_from": name})
    return int(response["Location"].split("/")[3])


def type_into(client, pk, do="keep", **answers):
    page = f"/content/drafts/{pk}/edit/"
    fields = {**filled_in(client.get(page), page), **answers, "do": do}
    return client.post(page, {name: value for name, value in fields.items() if value is not None})


def test_words_go_from_a_draft_to_every_page(signed_in, author, second, counts, pack_folder, tmp_path, data_folder):
    client = signed_in(author)
    pk = begin(client, "charter", "charter/2026-1.yaml")

    # A clause without words: the check says so beside it, and nothing goes further.
    type_into(client, pk, do="add:w.clauses")
    new = len(Draft.objects.get(pk=pk).content["clauses"]) - 1
    found = type_into(client, pk, do="check", **{f"w.clauses.{new}.title.en": "We rest"})
    assert "Nothing is written here yet." in found.content.decode()
    assert f'href="#w.clauses.{new}.text.en"' in found.content.decode()
    assert Draft.objects.get(pk=pk).state == "draft"

    # Put right, it is checked; it can be seen as a page; the differences are said.
    answers = {f"w.clauses.{new}.text.en": "Nobody here works tired.", f"w.clauses.{new}.principles": ["safety"]}
    assert (
        type_into(client, pk, do="check", **answers, why="People asked for it")["Location"] == f"/content/drafts/{pk}/"
    )
    assert Draft.objects.get(pk=pk).state == "checked"
    assert "Nobody here works tired." in client.get(f"/content/drafts/{pk}/preview/").content.decode()
    assert "What is different from version 2026-1" in client.get(f"/content/drafts/{pk}/").content.decode()

    # Whoever wrote it cannot be the second person.
    client.post(f"/content/drafts/{pk}/ask/")
    seen = Draft.objects.get(pk=pk).revision
    refused = client.post(f"/content/drafts/{pk}/publish/", {"seen": seen})
    assert (refused.status_code, "You wrote some of this yourself" in refused.content.decode()) == (403, True)
    assert [str(one) for one in second.notices.all()] == ["Words wait for a second person: Charter: " + title(pk)]

    # Somebody else of the team publishes it, and the pack has it.
    client = signed_in(second)
    assert pack.current().charter.version == "2026-1"
    with counts():
        response = client.post(f"/content/drafts/{pk}/publish/", {"seen": seen})
    assert response["Location"] == f"/content/editions/{Edition.objects.get().pk}/"
    assert pack.current().charter.version == "2026-2"
    clause = pack.current().charter.clause("we-rest")
    assert str(clause.text) == "Nobody here works tired."
    assert pack.current().charters["2026-1"].clause("we-rest") is None
    assert "We rest" in client.get("/charter/").content.decode()
    assert [event.verb for event in Event.objects.filter(verb__startswith="edition.")] == ["edition.published"]

    # What was published is files that a fresh pack can have.
    archive = zipfile.ZipFile(io.BytesIO(client.get("/content/export/").content))
    assert archive.namelist() == ["README.txt", "charter/2026-2.yaml"]
    folder = shutil.copytree(pack_folder, tmp_path / "fresh")
    archive.extract("charter/2026-2.yaml", folder)
    assert check(folder).problems == ()
    assert str(read(folder).charter.clause("we-rest").title) == "We rest"
    assert not list(data_folder.rglob("*.part"))


def title(pk):
    return Draft.objects.get(pk=pk).title


def test_a_helpline_changed_at_once_is_seen_by_another_process_on_its_next_look(
    signed_in, lead, author, counts, data_folder
):
    program = (
        "import sys, django; django.setup()\n"
        "from partnership.core import pack\n"
        "for _line in sys.stdin:\n"
        "    print(pack.current().helplines['shout'].contact, flush=True)\n"
    )
    env = {
        **os.environ,
        "HEARTWOOD_DATA": str(data_folder),
        "DJANGO_SETTINGS_MODULE": "partnership.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    with subprocess.Popen([sys.executable, "-c", program], stdin=-1, stdout=-1, env=env, text=True) as other:
        say = lambda: (other.stdin.write("\n") and other.stdin.flush()) or other.stdout.readline().strip()  # noqa: E731
        assert say() == "text 85258"
        client, page = signed_in(lead), "/content/helplines/shout/change/"
        fields = {**filled_in(client.get(page), page), "w.contact": "text 85259", "why": "The number changed"}
        with counts():
            response = client.post(page, fields)
        assert response.status_code == 302, response.content.decode()
        assert say() == "text 85259"
        other.stdin.close()
    assert "text 85259" in client.get("/about/").content.decode()
    assert [str(one) for one in author.notices.all()] == ["A helpline was changed at once: Shout"]
    changed = pack.current().helplines["shout"]
    assert (changed.owner, Edition.objects.get().at_once) == ("programme team", True)


def test_a_kept_page_shows_the_new_words_at_once(client, signed_in, lead, counts, facts_build, data_folder):
    (data_folder / "builds").mkdir()
    shutil.copy(facts_build, data_folder / "builds")
    assert "text 85258" in client.get("/places/").content.decode()
    signed, page = signed_in(lead), "/content/helplines/shout/change/"
    fields = {**filled_in(signed.get(page), page), "w.contact": "text 85259", "why": "The number changed"}
    with counts():
        signed.post(page, fields)
    signed.logout()
    assert "text 85259" in client.get("/places/").content.decode()
