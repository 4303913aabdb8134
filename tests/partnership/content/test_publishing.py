"""Publishing: by whom, what of, and what is left when something goes wrong."""

from __future__ import annotations

import pytest
from django.core import checks
from django.core.management import call_command
from django.db import transaction

from partnership.content import actions, queries
from partnership.content.models import Draft, Edition, kept_text, prepare, standing
from partnership.core import pack
from partnership.core.refusals import NotYet
from tests.partnership.content.test_drafts import NOTICE, a_notice, asked, refused

pytestmark = pytest.mark.django_db
SHOUT = "helplines/shout.yaml"


def changed(**more):
    return {**pack.file(SHOUT).content, **more}


def test_only_somebody_of_the_team_who_wrote_none_of_it_publishes(author, second, lead):
    draft = asked(author)
    said = refused(actions.publish, draft, problems=(), seen=1, by=lead)
    assert said == "A second person of the programme team reads this and decides."
    helped = a_notice(author, {**NOTICE, "key": "helped"})
    actions.write(helped, helped.content, seen=1, by=second)
    actions.check(helped, problems=(), by=second)
    actions.ask(helped, by=author)
    assert refused(actions.publish, helped, problems=(), seen=2, by=second).startswith(
        "You wrote some of this yourself."
    )


def test_publish_is_of_the_words_that_were_read_and_sound(author, second):
    draft = asked(author)
    assert refused(actions.publish, draft, problems=(), seen=0, by=second).startswith("The words have changed since")
    assert refused(actions.publish, draft, problems=("x",), seen=1, by=second).startswith("The check found something")
    assert not Edition.objects.exists()


def test_publish_tells_the_author_and_cannot_happen_twice(author, second, counts):
    draft = asked(author)
    with counts():
        edition = actions.publish(draft, problems=(), seen=1, by=second)
    assert (edition.name, edition.number, edition.before_sha256) == ("notices/away.yaml", 1, "")
    assert [str(one) for one in author.notices.all()] == ["Published: Notice: We are away."]
    assert "cannot be done any more" in refused(actions.publish, draft, problems=(), seen=1, by=second)
    assert kept_text(edition.sha256) == pack.text("notices/away.yaml")


def test_what_is_rolled_back_changes_no_page(author, second, counts, data_folder):
    draft = asked(author)
    with counts(), transaction.atomic():
        actions.publish(draft, problems=(), seen=1, by=second)
        transaction.set_rollback(True)
    assert pack.file("notices/away.yaml") is None
    assert not (pack.overlay() / pack.EDITION).exists()


def test_a_half_written_edition_changes_nothing_until_it_is_renamed_into_place(pack_folder):
    ready = prepare(SHOUT, pack.written(changed(contact="text 1")))
    assert pack.current().helplines["shout"].contact == "text 85258"
    ready.put_in_place()
    assert pack.current().helplines["shout"].contact == "text 1"
    assert [path.suffix for path in pack.overlay().rglob("*.part")] == []


def test_a_disk_that_cannot_be_written_to_leaves_everything_as_it_was(author, second, counts, data_folder):
    draft = asked(author)
    (data_folder / "content").write_text("a file where a folder should be")
    with counts(), pytest.raises(NotYet, match="nothing has changed"):
        actions.publish(draft, problems=(), seen=1, by=second)
    assert (Draft.objects.get().state, Edition.objects.count()) == ("asked", 0)


def test_send_back_needs_words_and_gives_them_to_the_author(author, second):
    draft = asked(author)
    assert refused(actions.send_back, draft, "  ", by=second).startswith("Say what should be different")
    actions.send_back(draft, "Say when.", by=second)
    assert (draft.state, draft.answer) == ("sent_back", "Say when.")
    assert [need.sentence for need in queries.needs(author)] == ["Words that you wrote came back: Notice: We are away."]
    assert queries.needs(second) == ()


def test_needs_are_told_to_the_others_of_the_team_alone(author, second, lead):
    asked(author)
    assert [len(queries.needs(one)) for one in (author, second, lead)] == [0, 1, 0]


