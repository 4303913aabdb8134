"""Drafts: who may write them, what a second tab is told, and that nothing goes on unread."""

from __future__ import annotations

import pytest

from partnership.content import actions
from partnership.content.models import DRAFTING, Draft, Kind
from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.core.revisions import Changed
from partnership.partners.models import Kind as RoleKind
from tests.people import a_partner, a_person, somebody

pytestmark = pytest.mark.django_db

NOTICE = {
    "key": "away",
    "text": {"en": "We are away."},
    "shown_on": "front-page",
    "since": "2026-12-24",
    "owner": "programme team",
}


def a_notice(author, content=NOTICE):
    draft = actions.begin("notice", by=author)
    return actions.write(draft, content, why="Winter", seen=0, by=author)


def asked(author):
    draft = a_notice(author)
    actions.check(draft, problems=(), by=author)
    return actions.ask(draft, by=author)


def refused(deed, *args, **kwargs):
    with pytest.raises(Refusal) as said:
        deed(*args, **kwargs)
    return said.value.sentence


def test_the_states_of_a_draft_have_no_trap():
    assert DRAFTING.reached() == set(DRAFTING.states)
    assert DRAFTING.traps() == set()


@pytest.mark.parametrize("kind", [RoleKind.ANALYST, RoleKind.MODERATOR, RoleKind.LIVED_EXPERIENCE])
def test_whoever_does_not_look_after_words_cannot_begin(kind):
    assert refused(actions.begin, "notice", by=somebody(kind)).startswith("The programme team edits these words.")


def test_partner_leads_see_no_draft_and_safeguarding_leads_those_of_helplines(author, lead):
    draft, line = a_notice(author), actions.begin("helpline", taken_from="helplines/shout.yaml", by=author)
    champion = somebody(RoleKind.PARTNER_LEAD, partner=a_partner())
    assert [list(Draft.objects.visible_to(one)) for one in (champion, a_person(), None)] == [[], [], []]
    assert list(Draft.objects.visible_to(lead)) == [line]
    assert set(Draft.objects.visible_to(author)) == {draft, line}


@pytest.mark.parametrize(
    ("said", "kind", "more"),
    [
        ("There is nothing of that kind to edit here.", "spell", {}),
        ("There is no such text any more.", "notice", {"taken_from": "notices/gone.yaml"}),
        ("This cannot be removed.", "vocabulary", {"taken_from": "vocabulary.yaml", "removal": True}),
        ("This cannot be removed.", "helpline", {"removal": True}),
        ("There is only one of this.", "vocabulary", {}),
    ],
)
def test_begin_refuses_what_cannot_be(author, said, kind, more):
    assert refused(actions.begin, kind, by=author, **more).startswith(said)


def test_the_next_version_begins_unreviewed_with_the_next_number(author):
    draft = actions.begin("charter", taken_from="charter/2026-1.yaml", by=author)
    assert (draft.content["version"], draft.name, "reviewed_by" in draft.content) == ("2026-2", "", False)
    empty = actions.begin("charter", by=author)
    assert empty.content["version"] == "1"


def test_a_stale_tab_is_told_what_changed_and_overwrites_nothing(author, second):
    draft = a_notice(author)
    mine, theirs = Draft.objects.get(pk=draft.pk), Draft.objects.get(pk=draft.pk)
    actions.write(theirs, {**NOTICE, "text": {"en": "Theirs"}}, seen=1, by=second)
    with pytest.raises(Changed, match="Somebody changed this while you were writing"):
        actions.write(mine, {**NOTICE, "text": {"en": "Mine"}}, seen=1, by=author)
    assert Draft.objects.get(pk=draft.pk).content["text"] == {"en": "Theirs"}


def test_check_refuses_while_there_is_something_to_put_right(author):
    draft = a_notice(author)
    said = refused(actions.check, draft, problems=("something",), by=author)
    assert said == "There is still something to put right. Each thing is said beside its words."


def test_a_draft_without_a_name_or_with_one_that_is_taken_is_refused(author):
    nameless = a_notice(author, {})
    assert refused(actions.check, nameless, problems=(), by=author).startswith("It has no name yet")
    taken = actions.begin("helpline", by=author)
    actions.write(taken, {"key": "shout"}, seen=0, by=author)
    assert refused(actions.check, taken, problems=(), by=author).startswith("There is one of that name already.")


def test_a_published_version_is_never_changed_in_place(author):
    draft = actions.begin("charter", taken_from="charter/2026-1.yaml", by=author)
    actions.write(draft, {**draft.content, "version": "2026-1"}, seen=0, by=author)
    said = refused(actions.check, draft, problems=(), by=author)
    assert said.startswith("Version 2026-1 was published already. What people have signed is never changed")


def test_what_waits_for_a_decision_cannot_be_written_until_it_is_taken_back(author):
    draft = asked(author)
    assert refused(actions.write, draft, NOTICE, seen=1, by=author) == (
        "This is now “Waiting for a second person”, so that cannot be done any more."
    )
    actions.take_back(draft, by=author)
    actions.write(draft, {**NOTICE, "owner": "we"}, seen=1, by=author)
    assert Draft.objects.get(pk=draft.pk).state == "draft"


def test_a_draft_that_is_put_away_stays_in_the_record(author):
    draft = a_notice(author)
    actions.drop(draft, by=author)
    assert (Draft.objects.open().count(), Draft.objects.count()) == (0, 1)
    assert "cannot be done any more" in refused(actions.drop, draft, by=author)


def test_languages_of_a_file_are_found_english_first(author, monkeypatch):
    draft = actions.begin("vocabulary", taken_from="vocabulary.yaml", by=author)
    assert draft.languages == ["en"]
    actions.write(draft, draft.content, languages=["en", "pl"], seen=0, by=author)
    assert Draft.objects.get(pk=draft.pk).languages == ["en", "pl"]


def test_a_file_that_somebody_published_meanwhile_has_to_be_looked_at_first(author, lead, second, counts):
    draft = actions.begin("helpline", taken_from="helplines/shout.yaml", by=author)
    assert refused(actions.catch_up, draft, by=author) == "Nothing else was published since this draft was begun."
    actions.write(draft, {**draft.content, "contact": "text us"}, seen=0, by=author)
    actions.check(draft, problems=(), by=author)
    content = {**pack.file("helplines/shout.yaml").content, "contact": "text 85259"}
    with counts():
        actions.change_helpline(content, why="New", problems=(), seen=draft.base, by=lead)
    assert refused(actions.ask, draft, by=author).startswith("Since this draft was begun, another edition")
    draft.refresh_from_db()
    actions.catch_up(draft, by=author)
    actions.check(draft, problems=(), by=author)
    actions.ask(draft, by=author)
    with counts():
        actions.publish(draft, problems=(), seen=draft.revision, by=second)
    assert pack.current().helplines["shout"].contact == "text us"


def test_kinds_of_words_are_known_by_their_files():
    from partnership.content.models import kind_of, name_for  # noqa: PLC0415

    known = {name: kind_of(name) for name in ("helplines/a.yaml", "vocabulary.yaml", "places.yaml", "charter/a/b.yaml")}
    assert known == {
        "helplines/a.yaml": Kind.HELPLINE, "vocabulary.yaml": Kind.VOCABULARY, "places.yaml": None,
        "charter/a/b.yaml": None,
    }  # fmt: skip
    assert name_for(Kind.SENTENCES, {}) == "pack.yaml"