def test_a_removal_published_takes_the_words_away_and_keeps_them(author, second, counts):
    draft = actions.begin("helpline", taken_from=SHOUT, removal=True, by=author)
    actions.write(draft, draft.content, why="It closed", seen=0, by=author)
    actions.check(draft, problems=queries.problems_of(draft), by=author)
    actions.ask(draft, by=author)
    with counts():
        edition = actions.publish(draft, problems=(), seen=1, by=second)
    assert "shout" not in pack.current().helplines
    assert (edition.removed, edition.in_place) == (True, True)
    assert kept_text(edition.before_sha256).startswith("key: shout")


def test_a_safeguarding_lead_changes_adds_and_removes_at_once(lead, author, counts):
    with counts():
        actions.change_helpline(changed(contact="text 1"), why="New", problems=(), seen=standing(SHOUT), by=lead)
    assert pack.current().helplines["shout"].contact == "text 1"
    with counts():
        added = {**changed(), "key": "echo", "name": {"en": "Echo"}}
        actions.change_helpline(added, why="New", problems=(), seen="", new=True, by=lead)
    assert pack.current().helplines["echo"].contact == "text 1"
    with counts():
        actions.remove_helpline(SHOUT, why="It closed", seen=standing(SHOUT), by=lead)
    assert "shout" not in pack.current().helplines
    assert [str(one) for one in author.notices.order_by("pk")] == [
        "A helpline was changed at once: Shout",
        "A helpline was changed at once: Echo",
        "A helpline was taken away at once: Shout",
    ]


def test_at_once_is_refused_with_a_sentence_each(lead, author):
    at_once = {"why": "New", "problems": (), "seen": standing(SHOUT)}
    cases = [
        ("Only a safeguarding lead", {}, {"by": author}),
        ("Say in a few words why.", {}, {"why": " "}),
        ("There is still something", {}, {"problems": ("x",)}),
        ("Somebody has just changed", {}, {"seen": "3:abc"}),
        ("There is one of that name", {}, {"new": True}),
    ]
    for said, content, more in cases:
        assert refused(actions.change_helpline, changed(**content), **{**at_once, "by": lead, **more}).startswith(said)


def test_removal_at_once_is_refused_with_a_sentence_each(lead, author, counts):
    seen = standing(SHOUT)
    assert refused(actions.remove_helpline, SHOUT, why="", seen=seen, by=lead).startswith("Say in a few words why.")
    assert refused(actions.remove_helpline, SHOUT, why="x", seen="9:", by=lead).startswith("Somebody has just changed")
    gone = refused(actions.remove_helpline, "helplines/gone.yaml", why="x", seen="0:", by=lead)
    assert gone.startswith("There is no such helpline")
    for name in pack.files("helplines")[1:]:
        with counts():
            actions.remove_helpline(name, why="x", seen=standing(name), by=lead)
    (last,) = pack.files("helplines")
    assert refused(actions.remove_helpline, last, why="x", seen=standing(last), by=lead).startswith("This is the last")


def test_two_at_the_same_moment_do_not_both_count(lead, monkeypatch):
    seen = standing(SHOUT)
    Edition.objects.create(kind="helpline", name=SHOUT, number=1, sha256="a" * 64, published_by=lead, written_by=lead)
    monkeypatch.setattr("partnership.content.actions.publishing.standing", lambda name: seen)
    monkeypatch.setattr("partnership.content.rules.publishing.standing", lambda name: seen)
    said = refused(actions.change_helpline, changed(contact="1"), why="x", problems=(), seen=seen, by=lead)
    assert said.startswith("Somebody published the same words at this very moment.")


def test_an_edition_that_is_not_in_its_place_is_said_and_can_be_put_back(lead, author, counts):
    with counts():
        edition = actions.change_helpline(
            changed(contact="text 1"), why="x", problems=(), seen=standing(SHOUT), by=lead
        )
    assert refused(actions.put_back, edition, by=author) == "This edition is in its place."
    (pack.overlay() / SHOUT).unlink()
    assert queries.content_page(author).misplaced == (edition,)
    with counts():
        actions.put_back(edition, by=author)
    assert edition.in_place
    for kept in (pack.overlay() / ".editions").iterdir():
        kept.unlink()
    (pack.overlay() / SHOUT).unlink()
    with pytest.raises(NotYet, match="not on the disk any more"):
        actions.put_back(edition, by=author)


def test_only_the_newest_edition_is_put_back_and_by_whoever_edits(lead, author, counts):
    from tests.people import a_person  # noqa: PLC0415

    for contact in ("text 1", "text 2"):
        with counts():
            actions.change_helpline(changed(contact=contact), why="x", problems=(), seen=standing(SHOUT), by=lead)
    first = Edition.objects.get(number=1)
    assert refused(actions.put_back, first, by=author).startswith("A newer edition")
    assert refused(actions.put_back, first, by=a_person()).startswith("The programme team edits these words.")


def test_broken_words_never_take_the_site_down_and_are_said(author, lead, counts, client):
    with counts():
        actions.change_helpline(changed(contact="text 1"), why="x", problems=(), seen=standing(SHOUT), by=lead)
    assert pack.current().helplines["shout"].contact == "text 1"
    (pack.overlay() / SHOUT).write_text("key: shout\n", encoding="utf-8")
    marker = pack.overlay() / pack.EDITION
    marker.unlink()
    marker.write_text("by hand")
    assert pack.current().helplines["shout"].contact == "text 1"
    (sentence, *_rest) = queries.content_page(author).broken
    assert sentence.startswith("helplines/shout.yaml, line 1:")
    (warning, *_more) = [one for one in checks.run_checks() if one.id == "core.W002"]
    assert "helplines/shout.yaml" in warning.msg
    assert client.get("/about/").status_code == 200
    pack._HELD.clear()  # a process that starts now has no edition before to show
    assert pack.current().helplines["shout"].contact == "text 85258"


def test_a_file_changed_by_hand_is_what_a_draft_begins_from(author, second, counts):
    path = pack.overlay() / SHOUT
    path.parent.mkdir(parents=True)
    path.write_text(pack.written(changed(contact="by hand")), encoding="utf-8")
    draft = actions.begin("helpline", taken_from=SHOUT, by=author)
    assert draft.content["contact"] == "by hand"
    actions.write(draft, {**draft.content, "contact": "text 2"}, seen=0, by=author)
    actions.check(draft, problems=(), by=author)
    actions.ask(draft, by=author)
    with counts():
        actions.publish(draft, problems=(), seen=1, by=second)
    assert pack.current().helplines["shout"].contact == "text 2"


def test_export_content_writes_what_was_published_and_says_where_it_goes(lead, counts, tmp_path, capsys):
    with counts():
        actions.change_helpline(changed(contact="text 1"), why="x", problems=(), seen=standing(SHOUT), by=lead)
    with counts():
        name = "helplines/papyrus.yaml"
        actions.remove_helpline(name, why="It closed", seen=standing(name), by=lead)
    call_command("export_content", str(tmp_path / "out"))
    found = sorted(
        path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()
    )
    assert found == ["README.txt", "helplines/papyrus.yaml.removed", "helplines/shout.yaml"]
    assert "heartwood pack check" in (tmp_path / "out" / "README.txt").read_text("utf-8")
    assert capsys.readouterr().out.startswith("2 files were written to ")


def test_an_edition_says_what_it_changed(lead, counts):
    with counts():
        edition = actions.change_helpline(
            changed(contact="text 1"), why="x", problems=(), seen=standing(SHOUT), by=lead
        )
    (change,) = queries.edition_page(edition).changes
    assert (change.kind, [(one.kind, one.text) for one in change.pieces]) == (
        "reworded", [("same", "text"), ("removed", "85258"), ("added", "1")],
    )  # fmt: skip
